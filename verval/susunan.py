"""Cases about family make-up: what is kept of an operation, what its maker saw, and both side by side in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.models import User
from dtsen.lib.nama import normalize
from dtsen.lib.nik import parse_kk, parse_nik
from dtsen.lib.samar import mask, mask_deep
from dtsen.registry.corrections import StaleFact
from dtsen.registry.fakta import INDIVIDU, KELUARGA
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir, initials
from dtsen.registry.susunan import MENINGGAL, SEJAK, TUJUAN, Isi, Isian, Operasi, OrangBaru, Rencana, free_kk, free_nik
from dtsen.registry.values import FaktaSalah, NilaiJson, parse, to_json, tulis
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT
from verval.hasil_kelayakan import holding
from verval.keputusan import CARA, HASIL_KELAYAKAN, KELAYAKAN, PUTUSAN, reason_of
from verval.kunjungan.daftar import KRITERIA
from verval.models import AlasanMusyawarah, KelompokTidakLayak, Pembaruan, ProgramBansos
from verval.models.pembaruan import KELUARGA_BARU
from verval.ringkas import HUBUNGAN, KEBERADAAN, NASIB, TANPA_NOMOR

KOSONG: tuple[object, ...] = (None, "", [], {})
ORANG = frozenset({"individu", "individu_lain"})
NIK_ORANG = "orang.nik"
"""Where `nomor` keeps the NIK of a person that the operation adds."""
LAINNYA = 8
"""The relation with which a person who moves in is looked at before the real one is chosen."""
TIDAK_ADA = "tidak ada di wilayah Anda"


class StaleSusunan(StaleFact):
    """The make-up changed since the case was written; the message says how, with initials instead of names."""

    kode = "susunan_berubah"

    def __init__(self, beda: str) -> None:
        self.pesan = (
            f"Susunan keluarga di registri sudah berubah sejak kasus ini ditulis. {beda} "
            "Pembuat kasus perlu memeriksa lalu menyimpannya lagi."
        )
        RuntimeError.__init__(self, self.pesan)
        self.fakta, self.lama, self.sekarang = "", None, None


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the case page: of whom or what, as it was seen, as it will be."""

    perihal: str
    lama: str
    baru: str


# What is kept.


def main_person(operasi: Operasi) -> Isian | None:
    """The field that names the one member an operation is about (`Kasus.individu`), if it is about one."""
    return next((satu for satu in operasi.isian if satu.jenis == "individu" and satu.wajib), None)


def keep(operasi: Operasi, isi: Isi, rencana: Rencana, dasar: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{isi, nomor, dasar}` as the case keeps them; `isi` has passed the check that made `rencana`.

    Raises FaktaSalah (`bentuk`) where a number was written into a text.
    """
    polos: dict[str, Any] = {}
    nomor: dict[str, list[str | None]] = {}
    for satu in operasi.isian:
        nilai = isi.get(satu.nama)
        if nilai in KOSONG or (satu.nama == "ke" and isi.get("tujuan") != "keluarga"):
            continue
        if satu.jenis in {"nik", "nomor_kk"}:
            angka = parse_nik(str(nilai)).angka if satu.jenis == "nik" else parse_kk(str(nilai)).angka
            nomor[satu.nama] = [dasar.get(satu.nama), angka]
        elif satu.jenis == "daftar_orang":
            semua = [s.nilai for s in rencana.langkah if isinstance(s, OrangBaru)]
            polos[satu.nama] = [_plain_person(orang) for orang in semua]
            nomor |= {nik_of(ke): [None, str(o["nik"])] for ke, o in enumerate(semua) if "nik" in o}
        elif satu.jenis == "orang":
            baru = next(s for s in rencana.langkah if isinstance(s, OrangBaru)).nilai
            polos[satu.nama] = _plain_person(baru)
            if "nik" in baru:
                nomor[NIK_ORANG] = [None, str(baru["nik"])]
        else:
            baca: Callable[[Any], Any] = BENTUK.get(satu.jenis, _number)
            polos[satu.nama] = baca(nilai)
    polos = {n: v for n, v in polos.items() if v is not None}
    if mask_deep(polos) != polos:
        raise FaktaSalah("bentuk", "Tulis NIK dan No KK hanya di kolomnya sendiri, tidak di alamat atau nama.")
    return {"isi": polos, "nomor": nomor, "dasar": _seen(rencana, polos, operasi, dasar)}


def nik_of(ke: int) -> str:
    """Where `nomor` keeps the NIK of one of several new persons."""
    return f"anggota.{ke}.nik"


def _plain_person(baru: Mapping[str, Any]) -> dict[str, Any]:
    return {n: to_json(v) for n, v in baru.items() if n not in {"nik", "keberadaan"}}


def _number(nilai: Any) -> int | None:
    """A number of the registry or a code; what the operation did not read may be anything and is left out."""
    teks = str(nilai).strip()
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 19 else None


BENTUK: dict[str, Callable[[Any], Any]] = {
    "anggota": lambda nilai: {str(_number(pk)): _number(hubungan) for pk, hubungan in nilai.items()},
    "tanggal": lambda nilai: to_json(parse(SEJAK, nilai, hari=timezone.localdate())),
    "alamat": lambda nilai: {n: to_json(parse(KELUARGA[n], v, hari=timezone.localdate())) for n, v in nilai.items()},
    "tujuan": str,
    "program": str,
    "cara": str,
    "hasil": str,
    "sebab": str,
    "kriteria": lambda nilai: [kode for kode in KRITERIA if kode in nilai],
    "desa": str,
}


def told(kasus: Pembaruan) -> dict[str, Any]:
    """Return what the operation is told, numbers with it: for the operation alone, never to show or log."""
    isi = {**kasus.isi, **{n: baru for n, (_, baru) in kasus.nomor.items() if "." not in n}}
    if kasus.jenis == KELUARGA_BARU:
        isi["anggota"] = [
            {**orang, **({"nik": kasus.nomor[nik_of(ke)][1]} if nik_of(ke) in kasus.nomor else {})}
            for ke, orang in enumerate(kasus.isi["anggota"])
        ]
    if NIK_ORANG in kasus.nomor:
        isi["orang"] = {**kasus.orang_baru, "nik": kasus.nomor[NIK_ORANG][1]}
    return isi


def filled(kasus: Pembaruan, isi: Isi) -> dict[str, Any]:
    """Return new content with the numbers of the case where they were left blank: a form never shows them again."""
    lama = told(kasus)
    hasil: dict[str, Any] = dict(isi)
    if kasus.jenis == KELUARGA_BARU:
        anggota: list[Mapping[str, Any]] = [*hasil["anggota"]]
        hasil["anggota"] = [_with_nik(ke, orang, lama["anggota"]) for ke, orang in enumerate(anggota)]
    for nama in kasus.nomor:
        if nama == NIK_ORANG:
            orang = hasil.get("orang")
            if isinstance(orang, Mapping) and not orang.get("nik"):
                hasil["orang"] = {**orang, "nik": lama["orang"]["nik"]}
        elif "." not in nama and hasil.get(nama) in KOSONG:
            hasil[nama] = lama[nama]
    return hasil


def _with_nik(ke: int, orang: Mapping[str, Any], lama: list[dict[str, Any]]) -> dict[str, Any]:
    """A number stays with its person: where another name was written on the same line, it is asked for again."""
    dulu = lama[ke] if ke < len(lama) else {}
    if orang.get("nik") or "nik" not in dulu or normalize(str(orang.get("nama"))) != normalize(dulu["nama"]):
        return dict(orang)
    return {**orang, "nik": dulu["nik"]}


def find(pelaku: User, nama: str, nomor: str) -> int:
    """Return the number of the person (`ditutup`) or active family that a NIK or No KK names, inside the scope.

    Raises NomorSalah, or FaktaSalah (`di_luar_lingkup`) without a word about whether it is somewhere else.
    """
    cakupan = cakupan_of(pelaku, LIHAT)
    orang = Individu.objects.dalam(cakupan)
    if nama == "ditutup":
        pk = orang.dengan_nik(parse_nik(nomor)).values_list("pk", flat=True).first()
    else:
        aktif = Keluarga.objects.dalam(cakupan).aktif()
        angka = parse_kk(nomor).angka
        pk = aktif.filter(nomor_kk=angka).values_list("pk", flat=True).first()
        pk = pk or orang.filter(nik=angka, keluarga__status="aktif").values_list("keluarga_id", flat=True).first()
    if pk is None:
        raise FaktaSalah(
            "di_luar_lingkup",
            "Nomor itu tidak ada di wilayah Anda. Periksa kembali, atau minta petugas kabupaten mengerjakannya.",
            nama,
        )
    return pk


@dataclass(frozen=True, slots=True)
class Temuan:
    """What is said of a number that somebody just wrote, and whom the answer shows."""

    pesan: str
    beres: bool = True
    keluarga: tuple[int, ...] = ()
    individu: tuple[int, ...] = ()


def look(pelaku: User, keluarga: Keluarga, operasi: Operasi, kolom: str, nomor: str) -> Temuan:
    """Return what is known of the number in a field of the form. Of a person outside the scope: that there is one.

    Raises NomorSalah or FaktaSalah as saving would.
    """
    if not nomor.strip():
        return Temuan("")
    if kolom == "nomor_kk":
        free_kk(nomor, keluarga.pk if operasi.kode == "perbaikan_kk" else 0)
        return Temuan("No KK ini dapat dipakai.")
    if kolom.endswith("_kk"):
        rumah = Keluarga.objects.get(pk=find(pelaku, kolom.removesuffix("_kk"), nomor))
        nama = Tabir.of(pelaku, [rumah]).family(rumah).nama_kepala
        return Temuan(f"Keluarga {nama}.", keluarga=(rumah.pk,))
    if operasi.kode == "pindah_masuk":
        rencana = operasi.check(keluarga, {"nik": nomor, "hubungan": LAINNYA})
        if rencana.tunggu:
            return Temuan(rencana.tunggu, beres=False)
        return _named(pelaku, rencana.people()[0])
    if kolom == "ditutup_nik":
        return _named(pelaku, Individu.objects.get(pk=find(pelaku, "ditutup", nomor)))
    free_nik(nomor)
    return Temuan("NIK ini dapat dipakai.")


def _named(pelaku: User, orang: Individu) -> Temuan:
    tampil = Tabir.of(pelaku, [orang.keluarga]).person(orang)
    return Temuan(f"NIK ini atas nama {tampil.nama}.", keluarga=(orang.keluarga_id,), individu=(orang.pk,))


# What the maker saw.


def _state(orang: Individu) -> list[int | None]:
    return [orang.keluarga_id, orang.status_hubungan_keluarga, orang.keberadaan]


def _seen(rencana: Rencana, isi: Mapping[str, Any], operasi: Operasi, dasar: Mapping[str, Any]) -> dict[str, Any]:
    terlibat = {o.pk for o in rencana.people()}
    for satu in operasi.isian:
        if satu.jenis in ORANG and satu.nama in isi:
            terlibat.add(isi[satu.nama])
        elif satu.jenis == "anggota":
            terlibat |= {int(pk) for pk in isi.get(satu.nama, {})}
    rumah = rencana.families() | {dasar["keluarga"]}
    if operasi.kode in PUTUSAN:
        # About the family as such: who belongs to it may change meanwhile.
        return {
            "keluarga": {str(k.pk): k.status for k in Keluarga.objects.filter(pk__in=rumah)},
            "individu": {},
            "terlibat": [],
            **(_eligibility_seen(dasar["keluarga"], isi) if operasi.kode == KELAYAKAN else {}),
        }
    orang = Individu.objects.filter(Q(keluarga_id__in=rumah) | Q(pk__in=terlibat))
    return {
        "keluarga": {str(k.pk): k.status for k in Keluarga.objects.filter(pk__in=rumah)},
        "individu": {str(o.pk): _state(o) for o in orang},
        "terlibat": sorted(terlibat),
    }


def _eligibility_seen(keluarga: int, isi: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of the family before, and whether the new reason tells of an illness."""
    lama, alasan = holding(keluarga, timezone.localdate()), reason_of(isi)
    return {"hasil": lama.hasil if lama else "", "dilindungi": alasan is not None and alasan.dilindungi}


def touched(kasus: Pembaruan) -> tuple[list[int], list[int]]:
    """Return (families, persons) that the maker saw, as far as they are there and inside the scope."""
    keluarga = Keluarga.objects.filter(pk__in=[int(pk) for pk in kasus.dasar["keluarga"]])
    individu = Individu.objects.filter(pk__in=[int(pk) for pk in kasus.dasar["individu"]])
    return list(keluarga.values_list("pk", flat=True)), list(individu.values_list("pk", flat=True))


def _words(kasus: Pembaruan, keadaan: list[int | None] | None) -> str:
    if keadaan is None:
        return "tidak ada di keluarga ini"
    keluarga, hubungan, ada = keadaan
    tempat = "" if keluarga == kasus.keluarga_id else " di keluarga lain"
    kata = [tulis(HUBUNGAN, hubungan), tulis(KEBERADAAN, ada)]
    return ", ".join(k.lower() if k != "Tidak diketahui" else "belum diketahui" for k in kata) + tempat


def difference(kasus: Pembaruan) -> str:
    """Return what the registry says otherwise than the maker saw, blank if nothing; what lies outside is left out."""
    dasar = kasus.dasar
    rumah = {k.pk: k for k in Keluarga.objects.filter(pk__in=[int(pk) for pk in dasar["keluarga"]])}
    dulu: dict[int, list[int | None]] = {int(pk): keadaan for pk, keadaan in dasar["individu"].items()}
    kini = {o.pk: o for o in Individu.objects.filter(Q(keluarga_id__in=rumah) | Q(pk__in=dulu))}
    beda = [
        f"Status keluarga waktu itu {dasar['keluarga'][str(pk)]}, sekarang {k.status}."
        for pk, k in sorted(rumah.items())
        if k.status != dasar["keluarga"][str(pk)]
    ]
    for pk in sorted({*dulu, *kini}) if kasus.jenis not in PUTUSAN else ():
        lama, sekarang = dulu.get(pk), _state(kini[pk]) if pk in kini else None
        if lama == sekarang or (lama and sekarang is None and lama[0] not in rumah):
            continue
        nama = initials(kini[pk].nama) if pk in kini else "Seorang anggota"
        beda.append(f"{nama} waktu itu {_words(kasus, lama)}, sekarang {_words(kasus, sekarang)}.")
    if kasus.jenis == "perbaikan_nik" and (orang := kini.get(kasus.individu_id or 0)):
        beda += ["NIK-nya sudah diubah."] if orang.nik != kasus.nomor["nik"][0] else []
    if kasus.jenis == "perbaikan_kk" and (keluarga := rumah.get(kasus.keluarga_id)):
        beda += ["No KK-nya sudah diubah."] if keluarga.nomor_kk != kasus.nomor["nomor_kk"][0] else []
    return " ".join(beda)


# Both in words, for whom the veil lets see it.


def attach_arriving(user: User, kasus: Pembaruan) -> None:
    """Name the person who moves in to those whose scope reaches further than the maker's did.

    Before anything is recorded or veiled: the person then counts as one who has a part in the case.
    """
    if kasus.jenis == "pindah_masuk" and not kasus.terlibat:
        nik = parse_nik(kasus.nomor["nik"][1])
        orang = Individu.objects.dalam(cakupan_of(user, LIHAT)).dengan_nik(nik).select_related("keluarga")
        kasus.terlibat = list(orang.exclude(keberadaan=MENINGGAL)[:1])


def rows(kasus: Pembaruan, tabir: Tabir) -> list[Baris]:
    """Return the operation line by line: persons by the names that the user may see, numbers masked."""
    operasi = kasus.operasi
    if operasi is None:
        return []
    orang = {o.pk: tabir.person(o).nama for o in kasus.terlibat}
    hasil: list[Baris] = []
    for satu in operasi.isian:
        if satu.nama in kasus.nomor:
            hasil.append(_number_row(kasus, satu))
        elif satu.nama in kasus.isi:
            hasil += _lines(kasus, satu, orang, tabir)
    if kasus.jenis == "pindah_masuk":
        hasil += [Baris(nama, "di keluarga lain", "Anggota keluarga ini") for nama in orang.values()]
    return hasil


def _lines(kasus: Pembaruan, satu: Isian, orang: Mapping[int, str], tabir: Tabir) -> list[Baris]:
    nilai = kasus.isi[satu.nama]
    if satu.jenis in ORANG:
        return [_person_row(kasus, satu, orang)]
    if satu.jenis == "anggota":
        return [Baris(orang.get(int(pk), TIDAK_ADA), _old(kasus, int(pk)), _moved(kasus, h)) for pk, h in nilai.items()]
    if satu.jenis == "orang":
        nik = [Baris("NIK", "–", mask(kasus.nomor[NIK_ORANG][1]))] if NIK_ORANG in kasus.nomor else []
        return [*(Baris(INDIVIDU[n].label, "–", tulis(INDIVIDU[n], v)) for n, v in nilai.items()), *nik]
    if satu.jenis == "daftar_orang":
        return [_new_row(kasus, ke, satu_orang) for ke, satu_orang in enumerate(nilai)]
    if satu.jenis == "alamat":
        akhir = "" if kasus.jenis == KELUARGA_BARU else " KK baru"
        return [Baris(f"{KELUARGA[n].label}{akhir}", "–", str(v)) for n, v in nilai.items()]
    if satu.jenis == "kriteria":
        return [Baris(satu.label, "–", KRITERIA[kode]) for kode in nilai]
    return [Baris(satu.label, "–", _plain(satu, nilai, tabir))]


def _new_row(kasus: Pembaruan, ke: int, orang: Mapping[str, Any]) -> Baris:
    """One new member on one line: relation, birth, NIK masked."""
    isi = [tulis(HUBUNGAN, orang["status_hubungan_keluarga"])]
    if lahir := orang.get("tanggal_lahir"):
        isi.append(f"lahir {tulis(INDIVIDU['tanggal_lahir'], lahir)}")
    nik = kasus.nomor.get(nik_of(ke))
    isi.append(f"NIK {mask(nik[1])}" if nik else "NIK belum ada")
    return Baris(orang["nama"], "–", ", ".join(isi))


def _number_row(kasus: Pembaruan, satu: Isian) -> Baris:
    lama, baru = kasus.nomor[satu.nama]
    bandingkan = kasus.jenis in {"perbaikan_nik", "perbaikan_kk"}
    return Baris(satu.label, (mask(lama) or TANPA_NOMOR) if bandingkan else "–", mask(baru))


def _old(kasus: Pembaruan, pk: int) -> str:
    return _words(kasus, kasus.dasar["individu"].get(str(pk)))


def _person_row(kasus: Pembaruan, satu: Isian, orang: Mapping[int, str]) -> Baris:
    pk = kasus.isi[satu.nama]
    baru = {
        "kepala_baru": "Kepala keluarga",
        "tetap": "Data yang dipakai",
        "ditutup": "Ditutup sebagai data ganda",
        "individu": NASIB.get(kasus.jenis, "NIK diperbaiki"),
    }[satu.nama]
    return Baris(orang.get(pk, TIDAK_ADA), _old(kasus, pk), baru)


def _moved(kasus: Pembaruan, hubungan: int | None) -> str:
    tujuan = kasus.isi.get("tujuan", "")
    if tujuan and tujuan != "keluarga":
        return f"Pindah {TUJUAN[tujuan].lower()}"
    tempat = {"pecah_kk": "KK baru", "gabung": "keluarga ini"}.get(kasus.jenis, "keluarga yang dituju")
    return f"{tulis(HUBUNGAN, hubungan)} di {tempat}"


def _plain(satu: Isian, nilai: NilaiJson, tabir: Tabir) -> str:
    if satu.jenis == "keluarga":
        keluarga = Keluarga.objects.filter(pk=str(nilai)).first()
        return tabir.family(keluarga).nama_kepala if keluarga else TIDAK_ADA
    if satu.jenis == "tujuan":
        return TUJUAN[str(nilai)]
    if satu.jenis == "cara":
        return CARA[str(nilai)]
    if satu.jenis == "hasil":
        return HASIL_KELAYAKAN[str(nilai)]
    if satu.jenis == "sebab":
        return str(AlasanMusyawarah.objects.filter(pk=str(nilai)).first() or nilai)
    if satu.jenis == "kelompok":
        return str(KelompokTidakLayak.objects.filter(pk=str(nilai)).first() or nilai)
    if satu.jenis == "program":
        return str(ProgramBansos.objects.filter(pk=str(nilai)).first() or nilai)
    if satu.jenis == "desa":
        return str(Wilayah.objects.filter(pk=str(nilai)).first() or nilai)
    return tulis({"tanggal": SEJAK, "hubungan": HUBUNGAN}.get(satu.jenis, KELUARGA["alamat"]), nilai)

"""Match the rows of an answer with the cases they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.models import User
from verval import alur
from verval.jawaban.baca import Terbaca
from verval.models import BarisJawaban, Pembaruan, Usulan
from verval.siks import program_name

KIRIM = alur.KIRIM

TERJAWAB = frozenset({"diterima", "menunggu_desil", "selesai", "ditolak_kemensos"})

Kasus = Usulan | Pembaruan


def match(terbaca: Iterable[Terbaca], *, pelaku: User) -> list[BarisJawaban]:
    """Return the rows with their cases in the scope of the user, unsaved; a constant number of queries."""
    semua = list(terbaca)
    calon = _Calon.of(pelaku, semua)
    hasil = [_judge(satu, *calon.find(satu)) for satu in semua]
    _settle_repeated(hasil)
    return hasil


@dataclass(frozen=True, slots=True)
class _Calon:
    """The cases that rows may mean."""

    kode: dict[str, Kasus]
    nik: dict[str, list[Usulan]]
    kk: dict[str, list[Usulan]]

    @classmethod
    def of(cls, pelaku: User, semua: list[Terbaca]) -> _Calon:
        cakupan = cakupan_of(pelaku, KIRIM)
        tercari = {t.kode for t in semua if t.kode}
        nomor = [t for t in semua if not t.kode]
        milik = Usulan.objects.dalam(cakupan).select_related("keluarga", "individu", "program")
        kode: dict[str, Kasus] = {}
        for kasus in milik.filter(kode_lacak__in=tercari).exclude(status="draf"):
            kode[kasus.kode_lacak] = kasus
        koreksi = Pembaruan.objects.dalam(cakupan).select_related("keluarga", "individu").exclude(status="draf")
        for satu in koreksi.filter(kode_lacak__in=tercari):
            kode[satu.kode_lacak] = satu
        per_nik, per_kk = defaultdict[str, list[Usulan]](list), defaultdict[str, list[Usulan]](list)
        terkirim = milik.filter(status__in=TERJAWAB | {"dikirim"})
        for kasus in terkirim.filter(individu__nik__in={t.nik for t in nomor if t.nik}):
            per_nik[kasus.individu.nik or "" if kasus.individu else ""].append(kasus)
        for kasus in terkirim.filter(individu=None, keluarga__nomor_kk__in={t.kk for t in nomor if t.kk}):
            per_kk[kasus.keluarga.nomor_kk or ""].append(kasus)
        return cls(kode, dict(per_nik), dict(per_kk))

    def find(self, t: Terbaca) -> tuple[Kasus | None, str]:
        """Return (the case, "") or (None, why not): `salah`, `tidak_dikenal` or `rancu`."""
        if t.salah:
            return None, "salah"
        if t.kode:
            kasus = self.kode.get(t.kode)
            return (kasus, "") if kasus is not None else (None, "tidak_dikenal")
        calon = [k for k in (*self.nik.get(t.nik, ()), *self.kk.get(t.kk, ())) if _is_program(k, t.program)]
        # Last month's answered proposal of the same person is no rival of the one that waits.
        pilih = [k for k in calon if k.status == "dikirim"] or calon
        if len(pilih) == 1:
            return pilih[0], ""
        if pilih and all(k.status in TERJAWAB for k in pilih):
            return max(pilih, key=lambda k: k.pk), ""
        return None, "rancu" if pilih else "tidak_dikenal"


def _is_program(kasus: Usulan, program: str) -> bool:
    return program in {program_name(kasus.program), kasus.program.pk.upper(), kasus.program.nama.upper()}


PESAN = {
    "tidak_dikenal": "Tidak ada kasusnya di wilayah Anda. Periksa NO_USULAN, atau NIK dan PROGRAM.",
    "rancu": "Lebih dari satu kasus cocok. Isi NO_USULAN pada baris ini.",
}


def _judge(t: Terbaca, kasus: Kasus | None, sebab: str) -> BarisJawaban:
    if kasus is None:
        return BarisJawaban(baris=t.baris, hasil=t.hasil, keadaan=sebab, pesan=t.salah or PESAN[sebab])
    if beda := _differs(t, kasus):
        return BarisJawaban(baris=t.baris, hasil=t.hasil, keadaan="salah", pesan=beda)
    keadaan, pesan = _standing(t.hasil, kasus)
    return BarisJawaban(
        baris=t.baris,
        usulan=kasus if isinstance(kasus, Usulan) else None,
        pembaruan=kasus if isinstance(kasus, Pembaruan) else None,
        hasil=t.hasil,
        alasan=t.alasan,
        tanggal=t.tanggal,
        keadaan=keadaan,
        pesan=pesan,
    )


def _differs(t: Terbaca, kasus: Kasus) -> str:
    """What contradicts the case that NO_USULAN names; blank where nothing does."""
    orang = kasus.individu
    if t.nik and orang is not None and orang.nik and orang.nik != t.nik:
        return "NIK bukan milik orang pada NO_USULAN ini. Periksa baris ini ke Kemensos."
    if t.program and isinstance(kasus, Usulan) and not _is_program(kasus, t.program):
        return "PROGRAM bukan program NO_USULAN ini. Periksa baris ini ke Kemensos."
    return ""


def _standing(hasil: str, kasus: Kasus) -> tuple[str, str]:
    if kasus.status == "dikirim" or (kasus.status == "diterima" and hasil == "terima"):
        return "cocok", ""
    if kasus.status not in TERJAWAB:
        return "belum_dikirim", f"Kasus ini {alur.LABEL[kasus.status].lower()}. Catat dahulu sudah dikirim."
    dulu = "tolak_kemensos" if kasus.status == "ditolak_kemensos" else "terima"
    beda = " Jawaban ini berbeda; tidak ada yang diubah." if dulu != hasil else ""
    return "sudah", f"{alur.LABEL[kasus.status]} sebelum berkas ini.{beda}"


def _settle_repeated(hasil: list[BarisJawaban]) -> None:
    """Two rows about one case: the same answer counts once, two answers count for nothing."""
    milik: dict[tuple[int | None, int | None], list[BarisJawaban]] = defaultdict(list)
    for satu in hasil:
        if satu.keadaan == "cocok":
            milik[satu.usulan_id, satu.pembaruan_id].append(satu)
    for pertama, *lagi in milik.values():
        if any(satu.hasil != pertama.hasil for satu in lagi):
            for satu in (pertama, *lagi):
                satu.keadaan, satu.pesan = (
                    "rancu",
                    "Kasus ini dijawab dua kali dengan hasil berbeda. Tanyakan Kemensos.",
                )
            continue
        for satu in lagi:
            satu.keadaan, satu.pesan = "sudah", f"Sama dengan baris {pertama.baris}."

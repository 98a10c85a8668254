"""Corrections as cases: draft, file, decide.

Approval writes facts (`butir`) through `registry.corrections`, an operation of family make-up through
`registry.susunan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.nik import NomorSalah
from dtsen.lib.tampil import WITA
from dtsen.lib.transisi import Transition
from dtsen.registry import calon, corrections, riwayat
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import SENSITIF, Tabir, for_trail
from dtsen.registry.susunan import Isi, Operasi
from dtsen.registry.values import FaktaSalah
from verval import alur, butir, hop, penetapan, susunan
from verval.access import boleh_nilai, izin_di, tabir_of
from verval.butir import Penolakan, Perubahan
from verval.hop import KasusDitolak, StaleStatus
from verval.jadwal import period_of
from verval.kelayakan import desil_terakhir
from verval.keputusan import PUTUSAN
from verval.models import AlasanTolak, ButirPembaruan, Pembaruan
from verval.models.butir import TERBUKA, holder
from verval.models.pembaruan import KELUARGA_BARU, SUSUNAN

AJUKAN, PERIKSA = "pembaruan.ajukan", "pembaruan.periksa"
ALASAN_TERPENDEK = 10
"""Letters: "rusak" is no reason a verifikator can decide on."""

TABEL = alur.PEMBARUAN


def require_maker(pelaku: User, keluarga: Keluarga) -> None:
    """Raise TidakBerwenang for somebody who files no corrections about this family."""
    if AJUKAN not in izin_di(pelaku, keluarga):
        raise TidakBerwenang(AJUKAN)


def _require(pelaku: User, keluarga: Keluarga, perubahan: Iterable[Perubahan]) -> None:
    require_maker(pelaku, keluarga)
    tabir = Tabir.of(pelaku, [keluarga])
    if not all(tabir.shows(satu.tentang, keluarga.pk, satu.individu) for satu in perubahan):
        raise TidakBerwenang(SENSITIF)


def _check_values(perubahan: Iterable[Perubahan]) -> None:
    for satu in perubahan:
        if satu.nilai is None or satu.nilai == [] or str(satu.nilai).strip() == "":
            raise FaktaSalah("kosong", f"{satu.tentang.label}: isi nilai yang baru.", satu.fakta)


def _check_reason(alasan: str) -> None:
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        raise KasusDitolak(
            "alasan_pendek",
            "Tulis alasannya: apa yang berubah dan dari mana Anda tahu. Verifikator memutus dari situ.",
            "alasan",
        )


def open_facts(keluarga: Keluarga) -> dict[tuple[int | None, str], Pembaruan]:
    """Return the filed cases that hold facts of a family and its members, by (member, fact)."""
    terbuka = ButirPembaruan.objects.filter(keluarga=keluarga, penahan=TERBUKA).select_related("pembaruan")
    return {(satu.individu_id, satu.fakta): satu.pembaruan for satu in terbuka}


def open_operations(keluarga: Keluarga) -> dict[str, Pembaruan]:
    """Return the filed cases about the make-up of a family as a whole, by their operation."""
    terbuka = Pembaruan.objects.filter(keluarga=keluarga, individu__isnull=True, status__in=alur.TERBUKA)
    return {k.jenis: k for k in terbuka.susunan()}


def _refuse_second(lain: Pembaruan | None, judul: str = "") -> None:
    if lain is not None:
        raise KasusDitolak(
            "kasus_terbuka",
            f"{judul or lain.judul} sudah diajukan dalam pembaruan {lain.kode_lacak} dan belum selesai. "
            "Lihat kasus itu dahulu.",
            "nilai_baru",
            {"pembaruan": lain.pk, "kode_lacak": lain.kode_lacak},
        )


def refuse_held(keluarga: Keluarga, perubahan: Sequence[Perubahan], kasus: Pembaruan | None = None) -> None:
    """A fact that another filed case holds waits for it."""
    terbuka = open_facts(keluarga)
    for satu in perubahan:
        lain = terbuka.get(satu.kunci)
        if lain is not None and (kasus is None or lain.pk != kasus.pk):
            _refuse_second(lain, satu.tentang.label)


def draft(
    keluarga: Keluarga,
    fakta: str,
    nilai_baru: object,
    *,
    alasan: str,
    pelaku: User,
    individu: Individu | None = None,
    ajukan: bool = False,
) -> Pembaruan:
    """Write a draft about one fact; see `draft_butir`."""
    satu = Perubahan(fakta, nilai_baru, individu)
    return draft_butir(keluarga, [satu], alasan=alasan, pelaku=pelaku, ajukan=ajukan)


@transaction.atomic
def draft_butir(
    keluarga: Keluarga, perubahan: Sequence[Perubahan], *, alasan: str, pelaku: User, ajukan: bool = False
) -> Pembaruan:
    """Write a draft about facts of a family and its members, and file it at once with `ajukan`.

    The maker's draft about some of the same facts and no others is written over. Raises TidakBerwenang, FaktaSalah
    (the values) or KasusDitolak (`kosong | alasan_pendek | kasus_terbuka | draf_lain`).
    """
    _require(pelaku, keluarga, perubahan)
    _check_values(perubahan)
    if not perubahan:
        raise KasusDitolak("kosong", "Belum ada data yang diubah. Isi nilai yang baru.", "butir")
    _check_reason(alasan)
    isi = butir.content(keluarga, perubahan)
    refuse_held(keluarga, perubahan)
    draf = _own_draft(keluarga, perubahan, pelaku)
    kasus, tercipta = draf or new_draft(keluarga, pelaku=pelaku), draf is None
    put(kasus, isi, alasan=alasan)
    if tercipta:
        record(kasus, "pembaruan.draf", pelaku)
    if ajukan:
        move(kasus, "ajukan", pelaku=pelaku, status="draf")
    return kasus


def new_draft(keluarga: Keluarga, *, pelaku: User) -> Pembaruan:
    """Return a draft that holds nothing yet and is not saved."""
    return Pembaruan(keluarga=keluarga, kode_desa=keluarga.kode_desa, pembuat=pelaku)


def _own_draft(keluarga: Keluarga, perubahan: Sequence[Perubahan], pelaku: User) -> Pembaruan | None:
    """The maker's draft that these facts write over, None where there is none."""
    draf: dict[int, set[tuple[int | None, str]]] = {}
    for satu in ButirPembaruan.objects.filter(keluarga=keluarga, penahan=holder("draf", pelaku.pk)):
        draf.setdefault(satu.pembaruan_id, set()).add((satu.individu_id, satu.fakta))
    baru = {satu.kunci for satu in perubahan}
    kena = [pk for pk, isi in draf.items() if isi & baru]
    if not kena:
        return None
    kasus = Pembaruan.objects.select_for_update(of=("self",)).select_related("keluarga").get(pk=kena[0])
    if len(kena) > 1 or not draf[kasus.pk] <= baru:
        _refuse_draft(kasus)
    if kasus.status != "draf":
        raise StaleStatus
    return kasus


def _refuse_draft(lain: Pembaruan | None) -> NoReturn:
    kode = f" {lain.kode_lacak}" if lain else ""
    raise KasusDitolak(
        "draf_lain",
        f"Data ini sudah ada dalam draf Anda{kode}. Lanjutkan draf itu, atau buang dahulu.",
        "nilai_baru",
        {"pembaruan": lain.pk, "kode_lacak": lain.kode_lacak} if lain else {},
    )


def put(kasus: Pembaruan, isi: Sequence[ButirPembaruan], *, alasan: str, tetap: Sequence[ButirPembaruan] = ()) -> None:
    """Save a case of its maker with these facts instead of all but `tetap`, and what they do to the desil.

    Raises KasusDitolak (`kasus_terbuka | draf_lain`) where the database says that a fact is held elsewhere.
    """
    semua = [*tetap, *isi]
    penahan = holder(kasus.status, kasus.pembuat_id)
    kasus.individu = butir.about(semua)
    isian = {"alasan": alasan.strip(), "disimpan": timezone.now(), **butir.effect(kasus.keluarga, semua)}
    for nama, nilai in isian.items():
        setattr(kasus, nama, nilai)
    try:
        with transaction.atomic():
            kasus.save()
            kasus.butir.exclude(pk__in=[satu.pk for satu in tetap]).delete()
            for satu in isi:
                satu.pembaruan, satu.penahan = kasus, penahan
            ButirPembaruan.objects.bulk_create(isi)
    except IntegrityError as galat:
        if penahan != TERBUKA:
            _refuse_draft(None)
        raise KasusDitolak(
            "kasus_terbuka", "Salah satu data ini sudah diajukan dalam kasus lain. Muat ulang halamannya.", "nilai_baru"
        ) from galat


def _operation(jenis: str) -> Operasi:
    if jenis not in SUSUNAN:
        raise FaktaSalah("jenis_tidak_dikenal", "Perubahan ini tidak dikenal. Pilih dari daftar.", "jenis")
    return SUSUNAN[jenis]


def _content_of_operation(
    keluarga: Keluarga, operasi: Operasi, isi: Isi, individu: Individu | None
) -> tuple[dict[str, Any], Individu | None]:
    """Return (what the case keeps, the member it is about) after every check that approval would make."""
    utama = susunan.main_person(operasi)
    if utama is not None and individu is not None:
        isi = {**isi, utama.nama: individu.pk}
    elif utama is None and individu is not None:
        raise FaktaSalah("bentuk", f"{operasi.label} menyangkut keluarga. Kosongkan anggotanya.", "individu")
    rencana = operasi.check(keluarga, isi)
    if utama is not None and individu is None:
        individu = Individu.objects.get(pk=str(isi[utama.nama]))
    lama = {"keluarga": keluarga.pk, "nomor_kk": keluarga.nomor_kk, "nik": individu.nik if individu else None}
    return susunan.keep(operasi, isi, rencana, lama), individu


@transaction.atomic
def draft_operasi(
    keluarga: Keluarga,
    jenis: str,
    isi: Isi,
    *,
    alasan: str,
    pelaku: User,
    individu: Individu | None = None,
    ajukan: bool = False,
) -> Pembaruan:
    """Write a draft about one operation of family make-up, and file it at once with `ajukan`.

    `isi` is what `susunan.OPERASI[jenis]` is told (its `isian`); `individu` may stand for the member it names. The
    maker's draft about the same operation and member is written over. Raises TidakBerwenang, FaktaSalah, NikSalah or
    KKSalah (the content) or KasusDitolak (`alasan_pendek | kasus_terbuka`).
    """
    operasi = _operation(jenis)
    if AJUKAN not in izin_di(pelaku, keluarga):
        raise TidakBerwenang(AJUKAN)
    _check_reason(alasan)
    isian, individu = _content_of_operation(keluarga, operasi, isi, individu)
    terbuka = Pembaruan.objects.filter(keluarga=keluarga, individu=individu, status__in=alur.TERBUKA)
    _refuse_second(terbuka.filter(jenis=jenis).first())
    kasus, tercipta = Pembaruan.objects.update_or_create(
        keluarga=keluarga,
        individu=individu,
        jenis=jenis,
        pembuat=pelaku,
        status="draf",
        defaults={
            "kode_desa": keluarga.kode_desa,
            "alasan": alasan.strip(),
            "disimpan": timezone.now(),
            **isian,
        },
    )
    _require_sight(pelaku, kasus)
    if tercipta:
        record(kasus, "pembaruan.draf", pelaku)
    if ajukan:
        move(kasus, "ajukan", pelaku=pelaku, status="draf")
    return kasus


def _require_sight(pelaku: User, kasus: Pembaruan) -> None:
    """Nobody writes about a child, or about health, who may not read about them."""
    if not boleh_nilai(tabir_of(pelaku, [kasus]), kasus):
        raise TidakBerwenang(SENSITIF)


def record(kasus: Pembaruan, aksi: str, pelaku: User) -> None:
    """Leave a line about a change of content, with the names of the facts that the trail may hold."""
    fakta = sorted({for_trail(satu.tentang) for satu in kasus.isian})
    rincian = {"jenis": kasus.jenis} if kasus.operasi else {"fakta": fakta}
    audit.record(pelaku=pelaku, aksi=aksi, objek=kasus.objek, rincian=rincian, **hop.subjects(kasus))


def locked_for(kasus: Pembaruan, pelaku: User) -> Pembaruan:
    """Lock a case that its maker is about to change."""
    terkunci = Pembaruan.objects.select_for_update(of=("self",)).select_related("keluarga", "individu").get(pk=kasus.pk)
    if terkunci.status not in alur.DIISI:
        raise StaleStatus
    if terkunci.pembuat_id != pelaku.pk:
        raise KasusDitolak("pembuat", "Hanya pembuat kasus yang boleh mengubah isinya.")
    return terkunci


def _save(kasus: Pembaruan, isian: dict[str, Any], pelaku: User) -> Pembaruan:
    for nama, nilai in isian.items():
        setattr(kasus, nama, nilai)
    kasus.save(update_fields=list(isian))
    record(kasus, "pembaruan.ubah", pelaku)
    return kasus


@transaction.atomic
def revise_operasi(kasus: Pembaruan, isi: Isi, *, alasan: str, pelaku: User) -> Pembaruan:
    """Change what an operation is told; numbers left blank stay. The base becomes what the registry says now."""
    terkunci = locked_for(kasus, pelaku)
    operasi = _operation(terkunci.jenis)
    if AJUKAN not in izin_di(pelaku, terkunci.keluarga):
        raise TidakBerwenang(AJUKAN)
    _check_reason(alasan)
    isian, _ = _content_of_operation(
        terkunci.keluarga, operasi, susunan.filled(terkunci, isi), terkunci.individu
    )  # fmt: skip
    _save(terkunci, {**isian, "alasan": alasan.strip(), "disimpan": timezone.now()}, pelaku)
    _require_sight(pelaku, terkunci)
    return terkunci


def revise(kasus: Pembaruan, nilai_baru: object, *, alasan: str, pelaku: User) -> Pembaruan:
    """Change the value of a draft or of a returned case about one fact; see `revise_butir`."""
    satu = kasus.tunggal
    if satu is None:
        raise KasusDitolak("banyak_data", "Kasus ini memuat beberapa data. Ubah lewat formulir lengkap.", "butir")
    perubahan = [Perubahan(satu.fakta, nilai_baru, satu.individu)]
    return revise_butir(kasus, perubahan, alasan=alasan, pelaku=pelaku)


@transaction.atomic
def revise_butir(kasus: Pembaruan, perubahan: Sequence[Perubahan], *, alasan: str, pelaku: User) -> Pembaruan:
    """Put other facts into a draft or a returned case; their base becomes what the registry says now."""
    terkunci = locked_for(kasus, pelaku)
    _require(pelaku, terkunci.keluarga, perubahan)
    _check_values(perubahan)
    _check_reason(alasan)
    isi = butir.content(terkunci.keluarga, perubahan)
    refuse_held(terkunci.keluarga, perubahan, terkunci)
    put(terkunci, isi, alasan=alasan)
    record(terkunci, "pembaruan.ubah", pelaku)
    return terkunci


def base_now(kasus: Pembaruan) -> str:
    """Return what the registry says otherwise than the maker saw, in words; blank while nothing has changed."""
    if kasus.operasi:
        return susunan.difference(kasus)
    try:
        return " ".join(satu.pesan for satu in butir.stale(kasus.keluarga, kasus.isian).values())
    except FaktaSalah:  # a member who has left the scope: why it cannot go on, `butir.follows` says
        return ""


def move(
    kasus: Pembaruan,
    aksi: str,
    *,
    pelaku: User | None,
    status: str,
    alasan: str = "",
    alasan_kode: str = "",
    pengajuan_ke: int | None = None,
    ditolak: Mapping[int, Penolakan] | None = None,
    lewat: str = "",
) -> Transition:
    """Take one hop from `status` and `pengajuan_ke` (what the actor saw) and do what belongs to it.

    `ajukan` checks the content once more, `setujui` writes what it does not refuse, `turunkan` takes it back.
    `ditolak` are the facts that `setujui` refuses, by row: where it is all of them, the hop becomes `tolak`. Where the
    registry no longer says what the maker saw, it becomes `kembalikan` with the difference as its note: the hop that
    was taken is returned. Raises AksiDitolak, StaleStatus, StaleFact, FaktaSalah,
    NikSalah, KKSalah or KasusDitolak; nothing is written then.
    """
    try:
        return _move(
            kasus,
            aksi,
            pelaku=pelaku,
            status=status,
            pengajuan_ke=pengajuan_ke,
            alasan=alasan,
            alasan_kode=alasan_kode,
            ditolak=ditolak if aksi == "setujui" else None,
            lewat=lewat,
        )
    except corrections.StaleFact as beda:
        if (status, aksi) != ("diperiksa", "setujui"):
            raise
        return _move(kasus, "kembalikan", pelaku=pelaku, status=status, pengajuan_ke=pengajuan_ke, alasan=beda.pesan)


@transaction.atomic
def _move(
    kasus: Pembaruan,
    aksi: str,
    *,
    pelaku: User | None,
    status: str,
    alasan: str,
    pengajuan_ke: int | None,
    alasan_kode: str = "",
    ditolak: Mapping[int, Penolakan] | None = None,
    lewat: str = "",
) -> Transition:
    kasus = Pembaruan.objects.select_related("keluarga", "individu").get(pk=kasus.pk)
    isian = [satu.pk for satu in kasus.isian]
    tolak = _refusals(kasus, ditolak or {})
    if tolak and len(tolak) == len(isian):
        aksi, (induk, catatan) = "tolak", next(iter(tolak.values()))
        alasan, alasan_kode = alasan or catatan, induk.pk
    langkah = hop.step(
        kasus,
        TABEL,
        aksi,
        pelaku=pelaku,
        alasan=alasan,
        status=status,
        pengajuan_ke=pengajuan_ke,
        alasan_kode=alasan_kode,
        lewat=lewat,
    )
    if isian != list(kasus.butir.values_list("pk", flat=True)):
        raise StaleStatus  # revised between the look and the hop
    if langkah.ke == "diajukan":
        _check_again(kasus)
        Pembaruan.objects.filter(pk=kasus.pk).update(periode=period_of(timezone.localdate()))
    elif langkah.ke == "disetujui" and pelaku is not None:
        _write(kasus, pelaku, tolak)
    elif tolak and pelaku is not None:
        butir.decide(kasus, ditolak=tolak, pelaku=pelaku)
    elif aksi == "turunkan" and pelaku is not None:
        _take_back(kasus, pelaku, alasan)
    elif aksi == "kirim":
        _record_desil(kasus, "lama")
    elif langkah.ke == "selesai":
        _close(kasus)
    if langkah.ke in alur.DIBATALKAN and kasus.jenis == KELUARGA_BARU:
        calon.drop(kasus.keluarga, pelaku=pelaku)
    return langkah


def _take_back(kasus: Pembaruan, pelaku: User, alasan: str) -> None:
    """Undo what approval wrote: the decision about a programme or a family, or facts and lineage."""
    if kasus.jenis in PUTUSAN:
        penetapan.reverse(kasus, pelaku=pelaku, alasan=alasan)
    else:
        corrections.reverse(kasus.objek, pelaku=pelaku, alasan=alasan)
    butir.undecide(kasus)


def _refusals(kasus: Pembaruan, ditolak: Mapping[int, Penolakan]) -> dict[int, tuple[AlasanTolak, str]]:
    if not ditolak:
        return {}
    alasan = butir.reasons_of(kasus, kasus.isian, ditolak)
    return {pk: (induk, ditolak[pk].catatan) for pk, induk in alasan.items()}


def _write(kasus: Pembaruan, pelaku: User, ditolak: Mapping[int, tuple[AlasanTolak, str]]) -> None:
    """What approval means: the accepted facts, or the operation, on the ground of this case."""
    if kasus.operasi is None:
        butir.write(kasus, ditolak=ditolak, pelaku=pelaku)
        return
    tanggal = (kasus.diajukan or timezone.now()).astimezone(WITA).date()
    # Rows stand still first: what is compared is what will be written on.
    riwayat.lock(*susunan.touched(kasus))
    _compare(kasus)
    if kasus.jenis in PUTUSAN:
        kasus.operasi.check(kasus.keluarga, susunan.told(kasus))
        penetapan.write(kasus, pelaku=pelaku)
        return
    kasus.operasi.apply(
        kasus.keluarga, susunan.told(kasus), dasar=kasus.objek, pelaku=pelaku, tanggal=tanggal, alasan=kasus.alasan
    )


def _compare(kasus: Pembaruan) -> None:
    if beda := susunan.difference(kasus):
        raise susunan.StaleSusunan(beda)


def _record_desil(kasus: Pembaruan, kapan: str) -> None:
    """Write down what the official list says now: it is only ever read, never altered."""
    resmi = desil_terakhir(kasus.keluarga)
    isian = {f"nasional_{kapan}": resmi.nasional if resmi else None, f"versi_{kapan}": resmi.versi if resmi else ""}
    Pembaruan.objects.filter(pk=kasus.pk).update(**isian)


def _close(kasus: Pembaruan) -> None:
    """A case ends with the first official list that is newer than the one it was sent under."""
    resmi = desil_terakhir(kasus.keluarga)
    if resmi is None or resmi.versi <= kasus.versi_lama:
        raise KasusDitolak(
            "desil_belum_baru",
            "Belum ada desil resmi yang lebih baru untuk keluarga ini. Impor dahulu versi DTSEN berikutnya.",
        )
    _record_desil(kasus, "baru")


def _check_again(kasus: Pembaruan) -> None:
    """Before filing: the base is still what the draft shows, and the content still passes."""
    if kasus.operasi:
        _compare(kasus)
        kasus.operasi.check(kasus.keluarga, susunan.told(kasus))
        penetapan.require_new(kasus)
        return
    isian = kasus.isian
    if not isian:
        raise KasusDitolak("kosong", "Belum ada data yang diubah. Isi nilai yang baru, lalu ajukan.", "butir")
    _check_reason(kasus.alasan)
    butir.check(kasus.keluarga, isian)


def hindrance(kasus: Pembaruan) -> str:
    """Return why the registry would refuse this operation now, or who has to do it; blank if nothing is in the way."""
    if kasus.operasi is None:
        return ""
    try:
        return kasus.operasi.check(kasus.keluarga, susunan.told(kasus)).tunggu
    except (FaktaSalah, NomorSalah) as galat:
        return galat.pesan

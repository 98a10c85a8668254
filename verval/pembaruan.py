"""Corrections as cases: draft, file, decide.

Approval writes a fact through `registry.corrections`, an operation of family make-up through `registry.susunan`.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.nik import NomorSalah
from dtsen.lib.tampil import WITA
from dtsen.lib.transisi import Transition
from dtsen.registry import calon, corrections, riwayat
from dtsen.registry.fakta import Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import SENSITIF, Tabir, for_trail
from dtsen.registry.susunan import Isi, Operasi
from dtsen.registry.values import FaktaSalah, NilaiJson, fakta_of, same, to_json
from verval import alur, hop, impact, penetapan, susunan
from verval.access import boleh_nilai, izin_di, tabir_of
from verval.hop import KasusDitolak, StaleStatus
from verval.jadwal import period_of
from verval.kelayakan import desil_terakhir
from verval.keputusan import PUTUSAN
from verval.models import Pembaruan
from verval.models.pembaruan import ISIAN, KELUARGA_BARU, SUSUNAN

AJUKAN, PERIKSA = "pembaruan.ajukan", "pembaruan.periksa"
ALASAN_TERPENDEK = 10
"""Letters: "rusak" is no reason a verifikator can decide on."""

TABEL = alur.PEMBARUAN


def _require(pelaku: User, keluarga: Keluarga, fakta: Fakta, individu: Individu | None) -> None:
    izin = izin_di(pelaku, keluarga)
    if AJUKAN not in izin:
        raise TidakBerwenang(AJUKAN)
    if not Tabir.of(pelaku, [keluarga]).shows(fakta, keluarga.pk, individu):
        raise TidakBerwenang(SENSITIF)


def _check_text(fakta: Fakta, nilai_baru: object, alasan: str) -> None:
    if nilai_baru is None or nilai_baru == [] or str(nilai_baru).strip() == "":
        raise FaktaSalah("kosong", f"{fakta.label}: isi nilai yang baru.", fakta.nama)
    _check_reason(alasan)


def _check_reason(alasan: str) -> None:
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        raise KasusDitolak(
            "alasan_pendek",
            "Tulis alasannya: apa yang berubah dan dari mana Anda tahu. Verifikator memutus dari situ.",
            "alasan",
        )


def open_case(keluarga: Keluarga, fakta: str, individu: Individu | None) -> Pembaruan | None:
    """Return the filed case that holds this fact, if there is one."""
    terbuka = Pembaruan.objects.filter(keluarga=keluarga, individu=individu, status__in=alur.TERBUKA)
    return terbuka.filter(jenis=ISIAN, fakta=fakta).first()


def open_operations(keluarga: Keluarga) -> dict[str, Pembaruan]:
    """Return the filed cases about the make-up of a family as a whole, by their operation."""
    terbuka = Pembaruan.objects.filter(keluarga=keluarga, individu__isnull=True, status__in=alur.TERBUKA)
    return {k.jenis: k for k in terbuka.susunan()}


def _refuse_second(lain: Pembaruan | None) -> None:
    if lain is not None:
        raise KasusDitolak(
            "kasus_terbuka",
            f"{lain.judul} sudah diajukan dalam pembaruan {lain.kode_lacak} dan belum selesai. Lihat kasus itu dahulu.",
            "nilai_baru",
            {"pembaruan": lain.pk, "kode_lacak": lain.kode_lacak},
        )


def _content(
    keluarga: Keluarga, fakta: Fakta, nilai_baru: object, individu: Individu | None
) -> tuple[NilaiJson, NilaiJson]:
    """Return (old, new) in JSON form after every check that approval would make."""
    baru, _ = corrections.check(keluarga, {fakta.nama: nilai_baru}, individu=individu, hari=timezone.localdate())
    return to_json(corrections.current(keluarga, individu)[fakta.nama]), to_json(baru[fakta.nama])


@transaction.atomic
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
    """Write a draft about one fact, and file it at once with `ajukan`; the maker's draft about it is written over.

    Raises TidakBerwenang, FaktaSalah (the value) or KasusDitolak (`alasan_pendek | kasus_terbuka`).
    """
    tentang = fakta_of(fakta, individu=individu is not None)
    _require(pelaku, keluarga, tentang, individu)
    _check_text(tentang, nilai_baru, alasan)
    lama, baru = _content(keluarga, tentang, nilai_baru, individu)
    _refuse_second(open_case(keluarga, fakta, individu))
    kasus, tercipta = Pembaruan.objects.update_or_create(
        keluarga=keluarga,
        individu=individu,
        jenis=ISIAN,
        fakta=fakta,
        pembuat=pelaku,
        status="draf",
        defaults={
            "kode_desa": keluarga.kode_desa,
            "nilai_lama": lama,
            "nilai_baru": baru,
            "alasan": alasan.strip(),
            "disimpan": timezone.now(),
            **_effect(keluarga, tentang, baru, individu),
        },
    )
    if tercipta:
        _record(kasus, "pembaruan.draf", pelaku)
    if ajukan:
        move(kasus, "ajukan", pelaku=pelaku, status="draf")
    return kasus


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
        fakta="",
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
        _record(kasus, "pembaruan.draf", pelaku)
    if ajukan:
        move(kasus, "ajukan", pelaku=pelaku, status="draf")
    return kasus


def _require_sight(pelaku: User, kasus: Pembaruan) -> None:
    """Nobody writes about a child, or about health, who may not read about them."""
    if not boleh_nilai(tabir_of(pelaku, [kasus]), kasus):
        raise TidakBerwenang(SENSITIF)


def _record(kasus: Pembaruan, aksi: str, pelaku: User) -> None:
    rincian = {"jenis": kasus.jenis} if kasus.operasi else {"fakta": for_trail(kasus.tentang)}
    audit.record(pelaku=pelaku, aksi=aksi, objek=kasus.objek, rincian=rincian, **hop.subjects(kasus))


def _locked_for(kasus: Pembaruan, pelaku: User) -> Pembaruan:
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
    _record(kasus, "pembaruan.ubah", pelaku)
    return kasus


@transaction.atomic
def revise_operasi(kasus: Pembaruan, isi: Isi, *, alasan: str, pelaku: User) -> Pembaruan:
    """Change what an operation is told; numbers left blank stay. The base becomes what the registry says now."""
    terkunci = _locked_for(kasus, pelaku)
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


@transaction.atomic
def revise(kasus: Pembaruan, nilai_baru: object, *, alasan: str, pelaku: User) -> Pembaruan:
    """Change the value of a draft or of a returned case; the base becomes what the registry says now."""
    terkunci = _locked_for(kasus, pelaku)
    tentang = terkunci.tentang
    _require(pelaku, terkunci.keluarga, tentang, terkunci.individu)
    _check_text(tentang, nilai_baru, alasan)
    lama, baru = _content(terkunci.keluarga, tentang, nilai_baru, terkunci.individu)
    isian: dict[str, Any] = {
        "nilai_lama": lama,
        "nilai_baru": baru,
        "alasan": alasan.strip(),
        "disimpan": timezone.now(),
        **_effect(terkunci.keluarga, tentang, baru, terkunci.individu),
    }
    return _save(terkunci, isian, pelaku)


def _effect(keluarga: Keluarga, fakta: Fakta, baru: NilaiJson, individu: Individu | None) -> dict[str, Any]:
    dampak = impact.estimate(keluarga, {fakta.nama: baru}, individu=individu)
    return {
        "desil_lama": dampak.desil_lama if dampak else None,
        "desil_baru": dampak.desil_baru if dampak else None,
        "peringkat": dampak.periode if dampak else "",
    }


def base_now(kasus: Pembaruan) -> tuple[bool, NilaiJson]:
    """Return (whether the registry still says what the maker saw, what it says now).

    Of an operation the second is the difference in words, None where there is none.
    """
    if kasus.operasi:
        beda = susunan.difference(kasus)
        return not beda, beda or None
    sekarang = corrections.current(kasus.keluarga, kasus.individu)[kasus.fakta]
    return same(kasus.nilai_lama, sekarang), to_json(sekarang)


def move(
    kasus: Pembaruan,
    aksi: str,
    *,
    pelaku: User | None,
    status: str,
    alasan: str = "",
    alasan_kode: str = "",
    pengajuan_ke: int | None = None,
) -> Transition:
    """Take one hop from `status` and `pengajuan_ke` (what the actor saw) and do what belongs to it.

    `ajukan` checks the content once more, `setujui` writes the fact, `turunkan` takes it back. Where the registry no
    longer says what the maker saw, `setujui` becomes `kembalikan` with the difference as its note: the hop that was
    taken is returned. Raises AksiDitolak, StaleStatus, StaleFact, FaktaSalah,
    NikSalah, KKSalah or KasusDitolak; nothing is written then.
    """
    langkah = {"alasan": alasan, "alasan_kode": alasan_kode}
    try:
        return _move(kasus, aksi, pelaku=pelaku, status=status, pengajuan_ke=pengajuan_ke, **langkah)
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
) -> Transition:
    kasus = Pembaruan.objects.select_related("keluarga", "individu").get(pk=kasus.pk)
    langkah = hop.step(
        kasus,
        TABEL,
        aksi,
        pelaku=pelaku,
        alasan=alasan,
        status=status,
        pengajuan_ke=pengajuan_ke,
        alasan_kode=alasan_kode,
    )
    if langkah.ke == "diajukan":
        _check_again(kasus)
        Pembaruan.objects.filter(pk=kasus.pk).update(periode=period_of(timezone.localdate()))
    elif langkah.ke == "disetujui" and pelaku is not None:
        _write(kasus, pelaku)
    elif aksi == "turunkan" and pelaku is not None:
        if kasus.jenis in PUTUSAN:
            penetapan.reverse(kasus, pelaku=pelaku, alasan=alasan)
        else:
            corrections.reverse(kasus.objek, pelaku=pelaku, alasan=alasan)
    elif aksi == "kirim":
        _record_desil(kasus, "lama")
    elif langkah.ke == "selesai":
        _close(kasus)
    if langkah.ke in alur.DIBATALKAN and kasus.jenis == KELUARGA_BARU:
        calon.drop(kasus.keluarga, pelaku=pelaku)
    return langkah


def _write(kasus: Pembaruan, pelaku: User) -> None:
    """What approval means: the fact, or the operation, on the ground of this case."""
    tanggal = (kasus.diajukan or timezone.now()).astimezone(WITA).date()
    if kasus.operasi is None:
        corrections.apply(
            kasus.keluarga,
            {kasus.fakta: kasus.nilai_baru},
            dasar=kasus.objek,
            pelaku=pelaku,
            individu=kasus.individu,
            alasan=kasus.alasan,
            tanggal=tanggal,
            lama={kasus.fakta: kasus.nilai_lama},
        )
        return
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
    masih, _ = base_now(kasus)
    if not masih:
        raise corrections.StaleFact(
            kasus.tentang, kasus.nilai_lama, corrections.current(kasus.keluarga, kasus.individu)[kasus.fakta]
        )
    corrections.check(
        kasus.keluarga, {kasus.fakta: kasus.nilai_baru}, individu=kasus.individu, hari=timezone.localdate()
    )


def follows(kasus: Pembaruan) -> dict[str, NilaiJson]:
    """Return the facts that this change would empty besides, with their values now; raises FaktaSalah as approval."""
    _, ikut = corrections.check(
        kasus.keluarga, {kasus.fakta: kasus.nilai_baru}, individu=kasus.individu, hari=timezone.localdate()
    )
    sekarang = corrections.current(kasus.keluarga, kasus.individu)
    return {nama: to_json(sekarang[nama]) for nama in ikut}


def hindrance(kasus: Pembaruan) -> str:
    """Return why the registry would refuse this operation now, or who has to do it; blank if nothing is in the way."""
    if kasus.operasi is None:
        return ""
    try:
        return kasus.operasi.check(kasus.keluarga, susunan.told(kasus)).tunggu
    except (FaktaSalah, NomorSalah) as galat:
        return galat.pesan

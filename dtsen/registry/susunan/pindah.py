"""Plans about who belongs to which family: out, in, split, joined."""

from __future__ import annotations

from datetime import date

from dtsen.lib.nik import parse_nik
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.susunan.baca import (
    ALAMAT_BARU,
    ANGGOTA_BARU,
    KE_LUAR_NEGERI,
    MENINGGAL,
    PINDAH,
    is_alive,
    is_taken,
    members,
    new_family,
    other,
    relation,
    require_open,
    since,
    successor,
)
from dtsen.registry.susunan.rencana import Isi, Rencana, Ubah
from dtsen.registry.values import FaktaSalah, Nilai

TUJUAN = {
    "keluarga": "Keluarga lain di kabupaten ini",
    "dalam_negeri": "Ke luar kabupaten",
    "luar_negeri": "Ke luar negeri",
}


def pindah_keluar(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    anggota = members(keluarga, "anggota", isi["anggota"])
    pergi = [orang for orang, _ in anggota]
    tujuan = str(isi["tujuan"])
    if tujuan not in TUJUAN:
        raise FaktaSalah("kode_tidak_ada", "Pilih ke mana mereka pindah.", "tujuan")
    penerus = successor(keluarga, isi, pergi)
    if tujuan == "keluarga":
        ke = other(keluarga, "ke", isi.get("ke") or "")
        masuk = [Ubah(orang, {"status_hubungan_keluarga": relation(h)}, ke) for orang, h in anggota]
        return Rencana([*masuk, *penerus], {keluarga.pk: "gabung"})
    if not isi.get("sejak"):
        raise FaktaSalah("kosong", "Tanggal pindah harus diisi.", "sejak")
    nilai: dict[str, Nilai] = {
        "keberadaan": PINDAH if tujuan == "dalam_negeri" else KE_LUAR_NEGERI,
        "keberadaan_sejak": since(isi, hari, pergi),
    }
    return Rencana([*(Ubah(orang, nilai) for orang in pergi), *penerus], {keluarga.pk: "pindah"})


def pindah_masuk(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    nik = parse_nik(str(isi["nik"]))
    nilai = {"status_hubungan_keluarga": relation(isi["hubungan"])}
    orang = Individu.objects.dengan_nik(nik).exclude(keberadaan=MENINGGAL).first()
    if orang is None:
        if is_taken("registry_nik_dipakai", nik.angka, 0):
            # Not even whether the person lives in the next desa or at the other end of the kabupaten.
            return Rencana(tunggu="NIK ini tercatat di desa lain. Kirim permintaan agar petugas kabupaten memindahkan.")
        raise FaktaSalah("nik_tidak_tercatat", "NIK ini belum tercatat. Pakai anggota baru.", "nik")
    require_open(orang, "nik")
    if is_alive(orang.keberadaan):
        if orang.keluarga_id == keluarga.pk:
            raise FaktaSalah("sudah_anggota", "Orang dengan NIK ini sudah anggota keluarga ini.", "nik")
    else:
        nilai |= {"keberadaan": ANGGOTA_BARU, "keberadaan_sejak": since(isi, hari, [orang])}
    ke = keluarga if orang.keluarga_id != keluarga.pk else None
    return Rencana([Ubah(orang, nilai, ke)], {orang.keluarga_id: "gabung"})


def pecah_kk(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    anggota = members(keluarga, "anggota", isi["anggota"])
    pergi = [orang for orang, _ in anggota]
    if not Individu.objects.filter(keluarga_id=keluarga.pk).hidup().exclude(pk__in=[o.pk for o in pergi]).exists():
        raise FaktaSalah("tidak_ada_sisa", "Semua anggota ikut pindah. Pakai perbaikan No KK.", "anggota")
    alamat = {n: getattr(keluarga, n) for n in ALAMAT_BARU}
    baru = new_family(isi, str(isi.get("desa") or keluarga.kode_desa), alamat, hari)
    masuk = [Ubah(orang, {"status_hubungan_keluarga": relation(h)}, baru) for orang, h in anggota]
    return Rencana([baru, *masuk, *successor(keluarga, isi, pergi)])


def gabung(keluarga: Keluarga, isi: Isi, _: date) -> Rencana:
    dari = other(keluarga, "dari", isi["dari"])
    anggota = members(dari, "anggota", isi.get("anggota") or {})
    tinggal = Individu.objects.filter(keluarga_id=dari.pk).hidup().exclude(pk__in=[o.pk for o, _ in anggota])
    if tinggal.exists():
        raise FaktaSalah("anggota_kurang", "Isi hubungan setiap anggota keluarga yang digabungkan.", "anggota")
    masuk = [Ubah(orang, {"status_hubungan_keluarga": relation(h)}, keluarga) for orang, h in anggota]
    # Who died there or left stays where history knows them.
    return Rencana([*masuk] if masuk else [Ubah(dari, {"status": "gabung"})], {dari.pk: "gabung"})

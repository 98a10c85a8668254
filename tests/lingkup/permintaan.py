"""One request or more for every route of the URLconf, each with a body that would really do something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.socialaccount.models import SocialAccount

from dtsen.accounts.models import AlasanBuka, Penugasan
from dtsen.wilayah.models import KodeWilayah
from tests.cast import KUKAR, PERIAN, user
from tests.lingkup.dunia import Dunia
from verval.models import BatasLayanan, KalenderBulanan, SyaratBukti, TemplatPesan

GALAT = 409
Alamat = Callable[[Dunia], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Minta:
    """A request and the status for somebody who may make it."""

    metode: str = "get"
    alamat: Alamat = field(default=lambda _: {})
    isi: Callable[[Dunia], dict[str, Any]] = field(default=lambda _: {})
    berhasil: int = 200
    atau: int = 0
    """Another status that is as good (what the deed finds differs from person to person)."""
    kueri: str = ""
    ikut: bool = False
    """Whether the answer's redirect is followed."""
    izin: str = ""
    """What the deed needs beside the route's own permission, and the status without it."""
    tanpa_izin: int = 403
    bertanda: bool = False
    """Whether the answer names Aminah's family, for those who may see it."""


def _keluarga(d: Dunia) -> dict[str, Any]:
    return {"pk": d.keluarga.pk}


def _pembaruan(d: Dunia) -> dict[str, Any]:
    return {"pk": d.pembaruan.pk}


def _usulan(d: Dunia) -> dict[str, Any]:
    return {"pk": d.usulan.pk}


def _bukti(d: Dunia) -> dict[str, Any]:
    return {"pk": d.bukti}


def _batch(d: Dunia) -> dict[str, Any]:
    return {"pk": d.batch}


def _run(d: Dunia) -> dict[str, Any]:
    return {"pk": d.run}


def _jawaban(d: Dunia) -> dict[str, Any]:
    return {"pk": d.jawaban}


def _orang(_: Dunia) -> dict[str, Any]:
    return {"pk": user("verifikator").pk}


def _baru(d: Dunia) -> dict[str, Any]:
    return {"keluarga": d.keluarga.pk, "fakta": "daya_terpasang", "nilai_baru": 2, "alasan": "Daya dinaikkan PLN."}


def _kk_betul(_: Dunia) -> dict[str, Any]:
    return {"nomor_kk": "6402011203100090", "alasan": "Salah ketik, lihat KK."}


def _susunan(d: Dunia) -> dict[str, Any]:
    isi = {"individu": d.individu, "sejak": "2026-11-02"}
    return {"keluarga": d.keluarga.pk, "jenis": "meninggal", "isi": isi, "alasan": "Akta kematian dari desa."}


def _usul(d: Dunia) -> dict[str, Any]:
    return {"keluarga": d.keluarga.pk, "program": "atensi", "individu": d.individu}


def _massal(d: Dunia) -> dict[str, Any]:
    return {"pk": d.massal}


def _banyak(d: Dunia) -> dict[str, Any]:
    return {"jenis": "pembaruan", "status": "diperiksa", "kasus": [f"{d.pembaruan.pk}-1"]}


def _setujui(_: Dunia) -> dict[str, Any]:
    return {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1}


def _ambil(_: Dunia) -> dict[str, Any]:
    return {"aksi": "ambil_alih", "dari": user("verifikator").pk, "alasan": "Pemeriksanya cuti."}


PERMINTAAN: dict[str, tuple[Minta, ...]] = {
    "beranda": (Minta(),),
    "lacak": (Minta(), Minta("post", isi=lambda d: {"kode": d.pembaruan.kode_lacak})),
    "komponen": (Minta(),),
    "accounts:masuk": (Minta(),),
    "accounts:keluar": (Minta("post", berhasil=302),),
    "accounts:ganti_sandi": (Minta(),),
    "accounts:akses_penuh": (Minta(),),
    "accounts:akses_penuh_matikan": (Minta("post", berhasil=302),),
    "accounts:sso_masuk": (Minta("post", berhasil=404),),
    "accounts:dua_faktor_pasang": (Minta(),),
    "accounts:dua_faktor_cadangan": (Minta("post", berhasil=302, atau=200),),
    "accounts:perangkat": (Minta(),),
    "accounts:tetap": (Minta("post", berhasil=204),),
    "accounts:pengguna_keamanan": (
        Minta(alamat=_orang),
        Minta("post", _orang, lambda _: {"aksi": "sesi", "alasan": "Telepon hilang."}, berhasil=302),
    ),
    "accounts:jejak": (Minta(),),
    "account_login": (Minta(),),
    "masuk_kelola": (Minta(),),
    "ganti_sandi_kelola": (Minta(berhasil=302),),
    "mfa_authenticate": (Minta(berhasil=302),),
    "socialaccount_login": (Minta("post", berhasil=404),),
    "openid_connect_callback": (Minta(alamat=lambda _: {"provider_id": "sso"}, berhasil=404),),
    "accounts:jejak_tentang": (Minta(),),
    "accounts:jejak_jangkar": (Minta(),),
    "registry:keluarga": (Minta(alamat=_keluarga, bertanda=True),),
    "registry:buka": (
        Minta(alamat=_keluarga, bertanda=True),
        Minta("post", _keluarga, lambda _: {"sebab": "ktp", "alasan": ""}, berhasil=302),
    ),
    "registry:impor": (Minta(), Minta("post", isi=lambda _: {"sumber": "dtsen"}, berhasil=400)),
    "registry:impor_detail": (Minta(alamat=_batch),),
    "registry:impor_kemajuan": (Minta(alamat=_batch),),
    "registry:impor_terapkan": (Minta("post", _batch, berhasil=302),),
    "registry:impor_batal": (Minta("post", _batch, berhasil=302),),
    "registry:impor_tolakan": (Minta(alamat=_batch, izin="impor.mulai|impor.terapkan", tanpa_izin=404),),
    "registry:jejak_warga": (Minta(), Minta("post", isi=lambda _: {"nik": "6402015203800001"}, berhasil=302)),
    "registry:antrean": (Minta(),),
    "ranking:run": (Minta(),),
    "ranking:run_mulai": (Minta("post", berhasil=400),),
    "ranking:run_detail": (Minta(alamat=_run),),
    "ranking:run_kemajuan": (Minta(alamat=_run),),
    "ranking:run_terbitkan": (Minta("post", _run, berhasil=302),),
    "ranking:run_batalkan": (Minta("post", _run, lambda _: {"alasan": "Salah periode."}, berhasil=302),),
    "ranking:keluarga_desil": (Minta(alamat=_keluarga, bertanda=True),),
    "verval:warga": (Minta(), Minta("post", isi=lambda _: {"q": "AMINAH"}, bertanda=True, ikut=True)),
    "verval:keluarga": (Minta(alamat=_keluarga, bertanda=True),),
    "verval:pembaruan_baru": (
        Minta(alamat=_keluarga, bertanda=True),
        Minta(
            "post",
            _keluarga,
            lambda _: {"nilai_baru": "2", "alasan": "Daya dinaikkan PLN."},
            302,
            kueri="?data=daya_terpasang",
        ),
        Minta(alamat=_keluarga, kueri="?operasi=meninggal", bertanda=True),
        Minta("post", _keluarga, _kk_betul, 302, kueri="?operasi=perbaikan_kk"),
    ),
    "verval:pembaruan_nomor": (
        Minta("post", _keluarga, lambda _: {"nomor_kk": "6402011203100090"}, kueri="?operasi=perbaikan_kk"),
    ),
    "verval:usulan_baru": (
        Minta(alamat=_keluarga, bertanda=True),
        Minta("post", _keluarga, lambda d: {"individu": d.individu}, 302, kueri="?program=atensi"),
    ),
    "verval:pembaruan": (Minta(kueri="?lihat=semua", bertanda=True),),
    "verval:pembaruan_detail": (Minta(alamat=_pembaruan, bertanda=True),),
    "verval:pembaruan_ubah": (Minta(alamat=_pembaruan, berhasil=302),),
    "verval:pembaruan_langkah": (Minta("post", _pembaruan, _setujui, 302, izin="pembaruan.periksa", tanpa_izin=GALAT),),
    "verval:pembaruan_pemeriksa": (Minta("post", _pembaruan, _ambil, 302, izin="pembaruan.periksa"),),
    "verval:pembaruan_kontak": (Minta("post", _pembaruan, lambda _: {"surel": "warga@contoh.example"}, berhasil=302),),
    "verval:pembaruan_bukti": (Minta("post", _pembaruan, berhasil=422),),
    "verval:usulan_pemeriksa": (Minta("post", _usulan, _ambil, 302, izin="usulan.periksa"),),
    "verval:usulan_kontak": (Minta("post", _usulan, lambda _: {"surel": "warga@contoh.example"}, berhasil=302),),
    "verval:usulan_bukti": (Minta("post", _usulan, berhasil=422),),
    "verval:massal_susun": (Minta("post", isi=_banyak, berhasil=302, izin="pembaruan.periksa"),),
    # A decision is seen by whoever composed it, who is nobody of the matrix.
    "verval:massal": (Minta(alamat=_massal, berhasil=404),),
    "verval:massal_jalankan": (Minta("post", _massal, berhasil=404),),
    "verval:bukti_lihat": (Minta(alamat=_bukti),),
    "verval:bukti_kecil": (Minta(alamat=_bukti),),
    "verval:bukti_hapus": (Minta("post", _bukti, berhasil=302),),
    "verval:usulan": (Minta(kueri="?lihat=semua", bertanda=True),),
    "verval:usulan_unduh": (Minta(bertanda=True),),
    "verval:kirim": (Minta(),),
    "verval:kirim_unduh": (Minta("post", berhasil=302),),
    "verval:kirim_catat": (Minta("post", lambda d: {"pk": d.ekspor}, berhasil=302),),
    "verval:pengesahan": (Minta(izin="kasus.sahkan_bupati|kasus.kirim"),),
    "verval:pengesahan_pdf": (Minta(izin="kasus.sahkan_bupati|kasus.kirim"),),
    "verval:konsolidasi": (Minta(),),
    "verval:konsolidasi_unduh": (Minta("post", berhasil=302),),
    "verval:jawaban": (Minta(), Minta("post", berhasil=422)),
    "verval:jawaban_detail": (Minta(alamat=_jawaban, bertanda=True),),
    "verval:jawaban_terapkan": (Minta("post", _jawaban, berhasil=302),),
    "verval:usulan_detail": (Minta(alamat=_usulan, bertanda=True),),
    "verval:usulan_ubah": (Minta(alamat=_usulan, berhasil=302),),
    "verval:usulan_langkah": (Minta("post", _usulan, _setujui, 302, izin="usulan.periksa", tanpa_izin=GALAT),),
    "ikesos:indeks_saya": (Minta(berhasil=302),),
    "ikesos:indeks": (Minta(alamat=lambda _: {"kode": PERIAN}),),
    "ikesos:simpul": (Minta(alamat=lambda _: {"kode": PERIAN, "simpul": "KD1.2"}),),
    "ikesos:struktur": (Minta(),),
    "ikesos:hitung": (Minta("post", isi=lambda _: {"periode": ""}, berhasil=302),),
    "ikesos:wilayah_saya": (Minta(berhasil=302),),
    "ikesos:wilayah": (Minta(alamat=lambda _: {"kode": PERIAN}),),
    "api:skema": (Minta(),),
    "api:dokumen": (Minta(),),
    "api:warga_cari": (Minta("post", isi=lambda _: {"nama": "AMINAH"}, bertanda=True),),
    "api:keluarga_detail": (Minta(alamat=_keluarga, bertanda=True),),
    "api:pembaruan": (
        Minta(bertanda=True),
        Minta("post", isi=_baru, berhasil=201),
        Minta("post", isi=_susunan, berhasil=201),
    ),
    "api:pembaruan_detail": (Minta(alamat=_pembaruan, bertanda=True),),
    "api:pembaruan_langkah": (Minta("post", _pembaruan, _setujui, 200, izin="pembaruan.periksa"),),
    "api:usulan": (Minta(bertanda=True), Minta("post", isi=_usul, berhasil=201)),
    "api:usulan_detail": (Minta(alamat=_usulan, bertanda=True),),
    "api:usulan_langkah": (Minta("post", _usulan, _setujui, 200, izin="usulan.periksa"),),
    "api:program": (Minta(),),
    "api:nik_buka": (Minta("post", lambda d: {"pk": d.individu}, lambda _: {"sebab": "x"}, berhasil=400),),
    "api:kk_buka": (Minta("post", _keluarga, lambda _: {"sebab": "x"}, berhasil=400),),
    "api:token": (Minta("post", isi=lambda _: {"nama": "x"}, berhasil=400),),
    "api:token_cabut": (Minta("post", berhasil=204),),
    "admin:login": (Minta(berhasil=302),),
    "admin:logout": (Minta("post", berhasil=302),),
    "admin:index": (Minta(),),
    "admin:password_change": (Minta(berhasil=302),),
    "admin:password_change_done": (Minta(),),
    "admin:jsi18n": (Minta(),),
    "admin:app_list": (Minta(alamat=lambda _: {"app_label": "accounts"}),),
    "admin:autocomplete": (Minta(berhasil=403),),
    "admin:view_on_site": (Minta(alamat=lambda _: {"content_type_id": 1, "object_id": 1}, berhasil=404),),
}

TAK_PERNAH = {"accounts_user_delete", "accounts_penugasan_delete", "registry_petakode_add"}
"""Pages of /kelola/ that stay closed for everybody: accounts and assignments end, they are not deleted."""


def _row(nama: str, d: Dunia) -> dict[str, Any]:
    """The object that a page of one row under /kelola/ is about."""
    verifikator = user("verifikator")
    milik = {
        "accounts_user": verifikator.pk,
        "auth_user": verifikator.pk,
        "accounts_penugasan": Penugasan.objects.get(user=verifikator).pk,
        "wilayah_wilayah": KUKAR,
        "wilayah_kodewilayah": KodeWilayah.objects.order_by("pk").values_list("pk", flat=True)[0],
        "registry_petakode": d.peta,
        "verval_alasantolak": "lainnya",
        "verval_kalenderbulanan": KalenderBulanan.objects.order_by("pk").values_list("pk", flat=True)[0],
        "verval_syaratbukti": SyaratBukti.objects.order_by("pk").values_list("pk", flat=True)[0],
        "accounts_alasanbuka": AlasanBuka.objects.order_by("pk").values_list("pk", flat=True)[0],
        "verval_bataslayanan": BatasLayanan.objects.order_by("pk").values_list("pk", flat=True)[0],
        "verval_harilibur": "2026-08-17",
        "verval_templatpesan": TemplatPesan.objects.order_by("pk").values_list("pk", flat=True)[0],
        "socialaccount_socialaccount": SocialAccount.objects.get(user=verifikator).pk,
    }
    pk = next(v for k, v in milik.items() if nama.startswith(k))
    return {"id": pk} if nama.startswith("auth_user") else {"object_id": pk}


def requests_for(nama: str) -> tuple[Minta, ...]:
    """The requests of a route; KeyError where nobody has thought about it yet."""
    if nama in PERMINTAAN:
        return PERMINTAAN[nama]
    depan, _, halaman = nama.partition(":")
    if depan != "admin" or not halaman:
        raise KeyError(nama)
    berhasil = 403 if halaman in TAK_PERNAH else 200
    if halaman.endswith(("_changelist", "_add")):
        return (Minta(berhasil=berhasil),)
    return (Minta(alamat=lambda d: _row(halaman, d), berhasil=berhasil),)

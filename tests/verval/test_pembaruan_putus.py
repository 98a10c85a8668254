"""The verifikator decides; approval writes the fact in the same transaction."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dtsen.accounts.models import Penugasan, User
from dtsen.lib.tampil import WITA
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry import asal, corrections
from dtsen.registry.fakta import FAKTA_KELUARGA
from dtsen.registry.models import Keluarga, KondisiKeluarga, RiwayatFakta
from dtsen.registry.values import FaktaSalah
from tests.cast import user
from tests.families import aminah
from tests.kasus import advance, take
from verval import pembaruan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Langkah, Pembaruan

pytestmark = pytest.mark.django_db
ALASAN = "Lantai sudah disemen bulan lalu, dilihat sendiri."


def filed(keluarga: Keluarga, oleh: User | None = None) -> Pembaruan:
    pelaku = oleh or user("operator.perian")
    kasus = pembaruan.draft(keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=pelaku)
    pembaruan.move(kasus, "ajukan", pelaku=pelaku, status="draf")
    advance(kasus)
    return kasus


def decide(kasus: Pembaruan, aksi: str, *, alasan: str = "", siapa: str = "verifikator") -> None:
    kode = "bukti_kurang" if aksi == "tolak" else ""
    pembaruan.move(kasus, aksi, pelaku=user(siapa), status=kasus.status, alasan=alasan, alasan_kode=kode)
    kasus.refresh_from_db()


def test_approval_writes_the_fact() -> None:
    keluarga = aminah()
    kasus = filed(keluarga)
    decide(kasus, "setujui")
    assert (kasus.status, kasus.pemutus) == ("disetujui", user("verifikator"))
    assert kasus.diputuskan is not None
    assert kasus.diajukan is not None
    kondisi = KondisiKeluarga.objects.get(pk=keluarga.pk)
    assert kondisi.jenis_lantai_terluas == 6
    tempat = [f.nama for f in FAKTA_KELUARGA].index("jenis_lantai_terluas")
    assert asal.decode(kondisi.asal[tempat]) == asal.Asal("pembaruan", kasus.diajukan.astimezone(WITA).date())
    riwayat = RiwayatFakta.objects.get()
    assert (riwayat.dasar, riwayat.perubahan) == (f"pembaruan:{kasus.pk}", {"jenis_lantai_terluas": [8, 6]})


def test_return_and_refusal_need_a_reason() -> None:
    kasus = filed(aminah())
    for aksi, kode, galat_kode in (
        ("kembalikan", "", "alasan"),
        ("tolak", "", "alasan_kode"),
        ("tolak", "sudah_menerima", "alasan_kode"),  # a reason of proposals
        ("tolak", "lainnya", "alasan"),
    ):
        with pytest.raises((AksiDitolak, KasusDitolak)) as galat:
            take(kasus, aksi, siapa="verifikator", alasan="  ", kode=kode)
        assert getattr(galat.value, "kode", "") == galat_kode


def test_return_edit_file_again_approve() -> None:
    keluarga = aminah()
    kasus = filed(keluarga)
    decide(kasus, "kembalikan", alasan="Lantai apa persisnya?")
    operator = user("operator.perian")
    pembaruan.revise(kasus, 4, alasan=ALASAN, pelaku=operator)
    pembaruan.move(kasus, "ajukan", pelaku=operator, status="dikembalikan")
    advance(kasus)
    decide(kasus, "setujui")
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 4
    assert [(h.aksi, h.catatan) for h in kasus.langkah.all()] == [
        ("ajukan", ""), ("musyawarahkan", ""), ("sahkan_desa", ""), ("periksa", ""),
        ("kembalikan", "Lantai apa persisnya?"),
        ("ajukan", ""), ("musyawarahkan", ""), ("sahkan_desa", ""), ("periksa", ""), ("setujui", ""),
    ]  # fmt: skip


def test_refusal_is_final_and_frees_the_fact() -> None:
    keluarga = aminah()
    kasus = filed(keluarga)
    decide(kasus, "tolak", alasan="Foto menunjukkan lantai tanah.")
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 8
    with pytest.raises(AksiDitolak) as galat:
        decide(kasus, "setujui")
    assert galat.value.kode == "tidak_ada"
    assert filed(keluarga).pk != kasus.pk


def test_nobody_decides_the_own_case() -> None:
    """Also someone who is both petugas and verifikator."""
    keluarga = aminah()
    rangkap = user("petugas")
    Penugasan.objects.create(user=rangkap, peran="verifikator", wilayah_id="6402", mulai=date(2026, 1, 1))
    kasus = filed(keluarga, rangkap)
    for aksi in ("setujui", "tolak", "kembalikan"):
        with pytest.raises(AksiDitolak) as galat:
            decide(kasus, aksi, alasan="cukup jelas", siapa="petugas")
        assert galat.value.kode == "pembuat"
    with pytest.raises(IntegrityError, match="pembaruan_bukan_pembuat"), transaction.atomic():
        Pembaruan.objects.filter(pk=kasus.pk).update(pemutus=rangkap)


@pytest.mark.parametrize("siapa", ["operator.perian", "petugas", "kades.perian", "admin", "kepala", "auditor"])
def test_who_may_not_decide(siapa: str) -> None:
    kasus = filed(aminah())
    with pytest.raises(AksiDitolak) as galat:
        decide(kasus, "setujui", siapa=siapa)
    assert galat.value.kode == "izin"


def test_second_verifikator_comes_too_late() -> None:
    kasus = filed(aminah())
    lihat_lama = Pembaruan.objects.get(pk=kasus.pk)
    decide(kasus, "kembalikan", alasan="Lengkapi dulu.")
    with pytest.raises(StaleStatus):
        pembaruan.move(lihat_lama, "setujui", pelaku=user("verifikator"), status="diperiksa")
    assert not RiwayatFakta.objects.exists()


def test_content_changed_after_the_verifikator_saw_it() -> None:
    """Returned, revised and filed again in between: the status is the same again, the content is not."""
    keluarga = aminah()
    kasus = filed(keluarga)
    dilihat = Pembaruan.objects.get(pk=kasus.pk)
    decide(kasus, "kembalikan", alasan="Lantai apa persisnya?")
    operator = user("operator.perian")
    pembaruan.revise(kasus, 4, alasan=ALASAN, pelaku=operator)
    pembaruan.move(kasus, "ajukan", pelaku=operator, status="dikembalikan")
    advance(kasus)
    with pytest.raises(StaleStatus):
        pembaruan.move(
            dilihat, "setujui", pelaku=user("verifikator"), status="diperiksa", pengajuan_ke=dilihat.pengajuan_ke
        )
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 8
    kini = Pembaruan.objects.get(pk=kasus.pk)
    pembaruan.move(kini, "setujui", pelaku=user("verifikator"), status="diperiksa", pengajuan_ke=kini.pengajuan_ke)
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 4


def test_changed_base_sends_the_case_back_with_the_difference() -> None:
    keluarga = aminah()
    kasus = filed(keluarga)
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(jenis_lantai_terluas=5)
    decide(kasus, "setujui")
    assert (kasus.status, kasus.pemutus) == ("dikembalikan", None)
    assert not RiwayatFakta.objects.exists()
    kembali = Langkah.objects.filter(pembaruan=kasus).last()
    assert kembali is not None
    assert (kembali.aksi, kembali.pelaku) == ("kembalikan", user("verifikator"))
    assert "Tanah" in kembali.catatan
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 5


def test_value_that_became_meaningless_is_not_written() -> None:
    keluarga = aminah()
    operator = user("operator.perian")
    kasus = pembaruan.draft(keluarga, "daya_terpasang", 2, alasan=ALASAN, pelaku=operator)
    pembaruan.move(kasus, "ajukan", pelaku=operator, status="draf")
    advance(kasus)
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(sumber_penerangan_utama=4)
    with pytest.raises(FaktaSalah) as galat:
        decide(kasus, "setujui")
    assert galat.value.kode == "lompatan"


def test_hops_are_only_added_to() -> None:
    kasus = filed(aminah())
    with pytest.raises(Exception, match="permission denied"):
        kasus.langkah.update(catatan="lain")

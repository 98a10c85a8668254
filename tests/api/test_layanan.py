"""Findings, PBI reactivations and disputes through the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone
from rest_framework.test import APIClient

from tests.cast import user
from tests.families import aminah, member
from tests.layanan import dispute, excluded, found
from tests.unggahan import foto, pdf
from verval import bukti
from verval.models import Reaktivasi, Sengketa, Temuan

Masuk = Callable[[str], APIClient]


def step(klien: APIClient, jenis: str, isi: dict[str, Any], aksi: str, **lain: Any) -> Any:
    badan = {"aksi": aksi, "status": isi["status"], "pengajuan_ke": isi["pengajuan_ke"]} | lain
    return klien.post(f"/api/v1/{jenis}/{isi['id']}/langkah/", badan, format="json")


def test_a_finding_is_answered_and_verified(as_user: Masuk, tmp_path: Path) -> None:
    temuan = found(member(aminah(), "AMINAH"), tmp_path)
    operator = as_user("operator.perian")
    baru = operator.get("/api/v1/temuan/").json()["results"][0]
    assert (baru["nama"], baru["status"], [a["aksi"] for a in baru["aksi"]]) == ("AMINAH", "baru", ["kerjakan"])
    isi = {"status": "baru", "kesesuaian": "sesuai", "hasil_nik": "benar", "penjelasan": "KTP dilihat."}
    jawaban = operator.post(f"/api/v1/temuan/{temuan.pk}/isi/", isi, format="json").json()
    assert (jawaban["status"], jawaban["hasil_nik"]) == ("dikerjakan", "benar")
    assert step(operator, "temuan", jawaban, "ajukan").json()["kode"] == "bukti_kurang"
    bukti.attach(Temuan.objects.get(), foto(), jenis="layar_siks", pelaku=user("operator.perian"))
    diajukan = step(operator, "temuan", jawaban, "ajukan").json()
    assert step(as_user("verifikator"), "temuan", diajukan, "verifikasi").json()["status"] == "diverifikasi"
    assert as_user("operator.melayu").get(f"/api/v1/temuan/{temuan.pk}/").status_code == 404


def test_a_reactivation_once(as_user: Masuk) -> None:
    orang = member(aminah(), "BAHRUN")
    operator = as_user("operator.perian")
    hapus = timezone.localdate() - timedelta(days=30)
    isi = {"individu": orang.pk, "tanggal_hapus": str(hapus), "faskes": "RSUD AM Parikesit"}
    kunci: dict[str, Any] = {"headers": {"Idempotency-Key": str(uuid4())}}
    draf = operator.post("/api/v1/reaktivasi/", isi, format="json", **kunci)
    assert (draf.status_code, draf.json()["desil_nasional"]) == (201, 3)
    assert operator.post("/api/v1/reaktivasi/", isi, format="json", **kunci).json()["id"] == draf.json()["id"]
    lagi = operator.post("/api/v1/reaktivasi/", isi, format="json").json()
    assert (lagi["kode"], [p["kode"] for p in lagi["rincian"]["penolakan"]]) == ("sudah_sekali", ["sudah_sekali"])
    kasus = Reaktivasi.objects.get()
    bukti.attach(kasus, pdf(), jenis="surat_faskes", pelaku=user("operator.perian"))
    diajukan = step(operator, "reaktivasi", draf.json(), "ajukan").json()
    for siapa, aksi in (("verifikator", "verifikasi"), ("kepala", "setujui"), ("petugas", "kirim")):
        diajukan = step(as_user(siapa), "reaktivasi", diajukan, aksi).json()
    hari = timezone.localdate()
    besok = step(as_user("petugas"), "reaktivasi", diajukan, "terima", tanggal=str(hari + timedelta(days=1)))
    assert besok.json()["kode"] == "tanggal"
    aktif = step(as_user("petugas"), "reaktivasi", diajukan, "terima", tanggal=str(hari)).json()
    assert (aktif["status"], aktif["aktif_sejak"]) == ("aktif", str(hari))
    # The facility tells of an illness.
    assert as_user("kades.perian").get(f"/api/v1/reaktivasi/{kasus.pk}/").json()["faskes"] == ""


def test_a_dispute(as_user: Masuk) -> None:
    satu = excluded(aminah())
    operator = as_user("operator.perian")
    ada = operator.get("/api/v1/pengecualian/").json()["results"]
    assert [(p["id"], p["nama"]) for p in ada] == [(satu.pk, "AMINAH")]
    draf = operator.post("/api/v1/sengketa/", {"pengecualian": satu.pk, "alasan": "Bukan ASN."}, format="json")
    assert (draf.status_code, draf.json()["status"]) == (201, "draf")
    dua = operator.post("/api/v1/sengketa/", {"pengecualian": satu.pk, "alasan": "Bukan ASN."}, format="json")
    assert dua.json()["kode"] == "terbuka"
    lain = as_user("operator.melayu").post("/api/v1/sengketa/", {"pengecualian": satu.pk, "alasan": "x"}, format="json")
    assert lain.status_code == 404
    Sengketa.objects.all().delete()
    kasus = dispute(satu)
    assert operator.get(f"/api/v1/sengketa/{kasus.pk}/").json()["alasan"] == kasus.alasan

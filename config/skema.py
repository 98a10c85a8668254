"""What every operation of the API may answer besides its own result: the one error body (config/api.py)."""

from __future__ import annotations

from typing import Any

GALAT = {
    "type": "object",
    "description": "Satu bentuk untuk semua galat.",
    "properties": {
        "kode": {"type": "string", "description": "Untuk mesin, misalnya `kasus_terbuka`."},
        "pesan": {"type": "string", "description": "Untuk orang: apa yang salah dan apa yang harus dilakukan."},
        "rincian": {"description": "Isian mana, atau keterangan lain; objek kosong bila tidak ada."},
    },
    "required": ["kode", "pesan", "rincian"],
}
ARTI = {
    "400": "Isian belum benar.",
    "401": "Belum masuk.",
    "403": "Peran pengguna tidak boleh.",
    "404": "Tidak ada di wilayah pengguna.",
    "405": "Cara ini tidak ada di alamat ini.",
    "406": "Hanya JSON yang dapat dikirim kembali.",
    "409": "Keadaan sudah berubah, atau aksi ini tidak ada dari status itu.",
    "413": "Kiriman terlalu besar.",
    "415": "Kirim JSON.",
    "429": "Terlalu sering; lihat kepala Retry-After.",
}
TANPA_JSON = {"413"}
"""Refused before anything of the API is asked."""


def add_errors(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Postprocessing hook of drf-spectacular: put the error answers into every operation."""
    result.setdefault("components", {}).setdefault("schemas", {})["Galat"] = GALAT
    isi = {"application/json": {"schema": {"$ref": "#/components/schemas/Galat"}}}
    for jalan in result["paths"].values():
        for metode, operasi in jalan.items():
            if metode not in {"get", "post", "put", "patch", "delete"}:
                continue
            for kode, arti in ARTI.items():
                jawaban = {"description": arti, **({} if kode in TANPA_JSON else {"content": isi})}
                operasi["responses"].setdefault(kode, jawaban)
    return result

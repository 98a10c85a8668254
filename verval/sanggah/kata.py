"""An objection in the words of the resident who follows it; keys are `sanggah.` and its status."""

from __future__ import annotations

from verval.keadaan import Keadaan

KEADAAN = {
    "sanggah.diterima": Keadaan(
        "Sanggahan diterima",
        "Dinas Sosial akan memeriksanya. Anda tidak perlu berbuat apa-apa.",
        "Paling lama 14 hari.",
    ),
    "sanggah.ditugaskan": Keadaan(
        "Petugas akan melihat keadaannya",
        "Dinas Sosial menunggu hasil kunjungan.",
        "Paling lama 14 hari sejak diterima.",
    ),
    "sanggah.diperiksa": Keadaan(
        "Sedang diperiksa", "Dinas Sosial akan memutuskannya.", "Paling lama 14 hari sejak diterima."
    ),
    "sanggah.terbukti": Keadaan(
        "Sanggahan Anda terbukti", "Dinas Sosial menindaklanjutinya. Bantuan sendiri ditetapkan pemerintah pusat."
    ),
    "sanggah.tidak_terbukti": Keadaan(
        "Sanggahan Anda tidak terbukti", "Bila ada keadaan baru, Anda dapat menyanggah lagi."
    ),
    "sanggah.data_diperbaiki": Keadaan(
        "Datanya sudah diperbaiki", "Desil dihitung lagi dengan data yang baru pada triwulan berikutnya."
    ),
}

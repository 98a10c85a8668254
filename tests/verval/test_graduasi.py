"""A family leaves a programme: approval writes an exclusion on the ground of the case, taking it back lifts it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import Jejak
from dtsen.registry import susunan as registry
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.values import FaktaSalah
from tests.cast import user
from tests.families import aminah, member
from tests.kasus import advance, take
from tests.registry.test_susunan import BAYI, world
from verval import pembaruan, susunan
from verval.hop import KasusDitolak
from verval.kelayakan import assess
from verval.models import Pembaruan, PengecualianPenerima, ProgramBansos

pytestmark = pytest.mark.django_db
ALASAN = "Anaknya sudah bekerja, keluarga menyatakan mampu."


def leaving(keluarga: Any = None, *, ajukan: bool = True, **isi: Any) -> Pembaruan:
    bawaan = {"program": "pkh", "cara": "mandiri", "sejak": "2026-11-02"}
    return pembaruan.draft_operasi(
        keluarga or aminah(), "graduasi", bawaan | isi, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=ajukan
    )


def codes(kasus: Pembaruan, program: str) -> set[str]:
    jawaban = assess(kasus.keluarga, ProgramBansos.objects.get(pk=program), hari=timezone.localdate())
    return {p.kode for p in jawaban.penolakan}


@pytest.mark.parametrize(("cara", "status"), [("mandiri", "graduasi"), ("alami", "graduasi"), ("mundur", "mundur")])
def test_approval_excludes_and_taking_back_lifts(cara: str, status: str) -> None:
    kasus = leaving(cara=cara)
    assert "dikecualikan" not in codes(kasus, "pkh")
    advance(kasus)
    sebelum = world()
    take(kasus, "setujui")
    satu = PengecualianPenerima.objects.get()
    assert (satu.status, satu.dasar, satu.program_id, str(satu.berlaku_dari)) == (
        status, kasus.objek, "pkh", "2026-11-02",
    )  # fmt: skip
    assert satu.sumber == f"Pembaruan {kasus.kode_lacak}"
    assert "dikecualikan" in codes(kasus, "pkh")
    assert "dikecualikan" not in codes(kasus, "sembako")
    assert world() == sebelum
    take(kasus, "turunkan", siapa="kepala", alasan="Keluarganya keberatan.")
    assert not PengecualianPenerima.objects.exists()
    assert Jejak.objects.filter(aksi="pengecualian.cabut", objek=satu.objek).exists()
    take(kasus, "setujui")
    assert PengecualianPenerima.objects.get().dasar == kasus.objek


def test_a_birth_meanwhile_does_not_send_it_back() -> None:
    kasus = leaving()
    advance(kasus)
    tetap: Any = {"dasar": "susunan:1", "pelaku": user("petugas"), "tanggal": timezone.localdate()}
    registry.OPERASI["anggota_baru"].apply(kasus.keluarga, {"orang": BAYI}, **tetap)
    assert pembaruan.base_now(kasus) == ""
    take(kasus, "setujui")
    assert kasus.status == "disetujui"


@pytest.mark.parametrize(
    ("isi", "kolom"), [({"cara": "lain"}, "cara"), ({"program": "xyz"}, "program"), ({"sejak": "2999-01-01"}, "sejak")]
)
def test_what_cannot_be(isi: dict[str, Any], kolom: str) -> None:
    with pytest.raises(FaktaSalah) as galat:
        leaving(**isi)
    assert galat.value.fakta == kolom


def test_who_has_left_already() -> None:
    keluarga = aminah()
    kasus = leaving(keluarga)
    advance(kasus)
    take(kasus, "setujui")
    with pytest.raises(KasusDitolak) as galat:
        leaving(keluarga)
    assert galat.value.kode == "sudah_dikecualikan"
    leaving(keluarga, program="sembako")


def test_the_page(client: Client) -> None:
    keluarga = aminah()
    client.force_login(user("operator.perian"))
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/"
    assert "Graduasi atau mundur" in client.get(alamat).text
    assert "Graduasi mandiri" in client.get(f"{alamat}?operasi=graduasi").text
    isi = {"program": "pkh", "cara": "mundur", "sejak": "2026-11-02", "alasan": ALASAN}
    jawaban = client.post(f"{alamat}?operasi=graduasi", isi, follow=True)
    assert "Mengundurkan diri dari program" in jawaban.text
    assert "tidak dipakai dalam pemeringkatan" in jawaban.text or "Belum ada peringkat" in jawaban.text
    kasus = Pembaruan.objects.get()
    assert kasus.tulisan_baru == "Mundur dari PKH"
    baris = susunan.rows(kasus, Tabir.of(user("petugas"), [keluarga]))
    assert [b.perihal for b in baris] == ["Program", "Bagaimana", "Berlaku sejak"]
    ubah = client.post(f"/verval/pembaruan/{kasus.pk}/ubah/", isi | {"cara": "alami"})
    assert ubah.status_code == 302
    assert member(keluarga, "AMINAH").keberadaan == 1

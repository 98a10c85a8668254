"""The pages of proposals: what is open to a family and why not, filing, the list for the Dinsos, CSV."""

from __future__ import annotations

import pytest
from django.test import Client

from dtsen.accounts.models import Jejak
from dtsen.registry.models import DesilResmi
from tests.cast import user
from tests.families import aminah, member, official, rukiah, yuliani
from tests.kasus import advance
from verval import usulan
from verval.models import ProgramBansos, Usulan

pytestmark = pytest.mark.django_db


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def filed(kode: str = "pkh", nama: str = "AMINAH") -> Usulan:
    keluarga = aminah()
    return usulan.draft(
        keluarga, ProgramBansos.objects.get(pk=kode), pelaku=user("operator.perian"),
        individu=member(keluarga, nama), ajukan=True,
    )  # fmt: skip


def examined() -> Usulan:
    """A proposal that lies with the verifikator."""
    kasus = filed()
    advance(kasus)
    return kasus


def test_programmes_with_their_answer() -> None:
    keluarga = yuliani()
    halaman = masuk("operator.melayu").get(f"/verval/keluarga/{keluarga.pk}/usulan/")
    isi = halaman.content.decode()
    assert "Desil nasional 6; PKH menerima desil 1–4 (Kepmensos 79/HUK/2025)." in isi
    assert [j.boleh for j in halaman.context["jawaban"]] == [False] * 5


def test_family_without_desil() -> None:
    keluarga = aminah()
    DesilResmi.objects.all().delete()
    isi = masuk("operator.perian").get(f"/verval/keluarga/{keluarga.pk}/usulan/").content.decode()
    assert "belum punya desil nasional" in isi


def test_from_the_family_to_a_filed_proposal() -> None:
    keluarga = aminah()
    operator = masuk("operator.perian")
    alamat = f"/verval/keluarga/{keluarga.pk}/usulan/?program=pkh"
    form = operator.get(alamat).context["form"]
    assert [arti.split(",")[0] for _, arti in form.fields["individu"].choices] == ["Aminah", "Bahrun"]
    operator.post(alamat, {"individu": str(member(keluarga, "AMINAH").pk), "catatan": "Anak SMP."})
    kasus = Usulan.objects.get()
    assert (kasus.status, kasus.catatan) == ("draf", "Anak SMP.")
    operator.post(f"/verval/usulan/{kasus.pk}/langkah/", {"aksi": "ajukan", "status": "draf", "pengajuan_ke": 0})
    kasus.refresh_from_db()
    assert kasus.status == "diajukan"


def test_second_proposal_of_the_month_is_explained() -> None:
    kasus = filed()
    alamat = f"/verval/keluarga/{kasus.keluarga_id}/usulan/?program=pkh"
    jawaban = masuk("operator.perian").post(alamat, {"individu": str(kasus.individu_id)})
    assert jawaban.status_code == 422
    assert kasus.kode_lacak in jawaban.context["form"].non_field_errors()[0]
    pilih = masuk("operator.perian").get(f"/verval/keluarga/{kasus.keluarga_id}/usulan/")
    for halaman in (jawaban, pilih):
        assert f'href="/verval/usulan/{kasus.pk}/"' in halaman.text


def test_nobody_chosen() -> None:
    alamat = f"/verval/keluarga/{aminah().pk}/usulan/?program=pbi_jk"
    jawaban = masuk("operator.perian").post(alamat, {})
    assert list(jawaban.context["form"].errors) == ["individu"]


def test_unknown_programme_is_not_there() -> None:
    assert masuk("operator.perian").get(f"/verval/keluarga/{aminah().pk}/usulan/?program=x").status_code == 404


@pytest.mark.parametrize(
    ("siapa", "kode"),
    [("operator.melayu", 404), ("pendamping.perian", 403), ("verifikator", 403), ("kepala", 403), ("auditor", 403)],
)
def test_who_cannot_propose(siapa: str, kode: int) -> None:
    assert masuk(siapa).get(f"/verval/keluarga/{aminah().pk}/usulan/").status_code == kode


def test_verifikator_decides_on_the_page() -> None:
    kasus = examined()
    verifikator = masuk("verifikator")
    halaman = verifikator.get(f"/verval/usulan/{kasus.pk}/")
    assert halaman.context["periksa"].boleh
    assert "6402015203800001" not in halaman.content.decode()
    verifikator.post(
        f"/verval/usulan/{kasus.pk}/langkah/", {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1}
    )
    kasus.refresh_from_db()
    assert kasus.status == "disetujui"


def test_desil_that_rose_is_shown_and_stops_approval() -> None:
    kasus = examined()
    official(kasus.keluarga, nasional=9, versi="2026-T4")
    verifikator = masuk("verifikator")
    assert not verifikator.get(f"/verval/usulan/{kasus.pk}/").context["periksa"].boleh
    jawaban = verifikator.post(
        f"/verval/usulan/{kasus.pk}/langkah/", {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1}
    )
    assert (jawaban.status_code, "Desil nasional 9" in jawaban.context["galat"]) == (409, True)


def test_returned_proposal_is_repaired() -> None:
    kasus = examined()
    masuk("verifikator").post(
        f"/verval/usulan/{kasus.pk}/langkah/",
        {"aksi": "kembalikan", "status": "diperiksa", "pengajuan_ke": 1, "alasan": "Komponennya?"},
    )
    operator = masuk("operator.perian")
    operator.post(f"/verval/usulan/{kasus.pk}/ubah/", {"catatan": "Anak SMP satu orang."})
    operator.post(
        f"/verval/usulan/{kasus.pk}/langkah/", {"aksi": "ajukan", "status": "dikembalikan", "pengajuan_ke": 1}
    )
    kasus.refresh_from_db()
    assert (kasus.status, kasus.catatan) == ("diajukan", "Anak SMP satu orang.")


def test_filters_and_csv_agree() -> None:
    kasus = filed()
    usulan.draft(rukiah(), ProgramBansos.objects.get(pk="sembako"), pelaku=user("operator.perian"), ajukan=True)
    petugas = masuk("petugas")
    saring = f"program=pkh&status=diajukan&wilayah=640201&periode={kasus.periode}"
    assert [k.pk for k in petugas.get(f"/verval/usulan/?{saring}").context["halaman"]] == [kasus.pk]
    csv = petugas.get(f"/verval/usulan/unduh/?{saring}").content.decode("utf-8-sig").splitlines()
    assert len(csv) == 2
    assert "6402••••••••0001" in csv[1]
    assert "6402015203800001" not in csv[1]
    jejak = Jejak.objects.get(aksi="usulan.unduh")
    assert (jejak.rincian["jumlah"], jejak.rincian["program"]) == (1, "pkh")
    assert petugas.get("/verval/usulan/?program=x&status=x&periode=x&wilayah=x").context["halaman"].paginator.count == 2


def test_counts_of_statuses_are_those_of_the_other_filters() -> None:
    filed()
    usulan.draft(rukiah(), ProgramBansos.objects.get(pk="sembako"), pelaku=user("operator.perian"))
    halaman = masuk("operator.perian").get("/verval/usulan/?status=draf")
    assert [(kode, n) for kode, _, n in halaman.context["jumlah_status"]] == [("draf", 1), ("diajukan", 1)]
    assert halaman.context["halaman"].paginator.count == 1
    petugas = masuk("petugas").get("/verval/usulan/?program=sembako")
    assert petugas.context["jumlah_semua"] == 0


def test_csv_cell_is_no_formula() -> None:
    kasus = filed()
    kasus.keluarga.nama_kepala = "=1+1"
    kasus.keluarga.save(update_fields=["nama_kepala"])
    isi = masuk("petugas").get("/verval/usulan/unduh/").content.decode("utf-8-sig")
    assert ";'=1+1;" in isi


def test_another_desa_sees_nothing() -> None:
    kasus = filed()
    lain = masuk("operator.melayu")
    assert lain.get(f"/verval/usulan/{kasus.pk}/").status_code == 404
    assert lain.get("/verval/usulan/").context["halaman"].paginator.count == 0
    assert len(lain.get("/verval/usulan/unduh/").content.decode("utf-8-sig").splitlines()) == 1


def test_cases_tab_of_the_family() -> None:
    kasus = filed()
    alamat = f"/verval/keluarga/{kasus.keluarga_id}/"
    operator = masuk("operator.perian").get(alamat)
    assert operator.context["boleh_usulkan"]
    baru = f"/verval/keluarga/{kasus.keluarga_id}/pembaruan/"
    assert baru in operator.content.decode()
    assert [k.pk for k in operator.context["usulan"]] == [kasus.pk]
    auditor = masuk("auditor").get(alamat)
    assert not auditor.context["boleh_usulkan"]
    assert baru not in auditor.content.decode()
    pendamping = masuk("pendamping.perian").get(alamat)
    assert not pendamping.context["boleh_usulkan"]
    assert baru in pendamping.content.decode()
    assert masuk("operator.melayu").get(alamat).status_code == 404
    assert masuk("pimpinan").get(alamat).status_code == 403

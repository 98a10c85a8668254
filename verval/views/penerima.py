"""Recipients: by programme and month, with several programmes, from month to month, and those of one family."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.access import keluarga_for
from dtsen.registry.models import Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.wilayah.models import Wilayah
from verval.bansos import penerima as layanan
from verval.bansos import tumpang as ganda
from verval.bansos.lihat import shown, subjects
from verval.bansos.penerima import LIHAT
from verval.bulan import label_bulan
from verval.forms.program import SaringPenerima
from verval.halaman import region_choices, trail
from verval.kuota import tunggu
from verval.models import Penerima, ProgramBansos

SEHALAMAN = 50


def _filter(request: HttpRequest, user: User, *, semua: bool = True) -> tuple[SaringPenerima, dict[str, str]]:
    """The filter of a page; without a month the newest one that has a file."""
    bulan = layanan.months(request.GET.get("program", "")) or layanan.months()
    form = SaringPenerima(request.GET, bulan=bulan, wilayah=region_choices(cakupan_of(user, LIHAT)), semua=semua)
    pilihan = form.pilihan()
    pilihan["bulan"] = pilihan["bulan"] or (bulan[0] if bulan else "")
    return form, pilihan


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def penerima(request: HttpRequest) -> HttpResponse:
    """Who receives, by programme, month, region and status; numbers are masked."""
    user = pengguna(request)
    form, pilihan = _filter(request, user)
    semua = Penerima.objects.dalam(cakupan_of(user, LIHAT)).saring(**pilihan)
    halaman = Paginator(semua.for_list().order_by("kode_desa", "id"), SEHALAMAN).get_page(request.GET.get("halaman"))
    daftar = list(halaman)
    if daftar:
        audit.record(pelaku=user, aksi="penerima.daftar", **subjects(daftar))
    isi = {
        "form": form,
        "pilihan": pilihan,
        "bulan": label_bulan(pilihan["bulan"]) if pilihan["bulan"] else "",
        "program": ProgramBansos.objects.filter(pk=pilihan["program"]).first(),
        "halaman": halaman,
        "menerima": semua.menerima().count(),
        "baris": shown(user, daftar),
        "boleh_impor": "impor.lihat" in izin_of(user),
    }
    return render(request, "verval/penerima.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def penerima_tumpang(request: HttpRequest) -> HttpResponse:
    """Families with several programmes in a month: pairs, and the families themselves."""
    user = pengguna(request)
    form, pilihan = _filter(request, user)
    cakupan = cakupan_of(user, LIHAT)
    hasil = ganda.overlaps(cakupan, pilihan["bulan"], pilihan["wilayah"]) if pilihan["bulan"] else None
    periksa = hasil.apart() if hasil else []
    hanya_periksa = request.GET.get("lihat") == "periksa"
    nomor = periksa if hanya_periksa else sorted(hasil.keluarga) if hasil else []
    halaman = Paginator(nomor, SEHALAMAN).get_page(request.GET.get("halaman"))
    isi = {
        "form": form,
        "pilihan": pilihan,
        "bulan": label_bulan(pilihan["bulan"]) if pilihan["bulan"] else "",
        "hasil": hasil,
        "periksa": periksa,
        "hanya_periksa": hanya_periksa,
        "halaman": halaman,
        "baris": _families(user, list(halaman), hasil.keluarga, hasil.terlarang) if hasil else [],
    }
    return render(request, "verval/penerima_tumpang.html", isi)


def _families(
    user: User, nomor: list[int], kode: dict[int, list[str]], terlarang: ganda.Terlarang
) -> list[tuple[Keluarga, str, str, bool]]:
    """Rows (family as the user may see it, desa, programmes, whether two are kept apart)."""
    milik = Keluarga.objects.dalam(cakupan_of(user, LIHAT)).in_bulk(nomor)
    if milik:
        audit.record(pelaku=user, aksi="penerima.tumpang", keluarga=milik)
    tabir = Tabir.of(user, milik.values())
    desa = dict(Wilayah.objects.filter(pk__in={k.kode_desa for k in milik.values()}).values_list("kode", "nama"))
    urut = list(ProgramBansos.objects.values_list("kode", "singkatan"))
    return [
        (
            tabir.family(milik[pk]),
            desa.get(milik[pk].kode_desa, ""),
            ", ".join(singkatan for satu, singkatan in urut if satu in kode[pk]),
            ganda.clashes(kode[pk], terlarang),
        )
        for pk in nomor
        if pk in milik
    ]


LABEL_ARAH = {"baru": "Baru", "berhenti": "Berhenti", "tetap": "Tetap"}


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def penerima_perubahan(request: HttpRequest) -> HttpResponse:
    """Who is new, has stopped, or has stayed since the month before that has a file."""
    user = pengguna(request)
    form, pilihan = _filter(request, user, semua=False)
    program = pilihan["program"] or next(iter(layanan.latest()), "")
    bulan = layanan.months(program)
    kini = pilihan["bulan"] if pilihan["bulan"] in bulan else (bulan[0] if bulan else "")
    sebelum = next((satu for satu in bulan if satu < kini), "")
    arah = request.GET.get("lihat", "baru")
    arah = arah if arah in LABEL_ARAH else "baru"
    isi: dict[str, Any] = {
        "form": form,
        "program": ProgramBansos.objects.filter(pk=program).first(),
        "bulan": label_bulan(kini) if kini else "",
        "sebelum": label_bulan(sebelum) if sebelum else "",
        "arah": arah,
    }
    if sebelum:
        hasil = ganda.changes(cakupan_of(user, LIHAT), program, kini, sebelum, pilihan["wilayah"])
        halaman = Paginator(hasil[arah].for_list().order_by("kode_desa", "id"), SEHALAMAN).get_page(
            request.GET.get("halaman")
        )
        daftar = list(halaman)
        if daftar:
            audit.record(pelaku=user, aksi="penerima.perubahan", **subjects(daftar))
        isi |= {
            "jumlah": [(kode, label, hasil[kode].count()) for kode, label in LABEL_ARAH.items()],
            "halaman": halaman,
            "baris": shown(user, daftar),
        }
    return render(request, "verval/penerima_perubahan.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
def keluarga_program(request: HttpRequest, pk: int) -> HttpResponse:
    """What a family and its people receive, since when, and with which status."""
    user = pengguna(request)
    ini = keluarga_for(cakupan_of(user, LIHAT), pk)
    semua = list(Penerima.objects.filter(keluarga=ini).select_related("keluarga", "individu", "program"))
    audit.record(
        pelaku=user,
        aksi="keluarga.program",
        objek=f"keluarga:{pk}",
        keluarga=[pk],
        individu=[p.individu_id for p in semua if p.individu_id is not None],
    )
    tabir = Tabir.of(user, [ini])
    bantuan = _by_programme(shown(user, semua))
    menerima = [satu for satu in bantuan if satu["kini"]]
    # Places are those among everybody of the desa: whoever may see a part of it only is told none.
    utuh = cakupan_of(user, LIHAT).memuat(ini.kode_desa)
    isi = {
        "keluarga": tabir.family(ini),
        "jejak": trail(tabir.family(ini), ("Program", "")),
        "bantuan": bantuan,
        "menerima": menerima,
        "nama_program": list(dict.fromkeys(satu["akhir"].program.singkatan for satu in menerima)),
        "antrean": tunggu.positions(pk, ini.kode_desa, timezone.localdate()) if utuh else [],
        "nama_desa": Wilayah.objects.filter(pk=ini.kode_desa).first() or "",
        "terlarang": ganda.clashes((s["akhir"].program_id for s in menerima), ganda.kept_apart(timezone.localdate())),
    }
    return render(request, "verval/keluarga_program.html", isi)


def _by_programme(semua: list[Penerima]) -> list[dict[str, Any]]:
    """One entry a programme and person: the newest row, since when without a gap of files, and every month."""
    terbaru = layanan.latest()
    berkas = {program: layanan.months(program) for program in {p.program_id for p in semua}}
    hasil = []
    kunci = lambda p: (p.program.urut, p.program_id, p.individu_id or 0 if p.unit == "individu" else 0)  # noqa: E731
    for _, isi in groupby(sorted(semua, key=kunci), key=kunci):
        baris = sorted(isi, key=lambda p: p.bulan, reverse=True)
        akhir = baris[0]
        kini = akhir.bulan == terbaru.get(akhir.program_id) and not akhir.dikeluarkan
        hasil.append(
            {
                "akhir": akhir,
                "kini": kini,
                "sejak": label_bulan(_since(baris, berkas[akhir.program_id])),
                "riwayat": baris,
            }
        )
    return hasil


def _since(baris: list[Penerima], bulan: list[str]) -> str:
    """The first month of the unbroken run that ends with the newest row; months without a file break nothing."""
    ada = {p.bulan for p in baris if not p.dikeluarkan}
    sejak = baris[0].bulan
    for satu in (b for b in bulan if b <= sejak):
        if satu not in ada:
            break
        sejak = satu
    return sejak

"""What a draft of a rule would change: counts by region and cause, and who they are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.wilayah.cakupan import Bagian
from dtsen.wilayah.models import Wilayah
from verval.bansos import nominal, simulasi
from verval.bansos.penerima import LIHAT
from verval.bansos.simulasi import SEBAB, SEMUA, Perubahan
from verval.models import AturanProgram

SEHALAMAN = 50


@require_safe
@butuh("agregat.lihat", Lingkup.DAFTAR)
@never_cache
def aturan_simulasi(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare a rule with the one in force over the families of the user's regions."""
    user, hari = pengguna(request), timezone.localdate()
    milik = AturanProgram.objects.select_related("program").prefetch_related("komponen", "larangan__kelompok")
    baru = get_object_or_404(milik, pk=pk)
    kini = AturanProgram.objects.berlaku(hari).filter(program=baru.program_id, unit=baru.unit).first()
    isi: dict[str, Any] = {
        "baru": baru,
        "kini": kini,
        "satuan": "keluarga" if baru.unit == "keluarga" else "orang",
        "jejak": [
            ("Program", "/verval/program/"),
            (baru.program.singkatan, f"/verval/program/{baru.program_id}/"),
            ("Simulasi", ""),
        ],
    }
    if kini is not None and kini.pk != baru.pk:
        isi |= _compare(request, user, kini, baru)
    return render(request, "verval/simulasi.html", isi)


def _compare(request: HttpRequest, user: User, kini: AturanProgram, baru: AturanProgram) -> dict[str, Any]:
    hari = timezone.localdate()
    hasil = simulasi.compare(kini, baru, hari)
    kode = request.GET.get("wilayah", "")
    kode = kode if kode.isdigit() and len(kode) in {6, 10} else ""
    per = hasil.per(10 if kode else 6, kode)
    nama = dict(Wilayah.objects.filter(pk__in=[satu.kode for satu in per] + [kode]).values_list("kode", "nama"))
    isi: dict[str, Any] = {
        "hasil": hasil.semua,
        "sebab": [
            (label, hasil.sebab[satu, "masuk"], hasil.sebab[satu, "keluar"])
            for satu, label in SEBAB.items()
            if hasil.sebab[satu, "masuk"] or hasil.sebab[satu, "keluar"]
        ],
        "wilayah": kode,
        "nama_wilayah": nama.get(kode, ""),
        "per": [(nama.get(satu.kode, satu.kode), satu) for satu in per],
        "boleh_nama": LIHAT in izin_of(user),
        "per_komponen": nominal.by_component(baru),
    }
    if not isi["per_komponen"] or request.GET.get("anggaran") == "ya":
        isi["anggaran"] = nominal.budget(kini, baru, hari, hasil.semua)
    arah = request.GET.get("lihat", "")
    if isi["boleh_nama"] and arah in {"masuk", "keluar"}:
        halaman = int(teks) if (teks := request.GET.get("halaman", "")).isdigit() and len(teks) < 6 else 1
        halaman = max(1, halaman)
        daftar = simulasi.changed(
            kini, baru, hari, masuk=arah == "masuk", rentang=Bagian(kode).rentang if kode else SEMUA,
            lewati=(halaman - 1) * SEHALAMAN, banyak=SEHALAMAN + 1,
        )  # fmt: skip
        isi |= {
            "arah": arah,
            "daftar": _named(user, daftar[:SEHALAMAN], kini if arah == "keluar" else baru, baru),
            "sebelumnya": halaman - 1,
            "berikutnya": halaman + 1 if len(daftar) > SEHALAMAN else 0,
        }
    return isi


def _named(user: User, daftar: list[Perubahan], membayar: AturanProgram, baru: AturanProgram) -> list[dict[str, Any]]:
    """The rows with family and person as the user may see them; those outside the scope are left out. `membayar` is
    the rule whose amounts are shown."""
    cakupan = cakupan_of(user, LIHAT)
    keluarga = Keluarga.objects.dalam(cakupan).in_bulk([satu.keluarga for satu in daftar])
    orang = Individu.objects.dalam(cakupan).in_bulk([satu.individu for satu in daftar if satu.individu])
    desa = dict(Wilayah.objects.filter(pk__in={k.kode_desa for k in keluarga.values()}).values_list("kode", "nama"))
    if keluarga:
        audit.record(pelaku=user, aksi="aturan.simulasi", objek=f"aturan:{baru.pk}", keluarga=keluarga, individu=orang)
    tabir = Tabir.of(user, keluarga.values())
    rupiah = nominal.of_families(membayar, keluarga, timezone.localdate())
    return [
        {
            "keluarga": tabir.family(keluarga[satu.keluarga]),
            "orang": tabir.person(orang[satu.individu]) if satu.individu in orang else None,
            "desa": desa.get(keluarga[satu.keluarga].kode_desa, ""),
            "nasional": satu.nasional,
            "sebab": SEBAB.get(satu.sebab, ""),
            "menerima": satu.menerima,
            "setahun": nominal.share(rupiah.get(satu.keluarga, []), satu.individu),
        }
        for satu in daftar
        if satu.keluarga in keluarga
    ]

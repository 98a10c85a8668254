"""Evidence: the part of a case page that shows and takes it, and the only door through which a file leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dtsen.accounts import audit
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.jarak import distance_km
from dtsen.lib.tampil import angka
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.wilayah.models import Wilayah
from verval import bukti
from verval.access import LIHAT, tabir_of
from verval.alur_layanan import TABEL
from verval.forms.kasus import BuktiForm
from verval.hop import KasusDitolak, StaleStatus, evidence_for, kinds
from verval.models import Bukti, Perkara
from verval.musdes.hasil import result_of

KEPALA = {
    # Opened by itself the file is nothing but a picture or a download: no script, no frame, no other page.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def evidence(kasus: Perkara, user: User, form: BuktiForm | None = None) -> dict[str, Any]:
    """What `verval/_bukti.html` needs; `form` is one that was refused."""
    boleh = bukti.may_attach(kasus, user)
    daftar = bukti.list_for(user, kasus)
    kembar = bukti.twins(user, kasus, [satu for satu, _ in daftar])
    pusat = Wilayah.objects.filter(pk=kasus.kode_desa, lintang__isnull=False, bujur__isnull=False).first()
    return {
        "bukti": [(satu, terbuka, _links(kembar.get(satu.pk, [])), _away(satu, pusat)) for satu, terbuka in daftar],
        "bukti_hapus": bool(boleh) and kasus.status in kasus.BEBAS,
        "bukti_form": (form or BuktiForm(jenis=boleh)) if boleh else None,
        "bukti_diminta": _asked(kasus),
        "hasil_musyawarah": result_of(kasus, tabir_of(user, [kasus])),
        "bukti_url": reverse(f"verval:{kasus.JENIS}_bukti", args=[kasus.pk]),
    }


def _away(satu: Bukti, pusat: Wilayah | None) -> str:
    """How far from the middle of its desa a photo was taken; blank without a place, or for a desa without a middle.

    The middle is the label point of the boundary map. A desa of Kukar may be 40 km wide: far is no proof of anything.
    """
    if pusat is None or pusat.lintang is None or pusat.bujur is None or satu.lat is None or satu.lon is None:
        return ""
    km = distance_km((float(satu.lat), float(satu.lon)), (float(pusat.lintang), float(pusat.bujur)))
    return f"{angka(km, 1)} km dari tengah {pusat}"


def _asked(kasus: Perkara) -> list[tuple[str, bool, bool]]:
    """What evidence the way forward asks for: (in words, whether it must be there, whether it is)."""
    maju = [
        a for (dari, a), t in TABEL[kasus.JENIS].hop.items() if dari == kasus.status and (t.maju or t.ke == "diajukan")
    ]
    semua = [satu for aksi in maju for satu in evidence_for(kasus, aksi)]
    return [(kinds(syarat), syarat.penting == "wajib", ada) for syarat, ada in semua]


def _links(kasus: list[Perkara]) -> list[tuple[str, str]]:
    return [(k.kode_lacak, reverse(f"verval:{k.JENIS}_detail", args=[k.pk])) for k in kasus]


def receive(request: HttpRequest, kasus: Perkara) -> BuktiForm | None:
    """Attach what was sent; returns the form with its errors, None when it went well."""
    form = BuktiForm(request.POST, request.FILES, jenis=bukti.may_attach(kasus, pengguna(request)))
    if not form.is_valid():
        return form
    isi = form.cleaned_data
    berkas = isi["berkas"]
    try:
        if berkas.size > bukti.UKURAN_MAKS:  # before it is read into memory
            raise UnggahanDitolak("terlalu_besar", "Berkas lebih dari 15 MB. Kecilkan dahulu, lalu unggah lagi.")
        satu = bukti.attach(
            kasus,
            berkas.read(),
            jenis=isi["jenis"],
            pelaku=pengguna(request),
            titik=form.titik(),
            titik_foto=isi["titik_foto"],
        )
    except (UnggahanDitolak, KasusDitolak, StaleStatus) as galat:
        form.add_error("jenis" if getattr(galat, "kolom", "") == "jenis" else "berkas", galat.pesan)
        return form
    tanpa = isi["titik_foto"] and satu.lat is None
    messages.success(
        request, f"{satu.get_jenis_display()} dilampirkan." + (" Foto ini tidak menyimpan lokasi." if tanpa else "")
    )
    return None


def _send(satu: Bukti, berkas: Path, *, tipe: str, nama: str) -> FileResponse:
    if not berkas.is_file():
        raise Http404("Berkas bukti ini tidak ada lagi di penyimpanan. Laporkan ke admin.")
    # Bytes of a file, not rows: they may go out after the transaction.
    jawaban = FileResponse(berkas.open("rb"), content_type=tipe, as_attachment=not satu.foto, filename=nama)
    for kepala, isi in KEPALA.items():
        jawaban[kepala] = isi
    return jawaban


@require_safe
@butuh(LIHAT, Lingkup.OBJEK)
def bukti_lihat(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself. Every look is written to the trail."""
    user = pengguna(request)
    satu = bukti.bukti_for(user, pk)
    jawaban = _send(satu, bukti.path_of(satu), tipe=satu.tipe, nama=satu.nama_unduhan)
    audit.record(
        pelaku=user,
        aksi="bukti.lihat",
        objek=satu.objek,
        rincian={"kasus": satu.milik.objek, "jenis": satu.jenis},
        keluarga=[satu.keluarga_id],
    )
    return jawaban


@require_safe
@butuh(LIHAT, Lingkup.OBJEK)
def bukti_kecil(request: HttpRequest, pk: int) -> FileResponse:
    """The small picture of a house, part of the case page; papers have none, since a NIK could be read from it."""
    satu = bukti.bukti_for(pengguna(request), pk)
    if satu.identitas or not satu.foto:
        raise Http404("Bukti ini tidak punya gambar kecil.")
    return _send(satu, bukti.path_of(satu, kecil=True), tipe=satu.tipe, nama=f"kecil-{satu.nama_unduhan}")


@require_POST
@butuh(LIHAT, Lingkup.OBJEK)
def bukti_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file off one's own draft."""
    user = pengguna(request)
    satu = bukti.bukti_for(user, pk)
    if satu.kunjungan_id is not None:
        raise Http404("Foto kunjungan tidak dihapus.")
    kasus = satu.kasus
    try:
        bukti.remove(satu, pelaku=user)
        messages.success(request, "Bukti dihapus.")
    except (KasusDitolak, StaleStatus) as galat:
        messages.error(request, galat.pesan)
    return redirect(reverse(f"verval:{kasus.JENIS}_detail", args=[kasus.pk]) + "#bukti")

"""What happens at the table of a musyawarah: the card of a family, attendance, the ranking by the community."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.ranking.querysets import desil_of
from verval.access import LIHAT, tabir_of
from verval.alur import MUSYAWARAH
from verval.forms.musdes import PutusanForm, read_signature
from verval.models import Musyawarah
from verval.musdes import hadir, isi, pembahasan, peringkat
from verval.musdes.akses import may_run, session_for
from verval.musdes.alur import BERJALAN, PANDUAN, PERINGKAT
from verval.musdes.hasil import reason_shown
from verval.views.musdes_berkas import looked_at
from verval.views.musdes_sesi import DITOLAK, attempt, cards


def _next(sesi: Musyawarah, kini: int) -> str:
    """Where to go after a card: the next undecided one, else the page of the session."""
    belum = sesi.kasus.filter(keputusan="").exclude(pk=kini).order_by("id").values_list("pk", flat=True)
    sesudah = next((pk for pk in belum if pk > kini), None) or next(iter(belum), None)
    if sesudah is None:
        return reverse("verval:musyawarah_detail", args=[sesi.pk])
    return reverse("verval:musyawarah_kasus", args=[sesi.pk, sesudah])


@require_http_methods(["GET", "POST"])
@butuh(LIHAT, Lingkup.WILAYAH, menulis=MUSYAWARAH)
@never_cache
def musyawarah_kasus(request: HttpRequest, pk: int, baris: int) -> HttpResponse:
    """The card of a case: who, what, the guiding questions, and the decision."""
    user, sesi = pengguna(request), session_for(pengguna(request), pk)
    semua = isi.rows_of(sesi)
    satu = next((k for k in semua if k.pk == baris), None)
    if satu is None:
        raise Http404("Kasus itu tidak ada di musyawarah ini.")
    form = PutusanForm(request.POST if request.method == "POST" else None, satu=satu)
    if request.POST.get("aksi") == "keluarkan":
        kembali = reverse("verval:musyawarah_detail", args=[pk])
        return attempt(request, lambda: pembahasan.drop(satu, pelaku=user), "Kasus dikeluarkan.", kembali)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            pembahasan.decide(satu, **data, hasil=form.hasil[data["alasan"]], pelaku=user)
        except DITOLAK as galat:
            kolom = getattr(galat, "kolom", "")
            form.add_error(kolom if kolom in form.fields else None, galat.pesan)
        else:
            return redirect(_next(sesi, satu.pk))
    looked_at(user, "musyawarah.lihat", sesi.objek, [satu.isi])
    ((_, kasus, perihal),) = cards(user, [satu])
    urutan = [k.pk for k in semua]
    konteks: dict[str, Any] = {
        "sesi": sesi,
        "satu": satu,
        "kasus": kasus,
        "perihal": perihal,
        "form": form,
        "alasan": reason_shown(satu, tabir_of(user, [satu.isi])),
        "desil": desil_of([satu.keluarga_id])[satu.keluarga_id],
        "ke": urutan.index(satu.pk) + 1,
        "dari": len(urutan),
        "panduan": PANDUAN,
        "boleh": may_run(user, sesi) and sesi.status == "berlangsung",
        "boleh_keluar": may_run(user, sesi) and sesi.status in BERJALAN,
        "url_kasus": reverse(f"verval:{kasus.JENIS}_detail", args=[kasus.pk]),
    }
    return render(request, "verval/musdes_kasus.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@butuh(MUSYAWARAH, Lingkup.WILAYAH)
@never_cache
def musyawarah_hadir(request: HttpRequest, pk: int, orang: int) -> HttpResponse:
    """Somebody is there: the signature drawn on the telephone, or a tick for whoever signed on paper."""
    user, sesi = pengguna(request), session_for(pengguna(request), pk)
    peserta = get_object_or_404(sesi.peserta, pk=orang)
    if request.method == "GET":
        return render(request, "verval/musdes_hadir.html", {"sesi": sesi, "peserta": peserta})
    kembali = reverse("verval:musyawarah_detail", args=[pk]) + "#peserta"
    aksi = request.POST.get("aksi", "")
    if aksi == "hapus":
        return attempt(request, lambda: hadir.remove_person(peserta, pelaku=user), "", kembali)
    gambar = read_signature(request.POST.get("gambar", "")) if aksi == "tanda_tangan" else b""
    if aksi == "tanda_tangan" and not gambar:
        messages.error(request, "Tanda tangan masih kosong. Tulis dengan jari, lalu simpan.")
        return redirect("verval:musyawarah_hadir", pk=pk, orang=orang)
    return attempt(
        request,
        lambda: hadir.attend(peserta, hadir=aksi != "tidak", tanda_tangan=gambar, pelaku=user),
        "",
        kembali,
    )


@require_http_methods(["GET", "POST"])
@butuh(LIHAT, Lingkup.WILAYAH, menulis=MUSYAWARAH)
@never_cache
def musyawarah_peringkat(request: HttpRequest, pk: int) -> HttpResponse:
    """Rank the families discussed: cards up and down, or one pair after the other."""
    user, sesi = pengguna(request), session_for(pengguna(request), pk)
    if request.method == "POST":
        return _rank(request, user, sesi)
    baris = isi.rows_of(sesi)
    looked_at(user, "musyawarah.lihat", sesi.objek, [k.isi for k in baris])
    keluarga = {k.keluarga_id: kasus.keluarga for k, kasus, _ in cards(user, baris)}
    urutan = peringkat.places(sesi)
    desil = desil_of(list(keluarga))
    konteks = {
        "sesi": sesi,
        "cara": PERINGKAT.items(),
        "boleh": may_run(user, sesi) and sesi.status == "berlangsung",
        "urutan": [(keluarga[pk_], tempat, desil[pk_]) for pk_, tempat in urutan.tempat if pk_ in keluarga],
        "tanya": [keluarga[pk_] for pk_ in urutan.tanya] if urutan.tanya else [],
        "dijawab": urutan.dijawab,
        "paling_banyak": peringkat.most_questions(len(keluarga)),
    }
    return render(request, "verval/musdes_peringkat.html", konteks)


def _number(tulisan: str) -> int:
    return int(tulisan) if tulisan.isdecimal() else 0


def _rank(request: HttpRequest, user: User, sesi: Musyawarah) -> HttpResponse:
    isian, kembali = request.POST, reverse("verval:musyawarah_peringkat", args=[sesi.pk])
    aksi = isian.get("aksi", "")
    kiri, kanan = (_number(isian.get(nama, "")) for nama in ("kiri", "kanan"))
    kerja = {
        "cara": lambda: peringkat.choose(sesi, isian.get("cara", ""), pelaku=user),
        "naik": lambda: peringkat.shift_card(sesi, _number(isian.get("keluarga", "")), "naik", pelaku=user),
        "turun": lambda: peringkat.shift_card(sesi, _number(isian.get("keluarga", "")), "turun", pelaku=user),
        "jawab": lambda: peringkat.answer(sesi, kiri, kanan, isian.get("hasil", ""), pelaku=user),
        "ulang": lambda: peringkat.undo(sesi, pelaku=user),
    }.get(aksi)
    if kerja is None:
        raise Http404("Langkah itu tidak ada.")
    return attempt(request, kerja, "", kembali)

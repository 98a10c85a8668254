"""What a session puts on paper: read from its rows, names of children as initials, matters of health unnamed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from dtsen.lib.tampil import tanggal
from dtsen.registry.models import Individu
from dtsen.registry.perlindungan import initials, is_child
from dtsen.wilayah.models import Wilayah
from verval.access import attach_people, is_protected
from verval.bukti import path_of as evidence_path
from verval.models import Bukti, KasusMusyawarah, Musyawarah, Pembaruan, PesertaMusyawarah, Usulan
from verval.musdes import arsip, hadir, peringkat
from verval.musdes.alur import FOTO, KETUA
from verval.musdes.berkas import Berkas, Butir, Hadir

KEPALA = 1


def subject(kasus: Pembaruan | Usulan) -> str:
    """What a case is about, as everybody may read it: the programme, or the fact unless it is protected."""
    if isinstance(kasus, Usulan):
        return f"Usulan {kasus.program.singkatan}"
    return "Pembaruan data" if is_protected(kasus, timezone.localdate()) else kasus.judul


def child_heads(keluarga: Iterable[int], hari: date) -> set[int]:
    """The families whose head is a child; one query."""
    kepala = Individu.objects.filter(keluarga_id__in=set(keluarga), status_hubungan_keluarga=KEPALA)
    return {pk for pk, lahir in kepala.values_list("keluarga_id", "tanggal_lahir") if is_child(lahir, KEPALA, hari)}


def rows_of(sesi: Musyawarah) -> list[KasusMusyawarah]:
    """The cases on the table with what their lines need."""
    baris = list(
        sesi.kasus.select_related(
            "keluarga", "alasan", "pembaruan__keluarga", "pembaruan__individu", "usulan__keluarga",
            "usulan__individu", "usulan__program",
        ).order_by("id")
    )  # fmt: skip
    attach_people(k.isi for k in baris)
    return baris


def _photos(baris: list[KasusMusyawarah]) -> dict[str, bytes]:
    """The small picture of the house from the evidence of each case, by `jenis:id` of the case."""
    milik = {k.isi.objek: k for k in baris}
    rumah = Bukti.objects.filter(jenis="foto_depan", tipe="image/jpeg", dokumen__isnull=True)
    rumah = rumah.filter(pembaruan__in=[k.pembaruan_id for k in baris if k.pembaruan_id]) | rumah.filter(
        usulan__in=[k.usulan_id for k in baris if k.usulan_id]
    )
    hasil: dict[str, bytes] = {}
    for satu in rumah.order_by("id"):
        objek = f"pembaruan:{satu.pembaruan_id}" if satu.pembaruan_id else f"usulan:{satu.usulan_id}"
        berkas = evidence_path(satu, kecil=True)
        if objek in milik and objek not in hasil and berkas.exists():
            hasil[objek] = berkas.read_bytes()
    return hasil


def _lines(sesi: Musyawarah, baris: list[KasusMusyawarah]) -> list[Butir]:
    anak = child_heads((k.keluarga_id for k in baris), sesi.hari)
    tempat = dict(peringkat.places(sesi).tempat)
    foto = _photos(baris) if sesi.cara == "musyawarah" else {}
    return [
        Butir(
            kode=k.isi.kode_lacak,
            nama=initials(k.keluarga.nama_kepala) if k.keluarga_id in anak else k.keluarga.nama_kepala,
            rt=k.keluarga.rt,
            perihal=subject(k.isi),
            keputusan=k.get_keputusan_display() if k.keputusan and sesi.cara == "musyawarah" else "",
            hasil=k.get_hasil_display() if k.hasil else "",
            alasan=k.alasan.label if k.alasan and not k.alasan.dilindungi else "",
            # What is said about health or a child stays with the case.
            catatan="" if isinstance(k.isi, Pembaruan) and is_protected(k.isi, sesi.hari) else k.catatan,
            tempat=str(tempat.get(k.keluarga_id, "")),
            foto=foto.get(k.isi.objek, b""),
        )
        for k in baris
    ]


def _attendance(peserta: list[PesertaMusyawarah]) -> list[Hadir]:
    return [
        Hadir(
            p.nama,
            p.get_peran_display(),
            arsip.path_of(p.tanda_tangan).read_bytes() if p.tanda_tangan else b"",
        )
        for p in peserta
        if p.hadir
    ]


def content(sesi: Musyawarah, *, alamat: str, saat: datetime) -> Berkas:
    """Gather the paper of a session. `alamat` is the page that checks it, `saat` what it is dated by."""
    desa = Wilayah.objects.select_related("induk").get(pk=sesi.kode_desa)
    peserta = list(sesi.peserta.all())
    return Berkas(
        cara=sesi.cara,
        sebutan=sesi.sebutan,
        desa=str(desa),
        kecamatan=str(desa.induk or ""),
        ketua=KETUA[sesi.jenis],
        waktu=sesi.waktu,
        tempat=sesi.tempat,
        saat=saat,
        alamat=alamat,
        agenda=sesi.agenda,
        undangan=tanggal(sesi.undangan),
        alasan=sesi.alasan,
        catatan=sesi.catatan,
        susulan=sesi.susulan,
        diundang=len(peserta),
        kuorum=[(k.syarat.label, k.syarat.minimum, k.hadir) for k in hadir.quorum(sesi, peserta)]
        if sesi.cara == "musyawarah"
        else [],
        hadir=_attendance(peserta),
        butir=_lines(sesi, rows_of(sesi)),
        foto=[(FOTO[f.jenis], arsip.path_of(f.nama_berkas).read_bytes()) for f in sesi.foto.all()],
    )

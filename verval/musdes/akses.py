"""Guarded doors to a session: it belongs to a whole desa, so whoever has an RT of it does not reach it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from dtsen.accounts.access import Orang, TidakBerwenang, cakupan_of
from dtsen.accounts.models import User
from verval.access import LIHAT
from verval.alur import MUSYAWARAH
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Musyawarah
from verval.musdes.alur import table_of


def sessions_for(user: Orang, izin: str = LIHAT) -> QuerySet[Musyawarah]:
    """The sessions of the regions in which the user has a permission."""
    return Musyawarah.objects.filter(cakupan_of(user, izin).q(rt="kode_desa", rw="kode_desa", keluarga=""))


def session_for(user: Orang, pk: int) -> Musyawarah:
    """Return a session inside the user's scope; raises Http404 otherwise."""
    satu = sessions_for(user).select_related("pembuat", "penutup", "dokumen").filter(pk=pk).first()
    if satu is None:
        raise Http404("Musyawarah tidak ada di wilayah Anda.")
    return satu


def may_run(user: Orang, sesi: Musyawarah) -> bool:
    """Whether the user records this session: the permission, over the whole desa."""
    return cakupan_of(user, MUSYAWARAH).memuat(sesi.kode_desa)


def require_desa(pelaku: User, kode_desa: str) -> None:
    """Raise TidakBerwenang unless `pelaku` records the musyawarah of this desa."""
    if not cakupan_of(pelaku, MUSYAWARAH).memuat(kode_desa):
        raise TidakBerwenang(MUSYAWARAH)


def held(sesi: Musyawarah, pelaku: User, *status: str) -> Musyawarah:
    """Return the session, locked until the end of the transaction and in one of `status`.

    Raises TidakBerwenang, or StaleStatus where it is elsewhere by now.
    """
    terkunci = Musyawarah.objects.select_for_update(of=("self",)).get(pk=sesi.pk)
    require_desa(pelaku, terkunci.kode_desa)
    if terkunci.status not in status:
        raise StaleStatus
    return terkunci


def shift(sesi: Musyawarah, aksi: str, *, pelaku: User, alasan: str = "", **isian: object) -> str:
    """Move a locked session by its table and write `isian` with it; return the new status.

    Raises AksiDitolak or StaleStatus.
    """
    izin = [MUSYAWARAH] if may_run(pelaku, sesi) else []
    langkah = table_of(sesi.cara).check(sesi.status, aksi, izin=izin, pembuat=True, alasan=alasan)
    semua: dict[str, object] = {"status": langkah.ke, **isian}
    if Musyawarah.objects.filter(pk=sesi.pk, status=sesi.status).update(**semua) != 1:
        raise StaleStatus
    for nama, nilai in semua.items():
        setattr(sesi, nama, nilai)
    return langkah.ke


__all__ = ["KasusDitolak", "held", "may_run", "require_desa", "session_for", "sessions_for", "shift"]

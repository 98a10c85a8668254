"""Who examines a case: taken with `periksa`, taken over from somebody who cannot go on, handed to somebody else.

The case stays where it is: the hop leads from `diperiksa` to `diperiksa`, with a reason, and only its examiner changes.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Penugasan, User
from dtsen.accounts.peran import PERAN
from verval import hop
from verval.access import izin_di, protected_case
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Langkah, Pembaruan, Usulan

STATUS = "diperiksa"
AMBIL, SERAH = "ambil_alih", "serahkan"
LABEL = {AMBIL: "Diambil alih", SERAH: "Diserahkan"}


def permission(kasus: Pembaruan | Usulan) -> str:
    """What examining a case of this kind asks for."""
    return f"{kasus.JENIS}.periksa"


def may_change(kasus: Pembaruan | Usulan, user: User) -> bool:
    """Whether this user may take the case over, or hand it on where it is the own one."""
    return kasus.status == STATUS and kasus.pembuat_id != user.pk and permission(kasus) in izin_di(user, kasus.keluarga)


def others(kasus: Pembaruan | Usulan, user: User) -> list[User]:
    """Those who may examine this case besides its maker and `user`, by name."""
    perlu = permission(kasus)
    peran = [kode for kode, isi in PERAN.items() if perlu in isi.izin]
    calon = Penugasan.objects.aktif().filter(peran__in=peran).values("user")
    semua = User.objects.filter(pk__in=calon, is_active=True).exclude(pk__in=[user.pk, kasus.pembuat_id])
    return [orang for orang in semua.order_by("nama", "pk") if perlu in izin_di(orang, kasus.keluarga)]


def take_over(kasus: Pembaruan | Usulan, *, pelaku: User, dari: int | None, alasan: str) -> None:
    """Make `pelaku` the examiner instead of `dari`, who it was on the screen.

    Raises TidakBerwenang, KasusDitolak (`alasan`, `pemeriksa`) or StaleStatus; nothing is written then.
    """
    _check(kasus, pelaku, alasan)
    if dari == pelaku.pk:
        raise KasusDitolak("pemeriksa", "Kasus ini sudah Anda periksa. Lanjutkan pemeriksaannya.")
    _change(kasus, AMBIL, pelaku=pelaku, dari=dari, kepada=pelaku, alasan=alasan)


def hand_over(kasus: Pembaruan | Usulan, *, pelaku: User, kepada: int | None, alasan: str) -> User:
    """Make `kepada` the examiner of a case that `pelaku` examines, and return that person.

    Raises TidakBerwenang, KasusDitolak (`alasan`, `pemeriksa`, `kepada`) or StaleStatus; nothing is written then.
    """
    _check(kasus, pelaku, alasan)
    if kasus.pemeriksa_id != pelaku.pk:
        raise KasusDitolak("pemeriksa", "Kasus ini diperiksa orang lain. Ambil alih dahulu bila perlu.")
    orang = next((satu for satu in others(kasus, pelaku) if satu.pk == kepada), None)
    if orang is None:
        raise KasusDitolak("kepada", "Pilih verifikator lain yang bertugas di wilayah ini.", "kepada")
    _change(kasus, SERAH, pelaku=pelaku, dari=pelaku.pk, kepada=orang, alasan=alasan)
    return orang


def _check(kasus: Pembaruan | Usulan, pelaku: User, alasan: str) -> None:
    if permission(kasus) not in izin_di(pelaku, kasus.keluarga):
        raise TidakBerwenang(permission(kasus))
    if kasus.pembuat_id == pelaku.pk:
        raise KasusDitolak("pembuat", "Kasus buatan sendiri harus diperiksa orang lain.")
    if not alasan.strip():
        raise KasusDitolak("alasan", "Tulis alasannya, supaya pemeriksa yang lain tahu.", "alasan")


@transaction.atomic
def _change(kasus: Pembaruan | Usulan, aksi: str, *, pelaku: User, dari: int | None, kepada: User, alasan: str) -> None:
    milik = type(kasus)._default_manager.filter(pk=kasus.pk, status=STATUS, pemeriksa=dari)
    if milik.update(pemeriksa=kepada) != 1:
        raise StaleStatus
    tentang: dict[str, Any] = {kasus.JENIS: kasus}
    catatan = alasan.strip() if aksi == AMBIL else f"Kepada {kepada}: {alasan.strip()}"
    Langkah.objects.create(aksi=aksi, dari=STATUS, ke=STATUS, pelaku=pelaku, catatan=catatan, **tentang)
    audit.record(
        pelaku=pelaku,
        aksi=f"{kasus.JENIS}.{aksi}",
        objek=kasus.objek,
        rincian={"dari": dari, "kepada": kepada.pk},
        alasan="" if protected_case(kasus) else alasan.strip(),
        **hop.subjects(kasus),
    )
    kasus.refresh_from_db(fields=["pemeriksa"])

"""Who works here, what is asked for their accounts, and the trail of what they did."""

from dtsen.accounts.models.jejak import AKSES_PENUH_PALING_LAMA, LEWAT, AksesPenuh, AlasanBuka, Jejak, Segel
from dtsen.accounts.models.orang import BerlakuQuerySet, Penugasan, Token, TugasKeluarga, User
from dtsen.accounts.models.pemulihan import PemulihanAkun

__all__ = (
    "AKSES_PENUH_PALING_LAMA",
    "LEWAT",
    "AksesPenuh",
    "AlasanBuka",
    "BerlakuQuerySet",
    "Jejak",
    "PemulihanAkun",
    "Penugasan",
    "Segel",
    "Token",
    "TugasKeluarga",
    "User",
)

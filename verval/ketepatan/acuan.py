"""National figures to read one's own beside (domain §6.3): shares under the old data and under DTSEN."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Acuan:
    """Exclusion and inclusion error, each (old data, DTSEN), as shares."""

    eksklusi: tuple[float, float]
    inklusi: tuple[float, float]

    @property
    def persen_eksklusi(self) -> tuple[float, float]:
        return 100 * self.eksklusi[0], 100 * self.eksklusi[1]

    @property
    def persen_inklusi(self) -> tuple[float, float]:
        return 100 * self.inklusi[0], 100 * self.inklusi[1]


ACUAN = {
    "pkh": Acuan((0.777, 0.282), (0.465, 0.398)),
    "sembako": Acuan((0.70, 0.176), (0.377, 0.296)),
}
SUMBER = "Angka nasional yang diumumkan pemerintah, data lama lalu DTSEN. Cara menghitungnya dapat berbeda."

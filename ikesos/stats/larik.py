"""Names of the array types of this package."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Pecahan: TypeAlias = npt.NDArray[np.float64]
"""Real numbers; NaN = not there."""
Bulat: TypeAlias = npt.NDArray[np.int64]
Benar: TypeAlias = npt.NDArray[np.bool_]
Apa: TypeAlias = npt.NDArray[Any]

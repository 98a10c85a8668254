"""Open a workbook and every sheet of it: run in a process of its own (see sisik.py), which may die of it.

    python buka.py FILE BYTES SECONDS

Exit code 0 also for what is no workbook: the reader has better words for that. Knows nothing of the rest of the house.
"""

from __future__ import annotations

import resource
import sys
from contextlib import suppress

from python_calamine import CalamineError, CalamineWorkbook


def main(berkas: str, ingat: int, detik: int) -> None:
    for apa, paling in ((resource.RLIMIT_AS, ingat), (resource.RLIMIT_CPU, detik), (resource.RLIMIT_CORE, 0)):
        # Not every system knows every limit; the time limit of the parent holds everywhere.
        with suppress(ValueError, OSError):
            resource.setrlimit(apa, (paling, paling))
    try:
        buku = CalamineWorkbook.from_path(berkas)
        for nama in buku.sheet_names:
            buku.get_sheet_by_name(nama)
    except (CalamineError, OSError):
        return


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

"""`-m tests.pindah <database> ...`: turn to that database and go on as `...` (see tests/alih.py)."""

from __future__ import annotations

import sys

from django.conf import settings

from config.local import pabrik

if __name__ == "__main__":
    for satu in settings.DATABASES.values():
        satu["NAME"] = sys.argv[1]
    pabrik.run(sys.argv[2:])

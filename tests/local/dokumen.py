"""The documents of the project and the shell blocks in them."""

from __future__ import annotations

import re
from pathlib import Path

from config.local.langkah import AKAR

DOKUMEN = [AKAR / "README.md", *sorted((AKAR / "docs").rglob("*.md"))]


def blocks(berkas: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", berkas.read_text(), re.MULTILINE | re.DOTALL)

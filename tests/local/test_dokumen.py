"""What the documents name is there: files, folders, targets of make, pages they link to."""

import re
from pathlib import Path

import pytest

AKAR = Path(__file__).parents[2]
DOKUMEN = [AKAR / "README.md", AKAR / "SECURITY.md", *sorted((AKAR / "docs").rglob("*.md"))]
TAUTAN = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
KODE = re.compile(r"`([^`\n]+)`")
# A folder of the repository (floors of dtsen/ without it too), then a path; "verval/{a,b}.py" and "sql/*.sql" are read.
LANTAI = ("accounts", "registry", "ranking", "wilayah", "lib")
JALUR = re.compile(
    r"(?:config|dtsen|ikesos|verval|docs|tests|templates|static|bench|deploy|"
    + "|".join(LANTAI)
    + r")/[\w./{},*-]*(?![\w<])"
)
PAGAR = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
SASARAN = re.compile(r"\bmake\s+([a-z][a-z-]*)")
TARGET = set(re.findall(r"^([a-z][a-z-]*):", (AKAR / "Makefile").read_text("utf-8"), re.M))


def _expand(jalur: str) -> list[str]:
    kurung = re.search(r"\{([^{}]*)\}", jalur)
    if not kurung:
        return [jalur.rstrip("/.,")]
    return [x for isi in kurung[1].split(",") for x in _expand(jalur[: kurung.start()] + isi + jalur[kurung.end() :])]


def _paths(teks: str) -> list[str]:
    """Paths at the start of words in code marks: `verval/bansos/layak.py: eligible` names the file."""
    cocok = [JALUR.match(kode) for kode in KODE.findall(teks)]
    return [x for c in cocok if c and not c.string.startswith("<", c.end()) for x in _expand(c[0])]


def _exists(jalur: str) -> bool:
    akar = AKAR / "dtsen" if jalur.split("/")[0] in LANTAI else AKAR
    return any(akar.glob(jalur))


@pytest.mark.parametrize("dokumen", DOKUMEN, ids=lambda d: str(d.relative_to(AKAR)))
def test_what_a_document_names_exists(dokumen: Path) -> None:
    teks = dokumen.read_text("utf-8")
    tautan = [x for x in TAUTAN.findall(teks) if "://" not in x and not x.startswith("mailto:")]
    kode = [*KODE.findall(teks.replace("make\n", "make ")), *PAGAR.findall(teks)]
    perintah = {x for k in kode for x in SASARAN.findall(k)}

    assert [x for x in tautan if not (dokumen.parent / x).exists()] == []
    assert [x for x in _paths(teks) if not _exists(x)] == []
    assert sorted(perintah - TARGET) == []


def test_a_missing_path_is_seen() -> None:
    jalur = _paths("`verval/api/` and `verval/{alur,tiada}.py: step`")
    assert jalur == ["verval/api", "verval/alur.py", "verval/tiada.py"]
    assert [x for x in jalur if not _exists(x)] == ["verval/tiada.py"]

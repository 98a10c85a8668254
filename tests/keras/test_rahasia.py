"""No secret stands in the repository, production takes every one from its environment, and the image holds no more
than what runs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.local.langkah import AKAR

POLA = {
    "kunci privat": re.compile(r"-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY-----"),
    "token awan": re.compile(r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[\w-]{20,}|AIza[\w-]{35})"),
    "jwt": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\."),
    "sandi di alamat": re.compile(r"(?:postgres(?:ql)?|rediss?|amqps?)://[^\s:/@{}$<]+:[^\s@{}$<]{3,}@"),
    "isian rahasia": re.compile(r"^(?:SECRET_KEY|SANDI_\w+|\w*_SECRET|\w*_TOKEN)=\S{8,}", flags=re.MULTILINE),
}
CONTOH = {
    "tests/local/test_env.py",
    "tests/deploy/test_compose.py",
    ".ci/gerbang",
    "config/env.py",
    "docs/runbook/server-sendiri.md",
}
"""Speak about addresses with passwords; the passwords are made up in the line itself."""
BINER = {".png", ".webp", ".jpg", ".ico", ".woff2", ".svg"}
RAHASIA = {"SECRET_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"}


def tracked() -> list[Path]:
    hasil = subprocess.run(["git", "ls-files", "-z"], cwd=AKAR, capture_output=True, text=True, check=False)
    if hasil.returncode:
        pytest.skip("bukan repositori git")
    return [AKAR / nama for nama in hasil.stdout.split("\0") if nama]


def find(isi: str) -> list[str]:
    return [nama for nama, pola in POLA.items() if pola.search(isi)]


def test_the_repository_holds_no_secret() -> None:
    temuan = {
        p.relative_to(AKAR).as_posix(): find(p.read_text(errors="replace"))
        for p in tracked()
        if p.is_file() and p.suffix not in BINER and p.relative_to(AKAR).as_posix() not in CONTOH
    }
    assert {nama: isi for nama, isi in temuan.items() if isi} == {}
    assert not [p for p in tracked() if p.name == ".env" or p.suffix in {".pem", ".key", ".p12"}]


@pytest.mark.parametrize(
    "isi",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "postgresql" + "://aplikasi:rahasia123@db/dtsen",
        "SECRET_KEY" + "=abcdefghijk",
    ],
)
def test_the_search_finds_what_it_looks_for(isi: str) -> None:
    assert find(isi)


def test_every_secret_of_production_comes_from_the_environment() -> None:
    pohon = ast.parse((AKAR / "config" / "settings.py").read_text())
    dari_lingkungan = {
        simpul.args[0].value
        for simpul in ast.walk(pohon)
        if isinstance(simpul, ast.Call)
        and ast.unparse(simpul.func) == "os.environ.get"
        and isinstance(simpul.args[0], ast.Constant)
    }
    assert dari_lingkungan >= RAHASIA
    # A name that sounds like a secret is never given a text of its own, but the demo's, which production refuses.
    tetap = [
        ast.unparse(simpul)
        for simpul in pohon.body
        if isinstance(simpul, ast.Assign)
        and re.search(r"SECRET|SANDI|PASSWORD$|TOKEN|KUNCI", ast.unparse(simpul.targets[0]))
        and isinstance(simpul.value, ast.Constant)
        and simpul.value.value
    ]
    assert tetap == ["KUNCI_DEMO = 'kunci-demo-bukan-untuk-produksi'", "KNOX_TOKEN_MODEL = 'accounts.Token'"]


def _setting(nama: str, **lingkungan: str) -> str:
    hasil = subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings; print(settings.{nama})"],
        cwd=AKAR,
        env=os.environ | {"MODE": "produksi", "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "dtsen.example"} | lingkungan,
        capture_output=True,
        text=True,
        check=True,
    )
    return hasil.stdout.strip()


def test_debug_is_off_whatever_the_environment_says() -> None:
    assert _setting("DEBUG", DEBUG="1", DJANGO_DEBUG="true") == "False"


def test_weak_hashes_are_for_tests_only() -> None:
    pertama, *lain = ast.literal_eval(_setting("PASSWORD_HASHERS"))
    assert pertama.endswith("Argon2PasswordHasher")
    assert not [satu for satu in lain if "MD5" in satu or "SHA1" in satu]
    lemah = re.compile(r"hashlib\.(?:md5|sha1)\b")
    assert not [
        p
        for akar in ("config", "dtsen", "verval", "ikesos")
        for p in (AKAR / akar).rglob("*.py")
        if lemah.search(p.read_text())
    ]


def test_the_image_holds_only_what_runs() -> None:
    salin = re.findall(r"^COPY (?:--\S+ )*(\S+) \S+$", (AKAR / "Dockerfile").read_text(), flags=re.MULTILINE)
    assert salin
    assert not {".", "tests", "bench", ".git", "requirements-dev.txt"} & set(salin)


def test_nothing_is_stored_in_the_browser() -> None:
    simpan = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")
    milik = [p for p in (AKAR / "static" / "js").rglob("*.js") if ".min." not in p.name]
    assert milik
    # Visits are filled where no line is (static/js/kunjungan): families assigned to this visitor, in IndexedDB, 72
    # hours at most, gone once sent or signed out. Beside them: drafts of forms outlive a session that ended and a line
    # that dropped (`data-draf`, never a number or health, 24 hours at most, in localStorage); which of them was just
    # submitted is known to this tab only.
    menyimpan = [p.relative_to(AKAR / "static" / "js").as_posix() for p in milik if simpan.search(p.read_text())]
    assert [nama for nama in menyimpan if not nama.startswith("kunjungan/")] == ["sesi.js"]
    assert set(simpan.findall((AKAR / "static" / "js" / "sesi.js").read_text())) == {
        "sessionStorage",
        "localStorage",
        "indexedDB",  # only to wipe what visits keep
    }

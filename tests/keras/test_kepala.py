"""Headers of every kind of answer, and what a request may not do by its headers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import Settings

from config import kepala
from config.local.langkah import AKAR
from tests.cast import SANDI, user
from tests.conftest import Basisdata
from tests.families import aminah
from tests.unggahan import foto
from verval import bukti, pembaruan
from verval.models import Bukti

JENIS = (
    "halaman", "masuk", "kasus", "admin", "api", "api_galat", "skema", "berkas", "unduhan", "statis", "alihan", "t400",
    "t403", "t404", "t405", "t413", "t500",
)  # fmt: skip


def masuk(nama: str) -> Client:
    klien = Client(raise_request_exception=False)
    klien.force_login(user(nama))
    return klien


@pytest.fixture
def jawaban(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], HttpResponse]:
    """One answer of each kind, as the middleware sends it."""
    settings.BERKAS_DIR = tmp_path
    operator, admin, tamu = masuk("operator.perian"), masuk("admin"), Client(raise_request_exception=False)

    def kasus() -> int:
        ini = pembaruan.draft(
            aminah(), "jenis_lantai_terluas", 6, alasan="Lantai sudah disemen.", pelaku=user("operator.perian")
        )
        return bukti.attach(ini, foto(), jenis="foto_depan", pelaku=user("operator.perian")).pembaruan_id or 0

    def rusak(*_: object, **__: object) -> None:
        raise RuntimeError("sengaja")

    def t500() -> Any:
        monkeypatch.setattr("verval.views.warga._heads", rusak)
        return operator.get(reverse("verval:warga"))

    cara: dict[str, Callable[[], Any]] = {
        "halaman": lambda: operator.get("/"),
        "masuk": lambda: tamu.get(reverse("accounts:masuk")),
        "kasus": lambda: operator.get(reverse("verval:pembaruan_detail", args=[kasus()])),
        "admin": lambda: admin.get("/kelola/"),
        "api": lambda: operator.get(reverse("api:program")),
        "api_galat": lambda: operator.post(reverse("api:warga_cari"), {}, content_type="application/json"),
        "skema": lambda: operator.get(reverse("api:dokumen")),
        "berkas": lambda: operator.get(reverse("verval:bukti_lihat", args=[Bukti.objects.get(pembaruan=kasus()).pk])),
        "unduhan": lambda: operator.get(reverse("verval:usulan_unduh")),
        "statis": lambda: tamu.get("/static/css/app.css"),
        "alihan": lambda: tamu.get(reverse("verval:warga")),
        "t400": lambda: tamu.get("/", headers={"host": "jahat.example"}),
        "t403": lambda: masuk("pimpinan").get(reverse("verval:warga")),
        "t404": lambda: operator.get("/tidak/ada/"),
        "t405": lambda: operator.put(reverse("verval:warga")),
        "t413": lambda: operator.post("/", b"x" * (kepala.TERBESAR + 1), content_type="text/plain"),
        "t500": t500,
    }
    assert set(cara) == set(JENIS)

    def minta(jenis: str) -> Any:
        hasil = cara[jenis]()
        if hasil.streaming:
            hasil.getvalue()
        return hasil

    return minta


@pytest.mark.django_db
@pytest.mark.parametrize("jenis", JENIS)
def test_every_kind_of_answer_is_guarded(jenis: str, jawaban: Callable[[str], HttpResponse]) -> None:
    ini = jawaban(jenis)
    assert jenis[0] != "t" or not jenis[1:].isdigit() or ini.status_code == int(jenis[1:])
    csp = ini["Content-Security-Policy"]
    assert "unsafe-inline" not in csp
    assert "unsafe-eval" not in csp
    assert "*" not in csp
    assert "default-src 'none'; sandbox" in csp or all(
        f"{arah} 'none'" in csp for arah in ("object-src", "base-uri", "frame-ancestors", "frame-src")
    )
    assert ini["X-Content-Type-Options"] == "nosniff"
    assert ini["X-Frame-Options"] == "DENY"
    assert ini["Referrer-Policy"] == "same-origin"
    assert ini["Cross-Origin-Resource-Policy"] == "same-origin"
    assert ini["Cross-Origin-Opener-Policy"] == "same-origin"
    izin = ini["Permissions-Policy"]
    assert "camera=(self)" in izin
    assert "geolocation=(self)" in izin
    assert "microphone=()" in izin
    for bocor in ("Server", "X-Powered-By", "Access-Control-Allow-Origin"):
        assert bocor not in ini
    if jenis != "statis":
        assert "no-store" in ini["Cache-Control"]


class Tertutup:
    """A body that tells when somebody reads it."""

    dibaca = False

    def read(self, *_: object) -> bytes:
        self.dibaca = True
        return b""

    readline = read


def kirim(klien: Client, alamat: str, panjang: int) -> tuple[int, bool]:
    """Send the headers of a form with files of this length; the status, and whether its body was touched."""
    isi = Tertutup()
    kepala_wsgi: dict[str, Any] = {"wsgi.input": isi, "CONTENT_LENGTH": str(panjang)}
    jawaban = klien.post(alamat, content_type="multipart/form-data; boundary=x", **kepala_wsgi)
    return jawaban.status_code, isi.dibaca


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("siapa", "alamat", "panjang", "boleh"),
    [
        ("", "/dtsen/impor/", kepala.TERBESAR + 1, False),
        ("operator.perian", "/dtsen/impor/", kepala.TERBESAR + 1, False),
        ("verifikator", "/dtsen/impor/", kepala.TERBESAR + 1, False),
        ("petugas", "/dtsen/impor/", 2 * 1024**3, True),
        ("petugas", "/dtsen/impor/", 2 * 1024**3 + 1, False),
        ("petugas", "/verval/warga/", kepala.TERBESAR + 1, False),
        ("", "/verval/pembaruan/1/bukti/", kepala.TERBESAR + 1, False),
        ("pimpinan", "/verval/usulan/1/bukti/", kepala.TERBESAR + 1, False),
        ("operator.perian", "/verval/usulan/1/bukti/", 20 * 1024**2, True),
        ("operator.perian", "/verval/pembaruan/1/bukti/", 20 * 1024**2 + 1, False),
        ("", "/sanggah/", 16 * 1024**2, True),
        ("", "/sanggah/", 16 * 1024**2 + 1, False),
    ],
)
def test_a_long_body_is_read_only_from_those_who_may_send_it(
    siapa: str, alamat: str, panjang: int, boleh: bool
) -> None:
    klien = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if siapa:
        klien.force_login(user(siapa))
    klien.cookies["csrftoken"] = "f" * 32  # with it the form is read for its other half
    status, dibaca = kirim(klien, alamat, panjang)
    assert (status != 413, dibaca) == (boleh, boleh)


@pytest.mark.django_db
def test_too_long_a_form_is_answered_with_a_page_and_the_way_back() -> None:
    klien = masuk("operator.perian")
    for asal, kembali in (
        ("http://testserver/sanggah/", "http://testserver/sanggah/"),
        ("https://jahat.example/", "/"),
    ):
        jawaban = klien.post("/sanggah/", b"x" * (17 * 1024**2), content_type="text/plain", headers={"referer": asal})
        assert jawaban.status_code == 413
        assert "paling banyak 16 MB" in jawaban.text
        assert f'class="button" href="{kembali}"' in jawaban.text
    assert klien.post("/api/v1/token/", b"x" * (7 * 1024**2), content_type="text/plain")["Content-Type"].startswith(
        "text/plain"
    )


@pytest.mark.django_db
def test_the_browser_gets_no_inline_script_or_style(jawaban: Callable[[str], HttpResponse]) -> None:
    """Scans what is rendered, admin and API page included; the policy would refuse it without a word to anybody."""
    for jenis in ("halaman", "masuk", "kasus", "admin", "skema", "t403", "t404", "t500"):
        isi = jawaban(jenis).content.decode()
        skrip = [satu for satu in re.findall(r"<script\b([^>]*)>", isi) if "src=" not in satu]
        assert [s for s in skrip if "application/json" not in s and "text/plain" not in s] == [], jenis
        assert not re.search(r"<style\b", isi), jenis
        assert not re.search(r"<[^>]+\s(?:on[a-z]+|style)\s*=", isi), jenis
        assert "javascript:" not in isi, jenis


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["dtsen.example"])
def test_another_host_is_refused() -> None:
    klien = Client()
    for nama in ("jahat.example", "dtsen.example.jahat.example", "dtsen.example:80@jahat.example"):
        assert klien.get("/akun/masuk/", headers={"host": nama}).status_code == 400
    jawaban = klien.get("/akun/masuk/", headers={"host": "dtsen.example", "x-forwarded-host": "jahat.example"})
    assert jawaban.status_code == 200
    assert b"jahat" not in jawaban.content


@pytest.mark.django_db
@pytest.mark.parametrize("cara", ["header", "isi"])
def test_the_method_cannot_be_overridden(cara: str) -> None:
    klien = masuk("operator.perian")
    alamat = reverse("api:program")
    if cara == "header":
        assert klien.post(alamat, headers={"x-http-method-override": "GET"}).status_code == 405
    else:
        assert klien.post(alamat, {"_method": "GET"}).status_code == 405
    assert klien.generic("TRACE", alamat).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tujuan",
    [
        "https://jahat.example/", "//jahat.example", "/\\jahat.example", "\\\\jahat.example", "javascript:alert(1)",
        "https:jahat.example", "http://testserver@jahat.example/", "///jahat.example", "data:text/html,x",
    ],
)  # fmt: skip
def test_after_signing_in_one_stays_in_the_house(tujuan: str) -> None:
    isi = {"username": "operator.perian", "password": SANDI, "next": tujuan}
    jawaban = Client().post(reverse("accounts:masuk"), isi)
    assert jawaban.status_code == 302
    assert jawaban["Location"].startswith("/")
    assert "jahat" not in jawaban["Location"]
    assert not jawaban["Location"].startswith("//")


PRODUKSI = """
import json, django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.PASSWORD_HASHERS = [*settings.PASSWORD_HASHERS, "django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()
from django.test import Client
from tests.cast import SANDI
k = Client(headers={"host": "dtsen.example"}, raise_request_exception=False)
keluar = {"alihan": dict(k.get("/").headers), "masuk": dict(k.get("/akun/masuk/", secure=True).headers)}
k.post("/akun/masuk/", {"username": "operator.perian", "password": SANDI}, secure=True)
SIFAT = ("secure", "httponly", "samesite", "path", "domain")
keluar["kuki"] = {nama: {sifat: str(isi[sifat]) for sifat in SIFAT} for nama, isi in k.cookies.items()}
print(json.dumps(keluar))
"""


def test_production_speaks_https_only_and_its_cookies_stay_there(basisdata: Basisdata) -> None:
    lingkungan = basisdata.lingkungan | {
        "MODE": "produksi", "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "dtsen.example",
    }  # fmt: skip
    hasil = subprocess.run(
        [sys.executable, "-c", PRODUKSI], cwd=AKAR, env=lingkungan, capture_output=True, text=True, check=False
    )
    assert hasil.returncode == 0, hasil.stderr
    dapat = json.loads(hasil.stdout)
    assert dapat["alihan"]["Location"].startswith("https://dtsen.example/")
    hsts = dapat["masuk"]["Strict-Transport-Security"]
    assert int(re.findall(r"max-age=(\d+)", hsts)[0]) >= 365 * 24 * 3600
    assert "includeSubDomains" in hsts
    kuki = dapat["kuki"]
    assert kuki
    for nama, isi in kuki.items():
        assert nama.startswith("__Host-")
        assert (isi["secure"], isi["path"], isi["domain"]) == ("True", "/", "")
        assert isi["samesite"] in {"Lax", "Strict"}
    assert kuki["__Host-sesi"]["httponly"] == "True"


def test_the_web_server_does_not_tell_what_it_is(situs: str) -> None:
    with urllib.request.urlopen(f"{situs}/akun/masuk/") as jawaban:
        assert jawaban.status == 200
        assert jawaban.headers["Server"] is None
        assert "Date" in jawaban.headers

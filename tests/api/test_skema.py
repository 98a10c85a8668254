"""The description of the API: complete, and readable as a page under the content security policy."""

from __future__ import annotations

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from config.halaman_api import HalamanApi
from tests.cast import user


def test_schema_has_no_warnings_and_names_every_address() -> None:
    keluaran = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=keluaran)
    alamat = [str(p.pattern) for p in get_resolver("config.api_urls").url_patterns]
    for pola in alamat:
        if pola not in {"", "skema/"}:
            tampil = re.sub(r"<\w+:(\w+)>", r"{\1}", pola).replace("{pk}", "{id}")
            assert f"/api/v1/{tampil}:" in keluaran.getvalue()


def test_the_longest_page_is_said() -> None:
    keluaran = StringIO()
    call_command("spectacular", "--format", "openapi-json", stdout=keluaran)
    for alamat in ("pembaruan", "usulan"):
        isian = {
            p["name"]: p for p in json.loads(keluaran.getvalue())["paths"][f"/api/v1/{alamat}/"]["get"]["parameters"]
        }
        assert f"paling banyak {HalamanApi.max_limit}" in isian["limit"]["description"]


@pytest.mark.django_db
def test_page_has_no_inline_script_or_style(client: Client) -> None:
    assert client.get("/api/v1/").status_code == 401
    client.force_login(user("mitra"))
    isi = client.get("/api/v1/").content.decode()
    assert "swagger-ui" in isi
    assert "<style" not in isi
    assert "<script>" not in isi

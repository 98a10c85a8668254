"""An address that only takes what a button sends, opened all the same: a page that leads to the one with the button."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("nama", "isi", "induk"),
    [
        ("ranking:run_terbitkan", [1], "/dtsen/peringkat/1/"),
        ("ikesos:hitungan_terbitkan", [1], "/ikesos/hitungan/1/"),
        ("accounts:keluar", [], "/"),
    ],
)
def test_it_says_that_nothing_was_sent_and_where_the_button_is(
    client: Client, nama: str, isi: list[int], induk: str
) -> None:
    client.force_login(user("kepala"))
    jawaban = client.get(reverse(nama, args=isi))
    assert jawaban.status_code == 405
    assert jawaban["Allow"] == "POST"
    assert "Belum ada yang dikirim" in jawaban.text
    assert f'href="{induk}">Buka halamannya' in jawaban.text


def test_the_api_and_other_methods_keep_their_own_answer(client: Client) -> None:
    client.force_login(user("kepala"))
    assert client.put(reverse("ranking:run_terbitkan", args=[1])).text == ""
    assert "html" not in client.get("/api/v1/token/")["Content-Type"]

"""What a link or a form of another site can bring about: looking changes nothing, posting needs the token, nobody is
led away."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from config.rute import Rute, routes
from tests.lingkup.dunia import Siapa
from tests.lingkup.hakim import MASUK, SEMUA, Panggung, client, text
from tests.lingkup.permintaan import Minta, requests_for

MENULIS = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|COPY)\s+\"?(\w+)", re.IGNORECASE)
CATATAN = {"accounts_jejak", "django_session", "usersessions_usersession"}
"""Written by looking itself: the trail, and that the session is alive."""
ASING = "https://jahat.example/"
LANJUT = {"next": ASING, "kembali": ASING, "lanjut": ASING, "asal": ASING}


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables that are written meanwhile."""
    tabel: set[str] = set()

    def note(jalan: Any, sql: Any, *sisa: Any) -> Any:
        if cocok := MENULIS.match(str(sql)):
            tabel.add(cocok[1])
        return jalan(sql, *sisa)

    with connection.execute_wrapper(note):
        yield tabel


def insider(panggung: Panggung, rute: Rute, minta: Minta) -> Siapa | None:
    """Somebody who may do it at the place of the family."""
    perlu = rute.jaga.perlu(minta.metode.upper()) if rute.jaga else ""
    lebih = set(filter(None, minta.izin.split("|")))
    orang = [s for s in panggung.orang if s.akun is not None and (not perlu or perlu in s.izin)]
    orang.sort(key=lambda s: (not s.seluruh_desa, not s.di_dalam, not (lebih & s.izin if lebih else True), s.nama))
    return orang[0] if orang else None


def asked(panggung: Panggung) -> list[tuple[Rute, Minta, Siapa]]:
    """A seeded quarter of the requests with somebody who may make them; `make isolasi` asks all."""
    semua = [(rute, minta) for rute in routes() if rute.nama != "admin:" for minta in requests_for(rute.nama)]
    pilih = semua if SEMUA else random.Random("cara").sample(semua, len(semua) // 4)
    return [(rute, minta, siapa) for rute, minta in pilih if (siapa := insider(panggung, rute, minta))]


def test_links_and_forms_of_another_site_do_nothing(panggung: Panggung) -> None:
    """One world for both: to build it takes longer than to ask."""
    salah = [*followed(panggung), *posted(panggung)]
    assert not salah, "\n".join(salah)


def followed(panggung: Panggung) -> list[str]:
    """What a link brings about that carries what the form would send."""
    salah = []
    for rute, minta, siapa in asked(panggung):
        klien = client(siapa, panggung.dunia)
        with transaction.atomic():
            isi = {k: v for k, v in minta.isi(panggung.dunia).items() if isinstance(v, str | int)}
            tujuan = reverse(rute.nama, kwargs=minta.alamat(panggung.dunia))
            kueri = minta.kueri.lstrip("?") or urlencode(isi | LANJUT)
            with written() as tabel:
                jawaban = klien.get(f"{tujuan}?{kueri}")
                text(jawaban)
            transaction.set_rollback(True)
        if lebih := tabel - CATATAN:
            salah.append(f"{rute.nama} oleh {siapa.nama}: menulis {sorted(lebih)}")
        if jawaban.headers.get("Location", "").startswith(("http", "//", "\\")):
            salah.append(f"{rute.nama} oleh {siapa.nama}: menuju {jawaban.headers['Location']}")
        if jawaban.status_code >= 500:
            salah.append(f"{rute.nama} oleh {siapa.nama}: {jawaban.status_code}")
    return salah


def posted(panggung: Panggung) -> list[str]:
    """What a form without the token brings about."""
    salah = []
    for rute, minta, siapa in asked(panggung):
        if minta.metode == "get" or rute.nama.startswith("api:") or rute.nama in MASUK:
            continue
        asal = client(siapa, panggung.dunia)
        klien = Client(enforce_csrf_checks=True, raise_request_exception=False)
        klien.cookies = asal.cookies
        with transaction.atomic():
            tujuan = reverse(rute.nama, kwargs=minta.alamat(panggung.dunia)) + minta.kueri
            isi = minta.isi(panggung.dunia)
            with written() as tabel:
                jawaban = klien.post(tujuan, isi, headers={"Origin": ASING.rstrip("/")})
            transaction.set_rollback(True)
        if jawaban.status_code != 403 or tabel - CATATAN:
            salah.append(f"{rute.nama} oleh {siapa.nama}: {jawaban.status_code} {sorted(tabel - CATATAN)}")
    return salah

"""How the isolation matrix asks and judges.

The expectation comes from the guard that the route declares (dtsen/accounts/jaga.py) and from the person's own row in
tests/lingkup/dunia.py, not from the code that decides. Every request really does what it asks and is then undone.
"""

from __future__ import annotations

import io
import os
import random
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import connections, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from config.beranda import ANGKA
from config.rute import Rute, routes
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.peran import IZIN_KELOLA
from tests.lingkup.dunia import Dunia, Siapa
from tests.lingkup.permintaan import Minta

MASUK = {"accounts:masuk", "account_login", "masuk_kelola", "admin:login", "admin:logout"}
"""Doors: open to whoever is outside, elsewhere for whoever is in."""
SEMUA = os.environ.get("MATRIKS") == "semua"
DI_LUAR, DI_DALAM, TANPA_IZIN = 2, 1, 1
"""Persons a request: with the permission but outside, with it and inside, without it. `make isolasi` asks for all."""


@dataclass(frozen=True, slots=True)
class Panggung:
    """The world and everybody in it."""

    dunia: Dunia
    orang: list[Siapa]

    def audience(self, rute: Rute, minta: Minta) -> list[Siapa]:
        """Who asks: whoever has the permission, and a seeded share of the others."""
        perlu = rute.jaga.perlu(minta.metode.upper()) if rute.jaga else ""
        if SEMUA:
            return self.orang
        acak = random.Random(f"{rute.nama}{minta.metode}")
        punya = [s for s in self.orang if perlu and perlu in s.izin]
        kelompok = (
            ([s for s in punya if not s.di_dalam], DI_LUAR),
            ([s for s in punya if s.di_dalam], DI_DALAM),
            ([s for s in self.orang if s not in punya], TANPA_IZIN),
        )
        return [s for semua, banyak in kelompok for s in acak.sample(semua, min(banyak, len(semua)))]


def switch_off_rls() -> None:
    with connections["pemilik"].cursor() as kursor:
        kursor.execute("SELECT DISTINCT tablename FROM pg_policies")
        for (tabel,) in kursor.fetchall():
            kursor.execute(f'ALTER TABLE "{tabel}" DISABLE ROW LEVEL SECURITY')
    connections["pemilik"].close()


def rooms(ruang: str) -> list[Rute]:
    return [r for r in routes() if r.nama.rpartition(":")[0] == ruang and r.nama != "admin:"]


def compare(rute: Rute, minta: Minta, siapa: Siapa, dunia: Dunia) -> str | None:
    """What is wrong with the answer, None if nothing."""
    jawaban = ask(rute, minta, siapa, dunia)
    harap = expected(rute, minta, siapa)
    siapa_apa = f"{minta.metode} {rute.nama} oleh {siapa.nama}"
    if jawaban.status_code not in harap:
        return f"{siapa_apa}: {jawaban.status_code}, seharusnya {sorted(harap)}"
    isi = text(jawaban).lower()
    tanda = [kata for kata in dunia.tanda if kata.lower() in isi]
    sekabupaten = rute.jaga is not None and rute.jaga.lingkup is Lingkup.KABUPATEN
    boleh = jawaban.status_code in {minta.berhasil, minta.atau, 409} and (siapa.di_dalam or sekabupaten)
    if tanda and not boleh:
        return f"{siapa_apa}: memuat {tanda}"
    if minta.bertanda and boleh and not tanda:
        return f"{siapa_apa}: keluarga yang seharusnya terlihat tidak ada"
    return None


def expected(rute: Rute, minta: Minta, siapa: Siapa) -> set[int]:
    assert rute.jaga is not None
    if rute.nama in MASUK:
        return {200, 302, 403}
    if rute.jaga.lingkup is Lingkup.UMUM:
        return {minta.berhasil}
    if siapa.akun is None:
        # Followed, the way leads to the sign-in page.
        return {401, 403} if rute.nama.startswith("api:") else {200 if minta.ikut else 302}
    if rute.nama.startswith("admin:"):
        return expected_admin(rute, minta, siapa)
    if rute.nama == "beranda":
        angka = bool(siapa.izin) and siapa.izin <= ANGKA | {"ikesos.isi"}  # who looks at numbers lands on them
        return {302} if angka else {200}
    perlu = rute.jaga.perlu(minta.metode.upper())
    if perlu and perlu not in siapa.izin:
        return {403}
    dalam = siapa.seluruh_desa if rute.jaga.lingkup is Lingkup.WILAYAH else siapa.di_dalam
    if rute.jaga.lingkup in {Lingkup.OBJEK, Lingkup.WILAYAH} and not dalam:
        return {404}
    if minta.metode == "post" and rute.jaga.lingkup is Lingkup.DAFTAR and minta.berhasil == 201 and not dalam:
        return {404}
    if minta.izin and not siapa.izin & set(minta.izin.split("|")):
        return {minta.tanpa_izin}
    return {minta.berhasil, minta.atau or minta.berhasil}


def expected_admin(rute: Rute, minta: Minta, siapa: Siapa) -> set[int]:
    """Whoever may nothing here is led to the login page; whoever may something else is refused."""
    assert rute.jaga is not None
    if not siapa.izin & set(IZIN_KELOLA.values()):
        return {302}
    return {403} if rute.jaga.izin and rute.jaga.izin not in siapa.izin else {minta.berhasil}


def ask(rute: Rute, minta: Minta, siapa: Siapa, dunia: Dunia) -> HttpResponseBase:
    """Ask in a transaction that is undone: the next person meets the same world."""
    tujuan = reverse(rute.nama, kwargs=minta.alamat(dunia)) + minta.kueri
    api = rute.nama.startswith("api:")
    klien = client(siapa, dunia)
    if rute.jaga is not None and rute.jaga.lingkup is Lingkup.UMUM:
        cache.clear()  # all of them ask from one address
    with transaction.atomic():
        if minta.metode == "get":
            jawaban: HttpResponseBase = klien.get(tujuan, follow=minta.ikut)
        else:
            jenis = {"content_type": "application/json"} if api else {}
            jawaban = klien.post(tujuan, minta.isi(dunia), follow=minta.ikut, headers=minta.kepala(), **jenis)  # type: ignore[arg-type]
        text(jawaban)
        transaction.set_rollback(True)
    return jawaban


def client(siapa: Siapa, dunia: Dunia) -> Client:
    """A client with the session of this person: the sign-in outlives the requests, which are undone."""
    klien = Client(raise_request_exception=False)
    if siapa.akun is not None:
        if siapa.nama not in dunia.sesi:
            klien.force_login(siapa.akun)
            dunia.sesi[siapa.nama] = klien.cookies[settings.SESSION_COOKIE_NAME].value
        klien.cookies[settings.SESSION_COOKIE_NAME] = dunia.sesi[siapa.nama]
    return klien


def text(jawaban: HttpResponseBase) -> str:
    """The whole answer as text, spreadsheets too."""
    simpan: str | None = getattr(jawaban, "isi_teks", None)
    if simpan is None:
        mentah = jawaban.getvalue() if jawaban.streaming else jawaban.content  # type: ignore[attr-defined]
        if mentah.startswith(b"PK"):
            buku = CalamineWorkbook.from_filelike(io.BytesIO(mentah))
            baris = (b for nama in buku.sheet_names for b in buku.get_sheet_by_name(nama).to_python())
            simpan = " ".join(str(sel) for satu in baris for sel in satu)
        else:
            simpan = mentah.decode(errors="replace")
        jawaban.isi_teks = simpan  # type: ignore[attr-defined]
    return simpan

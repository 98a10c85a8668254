"""Random walks through the whole chain, by hypothesis' state machine: whatever anybody presses, the ledger holds.

Ten short walks here; `make jalan-acak` takes 200 of 1 000 steps and keeps the result in bench/hasil/. What
happens is drawn from a generator that hypothesis seeds once a walk: 1 000 steps do not fit its own store.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bench import mesin
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Penugasan, User
from dtsen.lib.nik import NomorSalah
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry import corrections, replay
from dtsen.registry.corrections import StaleFact
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.values import FaktaSalah, NilaiJson, to_json
from tests.cast import PERIAN, user
from tests.families import aminah, official, rukiah
from tests.kasus import minutes
from verval import alur, kedaluwarsa, keluarga_baru, pembaruan, usulan
from verval.butir import Penolakan, Perubahan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import (
    ButirPembaruan,
    HasilKelayakan,
    Langkah,
    Pembaruan,
    PengecualianPenerima,
    ProgramBansos,
    Usulan,
)
from verval.models.butir import holder

JALAN = int(os.environ.get("JALAN", "10"))
LANGKAH = int(os.environ.get("LANGKAH", "30"))
TERCATAT = 200
BENIH = 2026
ALASAN = "Dilihat sendiri di rumahnya."
FAKTA: dict[str, tuple[int, ...]] = {
    "jenis_lantai_terluas": (4, 5, 6, 8),
    "luas_lantai_m2": (20, 36, 40, 54),
    "jenis_atap_terluas": (1, 2, 5),
    "aset_bergerak_sepeda_motor": (1, 2),
}
FAKTA_ORANG: dict[str, tuple[int, ...]] = {
    "ijazah_tertinggi_yang_dimiliki": (3, 8, 19),
    "status_kawin": (1, 2, 4),
}
PUTUSAN: dict[str, tuple[dict[str, Any], ...]] = {
    "graduasi": (
        {"program": "pkh", "cara": "mandiri"}, {"program": "sembako", "cara": "mundur"},
    ),
    "kelayakan": (
        {"hasil": "miskin", "sebab": "bekerja_serabutan", "kriteria": ["lantai"]},
        {"hasil": "tidak_miskin", "sebab": "punya_usaha"},
        {"hasil": "tidak_layak", "kelompok": 9},
    ),
}  # fmt: skip
BERLAKU = ("disetujui", "disahkan_opd", "dikirim", "diterima", "menunggu_desil", "selesai", "ditolak_kemensos")
"""In these an approved case stands as it was approved."""
ADA, TIDAK_DITEMUKAN, TINGGAL = (None, 1, 5), "tidak_ditemukan", "tinggal_bersama"
Kunci = tuple[int | None, str]
DITOLAK = (AksiDitolak, StaleStatus, StaleFact, FaktaSalah, KasusDitolak, TidakBerwenang)
PEMAIN = (
    "operator.perian", "kades.perian", "verifikator", "kepala", "bupati", "petugas", "rangkap", "operator.melayu",
)  # fmt: skip
PEMBUAT = ("operator.perian", "petugas", "rangkap")
TABEL = {Pembaruan: alur.PEMBARUAN, Usulan: alur.USULAN}
MACAM = (*PUTUSAN, TIDAK_DITEMUKAN, TINGGAL, "keluarga_baru")
hasil: Counter[str] = Counter()


class JalanAcak(RuleBasedStateMachine):
    """Two families, eight people (one of them holds every izin), cases of both kinds."""

    @initialize(benih=st.integers(0, 2**32 - 1))
    def begin(self, benih: int) -> None:
        self.titik = transaction.savepoint()
        self.acak = random.Random(benih)
        rangkap = User.objects.create_user("rangkap", nama="Rangkap")
        for peran in ("operator_desa", "kades", "verifikator", "kepala_opd", "pengesah_bupati", "petugas_dinsos"):
            Penugasan.objects.create(user=rangkap, peran=peran, wilayah_id="6402", mulai=date(2026, 1, 1))
        self.keluarga = [aminah(), rukiah()]
        self.orang = {k.pk: list(Individu.objects.for_keluarga(k.pk).hidup()) for k in self.keluarga}
        self.seharusnya = {k.pk: self._facts(k.pk) for k in self.keluarga}
        self.versi, self.nomor = 2026, 0

    def teardown(self) -> None:
        if hasattr(self, "titik"):
            try:
                self._check_ledger()
                for keluarga in Keluarga.objects.all():
                    assert replay.replay(keluarga.pk) == replay.snapshot(keluarga.pk)
            finally:
                transaction.savepoint_rollback(self.titik)

    def _facts(self, pk: int) -> dict[Kunci, NilaiJson]:
        keluarga = next((k for k in self.keluarga if k.pk == pk), None)
        if keluarga is None:  # one that a case proposes
            return {}
        kini = corrections.current(keluarga)
        hasil: dict[Kunci, NilaiJson] = {(None, nama): to_json(kini[nama]) for nama in FAKTA}
        for orang in Individu.objects.filter(pk__in=[o.pk for o in self.orang[pk]]):
            hasil |= {(orang.pk, nama): to_json(getattr(orang, nama)) for nama in FAKTA_ORANG}
        return hasil

    def _somebody(self) -> User:
        return user(self.acak.choice(PEMAIN))

    def _maker(self) -> User:
        """Mostly one who may, sometimes anybody."""
        return self._somebody() if self.acak.random() < 0.2 else user(self.acak.choice(PEMBUAT))

    def _case(self) -> Pembaruan | Usulan | None:
        model = self.acak.choice((Pembaruan, Pembaruan, Usulan))
        hidup = model.objects.exclude(status__in=alur.AKHIR) if self.acak.random() < 0.9 else model.objects.all()
        pk = list(hidup.order_by("pk").values_list("pk", flat=True))
        return model.objects.select_related("keluarga").get(pk=self.acak.choice(pk)) if pk else None

    @rule()
    def step(self) -> None:
        """One thing happens; mostly an ordinary one. (Separate rules would be switched off in most walks.)"""
        hal = {
            self.press_what_is_offered: 9, self.press: 3, self.correct: 3, self.propose: 1, self.repair: 1,
            self.decide: 1, self.lose_or_find: 1, self.propose_family: 1,
            self.source_changes_the_base: 1, self.next_desil: 1, self.clock_strikes: 1,
        }  # fmt: skip
        self.acak.choices(list(hal), list(hal.values()))[0]()

    def correct(self) -> None:
        """Somebody writes a correction of one to four facts, of the house and of people, and mostly files it."""
        keluarga = self.acak.choice(self.keluarga)
        banyak = self.acak.choice((1, 1, 2, 3, 4))
        isi = [self._change(keluarga) for _ in range(banyak)]
        isi = list({satu.kunci: satu for satu in isi}.values())
        try:
            with transaction.atomic():
                pembaruan.draft_butir(
                    keluarga, isi, alasan=ALASAN, pelaku=self._maker(), ajukan=self.acak.random() < 0.8
                )
        except DITOLAK:
            hasil["ditolak"] += 1
        else:
            hasil["pembaruan"] += 1
            hasil["beberapa data"] += len(isi) > 1

    def decide(self) -> None:
        """A family leaves a programme, or is judged."""
        jenis = self.acak.choice(list(PUTUSAN))
        isi = {**self.acak.choice(PUTUSAN[jenis]), "sejak": f"2026-11-{self.acak.randint(1, 25):02}"}
        self._operate(self.acak.choice(self.keluarga), jenis, isi)

    def lose_or_find(self) -> None:
        """Somebody is not found, or lives here again; mostly what can be so, and never the head."""
        keluarga = self.acak.choice(self.keluarga)
        orang = Individu.objects.get(pk=self.acak.choice(self.orang[keluarga.pk]).pk)
        if orang.status_hubungan_keluarga == 1:
            return
        jenis = TIDAK_DITEMUKAN if orang.keberadaan in ADA else TINGGAL
        if self.acak.random() < 0.1:
            jenis = TINGGAL if jenis == TIDAK_DITEMUKAN else TIDAK_DITEMUKAN
        self._operate(keluarga, jenis, {"individu": orang.pk, "sejak": "2026-11-20"})

    def _operate(self, keluarga: Keluarga, jenis: str, isi: dict[str, Any]) -> None:
        keluarga.refresh_from_db()
        try:
            with transaction.atomic():
                pembaruan.draft_operasi(
                    keluarga, jenis, isi, alasan=ALASAN, pelaku=self._maker(), ajukan=self.acak.random() < 0.8
                )
        except DITOLAK:
            hasil["ditolak"] += 1
        else:
            hasil[jenis] += 1

    def propose_family(self) -> None:
        """A desa proposes a family that is not registered; of some the card is another's already."""
        self.nomor += self.acak.random() < 0.8
        nomor = f"64020111112{self.nomor:05}"
        anggota = [{"nama": f"BARU {self.nomor}", "tanggal_lahir": "1990-11-01", "jenis_kelamin": 1,
                    "status_hubungan_keluarga": 1}]  # fmt: skip
        isi = {"nomor_kk": nomor, "alamat": {"alamat": "JL. BARU", "rt": "4", "rw": "1"}, "anggota": anggota}
        try:
            with transaction.atomic():
                ajukan = self.acak.random() < 0.8
                keluarga_baru.draft(PERIAN, isi, alasan=ALASAN, pelaku=self._maker(), ajukan=ajukan)
        except (*DITOLAK, NomorSalah):
            hasil["ditolak"] += 1
        else:
            hasil["keluarga_baru"] += 1

    def _change(self, keluarga: Keluarga) -> Perubahan:
        if self.acak.random() < 0.3:
            nama = self.acak.choice(list(FAKTA_ORANG))
            return Perubahan(nama, self.acak.choice(FAKTA_ORANG[nama]), self.acak.choice(self.orang[keluarga.pk]))
        nama = self.acak.choice(list(FAKTA))
        return Perubahan(nama, self.acak.choice(FAKTA[nama]))

    def _refusals(self, kasus: Pembaruan | Usulan, aksi: str) -> dict[str, Any]:
        """At an approval every other time some facts are refused, now and then all, or one of another case."""
        if not isinstance(kasus, Pembaruan):
            return {}
        isian = [satu.pk for satu in kasus.isian] + ([1] if self.acak.random() < 0.05 else [])
        if aksi != "setujui" or self.acak.random() < 0.5:
            return {}
        tolak = self.acak.sample(isian, self.acak.randint(0, len(isian)))
        return {"ditolak": {pk: Penolakan(self.acak.choice(("", "lainnya", "meninggal")), ALASAN) for pk in tolak}}

    def propose(self) -> None:
        program = ProgramBansos.objects.get(pk=self.acak.choice(("pkh", "sembako")))
        try:
            with transaction.atomic():
                usulan.draft(
                    self.acak.choice(self.keluarga), program, pelaku=self._maker(), ajukan=self.acak.random() < 0.8
                )
        except DITOLAK:
            hasil["ditolak"] += 1
        else:
            hasil["usulan"] += 1

    def press(self) -> None:
        """Anybody presses any button, also one that the page does not offer, on what may be an old page."""
        self._press(self._somebody(), tahu=self.acak.random() < 0.1)

    def press_what_is_offered(self) -> None:
        """The ordinary day: someone who may go on does."""
        kasus = self._case()
        if kasus is None:
            return
        maju = [
            (aksi, pelaku)
            for nama in PEMAIN
            for pelaku in [user(nama)]
            for aksi in _buttons(kasus, pelaku)
            if aksi not in {"batalkan", "tolak", "kembalikan"} or self.acak.random() < 0.15
        ]
        if maju:
            aksi, pelaku = self.acak.choice(maju)
            self._take(kasus, aksi, pelaku)

    def _press(self, pelaku: User, *, tahu: bool) -> None:
        kasus = self._case()
        if kasus is None:
            return
        tabel = TABEL[type(kasus)]
        aksi = self.acak.choice(sorted({a for s, a in tabel.hop if s == kasus.status or tahu} or {"ajukan"}))
        self._take(kasus, aksi, pelaku, stale=self.acak.random() < 0.1)

    def _take(self, kasus: Pembaruan | Usulan, aksi: str, pelaku: User, *, stale: bool = False) -> None:
        if aksi == "musyawarahkan" and self.acak.random() < 0.8 and kasus.status == "diajukan":
            minutes(kasus)
        sebelum = (kasus.status, Langkah.objects.count(), self._facts(kasus.keluarga_id))
        status = self.acak.choice(sorted(TABEL[type(kasus)].status)) if stale else kasus.status
        move: Any = pembaruan.move if isinstance(kasus, Pembaruan) else usulan.move
        tolak = self._refusals(kasus, aksi)
        diterima = self._accepted(kasus)
        try:
            with transaction.atomic():
                langkah = move(
                    kasus,
                    aksi,
                    pelaku=pelaku,
                    status=status,
                    **tolak,
                    pengajuan_ke=kasus.pengajuan_ke,
                    alasan=self.acak.choice(("", ALASAN, ALASAN)),
                    alasan_kode=self.acak.choice(("", "lainnya", "meninggal")),
                )
        except DITOLAK:
            hasil["ditolak"] += 1
            kasus.refresh_from_db()
            # A refusal leaves nothing behind.
            assert sebelum == (kasus.status, Langkah.objects.count(), self._facts(kasus.keluarga_id))
            assert diterima == self._accepted(kasus)
            return
        hasil[f"langkah:{aksi}"] += 1
        seharusnya = self.seharusnya.get(kasus.keluarga_id, {})
        if langkah.ke == "disetujui" and isinstance(kasus, Pembaruan):
            ditolak = tolak.get("ditolak", {})
            seharusnya |= {(b.individu_id, b.fakta): b.nilai_baru for b in kasus.isian if b.pk not in ditolak}
            assert {b.pk for b in self._accepted(kasus)} == {b.pk for b in kasus.isian} - set(ditolak)
            hasil["diterima sebagian"] += bool(ditolak)
        elif langkah.ke == "ditolak" and tolak.get("ditolak"):
            assert isinstance(kasus, Pembaruan)
            assert set(tolak["ditolak"]) == {b.pk for b in kasus.isian if b.putusan == "ditolak"}
            hasil["semua data ditolak"] += 1
        elif aksi == "turunkan":
            seharusnya |= {(b.individu_id, b.fakta): b.nilai_lama for b in diterima}
            assert not self._accepted(kasus)

    def _accepted(self, kasus: Pembaruan | Usulan) -> list[ButirPembaruan]:
        return list(kasus.butir.filter(putusan="diterima")) if isinstance(kasus, Pembaruan) else []

    def repair(self) -> None:
        """A returned case or a draft is changed by its maker."""
        kasus = (
            Pembaruan.objects.filter(status__in=alur.DIISI, jenis="isian")
            .select_related("keluarga", "pembuat")
            .order_by("?")
            .first()
        )
        if kasus is None:
            return
        try:
            with transaction.atomic():
                isi = {satu.kunci: satu for satu in (self._change(kasus.keluarga) for _ in range(2))}
                for b in kasus.isian[: self.acak.randint(0, 3)]:
                    pilihan = FAKTA_ORANG if b.individu else FAKTA
                    isi[b.individu_id, b.fakta] = Perubahan(b.fakta, self.acak.choice(pilihan[b.fakta]), b.individu)
                pembaruan.revise_butir(kasus, list(isi.values()), alasan=ALASAN, pelaku=kasus.pembuat)
        except DITOLAK:
            hasil["ditolak"] += 1

    def source_changes_the_base(self) -> None:
        """Somebody else's correction outside the cases, as an import would."""
        keluarga, nama = self.acak.choice(self.keluarga), self.acak.choice(list(FAKTA))
        nilai = self.acak.choice(FAKTA[nama])
        if self.seharusnya[keluarga.pk][None, nama] == nilai:
            return
        corrections.apply(
            keluarga, {nama: nilai}, dasar="impor:uji", pelaku=user("petugas"), tanggal=timezone.localdate()
        )
        self.seharusnya[keluarga.pk][None, nama] = nilai
        hasil["dasar berubah"] += 1

    def next_desil(self) -> None:
        if self.acak.random() < 0.3 and self.versi < 2046:
            self.versi += 1
            for keluarga in self.keluarga:
                official(keluarga, nasional=self.acak.randint(1, 6), versi=f"{self.versi}-T1")

    def clock_strikes(self) -> None:
        """The night after the musyawarah of a month that may not have come."""
        hari = timezone.localdate()
        if self.acak.random() < 0.1:
            hari = date(hari.year + 1, hari.month, 1)
        hasil["kedaluwarsa"] += kedaluwarsa.expire(hari)

    @invariant()
    def every_fact_is_what_its_cases_made_of_it(self) -> None:
        if hasattr(self, "seharusnya"):
            assert {pk: self._facts(pk) for pk in self.seharusnya} == self.seharusnya

    @invariant()
    def the_ledger_of_every_case_is_a_chain(self) -> None:
        """All of it, so in a long walk only at every tenth step: rows are only added, none escapes."""
        self.ke = getattr(self, "ke", 0) + 1
        if hasattr(self, "seharusnya") and (LANGKAH < 100 or self.ke % 10 == 0):
            self._check_ledger()

    def _check_ledger(self) -> None:
        milik: dict[tuple[str, int], list[Langkah]] = {}
        for h in Langkah.objects.order_by("id"):
            milik.setdefault(("p", h.pembaruan_id) if h.pembaruan_id else ("u", h.usulan_id or 0), []).append(h)
        for jenis, model in (("p", Pembaruan), ("u", Usulan)):
            tabel = TABEL[model]
            for kasus in model.objects.all():
                langkah = milik.get((jenis, kasus.pk), [])
                status = "draf"
                for h in langkah:
                    assert h.dari == status
                    assert tabel.hop[h.dari, h.aksi].ke == h.ke
                    aturan = tabel.hop[h.dari, h.aksi]
                    assert not (aturan.bukan_pembuat and h.pelaku_id == kasus.pembuat_id)
                    assert not (aturan.hanya_pembuat and h.pelaku_id != kasus.pembuat_id)
                    assert (h.pelaku_id is None) <= bool(aturan.jam)
                    status = h.ke
                assert kasus.status == status
                assert kasus.pengajuan_ke == sum(h.ke == "diajukan" for h in langkah)
                assert kasus.pemutus_id is None or kasus.pemutus_id != kasus.pembuat_id
                self._check_endorsements(langkah)

    def _check_endorsements(self, langkah: list[Langkah]) -> None:
        """Whoever endorses is not who made the decision that stands then."""
        pemutus = None
        for h in langkah:
            if h.ke == "disetujui":
                pemutus = h.pelaku_id
            assert h.aksi != "sahkan_opd" or h.pelaku_id != pemutus

    @invariant()
    def what_cases_decided_stands_while_they_do(self) -> None:
        """An outcome and an exclusion for every approved decision, none for another; who is a family, and who lives."""
        if not hasattr(self, "seharusnya"):
            return
        semua = list(Pembaruan.objects.exclude(jenis="isian").select_related("keluarga", "individu").order_by("pk"))
        berlaku = {jenis: {k.pk for k in semua if k.jenis == jenis and k.status in BERLAKU} for jenis in MACAM}
        nilai = Counter(HasilKelayakan.objects.standing().values_list("pembaruan_id", flat=True))
        assert nilai == dict.fromkeys(berlaku["kelayakan"], 1)
        keluar = Counter(PengecualianPenerima.objects.values_list("dasar", flat=True))
        assert keluar == {f"pembaruan:{pk}": 1 for pk in berlaku["graduasi"]}
        for kasus in semua:
            if kasus.jenis == "keluarga_baru":
                batal = kasus.status in alur.DIBATALKAN and kasus.pk not in berlaku[kasus.jenis]
                status = "aktif" if kasus.pk in berlaku[kasus.jenis] else "bubar" if batal else "calon"
                assert kasus.keluarga.status == status, (kasus.status, kasus.keluarga.status)

    @invariant()
    def one_open_case_a_fact(self) -> None:
        if hasattr(self, "seharusnya"):
            semua = ButirPembaruan.objects.select_related("pembaruan")
            terbuka = Counter(
                (b.keluarga_id, b.individu_id, b.fakta) for b in semua if b.pembaruan.status in alur.TERBUKA
            )
            assert all(n == 1 for n in terbuka.values()), terbuka
            assert all(b.penahan == holder(b.pembaruan.status, b.pembaruan.pembuat_id) for b in semua)
            bulan = Counter(Usulan.objects.exclude(status__in=alur.DIBATALKAN).values_list("keluarga", "periode"))
            assert all(n == 1 for n in bulan.values()), bulan  # both programmes are cash


def _buttons(kasus: Pembaruan | Usulan, pelaku: User) -> list[str]:
    from verval.hop import buttons  # noqa: PLC0415 (beside its only use)

    return list(buttons(kasus, TABEL[type(kasus)], pelaku))


@pytest.mark.django_db
def test_whatever_is_pressed_the_ledger_holds() -> None:
    hasil.clear()
    sejak = time.monotonic()
    aturan = settings(
        max_examples=JALAN,
        stateful_step_count=LANGKAH,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(BENIH)(JalanAcak), settings=aturan)
    langkah = sum(n for kunci, n in hasil.items() if kunci.startswith("langkah:"))
    assert langkah > JALAN * LANGKAH / 10, hasil  # the walks go somewhere
    assert hasil["beberapa data"], hasil
    assert sum(hasil[jenis] for jenis in MACAM), hasil
    if JALAN * LANGKAH >= TERCATAT * 100:
        _keep(langkah, time.monotonic() - sejak)


def _keep(langkah: int, detik: float) -> None:
    diambil = {k.removeprefix("langkah:"): n for k, n in sorted(hasil.items()) if k.startswith("langkah:")}
    isi = (
        f"{JALAN} jalan acak berbenih, {LANGKAH} langkah paling banyak, mesin keadaan hypothesis, PostgreSQL nyata. "
        "Sesudah setiap langkah (buku langkah: setiap langkah kesepuluh): buku langkah tiap kasus bersambung, satu "
        "kasus terbuka tiap data, tidak ada putusan "
        "oleh pembuat atau pengesahan oleh pemutus, nilai registri sama dengan yang dibuat kasusnya; di akhir setiap "
        "jalan registri sama dengan riwayat yang diputar ulang.\n\n"
        f"- langkah kasus yang terjadi: {langkah}\n"
        f"- percobaan yang ditolak tanpa bekas: {hasil['ditolak']}\n"
        f"- kasus dengan beberapa data: {hasil['beberapa data']}; diterima sebagian: {hasil['diterima sebagian']}; "
        f"semua datanya ditolak satu per satu: {hasil['semua data ditolak']}\n"
        f"- kasus bukan isian: {', '.join(f'{jenis} {hasil[jenis]}' for jenis in MACAM)}\n"
        f"- kasus kedaluwarsa: {hasil['kedaluwarsa']}; dasar berubah dari luar: {hasil['dasar berubah']}\n"
        f"- menurut langkah: {', '.join(f'{k} {n}' for k, n in diambil.items())}\n"
        f"- pelanggaran: 0\n- {detik:.0f} detik\n\nUlangi: `make jalan-acak`\n"
    )
    mesin.keep("jalan-acak", "Jalan acak lewat rantai kasus", isi)

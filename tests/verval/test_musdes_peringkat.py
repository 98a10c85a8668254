"""Ranking by the community: few questions, ties, the order that the answers mean."""

from __future__ import annotations

import random

import pytest

from tests.cast import user
from tests.families import aminah, rukiah
from tests.musdes import OPERATOR, opened
from verval import pembaruan
from verval.hop import KasusDitolak
from verval.musdes import peringkat
from verval.musdes.peringkat import most_questions, pairwise


def asked(benar: dict[int, int], urut: list[int]) -> tuple[list[tuple[int, int]], int]:
    """Let somebody who knows the true places answer every question."""
    jawaban: list[tuple[int, int, str]] = []
    while (keadaan := pairwise(urut, jawaban)).tanya:
        kiri, kanan = keadaan.tanya
        beda = benar[kiri] - benar[kanan]
        jawaban.append((kiri, kanan, "seri" if beda == 0 else "kiri" if beda < 0 else "kanan"))
    return keadaan.tempat, len(jawaban)


@pytest.mark.parametrize("banyak", [0, 1, 2, 3, 7, 16, 60])
def test_the_answers_give_the_true_order_in_at_most_n_log_n_questions(banyak: int) -> None:
    acak = random.Random(banyak)
    benar = {pk: acak.randrange(max(1, banyak // 2)) for pk in range(100, 100 + banyak)}
    urut = list(benar)
    acak.shuffle(urut)
    tempat, pertanyaan = asked(benar, urut)
    assert pertanyaan <= most_questions(banyak)
    nilai = sorted(benar.values())
    assert dict(tempat) == {pk: nilai.index(satu) + 1 for pk, satu in benar.items()}


@pytest.mark.django_db
def test_only_the_pair_that_is_asked_takes_an_answer_and_it_can_be_taken_back() -> None:
    operator = user(OPERATOR)
    for keluarga in (aminah(), rukiah()):
        pembaruan.draft(keluarga, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=operator, ajukan=True)
    satu = opened()
    peringkat.choose(satu, "pasangan", pelaku=operator)
    satu.refresh_from_db()
    tanya = peringkat.places(satu).tanya
    assert tanya is not None
    kiri, kanan = tanya
    peringkat.answer(satu, kanan, kiri, "kiri", pelaku=operator)
    satu.refresh_from_db()
    assert satu.perbandingan == []
    for _ in range(2):
        peringkat.answer(satu, kiri, kanan, "kanan", pelaku=operator)
    satu.refresh_from_db()
    assert peringkat.places(satu).tempat == [(kanan, 1), (kiri, 2)]
    peringkat.undo(satu, pelaku=operator)
    satu.refresh_from_db()
    assert peringkat.places(satu).tanya == tanya
    with pytest.raises(KasusDitolak):
        peringkat.shift_card(satu, kiri, "naik", pelaku=operator)

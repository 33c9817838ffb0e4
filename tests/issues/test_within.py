"""How a pair stands within its group."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from narrative.issues.judge import Verdict
from narrative.issues.within import WITHIN_COLUMNS, Standing, shows_conflict, speaks_against
from narrative.records import Reason
from tests.issues.makers import claim

CLAIMS = [
    claim("Lamp:1", "Six pumps failed.", "the water board"),
    claim("Bell:1", "Six of the pumps failed.", "Ines Duarte"),
    claim("Kite:1", "Nine pumps failed.", "Tomas Brandt"),
    claim("Kite:2", "The fair opens in June.", "Tomas Brandt"),
]


def verdict(question: float, side: float, *reasons: Reason) -> Verdict:
    return Verdict(agree=question * side, conflict=question * (1 - side), neither=1 - question, reasons=reasons)


COUNTED = Reason(kind="figure apart", a="six", b="nine")
VERDICTS = {(0, 1): verdict(0.8, 0.9), (0, 2): verdict(0.6, 0.1, COUNTED), (1, 2): verdict(0.5, 0.2)}


def told(pair: tuple[int, int], positions: list[list[int]]) -> dict[str, float]:
    row = Standing(CLAIMS, positions, VERDICTS, {(0, 1): 0.5}).row(pair)
    return dict(zip(WITHIN_COLUMNS, row, strict=True))


def test_a_row_tells_of_the_event_the_group_the_positions_and_the_pair() -> None:
    row = told((0, 2), [[0, 1], [2]])
    assert (row["claims of the event"], row["claims"], row["positions"], row["articles"]) == (4, 3, 2, 3)
    assert (row["pairs"], row["smaller position"], row["larger position"]) == (2, 1, 2)
    assert row["side, mean"] == pytest.approx(0.15)
    assert (row["against"], row["against, share"], row["against, any"]) == (1, 0.5, 1)
    assert row["question"] == pytest.approx(math.log(0.6 / 0.4))


def test_what_was_not_judged_counts_for_nothing() -> None:
    row = told((0, 1), [[0, 1, 3], [2]])
    assert row["pairs"] == 1
    assert row["question here"] == pytest.approx(0.8)


def test_numbers_do_not_depend_on_the_order_of_the_positions() -> None:
    for pair in combinations(range(3), 2):
        assert told(pair, [[0, 1], [2]]) == told(pair, [[2], [0, 1]])


def test_only_words_that_part_two_claims_speak_against_their_agreement() -> None:
    assert speaks_against(verdict(0.5, 0.5, COUNTED))
    assert not speaks_against(verdict(0.5, 0.5, Reason(kind="figure", a="six", b="six")))


def test_another_word_alone_shows_no_conflict() -> None:
    reworded = verdict(0.5, 0.2, Reason(kind="word replaced", a="alter", b="change"))
    assert speaks_against(reworded)
    assert not shows_conflict(reworded)
    assert shows_conflict(verdict(0.5, 0.2, COUNTED))

"""Where the claims of a pair stand in their articles, and how those beside them stand to the other."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from narrative.issues.context import indexed
from narrative.issues.pair_features import PLAIN_COLUMNS
from narrative.issues.places import (
    BESIDE_COLUMNS,
    PLACE_COLUMNS,
    SPEAKER_COLUMNS,
    beside_rows,
    place_rows,
    speaker_rows,
)
from narrative.issues.trees import COLUMNS, event_rows
from narrative.records import Claim
from tests.issues.makers import claim

MAYOR, PILOT = "the mayor", "a pilot"
CLAIMS = (
    claim("bote:1", "The quay will be closed, the mayor said.", MAYOR, stated=date(2025, 3, 3)),
    claim("bote:2", 'It is "too old", he added.', MAYOR, hedged=True),
    claim("bote:3", "A pilot saw 3 cracks.", PILOT, stated=date(2025, 3, 1)),
    claim("lens:1", "The mayor wants the quay shut.", MAYOR, stated=date(2025, 3, 4)),
    claim("lens:2", "Fishermen mended nets.", stated=date(2025, 3, 4)),
)
PAIRS = np.array(list(combinations(range(5), 2)))
ARTICLES = [each.article for each in CLAIMS]
SCORES = st.lists(st.floats(-8, 8), min_size=len(PAIRS), max_size=len(PAIRS))


def column(rows: np.ndarray, names: tuple[str, ...], name: str) -> dict[tuple[int, int], float]:
    return dict(zip(map(tuple, PAIRS.tolist()), rows[:, names.index(name)].tolist(), strict=True))  # type: ignore[arg-type]


def placed(name: str) -> dict[tuple[int, int], float]:
    return column(place_rows(PAIRS, CLAIMS), PLACE_COLUMNS, name)


def spoken(name: str) -> dict[tuple[int, int], float]:
    return column(speaker_rows(PAIRS, CLAIMS), SPEAKER_COLUMNS, name)


def beside(name: str, **near: float) -> dict[tuple[int, int], float]:
    """Of scores that are -5 but for those named, as ``ab=3.0``."""
    letters = "abcde"
    scores = np.array([near.get(letters[i] + letters[j], -5.0) for i, j in PAIRS.tolist()])
    return column(beside_rows(PAIRS, scores, ARTICLES), BESIDE_COLUMNS, name)


def test_a_claim_stands_early_or_late_in_its_article() -> None:
    assert placed("place, earlier")[2, 4] == placed("place, later")[2, 4] == 1.0
    assert placed("places apart")[1, 3] == 0.5
    assert placed("claims before, more")[0, 2] == 2.0
    assert placed("claims between")[0, 2] == 2.0
    assert placed("claims between")[0, 3] == -1.0


def test_days_apart_are_known_only_of_claims_that_have_one() -> None:
    assert placed("days apart")[2, 3] == 3.0
    assert placed("days apart")[1, 3] == -1.0


def test_hedges_quotations_and_digits_are_counted() -> None:
    assert placed("hedged")[1, 2] == 1.0
    assert placed("quoted")[0, 1] == 1.0
    assert placed("with figures")[2, 3] == 1.0
    assert placed("goes on speaking")[0, 1] == 1.0
    assert placed("goes on speaking")[0, 2] == 0.0


def test_who_says_one_thing_in_each_of_two_articles_is_told_from_who_says_more() -> None:
    assert spoken("sole of its source")[0, 3] == 0.5  # two claims in the one, one in the other
    assert spoken("sole of its source")[2, 3] == 0.0
    assert spoken("source of two articles")[0, 3] == 1.0
    assert spoken("source of two articles")[0, 1] == 0.0
    assert spoken("of speaker, more")[2, 3] == 3.0
    assert spoken("of speaker in article, more")[2, 3] == 1.0
    assert spoken("links")[0, 4] == 3.0


def test_the_neighbours_of_a_claim_are_seen() -> None:
    assert beside("beside, more", ad=2.0)[1, 3] == 2.0  # the claim before b goes with d
    assert beside("beside, less", ad=2.0)[1, 3] == -5.0
    assert beside("beside both", ad=2.0)[1, 4] == 2.0
    assert beside("beside both, crossed", be=2.0)[2, 3] == 2.0
    assert beside("own neighbour, more", ab=1.0)[1, 3] == 1.0


def test_no_neighbour_stands_in_another_article() -> None:
    assert beside("beside, more", bc=3.0)[2, 3] == -5.0
    assert beside("own neighbour, more")[0, 3] == -8.0


def test_no_pairs_no_rows() -> None:
    none = np.zeros((0, 2), dtype=np.int64)
    assert place_rows(none, CLAIMS).shape == (0, len(PLACE_COLUMNS))
    assert speaker_rows(none, CLAIMS).shape == (0, len(SPEAKER_COLUMNS))
    assert beside_rows(none, np.zeros(0), ARTICLES).shape == (0, len(BESIDE_COLUMNS))


@given(SCORES, st.randoms())
def test_neither_the_order_of_the_pairs_nor_that_within_one_changes_a_thing(
    scores: list[float], chance: random.Random
) -> None:
    def made(pairs: list[tuple[Claim, Claim]], odds: np.ndarray) -> np.ndarray:
        places, claims = indexed(pairs)
        plain = np.zeros((len(pairs), len(PLAIN_COLUMNS)))
        return event_rows(plain, odds, places, claims)

    straight = [(CLAIMS[i], CLAIMS[j]) for i, j in PAIRS.tolist()]
    order = chance.sample(range(len(PAIRS)), len(PAIRS))
    turned = [straight[n][::-1] if chance.random() < 0.5 else straight[n] for n in order]
    one, other = made(straight, np.array(scores)), made(turned, np.array(scores)[order])
    assert one.shape == (len(PAIRS), len(COLUMNS))
    assert np.isfinite(one).all()
    assert np.array_equal(other, one[order])

"""What a second look at the pairs of an event has to go by."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.issues.second_look import SECOND_COLUMNS, second_rows

ARTICLES = ["bote", "bote", "lens", "lens", "rail"]
PAIRS = np.array(list(combinations(range(5), 2)))
SCORES = st.lists(st.floats(-8, 8), min_size=len(PAIRS), max_size=len(PAIRS), unique_by=lambda x: round(x, 3))


def column(rows: np.ndarray, name: str) -> dict[tuple[int, int], float]:
    values = rows[:, SECOND_COLUMNS.index(name)].tolist()
    return dict(zip(map(tuple, PAIRS.tolist()), values, strict=True))  # type: ignore[arg-type]


def told(**near: float) -> np.ndarray:
    """Scores of all pairs: -5 but for those named, as ``ab=3.0``."""
    names = "abcde"
    return np.array([near.get(names[i] + names[j], -5.0) for i, j in PAIRS.tolist()])


def test_two_claims_with_the_same_partners_are_told_from_two_with_others() -> None:
    rows = second_rows(PAIRS, told(ac=4.0, ae=4.0, bd=4.0), ARTICLES)
    partners = column(rows, "same partners")
    assert partners[2, 4] > 0.4 > 0.1 > partners[2, 3]
    assert column(rows, "fewer partners")[0, 1] == pytest.approx(1, abs=0.05)
    assert column(rows, "more partners")[0, 1] == pytest.approx(2, abs=0.05)


def test_each_may_be_the_best_match_of_the_other_in_its_article() -> None:
    rows = second_rows(PAIRS, told(ac=3.0, ad=1.0, bc=2.0), ARTICLES)
    assert column(rows, "places in article")[0, 2] == 0
    assert column(rows, "places in article")[1, 2] == 1  # a is nearer to c
    assert column(rows, "below best in article, less")[0, 3] == -2.0
    assert column(rows, "below best in article, more")[1, 2] == 0.0


def test_the_groups_that_the_chances_make_are_seen() -> None:
    rows = second_rows(PAIRS, told(ac=4.0, ae=4.0, ce=4.0, bd=4.0), ARTICLES)
    together = column(rows, "one group from 0.15")
    assert {pair for pair, one in together.items() if one} == {(0, 2), (0, 4), (2, 4), (1, 3)}
    assert column(rows, "larger group from 0.15")[0, 1] == 3.0
    between = column(rows, "between groups from 0.15")
    assert between[0, 2] == between[2, 4]
    assert between[0, 2] > 0.9
    assert between[0, 1] < 0.1


def test_no_pairs_no_rows() -> None:
    assert second_rows(np.zeros((0, 2), dtype=np.int64), np.zeros(0), []).shape == (0, len(SECOND_COLUMNS))


@given(SCORES, st.randoms())
def test_neither_the_order_of_the_pairs_nor_that_within_one_changes_a_thing(
    scores: list[float], chance: random.Random
) -> None:
    plain = second_rows(PAIRS, np.array(scores), ARTICLES)
    order = chance.sample(range(len(PAIRS)), len(PAIRS))
    turned = np.array([pair[::-1] if chance.random() < 0.5 else pair for pair in PAIRS[order].tolist()])
    assert np.array_equal(second_rows(turned, np.array(scores)[order], ARTICLES), plain[order])


@given(SCORES)
def test_the_columns_are_numbers_that_a_tree_can_read(scores: list[float]) -> None:
    rows = second_rows(PAIRS, np.array(scores), ARTICLES)
    assert rows.shape == (len(PAIRS), len(SECOND_COLUMNS))
    assert np.isfinite(rows).all()
    assert (rows[:, SECOND_COLUMNS.index("same partners")] <= 1.0 + 1e-6).all()

"""How a pair stands among the pairs of its event."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.issues.context import CONTEXT_COLUMNS, context_rows

PAIRS = np.array(list(combinations(range(5), 2)))


def column(rows: np.ndarray, name: str) -> list[float]:
    return rows[:, CONTEXT_COLUMNS.index(name)].tolist()


def test_the_best_pair_of_both_claims_has_the_first_place_in_both_lists() -> None:
    scores = np.arange(len(PAIRS), dtype=float)
    rows = context_rows(PAIRS, scores, 5)
    assert column(rows, "rank, farther")[-1] == 0.0
    assert column(rows, "below best, least")[-1] == 0.0
    assert min(column(rows, "rank, farther")[:-1]) > 0.0


def test_a_third_claim_leads_from_one_to_the_other_by_its_weaker_step() -> None:
    pairs = np.array([[0, 1], [0, 2], [1, 2]])
    rows = context_rows(pairs, np.array([-4.0, 1.0, 2.0]), 3)
    assert column(rows, "through another") == [1.0, -4.0, -4.0]
    assert column(rows, "shared near") == pytest.approx([1 / 6, 1 / 6, 1 / 6])


def test_without_a_third_claim_there_is_no_way_and_nothing_in_common() -> None:
    rows = context_rows(np.array([[0, 1]]), np.array([3.0]), 2)
    assert column(rows, "shared near") == [0.0]
    assert column(rows, "through another")[0] < -5
    assert context_rows(np.zeros((0, 2), dtype=int), np.zeros(0), 0).shape == (0, len(CONTEXT_COLUMNS))


def test_claims_without_a_pair_do_no_harm() -> None:
    one = context_rows(np.array([[0, 1], [1, 2]]), np.array([1.0, 2.0]), 3)
    with_gaps = context_rows(np.array([[0, 3], [3, 6]]), np.array([1.0, 2.0]), 8)
    assert np.allclose(one, with_gaps)


@given(st.lists(st.floats(-8, 8), min_size=len(PAIRS), max_size=len(PAIRS), unique=True), st.randoms())
def test_the_order_of_the_pairs_changes_nothing(scores: list[float], chance: object) -> None:
    order = list(range(len(PAIRS)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    straight = context_rows(PAIRS, np.array(scores), 5)
    shuffled = context_rows(PAIRS[order], np.array(scores)[order], 5)
    assert np.allclose(straight[order], shuffled)


@given(st.lists(st.floats(-8, 8), min_size=len(PAIRS), max_size=len(PAIRS)))
def test_every_number_is_finite_and_ranks_fit_the_event(scores: list[float]) -> None:
    rows = context_rows(PAIRS, np.array(scores), 5)
    assert np.isfinite(rows).all()
    assert max(column(rows, "rank, farther")) <= np.log1p(3)
    assert (rows[:, CONTEXT_COLUMNS.index("below best, most")] <= 0).all()

"""Average linkage on a signed graph."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from narrative.issues.grouping import Pair, components, group

_GOLDEN = (5**0.5 - 1) / 2  # its multiples never meet


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, dict[Pair, float]]:
    """Sparse signed graphs in which no two weights, nor sums of weights, are alike: ties are broken by place."""
    count = draw(st.integers(1, 9))
    pairs = draw(st.lists(st.sampled_from(list(combinations(range(count + 1), 2))), unique=True))
    numbers = draw(st.lists(st.integers(1, 99_999), unique=True, min_size=len(pairs), max_size=len(pairs)))
    return count + 1, {pair: 1.8 * (n * _GOLDEN % 1) - 0.9 for pair, n in zip(pairs, numbers, strict=True)}


@given(st.integers(1, 12), st.floats(0.05, 1.0))
def test_all_that_belongs_together_is_one_group(count: int, weight: float) -> None:
    weights = dict.fromkeys(combinations(range(count), 2), weight)
    assert group(count, weights, -0.1) == [list(range(count))]


@given(st.integers(1, 12), st.floats(-1.0, -0.05))
def test_all_that_keeps_apart_stays_alone(count: int, weight: float) -> None:
    weights = dict.fromkeys(combinations(range(count), 2), weight)
    assert group(count, weights, 0.5) == [[n] for n in range(count)]
    assert group(count, {}, 0.5) == [[n] for n in range(count)]


def test_one_strong_no_parts_what_a_chain_would_join() -> None:
    assert group(3, {(0, 1): 0.5, (1, 2): 0.4, (0, 2): -0.9}, 0.0) == [[0, 1], [2]]
    assert group(3, {(0, 1): 0.5, (1, 2): 0.4, (0, 2): -0.1}, 0.0) == [[0, 1, 2]]


def test_pairs_that_nobody_judged_weigh_against() -> None:
    chain = {(n, n + 1): 0.2 for n in range(5)}
    assert group(6, chain, 0.0) == [list(range(6))]
    assert len(group(6, chain, -0.5)) > 1


@given(graphs(), st.randoms(use_true_random=False))
def test_the_numbering_of_the_items_does_not_matter(graph: tuple[int, dict[Pair, float]], rng: Random) -> None:
    count, weights = graph
    order = list(range(count))
    rng.shuffle(order)
    moved = {(min(order[i], order[j]), max(order[i], order[j])): weight for (i, j), weight in weights.items()}
    back = {new: old for old, new in enumerate(order)}
    found = sorted(sorted(back[item] for item in members) for members in group(count, moved, -0.0731))
    assert found == group(count, weights, -0.0731)


@given(graphs())
def test_every_item_is_in_one_group(graph: tuple[int, dict[Pair, float]]) -> None:
    count, weights = graph
    found = group(count, weights, -0.1)
    assert sorted(item for members in found for item in members) == list(range(count))
    assert found == sorted(sorted(members) for members in found)
    reach = components(count, [pair for pair, weight in weights.items() if weight > 0])
    assert all(any(set(members) <= set(part) for part in reach) for members in found)


def test_components() -> None:
    assert components(6, [(4, 1), (1, 3), (0, 5)]) == [[0, 5], [1, 3, 4], [2]]
    assert components(0, []) == []
    assert components(2, [(0, 1), (1, 0), (0, 0)]) == [[0, 1]]

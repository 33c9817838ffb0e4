"""Which claims are compared: few of each, whatever the order."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from narrative.issues.pairing import candidate_pairs
from narrative.issues.reading import Reading
from narrative.records import Claim
from narrative.vectors import Vectors
from tests.issues.makers import claim

NEIGHBOURS = 8


def unit_rows(count: int, dimension: int = 24, seed: int = 3) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def many(articles: int, each: int = 10) -> tuple[list[Claim], Vectors, list[Reading]]:
    """Claims in the order of articles and text, with vectors and readings that mean nothing."""
    claims = [claim(f"a{n:04}:{k}", "Words.", f"speaker {k % 4}") for n in range(articles) for k in range(1, each + 1)]
    rng = Random(7)
    words = [frozenset(rng.choices("oak elm ash fir yew box".split(), k=2)) for _ in claims]
    return claims, unit_rows(len(claims)), [Reading(text="Words.", stems=some) for some in words]


def test_the_pairs_grow_linearly_with_the_claims() -> None:
    counts = {}
    for articles in (10, 20, 40, 80):
        claims, vectors, readings = many(articles)
        pairs = candidate_pairs(claims, vectors, readings, NEIGHBOURS)
        counts[len(claims)] = len(pairs)
        assert len(pairs) <= len(claims) * (NEIGHBOURS + NEIGHBOURS // 2 + 2)
    shares = [pairs / claims for claims, pairs in counts.items()]
    assert max(shares) < 1.5 * min(shares)


def test_pairs_are_sorted_unique_and_of_two() -> None:
    claims, vectors, readings = many(20)
    pairs = candidate_pairs(claims, vectors, readings, NEIGHBOURS)
    assert pairs == sorted(set(pairs))
    assert all(0 <= i < j < len(claims) for i, j in pairs)


def test_every_claim_has_its_nearest_in_other_articles() -> None:
    claims, vectors, readings = many(12)
    readings = [Reading(text="") for _ in readings]
    found = set(candidate_pairs(claims, vectors, readings, NEIGHBOURS))
    near = vectors @ vectors.T
    for i, one in enumerate(claims):
        others = [j for j, other in enumerate(claims) if other.article != one.article]
        nearest = max(others, key=lambda j: near[i, j])
        assert (min(i, nearest), max(i, nearest)) in found


def test_the_next_two_of_an_article_are_compared_whatever_they_say() -> None:
    claims, vectors, readings = many(6)
    found = set(candidate_pairs(claims, vectors, readings, 1))
    for i in range(len(claims) - 2):
        for j in (i + 1, i + 2):
            assert claims[i].article != claims[j].article or (i, j) in found


def test_words_in_common_bring_together_what_no_vector_does() -> None:
    count = 30
    claims = [claim(f"a{n:02}:1", "Words.") for n in range(count)]
    same = np.tile(unit_rows(1), (count, 1))
    readings = [Reading(text="", stems=frozenset({f"w{n}"})) for n in range(count)]
    readings[3] = readings[27] = Reading(text="", stems=frozenset({"quarry"}))
    assert (3, 27) in candidate_pairs(claims, same, readings, 1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_articles_does_not_matter(seed: int) -> None:
    claims, vectors, readings = many(15)
    blocks = [list(range(start, start + 10)) for start in range(0, len(claims), 10)]
    Random(seed).shuffle(blocks)
    order = [n for block in blocks for n in block]
    moved = candidate_pairs([claims[n] for n in order], vectors[order], [readings[n] for n in order], NEIGHBOURS)
    plain = candidate_pairs(claims, vectors, readings, NEIGHBOURS)
    assert sorted((min(order[i], order[j]), max(order[i], order[j])) for i, j in moved) == plain


def test_ties_are_broken_by_name() -> None:
    claims = [claim(f"a{n:02}:1", "Words.") for n in range(20)]
    same = np.tile(unit_rows(1), (20, 1))
    readings = [Reading(text="")] * 20
    order = list(range(20))
    Random(1).shuffle(order)
    moved = candidate_pairs([claims[n] for n in order], same, readings, 2)
    plain = candidate_pairs(claims, same, readings, 2)
    assert sorted((min(order[i], order[j]), max(order[i], order[j])) for i, j in moved) == plain


def test_one_claim_has_nobody() -> None:
    assert candidate_pairs([claim("a:1", "Words.")], unit_rows(1), [Reading(text="")], NEIGHBOURS) == []
    assert candidate_pairs([], unit_rows(0), [], NEIGHBOURS) == []

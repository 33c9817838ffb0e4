"""What the claims of an event share tells nothing about any two of them."""

from __future__ import annotations

import numpy as np
import pytest

from narrative.issues.reading import Reading
from narrative.issues.surroundings import (
    ALONE,
    centred_cosine,
    rare_overlap,
    smoothed_cosine,
    surroundings_of,
)
from narrative.vectors import Vectors

TEXTS = [(f"statement {n}", f"whole {n}") for n in range(12)]


def unit(rows: object) -> Vectors:
    made = np.asarray(rows, dtype=np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=-1, keepdims=True))


def cloud(seed: int = 5) -> Vectors:
    """Vectors that all lean one way."""
    rows = np.random.default_rng(seed).normal(size=(len(TEXTS), 16))
    rows[:, 0] += 6.0
    return unit(rows)


def readings(*words: str) -> list[Reading]:
    return [Reading(text="", stems=frozenset(some.split())) for some in words]


def test_what_all_share_is_taken_off() -> None:
    vectors = cloud()
    found = surroundings_of(TEXTS, vectors, vectors, [Reading(text="")] * len(TEXTS))
    pairs = [(i, j) for i in range(len(TEXTS)) for j in range(i)]
    plain = np.mean([float(vectors[i] @ vectors[j]) for i, j in pairs])
    centred = np.mean([centred_cosine(vectors[i], vectors[j], found.stated) for i, j in pairs])
    assert plain > 0.5
    assert abs(centred) < 0.15


def test_alone_nothing_is_taken_off() -> None:
    a, b = unit([1, 2, 0]), unit([0, 2, 1])
    assert centred_cosine(a, b, ALONE.stated) == pytest.approx(float(a @ b))
    assert smoothed_cosine(("a", "a"), ("b", "b"), ALONE) is None
    assert centred_cosine(a, b, a) == 0.0


def test_rare_words_weigh_more_than_those_of_everybody() -> None:
    some = readings("orchard sold", "orchard quarry", "orchard quarry sold", "orchard lake", "orchard hill")
    vectors = unit(np.eye(5, 8) + 0.1)
    weights = surroundings_of(TEXTS[:5], vectors, vectors, some).weights
    assert weights["quarry"] > weights["orchard"]
    assert rare_overlap(some[1], some[2], weights) > rare_overlap(some[0], some[3], weights)
    assert rare_overlap(some[1], some[1], weights) == pytest.approx(1.0)
    assert rare_overlap(some[0], Reading(text=""), weights) == 0.0


def test_two_that_are_near_to_a_third_come_nearer() -> None:
    rows = np.eye(12, 16)
    rows[2] = rows[0] + rows[1]  # the third stands between the first two, which have nothing in common
    vectors = unit(rows)
    found = surroundings_of(TEXTS, vectors, vectors, [Reading(text="")] * len(TEXTS))
    before = centred_cosine(vectors[0], vectors[1], found.stated)
    after = smoothed_cosine(TEXTS[0], TEXTS[1], found)
    assert after is not None
    assert after > before + 0.1
    assert after == pytest.approx(smoothed_cosine(TEXTS[1], TEXTS[0], found))
    assert smoothed_cosine(TEXTS[0], ("unheard", "of"), found) is None


def test_the_order_of_the_claims_does_not_matter() -> None:
    vectors = cloud()
    order = np.random.default_rng(2).permutation(len(TEXTS))
    words = readings(*(f"w{n % 4} w{n % 3}" for n in range(len(TEXTS))))
    plain = surroundings_of(TEXTS, vectors, vectors, words)
    moved = surroundings_of([TEXTS[n] for n in order], vectors[order], vectors[order], [words[n] for n in order])
    assert plain.weights == moved.weights
    for i, one in enumerate(TEXTS):
        for other in TEXTS[:i]:
            assert smoothed_cosine(one, other, plain) == pytest.approx(smoothed_cosine(one, other, moved), abs=1e-5)

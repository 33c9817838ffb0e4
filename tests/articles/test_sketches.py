"""Candidates for copies: the pairs that datasketch's own index gives, of those that are near in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np

from narrative.articles.sketches import BANDS, PERMUTATIONS, ROWS, Sketcher, near_pairs

START = datetime(2025, 3, 1, tzinfo=UTC)
WINDOW = timedelta(days=7)


def test_pairs_are_those_of_the_index_of_datasketch_that_are_near_in_time() -> None:
    from datasketch import MinHash, MinHashLSH

    chance = Random(4)
    sets = [frozenset(str(chance.randint(0, 60)) for _ in range(chance.randint(1, 30))) for _ in range(90)]
    sets += sets[:5]
    times = [None if chance.random() < 0.1 else START + timedelta(hours=chance.randint(0, 800)) for _ in sets]
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    expected = set()
    for i, one in enumerate(sets):
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update_batch([shingle.encode() for shingle in one])
        expected |= {(j, i) for j in index.query(sketch) if near(times[i], times[j])}
        index.insert(i, sketch)
    sketcher = Sketcher()
    found = list(near_pairs(np.stack([sketcher.sketch(one) for one in sets]), times, WINDOW))
    assert found == sorted(expected)
    assert 100 < len(found) < 94 * 95 / 2


def test_a_week_apart_to_the_microsecond_is_near() -> None:
    sketch = Sketcher().sketch(frozenset({"a b"}))
    late = START + WINDOW
    times = [late, START, late + timedelta(microseconds=1)]
    assert list(near_pairs(np.stack([sketch] * 3), times, WINDOW)) == [(0, 1), (0, 2)]
    assert list(near_pairs(np.stack([sketch] * 2), [None, None], WINDOW)) == [(0, 1)]


def near(a: datetime | None, b: datetime | None) -> bool:
    return a is None or b is None or abs(a - b) <= WINDOW

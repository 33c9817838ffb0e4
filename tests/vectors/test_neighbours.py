"""Neighbours in a window against all pairs by hand."""

from __future__ import annotations

import numpy as np
import pytest

from narrative.vectors import largest, windowed_neighbours


@pytest.mark.parametrize("crowded", [1, 20, 10_000])
@pytest.mark.parametrize(("block", "strip"), [(1024, 8192), (7, 5), (1, 1)])
def test_it_finds_what_all_pairs_find(block: int, strip: int, crowded: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrative.vectors.neighbours.CROWDED", crowded)
    monkeypatch.setattr("narrative.vectors.neighbours.BLOCK", block)
    monkeypatch.setattr("narrative.vectors.neighbours.STRIP", strip)
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(60, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    times = rng.uniform(0, 30, size=60)
    times[[4, 50]] = np.nan
    later, earlier, cosines = windowed_neighbours(vectors, times, window=5, most=4, least=0.1)
    when = np.where(np.isnan(times), np.inf, times)
    expected = set()
    for i in range(60):
        before = [j for j in range(60) if (when[j], j) < (when[i], i) and (np.isinf(when[i]) or when[i] - when[j] <= 5)]
        ranked = sorted((j for j in before if vectors[i] @ vectors[j] >= 0.1), key=lambda j: -(vectors[i] @ vectors[j]))
        expected |= {(i, j) for j in ranked[:4]}
    assert set(zip(later.tolist(), earlier.tolist(), strict=True)) == expected
    np.testing.assert_allclose(cosines, (vectors[later] * vectors[earlier]).sum(axis=1), atol=1e-5)


@pytest.mark.parametrize("crowded", [1, 10_000])
def test_the_largest_of_each_row_come_first(crowded: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrative.vectors.neighbours.CROWDED", crowded)
    values = np.array([[3, 1, 2, 3], [0, 0, 0, 9], [1, 1, 1, 1]], dtype=np.float32)
    hits = np.array([[1, 1, 1, 1], [1, 0, 0, 0], [0, 0, 0, 0]], dtype=bool)
    rows, columns = largest(values, hits, 3)
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == [(0, 0), (0, 3), (0, 2), (1, 0)]


def test_nothing_has_no_neighbours() -> None:
    later, earlier, cosines = windowed_neighbours(
        np.zeros((0, 3), np.float32), np.zeros(0), window=1, most=3, least=0.0
    )
    assert len(later) == len(earlier) == len(cosines) == 0

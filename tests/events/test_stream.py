"""Groups of a stream: against plain average linkage, and never changed afterwards."""

from __future__ import annotations

import numpy as np
import pytest

from narrative.errors import UsageError
from narrative.events.stream import StreamGrouper, StreamSettings, group_stream, merge


def clusters(seed: int, sizes: list[int], spread: float = 0.5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rows = [rng.normal(size=16) * 1.2 + spread * rng.normal(size=(size, 16)) for size in sizes]
    vectors = np.concatenate(rows).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def partition(labels: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in np.unique(labels)}


@pytest.mark.parametrize("seed", range(5))
def test_merging_gives_the_groups_of_plain_average_linkage(seed: int) -> None:
    from scipy.cluster.hierarchy import average, fcluster
    from scipy.spatial.distance import squareform

    vectors = clusters(seed, [1, 4, 9, 2, 6], spread=0.9)
    n = len(vectors)
    distance = 1 - vectors @ vectors.T
    np.fill_diagonal(distance, 0)
    plain = fcluster(average(squareform(distance, checks=False)), 0.45, "distance")
    a, b = np.triu_indices(n, 1)
    found = merge(vectors.copy(), np.ones(n), a, b, frozen=0, least=0.55)
    assert partition(found) == partition(plain)


def test_what_was_grouped_stays_as_it_is() -> None:
    vectors = clusters(1, [5, 5, 5])
    order = np.random.default_rng(0).permutation(15)
    vectors, times = vectors[order], np.arange(15) / 5
    first = StreamGrouper(16)
    early = first.add(vectors[:10], times[:10])
    again, rest = list(group_stream([(vectors[:10], times[:10]), (vectors[10:], times[10:])]))
    assert np.array_equal(early, again)
    truth = order // 5
    labels = np.concatenate([again, rest])
    assert partition(labels) == partition(truth)


def test_the_order_within_a_batch_changes_no_number() -> None:
    vectors, times = clusters(2, [3, 4, 5]), np.linspace(0, 1, 12)
    order = np.random.default_rng(5).permutation(12)
    plain, shuffled = StreamGrouper(16).add(vectors, times), StreamGrouper(16).add(vectors[order], times[order])
    assert np.array_equal(plain[order], shuffled)


def test_a_sequel_outside_the_window_is_a_group_of_its_own() -> None:
    vectors = clusters(3, [4], spread=0.1)
    grouper = StreamGrouper(16, StreamSettings(window=7))
    first = grouper.add(vectors[:2], np.array([0.0, 1.0]))
    second = grouper.add(vectors[2:], np.array([30.0, 31.0]))
    assert len(set(first)) == len(set(second)) == 1
    assert set(first).isdisjoint(second)


def test_nothing_gives_nothing_and_settings_have_bounds() -> None:
    assert len(StreamGrouper(16).add(np.zeros((0, 16), np.float32), np.zeros(0))) == 0
    with pytest.raises(UsageError):
        StreamSettings(average=1.5)

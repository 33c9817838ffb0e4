"""Average linkage on a stream of vectors, batch by batch, with groups that never change afterwards.

For collections that do not fit in one comparison of all pairs. Linkage on cosines is exact from the sum of a
group's vectors (the mean of all cosines between two groups is the product of their sums over the product of
their sizes), so a group is a sum, a count and a time, however many members it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from narrative.errors import UsageError
from narrative.vectors import Vectors, largest, windowed_neighbours

Ints = npt.NDArray[np.int64]
Times = npt.NDArray[np.float64]
Means = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSettings:
    """How a stream is grouped.

    Parameters
    ----------
    average
        Mean cosine between two groups from which they are one.
    window
        Largest difference of times of an item and a group, in the unit of the times.
    neighbours
        Nearest items and groups that are looked at for each item.
    """

    average: float = 0.55
    window: float = 7.0
    neighbours: int = 10

    def __post_init__(self) -> None:
        if not (0 < self.average < 1 and self.window > 0 and self.neighbours > 0):
            raise UsageError("StreamSettings: average lies between 0 and 1, window and neighbours are over 0")


class StreamGrouper:
    """Groups of all that has come so far; batches come in the order of time.

    A number of a group, once given, is never given to another, and no item changes its group.
    """

    def __init__(self, dimension: int, settings: StreamSettings | None = None) -> None:
        self.settings = settings or StreamSettings()
        self._sums = np.zeros((0, dimension), dtype=np.float32)
        self._counts = np.zeros(0, dtype=np.float64)
        self._last = np.zeros(0, dtype=np.float64)
        self._names = np.zeros(0, dtype=np.int64)
        self._next = 0

    def add(self, vectors: Vectors, times: Times) -> Ints:
        """Group one batch.

        Parameters
        ----------
        vectors
            Rows of length 1, shape (n, dimension).
        times
            Shape (n,), none before the batch before.

        Returns
        -------
        numpy.ndarray
            Number of the group of each row, shape (n,).
        """
        if not len(vectors):
            return np.zeros(0, dtype=np.int64)
        self._forget(float(times.min()) - self.settings.window)
        active = len(self._names)
        sums = np.concatenate([self._sums, vectors])
        counts = np.concatenate([self._counts, np.ones(len(vectors))])
        a, b = self._edges(vectors, times)
        root = merge(sums, counts, a, b, frozen=active, least=self.settings.average)
        labels = root[active:]
        # Number new groups by their first item in time, so that the order within a batch has no part in it.
        fresh = np.unique(labels[labels >= active])
        order = np.lexsort((np.arange(len(vectors)), times))
        first = {int(g): i for i, g in reversed(list(enumerate(labels[order]))) if g >= active}
        numbered = sorted(fresh.tolist(), key=lambda group: first[group])
        names = np.concatenate([self._names, np.zeros(len(vectors), dtype=np.int64)])
        names[numbered] = np.arange(self._next, self._next + len(numbered))
        self._next += len(numbered)
        last = np.concatenate([self._last, np.full(len(vectors), -np.inf)])
        np.maximum.at(last, labels, times)
        kept = np.concatenate([np.arange(active), np.array(numbered, dtype=np.int64)])
        self._sums, self._counts, self._last, self._names = sums[kept], counts[kept], last[kept], names[kept]
        return np.asarray(names[labels], dtype=np.int64)

    def _forget(self, before: float) -> None:
        """Let go of groups that nothing can join any more."""
        kept = self._last >= before
        self._sums, self._counts = self._sums[kept], self._counts[kept]
        self._last, self._names = self._last[kept], self._names[kept]

    def _edges(self, vectors: Vectors, times: Times) -> tuple[Ints, Ints]:
        """Candidates: near items of the batch, and the groups whose mean is nearest."""
        settings = self.settings
        active = len(self._names)
        later, earlier, _ = windowed_neighbours(
            vectors, times, window=settings.window, most=settings.neighbours, least=settings.average
        )
        a, b = [later + active], [earlier + active]
        if active:
            most = min(5, active)
            means = (self._sums / self._counts[:, None]).astype(np.float32)
            for start in range(0, len(vectors), 1024):
                near = vectors[start : start + 1024] @ means.T
                # One item may be less like a group than the items that it will join it with.
                rows, columns = largest(near, near >= settings.average - 0.1, most)
                a.append(rows + start + active)
                b.append(columns)
        return np.concatenate(a), np.concatenate(b)


def merge(sums: Vectors, counts: Means, a: Ints, b: Ints, *, frozen: int, least: float) -> Ints:
    """Merge groups that are each other's nearest until none are near enough.

    Parameters
    ----------
    sums, counts
        Of the groups, shape (n, dimension) and (n,); changed in place.
    a, b
        Pairs of groups that may be merged.
    frozen
        The first so many groups are never merged with each other.
    least
        Least mean cosine of a merge.

    Returns
    -------
    numpy.ndarray
        The group that each has become part of, shape (n,): the smallest number among those merged.

    Notes
    -----
    Average linkage is reducible, so merging all reciprocal nearest neighbours at once gives the same groups
    as merging the nearest pair each time, and a pair below the threshold can be dropped for good (Murtagh
    1983, doi:10.1093/comjnl/26.4.354).
    """
    n = len(counts)
    parent = np.arange(n)
    keys = np.unique(np.minimum(a, b) * n + np.maximum(a, b))
    low, high, mean = _alike(sums, counts, keys, frozen, least)
    while len(low):
        mutual = _each_others_nearest(low, high, mean, n)
        into, gone = low[mutual], high[mutual]
        sums[into] += sums[gone]
        counts[into] += counts[gone]
        parent[gone] = into
        # Only what the merged groups are like has changed.
        changed = np.zeros(n, dtype=bool)
        changed[into] = changed[gone] = True
        touched = changed[low] | changed[high]
        x, y = parent[low[touched]], parent[high[touched]]
        again = _alike(sums, counts, np.unique(np.minimum(x, y) * n + np.maximum(x, y)), frozen, least)
        low, high, mean = (
            np.concatenate([old[~touched], new]) for old, new in zip((low, high, mean), again, strict=True)
        )
    for _ in range(n):
        up = parent[parent]
        if np.array_equal(up, parent):
            break
        parent = up
    return parent


def _alike(sums: Vectors, counts: Means, keys: Ints, frozen: int, least: float) -> tuple[Ints, Ints, Means]:
    """Pairs, by keys ``low * n + high``, that may be merged and are near enough, with their mean cosine."""
    low, high = keys // len(counts), keys % len(counts)
    kept = (low != high) & (high >= frozen)
    low, high = low[kept], high[kept]
    mean = np.empty(len(low))
    for start in range(0, len(low), 65_536):
        part = slice(start, start + 65_536)
        mean[part] = np.einsum("ij,ij->i", sums[low[part]], sums[high[part]])
    mean /= counts[low] * counts[high]
    kept = mean >= least
    return low[kept], high[kept], mean[kept]


def _each_others_nearest(low: Ints, high: Ints, mean: Means, n: int) -> Ints:
    """Places of the pairs of groups that are each other's nearest; equal ones by the smaller pair."""
    top = np.full(n, -np.inf)
    np.maximum.at(top, low, mean)
    np.maximum.at(top, high, mean)
    best = np.flatnonzero((mean == top[low]) | (mean == top[high]))
    # The order of pairs has no part in it.
    best = best[np.lexsort((high[best], low[best], -mean[best]))]
    rank = np.arange(len(best))
    first = np.full(n, len(best), dtype=np.int64)
    np.minimum.at(first, low[best], rank)
    np.minimum.at(first, high[best], rank)
    return np.asarray(best[(first[low[best]] == rank) & (first[high[best]] == rank)], dtype=np.int64)


def group_stream(batches: Iterable[tuple[Vectors, Times]], settings: StreamSettings | None = None) -> Iterator[Ints]:
    """Group batches in the order of time, one at a time; memory holds one batch and the groups of a window."""
    grouper: StreamGrouper | None = None
    for vectors, times in batches:
        grouper = grouper or StreamGrouper(vectors.shape[1], settings)
        yield grouper.add(vectors, times)

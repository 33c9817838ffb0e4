"""Pairs of texts that may be one, by MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman 2014, ch. 3).

Only texts of about the same days are paired: in an archive of years, far more texts share some phrases than are copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Sketches = npt.NDArray[np.uint64]

PERMUTATIONS = 128
"""Hash functions of a MinHash."""
BANDS, ROWS = 64, 2
"""How they are banded: a pair that shares a third of its shingles is a candidate with probability 0.999."""


class Sketcher:
    """Makes sketches that can be compared with each other."""

    def __init__(self) -> None:
        from datasketch import MinHash

        self._empty: Any = MinHash(num_perm=PERMUTATIONS, seed=1)

    def sketch(self, shingles: AbstractSet[str]) -> Sketches:
        """The sketch of a set, shape (PERMUTATIONS,)."""
        made = self._empty.copy()
        made.update_batch([shingle.encode() for shingle in shingles])
        return np.asarray(made.hashvalues, dtype=np.uint64)


def near_pairs(sketches: Sketches, times: Sequence[datetime | None], window: timedelta) -> Iterator[tuple[int, int]]:
    """Pairs whose sketches have a band in common and whose times are near.

    Parameters
    ----------
    sketches
        Shape (n, PERMUTATIONS).
    times
        Of each; what has none is near to all.
    window
        Largest difference of times that are near.

    Yields
    ------
    tuple of int
        ``(i, j)`` with ``i < j``, in order, each pair once.
    """
    n = len(times)
    dated = [time for time in times if time is not None]
    start = min(dated, default=None)
    never = np.array([time is None for time in times], dtype=bool)
    microseconds = np.array(
        [0 if time is None or start is None else (time - start) // timedelta(microseconds=1) for time in times],
        dtype=np.int64,
    )
    order = np.lexsort((microseconds, never))
    sorted_times = microseconds[order[: len(dated)]]
    # The first in the order of time that each is near to; those without a time come last and are near to all.
    reach = np.searchsorted(sorted_times, sorted_times - window // timedelta(microseconds=1))
    first = np.concatenate([reach, np.zeros(n - len(dated), dtype=np.int64)])
    found = np.zeros(0, dtype=np.int64)
    for band in range(BANDS):
        left, right = _sharing(sketches[order, band * ROWS : (band + 1) * ROWS], first)
        a, b = order[left], order[right]
        found = np.union1d(found, np.minimum(a, b) * n + np.maximum(a, b))
    for key in found.tolist():
        yield divmod(key, n)


def _sharing(part: Sketches, first: Ints) -> tuple[Ints, Ints]:
    """Pairs of rows that are equal, of which the earlier is not before the first that the later is near to."""
    n = len(part)
    _, bucket = np.unique(part, axis=0, return_inverse=True)
    keys = bucket.astype(np.int64).ravel() * (n + 1) + np.arange(n)
    rows = np.argsort(keys, kind="stable")
    keys = keys[rows]
    begin = np.searchsorted(keys, keys - rows + first[rows])
    counts = np.arange(n) - begin
    later = np.repeat(np.arange(n), counts)
    earlier = np.arange(len(later)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(begin, counts)
    return rows[earlier], rows[later]

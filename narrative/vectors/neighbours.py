"""Exact neighbours in a window of time, by blocked matrix products."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from narrative.vectors.encoder import Vectors

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Times = npt.NDArray[np.float64]

BLOCK = 1024
"""Rows multiplied at once."""
STRIP = 8192
"""Columns multiplied at once, so that memory does not grow with the articles of a window."""


def windowed_neighbours(
    vectors: Vectors, times: Times, *, window: float, most: int, least: float
) -> tuple[Ints, Ints, Floats]:
    """Find each row's nearest rows among those of an earlier or the same time within a window.

    Parameters
    ----------
    vectors
        Rows of length 1, shape (n, dimension).
    times
        Of the rows, in any unit, shape (n,); a row without a time (NaN) is compared with all.
    window
        Largest difference of times, in the unit of ``times``.
    most
        Neighbours that are kept of a row.
    least
        Least cosine of a neighbour.

    Returns
    -------
    later, earlier, cosines
        One entry a pair, each pair once, in the order of ``later`` (by time, then row).

    Notes
    -----
    The result is exact and takes time in proportion to n times the rows of a window.
    """
    never = np.isnan(times)
    order = np.lexsort((np.arange(len(times)), np.where(never, np.inf, times)))
    sorted_times = np.where(never, np.inf, times)[order]
    found_later: list[Ints] = []
    found_earlier: list[Ints] = []
    found_cosines: list[Floats] = []
    for start in range(0, len(order), BLOCK):
        end = min(start + BLOCK, len(order))
        dated = bool(np.isfinite(sorted_times[end - 1]))
        first = int(np.searchsorted(sorted_times, sorted_times[start] - window)) if dated else 0
        rows = order[start:end]
        columns, cosines = _best(vectors, order, sorted_times, (start, end, first), (window, most, least))
        hit = np.isfinite(cosines)
        found_later.append(np.repeat(rows, hit.sum(axis=1)))
        found_earlier.append(order[columns[hit]])
        found_cosines.append(cosines[hit])
    if not found_later:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)
    return np.concatenate(found_later), np.concatenate(found_earlier), np.concatenate(found_cosines)


def _best(
    vectors: Vectors,
    order: Ints,
    times: Times,
    span: tuple[int, int, int],
    limits: tuple[float, int, float],
) -> tuple[Ints, Floats]:
    """Best columns and cosines of a block of rows, both of shape (rows, most); -inf where there are fewer."""
    start, end, first = span
    window, most, least = limits
    block = vectors[order[start:end]]
    places = np.arange(start, end)
    best = np.full((end - start, most), -np.inf, dtype=np.float32)
    columns = np.zeros((end - start, most), dtype=np.int64)
    for left in range(first, end, STRIP):
        right = min(left + STRIP, end)
        cosines = block @ vectors[order[left:right]].T
        strip = np.arange(left, right)
        cosines[(strip[None, :] >= places[:, None]) | (cosines < least)] = -np.inf
        with np.errstate(invalid="ignore"):
            late = times[places][:, None] - times[strip][None, :] > window
        late &= np.isfinite(times[places])[:, None]
        cosines[late] = -np.inf
        if right - left > most:
            kept = np.argpartition(-cosines, most - 1, axis=1)[:, :most]
            cosines, strip = np.take_along_axis(cosines, kept, axis=1), strip[kept]
        else:
            strip = np.broadcast_to(strip, cosines.shape)
        both, both_columns = np.hstack([best, cosines]), np.hstack([columns, strip])
        kept = np.lexsort((both_columns, -both), axis=1)[:, :most]
        best, columns = np.take_along_axis(both, kept, axis=1), np.take_along_axis(both_columns, kept, axis=1)
    return columns, best

"""Exact neighbours in a window of time, by blocked matrix products."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from narrative.vectors.encoder import Vectors

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Times = npt.NDArray[np.float64]
Hits = npt.NDArray[np.bool_]

BLOCK = 1024
"""Rows multiplied at once."""
STRIP = 8192
"""Columns multiplied at once, so that memory does not grow with the articles of a window."""
CROWDED = 20
"""Where more than one value in so many counts, the largest of a row are set apart before they are sorted."""


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
    found: list[tuple[Ints, Ints, Floats]] = []
    for start in range(0, len(order), BLOCK):
        end = min(start + BLOCK, len(order))
        dated = bool(np.isfinite(sorted_times[end - 1]))
        first = int(np.searchsorted(sorted_times, sorted_times[start] - window)) if dated else 0
        rows, columns, cosines = _best(vectors, order, sorted_times, (start, end, first), (window, most, least))
        found.append((order[rows], order[columns], cosines))
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)
    later, earlier, near = zip(*found, strict=True)
    return np.concatenate(later), np.concatenate(earlier), np.concatenate(near)


def largest(values: Floats, hits: Hits, most: int) -> tuple[Ints, Ints]:
    """Rows and columns of the largest values of each row among those marked.

    Parameters
    ----------
    values
        Shape (rows, columns).
    hits
        Which of them count, of the same shape; few, or it takes longer.
    most
        Kept of a row.

    Returns
    -------
    rows, columns
        By row, then largest first, equal ones by column.
    """
    if most < hits.shape[1] and np.count_nonzero(hits) > hits.size // CROWDED:
        kept = np.argpartition(np.where(hits, -values, np.inf), most - 1, axis=1)[:, :most]
        thinned = np.zeros_like(hits)
        np.put_along_axis(thinned, kept, values=True, axis=1)
        hits = hits & thinned
    rows, columns = np.nonzero(hits)
    kept = _first(rows, columns, values[rows, columns], most)
    return rows[kept], columns[kept]


def _first(rows: Ints, columns: Ints, values: Floats, most: int) -> Ints:
    """Places of the largest values of each row, in the order of rows, then largest first, then by column."""
    order = np.lexsort((columns, -values, rows))
    ordered = rows[order]
    return np.asarray(order[np.arange(len(order)) - np.searchsorted(ordered, ordered) < most])


def _best(
    vectors: Vectors,
    order: Ints,
    times: Times,
    span: tuple[int, int, int],
    limits: tuple[float, int, float],
) -> tuple[Ints, Ints, Floats]:
    """Best columns and cosines of a block of rows, by row; all by their place in the order of time."""
    start, end, first = span
    window, most, least = limits
    block = vectors[order[start:end]]
    places = np.arange(start, end)
    dated = np.isfinite(times[start:end])
    latest = times[start:end][dated].max(initial=-np.inf)
    found: list[tuple[Ints, Ints, Floats]] = []
    for left in range(first, end, STRIP):
        right = min(left + STRIP, end)
        cosines = block @ vectors[order[left:right]].T
        hits = cosines >= least
        if right > start:
            hits &= np.arange(left, right)[None, :] < places[:, None]
        if latest - times[left] > window:
            with np.errstate(invalid="ignore"):
                late = times[places][:, None] - times[left:right][None, :] > window
            hits &= ~(late & dated[:, None])
        rows, columns = largest(cosines, hits, most)
        found.append((rows, columns + left, cosines[rows, columns]))
    rows, columns, near = (np.concatenate(part) for part in zip(*found, strict=True))
    kept = _first(rows, columns, near, most)
    return rows[kept] + start, columns[kept], near[kept]

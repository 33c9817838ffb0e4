"""How a pair of claims stands among the other pairs of its event.

A chance of one question says little by itself where all claims of an event speak of the same people and places.
Whether each is among the nearest of the other, and whether both are near to the same third claims, says more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from narrative.records import Claim

CONTEXT_COLUMNS: tuple[str, ...] = (
    "score",
    "rank, nearer",
    "rank, farther",
    "below best, least",
    "below best, most",
    "above tenth, least",
    "above tenth, most",
    "shared near",
    "through another",
)
"""Names of the columns of `context_rows`: the log odds of the pair; its place in the two lists of each claim's pairs,
best first, log(1 + place); how far it stands below the best and above the tenth of each list; the share of the six
nearest claims that both have in common; the log odds of the weaker of the two steps over the best third claim."""

_TENTH = 9
_NEAR = 6
_STEPS = 16  # nearest claims of each through which the other may be reached
_FAR = -8.0  # log odds where there is no way
_BLOCK = 4096
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def indexed(pairs: Sequence[tuple[Claim, Claim]]) -> tuple[Ints, list[str]]:
    """Pairs as indices of the claims that stand in some, shape (n, 2), and the article of each such claim."""
    claims = {claim.id: claim for pair in pairs for claim in pair}
    place = {name: n for n, name in enumerate(sorted(claims))}
    places = np.array([(place[a.id], place[b.id]) for a, b in pairs], dtype=np.int64).reshape(-1, 2)
    return places, [claims[name].article for name in sorted(claims)]


def context_rows(pairs: Ints, scores: Floats, count: int) -> Floats:
    """Rows of `CONTEXT_COLUMNS`.

    Parameters
    ----------
    pairs
        Indices of claims, shape (n, 2), each pair once.
    scores
        Log odds that both answer one question, shape (n,).
    count
        Claims of the event. Ties are broken by their indices.

    Returns
    -------
    ndarray
        Shape (n, columns).
    """
    if not len(pairs):
        return np.zeros((0, len(CONTEXT_COLUMNS)))
    scores = np.round(scores, 6)
    one, other = pairs[:, 0], pairs[:, 1]
    start, place, order = _lists(pairs, scores, count)
    ranks = place[: len(pairs)], place[len(pairs) :]
    both = np.concatenate([scores, scores])[order]
    length = np.diff(start)
    filled = length > 0
    best, tenth = np.zeros(count), np.zeros(count)
    best[filled] = both[start[:-1][filled]]
    tenth[filled] = both[(start[:-1] + np.minimum(_TENTH, length - 1))[filled]]
    nearest = np.concatenate([other, one])[order]
    shared, through = _in_common(pairs, _table(nearest, both, start, count))
    below, above = (scores - best[one], scores - best[other]), (scores - tenth[one], scores - tenth[other])
    return np.column_stack(
        [
            scores,
            np.log1p(np.minimum(*ranks)),
            np.log1p(np.maximum(*ranks)),
            np.minimum(*below),
            np.maximum(*below),
            np.minimum(*above),
            np.maximum(*above),
            shared,
            through,
        ]
    )


def _lists(pairs: Ints, scores: Floats, count: int) -> tuple[Ints, Ints, Ints]:
    """Each claim's pairs, best first: where its list starts, the place of each pair in the two lists, and the order."""
    one, other = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    order = np.lexsort((other, -np.concatenate([scores, scores]), one))
    start = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=count))])
    place = np.empty(len(one), dtype=np.int64)
    place[order] = np.arange(len(one)) - start[one[order]]
    return start, place, order


def _table(nearest: Ints, scores: Floats, start: Ints, count: int) -> tuple[Ints, Floats]:
    """The first of each list: indices, -1 where it is shorter, and log odds; shape (count, steps)."""
    at = start[:-1, None] + np.arange(_STEPS)[None, :]
    inside = at < start[1:, None]
    at = np.minimum(at, max(0, len(nearest) - 1))
    return np.where(inside, nearest[at], -1), np.where(inside, scores[at], _FAR)


def _in_common(pairs: Ints, table: tuple[Ints, Floats]) -> tuple[Floats, Floats]:
    nearest, scores = table
    shared, through = np.empty(len(pairs)), np.empty(len(pairs))
    for start in range(0, len(pairs), _BLOCK):
        one, other = pairs[start : start + _BLOCK].T
        meet = (nearest[one][:, :, None] == nearest[other][:, None, :]) & (nearest[one] >= 0)[:, :, None]
        shared[start : start + _BLOCK] = meet[:, :_NEAR, :_NEAR].sum(axis=(1, 2)) / _NEAR
        weaker = np.minimum(scores[one][:, :, None], scores[other][:, None, :])
        through[start : start + _BLOCK] = np.where(meet, weaker, _FAR).max(axis=(1, 2))
    return shared, np.maximum(through, _FAR)

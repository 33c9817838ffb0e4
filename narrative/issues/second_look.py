"""How a pair stands among the pairs of its event once each has a first chance: what a second look has to go by.

Whether two claims answer one question shows in the others: both have the same partners, each is the other's best match
in its article, and the groups that the first chances make hold together or do not. The chances of a first classifier as
columns of a second is stacking (Wolpert 1992, "Stacked generalization", Neural Networks 5); with those of the
neighbours it is stacked inference in a graph (Kou and Cohen 2007, "Stacked graphical models", SDM).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrative.issues.context import CONTEXT_COLUMNS, context_rows
from narrative.issues.grouping import group

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GROUPED_FROM = (0.15, 0.3)  # chances from which claims are grouped, to see what the pair does in the groups
_UNKNOWN = -0.1
_BLOCK = 8192

_GROUPS = ("one group", "less to group", "more to group", "between groups", "smaller group", "larger group")
SECOND_COLUMNS: tuple[str, ...] = (
    *(f"then {name}" for name in CONTEXT_COLUMNS),
    "same partners", "partners between", "fewer partners", "more partners",
    "below best in article, less", "below best in article, more", "places in article",
    *(f"{name} from {least}" for least in _GROUPED_FROM for name in _GROUPS),
    "claims", "articles", "partners of a claim",
)  # fmt: skip
"""Names of the columns of `second_rows`."""


def second_rows(pairs: Ints, scores: Floats, articles: Sequence[str]) -> Floats:
    """Rows of `SECOND_COLUMNS`.

    Parameters
    ----------
    pairs
        Indices of claims, shape (n, 2), each pair once.
    scores
        Log odds that both answer one question, at first sight; shape (n,).
    articles
        Of each claim of the event.

    Returns
    -------
    ndarray
        Shape (n, columns), rounded so that the order of a sum cannot show.
    """
    if not len(pairs):
        return np.zeros((0, len(SECOND_COLUMNS)))
    pairs = np.sort(pairs, axis=1)
    scores = np.asarray(np.round(np.clip(scores, -30.0, 30.0), 6), dtype=np.float64)
    chances = 1.0 / (1.0 + np.exp(-scores))
    count, table = len(articles), _table(pairs, chances, len(articles))
    partners = np.asarray(table.sum(axis=1)).ravel()
    event = [float(count), float(len(set(articles))), float(chances.sum()) / count]
    columns = [
        context_rows(pairs, scores, count),
        _partners(pairs, chances, table, partners),
        _in_articles(pairs, scores, articles),
        *(_in_groups(pairs, chances, table, least) for least in _GROUPED_FROM),
        np.tile(event, (len(pairs), 1)),
    ]
    return np.asarray(np.round(np.hstack(columns), 6))


def _table(pairs: Ints, chances: Floats, count: int) -> Any:
    from scipy.sparse import coo_array

    one, other = pairs.T
    both = np.concatenate([one, other]), np.concatenate([other, one])
    return coo_array((np.concatenate([chances, chances]), both), shape=(count, count)).tocsr()


def _partners(pairs: Ints, chances: Floats, table: Any, partners: Floats) -> Floats:
    """What both claims have near in common, as the cosine of their chances and as their sum; and how many each has."""
    one, other = pairs.T
    between = np.empty(len(pairs))
    for start in range(0, len(pairs), _BLOCK):
        here = slice(start, start + _BLOCK)
        between[here] = np.asarray(table[one[here]].multiply(table[other[here]]).sum(axis=1)).ravel()
    # each claim is its own partner for certain
    length = np.sqrt(1.0 + np.asarray(table.multiply(table).sum(axis=1)).ravel())
    same = (between + 2 * chances) / (length[one] * length[other])
    fewer, more = np.minimum(partners[one], partners[other]), np.maximum(partners[one], partners[other])
    return np.column_stack([same, between, fewer, more])


def _in_articles(pairs: Ints, scores: Floats, articles: Sequence[str]) -> Floats:
    """How far each is behind the other's best match in its article, and how many of the two articles are before it."""
    place = {name: n for n, name in enumerate(sorted(set(articles)))}
    article = np.array([place[name] for name in articles])
    claim, partner = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    both, list_of = np.concatenate([scores, scores]), claim * len(place) + article[partner]
    order = np.lexsort((partner, -both, list_of))
    first = np.concatenate([[True], list_of[order][1:] != list_of[order][:-1]])
    start = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    rank, below = np.empty(len(order)), np.empty(len(order))
    rank[order] = np.arange(len(order)) - start
    below[order] = both[order] - both[order][start]
    here, there = below[: len(pairs)], below[len(pairs) :]
    return np.column_stack([np.minimum(here, there), np.maximum(here, there), rank[: len(pairs)] + rank[len(pairs) :]])


def _in_groups(pairs: Ints, chances: Floats, table: Any, least: float) -> Floats:
    """Rows of `_GROUPS`: what the pair does in the groups that the first chances make."""
    from scipy.sparse import csr_array

    one, other = pairs.T
    count = table.shape[0]
    weights = dict(zip(map(tuple, pairs.tolist()), (chances - least).tolist(), strict=True))
    groups = group(count, weights, _UNKNOWN)
    of = np.empty(count, dtype=np.int64)
    for n, members in enumerate(groups):
        of[members] = n
    membership = csr_array((np.ones(count), (np.arange(count), of)), shape=(count, len(groups)))
    size = np.array([len(members) for members in groups], dtype=np.float64)
    to = table @ membership
    left, right = of[one], of[other]
    within = left == right
    here, there = (
        _at(to, claim, at) / np.maximum(size[at] - within, 1.0) for claim, at in ((one, right), (other, left))
    )
    crossing = np.where(within, size[left] * np.maximum(size[left] - 1, 1.0), size[left] * size[right])
    between = _at(membership.T @ to, left, right) / crossing
    sizes = size[left], size[right]
    return np.column_stack(
        [within, np.minimum(here, there), np.maximum(here, there), between, np.minimum(*sizes), np.maximum(*sizes)]
    ).astype(np.float64)


def _at(table: Any, rows: Ints, columns: Ints) -> Floats:
    """Entries of a sparse table."""
    return np.asarray(table.tocsr()[rows, columns]).ravel().astype(np.float64)

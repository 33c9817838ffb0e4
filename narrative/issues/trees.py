"""Boosted regression trees: what is learned of pairs within their event, evaluated without the library that learned it.

Gradient boosting after Friedman 2001, "Greedy function approximation: a gradient boosting machine", Annals of
Statistics 29. The trees are learned by ``benchmarks/training/questions_fit.py`` and stand in ``data/questions.json``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrative.issues.context import CONTEXT_COLUMNS
from narrative.issues.learned import read_learned
from narrative.issues.pair_features import PLAIN_COLUMNS
from narrative.issues.second_look import SECOND_COLUMNS, second_rows

COLUMNS: tuple[str, ...] = (*PLAIN_COLUMNS, *CONTEXT_COLUMNS)
"""Names of the columns that the trees read: of the pair by itself, and among the pairs of its event."""

_NAME, _SCRIPT = "questions.json", "benchmarks/training/questions_fit.py"
_ENOUGH = 20  # claims of an event that the trees are asked about alone
_BLOCK = 256  # rows that go through all trees at a time
_LEAF = -1
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Trees:
    """Trees whose leaves add up to log odds.

    Parameters
    ----------
    column
        Column that a node asks about, -1 in a leaf; shape (trees, nodes), node 0 is the root.
    threshold
        Greatest value that goes to the left; same shape.
    left, right
        Nodes that follow, a leaf itself in a leaf; same shape.
    value
        Log odds that a leaf adds; same shape.
    bias
        Log odds before the first tree.
    name, sha256
        As they are reported.
    """

    column: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    bias: float
    name: str = ""
    sha256: str = ""

    @classmethod
    def empty(cls) -> Trees:
        """One tree that says nothing."""
        leaf, zero = np.zeros((1, 1), dtype=np.int64), np.zeros((1, 1))
        return cls(leaf + _LEAF, zero, leaf, leaf, zero, 0.0)

    def score(self, rows: Floats) -> Floats:
        """Log odds of rows of `COLUMNS`, shape (n, columns); shape (n,)."""
        trees, nodes = self.column.shape
        first = np.arange(trees) * nodes
        # one flat list of all nodes: looking up by one index is twice as fast as by two
        column, threshold, value = self.column.ravel(), self.threshold.ravel(), self.value.ravel()
        left, right = (after + first[:, None] for after in (self.left, self.right))
        left, right = left.ravel(), right.ravel()
        found = [np.zeros(0)]
        for start in range(0, len(rows), _BLOCK):
            part = rows[start : start + _BLOCK]
            base = np.arange(len(part))[:, None] * part.shape[1]
            flat, at = part.ravel(), np.tile(first, (len(part), 1))
            while True:
                asked = column.take(at)
                if (asked == _LEAF).all():
                    break
                below = flat.take(base + np.maximum(asked, 0)) <= threshold.take(at)
                at = np.where(below, left.take(at), right.take(at))
            found.append(value.take(at).sum(axis=1) + self.bias)
        return np.concatenate(found)


@dataclass(frozen=True)
class Looks:
    """Trees for a first look at the pairs of an event, and for a second that knows what the first saw.

    Parameters
    ----------
    first
        Over `COLUMNS`.
    second
        Over those and `narrative.issues.second_look.SECOND_COLUMNS`.
    """

    first: Trees
    second: Trees

    def weighed(self, alone: Floats, rows: Floats, pairs: Ints, articles: Sequence[str]) -> Floats:
        """Log odds of pairs of an event: their own ones where it has hardly a claim, those of the trees where many.

        Parameters
        ----------
        alone
            Log odds of each pair by itself, shape (n,).
        rows
            Of `COLUMNS`, shape (n, columns).
        pairs
            Indices of claims, shape (n, 2).
        articles
            Of each claim. Among three claims each is near to each, which says nothing.
        """
        share = min(1.0, len(articles) / _ENOUGH)
        then = second_rows(pairs, self.first.score(rows), articles)
        return share * self.second.score(np.hstack([rows, then])) + (1.0 - share) * alone


def looks_of(raw: Mapping[str, Any], sha256: str = "") -> Looks:
    """Both as they stand in a file."""
    second = {"name": raw["name"], **raw["second"]}
    width = len(COLUMNS) + len(SECOND_COLUMNS)
    if tuple(second["columns"]) != (*COLUMNS, *SECOND_COLUMNS):
        raise ValueError("learned for other columns")
    return Looks(trees_of(raw, sha256), trees_of(second, sha256, width))


def trees_of(raw: Mapping[str, Any], sha256: str = "", width: int = len(COLUMNS)) -> Trees:
    """Trees as ``benchmarks/training/questions_fit.py`` writes them.

    Parameters
    ----------
    raw
        ``bias`` and ``trees``: for each tree the lists ``column``, ``threshold``, ``left``, ``right`` and ``value``.
    sha256
        Of the file.
    width
        Columns of the rows that the trees read.

    Raises
    ------
    ValueError
        When lists of one tree differ in length, or a node leads nowhere.
    """
    trees: Sequence[Mapping[str, Sequence[float]]] = raw["trees"]
    most = max((len(tree["column"]) for tree in trees), default=1)

    def table(key: str, empty: float) -> Floats:
        rows = np.full((len(trees), most), empty, dtype=np.float64)
        for n, tree in enumerate(trees):
            if len(tree[key]) != len(tree["column"]):
                raise ValueError(f"a tree with {len(tree['column'])} nodes has {len(tree[key])} of {key}")
            rows[n, : len(tree[key])] = tree[key]
        return rows

    column, left, right = (
        table(key, empty).astype(np.int64) for key, empty in (("column", _LEAF), ("left", 0), ("right", 0))
    )
    after = np.arange(most)[None, :]
    inner = column != _LEAF
    if (column >= width).any() or (
        inner & ((left <= after) | (right <= after) | (left >= most) | (right >= most))
    ).any():
        raise ValueError("a node asks about a column that is not there, or leads back or nowhere")
    left, right = np.where(inner, left, after), np.where(inner, right, after)
    return Trees(
        column, table("threshold", 0.0), left, right, table("value", 0.0), float(raw["bias"]), str(raw["name"]), sha256
    )


@lru_cache(maxsize=1)
def load_looks() -> Looks:
    """The trees that ship.

    Raises
    ------
    ModelError
        When the file is missing, broken, or was learned for other columns.
    """
    return read_learned(_NAME, COLUMNS, _SCRIPT, looks_of)

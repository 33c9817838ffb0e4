"""How far two statements say the same piece by piece.

One vector for a statement mixes all that it says. Here each piece of one (a word, or a part of it, as the encoder reads
it in its place) looks for the nearest piece of the other, and the mean of what is found counts, the rare pieces of the
event more: late interaction (Khattab and Zaharia 2020, "ColBERT", SIGIR). What all pieces of the event share is taken
off first, as is done with word vectors (Mu and Viswanath 2018, "All-but-the-top", ICLR).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrative.vectors import Tokens, Vectors

_FEW = 80  # pieces: the mean of fewer is drawn to nothing
_AT_ONCE = 256  # texts with which one is compared at a time

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text within its event.

    Parameters
    ----------
    rows
        What is left of each piece once the mean of the event is taken off; shape (pieces, d), of length 1.
    weights
        Of each piece, by its rarity in the event; they sum to one.
    """

    rows: Vectors
    weights: Vectors


def pieces_of(texts: Sequence[str], tokens: Mapping[str, Tokens]) -> dict[str, Pieces]:
    """The texts of one event, piece by piece.

    Parameters
    ----------
    texts
        What each claim states; a text that two claims state counts twice.
    tokens
        Of each text.
    """
    holders = Counter(piece for text in texts for piece in set(tokens[text].ids.tolist()))
    count = sum(len(tokens[text].ids) for text in texts)
    centre = sum(tokens[text].rows.sum(axis=0, dtype=np.float64) for text in texts) / (count + _FEW)
    return {text: _pieces(tokens[text], centre, holders, len(texts)) for text in sorted(set(texts))}


def _pieces(tokens: Tokens, centre: Any, holders: Mapping[int, int], count: int) -> Pieces:
    rows = tokens.rows - centre.astype(np.float32)
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    weights = np.array([np.log(1 + count / holders[piece]) ** 2 for piece in tokens.ids.tolist()], dtype=np.float32)
    return Pieces(rows.astype(np.float32), weights / max(float(weights.sum()), 1e-6))


def matches(pairs: Sequence[tuple[str, str]], pieces: Mapping[str, Pieces]) -> Floats:
    """How much of each text of a pair is found in the other: the smaller share first; shape (n, 2).

    0 where a text has no pieces or stands outside of the event.
    """
    found = np.zeros((len(pairs), 2))
    by_left: dict[str, list[int]] = {}
    for at, (left, right) in enumerate(pairs):
        if all(text in pieces and len(pieces[text].weights) for text in (left, right)):
            by_left.setdefault(left, []).append(at)
    for left, places in by_left.items():
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            found[some] = _one_to_many(pieces[left], [pieces[pairs[at][1]] for at in some])
    # rounded, so that the last bits of a product cannot show which pairs were asked together
    return np.asarray(np.round(np.sort(found, axis=1), 5), dtype=np.float64)


def _one_to_many(one: Pieces, others: Sequence[Pieces]) -> Floats:
    """The share of one text found in each of the others, and of each of them in it; shape (others, 2)."""
    starts = np.cumsum([0, *(len(other.weights) for other in others[:-1])])
    near = one.rows @ np.concatenate([other.rows for other in others]).T
    there = one.weights @ np.maximum.reduceat(near, starts, axis=1)
    back = np.add.reduceat(near.max(axis=0) * np.concatenate([other.weights for other in others]), starts)
    return np.column_stack([there, back]).astype(np.float64)

"""What the claims of one event have in common, and so tells nothing about any two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from narrative.issues.pieces import Pieces
from narrative.issues.reading import Reading
from narrative.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Inner:
    """What an encoder gives of texts beyond a vector each; what is left once the mean of the event is taken off.

    Parameters
    ----------
    pieces
        Piece by piece.
    asking
        Vectors by the question that each text answers, of length 1; empty where nothing was learned of that.
    """

    pieces: Mapping[str, Pieces] = field(default_factory=dict)
    asking: Mapping[str, Vectors] = field(default_factory=dict)


NOTHING = Inner()
"""Where nothing reads the inner layers."""


@dataclass(frozen=True)
class Surroundings:
    """The event in which a pair is judged.

    Parameters
    ----------
    stated, whole
        Mean vector of what the claims state, and of their whole texts; what every claim of an event shares.
        ``None`` where a pair is judged by itself.
    weights
        Rarity of each word among the claims.
    smoothed
        By what a claim states and its whole text: the vector of both, what all share taken off, drawn towards the
        nearest claims of the event. Two answers that have no word in common may each be near to a third.
    inner, whole_inner
        More of what each claim states, and of its whole text; empty where a pair is judged by itself.
    """

    stated: Vectors | None = None
    whole: Vectors | None = None
    weights: dict[str, float] = field(default_factory=dict)
    smoothed: Mapping[tuple[str, str], Vectors] = field(default_factory=dict)
    inner: Inner = NOTHING
    whole_inner: Inner = NOTHING


ALONE = Surroundings()
"""For pairs that are judged by themselves."""


_NEAREST = 4  # claims towards which one is drawn
_DRAWN = 0.6
_FEW = 4
_BLOCK = 512


def surroundings_of(
    texts: Sequence[tuple[str, str]],
    stated: Vectors,
    whole: Vectors,
    readings: Sequence[Reading],
    inner: tuple[Inner, Inner] = (NOTHING, NOTHING),
) -> Surroundings:
    """What the claims of an event have in common.

    Parameters
    ----------
    texts
        What each claim of the event states, and its whole text.
    stated, whole
        Vectors of both, shape (n, d).
    readings
        Of what they state.
    inner
        More of what they state, and of the whole texts.
    """
    holders: dict[str, int] = {}
    for reading in readings:
        for word in reading.stems | reading.names:
            holders[word] = holders.get(word, 0) + 1
    count = len(readings)
    weights = {word: float(np.log((1 + count) / (1 + n)) + 0.3) for word, n in holders.items()}
    smoothed = dict(zip(texts, _smoothed(stated, whole), strict=True))
    return Surroundings(_shared(stated), _shared(whole), weights, smoothed, *inner)


def _smoothed(stated: Vectors, whole: Vectors) -> Vectors:
    both = centred(np.hstack([centred(stated), centred(whole)]))
    drawn = both.copy()
    for start in range(0, len(both), _BLOCK):
        # rounded, so that the last bits of a sum cannot choose between two claims that are equally near
        near = np.round(both[start : start + _BLOCK] @ both.T, 5)
        for row, values in enumerate(near):
            values[start + row] = -1.0
            best = np.argsort(-values, kind="stable")[:_NEAREST]
            drawn[start + row] += _DRAWN * (np.clip(values[best], 0.0, None) @ both[best])
    return _of_length_one(drawn)


def _shared(vectors: Vectors) -> Vectors:
    """Their mean, drawn to nothing where they are few: of two claims, each would be the opposite of the other."""
    return np.asarray(vectors.sum(axis=0) / (len(vectors) + _FEW), dtype=np.float32)


def centred(vectors: Vectors) -> Vectors:
    """Vectors of length 1 once what all have in common is taken off; shape (n, d)."""
    return _of_length_one(vectors - _shared(vectors))


def _of_length_one(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def smoothed_cosine(a: tuple[str, str], b: tuple[str, str], surroundings: Surroundings) -> float | None:
    """Cosine of the smoothed vectors of two claims, ``None`` where they were not laid out together."""
    left, right = surroundings.smoothed.get(a), surroundings.smoothed.get(b)
    return float(left @ right) if left is not None and right is not None else None


def centred_cosine(a: Vectors, b: Vectors, centre: Vectors | None) -> float:
    """Cosine of two vectors of length 1 once what all have in common is taken off."""
    if centre is None:
        return float(a @ b)
    left, right = a - centre, b - centre
    length = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float(left @ right) / length if length > 1e-6 else 0.0


def rare_overlap(a: Reading, b: Reading, weights: dict[str, float]) -> float:
    """Cosine of the words of two statements, weighted by their rarity in the event."""
    left, right = a.stems | a.names, b.stems | b.names
    shared = sum(weights.get(word, 1.0) ** 2 for word in sorted(left & right))
    one = sum(weights.get(word, 1.0) ** 2 for word in sorted(left))
    other = sum(weights.get(word, 1.0) ** 2 for word in sorted(right))
    return shared / (one * other) ** 0.5 if shared else 0.0

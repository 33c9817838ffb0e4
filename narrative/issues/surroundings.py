"""What the claims of one event have in common, and so tells nothing about any two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from narrative.issues.reading import Reading
from narrative.vectors import Vectors


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
    """

    stated: Vectors | None = None
    whole: Vectors | None = None
    weights: dict[str, float] = field(default_factory=dict)


ALONE = Surroundings()
"""For pairs that are judged by themselves."""


def surroundings_of(stated: Vectors, whole: Vectors, readings: Sequence[Reading]) -> Surroundings:
    """What the claims of an event have in common.

    Parameters
    ----------
    stated, whole
        Vectors of all claims of the event, shape (n, d).
    readings
        Of what they state.
    """
    holders: dict[str, int] = {}
    for reading in readings:
        for word in reading.stems | reading.names:
            holders[word] = holders.get(word, 0) + 1
    count = len(readings)
    weights = {word: float(np.log((1 + count) / (1 + n)) + 0.3) for word, n in holders.items()}
    return Surroundings(stated.mean(axis=0), whole.mean(axis=0), weights)


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

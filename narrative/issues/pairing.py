"""Which claims of an event are compared: the nearest of each, never all pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from narrative.issues.reading import Reading
from narrative.records import Claim
from narrative.vectors import Vectors

_BLOCK = 512
_BESIDE = 2  # how many of the next claims of the same article are compared in any case
_WORDS = 0.35  # share of rare words in common beside the cosine of the embeddings


def candidate_pairs(
    claims: Sequence[Claim], vectors: Vectors, readings: Sequence[Reading], neighbours: int
) -> list[tuple[int, int]]:
    """Pairs of claims that may speak to one question.

    Each claim is paired with its nearest in other articles, and with half as many in its own article that have
    another speaker, by the cosine of what is stated and the rare words, names and figures in common, and with the
    next ones in the text, whatever they say: a reply often repeats nothing of what it answers. The similarities are
    exact, by blocks of a matrix product; what is kept grows linearly with the claims.

    Parameters
    ----------
    claims
        Of one event, sorted by article and place.
    vectors
        Of what they state, shape (n, d), rows of length 1.
    readings
        Of what they state.
    neighbours
        Kept per claim.

    Returns
    -------
    list of tuple of int
        Indices ``(i, j)`` with ``i < j``, sorted.
    """
    count = len(claims)
    if count < 2:
        return []
    words = _rare_words(readings)
    article = np.array([claim.article for claim in claims])
    speaker = np.array([claim.speaker.name for claim in claims])
    ids = np.array([claim.id for claim in claims])
    found: set[tuple[int, int]] = set()
    for start in range(0, count, _BLOCK):
        rows = slice(start, min(start + _BLOCK, count))
        near = (1 - _WORDS) * (vectors[rows] @ vectors.T) + _WORDS * (words[rows] @ words.T)
        near = np.round(near, 5)  # so that the order of the input cannot show in the last bits
        here = article[rows, None] == article[None, :]
        found |= _beside(claims, range(rows.start, rows.stop))
        for mask, keep in ((~here, neighbours), (here & (speaker[rows, None] != speaker[None, :]), neighbours // 2)):
            found |= _best(np.where(mask, near, -np.inf), start, keep, ids)
    return sorted(found)


def _beside(claims: Sequence[Claim], rows: range) -> set[tuple[int, int]]:
    """Pairs of neighbours in one article; claims stand in the order of the text."""
    return {
        (i, j)
        for i in rows
        for j in range(i + 1, min(len(claims), i + 1 + _BESIDE))
        if claims[i].article == claims[j].article
    }


def _best(near: NDArray[np.float32], start: int, keep: int, ids: NDArray[np.str_]) -> set[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for row, values in enumerate(near):
        i = start + row
        order = np.lexsort((ids, -values))[:keep]
        pairs |= {(min(i, int(j)), max(i, int(j))) for j in order if np.isfinite(values[j]) and int(j) != i}
    return pairs


def _rare_words(readings: Sequence[Reading]) -> NDArray[np.float32]:
    """Rows of length 1 of words weighted by rarity, hashed by rank; figures count by their kind, not their value."""
    bags = [reading.stems | reading.names | _kinds(reading) for reading in readings]
    holders: dict[str, int] = {}
    for bag in bags:
        for word in bag:
            holders[word] = holders.get(word, 0) + 1
    known = {word: place for place, word in enumerate(sorted(w for w, n in holders.items() if n > 1))}
    table = np.zeros((len(bags), max(1, len(known))), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word in bag:
            weight = np.log((1 + len(bags)) / (1 + holders[word])) + 0.3
            if word in known:
                table[row, known[word]] = weight
        # words that nobody shares count in the length of the row, so that a long statement is near to few
        own = np.sqrt(sum((np.log((1 + len(bags)) / (1 + holders[w])) + 0.3) ** 2 for w in sorted(bag))) or 1.0
        table[row] /= own
    return table


def _kinds(reading: Reading) -> frozenset[str]:
    return frozenset(f"#{kind}" for counted in reading.counted for kind in counted.kinds)

"""A cue phrase as numbers: hashed n-grams of words and letters, and averaged word vectors.

Nothing here needs a model of its own: the word vectors are a small table that ships with the weights
of :mod:`narrative.claims.stance_model`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BUCKETS = 1 << 14
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d.,]*")
_NEGATIONS = frozenset(
    "not no never neither nor without nothing none nobody yet unable failed hardly scarcely cannot refused declined "
    "short avoided refuses declines un".split()
)


def tokens(phrase: str) -> list[str]:
    """Lower-case words; ``n't`` becomes ``not``, numbers ``0``; the marks X and Y stay (as ``x`` and ``y``)."""
    lower = phrase.lower().replace("’", "'").replace("won't", "will not").replace("can't", "can not")
    lower = lower.replace("n't", " not").replace("cannot", "can not").replace("'s ", " ")
    return ["0" if token[0].isdigit() else token for token in _TOKEN.findall(lower)]


def n_grams(words: Sequence[str]) -> Iterator[str]:
    """Words, pairs and triples of words, pairs with a gap, and letters of the words (3 to 5)."""
    padded = ["<", *words, ">"]
    yield from (f"w {word}" for word in words)
    yield from (f"w {a} {b}" for a, b in pairwise(padded))
    yield from (f"w {a} {b} {c}" for a, b, c in zip(padded, padded[1:], padded[2:], strict=False))
    yield from (f"g {a} {b}" for a, b in zip(padded, padded[2:], strict=False))
    for word in words:
        if len(word) > 2:
            edged = f"<{word}>"
            yield from (f"c {edged[i : i + n]}" for n in (3, 4, 5) for i in range(len(edged) - n + 1))


def hashed(phrase: str) -> tuple[NDArray[np.int64], Floats]:
    """The buckets of a phrase's n-grams and their weights (of length 1 in all)."""
    words = tokens(phrase)
    weights: dict[int, float] = {}
    for gram in n_grams(words):
        bucket = crc32(gram.encode()) % BUCKETS
        weights[bucket] = 1.0 if gram[0] != "c" else max(weights.get(bucket, 0.0), 0.5)
    places = np.array(sorted(weights), dtype=np.int64)
    values = np.array([weights[place] for place in places], dtype=np.float32)
    return places, values / max(float(np.linalg.norm(values)), 1e-9)


def dense(phrase: str, vectors: Mapping[str, int], table: NDArray[Any]) -> Floats:
    """The mean vector of a phrase's words, then the same again if the phrase negates and nought if not."""
    words = [word for word in tokens(phrase) if word not in ("x", "y")]
    rows = [vectors[word] for word in words if word in vectors]
    mean = table[rows].astype(np.float32).mean(axis=0) if rows else np.zeros(table.shape[1], dtype=np.float32)
    mean = mean / max(float(np.linalg.norm(mean)), 1e-9)
    negated = any(word in _NEGATIONS for word in words)
    return np.concatenate([mean, mean if negated else np.zeros_like(mean)]).astype(np.float32)

"""What two articles share, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np
import numpy.typing as npt

from narrative.events.background import load_background
from narrative.events.reading import days_of, embedded_of, read_article
from narrative.events.weights import PairWeights
from narrative.records import Article
from narrative.vectors import Encoder, Vectors

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NEAR_DAYS = 4.0
"""Days in which nearness in time falls to 1/e, and after which distance begins to count."""
FAR = 4.0
"""Largest value of the feature ``far``."""
FEATURES = (
    "words",
    "lead_words",
    "names",
    "lead_names_both",
    "lead_names_either",
    "numbers",
    "meaning",
    "words_root",
    "names_root",
    "meaning_root",
    "near",
    "far",
    "near_words",
    "near_names",
    "near_meaning",
)
BLOCK = 200_000
"""Pairs that are scored at once."""


class PairFeatures:
    """Features of pairs of articles.

    Parameters
    ----------
    articles
        At least one.
    encoder
        For title and lead.
    """

    def __init__(self, articles: Sequence[Article], encoder: Encoder) -> None:
        background = load_background()
        readings = [read_article(article, background) for article in articles]
        self.vectors: Vectors = encoder.encode([embedded_of(article) for article in articles])
        self.days: Floats = np.array(days_of(articles), dtype=np.float64)
        self._words = _unit_rows([reading.words for reading in readings])
        self._lead_words = _unit_rows([reading.lead_words for reading in readings])
        self._names = _unit_rows([reading.names for reading in readings])
        self._numbers = _unit_rows([reading.numbers for reading in readings])
        self._lead_names, self._present = _shares(
            [reading.lead_names for reading in readings], [reading.present for reading in readings]
        )

    def of(self, a: Ints, b: Ints) -> Floats:
        """Features of pairs.

        Parameters
        ----------
        a, b
            Rows of the articles, shape (pairs,).

        Returns
        -------
        numpy.ndarray
            Shape (pairs, len(FEATURES)), symmetric in ``a`` and ``b``.
        """
        days = np.abs(self.days[a] - self.days[b])
        near, far = time_features(days)
        words, names = _products(self._words, a, b), _products(self._names, a, b)
        meaning = np.einsum("ij,ij->i", self.vectors[a], self.vectors[b]).astype(np.float64)
        there = _products(self._lead_names, a, b, self._present)
        back = _products(self._lead_names, b, a, self._present)
        columns = [
            words,
            _products(self._lead_words, a, b),
            names,
            np.minimum(there, back),
            np.maximum(there, back),
            _products(self._numbers, a, b),
            meaning,
            _root(words),
            _root(names),
            _root(meaning),
            near,
            far,
            near * words,
            near * names,
            near * meaning,
        ]
        return np.stack(columns, axis=1)

    def score(self, a: Ints, b: Ints, weights: PairWeights) -> Floats:
        """Clipped logits that pairs of articles report one event, shape (pairs,)."""
        vector = np.array([weights.weights[name] for name in FEATURES])
        scores = np.empty(len(a))
        for start in range(0, len(a), BLOCK):
            part = slice(start, start + BLOCK)
            scores[part] = self.of(a[part], b[part]) @ vector + weights.intercept
        return np.clip(scores, -weights.clip, weights.clip)


def time_features(days: Floats) -> tuple[Floats, Floats]:
    """Nearness in time from 1 to 0, and distance from 0 up, of days apart; both 0 where a time is not known."""
    known = ~np.isnan(days)
    apart = np.where(known, days, 0.0)
    near = np.where(known, np.exp(-apart / NEAR_DAYS), 0.0)
    far = np.where(known, np.minimum(np.log1p(np.maximum(0.0, apart - NEAR_DAYS)), FAR), 0.0)
    return near, far


def _root(values: Floats) -> Floats:
    return np.asarray(np.sqrt(np.clip(values, 0, 1)))


def _products(left: Any, a: Ints, b: Ints, right: Any | None = None) -> Floats:
    """Dot products of rows ``a`` of one sparse matrix with rows ``b`` of it or of another."""
    return np.asarray(left[a].multiply((left if right is None else right)[b]).sum(axis=1), dtype=np.float64).ravel()


def _unit_rows(rows: Sequence[Mapping[str, float]]) -> Any:
    """A sparse matrix with one row a mapping, each of length 1 (or 0 where the mapping is empty)."""
    columns = {word: i for i, word in enumerate(sorted({word for row in rows for word in row}))}
    scaled = []
    for row in rows:
        length = float(np.sqrt(sum(value * value for value in row.values()))) or 1.0
        scaled.append({word: value / length for word, value in row.items()})
    return _matrix(scaled, columns)


def _shares(rows: Sequence[Mapping[str, float]], present: Sequence[AbstractSet[str]]) -> tuple[Any, Any]:
    """Two matrices whose product is the share of a row's weight that is present in another article."""
    columns = {word: i for i, word in enumerate(sorted({word for row in rows for word in row}))}
    scaled = []
    for row in rows:
        total = sum(row.values()) or 1.0
        scaled.append({word: value / total for word, value in row.items()})
    there = [{word: 1.0 for word in words if word in columns} for words in present]
    return _matrix(scaled, columns), _matrix(there, columns)


def _matrix(rows: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> Any:
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *(len(row) for row in rows)])
    # In the order of columns, so that sums do not depend on the order of words in the text.
    ordered = [sorted((columns[word], value) for word, value in row.items()) for row in rows]
    places = [place for row in ordered for place, _ in row]
    values = [value for row in ordered for _, value in row]
    return csr_matrix((values, places, starts), shape=(len(rows), max(1, len(columns))))

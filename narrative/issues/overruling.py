"""What overrules the learned chances of a pair: the same words, another year, figures that do not meet, one point."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from narrative.issues.pair_features import COLUMNS, PLAIN_COLUMNS

Floats = NDArray[np.float64]
SAME_WORDS = 0.9
"""Least chance that two sources who say the same words agree."""
_SPLIT = 0.2  # most that is left of agreement where one wording differs in a figure, a date or a "not"
_ALIKE = 0.6
_ANYTHING, _ONE_THING = 0.05, 0.2  # figures that may count one thing, and those in one unit or with words in common
_OF_ANYTHING, _OF_ONE_THING = 0.45, 0.3  # most that is left of agreement where they do not meet
_OTHER_TIME = 0.1  # what is left of the chance of one question where one speaks of another year


def settled(question: Floats, rows: Floats, same: NDArray[np.bool_]) -> Floats:
    """What overrules the learned chance of one question: another year, and the same words."""
    question = np.where(rows[:, COLUMNS.index("long ago")] > 0, question * _OTHER_TIME, question)
    return np.where(same, np.maximum(question, SAME_WORDS), question)


def same_words(rows: Floats) -> NDArray[np.bool_]:
    """For each row, whether the two statements have all their words and figures in common."""
    return np.array([_in_same_words(row) for row in rows], dtype=bool)


def _in_same_words(row: Floats) -> bool:
    """Whether two statements have all their words and figures in common, and both are or are not denied."""
    value = dict(zip(PLAIN_COLUMNS, row.tolist(), strict=False))
    apart = ("figure apart", "date apart", "time apart", "negation", "antonym", "opposed", "one denied", "long ago",
             "roles swapped", "word replaced", "name replaced", "place replaced", "names apart")  # fmt: skip
    return value["words"] >= 0.99 and value["cosine"] >= 0.9 and not any(value[name] > 0 for name in apart)


def unmet_figures(rows: Floats) -> Floats:
    """How surely each pair gives figures of one thing of which none meets, from 0 to 1; shape (n,)."""
    met = (rows[:, COLUMNS.index("figure")] > 0) | (rows[:, COLUMNS.index("figure near")] > 0)
    apart = rows[:, COLUMNS.index("figure apart")]
    return np.where(met | (apart < _ANYTHING), 0.0, apart)


def most_alike(rows: Floats) -> Floats:
    """The most that the learned chance of agreement may be, given that both answer one question; shape (n,)."""
    unmet = unmet_figures(rows)
    held = np.where(unmet >= _ONE_THING, _OF_ONE_THING, np.where(unmet > 0, _OF_ANYTHING, 1.0))
    return np.minimum(held, [_SPLIT if differ_in_one_point(row) else 1.0 for row in rows])


def differ_in_one_point(row: Floats) -> bool:
    """Whether two statements are worded alike but for what makes them opposites.

    Such pairs ("four thousand jobs", later silently "four hundred jobs") are nearest to each other for an embedding.
    """
    value = dict(zip(COLUMNS, row.tolist(), strict=True))
    figure = value["figure apart"] >= 0.7 and value["figure"] == 0 and value["figure near"] == 0
    date = value["date apart"] > 0 and value["date"] == 0
    polarity = value["negation"] >= 0.5 and value["parity"] > 0 and value["both denied"] == 0
    contrast = figure or date or polarity or value["antonym"] > 0
    return bool(contrast) and (value["alike"] >= _ALIKE or (figure and value["cosine"] >= _ALIKE))

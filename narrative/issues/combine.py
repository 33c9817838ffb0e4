"""The learned layer over the features of a pair: numbers in, calibrated probabilities out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrative.errors import ModelError
from narrative.issues.pair_features import COLUMNS, PLAIN_COLUMNS

_NAME = "combine.json"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Layer:
    """Logistic regressions: whether two claims answer the same question, and if so, whether they agree.

    Parameters
    ----------
    name, sha256
        As they are reported.
    encoder
        SHA-256 of the weights of the encoder whose cosine it was learned with.
    cross_encoder
        Name of the cross-encoder that it was learned with, if any.
    question, side
        Weights, shape (columns,): of the same question; of agreement, given the same question.
    question_bias, side_bias
        Their biases.
    grouping, grouping_bias
        Of the same question again, from `PLAIN_COLUMNS` alone: cheap enough for every pair of an event.
    """

    name: str
    sha256: str
    encoder: str
    cross_encoder: str | None
    question: Floats
    question_bias: float
    side: Floats
    side_bias: float
    grouping: Floats
    grouping_bias: float

    @classmethod
    def empty(cls, encoder: str) -> Layer:
        """A layer that knows nothing: all is as likely as not."""
        n = len(COLUMNS)
        return cls("none", "", encoder, None, np.zeros(n), 0.0, np.zeros(n), 0.0, np.zeros(len(PLAIN_COLUMNS)), 0.0)

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any], sha256: str) -> Layer:
        """A layer as it is written by ``benchmarks/training/combine_fit.py``."""
        question, side, grouping = (np.array(raw[name], dtype=np.float64) for name in ("question", "side", "grouping"))
        if not question.shape == side.shape == (len(COLUMNS),) or grouping.shape != (len(PLAIN_COLUMNS),):
            raise ValueError(f"{len(COLUMNS)} weights are needed for question and side, {len(PLAIN_COLUMNS)} to group")
        return cls(
            name=str(raw["name"]),
            sha256=sha256,
            encoder=str(raw["encoder"]),
            cross_encoder=raw.get("cross_encoder"),
            question=question,
            question_bias=float(raw["question_bias"]),
            side=side,
            side_bias=float(raw["side_bias"]),
            grouping=grouping,
            grouping_bias=float(raw["grouping_bias"]),
        )

    def apply(self, rows: Floats) -> tuple[Floats, Floats]:
        """Probability of the same question, and of agreement given the same question; shape (n,) each."""
        # row by row: a matrix product adds in another order where a pair is judged among others
        question, side = (rows * self.question).sum(axis=1), (rows * self.side).sum(axis=1)
        return _sigmoid(question + self.question_bias), _sigmoid(side + self.side_bias)

    def group(self, rows: Floats) -> Floats:
        """Probability of the same question from rows of `PLAIN_COLUMNS`, shape (n, plain columns); shape (n,)."""
        return _sigmoid((rows * self.grouping).sum(axis=1) + self.grouping_bias)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0))))


def load_layer(path: Path | None = None) -> Layer:
    """Read the weights that ship, or those of a file.

    Raises
    ------
    ModelError
        When the file is missing, broken, or was learned for other columns.
    """
    source = path or files("narrative.issues").joinpath("data", _NAME)
    try:
        data = source.read_bytes()
        raw = json.loads(data)
        if tuple(raw["columns"]) != COLUMNS:
            raise ModelError(f"{source}: learned for other columns; run benchmarks/training/combine_fit.py anew")
        return Layer.from_mapping(raw, hashlib.sha256(data).hexdigest())
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"{source}: no readable weights of the judge ({error}); reinstall the package") from error

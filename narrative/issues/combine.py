"""The learned layer over the features of a pair: numbers in, calibrated probabilities out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from narrative.errors import ModelError
from narrative.issues.pair_features import COLUMNS

LABELS = ("agree", "conflict", "neither")
"""Order of the probabilities."""

_NAME = "combine.json"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Layer:
    """Multinomial logistic regression for the verdict and a binary one for "same question".

    Parameters
    ----------
    name, sha256
        As they are reported.
    encoder
        SHA-256 of the weights of the encoder whose cosine it was learned with.
    mean, scale
        Of the columns, shape (columns,).
    weights, bias
        Shape (3, columns) and (3,), rows as in `LABELS`.
    question_weights, question_bias
        Shape (columns,) and a number.
    """

    name: str
    sha256: str
    encoder: str
    mean: Floats
    scale: Floats
    weights: Floats
    bias: Floats
    question_weights: Floats
    question_bias: float

    @classmethod
    def empty(cls, encoder: str) -> Layer:
        """A layer that knows nothing: every verdict is as likely as another."""
        n = len(COLUMNS)
        return cls("none", "", encoder, np.zeros(n), np.ones(n), np.zeros((3, n)), np.zeros(3), np.zeros(n), 0.0)

    def apply(self, rows: Floats) -> tuple[Floats, Floats]:
        """Probabilities as in `LABELS`, shape (n, 3), and of the same question, shape (n,)."""
        z = (rows - self.mean) / self.scale
        logits = z @ self.weights.T + self.bias
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        chances /= chances.sum(axis=1, keepdims=True)
        return chances, 1.0 / (1.0 + np.exp(-(z @ self.question_weights + self.question_bias)))


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
        return Layer(
            name=str(raw["name"]),
            sha256=hashlib.sha256(data).hexdigest(),
            encoder=str(raw["encoder"]),
            mean=np.array(raw["mean"]),
            scale=np.array(raw["scale"]),
            weights=np.array(raw["weights"]),
            bias=np.array(raw["bias"]),
            question_weights=np.array(raw["question_weights"]),
            question_bias=float(raw["question_bias"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"{source}: no readable weights of the judge ({error}); reinstall the package") from error

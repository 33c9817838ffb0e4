"""Plain statements, side by side and out of any event: does one agree or conflict with the other?

Within an event a pair is one of many candidates, most of which have nothing to do with each other; two statements that
somebody puts side by side are not. So the same features meet another learned layer here, a multinomial logistic
regression over agree, conflict and neither, fitted by ``benchmarks/training/plain_fit.py``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from narrative.errors import ModelError
from narrative.issues.judge import LearnedJudge, Verdict
from narrative.issues.features import compare_readings
from narrative.issues.pair_features import COLUMNS as PAIR_COLUMNS
from narrative.issues.side_by_side import SIDE_COLUMNS, side_row, words_of
from narrative.issues.stated import stated
from narrative.records import Claim, Reason

COLUMNS: tuple[str, ...] = (*PAIR_COLUMNS, *SIDE_COLUMNS)
"""Names of the columns that the layer reads."""
VERDICTS = ("agree", "conflict", "neither")
"""Order of the rows of the weights."""

_NAME = "plain.json"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PlainLayer:
    """The learned layer.

    Parameters
    ----------
    name, sha256
        As they are reported.
    weights, bias
        Shape (3, columns) and (3,), rows as in `VERDICTS`, for plain columns.
    least_conflict
        Least probability of a conflict that is worth calling one: three in a hundred pairs without conflict reach it.
    """

    name: str
    sha256: str
    weights: Floats
    bias: Floats
    least_conflict: float

    def apply(self, rows: Floats) -> Floats:
        """Probabilities, shape (n, 3), columns as in `VERDICTS`."""
        logits = rows @ self.weights.T + self.bias
        logits = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(logits / logits.sum(axis=1, keepdims=True))


def load_plain_layer(path: Path | None = None) -> PlainLayer:
    """Read the layer that ships, or that of a file.

    Raises
    ------
    ModelError
        When the file is missing, broken, or was learned for other columns.
    """
    source = path or files("narrative.issues").joinpath("data", _NAME)
    try:
        data = source.read_bytes()
        raw = json.loads(data)
        if not set(raw["columns"]) <= set(COLUMNS):
            raise ModelError(f"{source}: learned for other columns; run benchmarks/training/plain_fit.py anew")
        weights = np.zeros((len(VERDICTS), len(COLUMNS)))  # a column that came later weighs nothing
        weights[:, [COLUMNS.index(name) for name in raw["columns"]]] = raw["weights"]
        return PlainLayer(
            name=str(raw["name"]),
            sha256=hashlib.sha256(data).hexdigest(),
            weights=weights,
            bias=np.array(raw["bias"], dtype=np.float64),
            least_conflict=float(raw["least_conflict"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"{source}: no readable weights ({error}); reinstall the package") from error


def judge_plain(
    judge: LearnedJudge, pairs: Sequence[tuple[Claim, Claim]], layer: PlainLayer | None = None
) -> tuple[Verdict, ...]:
    """Judge pairs of statements that stand for themselves.

    Parameters
    ----------
    judge
        Gives the features.
    pairs
        Statements as claims.
    layer
        The one that ships by default.

    Returns
    -------
    tuple of Verdict
        In the order of `pairs`.
    """
    if not pairs:
        return ()
    rows, reasons = plain_features(judge, pairs)
    chances = (layer or load_plain_layer()).apply(rows)
    return tuple(
        Verdict(agree=agree, conflict=conflict, neither=neither, reasons=said)
        for (agree, conflict, neither), said in zip(chances.tolist(), reasons, strict=True)
    )


def plain_features(
    judge: LearnedJudge, pairs: Sequence[tuple[Claim, Claim]]
) -> tuple[Floats, list[tuple[Reason, ...]]]:
    """One row a pair, columns as in `COLUMNS`, and the words behind them."""
    rows, reasons = judge.features(pairs)
    readings = judge.read([stated(claim) for pair in pairs for claim in pair])
    words = sorted({word for reading in readings for word, _ in words_of(reading)})
    near = dict(zip(words, judge.vectors(words), strict=True)) if words else {}
    added = [
        side_row(row, compare_readings(a, b), a, b, near)
        for row, a, b in zip(rows.tolist(), readings[::2], readings[1::2], strict=True)
    ]
    return np.hstack([rows, np.array(added, dtype=np.float64)]), reasons

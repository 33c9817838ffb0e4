"""Plain statements, side by side and out of any event: does one agree or conflict with the other?

Within an event a pair is one of many candidates, most of which have nothing to do with each other; two statements that
somebody puts side by side are not. So the same features, and some more (`narrative.issues.side_by_side`), meet another
learned layer here: boosted trees over agree, conflict and neither, fitted by ``benchmarks/training/plain_fit.py``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrative.errors import ModelError
from narrative.issues.features import compare_readings
from narrative.issues.judge import LearnedJudge, Verdict
from narrative.issues.pair_features import COLUMNS as PAIR_COLUMNS
from narrative.issues.reading import Reading
from narrative.issues.side_by_side import SIDE_COLUMNS, levelled, side_row, words_of
from narrative.issues.stated import stated
from narrative.issues.trees import Trees, trees_of
from narrative.records import Claim, Reason

COLUMNS: tuple[str, ...] = (*PAIR_COLUMNS, *SIDE_COLUMNS)
"""Names of the columns that the layer reads."""
VERDICTS = ("agree", "conflict", "neither")
"""Order of the scores."""

_NAME = "plain.json"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PlainLayer:
    """The learned layer.

    Parameters
    ----------
    name, sha256
        As they are reported.
    trees
        One group for each of `VERDICTS`, over `COLUMNS`.
    scale, bias
        Calibration: probabilities are ``softmax(scale * scores + bias)``, one bias a verdict.
    least_conflict
        Least probability of a conflict that is worth calling one: two in a hundred pairs without conflict reach it.
    """

    name: str
    sha256: str
    trees: tuple[Trees, ...]
    scale: float
    bias: Floats
    least_conflict: float

    def apply(self, rows: Floats) -> Floats:
        """Probabilities, shape (n, 3), columns as in `VERDICTS`."""
        logits = self.scale * np.column_stack([group.score(rows) for group in self.trees]) + self.bias
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
        return plain_layer_of(raw, hashlib.sha256(data).hexdigest())
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"{source}: no readable weights ({error}); reinstall the package") from error


def plain_layer_of(raw: Mapping[str, Any], sha256: str = "") -> PlainLayer:
    """The layer as ``benchmarks/training/plain_fit.py`` writes it."""
    place = [COLUMNS.index(name) for name in raw["columns"]]  # a column that came later is not asked about
    groups = []
    for verdict in VERDICTS:
        group = raw["verdicts"][verdict]
        trees = [tree | {"column": [at if at < 0 else place[at] for at in tree["column"]]} for tree in group["trees"]]
        groups.append(trees_of({"name": raw["name"], "bias": group["bias"], "trees": trees}, sha256, len(COLUMNS)))
    return PlainLayer(
        name=str(raw["name"]),
        sha256=sha256,
        trees=tuple(groups),
        scale=float(raw["calibration"]["scale"]),
        bias=np.array(raw["calibration"]["bias"], dtype=np.float64),
        least_conflict=float(raw["least_conflict"]),
    )


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
    both = list(zip(readings[::2], readings[1::2], strict=True))
    level = _levels(judge, both)
    added = [
        side_row(row, compare_readings(a, b), (a, b), near, told)
        for row, (a, b), told in zip(rows.tolist(), both, level, strict=True)
    ]
    return np.hstack([rows, np.array(added, dtype=np.float64)]), reasons


def _levels(judge: LearnedJudge, both: Sequence[tuple[Reading, Reading]]) -> list[Floats | None]:
    """What the cross-encoder says once both statements name the same days, figures and names."""
    asked: dict[int, list[tuple[str, str]]] = {}
    for n, (a, b) in enumerate(both):
        there, back = levelled(a, b), levelled(b, a)
        if there != b.text or back != a.text:
            asked[n] = [(a.text, there), (b.text, back)]
    said = judge.entailment([pair for pairs in asked.values() for pair in pairs])
    found: list[Floats | None] = [None] * len(both)
    if said is not None:
        for n, first, second in zip(asked, said[::2], said[1::2], strict=True):
            found[n] = np.stack([first[0], second[0]]).astype(np.float64)
    return found

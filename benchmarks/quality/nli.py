"""Accuracy of the cross-encoder on the development rows of public NLI sets, by source.

``python -m benchmarks.quality.nli --shared ../shared`` leaves out the quarter that calibrates. Beside it: the majority,
the cosine of the embeddings alone, and a linear model on ``[u, v, |u-v|, u*v]`` of the embeddings; both are fitted on
training rows.
"""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.quality.judge_common import (
    SHARED,
    Floats,
    JsonOption,
    JudgeOption,
    SharedOption,
    read_lines,
    show,
)
from benchmarks.training.judge_data import ALLOWED_LICENCES, LABELS, kept_for_calibration
from narrative.issues.crossencoder import load_pair_model
from narrative.vectors import Encoder, load_encoder

DEV, TRAIN = "data/nli/dev.jsonl", "data/nli/train_human.jsonl"
SEED = 7
Rows = list[dict[str, Any]]


def by_source(path: Path, limit: int) -> dict[str, Rows]:
    """Reported rows by source, at most `limit` of each (0: all)."""
    sources: dict[str, Rows] = defaultdict(list)
    for row in read_lines(path):
        if not kept_for_calibration(row["premise"], row["hypothesis"]):
            sources[row["dataset"]].append(row)
    chance = random.Random(SEED)
    return {n: chance.sample(rows, min(limit or len(rows), len(rows))) for n, rows in sorted(sources.items())}


def labels_of(rows: Rows) -> NDArray[np.int64]:
    """Indices of the labels."""
    return np.array([LABELS.index(row["label"]) for row in rows])


def embedded(rows: Rows, encoder: Encoder) -> tuple[Floats, Floats]:
    """``[u, v, |u-v|, u*v]`` and the cosine, shape (n, 1)."""
    u = np.asarray(encoder.encode([row["premise"] for row in rows]), dtype=np.float64)
    v = np.asarray(encoder.encode([row["hypothesis"] for row in rows]), dtype=np.float64)
    return np.hstack([u, v, abs(u - v), u * v]), (u * v).sum(axis=1, keepdims=True)


class Baselines:
    """Linear models on the embeddings and on their cosine, fitted on a sample of the training rows."""

    def __init__(self, path: Path, count: int) -> None:
        from sklearn.linear_model import LogisticRegression

        self.encoder = load_encoder()
        rows = [row for row in read_lines(path) if row["licence"] in ALLOWED_LICENCES]
        rows = random.Random(SEED).sample(rows, min(count, len(rows)))
        features, cosine = embedded(rows, self.encoder)
        truth = labels_of(rows)
        self.linear = LogisticRegression(C=1.0, max_iter=400).fit(features, truth)
        self.cosine = LogisticRegression(max_iter=400).fit(cosine, truth)
        self.majority = int(np.bincount(truth).argmax())

    def accuracies(self, rows: Rows) -> tuple[float, float]:
        """Of the linear model and of the cosine."""
        features, cosine = embedded(rows, self.encoder)
        truth = labels_of(rows)
        return float(self.linear.score(features, truth)), float(self.cosine.score(cosine, truth))


def main(
    shared: SharedOption = SHARED,
    judge: JudgeOption = None,
    limit: Annotated[int, typer.Option(help="Most rows of a source; 0 for all.")] = 0,
    baseline_rows: Annotated[int, typer.Option(help="Training rows of the baselines; 0 to leave them out.")] = 6000,
    as_json: JsonOption = False,
) -> None:
    """Measure by source."""
    model = load_pair_model(judge)
    baselines = Baselines(shared / TRAIN, baseline_rows) if baseline_rows else None
    lines: list[list[Any]] = []
    for source, rows in by_source(shared / DEV, limit).items():
        truth = labels_of(rows)
        guessed = model.predict([(row["premise"], row["hypothesis"]) for row in rows]).argmax(axis=1)
        recalls = [float((guessed[truth == i] == i).mean()) for i in range(len(LABELS))]
        majority = float(np.bincount(truth).max() / len(truth))
        linear, cosine = baselines.accuracies(rows) if baselines else ("-", "-")
        lines.append([source, len(rows), float((guessed == truth).mean()), majority, linear, cosine, *recalls])
    means = [float(np.mean([line[i] for line in lines])) if lines[0][i] != "-" else "-" for i in range(2, 9)]
    lines.append(["macro", sum(line[1] for line in lines), *means])
    columns = ["source", "rows", "judge", "majority", "linear", "cosine", *(f"recall {name[:6]}." for name in LABELS)]
    show(f"Accuracy of {model.name}", columns, lines, as_json)


if __name__ == "__main__":
    typer.run(main)

"""Calibrate exported weights: one scale and one bias a label, fitted on data kept apart.

``python -m benchmarks.training.judge_calibrate MODEL_FOLDER DEV_FILE`` rewrites ``model.json``. It reads a quarter
of the development rows (`kept_for_calibration`), of allowed licences only and the same number a source; the figures
that are reported come from the other three quarters.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.training.judge_data import ALLOWED_LICENCES, LABELS, kept_for_calibration
from benchmarks.training.judge_export import Calibration, describe
from narrative.issues.crossencoder import OnnxPairModel

Floats = NDArray[np.float64]
_STEADY = 0.02  # pull of the scale to one and of the biases to zero


def calibration_rows(path: Path, each: int) -> list[tuple[str, str, int]]:
    """Rows that calibrate: at most `each` of a source."""
    sources: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            wanted = row["licence"] in ALLOWED_LICENCES and row["label"] in LABELS
            if wanted and kept_for_calibration(row["premise"], row["hypothesis"]):
                sources[row["dataset"]].append((row["premise"], row["hypothesis"], LABELS.index(row["label"])))
    return [row for name in sorted(sources) for row in sources[name][:each]]


def fit(logits: Floats, labels: NDArray[np.int64]) -> Calibration:
    """Least cross-entropy over scale and biases."""
    from scipy.optimize import minimize

    def loss(parameters: Floats) -> float:
        scores = parameters[0] * logits + np.append(parameters[1:], 0.0)
        scores = scores - scores.max(axis=1, keepdims=True)
        chosen = scores[np.arange(len(labels)), labels]
        entropy = np.log(np.exp(scores).sum(axis=1)) - chosen
        pull = (parameters[0] - 1) ** 2 + (parameters[1:] ** 2).sum()
        return float(entropy.mean() + _STEADY * pull / len(labels))

    found = minimize(loss, np.array([1.0, 0.0, 0.0]), method="L-BFGS-B").x
    bias = np.append(found[1:], 0.0)
    centred = bias - bias.mean()
    return Calibration(round(float(found[0]), 5), tuple(round(float(b), 5) for b in centred))  # type: ignore[arg-type]


def main(
    folder: Annotated[Path, typer.Argument(help="Exported weights.")],
    dev: Annotated[Path, typer.Argument(help="Development rows.")],
    each: Annotated[int, typer.Option(help="Most rows of one source.")] = 400,
) -> None:
    """Fit and write the calibration."""
    rows = calibration_rows(dev, each)
    model = OnnxPairModel(folder)
    logits = model.logits([(premise, hypothesis) for premise, hypothesis, _ in rows]).astype(np.float64)
    calibration = fit(logits, np.array([label for _, _, label in rows]))
    raw = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    training = raw["training"] | {"calibration_rows": len(rows)}
    describe(folder, version=raw["version"], calibration=calibration, training=training)
    print(f"{len(rows)} rows: {calibration}")


if __name__ == "__main__":
    typer.run(main)

"""Learn the layer for plain statements side by side (`narrative.issues.plain`).

    python -m benchmarks.training.plain_fit DEV_FILE [--out FILE]

The pairs are the halves ``dev`` of the project's own suites of conflicts, and as heavy together: the quarter of the NLI
development rows that calibrates (allowed licences, short premises), and pairs put together from two of the suite. The
threshold is where three in a hundred of the suite's pairs without conflict are called one, in cross-validation. The
halves ``heldout`` have no part in it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.quality.judge_common import bare_claim, read_lines
from benchmarks.training.judge_calibrate import calibration_rows
from narrative.issues.crossencoder import load_pair_model
from narrative.issues.judge import LearnedJudge
from narrative.issues.pair_features import COLUMNS
from narrative.issues.plain import VERDICTS
from narrative.vectors import load_encoder

OUT = Path(__file__).parents[2] / "narrative" / "issues" / "data" / "plain.json"
SUITES = Path(__file__).parents[1] / "suites"
AGREE, CONFLICT, NEITHER = range(len(VERDICTS))
WORDS = 40  # longer premises are no statements
FALSE_SHARE = 0.03
STEP = 137  # from a pair to the one that lends its second side, so that the two have nothing to do with each other
Floats = NDArray[np.float64]
Labelled = tuple[str, str, int]


def suite_pairs() -> list[Labelled]:
    """The halves that may be learned from; what says more agrees with what says less."""
    pairs = []
    for suite, label in (("false_conflicts", NEITHER), ("true_conflicts", CONFLICT)):
        for row in read_lines(SUITES / f"{suite}.jsonl"):
            if row["half"] == "dev":
                pairs.append((row["a"], row["b"], AGREE if row["shape"] == "refinement" else label))  # noqa: PERF401
    return pairs


def regress(rows: Floats, labels: NDArray[np.int64], weights: Floats, strength: float) -> tuple[Floats, Floats]:
    """Weights and biases for plain columns, learned on standardised ones."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = np.average(rows, axis=0, weights=weights), rows.std(axis=0)
    empty = scale < 1e-3
    scale[empty] = 1.0
    model = LogisticRegression(C=strength, max_iter=5000).fit((rows - mean) / scale, labels, sample_weight=weights)
    plain = np.where(empty, 0.0, model.coef_ / scale)
    return plain, model.intercept_ - plain @ mean


def chances(rows: Floats, weights: Floats, bias: Floats) -> Floats:
    """Probabilities, shape (n, 3)."""
    logits = rows @ weights.T + bias
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def main(
    dev: Annotated[Path, typer.Argument(help="NLI development rows.")],
    judge: Annotated[str | None, typer.Option(help="Another cross-encoder.")] = None,
    strength: Annotated[float, typer.Option(help="Inverse of the L2 penalty.")] = 0.03,
    out: Annotated[Path, typer.Option(help="File to write.")] = OUT,
) -> None:
    """Fit and write the weights."""
    from sklearn.model_selection import StratifiedKFold

    own = suite_pairs()
    others = [row for row in calibration_rows(dev, 200) if len(row[0].split()) < WORDS]
    strangers = [(a, own[(n + STEP) % len(own)][1], NEITHER) for n, (a, _, _) in enumerate(own) if n % 2]
    others += strangers
    labelled = [*own, *others]
    learner = LearnedJudge.unlearned(load_encoder(), cross=load_pair_model(judge))
    rows = learner.features([(bare_claim("a", a), bare_claim("b", b)) for a, b, _ in labelled])[0]
    labels = np.array([label for _, _, label in labelled])
    is_own = np.arange(len(labels)) < len(own)
    weight = np.where(is_own, 1.0, len(own) / len(others))

    guessed = np.zeros((len(own), len(VERDICTS)))
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    for seen, unseen in folds.split(rows[is_own], labels[is_own]):
        known = np.concatenate([seen, np.arange(len(own), len(labels))])
        fitted = regress(rows[known], labels[known], weight[known], strength)
        guessed[unseen] = chances(rows[unseen], *fitted)
    conflict = guessed[:, CONFLICT]
    truth = labels[is_own] == CONFLICT
    threshold = float(np.quantile(conflict[~truth], 1 - FALSE_SHARE))
    weights, bias = regress(rows, labels, weight, strength)
    made = {
        "name": "narrative-plain 1",
        "columns": list(COLUMNS),
        "cross_encoder": load_pair_model(judge).name,
        "weights": weights.round(6).tolist(),
        "bias": bias.round(6).tolist(),
        "least_conflict": round(threshold, 4),
    }
    out.write_text(json.dumps(made) + "\n", encoding="utf-8")
    print(f"{len(own)} own pairs, {len(others)} NLI rows; in cross-validation at {threshold:.3f}: ", end="")
    print(f"{(conflict[truth] > threshold).mean():.3f} of the true conflicts found")
    print(f"at 0.5: {(conflict[truth] > 0.5).mean():.3f} found, {(conflict[~truth] > 0.5).mean():.3f} false")


if __name__ == "__main__":
    typer.run(main)

"""Does one outlet's statement strengthen or weaken another's? ClaimDiff, its training part.

``python -m benchmarks.quality.claimdiff --shared ../shared`` prints areas under the ROC curve: of `conflict` for
"weaken" and of `agree` for "strengthen", as they come, and with a logistic layer over the judge's outputs that is
fitted in cross-validation by event. Beside them: the cosine, and a linear model on the embeddings.
"""

from __future__ import annotations

import numpy as np
import typer

from benchmarks.quality.judge_common import (
    SHARED,
    JsonOption,
    JudgeOption,
    SharedOption,
    cross_validated,
    curved,
    judge_texts,
    read_lines,
    show,
)

FILE = "data/conflict/claimdiff_train.jsonl"


def main(shared: SharedOption = SHARED, judge: JudgeOption = None, as_json: JsonOption = False) -> None:
    """Measure both directions of meaning."""
    from sklearn.metrics import roc_auc_score

    rows = list(read_lines(shared / FILE))
    judged = judge_texts([(row["claim_a"], row["claim_b"]) for row in rows], judge)
    events = [row["topic"] for row in rows]
    truth = {name: np.array([int(bool(row[name])) for row in rows]) for name in ("weaken", "strengthen")}
    nli = (judged.forward + judged.backward) / 2

    def area(name: str, score: np.typing.NDArray[np.float64]) -> float:
        return float(roc_auc_score(truth[name], score))

    def learned(features: np.typing.NDArray[np.float64], strength: float) -> list[float]:
        return [area(name, cross_validated(features, y, events, strength)[:, 1]) for name, y in truth.items()]

    both = np.hstack([judged.left, judged.right])
    lines: list[list[object]] = [
        ["cosine alone", area("weaken", -judged.cosine), area("strengthen", judged.cosine)],
        ["linear on embeddings (CV)", *learned(judged.embedded(), 0.001)],
        ["cross-encoder as it comes", area("weaken", nli[:, 1]), area("strengthen", nli[:, 0])],
        ["judge as it comes", area("weaken", judged.verdict[:, 1]), area("strengthen", judged.verdict[:, 0])],
        ["judge's outputs (CV)", *learned(judged.outputs(), 0.01)],
        [
            "outputs and embeddings, radial kernel (CV)",
            *(area(name, curved(np.hstack([judged.outputs(), both]), y, events, 1.0)) for name, y in truth.items()),
        ],
        ["outputs and embeddings (CV)", *learned(np.hstack([judged.outputs(), judged.embedded()]), 0.001)],
    ]
    title = f"ClaimDiff, {len(rows)} pairs, {len(set(events))} events: area under the ROC curve"
    show(title, ["score", "weaken", "strengthen"], lines, as_json)


if __name__ == "__main__":
    typer.run(main)

"""Do two outlets' answers to one question mean the same? NAnCo development questions.

``python -m benchmarks.quality.nanco --shared ../shared`` prints the area under the ROC curve over all pairs of answers
to one question, and the balanced accuracy at one threshold that is fixed beforehand, beside the cosine of the
embeddings alone.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.quality.judge_common import (
    SHARED,
    Floats,
    JsonOption,
    JudgeOption,
    SharedOption,
    judge_texts,
    read_lines,
    show,
)
from benchmarks.quality.same_meaning import THRESHOLD, same_meaning

FILE = "data/positions/nanco_dev.jsonl"


def areas(scores: Floats, same: NDArray[np.int64], questions: NDArray[np.str_]) -> tuple[float, float]:
    """Area under the ROC curve over all pairs, and its mean over the questions."""
    from sklearn.metrics import roc_auc_score

    each = [float(roc_auc_score(same[questions == q], scores[questions == q])) for q in np.unique(questions)]
    return float(roc_auc_score(same, scores)), float(np.mean(each))


def balanced(scores: Floats, same: NDArray[np.int64], threshold: float) -> float:
    """Balanced accuracy at one threshold."""
    from sklearn.metrics import balanced_accuracy_score

    return float(balanced_accuracy_score(same, scores >= threshold))


def best_per_question(scores: Floats, same: NDArray[np.int64], questions: NDArray[np.str_]) -> float:
    """Mean over the questions of the best balanced accuracy: an upper bound, seen with the answers."""
    found = []
    for question in np.unique(questions):
        mine = questions == question
        thresholds = np.quantile(scores[mine], np.linspace(0, 1, 101))
        found.append(max(balanced(scores[mine], same[mine], t) for t in thresholds))
    return float(np.mean(found))


def main(shared: SharedOption = SHARED, judge: JudgeOption = None, as_json: JsonOption = False) -> None:
    """Measure on every pair of answers to one question."""
    pairs, same, questions = [], [], []
    for row in read_lines(shared / FILE):
        for a, b in combinations(row["answers"], 2):
            pairs.append((a["answer"], b["answer"]))
            same.append(int(a["cluster"] == b["cluster"]))
            questions.append(row["qid"])
    judged = judge_texts(pairs, judge)
    truth, asked = np.array(same), np.array(questions)
    scores = {
        "cosine alone": (judged.cosine, None),
        "cross-encoder, entailment": ((judged.forward[:, 0] + judged.backward[:, 0]) / 2, 0.5),
        "judge, agree": (judged.verdict[:, 0], 0.5),
        "same meaning": (same_meaning(judged), THRESHOLD),
    }
    lines: list[list[object]] = []
    for name, (score, threshold) in scores.items():
        whole, mean = areas(score, truth, asked)
        fixed: object = "-" if threshold is None else balanced(score, truth, threshold)
        lines.append([name, whole, mean, fixed, best_per_question(score, truth, asked)])
    title = f"NAnCo, {len(pairs)} pairs of answers to {len(np.unique(asked))} questions, {int(truth.sum())} the same"
    show(title, ["score", "AUC", "AUC by question", "balanced acc. fixed", "best by question"], lines, as_json)


if __name__ == "__main__":
    typer.run(main)

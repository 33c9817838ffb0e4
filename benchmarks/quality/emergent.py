"""Is a headline for a claim, against it, or only observing? Emergent, its training part.

``python -m benchmarks.quality.emergent --shared ../shared`` prints accuracy and macro-F1 in cross-validation by claim
of a logistic layer over the judge's outputs, beside the majority and a linear model on the embeddings.
"""

from __future__ import annotations

import numpy as np
import typer

from benchmarks.quality.judge_common import (
    SHARED,
    Floats,
    JsonOption,
    JudgeOption,
    SharedOption,
    cross_validated,
    judge_texts,
    read_lines,
    show,
)

FILE = "data/stance/emergent_train.jsonl"
STANCES = ("against", "for", "observing")


def main(shared: SharedOption = SHARED, judge: JudgeOption = None, as_json: JsonOption = False) -> None:
    """Measure the three-way stance of headlines."""
    from sklearn.metrics import accuracy_score, f1_score

    rows = list(read_lines(shared / FILE))
    judged = judge_texts([(row["premise"], row["hypothesis"]) for row in rows], judge)
    claims = [row["claim_group"] for row in rows]
    truth = np.array([STANCES.index(row["stance"]) for row in rows])

    def line(name: str, guessed: np.typing.NDArray[np.int64]) -> list[object]:
        return [name, float(accuracy_score(truth, guessed)), float(f1_score(truth, guessed, average="macro"))]

    def learned(name: str, features: Floats, strength: float) -> list[object]:
        return line(name, cross_validated(features, truth, claims, strength).argmax(axis=1))

    majority = np.full(len(rows), np.bincount(truth).argmax())
    as_it_comes = np.array([1, 0, 2])[judged.forward.argmax(axis=1)]
    lines = [
        line("majority", majority),
        learned("linear on embeddings (CV)", judged.embedded(), 0.001),
        line("cross-encoder as it comes", as_it_comes),
        learned("judge's outputs (CV)", judged.outputs(), 0.02),
        learned("outputs and embeddings (CV)", np.hstack([judged.outputs(), judged.embedded()]), 0.001),
    ]
    title = f"Emergent, {len(rows)} headlines, {len(set(claims))} claims: for, against, observing"
    show(title, ["score", "accuracy", "macro-F1"], lines, as_json)


if __name__ == "__main__":
    typer.run(main)

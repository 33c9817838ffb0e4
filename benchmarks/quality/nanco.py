"""Do two outlets' answers to one question mean the same? NAnCo development questions.

``python -m benchmarks.quality.nanco --shared ../shared`` prints, over all pairs of answers to one question, the area
under the ROC curve (mean over the questions, and of all pairs together) and balanced accuracies: at a threshold that
was learned elsewhere; at one threshold for a question that was chosen on the three others; at the best single threshold
for all four; and at the best for each.
"""

from __future__ import annotations

from dataclasses import dataclass
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
from benchmarks.quality.same_meaning import learn

FILE = "data/positions/nanco_dev.jsonl"


@dataclass(frozen=True)
class Answers:
    """Scores of pairs of answers, whether they mean the same, and their question; all of shape (n,)."""

    scores: Floats
    same: NDArray[np.int64]
    questions: NDArray[np.str_]

    def of(self, chosen: NDArray[np.bool_]) -> Answers:
        """The chosen pairs."""
        return Answers(self.scores[chosen], self.same[chosen], self.questions[chosen])

    def each(self) -> list[tuple[Answers, Answers]]:
        """Every question, and all others."""
        names = np.unique(self.questions)
        return [(self.of(self.questions == name), self.of(self.questions != name)) for name in names]

    def area(self) -> float:
        """Area under the ROC curve."""
        from sklearn.metrics import roc_auc_score

        return float(roc_auc_score(self.same, self.scores))

    def balanced(self, threshold: float) -> float:
        """Balanced accuracy at a threshold."""
        positive = self.scores >= threshold
        return float(positive[self.same == 1].mean() + (~positive[self.same == 0]).mean()) / 2

    def best(self) -> float:
        """The threshold with the best balanced accuracy."""
        thresholds = np.quantile(self.scores, np.linspace(0, 1, 201))
        return float(max(thresholds, key=self.balanced))


def measure(answers: Answers, learned: float | None) -> list[object]:
    """Areas and balanced accuracies, as the columns of the table."""
    each = answers.each()
    left_out = [mine.balanced(others.best()) for mine, others in each]
    return [
        float(np.mean([mine.area() for mine, _ in each])),
        answers.area(),
        "-" if learned is None else answers.balanced(learned),
        float(np.mean(left_out)),
        answers.balanced(answers.best()),
        float(np.mean([mine.balanced(mine.best()) for mine, _ in each])),
    ]


def main(shared: SharedOption = SHARED, judge: JudgeOption = None, as_json: JsonOption = False) -> None:
    """Measure on every pair of answers to one question."""
    pairs, same, questions = [], [], []
    for row in read_lines(shared / FILE):
        for a, b in combinations(row["answers"], 2):
            pairs.append((a["answer"], b["answer"]))
            same.append(int(a["cluster"] == b["cluster"]))
            questions.append(row["qid"])
    judged = judge_texts(pairs, judge)
    scores: dict[str, tuple[Floats, float | None]] = {
        "cosine alone": (judged.cosine, None),
        "cross-encoder, entailment": ((judged.forward[:, 0] + judged.backward[:, 0]) / 2, 0.5),
        "judge, agree": (judged.verdict[:, 0], 0.5),
        "same meaning": (learn(judge).score(judged), 0.5),
    }
    lines = [
        [name, *measure(Answers(score, np.array(same), np.array(questions)), learned)]
        for name, (score, learned) in scores.items()
    ]
    title = f"NAnCo, {len(pairs)} pairs of answers to {len(set(questions))} questions, {sum(same)} the same"
    columns = ["score", "AUC by question", "AUC of all", "bal.acc. learned", "left out", "best single", "best each"]
    show(title, columns, lines, as_json)


if __name__ == "__main__":
    typer.run(main)

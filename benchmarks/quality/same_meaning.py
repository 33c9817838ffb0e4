"""Do two statements mean the same? One score from the cosine and the cross-encoder's entailment.

The two weights and the threshold are learned on the claims of the project's own development sets (`benchmarks/gold`):
pairs of claims with one position on one issue against all other candidate pairs, the classes balanced, so that the
threshold is that of the best balanced accuracy there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.quality.judge_common import Floats, Judged
from benchmarks.training.combine_fit import joined, rows_of_set
from benchmarks.training.stories import learning_sets
from narrative.issues.crossencoder import load_pair_model
from narrative.issues.judge import LearnedJudge
from narrative.issues.pair_features import COLUMNS
from narrative.vectors import load_encoder

NEIGHBOURS = 20
LEARNED_FROM = ("missiles", "strike")
_COLUMNS = [COLUMNS.index(name) for name in ("cosine", "supported", "supported both ways")]


@dataclass(frozen=True)
class SameMeaning:
    """``sigmoid(cosine * w0 + entailment * w1 + bias)``, entailment being the mean of both directions."""

    weights: tuple[float, float]
    bias: float

    def score(self, judged: Judged) -> Floats:
        """Probability with both classes equally likely, shape (n,)."""
        entailment = (judged.forward[:, 0] + judged.backward[:, 0]) / 2
        logit = judged.cosine * self.weights[0] + entailment * self.weights[1] + self.bias
        return np.asarray(1 / (1 + np.exp(-logit)))


def learn(judge: str | None = None) -> SameMeaning:
    """Learn the score on the project's own annotated claims."""
    from sklearn.linear_model import LogisticRegression

    learner = LearnedJudge.unlearned(load_encoder(), cross=load_pair_model(judge))
    told = [each for each in learning_sets() if each.name in LEARNED_FROM]
    rows = joined([rows_of_set(each, learner, (), NEIGHBOURS) for each in told])
    same = (rows.question == 1) & (rows.side == 1)
    cosine, most, least = (rows.features[:, column] for column in _COLUMNS)
    fitted = LogisticRegression(class_weight="balanced", C=10.0).fit(
        np.column_stack([cosine, (most + least) / 2]), same
    )
    return SameMeaning((float(fitted.coef_[0, 0]), float(fitted.coef_[0, 1])), float(fitted.intercept_[0]))

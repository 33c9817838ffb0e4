"""Learn the layer that turns the features of a pair into probabilities.

    python -m benchmarks.training.combine_fit [--gold benchmarks/gold] [--train SET ...] [--out FILE]

The pairs are the candidate pairs of the annotated claims of the project's own gold sets, so that the probabilities
are calibrated on what the judge is asked.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.gold_claims import claims_of, events_of, read_folder
from narrative.evaluation import load_gold
from narrative.evaluation.gold import GoldClaim
from narrative.issues.combine import LABELS
from narrative.issues.judge import LearnedJudge
from narrative.issues.pair_features import COLUMNS
from narrative.issues.pairing import candidate_pairs
from narrative.issues.settings import IssueSettings
from narrative.issues.stated import stated, with_days
from narrative.records import Claim
from narrative.vectors import load_encoder

GOLD = Path(__file__).parents[1] / "gold"
OUT = Path(__file__).parents[2] / "narrative" / "issues" / "data" / "combine.json"
TRAIN = ("missiles", "strike", "court", "recall")


@dataclass(frozen=True)
class Rows:
    """Feature rows with the label of the verdict (index in `LABELS`) and whether the question is the same."""

    features: NDArray[np.float64]
    verdict: NDArray[np.int64]
    question: NDArray[np.int64]
    weight: NDArray[np.float64]


def rows_of_set(folder: Path, judge: LearnedJudge, read: Sequence[Claim], neighbours: int) -> Rows:
    """Candidate pairs of the annotated claims of one set."""
    gold = load_gold(folder)
    articles = {article.id: article for article in read_folder(folder)}
    claims = claims_of(gold, read)
    features, verdicts, questions = [], [], []
    for event in events_of(gold):
        members = with_days([c for c in claims if c.article in event.articles], articles)
        if len(members) < 2:
            continue
        contents = [stated(c) for c in members]
        pairs = candidate_pairs(members, judge.vectors([c.text for c in contents]), judge.read(contents), neighbours)
        rows, _ = judge.features([(members[i], members[j]) for i, j in pairs])
        features.append(rows)
        for i, j in pairs:
            verdict, same = _label(gold.claims[members[i].id], gold.claims[members[j].id])
            verdicts.append(verdict)
            questions.append(same)
    count = len(verdicts)
    return Rows(np.vstack(features), np.array(verdicts), np.array(questions), np.ones(count))


def _label(a: GoldClaim, b: GoldClaim) -> tuple[int, int]:
    same = int(a.issue is not None and a.issue == b.issue)
    if not same or not a.position or not b.position:
        return LABELS.index("neither"), same
    return LABELS.index("agree" if a.position == b.position else "conflict"), same


def fit(rows: Rows, strength: float = 0.3) -> dict[str, object]:
    """Multinomial and binary logistic regression on standardised columns."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.features.mean(axis=0), rows.features.std(axis=0)
    scale[scale < 1e-6] = 1.0
    z = (rows.features - mean) / scale
    verdict = LogisticRegression(C=strength, max_iter=5000).fit(z, rows.verdict, sample_weight=rows.weight)
    question = LogisticRegression(C=strength, max_iter=5000).fit(z, rows.question, sample_weight=rows.weight)
    return {
        "columns": list(COLUMNS),
        "mean": mean.round(6).tolist(),
        "scale": scale.round(6).tolist(),
        "weights": verdict.coef_.round(6).tolist(),
        "bias": verdict.intercept_.round(6).tolist(),
        "question_weights": question.coef_[0].round(6).tolist(),
        "question_bias": round(float(question.intercept_[0]), 6),
    }


def joined(parts: Sequence[Rows]) -> Rows:
    """Rows of several sets as one."""
    return Rows(
        np.vstack([p.features for p in parts]),
        np.concatenate([p.verdict for p in parts]),
        np.concatenate([p.question for p in parts]),
        np.concatenate([p.weight for p in parts]),
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--train", action="append", help="a set to learn from; may be repeated")
    parser.add_argument("--neighbours", type=int, default=IssueSettings().neighbours)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(argv)
    encoder = load_encoder()
    judge = LearnedJudge.unlearned(encoder)
    parts = [
        rows_of_set(options.gold / name, judge, (), options.neighbours)
        for name in options.train or TRAIN
        if (options.gold / name / "gold.yaml").is_file()
    ]
    rows = joined(parts)
    print({label: int((rows.verdict == n).sum()) for n, label in enumerate(LABELS)}, "same", int(rows.question.sum()))
    made = {"name": "narrative-combine 1", "encoder": encoder.sha256, **fit(rows)}
    options.out.write_text(json.dumps(made) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

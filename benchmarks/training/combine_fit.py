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
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.gold_claims import claims_of, events_of, read_folder
from narrative.evaluation import load_gold
from narrative.evaluation.gold import GoldClaim
from narrative.issues.crossencoder import load_pair_model
from narrative.issues.judge import LearnedJudge
from narrative.issues.pair_features import COLUMNS
from narrative.issues.pairing import candidate_pairs
from narrative.issues.settings import IssueSettings
from narrative.issues.stated import stated, with_days
from narrative.records import Claim, Source
from narrative.vectors import load_encoder

GOLD = Path(__file__).parents[1] / "gold"
OUT = Path(__file__).parents[2] / "narrative" / "issues" / "data" / "combine.json"
_SIDES = {"entailment": 1, "contradiction": 0}
TRAIN = ("missiles", "strike", "court", "recall")


@dataclass(frozen=True)
class Rows:
    """Feature rows.

    ``question`` is 1 where both claims answer one question; ``side`` is 1 where they then agree, 0 where they
    conflict, -1 where that is not known. ``asked`` marks the rows from which the question is learned: candidate
    pairs, as the judge is asked them.
    """

    features: NDArray[np.float64]
    question: NDArray[np.int64]
    side: NDArray[np.int64]
    asked: NDArray[np.bool_]


def rows_of_set(folder: Path, judge: LearnedJudge, read: Sequence[Claim], neighbours: int) -> Rows:
    """Candidate pairs of the annotated claims of one set, and all pairs with positions on one issue."""
    gold = load_gold(folder)
    articles = {article.id: article for article in read_folder(folder)}
    claims = claims_of(gold, read)
    parts = []
    for event in events_of(gold):
        members = with_days([c for c in claims if c.article in event.articles], articles)
        if len(members) < 2:
            continue
        contents = [stated(c) for c in members]
        vectors = judge.vectors([c.text for c in contents])
        asked = set(candidate_pairs(members, vectors, judge.read(contents), neighbours))
        golds = [gold.claims[c.id] for c in members]
        pairs = sorted(asked | {(i, j) for i, j in combinations(range(len(members)), 2) if _side(golds[i], golds[j]) >= 0})
        parts.append(
            Rows(
                judge.features([(members[i], members[j]) for i, j in pairs])[0],
                np.array([int(golds[i].issue is not None and golds[i].issue == golds[j].issue) for i, j in pairs]),
                np.array([_side(golds[i], golds[j]) for i, j in pairs]),
                np.array([pair in asked for pair in pairs]),
            )
        )
    return joined(parts)


def _side(a: GoldClaim, b: GoldClaim) -> int:
    if a.issue is None or a.issue != b.issue or not a.position or not b.position:
        return -1
    return int(a.position == b.position)


def rows_of_pairs(path: Path, judge: LearnedJudge, count: int) -> Rows:
    """A sample of the pairs written for the cross-encoder: entailment agrees, contradiction conflicts."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [row for row in lines if row["label"] in _SIDES]
    chosen = np.random.default_rng(0).permutation(len(lines))[:count]
    taken = [lines[n] for n in sorted(chosen.tolist())]
    pairs = [(bare_claim("a", row["premise"]), bare_claim("b", row["hypothesis"])) for row in taken]
    side = np.array([_SIDES[row["label"]] for row in taken])
    return Rows(judge.features(pairs)[0], np.ones_like(side), side, np.zeros(len(side), dtype=bool))


def bare_claim(side: str, text: str) -> Claim:
    """A plain statement as a claim."""
    source = (Source(name=side),)
    return Claim(id=f"{side}:1", article=side, start=0, end=len(text), text=text, statement=text, sources=source)


def fit(rows: Rows, strength: float = 0.1, written: Rows | None = None, share: float = 0.3) -> dict[str, object]:
    """Two logistic regressions on standardised columns.

    Parameters
    ----------
    rows
        Of annotated claims.
    strength
        Inverse of the L2 penalty.
    written
        Plain pairs, for the side alone.
    share
        Of `written` in the weight of the side's rows.
    """
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.features.mean(axis=0), rows.features.std(axis=0)
    scale[scale < 1e-3] = 1.0
    z = (rows.features - mean) / scale
    question = LogisticRegression(C=strength, max_iter=5000).fit(z[rows.asked], rows.question[rows.asked])
    known = rows.side >= 0
    x, y, weight = z[known], rows.side[known], np.ones(known.sum())
    if written is not None:
        x = np.vstack([x, (written.features - mean) / scale])
        y = np.concatenate([y, written.side])
        each = share / (1 - share) * known.sum() / len(written.side)
        weight = np.concatenate([weight, np.full(len(written.side), each)])
    side = LogisticRegression(C=strength, max_iter=5000).fit(x, y, sample_weight=weight)
    return {
        "columns": list(COLUMNS),
        "mean": mean.round(6).tolist(),
        "scale": scale.round(6).tolist(),
        "question": question.coef_[0].round(6).tolist(),
        "question_bias": round(float(question.intercept_[0]), 6),
        "side": side.coef_[0].round(6).tolist(),
        "side_bias": round(float(side.intercept_[0]), 6),
    }


def joined(parts: Sequence[Rows]) -> Rows:
    """Rows of several sets as one."""
    return Rows(
        np.vstack([p.features for p in parts]),
        np.concatenate([p.question for p in parts]),
        np.concatenate([p.side for p in parts]),
        np.concatenate([p.asked for p in parts]),
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--train", action="append", help="a set to learn from; may be repeated")
    parser.add_argument("--neighbours", type=int, default=IssueSettings().neighbours)
    parser.add_argument("--pairs", type=Path, help="pairs written for the cross-encoder (judge_pairs)")
    parser.add_argument("--cross", nargs="?", const="", help="with the shipped cross-encoder, or the one of a folder")
    parser.add_argument("--count", type=int, default=6000, help="of them that are used")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(argv)
    encoder = load_encoder()
    cross = load_pair_model(options.cross or None) if options.cross is not None else None
    judge = LearnedJudge.unlearned(encoder, cross=cross)
    parts = [
        rows_of_set(options.gold / name, judge, (), options.neighbours)
        for name in options.train or TRAIN
        if (options.gold / name / "gold.yaml").is_file()
    ]
    rows = joined(parts)
    written = rows_of_pairs(options.pairs, judge, options.count) if options.pairs else None
    print(f"{len(rows.question)} pairs, {rows.question.sum()} of one question, {(rows.side >= 0).sum()} with positions")
    made = {"name": "narrative-combine 1", "encoder": encoder.sha256, "cross_encoder": cross and cross.name, **fit(rows, written=written)}
    options.out.write_text(json.dumps(made) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

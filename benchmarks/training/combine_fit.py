"""Learn the layer that turns the features of a pair into probabilities.

    python -m benchmarks.training.combine_fit --askers FOLDER [--gold FOLDER] [--stories FOLDER]
                                              [--leave-out SET ...] [--cross [FOLDER]] [--out FILE]

After ``question_train``, whose work folder is asked for.
The verdict is learned on the candidate pairs of the annotated claims of the project's own gold sets and stories, so
that the probabilities are calibrated on what the judge is asked; grouping on all pairs of the claims that the library
reads there. All sets are learned from; what a set reaches is measured with a layer learned from the others
(``--leave-out``).
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

from benchmarks.quality.gold_claims import claims_of, events_of, matched
from benchmarks.quality.relations import read_claims
from benchmarks.training.apart import learners
from benchmarks.training.stories import GOLD, STORIES, LearningSet, learning_sets
from narrative.evaluation.gold import GoldClaim
from narrative.issues.crossencoder import load_pair_model
from narrative.issues.judge import LearnedJudge
from narrative.issues.pair_features import COLUMNS, PLAIN_COLUMNS
from narrative.issues.pairing import candidate_pairs
from narrative.issues.stated import stated, with_days
from narrative.records import Claim
from narrative.vectors import load_encoder

_NEIGHBOURS = 8  # pairs of a claim on which the verdict is learned
_ALL = 200  # pairs of a claim on which grouping is learned: all of an event
OUT = Path(__file__).parents[2] / "narrative" / "issues" / "data" / "combine.json"


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


def rows_of_set(told: LearningSet, judge: LearnedJudge, read: Sequence[Claim], neighbours: int) -> Rows:
    """Candidate pairs of the annotated claims of one set, and all pairs with positions on one issue."""
    gold = told.gold
    articles = {article.id: article for article in told.articles}
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
        pairs = sorted(
            asked | {(i, j) for i, j in combinations(range(len(members)), 2) if _side(golds[i], golds[j]) >= 0}
        )
        parts.append(
            Rows(
                judge.features([(members[i], members[j]) for i, j in pairs], judge.surroundings(members))[0],
                np.array([int(golds[i].issue is not None and golds[i].issue == golds[j].issue) for i, j in pairs]),
                np.array([_side(golds[i], golds[j]) for i, j in pairs]),
                np.array([pair in asked for pair in pairs]),
            )
        )
    return joined(parts)


def rows_of_reading(told: LearningSet, judge: LearnedJudge, read: Sequence[Claim], neighbours: int) -> Rows:
    """Candidate pairs of the claims that the library itself reads in one set, for the question alone.

    A claim has the issue of the annotated claim at its place; one that nobody annotated has none. So the question is
    learned at the rate at which it is asked.
    """
    gold = told.gold
    articles = {article.id: article for article in told.articles}
    in_text = [claim for claim in read if claim.part == "text"]
    issue = {claim.id: gold.claims[name].issue for name, claim in matched(gold, in_text).items()}
    parts = []
    for event in events_of(gold):
        spoken = [c for c in in_text if c.article in event.articles]
        members = with_days(sorted(spoken, key=lambda c: (c.article, c.start, c.end, c.id)), articles)
        contents = [stated(c) for c in members]
        vectors = judge.vectors([c.text for c in contents])
        pairs = candidate_pairs(members, vectors, judge.read(contents), neighbours)
        if not pairs:
            continue
        issues = [issue.get(c.id) for c in members]
        parts.append(
            Rows(
                judge.features([(members[i], members[j]) for i, j in pairs], judge.surroundings(members))[0],
                np.array([int(issues[i] is not None and issues[i] == issues[j]) for i, j in pairs]),
                np.full(len(pairs), -1),
                np.ones(len(pairs), dtype=bool),
            )
        )
    return joined(parts)


def grouping_rows(
    told: LearningSet, judge: LearnedJudge, read: Sequence[Claim]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """All pairs of the claims that the library reads in one set, without the cross-encoder: columns and question."""
    in_text = [claim for claim in read if claim.part == "text"]
    issue = {claim.id: told.gold.claims[name].issue for name, claim in matched(told.gold, in_text).items()}
    articles = {article.id: article for article in told.articles}
    parts, known = [np.zeros((0, len(PLAIN_COLUMNS)))], [np.zeros(0, dtype=np.int64)]
    for event in events_of(told.gold):
        spoken = [c for c in in_text if c.article in event.articles]
        members = with_days(sorted(spoken, key=lambda c: (c.article, c.start, c.end, c.id)), articles)
        contents = [stated(c) for c in members]
        if len(members) < 2:
            continue
        pairs = candidate_pairs(members, judge.vectors([c.text for c in contents]), judge.read(contents), _ALL)
        rows, _ = judge.features([(members[i], members[j]) for i, j in pairs], judge.surroundings(members), cross=False)
        issues = [issue.get(c.id) for c in members]
        parts.append(rows[:, : len(PLAIN_COLUMNS)])
        known.append(np.array([int(issues[i] is not None and issues[i] == issues[j]) for i, j in pairs]))
    return np.vstack(parts), np.concatenate(known)


def _side(a: GoldClaim, b: GoldClaim) -> int:
    if a.issue is None or a.issue != b.issue or not a.position or not b.position:
        return -1
    return int(a.position == b.position)


@dataclass(frozen=True)
class SetRows:
    """What one set teaches: judged pairs, and all pairs (columns and question) for grouping."""

    pairs: Rows
    grouping: tuple[NDArray[np.float64], NDArray[np.int64]]


def set_rows(told: LearningSet, judge: LearnedJudge, read: Sequence[Claim], neighbours: int = _NEIGHBOURS) -> SetRows:
    """Rows of the annotated claims of a set and of those that the library reads there."""
    parts = [rows_of_set(told, judge, read, neighbours), rows_of_reading(told, judge, read, neighbours)]
    return SetRows(joined(parts), grouping_rows(told, judge, read))


def fit(sets: Sequence[SetRows], strength: float = 0.05) -> dict[str, object]:
    """Logistic regressions on standardised columns.

    Parameters
    ----------
    sets
        To learn from.
    strength
        Inverse of the L2 penalty.
    """
    rows = joined([each.pairs for each in sets])
    near, one = (np.concatenate([each.grouping[n] for each in sets]) for n in (0, 1))
    asked, known = rows.asked, rows.side >= 0
    question, question_bias = regress(rows.features[asked], rows.question[asked], strength)
    side, side_bias = regress(rows.features[known], rows.side[known], strength)
    grouping, grouping_bias = regress(near, one, strength)
    return {
        "columns": list(COLUMNS),
        "grouping": grouping.round(6).tolist(),
        "grouping_bias": round(grouping_bias, 6),
        "question": question.round(6).tolist(),
        "question_bias": round(question_bias, 6),
        "side": side.round(6).tolist(),
        "side_bias": round(side_bias, 6),
    }


def regress(x: NDArray[np.float64], y: NDArray[np.int64], strength: float = 0.05) -> tuple[NDArray[np.float64], float]:
    """Weights and bias for plain columns, learned on standardised ones."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = x.mean(axis=0), x.std(axis=0)
    empty = scale < 1e-3
    scale[empty] = 1.0
    model = LogisticRegression(C=strength, max_iter=5000).fit((x - mean) / scale, y)
    weights = np.where(empty, 0.0, model.coef_[0] / scale)
    return weights, float(model.intercept_[0] - weights @ mean)


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
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--leave-out", action="append", default=[], help="a set that is not learned from")
    parser.add_argument("--askers", type=Path, required=True, help="work folder of question_train")
    parser.add_argument("--neighbours", type=int, default=_NEIGHBOURS)
    parser.add_argument("--cross", nargs="?", const="", help="with the shipped cross-encoder, or the one of a folder")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(argv)
    encoder = load_encoder()
    cross = load_pair_model(options.cross or None) if options.cross is not None else None
    learner = learners(options.askers, cross)
    sets = [
        set_rows(told, learner(told.name), read_claims(told.articles), options.neighbours)
        for told in learning_sets(options.gold, options.stories, options.leave_out)
    ]
    pairs, known = (sum(len(each.pairs.question) for each in sets), sum((each.pairs.side >= 0).sum() for each in sets))
    print(f"{pairs} judged pairs, {known} with positions; {sum(len(each.grouping[1]) for each in sets)} to group by")
    made = {
        "name": "narrative-combine 6",
        "encoder": encoder.sha256,
        "cross_encoder": cross and cross.name,
        **fit(sets),
    }
    options.out.write_text(json.dumps(made) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

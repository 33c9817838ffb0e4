"""Learn how likely a relation is, given the verdict on a pair and its positions.

    python -m benchmarks.training.relate_fit --askers FOLDER [--leave-out SET ...] [--folds N] [--out FILE]
                                             [--agree FILE]

After ``question_train``, whose work folder is asked for. Each set is compared with layers that were learned from the
others (in folds), so that the probabilities hold for articles that nobody learned from. Prints, for each kind, how
often what is said at a probability is right.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.gold_claims import events_of
from benchmarks.training.boosting import Growth, grow
from benchmarks.training.left_out import judges_apart, parts_of
from benchmarks.training.stories import GOLD, STORIES, LearningSet, learning_sets
from narrative.evaluation.scoring import aligned
from narrative.issues import IssueSettings
from narrative.issues.board import lay_out
from narrative.issues.chances import (
    AGREE_COLUMNS,
    COLUMNS,
    PairRow,
    RelationWeights,
    agree_trees,
    pair_rows,
    relation_weights,
)
from narrative.issues.compare import grouped
from narrative.issues.crossencoder import load_pair_model
from narrative.issues.judge import LearnedJudge
from narrative.issues.relations import said_twice
from narrative.records import Claim
from narrative.vectors import load_encoder

OUT = Path(__file__).parents[2] / "narrative" / "issues" / "data" / "relate.json"
_SHOWN = (0.3, 0.4, 0.45, 0.5, 0.6)
_GROWTH = Growth(trees=120, rate=0.05, leaves=8, least=30)


@dataclass(frozen=True)
class Sample:
    """One pair: its set, whether that is a story, its kind, its row, and whether the relation is there."""

    told: str
    is_story: bool
    kind: str
    row: tuple[float, ...]
    right: bool


def samples_of(told: LearningSet, read: Sequence[Claim], judge: LearnedJudge) -> list[Sample]:
    """All pairs within the groups that the library makes of one set."""
    wanted, undecided = told.gold.relations()
    in_text = [claim for claim in read if claim.part == "text"]
    name = aligned(told.gold, in_text)
    encoder, settings = load_encoder(), IssueSettings()
    found: dict[tuple[str, frozenset[str]], Sample] = {}
    for event in events_of(told.gold):
        spoken = [claim for claim in in_text if claim.article in event.articles]
        members = [article for article in told.articles if article.id in event.articles]
        if len(spoken) < 2:
            continue
        board, groups = grouped(lay_out(spoken, members, encoder, judge, settings), judge, settings)
        for row in (
            row for positions in groups for row in pair_rows(board.claims, positions, board.verdicts, board.questions)
        ):
            pair = frozenset(name.get(board.claims[n].id, f"?{n}") for n in row.pair)
            if len(pair) < 2 or pair in undecided or said_twice(board.claims, row.pair):
                continue
            kind = wanted.get(pair)
            right = kind == "agree" if row.kind == "agree" else kind in ("conflict", "supersedes")
            sample = Sample(told.name, told.is_story, row.kind, row.row, right)
            # several claims may stand for one that was annotated: their pair counts once
            found[row.kind, pair] = max(sample, found.get((row.kind, pair), sample), key=lambda s: s.row)
    return list(found.values())


def learn_plain(samples: Sequence[Sample], strength: float = 0.05) -> dict[str, Any]:
    """Weights and bias of each kind for plain `COLUMNS`, learned on standardised ones."""
    from sklearn.linear_model import LogisticRegression

    made: dict[str, Any] = {"name": "narrative-relate 5", "columns": list(COLUMNS)}
    for kind in ("agree", "conflict"):
        kept = [sample for sample in samples if sample.kind == kind]
        x = np.array([sample.row[: len(COLUMNS)] for sample in kept])
        scale = np.maximum(x.std(axis=0), 1e-6)
        model = LogisticRegression(C=strength, max_iter=2000)
        model.fit((x - x.mean(axis=0)) / scale, [s.right for s in kept])
        weights = model.coef_[0] / scale
        bias = float(model.intercept_[0] - weights @ x.mean(axis=0))
        made |= {kind: weights.round(4).tolist(), f"{kind}_bias": round(bias, 4)}
    return made


def learn_agree(samples: Sequence[Sample]) -> dict[str, Any]:
    """Trees as they stand in ``data/agree.json``."""
    kept = [sample for sample in samples if sample.kind == "agree"]
    grown = grow(np.array([sample.row for sample in kept]), [int(sample.right) for sample in kept], _GROWTH)[0]
    return {"name": "narrative-agree 3", "columns": list(AGREE_COLUMNS), **grown}


def learn(samples: Sequence[Sample]) -> RelationWeights:
    """All that is learned of relations."""
    return relation_weights(learn_plain(samples), agree_trees(learn_agree(samples)))


def shown(samples: Sequence[Sample], folds: Sequence[Sequence[str]], kind: str) -> str:
    """How often what has at least a probability is right, on sets that were not learned from.

    Apart for pairs of which a word, figure or cue speaks against agreement.
    """
    said = COLUMNS.index("said")
    chance: list[tuple[float, Sample]] = []
    for held in folds:
        others = [s for s in samples if s.told not in held]
        here = [s for s in samples if s.told in held and s.kind == kind]
        if here and others:
            rows = [PairRow((0, 0), s.kind, s.row) for s in here]
            chance += list(zip(learn(others).chances(rows), here, strict=True))
    lines = []
    for least in _SHOWN:
        cells = []
        for story, word in product((False, True), (False, True)):
            found = [s.right for c, s in chance if c >= least and s.is_story == story and bool(s.row[said]) == word]
            where = f"{'stories' if story else 'gold'}, {'with' if word else 'without'} a word against agreement"
            cells.append(f"{where} {sum(found):3} of {len(found):3}")
        lines.append(f"   at {least}: {', '.join(cells)}")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--leave-out", action="append", default=[], help="a set that is not learned from")
    parser.add_argument("--askers", type=Path, required=True, help="work folder of question_train")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--out", type=Path, default=OUT, help="weights for conflicts")
    parser.add_argument("--agree", type=Path, default=OUT.with_name("agree.json"), help="trees for agreement")
    options = parser.parse_args(argv)
    encoder, cross = load_encoder(), load_pair_model()
    sets = learning_sets(options.gold, options.stories, options.leave_out)
    samples = [
        sample
        for told, read, judge in judges_apart(sets, options.askers, options.folds, encoder, cross)
        for sample in samples_of(told, read, judge)
    ]
    folds = parts_of(sets, options.folds)
    for kind in ("agree", "conflict"):
        kept = [sample for sample in samples if sample.kind == kind]
        print(f"{kind}: {sum(s.right for s in kept)} of {len(kept)} pairs", shown(samples, folds, kind), sep="\n")
    for out, made in ((options.out, learn_plain(samples)), (options.agree, learn_agree(samples))):
        out.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

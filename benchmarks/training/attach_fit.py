"""Learn to which issue a withheld comment belongs.

    python -m benchmarks.training.attach_fit --askers FOLDER [--leave-out SET ...] [--out FILE]

After ``question_train``, whose work folder is asked for. From the withheld comments that the
library reads in the project's own gold sets and stories: the choice among the annotated issues of the event, or none of
them. Prints how often the choice is right on a set that was not learned from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.gold_claims import events_of, matched
from benchmarks.training.left_out import judges_apart
from benchmarks.training.stories import GOLD, STORIES, LearningSet, learning_sets
from narrative.issues import IssueSettings, Judge
from narrative.issues.board import Board, lay_out
from narrative.issues.crossencoder import load_pair_model
from narrative.issues.withheld import COLUMNS, AttachWeights, best_issue, issue_rows
from narrative.records import Claim
from narrative.vectors import Encoder, load_encoder

OUT = Path(__file__).parents[2] / "narrative" / "issues" / "data" / "attach.json"
_OPEN = frozenset({"withholds", "retracts"})


@dataclass(frozen=True)
class Choice:
    """One comment: a row an issue, shape (issues, columns), and the right one, or ``None``."""

    told: str
    rows: NDArray[np.float64]
    right: int | None


def choices_of(told: LearningSet, found_there: Sequence[Claim], encoder: Encoder, judge: Judge) -> list[Choice]:
    """The withheld comments of a set, among the claims that the library finds there."""
    read = [claim for claim in found_there if claim.part == "text"]
    issue_of = {claim.id: told.gold.claims[name].issue for name, claim in matched(told.gold, read).items()}
    found: list[Choice] = []
    for event in events_of(told.gold):
        spoken = [claim for claim in read if claim.article in event.articles]
        members = [article for article in told.articles if article.id in event.articles]
        if len(spoken) < 2 or len(members) < 2:
            continue
        board = lay_out(spoken, members, encoder, judge, IssueSettings())
        groups = _annotated(board, issue_of)
        names = sorted(groups)
        for at, claim in enumerate(board.claims):
            if claim.stance == "withholds" and claim.id in issue_of and names:
                rows = issue_rows(board, at, [groups[name] for name in names], encoder, judge)
                issue = issue_of[claim.id]
                found.append(Choice(told.name, rows, names.index(issue) if issue in groups else None))
    return found


def _annotated(board: Board, issue_of: dict[str, str | None]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for n, claim in enumerate(board.claims):
        issue = issue_of.get(claim.id)
        if issue is not None and not _is_open(claim):
            groups.setdefault(issue, []).append(n)
    return {issue: members for issue, members in groups.items() if len(members) > 1}


def _is_open(claim: Claim) -> bool:
    return claim.stance in _OPEN


def fit(choices: Sequence[Choice], strength: float = 1.0) -> AttachWeights:
    """A conditional logit with an L2 penalty on standardised columns.

    Parameters
    ----------
    choices
        To learn from.
    strength
        Of the penalty.
    """
    from scipy.optimize import minimize

    scale = np.vstack([choice.rows for choice in choices]).std(axis=0)
    scale[scale < 1e-6] = 1.0
    # the last row is "none of them", the last column its bias
    tables = [_with_none(choice.rows / scale) for choice in choices]
    rights = [len(choice.rows) if choice.right is None else choice.right for choice in choices]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = strength * float(weights @ weights), 2 * strength * weights
        for table, right in zip(tables, rights, strict=True):
            scores = table @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            total -= float(np.log(chances[right] + 1e-12))
            slope = slope - table[right] + chances @ table
        return total, slope

    found = minimize(loss, np.zeros(len(COLUMNS) + 1), jac=True).x
    return AttachWeights((found[:-1] / scale).round(4), round(float(found[-1]), 4))


def _with_none(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    table = np.zeros((len(rows) + 1, len(COLUMNS) + 1))
    table[:-1, :-1] = rows
    table[-1, -1] = 1.0
    return table


def accuracy(choices: Sequence[Choice], weights: AttachWeights) -> float:
    """Share of the comments with an issue for which it is the first choice."""
    known = [choice for choice in choices if choice.right is not None]
    chosen = [best_issue(choice.rows, weights) for choice in known]
    return float(np.mean([c is not None and c[0] == choice.right for c, choice in zip(chosen, known, strict=True)]))


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, measure with each set left out, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--leave-out", action="append", default=[], help="a set that is not learned from")
    parser.add_argument("--askers", type=Path, required=True, help="work folder of question_train")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--strength", type=float, default=3.0)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(argv)
    encoder, cross = load_encoder(), load_pair_model()
    sets = learning_sets(options.gold, options.stories, options.leave_out)
    choices = [
        choice
        for told, read, judge in judges_apart(sets, options.askers, options.folds, encoder, cross)
        for choice in choices_of(told, read, encoder, judge)
    ]
    for name in sorted({choice.told for choice in choices}):
        here = [choice for choice in choices if choice.told == name]
        others = fit([choice for choice in choices if choice.told != name], options.strength)
        right = accuracy(here, others) if any(choice.right is not None for choice in here) else float("nan")
        print(f"{name:12} {len(here):3} comments, right {right:.2f} when left out")
    weights = fit(choices, options.strength)
    made = {"name": "narrative-attach 3", "columns": list(COLUMNS), "weights": weights.weights.tolist()}
    options.out.write_text(json.dumps({**made, "none": weights.none}) + "\n", encoding="utf-8")
    print(dict(zip(COLUMNS, weights.weights.tolist(), strict=True)), "none", weights.none)


if __name__ == "__main__":
    main()

"""Learn which pairs of an event answer one question, each seen among the others.

    python -m benchmarks.training.questions_fit --askers FOLDER [--leave-out SET ...] [--folds N] [--measure]
                                                [--out FILE]

After ``question_train`` (whose work folder is asked for) and ``combine_fit``. Boosted trees read the columns of a pair
and how its chance stands among those of its event (`narrative.issues.context`), then others read as well what the first
ones make of the event (`narrative.issues.second_look`). Each chance is, while they learn, one of a layer or of trees
that did not see the set, as it is for whoever uses the library. With ``--measure`` it prints the mean average precision
over sets that were not learned from, by the layer alone, at the first look and at the second.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.gold_claims import events_of, matched
from benchmarks.quality.relations import read_claims
from benchmarks.training.apart import learners
from benchmarks.training.boosting import Growth, grow
from benchmarks.training.combine_fit import regress
from benchmarks.training.stories import GOLD, STORIES, LearningSet, learning_sets
from narrative.issues import IssueSettings
from narrative.issues.context import context_rows, indexed
from narrative.issues.judge import LearnedJudge
from narrative.issues.pairing import candidate_pairs
from narrative.issues.second_look import SECOND_COLUMNS, second_rows
from narrative.issues.stated import stated, with_days
from narrative.issues.trees import COLUMNS, looks_of, trees_of
from narrative.records import Claim

OUT = Path(__file__).parents[2] / "narrative" / "issues" / "data" / "questions.json"
_FOLDS = 3
_GROWTH = Growth(trees=250, rate=0.06, leaves=16, least=300, stops=True)


@dataclass(frozen=True)
class EventPairs:
    """The candidate pairs of one event: plain columns, and whether both answer one question.

    ``whole`` is False where some of its articles only are in it.
    """

    told: str
    whole: bool
    pairs: Sequence[tuple[Claim, Claim]]
    rows: NDArray[np.float64]
    question: NDArray[np.int64]


def pairs_of_set(told: LearningSet, judge: LearnedJudge, read: Sequence[Claim]) -> Iterator[EventPairs]:
    """Candidate pairs of the claims that the library reads in the texts of one set, as it asks them."""
    in_text = [claim for claim in read if claim.part == "text"]
    issue = {claim.id: told.gold.claims[name].issue for name, claim in matched(told.gold, in_text).items()}
    articles = {article.id: article for article in told.articles}
    for event in events_of(told.gold):
        for some in (event.articles, *_few(event.articles)):
            spoken = [c for c in in_text if c.article in some]
            members = with_days(sorted(spoken, key=lambda c: (c.article, c.start, c.end, c.id)), articles)
            if len(members) < 2:
                continue
            contents = [stated(claim) for claim in members]
            vectors = judge.vectors([content.text for content in contents])
            found = candidate_pairs(members, vectors, judge.read(contents), IssueSettings().neighbours)
            pairs = [(members[i], members[j]) for i, j in found]
            issues = [(issue.get(a.id), issue.get(b.id)) for a, b in pairs]
            same = np.array([int(one is not None and one == other) for one, other in issues], dtype=np.int64)
            rows = judge.plain_rows(pairs, judge.surroundings(members))
            yield EventPairs(told.name, len(some) == len(event.articles), pairs, rows, same)


def _few(articles: Sequence[str]) -> list[tuple[str, ...]]:
    """Pairs and threes of articles: most events that are compared are told by few."""
    twos = [tuple(articles[n : n + 2]) for n in range(0, len(articles) - 1, 2)]
    threes = [tuple(articles[n : n + 3]) for n in range(1, len(articles) - 2, 3)]
    return [some for some in (*twos, *threes) if len(some) < len(articles)]


def learn(events: Sequence[EventPairs], folds: int = _FOLDS) -> dict[str, Any]:
    """Trees as they stand in ``data/questions.json``.

    Parameters
    ----------
    events
        To learn from.
    folds
        Parts of the sets; the chance of each pair comes from what was learned from the other parts.
    """
    names = sorted({event.told for event in events})
    fold = {name: n % folds for n, name in enumerate(names)}
    others = [[at for at, event in enumerate(events) if fold[event.told] != n] for n in range(min(folds, len(names)))]
    layers = [layer_of([events[at] for at in part]) for part in others]
    rows = [_columns(event, layers[fold[event.told]]) for event in events]
    question = [event.question for event in events]
    first = _grown(rows, question)
    apart = [trees_of(_grown([rows[at] for at in part], [question[at] for at in part])) for part in others]
    seen = []
    for event, each in zip(events, rows, strict=True):
        places, articles = indexed(event.pairs)
        seen.append(np.hstack([each, second_rows(places, apart[fold[event.told]].score(each), articles)]))
    second = {"columns": [*COLUMNS, *SECOND_COLUMNS], **_grown(seen, question)}
    return {**first, "columns": list(COLUMNS), "second": second}


def _grown(rows: Sequence[NDArray[np.float64]], question: Sequence[NDArray[np.int64]]) -> dict[str, Any]:
    return {"name": "narrative-questions 3", **grow(np.vstack(rows), np.concatenate(question), _GROWTH)[0]}


def _columns(event: EventPairs, layer: tuple[NDArray[np.float64], float]) -> NDArray[np.float64]:
    weights, bias = layer
    places, articles = indexed(event.pairs)
    return np.hstack([event.rows, context_rows(places, event.rows @ weights + bias, len(articles))])


def layer_of(events: Sequence[EventPairs]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of a logistic regression on plain columns."""
    return regress(np.vstack([event.rows for event in events]), np.concatenate([event.question for event in events]))


def measured(events: Sequence[EventPairs], folds: int) -> str:
    """Mean average precision over events that were not learned from: by the layer alone, and at each look."""
    from sklearn.metrics import average_precision_score

    names = sorted({event.told for event in events})
    found: dict[bool, list[list[float]]] = {True: [], False: []}
    for n in range(folds):
        held = set(names[n::folds])
        others = [event for event in events if event.told not in held]
        layer, looks = layer_of(others), looks_of(learn(others))
        for event in (event for event in events if event.told in held and event.question.any()):
            alone = event.rows @ layer[0] + layer[1]
            rows = _columns(event, layer)
            chances = alone, looks.first.score(rows), looks.weighed(alone, rows, *indexed(event.pairs))
            found[event.whole].append([float(average_precision_score(event.question, each)) for each in chances])
    lines = []
    for whole, scores in found.items():
        alone, first, second = np.mean(scores, axis=0)
        what = "whole events" if whole else "two or three articles each"
        lines.append(
            f"average precision, {what} ({len(scores)}): {alone:.3f} by the layer, {first:.3f} at the first look, "
            f"{second:.3f} at the second"
        )
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> None:
    """Learn and write the trees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--leave-out", action="append", default=[], help="a set that is not learned from")
    parser.add_argument("--askers", type=Path, required=True, help="work folder of question_train")
    parser.add_argument("--folds", type=int, default=5, help="of what is measured")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(argv)
    learner = learners(options.askers)
    events = [
        event
        for told in learning_sets(options.gold, options.stories, options.leave_out)
        for event in pairs_of_set(told, learner(told.name), read_claims(told.articles))
    ]
    print(f"{sum(len(event.question) for event in events)} pairs of {len(events)} events")
    if options.measure:
        print(measured(events, options.folds))
    options.out.write_text(json.dumps(learn(events), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

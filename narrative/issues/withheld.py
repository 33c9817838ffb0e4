"""To which issue a comment belongs that was withheld.

"The ministry did not return calls" repeats nothing of what it is about. A conditional logit (McFadden 1974,
"Conditional logit analysis of qualitative choice behavior") over the issues of the event chooses: what the comment
still says, what stands before it, and how much is spoken about each issue. The weights are learned by
``benchmarks/training/attach_fit.py`` and stand in ``data/attach.json``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrative.issues.board import Board, embed
from narrative.issues.judge import Judge
from narrative.issues.learned import read_learned
from narrative.issues.lexicon import stem
from narrative.issues.reading import Reading, read_statements
from narrative.issues.surroundings import centred_cosine
from narrative.records import Claim, Model
from narrative.vectors import Encoder

COLUMNS = ("question", "stated", "whole", "asked", "words", "before", "article", "lead", "size")
"""Names of the columns of `issue_rows`."""

_NAME, _SCRIPT = "attach.json", "benchmarks/training/attach_fit.py"
_NEAREST = 3  # claims of an issue that speak for it
_LEAD = 2  # the first claims of an article tell what it is about
_MOST_ASKED = 60  # pairs judged for one withheld comment
_ASKING = frozenset(
    stem(word)
    for word in "answer ask call comment enquiry inquiry matter message position question reaction report reporter "
    "reply request response subject time".split()
)


@dataclass(frozen=True)
class AttachWeights:
    """Weights of `COLUMNS`, and of "about none of these issues"."""

    weights: NDArray[np.float64]
    none: float
    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for a comment being about one claim: see `COLUMNS`."""

    question: float
    stated: float
    whole: float
    asked: float
    words: float


def asked(claim: Claim) -> str:
    """What a withheld comment still says once its source and its cue are taken off."""
    text = claim.text
    spans = [span for span in (claim.source_span, claim.cue_span) if span is not None]
    for start, end in sorted(spans, reverse=True):
        if claim.start <= start < end <= claim.end:
            text = text[: start - claim.start] + " " + text[end - claim.start :]
    return " ".join(text.split())


def best_issue(rows: NDArray[np.float64], weights: AttachWeights) -> tuple[int, float] | None:
    """The issue that a withheld comment is about.

    Parameters
    ----------
    rows
        One row an issue, shape (issues, columns), as `issue_rows` gives them.
    weights
        As learned.

    Returns
    -------
    tuple of int and float, or None
        Index of the issue and its probability; ``None`` where there is no issue.
    """
    if not len(rows):
        return None
    scores = np.round(np.append(rows @ weights.weights, weights.none), 6)
    chances = np.exp(scores - scores.max())
    best = int(np.argmax(scores[:-1]))
    return best, float(chances[best] / chances.sum())


def issue_rows(
    board: Board, at: int, issues: Sequence[Sequence[int]], encoder: Encoder, judge: Judge
) -> NDArray[np.float64]:
    """What speaks for each issue, in the order of `COLUMNS`.

    Parameters
    ----------
    board
        Of the event.
    at
        Index of the withheld comment.
    issues
        Members of each issue.
    encoder, judge
        As for the event.
    """
    signs = _signs(board, at, sorted({member for members in issues for member in members}), encoder, judge)
    return np.array([_row(board.claims, at, members, signs) for members in issues])


def _row(claims: Sequence[Claim], at: int, members: Sequence[int], signs: Mapping[int, _Signs]) -> list[float]:
    here = [m for m in members if claims[m].article == claims[at].article]
    before = [m for m in here if claims[m].start < claims[at].start]
    return [
        *(_nearest([getattr(signs[m], name) for m in members]) for name in ("question", "stated", "whole", "asked")),
        max(signs[m].words for m in members),
        max((0.5 ** _between(claims, m, at) for m in before), default=0.0),
        float(bool(before)),
        float(any(_between(claims, -1, m) < _LEAD for m in here)),
        math.log(len(members)),
    ]


def _nearest(values: Sequence[float]) -> float:
    best = sorted(values, reverse=True)[:_NEAREST]
    return sum(best) / len(best)


def _between(claims: Sequence[Claim], first: int, last: int) -> int:
    """Claims of the article of `last` that stand between two places of the order of the text; -1 is before all."""
    return sum(1 for n in range(first + 1, last) if claims[n].article == claims[last].article)


def _signs(board: Board, at: int, others: Sequence[int], encoder: Encoder, judge: Judge) -> dict[int, _Signs]:
    shared = board.surroundings
    words = asked(board.claims[at])
    own = _telling(read_statements([words], [None])[0])
    # "did not return calls" says nothing of what it is about: its vector would choose at random
    vector = embed(encoder, judge, [words])[0] if own else None
    weight = sum(shared.weights.get(word, 1.0) for word in sorted(own))
    questions = _questions(board, at, others, judge)
    made: dict[int, _Signs] = {}
    for n in others:
        reading = board.readings[n]
        common = sum(shared.weights.get(word, 1.0) for word in sorted(own & (reading.stems | reading.names)))
        made[n] = _Signs(
            question=questions[n],
            stated=centred_cosine(board.vectors[at], board.vectors[n], shared.stated),
            whole=centred_cosine(board.whole[at], board.whole[n], shared.whole) if own else 0.0,
            asked=centred_cosine(vector, board.vectors[n], shared.stated) if vector is not None else 0.0,
            words=common / weight if weight else 0.0,
        )
    return made


def _questions(board: Board, at: int, others: Sequence[int], judge: Judge) -> dict[int, float]:
    """Chance of the same question with each claim; 0 for those beyond what one comment may cost."""
    known = {n: board.questions.get((min(at, n), max(at, n))) for n in others}
    missing = [n for n, chance in known.items() if chance is None][:_MOST_ASKED]
    more = judge.questions([(board.claims[at], board.claims[n]) for n in missing], board.surroundings).tolist()
    asked_of = {**known, **dict(zip(missing, more, strict=True))}
    return {n: chance or 0.0 for n, chance in asked_of.items()}


def _telling(reading: Reading) -> frozenset[str]:
    return (reading.stems | reading.names) - _ASKING


@lru_cache(maxsize=1)
def load_attach_weights() -> AttachWeights:
    """The weights that ship.

    Raises
    ------
    ModelError
        When the file is missing, broken, or was learned for other columns.
    """
    return read_learned(_NAME, COLUMNS, _SCRIPT, _weights)


def _weights(raw: Mapping[str, Any], sha256: str) -> AttachWeights:
    weights = np.array(raw["weights"], dtype=np.float64)
    if weights.shape != (len(COLUMNS),):
        raise ValueError(f"{len(COLUMNS)} weights are needed")
    return AttachWeights(weights, float(raw["none"]), str(raw["name"]), sha256)


def attach_model() -> Model:
    """The weights as a report names them."""
    weights = load_attach_weights()
    return Model(role="attach", name=weights.name, sha256=weights.sha256)

"""How a pair of claims stands within its group of claims on one question, and within its position.

Whether two claims agree is told less by the two alone than by what they are among: how surely the group is about one
question at all, how near each is to the others of it, whether their position holds together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from narrative.issues.grouping import Pair
from narrative.issues.judge import Verdict
from narrative.records import Claim

WITHIN_COLUMNS: tuple[str, ...] = (
    "claims of the event", "claims", "positions", "articles",
    "question, mean", "question, most", "among, mean", "among, most",
    "side, mean", "side, least", "side, most", "against, share", "against, any", "pairs", "question here",
    "smaller position", "larger position",
    "question", "side", "among", "among others, least", "among others, most", "question with others, least",
    "against", "stance", "asserts", "confirms", "denies", "doubts", "text between", "attributed",
)  # fmt: skip
"""Names of the columns of `Standing.row`. Of the event and the group; of the pairs between the two positions, or within
the one; of the pair itself, chances as log odds; and of the two claims."""

_AGAINST = frozenset(
    {
        "stance", "figure apart", "date apart", "time apart", "negation", "antonym", "roles swapped", "another holder",
        "name replaced", "place replaced", "word replaced",
    }
)  # fmt: skip
"""Kinds of reasons that speak against agreement."""
_OPPOSED = _AGAINST - {"word replaced"}
"""Kinds that show a conflict by themselves; another word may mean the same ("alter", "change")."""
_LEAST = 0.005
_STANCES = ("asserts", "confirms", "denies", "doubts")
_ELSEWHERE = 1e4  # code points between claims of two articles


def speaks_against(verdict: Verdict) -> bool:
    """Whether something that a person can read speaks against agreement."""
    return any(reason.kind in _AGAINST for reason in verdict.reasons)


def shows_conflict(verdict: Verdict) -> bool:
    """Whether a person can see, from something that is shown, that the two say opposite things."""
    return any(reason.kind in _OPPOSED for reason in verdict.reasons)


def log_odds(chance: float) -> float:
    """Log odds of a probability, held off certainty."""
    held = min(max(chance, _LEAST), 1.0 - _LEAST)
    return math.log(held / (1.0 - held))


@dataclass(frozen=True, slots=True)
class _Part:
    """What the judged pairs between two positions (or within one) say together."""

    side: tuple[float, float, float]
    against: tuple[float, float]
    pairs: int
    question: float


class Standing:
    """One group of claims, from which each judged pair of it is told as a row of numbers.

    Parameters
    ----------
    claims
        Of the event.
    positions
        Of the group: indices of claims.
    verdicts
        On the judged pairs.
    questions
        Chances of one question as the event shows them.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        positions: Sequence[Sequence[int]],
        verdicts: Mapping[Pair, Verdict],
        questions: Mapping[Pair, float],
    ) -> None:
        self._claims, self._verdicts, self._questions = claims, verdicts, questions
        self._positions = positions
        self._place = {n: at for at, part in enumerate(positions) for n in part}
        self._members = sorted(self._place)
        judged = [pair for pair in combinations(self._members, 2) if pair in verdicts]
        asked = [verdicts[pair].question for pair in judged]
        among = [questions.get(pair, verdicts[pair].question) for pair in judged]
        self._group = [
            float(len(claims)), float(len(self._members)), float(len(positions)),
            float(len({claims[n].article for n in self._members})),
            _mean(asked), max(asked, default=0.0), _mean(among), max(among, default=0.0),
        ]  # fmt: skip
        self._parts: dict[Pair, _Part] = {}
        by_part: dict[Pair, list[Pair]] = {}
        for i, j in judged:
            by_part.setdefault(self._parts_of((i, j)), []).append((i, j))
        for parts, pairs in by_part.items():
            self._parts[parts] = _part([verdicts[pair] for pair in pairs])
        self._among = {n: _mean([questions.get(_pair(n, m), 0.0) for m in self._others(n)]) for n in self._members}
        self._asked = {
            n: _mean([verdicts[_pair(n, m)].question for m in self._others(n) if _pair(n, m) in verdicts])
            for n in self._members
        }

    def row(self, pair: Pair) -> tuple[float, ...]:
        """Numbers of a judged pair, in the order of `WITHIN_COLUMNS`."""
        verdict, parts = self._verdicts[pair], self._parts_of(pair)
        part = self._parts[parts]
        sizes = sorted(len(self._positions[at]) for at in parts)
        a, b = self._claims[pair[0]], self._claims[pair[1]]
        among = sorted(self._among[n] for n in pair)
        return (
            *self._group,
            *part.side, *part.against, float(part.pairs), part.question,
            float(sizes[0]), float(sizes[1]),
            log_odds(verdict.question), log_odds(verdict.side),
            log_odds(self._questions.get(pair, verdict.question)),
            among[0], among[1], min(self._asked[n] for n in pair),
            float(speaks_against(verdict)), float(any(reason.kind == "stance" for reason in verdict.reasons)),
            *(float((a.stance == name) + (b.stance == name)) for name in _STANCES),
            math.log1p(abs(a.start - b.start) if a.article == b.article else _ELSEWHERE),
            float(a.attributed) + float(b.attributed),
        )  # fmt: skip

    def _parts_of(self, pair: Pair) -> Pair:
        return _pair(self._place[pair[0]], self._place[pair[1]])

    def _others(self, at: int) -> list[int]:
        return [n for n in self._members if n != at]


def _part(verdicts: Sequence[Verdict]) -> _Part:
    sides = [verdict.side for verdict in verdicts]
    against = [float(speaks_against(verdict)) for verdict in verdicts]
    question = _mean([verdict.question for verdict in verdicts])
    return _Part((_mean(sides), min(sides), max(sides)), (_mean(against), max(against)), len(verdicts), question)


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _mean(values: Sequence[float]) -> float:
    # rounded, so that the order of a sum cannot show
    return round(math.fsum(values) / len(values), 6) if values else 0.0

"""How likely a relation is, given the verdict on a pair and the positions that it stands in.

Two logistic regressions, one over the pairs within a position (do they agree?) and one over the pairs across (do they
conflict?), so that a probability in a report means a frequency. They are learned by
``benchmarks/training/relate_fit.py`` from comparisons of sets that the layers before had not seen, and stand in
``data/relate.json``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrative.issues.grouping import Pair
from narrative.issues.judge import Verdict
from narrative.issues.learned import read_learned
from narrative.records import Claim, Model

COLUMNS = ("chance", "among", "own voice", "same article", "said")
"""Names of the columns of `PairRow.row`. As log odds: the plain product of question and side, and one question as the
pairs of the event show it. Then how many of the two are an outlet's own words; whether both stand in one article;
whether a word, figure or cue speaks against agreement."""

_NAME, _SCRIPT = "relate.json", "benchmarks/training/relate_fit.py"
_LEAST = 0.005
_NEAREST = 4  # claims of its position with which a claim may be said to agree
_AGAINST = frozenset(
    {
        "stance", "figure apart", "date apart", "time apart", "negation", "antonym", "roles swapped", "another holder",
        "name replaced", "place replaced", "word replaced",
    }
)  # fmt: skip
"""Kinds of reasons that speak against agreement."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair within one position, or of two positions of one issue.

    Parameters
    ----------
    pair
        Indices of the claims, the smaller first.
    kind
        ``agree`` within a position, ``conflict`` across.
    row
        In the order of `COLUMNS`.
    """

    pair: Pair
    kind: str
    row: tuple[float, ...]


@dataclass(frozen=True)
class RelationWeights:
    """Weights of `COLUMNS` by kind, shape (columns,), and their biases."""

    weights: Mapping[str, NDArray[np.float64]]
    biases: Mapping[str, float]
    name: str = ""
    sha256: str = ""

    def chance(self, row: PairRow) -> float:
        """Probability of the relation."""
        score = sum(w * x for w, x in zip(self.weights[row.kind].tolist(), row.row, strict=True))
        return 1.0 / (1.0 + math.exp(-score - self.biases[row.kind]))


def pair_rows(
    claims: Sequence[Claim],
    positions: Sequence[Sequence[int]],
    verdicts: Mapping[Pair, Verdict],
    questions: Mapping[Pair, float] | None = None,
) -> list[PairRow]:
    """The judged pairs of one group of claims, with what speaks for a relation.

    The chance of a pair rests on its own verdict and on the mean of the verdicts between the same two positions (or
    within the same one), which is what the positions rest on. `questions` are the chances of one question as the event
    shows them; the verdict's own where a pair is not among them. Within a position only the nearest of each claim are
    paired: a position of thirty claims holds together without 435 agreements.
    """
    members = sorted(n for part in positions for n in part)
    joined = _mean([verdicts[p].question for p in combinations(members, 2) if p in verdicts])
    found: list[PairRow] = []
    for at, one in enumerate(positions):
        for other in positions[at:]:
            kind = "agree" if one is other else "conflict"
            crossing = combinations(one, 2) if one is other else ((min(i, j), max(i, j)) for i in one for j in other)
            pairs = [pair for pair in crossing if pair in verdicts]
            shared = _mean([_for(kind, verdicts[pair].side) for pair in pairs])
            for pair in _nearest(pairs, verdicts) if one is other else pairs:
                chance = _chance(verdicts[pair], joined, shared, kind)
                among = (questions or {}).get(pair, verdicts[pair].question)
                found.append(PairRow(pair, kind, _row(claims, pair, (chance, among), verdicts[pair])))
    return found


def _nearest(pairs: Sequence[Pair], verdicts: Mapping[Pair, Verdict]) -> list[Pair]:
    near: dict[int, list[tuple[float, Pair]]] = {}
    for pair in pairs:
        for n in pair:
            near.setdefault(n, []).append((-verdicts[pair].question, pair))
    return sorted({pair for found in near.values() for _, pair in sorted(found)[:_NEAREST]})


def _chance(verdict: Verdict, joined: float, shared: float, kind: str) -> float:
    """The chance of one question times the mean of the pair's own side and that of its positions.

    Opposite answers are worded far apart, so the group vouches for a conflict: its mean chance of one question counts
    where that is greater than the pair's own. For agreement the pair vouches itself.
    """
    question = verdict.question if kind == "agree" else max(verdict.question, joined)
    return question * (_for(kind, verdict.side) + shared) / 2


def _for(kind: str, side: float) -> float:
    return side if kind == "agree" else 1.0 - side


def _row(claims: Sequence[Claim], pair: Pair, chances: tuple[float, float], verdict: Verdict) -> tuple[float, ...]:
    a, b = claims[pair[0]], claims[pair[1]]
    own = (not a.attributed) + (not b.attributed)
    said = float(speaks_against(verdict))
    return *(_log_odds(chance) for chance in chances), float(own), float(a.article == b.article), said


def _log_odds(chance: float) -> float:
    held = min(max(chance, _LEAST), 1.0 - _LEAST)
    return math.log(held / (1.0 - held))


def speaks_against(verdict: Verdict) -> bool:
    """Whether something that a person can read speaks against agreement."""
    return any(reason.kind in _AGAINST for reason in verdict.reasons)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


@lru_cache(maxsize=1)
def load_relation_weights() -> RelationWeights:
    """The weights that ship.

    Raises
    ------
    ModelError
        When the file is missing, broken, or was learned for other columns.
    """
    return read_learned(_NAME, COLUMNS, _SCRIPT, _weights)


def _weights(raw: Mapping[str, Any], sha256: str) -> RelationWeights:
    weights = {kind: np.array(raw[kind], dtype=np.float64) for kind in ("agree", "conflict")}
    if any(each.shape != (len(COLUMNS),) for each in weights.values()):
        raise ValueError(f"{len(COLUMNS)} weights are needed of each kind")
    return RelationWeights(weights, {kind: float(raw[f"{kind}_bias"]) for kind in weights}, str(raw["name"]), sha256)


def relation_model() -> Model:
    """The weights as a report names them."""
    weights = load_relation_weights()
    return Model(role="relations", name=weights.name, sha256=weights.sha256)

"""How likely a relation is, given the verdict on a pair and the positions that it stands in.

Do two claims of two positions conflict? Do two claims within a position agree? A logistic regression over a few columns
says it. Of agreement there is more to learn from: in an event of many claims boosted trees say it, from how the pair
stands within its group. So a probability in a report means a frequency. All is learned by
``benchmarks/training/relate_fit.py`` from comparisons of sets that the layers before had not seen, and stands in
``data/relate.json`` and ``data/agree.json``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrative.issues.grouping import Pair
from narrative.issues.judge import Verdict
from narrative.issues.learned import read_learned
from narrative.issues.trees import Trees, trees_of
from narrative.issues.within import WITHIN_COLUMNS, Standing, log_odds, speaks_against
from narrative.records import Claim, Model

COLUMNS = ("chance", "among", "own voice", "same article", "said")
"""Names of the columns of `PairRow.row`. As log odds: the plain product of question and side, and one question as the
pairs of the event show it. Then how many of the two are an outlet's own words; whether both stand in one article;
whether a word, figure or cue speaks against agreement."""

AGREE_COLUMNS = (*COLUMNS, *WITHIN_COLUMNS)
"""Names of the columns from which it is learned whether two claims of a position agree."""

_CLAIMS = AGREE_COLUMNS.index("claims of the event")
_ENOUGH = 20  # claims of an event in which the trees alone are asked
_NAME, _AGREE, _SCRIPT = "relate.json", "agree.json", "benchmarks/training/relate_fit.py"
_NEAREST = 4  # claims of its position with which a claim may be said to agree


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
        In the order of `COLUMNS` for a conflict, of `AGREE_COLUMNS` for agreement.
    """

    pair: Pair
    kind: str
    row: tuple[float, ...]


@dataclass(frozen=True)
class RelationWeights:
    """What is learned of relations.

    Parameters
    ----------
    weights, biases
        Of `COLUMNS` by kind, shape (columns,).
    trees
        Over `AGREE_COLUMNS`, for agreement.
    name, sha256
        Of the weights, as they are reported.
    """

    weights: Mapping[str, NDArray[np.float64]]
    biases: Mapping[str, float]
    trees: Trees
    name: str = ""
    sha256: str = ""

    def chances(self, rows: Sequence[PairRow]) -> list[float]:
        """Probability of each relation."""
        agreeing = np.array([row.row for row in rows if row.kind == "agree"]).reshape(-1, len(AGREE_COLUMNS))
        grown = iter(self.trees.score(agreeing).tolist())
        found = []
        for row in rows:
            score = self._plain(row)
            if row.kind == "agree":
                # the trees learn from whole events: among three claims a group of two tells them nothing
                share = min(1.0, row.row[_CLAIMS] / _ENOUGH)
                score = share * next(grown) + (1.0 - share) * score
            found.append(1.0 / (1.0 + math.exp(-min(max(score, -30.0), 30.0))))
        return found

    def _plain(self, row: PairRow) -> float:
        weights = self.weights[row.kind].tolist()
        return self.biases[row.kind] + math.fsum(w * x for w, x in zip(weights, row.row, strict=False))


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
    standing = Standing(claims, positions, verdicts, questions or {})
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
                row = _row(claims, pair, (chance, among), verdicts[pair])
                found.append(PairRow(pair, kind, (*row, *standing.row(pair)) if kind == "agree" else row))
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
    return *(log_odds(chance) for chance in chances), float(own), float(a.article == b.article), said


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


@lru_cache(maxsize=1)
def load_relation_weights() -> RelationWeights:
    """The weights that ship.

    Raises
    ------
    ModelError
        When a file is missing, broken, or was learned for other columns.
    """
    trees = read_learned(_AGREE, AGREE_COLUMNS, _SCRIPT, agree_trees)
    return replace(read_learned(_NAME, COLUMNS, _SCRIPT, _weights), trees=trees)


def agree_trees(raw: Mapping[str, Any], sha256: str = "") -> Trees:
    """The trees over `AGREE_COLUMNS` as they stand in a file."""
    return trees_of(raw, sha256, len(AGREE_COLUMNS))


def _weights(raw: Mapping[str, Any], sha256: str) -> RelationWeights:
    return relation_weights(raw, Trees.empty(), sha256)


def relation_weights(raw: Mapping[str, Any], trees: Trees, sha256: str = "") -> RelationWeights:
    """The weights as they stand in a file, with the trees.

    Raises
    ------
    ValueError
        Weights are missing or too many.
    """
    weights = {kind: np.array(raw[kind], dtype=np.float64) for kind in ("agree", "conflict")}
    if any(each.shape != (len(COLUMNS),) for each in weights.values()):
        raise ValueError(f"{len(COLUMNS)} weights are needed of each kind")
    biases = {kind: float(raw[f"{kind}_bias"]) for kind in weights}
    return RelationWeights(weights, biases, trees, str(raw["name"]), sha256)


def relation_models() -> tuple[Model, ...]:
    """What is learned of relations, as a report names it."""
    weights = load_relation_weights()
    return (
        Model(role="relations", name=weights.name, sha256=weights.sha256),
        Model(role="agreement", name=weights.trees.name, sha256=weights.trees.sha256),
    )

"""Scores of a report against gold: sums that add up over sets, and the figures drawn from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from narrative.evaluation.gold import Gold, GoldClaim, Pair
from narrative.evaluation.names import same_name
from narrative.records import RELATION_KINDS, Claim, Report

SCORED_STANCES = ("denies", "withholds", "retracts", "confirms")
ENOUGH_OVERLAP = 0.5
SOURCE_BONUS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Precision, recall and F1, each between 0 and 1, ``None`` where there is nothing to count."""

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float | None:
        """Their harmonic mean."""
        if self.precision is None or self.recall is None:
            return None
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Scores:
    """Counts by name that add up over sets.

    ``counts`` holds true positives, false positives, false negatives; ``averages`` holds summed precision,
    summed recall and the number of items (B-cubed).
    """

    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    averages: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))

    def add(self, name: str, hits: int, false: int, missed: int) -> None:
        """Add counts under a name."""
        row = self.counts[name]
        row[0], row[1], row[2] = row[0] + hits, row[1] + false, row[2] + missed

    def add_bcubed(self, name: str, gold: Mapping[str, Hashable], predicted: Mapping[str, Hashable]) -> None:
        """Add B-cubed precision and recall over the items of ``gold`` (Bagga & Baldwin 1998)."""
        row = self.averages[name]
        for item in gold:
            together = [other for other in gold if predicted[other] == predicted[item]]
            belonging = [other for other in gold if gold[other] == gold[item]]
            both = sum(gold[other] == gold[item] for other in together)
            row[0] += both / len(together)
            row[1] += both / len(belonging)
            row[2] += 1

    def figures(self) -> dict[str, Figure]:
        """The figures, in a fixed order of reading."""
        found: dict[str, Figure] = {}
        for name, (precision, recall, items) in self.averages.items():
            found[name] = Figure(precision=precision / items, recall=recall / items) if items else _NOTHING
        for name, (hits, false, missed) in self.counts.items():
            found[name] = Figure(
                precision=hits / (hits + false) if hits + false else None,
                recall=hits / (hits + missed) if hits + missed else None,
            )
        return found


_NOTHING = Figure(precision=None, recall=None)


def score(gold: Gold, report: Report, scores: Scores | None = None) -> Scores:
    """Score a report against one gold set, adding to ``scores`` where given.

    A claim of the report is matched one to one with a claim of the gold where they share at least half of the
    shorter one, by the assignment with the greatest total overlap (Kuhn 1955), a right source breaking ties.
    """
    scores = scores or Scores()
    claims = [claim for claim in report.claims if claim.article in gold.texts]
    for claim in claims:
        own = gold.texts[claim.article][claim.start : claim.end] == claim.text
        scores.add("claim text is the article's own", int(own), int(not own), 0)
    _score_articles(gold, report, scores)
    match = _match(gold, claims)
    _score_claims(gold, claims, match, scores)
    _score_issues(gold, report, match, scores)
    _score_relations(gold, report, claims, match, scores)
    return scores


def aligned(gold: Gold, claims: Sequence[Claim]) -> dict[str, str]:
    """For each claim of a report that overlaps a claim of the gold enough, the id of that one."""
    return _stand_ins(gold, claims, _match(gold, claims))


def _score_articles(gold: Gold, report: Report, scores: Scores) -> None:
    event_of = {article: event.id for event in report.events for article in event.articles}
    wanted = {article: gold.events[article] for article in gold.texts if article in gold.events}
    scores.add_bcubed("events (B-cubed)", wanted, {a: event_of.get(a, f"alone {a}") for a in wanted})
    root = {article.id: article.copy_of or article.id for article in report.articles}
    given = {frozenset(pair) for pair in combinations(root, 2) if root[pair[0]] == root[pair[1]]}
    scores.add("copies", len(gold.copies & given), len(given - gold.copies), len(gold.copies - given))


def _overlap(claim: Claim, wanted: GoldClaim) -> float:
    if claim.article != wanted.article:
        return 0.0
    shared = min(claim.end, wanted.end) - max(claim.start, wanted.start)
    return max(shared, 0) / max(1, min(wanted.end - wanted.start, claim.end - claim.start))


def _match(gold: Gold, claims: Sequence[Claim]) -> dict[str, Claim]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    wanted = list(gold.claims.values())
    if not claims or not wanted:
        return {}
    cost = np.zeros((len(claims), len(wanted)))
    for row, claim in enumerate(claims):
        for column, target in enumerate(wanted):
            overlap = _overlap(claim, target)
            if overlap >= ENOUGH_OVERLAP:
                bonus = SOURCE_BONUS * same_name(claim.speaker.name, target.sources[-1])
                cost[row, column] = -(overlap + bonus)
    rows, columns = linear_sum_assignment(cost)
    return {wanted[c].id: claims[r] for r, c in zip(rows, columns, strict=True) if cost[r, c] < 0}


def _score_claims(gold: Gold, claims: Sequence[Claim], match: Mapping[str, Claim], scores: Scores) -> None:
    attributed = [claim for claim in gold.claims.values() if claim.attributed]
    given = sum(claim.attributed for claim in claims)
    hits = sum(claim.id in match and match[claim.id].attributed for claim in attributed)
    scores.add("attributed claims found", hits, given - hits, len(attributed) - hits)
    scores.add("all gold claims found (recall)", len(match), 0, len(gold.claims) - len(match))
    right = sum(
        claim.id in match and match[claim.id].attributed and same_name(match[claim.id].speaker.name, claim.sources[-1])
        for claim in attributed
    )
    scores.add("attributed claims with the right source", right, given - right, len(attributed) - right)
    for wanted, claim in ((gold.claims[name], claim) for name, claim in match.items()):
        chain = [source.name for source in claim.sources]
        whole = len(chain) == len(wanted.sources) and all(map(same_name, chain, wanted.sources))
        scores.add("whole source chain, of the claims found", int(whole), 0, int(not whole))
        same = claim.stance == wanted.stance
        scores.add("stance, of the claims found", int(same), 0, int(not same))
    for stance in SCORED_STANCES:
        wanted_ids = [claim.id for claim in gold.claims.values() if claim.stance == stance]
        hits = sum(name in match and match[name].stance == stance for name in wanted_ids)
        total = sum(claim.stance == stance for claim in claims)
        scores.add(f"stance {stance}", hits, total - hits, len(wanted_ids) - hits)


def _score_issues(gold: Gold, report: Report, match: Mapping[str, Claim], scores: Scores) -> None:
    issue_of: dict[str, str] = {}
    for issue in (issue for event in report.events for issue in event.issues):
        for claim in issue.claims:
            issue_of.setdefault(claim, issue.id)
    wanted = {claim.id: claim.issue for claim in gold.claims.values() if claim.issue}
    predicted = {
        name: issue_of.get(match[name].id, f"alone {name}") if name in match else f"alone {name}" for name in wanted
    }
    scores.add_bcubed("issues (B-cubed)", wanted, predicted)


def _score_relations(
    gold: Gold, report: Report, claims: Sequence[Claim], match: Mapping[str, Claim], scores: Scores
) -> None:
    stands_for = _stand_ins(gold, claims, match)
    wanted, undecided = gold.relations()
    given: dict[Pair, set[str]] = defaultdict(set)
    known = {claim.id for claim in claims}
    for relation in report.relations:
        if relation.a not in known or relation.b not in known:
            continue
        pair = frozenset(stands_for.get(side, f"?{side}") for side in (relation.a, relation.b))
        if len(pair) == 2 and pair not in undecided:
            given[pair].add(relation.kind)
    for kind in RELATION_KINDS:
        want = {pair for pair, name in wanted.items() if name == kind}
        got = {pair for pair, names in given.items() if kind in names}
        scores.add(f"relation {kind}", len(want & got), len(got - want), len(want - got))


def _stand_ins(gold: Gold, claims: Sequence[Claim], match: Mapping[str, Claim]) -> dict[str, str]:
    """The gold claim that each claim of the report overlaps most; a matched one stands for its match."""
    found: dict[str, str] = {}
    matched = {claim.id: name for name, claim in match.items()}
    for claim in claims:
        best = max(
            gold.claims.values(),
            key=lambda wanted: (_overlap(claim, wanted), matched.get(claim.id) == wanted.id),
            default=None,
        )
        if best is not None and _overlap(claim, best) >= ENOUGH_OVERLAP:
            found[claim.id] = best.id
    return found | matched


def table(figures: Mapping[str, Figure]) -> str:
    """The figures as a plain table of precision, recall and F1."""
    lines = [f"{'':44}{'precision':>10}{'recall':>10}{'F1':>10}"]
    for name, figure in figures.items():
        cells = (f"{'-':>10}" if x is None else f"{x:10.3f}" for x in (figure.precision, figure.recall, figure.f1))
        lines.append(f"{name:44}{''.join(cells)}")
    return "\n".join(lines)

"""Relations between claims of one issue, with the probability of each and the words behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from narrative.issues.attach import Target
from narrative.issues.chances import PairRow, load_relation_weights, pair_rows
from narrative.issues.grouping import Pair
from narrative.issues.judge import Verdict
from narrative.issues.names import same_source
from narrative.issues.origins import root_of
from narrative.issues.settings import IssueSettings
from narrative.issues.within import shows_conflict, speaks_against
from narrative.records import Article, Claim, Reason, Relation

_EVEN = 0.5
"""Least probability of agreement where a word, figure or cue speaks against it: "Iran lied" beside "Iran denied"."""


_NEVER = 2.0
"""For a conflict for which no word can be shown: nobody could check it, and of those fewer than half were right. For
agreement where none of the figures meets: of 46 such on sets left out, 8 were right."""


def position_relations(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    positions: Sequence[Sequence[int]],
    verdicts: Mapping[Pair, Verdict],
    settings: IssueSettings,
    questions: Mapping[Pair, float] | None = None,
) -> list[Relation]:
    """``agree``, ``conflict`` and ``supersedes`` between the claims of one group, with their learned probability."""
    weights = load_relation_weights()
    found: list[Relation] = []
    rows = pair_rows(claims, positions, verdicts, questions)
    for row, chance in zip(rows, weights.chances(rows), strict=True):
        pair, verdict = row.pair, verdicts[row.pair]
        if chance < _least(claims, row, verdict, settings) or said_twice(claims, pair):
            continue
        if row.kind == "conflict":
            found += _opposed(claims, articles, pair, chance, verdict)
        elif not copied(claims, articles, pair):
            found.append(_relation(claims, pair, "agree", chance, verdict))
    return found


def _least(claims: Sequence[Claim], row: PairRow, verdict: Verdict, settings: IssueSettings) -> float:
    """Least probability for a relation of a pair to be said."""
    if row.kind == "agree" and verdict.unmet:
        return _NEVER
    if row.kind == "agree":
        return max(settings.agree, _EVEN) if speaks_against(verdict) else settings.agree
    if same_source(*(claims[n].speaker.name for n in row.pair)):
        return settings.supersedes
    return settings.conflict if shows_conflict(verdict) else _NEVER


def withheld_relations(claims: Sequence[Claim], at: int, members: Sequence[int], chance: float) -> list[Relation]:
    """A withheld confirmation or comment, and each claim with a position on the issue."""
    reason = Reason(kind="stance", a=claims[at].text, b="")
    return [
        Relation(
            a=claims[at].id, b=claims[m].id, kind="withholds", probability=round(min(chance, 1.0), 4), reasons=(reason,)
        )
        for m in members
    ]


def retraction_relation(claims: Sequence[Claim], at: int, target: Target) -> Relation:
    """A retraction, and the claim that it withdraws."""
    reason = Reason(kind="source", a=claims[at].speaker.name, b=target.why)
    chance = round(min(1.0, 0.5 + 0.4 * target.score), 4)
    return Relation(a=claims[at].id, b=claims[target.claim].id, kind="retracts", probability=chance, reasons=(reason,))


def _opposed(
    claims: Sequence[Claim], articles: Mapping[str, Article], pair: Pair, chance: float, verdict: Verdict
) -> list[Relation]:
    """``conflict`` between two sources; the later ``supersedes`` the earlier where one source moved."""
    a, b = claims[pair[0]], claims[pair[1]]
    if not same_source(a.speaker.name, b.speaker.name):
        return [_relation(claims, pair, "conflict", chance, verdict)]
    first, second = _time(a, articles), _time(b, articles)
    if first == second or first is None or second is None or told_again(claims, articles, pair):
        return []
    later = pair if first > second else (pair[1], pair[0])
    return [_relation(claims, later, "supersedes", chance, verdict, turned=later != pair)]


def told_again(claims: Sequence[Claim], articles: Mapping[str, Article], pair: Pair) -> bool:
    """Whether both report what one source said on one day, one of them only afterwards: one statement, no move."""
    a, b = claims[pair[0]], claims[pair[1]]
    if a.article == b.article or a.stated is None or a.stated != b.stated:
        return False
    days = [articles[claim.article].published for claim in (a, b)]
    later = any(day is not None and a.stated < day.date() for day in days)
    return later and same_source(a.speaker.name, b.speaker.name)


def _time(claim: Claim, articles: Mapping[str, Article]) -> tuple[date, datetime] | None:
    published = articles[claim.article].published
    if published is None:
        return None
    return claim.stated or published.date(), published


def _relation(
    claims: Sequence[Claim], pair: Pair, kind: str, chance: float, verdict: Verdict, *, turned: bool = False
) -> Relation:
    reasons = verdict.reasons
    if turned:
        reasons = tuple(Reason(kind=r.kind, a=r.b, b=r.a) for r in reasons)
    return Relation(
        a=claims[pair[0]].id,
        b=claims[pair[1]].id,
        kind=kind,  # type: ignore[arg-type]
        probability=round(min(1.0, chance), 4),
        reasons=reasons,
    )


def said_twice(claims: Sequence[Claim], pair: Pair) -> bool:
    """Whether one source says both in one article."""
    a, b = claims[pair[0]], claims[pair[1]]
    return a.article == b.article and a.speaker.name == b.speaker.name


def copied(claims: Sequence[Claim], articles: Mapping[str, Article], pair: Pair) -> bool:
    """Whether both are one outlet's own words in copies or versions of one text: a copy is no agreement."""
    a, b = claims[pair[0]], claims[pair[1]]
    if a.attributed or b.attributed:
        return False
    return root_of(articles[a.article], articles) == root_of(articles[b.article], articles)

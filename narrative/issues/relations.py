"""Relations between claims of one issue, with the probability of each and the words behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import combinations

from narrative.issues.attach import Target
from narrative.issues.grouping import Pair
from narrative.issues.judge import Verdict
from narrative.issues.names import same_source
from narrative.issues.origins import root_of
from narrative.issues.settings import IssueSettings
from narrative.records import Article, Claim, Reason, Relation

_MORE_FOR_OWN_VOICE = {"agree": (0.0, 0.15, 0.25), "conflict": (0.0, 0.25, 0.3)}
"""What is asked beyond the least probability where one claim, or both, are the outlets' own words: background that
two outlets narrate, alike or differently, is seldom an answer to what is disputed."""

_AGAINST = frozenset(
    {
        "stance", "figure apart", "date apart", "time apart", "negation", "antonym", "roles swapped", "another holder",
        "name replaced", "place replaced", "word replaced",
    }
)  # fmt: skip
"""Kinds of reasons that speak against agreement."""
_UNSAID = 0.1
"""What a conflict needs beyond the least probability where no word, figure or cue speaks for it."""


def position_relations(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    positions: Sequence[Sequence[int]],
    verdicts: Mapping[Pair, Verdict],
    settings: IssueSettings,
) -> list[Relation]:
    """``agree``, ``conflict`` and ``supersedes`` between the claims of one issue.

    The probability of a pair rests on its own verdict and on the mean of the verdicts between the same two positions
    (or within the same one), which is what the positions rest on.
    """
    found: list[Relation] = []
    members = [n for part in positions for n in part]
    joined = _mean([verdicts[p].question for p in combinations(sorted(members), 2) if p in verdicts])
    for part in positions:
        pairs = list(combinations(part, 2))
        shared = _mean([verdicts[p].side for p in pairs if p in verdicts])
        for pair in pairs:
            verdict = verdicts.get(pair)
            chance = _chance(verdict, joined, shared, "agree")
            if (
                chance >= settings.agree + _more(claims, pair, "agree")
                and not said_twice(claims, pair)
                and not _copied(claims, articles, pair)
            ):
                found.append(_relation(claims, pair, "agree", chance, verdict))
    for one, other in combinations(positions, 2):
        pairs = [(min(i, j), max(i, j)) for i in one for j in other]
        shared = 1 - _mean([verdicts[p].side for p in pairs if p in verdicts], 0.5)
        for pair in pairs:
            verdict = verdicts.get(pair)
            chance = _chance(verdict, joined, shared, "conflict")
            moved = same_source(claims[pair[0]].speaker.name, claims[pair[1]].speaker.name)
            unsaid = 0.0 if moved or _said(verdict) else _UNSAID
            least = settings.conflict + _more(claims, pair, "conflict") + unsaid
            if chance >= least and not said_twice(claims, pair):
                relation = _opposed(claims, articles, pair, chance, verdict)
                if relation is not None:
                    found.append(relation)
    return found


def _more(claims: Sequence[Claim], pair: Pair, kind: str) -> float:
    return _MORE_FOR_OWN_VOICE[kind][sum(not claims[n].attributed for n in pair)]


def _said(verdict: Verdict | None) -> bool:
    """Whether something that a person can read speaks against agreement."""
    return verdict is not None and any(reason.kind in _AGAINST for reason in verdict.reasons)


def _chance(verdict: Verdict | None, joined: float, shared: float, kind: str) -> float:
    """Chance of a relation between two claims of one issue.

    The pair's own chance of the same question counts, or that of the issue where it is greater; and the mean of the
    pair's own side and of that of its positions.
    """
    if verdict is None:
        return joined * shared
    own = verdict.side if kind == "agree" else 1 - verdict.side
    return max(verdict.question, joined) * (own + shared) / 2


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
    claims: Sequence[Claim], articles: Mapping[str, Article], pair: Pair, chance: float, verdict: Verdict | None
) -> Relation | None:
    """``conflict`` between two sources; the later ``supersedes`` the earlier where one source moved."""
    a, b = claims[pair[0]], claims[pair[1]]
    if not same_source(a.speaker.name, b.speaker.name):
        return _relation(claims, pair, "conflict", chance, verdict)
    first, second = _time(a, articles), _time(b, articles)
    if first == second or first is None or second is None or told_again(claims, articles, pair):
        return None
    later = pair if first > second else (pair[1], pair[0])
    return _relation(claims, later, "supersedes", chance, verdict, turned=later != pair)


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
    claims: Sequence[Claim], pair: Pair, kind: str, chance: float, verdict: Verdict | None, *, turned: bool = False
) -> Relation:
    reasons = verdict.reasons if verdict else (Reason(kind="position", a="", b=""),)
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


def _copied(claims: Sequence[Claim], articles: Mapping[str, Article], pair: Pair) -> bool:
    """Whether both are one outlet's own words in copies or versions of one text: a copy is no agreement."""
    a, b = claims[pair[0]], claims[pair[1]]
    if a.attributed or b.attributed:
        return False
    return root_of(articles[a.article], articles) == root_of(articles[b.article], articles)


def _mean(values: Sequence[float], default: float = 0.0) -> float:
    return sum(values) / len(values) if values else default

"""Withheld confirmations and retractions: which issue they are about, and what is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from narrative.issues.names import same_source
from narrative.issues.reading import Reading
from narrative.issues.quantities import meet
from narrative.records import Article, Claim

_NEAR = 0.30  # what standing right after a claim of the issue adds, halved for every claim between
_SAME_SPEAKER = 0.10
_BACK = 4  # claims of the same article before the retraction that may be meant


@dataclass(frozen=True, slots=True)
class Target:
    """A claim that may be withdrawn, with how much speaks for it and why."""

    claim: int
    score: float
    why: str


def proximity(claims: Sequence[Claim], at: int, other: int) -> float:
    """How near a claim stands before another in one article: 1 for the one right before, halved for each between.

    What follows counts half as much as what precedes. 0 in another article.
    """
    a, b = claims[at], claims[other]
    if a.article != b.article:
        return 0.0
    before = b.start < a.start
    between = sum(
        1 for c in claims if c.article == a.article and min(a.start, b.start) < c.start < max(a.start, b.start)
    )
    return (1.0 if before else 0.5) * 0.5**between


def best_issue(
    claims: Sequence[Claim], at: int, issues: Sequence[Sequence[int]], question: Mapping[tuple[int, int], float]
) -> tuple[int, float] | None:
    """The issue that a withheld comment or a retraction is about.

    Parameters
    ----------
    claims
        All claims of the event.
    at
        Index of the withheld claim.
    issues
        Members of each issue.
    question
        Probability of the same question, for judged pairs.

    Returns
    -------
    tuple of int and float, or None
        Index of the issue and the score, or ``None`` where there is no issue.
    """
    scored: list[tuple[float, int]] = []
    for n, members in enumerate(issues):
        chances = sorted((question.get((min(at, m), max(at, m)), 0.0) for m in members), reverse=True)
        alike = chances[0] if chances else 0.0
        near = max((proximity(claims, at, m) for m in members), default=0.0)
        scored.append((round(alike + _NEAR * near, 6), -n))
    if not scored:
        return None
    score, n = max(scored)
    return -n, score


def withdrawn(
    claims: Sequence[Claim],
    at: int,
    articles: Mapping[str, Article],
    readings: Sequence[Reading],
    cosine: Mapping[int, float],
) -> Target | None:
    """The claim that a retraction takes back: the same source's, in the same article first, then elsewhere.

    Parameters
    ----------
    claims
        All claims of the event.
    at
        Index of the retraction.
    articles
        By id.
    readings
        Of what the claims state.
    cosine
        Of what the retraction is about with what each other claim states, by index.

    Returns
    -------
    Target or None
        ``None`` where no claim of that source fits.
    """
    retraction = claims[at]
    found: list[Target] = []
    for n, claim in enumerate(claims):
        if n == at or claim.stance in {"withholds", "retracts"}:
            continue
        link = _link(retraction, claim)
        if link is None or not _earlier(retraction, claim, articles):
            continue
        score = cosine.get(n, 0.0) + link
        score += 0.5 * proximity(claims, at, n)
        if _shares_figure(readings[at], readings[n]):
            score += 0.4
        wants_denial = any(stem.startswith(("denial", "deny", "denie")) for stem in readings[at].lemmas)
        if wants_denial:
            score += 0.6 if claim.stance == "denies" else -0.6
        found.append(Target(n, round(score, 6), f"both from {retraction.speaker.name}"))
    return max(found, key=lambda t: (t.score, claims[t.claim].id), default=None)


def _link(retraction: Claim, claim: Claim) -> float | None:
    """How the source of a retraction stands behind a claim: its speaker, or the outlet that printed it."""
    speaker = retraction.speaker.name
    if same_source(speaker, claim.speaker.name):
        return 0.3
    if any(same_source(speaker, source.name) for source in claim.sources[:-1]):
        return 0.15
    return None


def _earlier(retraction: Claim, claim: Claim, articles: Mapping[str, Article]) -> bool:
    if claim.article == retraction.article:
        return claim.start < retraction.start
    mine, other = articles[retraction.article].published, articles[claim.article].published
    return mine is None or other is None or _le(other, mine)


def _le(a: datetime, b: datetime) -> bool:
    return a <= b


def _shares_figure(a: Reading, b: Reading) -> bool:
    return any(meet(x.quantity, y.quantity) == "same" for x in a.counted for y in b.counted)

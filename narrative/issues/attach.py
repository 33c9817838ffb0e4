"""Retractions: what is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from narrative.issues.names import same_source
from narrative.issues.quantities import meet
from narrative.issues.reading import Reading
from narrative.records import Article, Claim


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
        if readings[at].counted:
            score += 0.4 if _shares_figure(readings[at], readings[n]) else -0.3
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

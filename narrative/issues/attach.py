"""Retractions: what is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from narrative.issues.names import same_source
from narrative.issues.quantities import meet
from narrative.issues.reading import Reading, read_statements
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


_HERE = 0.3  # what an article takes back it has most often told itself
_GONE = 0.6  # words of the earlier version that the later one no longer has
_FIGURE = (0.4, -0.5)
_DENIAL = 0.8
_COPIED = -0.05  # a claim is taken back where it was first made


def withdrawn(
    claims: Sequence[Claim],
    at: int,
    articles: Mapping[str, Article],
    readings: Sequence[Reading],
    cosine: Mapping[int, float],
) -> Target | None:
    """The claim that a retraction takes back: the same source's, in the same article rather than elsewhere.

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
    told = read_statements([retraction.text], [retraction.stated])[0]
    wants_denial = any(word.startswith(("denial", "deny", "denie")) for word in told.lemmas)
    found: list[Target] = []
    for n, claim in enumerate(claims):
        if n == at or claim.stance in {"withholds", "retracts"}:
            continue
        link = _link(retraction, claim)
        if link is None or not _earlier(retraction, claim, articles):
            continue
        score = cosine.get(n, 0.0) + link
        score += 0.5 * proximity(claims, at, n) + _place(retraction, claim, articles)
        if told.counted:
            score += _FIGURE[0] if _shares_figure(told, readings[n]) else _FIGURE[1]
        if wants_denial:
            score += _DENIAL if claim.stance == "denies" else -_DENIAL
        found.append(Target(n, round(score, 6), f"both from {retraction.speaker.name}"))
    return max(found, key=lambda t: (t.score, claims[t.claim].id), default=None)


def _place(retraction: Claim, claim: Claim, articles: Mapping[str, Article]) -> float:
    """What the place of a claim says for its being the one taken back."""
    later, other = articles[retraction.article], articles[claim.article]
    if other.id == later.id:
        return _HERE
    if later.version_of == other.id:
        return _GONE if claim.text not in later.text else 0.0
    return _COPIED if other.copy_of is not None else 0.0


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

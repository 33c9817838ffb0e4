"""What a claim states, apart from who says it and how: the form in which claims are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from narrative.records import Article, Claim

_OPEN = frozenset({"withholds", "retracts"})
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Stated:
    """The content of a claim.

    Parameters
    ----------
    text
        What is stated, denied, withheld or taken back.
    denied
        Whether the source says that it is not so, by a cue outside of `text`.
    day
        From which "yesterday" counts.
    """

    text: str
    denied: bool = False
    day: date | None = None


def stated(claim: Claim) -> Stated:
    """The content of a claim.

    A statement that only points ("that is untrue", "it would not comment") has its content in ``claim.about``.
    """
    own = claim.statement.strip() or claim.text.strip()
    pointing = claim.stance not in {"asserts", "confirms"} and claim.about
    if pointing and (claim.stance in _OPEN or len(own.split()) <= _FEW_WORDS or own == claim.text.strip()):
        return Stated(claim.about or own, claim.stance in {"denies", "doubts"}, claim.stated)
    if len(own.split()) < _FEW_WORDS:
        own = " ".join(claim.text.split())  # "the document", "5%": too little to compare without its sentence
    return Stated(own, claim.stance in {"denies", "doubts"}, claim.stated)


def with_days(claims: Sequence[Claim], articles: Mapping[str, Article]) -> tuple[Claim, ...]:
    """Claims with the day on which they were said: as the article tells, else when it was published."""
    return tuple(
        claim if claim.stated is not None else replace(claim, stated=_day(articles[claim.article])) for claim in claims
    )


def _day(article: Article) -> date | None:
    return article.published.date() if article.published else None

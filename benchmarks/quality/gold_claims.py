"""Claims as people annotated them, for measuring what comes after the claim reader.

``records_of(folder)`` gives the articles of a gold set and its claims as records, with the annotated text, sources
and stance. What is stated (without cue and source) is no part of the annotation: it is taken from the library's
own claim at the same place, where there is one, and from the quote otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from narrative.evaluation.gold import Gold, GoldClaim
from narrative.records import STANCES as _STANCES
from narrative.records import Article, Claim, Event, Source

_LEAST_OVERLAP = 0.5


def claims_of(gold: Gold, read: Sequence[Claim] = ()) -> tuple[Claim, ...]:
    """The annotated claims of a set.

    Parameters
    ----------
    gold
        As `narrative.evaluation.load_gold` gives it.
    read
        Claims that the library read in the same articles.

    Returns
    -------
    tuple of Claim
        In the order of the articles' ids and of the text; ids are the annotation's.
    """
    by_article: dict[str, list[Claim]] = {}
    for claim in read:
        if claim.part == "text":
            by_article.setdefault(claim.article, []).append(claim)
    taken = (_claim(gold, row, by_article.get(row.article, ())) for row in gold.claims.values())
    return tuple(sorted(taken, key=lambda c: (c.article, c.start, c.id)))


def events_of(gold: Gold) -> tuple[Event, ...]:
    """The annotated events, by name."""
    members: dict[str, list[str]] = {}
    for article, name in gold.events.items():
        members.setdefault(name, []).append(article)
    return tuple(Event(id=name, label=name, articles=tuple(sorted(ids))) for name, ids in sorted(members.items()))


def read_folder(folder: Path) -> tuple[Article, ...]:
    """The articles of a set, copies and versions marked."""
    from narrative.articles import ArticleSettings, mark_copies, mark_versions, read_articles

    settings = ArticleSettings()
    articles = [item for item in read_articles([folder / "articles"], settings) if isinstance(item, Article)]
    return mark_copies(mark_versions(sorted(articles, key=lambda a: (str(a.published), a.id))), settings)


def matched(gold: Gold, read: Sequence[Claim]) -> dict[str, Claim]:
    """For each annotated claim, the claim that was read at the same place, where there is one."""
    by_article: dict[str, list[Claim]] = {}
    for claim in read:
        by_article.setdefault(claim.article, []).append(claim)
    found = {name: _at(row, by_article.get(row.article, ())) for name, row in gold.claims.items()}
    return {name: claim for name, claim in found.items() if claim is not None}


def _claim(gold: Gold, row: GoldClaim, read: Sequence[Claim]) -> Claim:
    text = gold.texts[row.article][row.start : row.end]
    stance = next(name for name in _STANCES if name == row.stance)
    made = Claim(
        id=row.id,
        article=row.article,
        start=row.start,
        end=row.end,
        text=text,
        statement=text,
        sources=tuple(
            Source(name=name, kind="outlet" if place == 0 else "unknown") for place, name in enumerate(row.sources)
        ),
        stance=stance,
    )
    found = _at(row, read)
    if found is None:
        return made
    return replace(
        made,
        statement=found.statement or text,
        hedged=found.hedged,
        stated=found.stated,
        about=found.about if found.stance == stance else None,
        cue_span=found.cue_span,
    )


def _at(row: GoldClaim, read: Sequence[Claim]) -> Claim | None:
    """The claim that was read at the same place, by the share of the shorter that both cover."""
    best: tuple[float, bool, int, Claim] | None = None
    for claim in read:
        shared = min(row.end, claim.end) - max(row.start, claim.start)
        share = shared / max(1, min(row.end - row.start, claim.end - claim.start))
        if share >= _LEAST_OVERLAP:
            key = (round(share, 6), claim.stance == row.stance, -claim.start, claim)
            if best is None or key[:3] > best[:3]:
                best = key
    return best[3] if best else None

"""A text is a copy of what it shares its sentences with, and not of what a chain of likenesses leads to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

from narrative.articles import ArticleSettings, mark_copies
from narrative.records import Article

SENTENCES = (
    "Water rose over the lower weir shortly before dawn and filled four cellars in Tanner Row.",
    "Two anglers said they had rung the council a week earlier about a crack as wide as a hand.",
    "No one was hurt, although a ferryman had to be pulled from his boat with a rope.",
    "The surveyor's report, which the county has kept back since autumn, lists eleven loose stones.",
    "Shops on the quay will stay shut until pumps arrive from the garrison at Elm Cross.",
    "An inquiry opens in May under a retired judge whose name was not given out.",
    "School buses take the long way round past the quarry, which adds half an hour each morning.",
    "Her neighbour has counted nineteen dead trout on what used to be a bowling green.",
)


def article(number: int, first: int, last: int) -> Article:
    """An article of some of the sentences."""
    return Article(
        id=f"p{number}",
        outlet=f"Paper {number}",
        title=f"Report {number}",
        text=" ".join(SENTENCES[first:last]),
        published=datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=number),
    )


def groups(articles: tuple[Article, ...]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in mark_copies(articles, ArticleSettings()):
        found.setdefault(one.copy_of or one.id, set()).add(one.id)
    return {frozenset(group) for group in found.values()}


def test_the_ends_of_a_chain_that_share_little_are_no_copies_of_each_other() -> None:
    # Neighbours share three of four sentences, the ends one.
    chain = (article(1, 0, 4), article(2, 1, 5), article(3, 2, 6), article(4, 3, 7))
    found = groups(chain)
    assert not any({"p1", "p4"} <= group for group in found)
    assert any(len(group) > 1 for group in found)
    assert all(groups(tuple(mixed)) == found for mixed in permutations(chain))


def test_cut_copies_of_one_text_stay_together() -> None:
    cut = (article(1, 0, 8), article(2, 0, 3), article(3, 0, 5), article(4, 0, 8))
    assert groups(cut) == {frozenset({"p1", "p2", "p3", "p4"})}

"""What a retraction takes back: the right claim of the right source, or nothing."""

from __future__ import annotations

import pytest

from narrative.issues.attach import Target, proximity, withdrawn
from narrative.issues.reading import read_statements
from narrative.records import Article, Claim
from tests.issues.makers import article, claim

BACK = "The water board withdrew its statement on the pumps."


def taken_back(claims: list[Claim], *articles: Article, cosine: dict[int, float] | None = None) -> str | None:
    """Id of what the last claim takes back."""
    known = {each.article: article(each.article) for each in claims} | {each.id: each for each in articles}
    readings = read_statements([each.statement for each in claims], [None] * len(claims))
    at = len(claims) - 1
    found: Target | None = withdrawn(claims, at, known, readings, cosine or {})
    return None if found is None else claims[found.claim].id


def retraction(where: str, text: str = BACK, *behind: str) -> Claim:
    return claim(where, text, *(behind or ("the water board",)), stance="retracts")


def test_it_is_the_same_sources_claim() -> None:
    claims = [
        claim("Lamp:1", "All pumps work.", "the water board"),
        claim("Lamp:2", "Six pumps failed.", "Ines Duarte"),
        retraction("Lamp:3"),
    ]
    assert taken_back(claims, cosine={0: 0.2, 1: 0.9}) == "Lamp:1"


def test_nothing_where_no_source_fits() -> None:
    claims = [claim("Lamp:1", "All pumps work.", "Ines Duarte"), retraction("Lamp:2")]
    assert taken_back(claims, cosine={0: 0.99}) is None
    assert taken_back([retraction("Lamp:1")]) is None


def test_an_outlet_takes_back_what_it_printed() -> None:
    claims = [
        claim("Lamp:1", "All pumps work.", "two engineers"),
        retraction("Kite:1", "The Lamp took it back.", "The Lamp"),
    ]
    assert taken_back(claims) == "Lamp:1"


def test_never_a_later_claim() -> None:
    after = [claim("Lamp:5", "All pumps work.", "the water board"), retraction("Lamp:2")]
    assert taken_back(after, cosine={0: 0.99}) is None
    next_day = [claim("Bell:1", "All pumps work.", "the water board"), retraction("Lamp:2")]
    assert taken_back(next_day, article("Bell", 4), article("Lamp", 3), cosine={0: 0.99}) is None
    assert taken_back(next_day, article("Bell", 2), article("Lamp", 3)) == "Bell:1"


def test_its_own_article_comes_first() -> None:
    claims = [
        claim("Bell:1", "All pumps work.", "the water board"),
        claim("Lamp:1", "All the pumps work.", "the water board"),
        retraction("Lamp:2"),
    ]
    assert taken_back(claims, article("Bell", 2), cosine={0: 0.5, 1: 0.5}) == "Lamp:1"


def test_the_words_that_the_later_version_no_longer_has() -> None:
    claims = [
        claim("Bell:1", "All pumps work."),
        claim("Bell:2", "The valves are new."),
        retraction("Lamp:1", "An earlier version of this report was wrong.", "The Bell"),
    ]
    later = article(
        "Lamp", 4, outlet="The Bell", version_of="Bell", text="The valves are new. An earlier version was wrong."
    )
    assert taken_back(claims, article("Bell", 3), later, cosine={0: 0.3, 1: 0.3}) == "Bell:1"


def test_the_claim_with_the_figure_that_it_names() -> None:
    claims = [
        claim("Lamp:1", "Thirty-one pumps failed.", "the water board"),
        claim("Lamp:2", "The repair takes a week.", "the water board"),
        retraction("Lamp:3", "The water board took back its figure of 31 pumps."),
    ]
    assert taken_back(claims, cosine={0: 0.3, 1: 0.3}) == "Lamp:1"


@pytest.mark.parametrize(
    ("text", "target"),
    [("The water board withdrew its denial.", "Lamp:1"), ("The water board withdrew its warning.", "Lamp:2")],
)
def test_a_denial_where_it_takes_back_a_denial(text: str, target: str) -> None:
    claims = [
        claim("Lamp:1", "Any pump has failed.", "the water board", stance="denies"),
        claim("Lamp:2", "The water may be brown.", "the water board"),
        retraction("Lamp:3", text),
    ]
    assert taken_back(claims, cosine={0: 0.3, 1: 0.4}) == target


def test_what_is_itself_withheld_or_taken_back_is_not_taken_back() -> None:
    claims = [
        claim("Lamp:1", "The board would not comment.", "the water board", stance="withholds"),
        retraction("Lamp:2"),
        retraction("Lamp:3"),
    ]
    assert taken_back(claims) is None


def test_a_copy_is_not_where_it_was_first_said() -> None:
    claims = [
        claim("Bell:1", "All pumps work.", "the water board"),
        claim("Kite:1", "All pumps work.", "the water board"),
        retraction("Lamp:1"),
    ]
    assert taken_back(claims, article("Bell", 2, copy_of="Kite"), article("Kite", 2)) == "Kite:1"


def test_proximity_falls_with_what_stands_between() -> None:
    claims = [claim(f"Lamp:{n}", "Pumps.") for n in range(1, 5)] + [claim("Bell:1", "Pumps.")]
    assert [proximity(claims, 2, other) for other in (1, 0, 3, 4)] == [1.0, 0.5, 0.5, 0.0]

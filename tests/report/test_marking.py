"""An article cut at its claims, versions compared, headlines held against their text."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from narrative.records import Article, Claim, Source
from narrative.report.marking import Edit, changes, edits, overstatements, pieces
from narrative.report.view import index
from tests.report.samples import sample_report

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


@given(text=st.text(max_size=60), spans=SPANS)
def test_the_pieces_of_an_article_are_the_article_and_each_claim_starts_once(
    text: str, spans: list[tuple[int, int]]
) -> None:
    article = Article(id="a", outlet="O", text=text)
    cut = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    claims = [
        Claim(
            id=f"a:{number}",
            article="a",
            start=start,
            end=end,
            text=text[start:end],
            statement="",
            sources=(Source(name="O", kind="outlet"),),
        )
        for number, (start, end) in enumerate(cut)
        if start < end
    ]
    found = list(pieces(article, claims))
    assert "".join(piece.text for piece in found) == text
    assert sorted(claim.id for piece in found for claim in piece.starts) == sorted(claim.id for claim in claims)
    inside = "".join(piece.text for piece in found if piece.claim)
    assert len(inside) == len({place for claim in claims for place in range(claim.start, claim.end)})


def test_the_shorter_of_two_claims_shows_and_the_longer_goes_on_around_it() -> None:
    article = Article(id="a", outlet="O", text="He said he won.")
    outlet = (Source(name="O", kind="outlet"),)
    whole = Claim(id="a:1", article="a", start=0, end=15, text=article.text, statement="", sources=outlet)
    part = replace(whole, id="a:2", start=8, end=14, text="he won")
    found = [(piece.text, piece.claim, piece.starts) for piece in pieces(article, [whole, part])]
    assert found == [("He said ", whole, (whole,)), ("he won", part, (part,)), (".", whole, ())]


def test_a_version_shows_what_went_and_what_came_and_the_claims_that_went_with_it() -> None:
    report = sample_report()
    (edit,) = edits(report.articles, index(report))
    assert (edit.earlier.id, edit.later.id) == ("post-1", "post-1b")
    title, body = edit.changes
    assert (title.removed, title.added) == (("Snapped cable at Harl Bridge",), ("Load test at Harl Bridge",))
    assert body.removed == ("A cable snapped during a load test at the Harl Bridge.",)
    assert body.added == ("A load test took place at the Harl Bridge.",)
    assert body.claims == 1


@given(st.text(), st.text())
def test_a_version_that_says_the_same_changed_nothing(title: str, text: str) -> None:
    article = Article(id="a", outlet="O", title=title, text=text)
    assert changes(article, replace(article, id="b")) == ()


def test_a_headline_without_the_source_that_its_text_names() -> None:
    report = sample_report()
    (found,) = overstatements(index(report))
    assert (found.headline.id, found.body.id) == ("wire-1:h1", "wire-1:1")
    told = replace(report.headlines[0], sources=(*report.headlines[0].sources, Source(name="the ministry")))
    assert overstatements(index(replace(report, headlines=(told,)))) == ()


def test_a_headline_whose_text_says_it_as_plainly_is_left_alone() -> None:
    report = sample_report()
    own = replace(report.claims[0], sources=report.claims[0].sources[:1])
    assert overstatements(index(replace(report, claims=(own, *report.claims[1:])))) == ()


def test_a_sentence_that_is_only_worded_anew_is_not_gone() -> None:
    start = Article(id="a", outlet="o", text="The dam broke at noon near Orsk. Two people are missing, the mayor said.")
    reworded = replace(start, id="b", text="The dam broke at one near Orsk. Rain goes on.", version_of="a")
    spoken = [
        Claim(id=f"a:{n}", article="a", start=0, end=1, text=text, statement=text, sources=(Source(name="o"),))
        for n, text in enumerate(("The dam broke at noon near Orsk.", "Two people are missing, the mayor said."))
    ]
    edit = Edit(earlier=start, later=reworded, changes=changes(start, reworded, spoken))
    assert edit.dropped == ("Two people are missing, the mayor said.",)

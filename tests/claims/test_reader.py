"""Laws of the reader, on any text: offsets, order, ids, nothing lost, and time that grows with the length."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrative.claims import ClaimReader
from narrative.errors import LanguageError
from narrative.records import STANCES, Article, Claim

WORDS = st.sampled_from(
    "Anna Brandt said the pier , . ; : \" “ ” ‘ ’ ' ( ) - — that and but he she it denied not according to Q: A: "
    "\n \n\n LUND (AP) * 12 MAYOR said: “No, ” … ? ! Ã¢â‚¬Å“ é 🙂 declined to comment the newspaper retracted".split(
        " "
    )
)
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=200))
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def article(text: str, title: str = "") -> Article:
    return Article(id="a", outlet="The Harbour Times", text=text, title=title)


def check(claims: tuple[Claim, ...], text: str, title: str) -> None:
    """The invariants of every reading."""
    assert len({claim.id for claim in claims}) == len(claims)
    places = [(claim.part != "title", claim.start) for claim in claims]
    assert places == sorted(places)
    for claim in claims:
        whole = title if claim.part == "title" else text
        assert claim.text == whole[claim.start : claim.end]
        assert claim.text
        assert claim.sources[0].name == "The Harbour Times"
        assert claim.stance in STANCES
        spans = [claim.cue_span, claim.source_span, *claim.content_spans]
        assert all(0 <= span[0] < span[1] <= len(whole) for span in spans if span is not None)


def lost(claims: tuple[Claim, ...], text: str) -> str:
    covered = {i for claim in claims if claim.part == "text" for i in range(claim.start, claim.end)}
    return "".join(c for i, c in enumerate(text) if c.isalnum() and i not in covered)


@SLOW
@given(text=TEXTS, title=st.one_of(st.just(""), TEXTS))
def test_offsets_order_and_ids_hold_for_any_text(reader: ClaimReader, text: str, title: str) -> None:
    check(reader.read(article(text, title)), text, title)


SENTENCE = st.sampled_from(
    [
        "Anna Brandt said the pier was closed.",
        '"It is over," she said.',
        "The ministry declined to comment.",
        "Nobody was hurt; two boats sank.",
        '"We saw it all. It was dark',
        "OLAF LIND SAYS NO",
        "Ferries, buses and trams stopped",
    ]
)


@SLOW
@given(st.lists(SENTENCE, min_size=1, max_size=12), st.sampled_from([" ", "\n\n"]))
def test_nothing_of_a_text_is_lost(reader: ClaimReader, sentences: list[str], joint: str) -> None:
    text = joint.join(sentences)
    assert not lost(reader.read(article(text)), text)


HOSTILE = {
    "quotes never closed": "“He said \"this is 'not closed. ",
    "no punctuation": "the minister said that the plan was ready and officials told reporters ",
    "nested without end": "he said that ",
    "capitals": "THE MINISTER SAID IT WAS READY ",
    "commas": "a, ",
    "semicolons": "he said; ",
    "quote marks": '" ',
    "list": "- item one\n* item two\n",
    "mojibake": "Ã¢â‚¬Å“He said Ã¢â‚¬Â it was fine. ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_loses_nothing_and_takes_time_in_proportion(reader: ClaimReader, name: str) -> None:
    short, long = HOSTILE[name] * 60, HOSTILE[name] * 240
    took = []
    for text in (short, long):
        started = time.process_time()
        claims = reader.read(article(text))
        took.append(time.process_time() - started)
        check(claims, text, "")
        assert not lost(claims, text)
    assert took[1] < 12 * took[0] + 1.0  # four times the text; a square would be sixteen times


@pytest.mark.slow
def test_a_sentence_of_ten_thousand_words(reader: ClaimReader) -> None:
    text = "word said that he " * 2500 + "."
    assert not lost(reader.read(article(text)), text)


def test_articles_are_read_in_order_and_alike_in_any_company(reader: ClaimReader) -> None:
    texts = ["Anna Brandt said no.", "The ministry declined to comment.", '"Yes," said Olaf Lind. He left.']
    articles = [Article(id=f"a{i}", outlet="O", text=text) for i, text in enumerate(texts)]
    together = list(reader.read_many(articles))
    assert together == [reader.read(one) for one in articles]
    assert list(reader.read_many(articles[::-1])) == together[::-1]


def test_an_article_without_text_has_no_claims(reader: ClaimReader) -> None:
    assert reader.read(article("")) == ()
    assert reader.read(article(" \n ")) == ()


def test_a_dateline_is_no_part_of_a_claim(reader: ClaimReader) -> None:
    (claim,) = reader.read(article("LUND, June 12 (Reuters) - The pier is closed, Olaf Lind said on Thursday."))
    assert claim.text.startswith("The pier")


def test_another_language_is_refused_by_name(reader: ClaimReader) -> None:
    french = Article(id="f1", outlet="Le Phare", text="Le pont est fermé.", language="fr")
    with pytest.raises(LanguageError, match=r"f1.*'fr'"):
        reader.check(french)
    with pytest.raises(LanguageError):
        list(reader.read_many([french]))


def test_regional_english_is_english(reader: ClaimReader) -> None:
    reader.check(Article(id="e1", outlet="O", text="Fine.", language="en-GB"))


def test_models_name_the_parser_and_the_hash_of_the_words(reader: ClaimReader) -> None:
    roles = {model.role: model for model in reader.models}
    assert "3.8" in roles["parser"].name
    assert len(roles["lexicon"].sha256 or "") == 64

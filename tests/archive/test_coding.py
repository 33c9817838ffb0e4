"""Records go to bytes and back without loss."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrative.archive.coding import pack, plain_text, unpack
from narrative.archive.identity import digest_of, stage_of
from narrative.errors import ArchiveError
from narrative.records import Article, Claim, Event, Issue, Model, Position, Reason, Relation, Source
from tests.archive.fakes import make_article

words = st.text(max_size=20)
sources = st.builds(Source, name=words, cue=st.none() | words, mention=st.none() | words)
claims = st.builds(
    Claim,
    id=words,
    article=words,
    start=st.integers(0, 9),
    end=st.integers(9, 99),
    text=words,
    statement=words,
    sources=st.lists(sources, min_size=1, max_size=3).map(tuple),
    stance=st.sampled_from(["asserts", "denies", "withholds"]),
    hedged=st.booleans(),
    stated=st.none() | st.dates(),
    about=st.none() | words,
    cue_span=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
    why=st.lists(words, max_size=2).map(tuple),
)
positions = st.builds(Position, label=words, claims=st.lists(words).map(tuple), origins=st.integers(1, 3))
issues = st.builds(Issue, id=words, question=words, positions=st.lists(positions, max_size=2).map(tuple))
events = st.builds(
    Event, id=words, label=words, articles=st.lists(words).map(tuple), issues=st.lists(issues, max_size=2).map(tuple)
)
relations = st.builds(
    Relation,
    a=words,
    b=words,
    kind=st.just("agree"),
    probability=st.floats(0, 1),
    reasons=st.lists(st.builds(Reason, kind=words, a=words), max_size=2).map(tuple),
)
articles = st.builds(
    Article, id=words, outlet=words, text=words, published=st.none() | st.datetimes(timezones=st.just(UTC))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(claims, max_size=3).map(tuple), st.tuples(events, st.lists(relations, max_size=3).map(tuple)), articles)
def test_what_is_packed_comes_back(
    some: tuple[Claim, ...], found: tuple[Event, tuple[Relation, ...]], article: Article
) -> None:
    assert unpack(pack(some), tuple[Claim, ...]) == some
    assert unpack(pack(found), tuple[Event, tuple[Relation, ...]]) == found
    assert unpack(pack(article), Article) == article


def test_lone_surrogates_survive() -> None:
    article = make_article(1, text="half a pair: \ud83d.")
    assert unpack(pack(article), Article) == article
    assert len(digest_of(article)) == 16


def test_a_record_that_gained_a_field_reads_what_was_stored_before() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Before:
        name: str

    @dataclass(frozen=True, slots=True, kw_only=True)
    class After:
        name: str
        day: date | None = None

    assert unpack(pack(Before(name="x")), After) == After(name="x")
    # And an older version reads what a newer one stored, without the field that it does not know.
    assert unpack(pack(After(name="x", day=date(2025, 1, 1))), Before) == Before(name="x")


def test_damaged_bytes_are_an_error_that_says_so() -> None:
    data = pack(make_article(1))
    for damaged in (data[:-3], b"", pack({"id": "no article"})):
        with pytest.raises(ArchiveError, match="damaged"):
            unpack(damaged, Article)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Another text."},
        {"title": "Another"},
        {"outlet": "Another"},
        {"published": datetime(2024, 1, 1, tzinfo=UTC)},
        {"published": None},
        {"url": "https://example.org/a"},
        {"language": "fr"},
        {"version_of": "b"},
    ],
)
def test_every_field_makes_another_content_and_the_id_does_not(change: dict[str, object]) -> None:
    assert digest_of(make_article(1, **change)) != digest_of(make_article(1))  # type: ignore[arg-type]
    assert digest_of(make_article(1, id="other")) == digest_of(make_article(1))


def test_equal_times_in_two_zones_are_equal_content() -> None:
    there = datetime.fromisoformat("2025-03-01T10:00:00+02:00")
    here = datetime.fromisoformat("2025-03-01T08:00:00+00:00")
    assert digest_of(make_article(1, published=there)) == digest_of(make_article(1, published=here))


def test_a_stage_is_its_name_version_models_and_settings() -> None:
    model = Model(role="parser", name="p", sha256="0")
    base = stage_of("claims", "1", [model], (1,))
    assert base == stage_of("claims", "1", [model], (1,))
    others = [
        stage_of("issues", "1", [model], (1,)),
        stage_of("claims", "2", [model], (1,)),
        stage_of("claims", "1", [], (1,)),
        stage_of("claims", "1", [model], (2,)),
    ]
    assert len({base, *others}) == 5


def test_hashes_do_not_run_together() -> None:
    assert digest_of(make_article(1, title="ab", text="c")) != digest_of(make_article(1, title="a", text="bc"))
    assert plain_text({"b": 1, "a": 2}) == plain_text({"a": 2, "b": 1})

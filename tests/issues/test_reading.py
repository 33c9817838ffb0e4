"""One statement, taken apart."""

from __future__ import annotations

from datetime import date

import pytest

from narrative.issues.lexicon import stem
from narrative.issues.reading import Reading, read_statements


def read(text: str, day: date | None = None) -> Reading:
    return read_statements([text], [day])[0]


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("The orchard was sold.", False),
        ("The orchard was not sold.", True),
        ("The orchard wasn't sold.", True),
        ("Nobody has bought the orchard.", True),
        ("They failed to sell the orchard.", True),
        ("The orchard was sold without a permit.", True),
        ("Nobody denied that the orchard was sold.", False),
        ("Not only the orchard was sold.", False),
        ("There was no sale and no offer.", True),
        ("Neither the orchard nor the mill was sold.", True),
        ("The orchard was not sold, nor was the mill.", True),
        ("No 14 is the largest of the orchards.", False),
    ],
)
def test_polarity(text: str, negative: bool) -> None:
    assert read(text).negative is negative


def test_what_a_negation_denies() -> None:
    found = read("The owner did not sell the orchard.")
    assert {stem("sell"), stem("orchard")} <= found.negated
    assert stem("owner") not in found.negated


@pytest.mark.parametrize(
    "text",
    [
        "The island froze its salmon exports.",
        "The island will suspend salmon exports.",
        "The island announced a halt to salmon exports.",
        "The island announced the suspension of salmon exports.",
        "The island agreed to a moratorium on salmon exports.",
        "The island has abandoned salmon exports.",
    ],
)
def test_whatever_ends_something_denies_it_by_any_word(text: str) -> None:
    found = read(text)
    assert found.negative
    assert {stem("salmon"), stem("export")} & found.negated


def test_an_end_that_is_denied_is_no_end() -> None:
    assert not read("The island did not suspend salmon exports.").negative


def test_who_does_what_to_whom_in_both_voices() -> None:
    for text in ("The owner warned the pickers.", "The pickers were warned by the owner."):
        (predicate,) = (p for p in read(text).predicates if p.verb == stem("warn"))
        assert predicate.subject == {stem("owner")}
        assert predicate.object == {stem("picker")}


def test_figures_know_what_they_count() -> None:
    found = read("Nine pickers were killed and 31 were hurt.").counted
    assert [(each.quantity.value, *each.kinds) for each in found] == [(9, "killed"), (31, "injured")]


def test_a_day_or_an_hour_is_no_figure() -> None:
    found = read("The orchard was sold on 14 March at 9.30 am for $4,000.", date(2025, 3, 20))
    assert [each.quantity.value for each in found.counted] == [4000]
    assert [each.first for each in found.moments] == [date(2025, 3, 14)]
    assert [each.minute for each in found.times] == [570]


@pytest.mark.parametrize("text", ["Channel 5 showed the orchard.", "One of them was sold."])
def test_names_and_a_bare_one_are_no_figures(text: str) -> None:
    assert read(text).counted == ()


def test_conditions_futures_and_hedges() -> None:
    assert read("The orchard will be sold if the bank agrees.").conditional
    assert read("The orchard will be sold.").future
    assert not read("The orchard was sold.").future
    assert "may" in read("The orchard may be sold.").hedges


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The orchard was sold in May.", True),
        ("the sale of the orchard", False),
        ("to sell the orchard", False),
        ("which was sold in May", False),
    ],
)
def test_what_is_a_clause(text: str, clause: bool) -> None:
    assert read(text).clause is clause


def test_names_are_kept_and_days_are_none() -> None:
    assert read("Ines Duarte sold it on Monday.").names == {"ines", "duarte"}


def test_related_words_meet() -> None:
    assert stem("inspected") == stem("inspection")
    assert stem("authorise") == stem("authorize")
    assert stem("harbour") == stem("harbor")


def test_shouting_hides_nothing() -> None:
    assert read("FORTY pickers were hurt.").counted[0].quantity.value == 40


def test_what_stands_beside_a_statement_does_not_matter() -> None:
    texts = ["The owner warned the pickers.", "Nobody came.", "", "Nine were hurt on Sunday."]
    days = [None, date(2025, 3, 3), None, date(2025, 3, 12)]
    together = read_statements(texts, days)
    backwards = read_statements(texts[::-1], days[::-1])
    assert together == backwards[::-1]
    assert together == tuple(read(text, day) for text, day in zip(texts, days, strict=True))
    assert read_statements([], []) == ()

"""When two names mean one source, and what a claim states apart from its source."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.issues.names import is_unnamed, same_source
from narrative.issues.stated import stated, with_days
from tests.issues.makers import article, claim

NAMES = ["Ines Duarte", "Mayor Ines Duarte", "Duarte", "the mayor", "two engineers", "a senior official",
         "the Lamp", "The Lamp's report of Monday", "Tomas Brandt", "the water board",
         "water board spokesman Tomas Brandt", ""]  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("the water board", "Water Board"),
        ("Mayor Ines Duarte", "Ines Duarte"),
        ("Duarte", "Ines Duarte"),
        ("the water board’s statement of Monday", "the water board"),
        ("two engineers", "Two engineers"),
    ],
)
def test_one_source(a: str, b: str) -> None:
    assert same_source(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ines Duarte", "Rui Duarte"),
        ("the water board", "the school board"),
        ("two engineers", "two nurses"),
        ("an engineer", "Ines Duarte"),
        ("Ines Duarte", ""),
    ],
)
def test_two_sources(a: str, b: str) -> None:
    assert not same_source(a, b)


@given(st.sampled_from(NAMES) | st.text(max_size=20), st.sampled_from(NAMES) | st.text(max_size=20))
def test_order_does_not_matter(a: str, b: str) -> None:
    assert same_source(a, b) == same_source(b, a)


@pytest.mark.parametrize(
    ("name", "unnamed"),
    [("two engineers", True), ("a person briefed on the sale", True), ("the Lamp", False), ("Ines Duarte", False)],
)
def test_who_is_described_and_not_named(name: str, unnamed: bool) -> None:
    assert is_unnamed(name) is unnamed


def test_a_statement_that_only_points_has_its_content_in_what_it_is_about() -> None:
    about = "the pumps had failed"
    denial = claim(
        "Lamp:1", "That is untrue, Duarte said.", "Duarte", statement="That is untrue", stance="denies", about=about
    )
    assert (stated(denial).text, stated(denial).denied) == (about, True)
    silent = claim("Lamp:2", "Duarte would not say.", "Duarte", stance="withholds", about=about)
    assert (stated(silent).text, stated(silent).denied) == (about, False)
    plain = claim("Lamp:3", "The pumps had failed at night, Duarte said.", statement="The pumps had failed at night")
    assert stated(plain).text == "The pumps had failed at night"


def test_too_little_to_compare_takes_its_sentence() -> None:
    assert stated(claim("Lamp:1", "Duarte  named\n31 pumps.", statement="31 pumps")).text == "Duarte named 31 pumps."


def test_a_claim_counts_its_days_from_when_it_was_said_else_from_when_it_was_printed() -> None:
    known = {"Lamp": article("Lamp", 7), "Bell": article("Bell", published=None)}
    said = claim("Lamp:1", "It rained.", stated=date(2025, 3, 2))
    days = [
        each.stated for each in with_days([said, claim("Lamp:2", "It rained."), claim("Bell:1", "It rained.")], known)
    ]
    assert days == [date(2025, 3, 2), date(2025, 3, 7), None]

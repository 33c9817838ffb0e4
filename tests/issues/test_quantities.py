"""Figures: what they allow, in which unit, and which of them can be one."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.issues.quantities import Quantity, meet, read_quantities

_BOUNDS = ["", "about ", "at least ", "more than ", "up to ", "fewer than ", "nearly ", "just over "]
_UNITS = ["", " km", " miles", " feet", " kg", " tonnes", " hours", " days", " percent", " dollars", " degrees Celsius",
          " degrees Fahrenheit"]  # fmt: skip
FIGURES = st.builds(
    lambda bound, number, unit: f"{bound}{number}{unit}",
    st.sampled_from(_BOUNDS),
    st.integers(2, 9999) | st.decimals("0.1", "99.0", places=1).map(str),
    st.sampled_from(_UNITS),
)


def one(text: str) -> Quantity:
    (found,) = read_quantities(text)
    return found


def met(a: str, b: str) -> str | None:
    return meet(one(a), one(b))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250 visitors", 1250),
        ("1,250,000 visitors", 1_250_000),
        ("12 000 tonnes", 12_000),
        ("12\u00a0000 tonnes", 12_000),
        ("12\u202f000 tonnes", 12_000),
        ("7.25 percent", 7.25),
        ("0.5 litres", 0.5),
        ("seventeen visitors", 17),
        ("sixty-four visitors", 64),
        ("three hundred and eight visitors", 308),
        ("four thousand two hundred visitors", 4200),
        ("a dozen visitors", 12),
        ("half a million visitors", 500_000),
        ("two and a half million visitors", 2_500_000),
        ("3.4bn pounds", 3.4e9),
        ("$3.4 billion", 3.4e9),
    ],
)
def test_words_digits_and_separators(text: str, value: float) -> None:
    assert one(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 20 boats", 20, math.inf),
        ("20 or more boats", 20, math.inf),
        ("up to 20 boats", 0, 20),
        ("about 20 boats", 18, 22),
        ("nearly 20 boats", 18.6, 20),
        ("dozens of boats", 24, 96),
        ("between 20 and 30 boats", 20, 30),
        ("20 to 30 boats.", 20, 30),
        ("between twenty and thirty boats", 20, 30),
        ("3 to 4 million boats", 3e6, 4e6),
        ("900,000 to 1 million boats", 900_000, 1e6),
    ],
)
def test_what_the_words_leave_open(text: str, low: float, high: float) -> None:
    found = one(text)
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Twelve were on deck and four were below.", [12, 4]),
        ("The wave swept away twelve and four clung on.", [12, 4]),
        ("It took 12 and 40 more waited.", [12, 40]),
        ("It fell from 40 to 30 within a year.", [40, 30]),
        ("They voted seven to two.", [7, 2]),
    ],
)
def test_two_figures_are_not_run_together(text: str, values: list[float]) -> None:
    assert [found.value for found in read_quantities(text)] == values


@pytest.mark.parametrize("text", ["the B-52", "the 3rd floor", "the first floor", "two thirds of the seats", "a3b"])
def test_what_only_looks_like_a_figure(text: str) -> None:
    assert read_quantities(text) == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("190 miles", "up to 300 km"),
        ("about a dozen", "12"),
        ("at least 10", "12"),
        ("dozens", "sixty"),
        ("between thirty and forty", "35"),
        ("twelve thousand", "12,000"),
        ("1.5 tonnes", "1,500 kg"),
        ("86 degrees Fahrenheit", "30 degrees Celsius"),
        ("2.5bn dollars", "$2.5 billion"),
    ],
)
def test_figures_that_can_be_one_meet(a: str, b: str) -> None:
    assert met(a, b) == met(b, a) == "same"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12", "40"),
        ("at least 10", "8"),
        ("up to 300 km", "250 miles"),
        ("about a dozen", "seventeen"),
        ("$3m", "$4m"),
        ("three", "four"),
        ("3 to 4 million", "7 million"),
    ],
)
def test_figures_that_cannot_be_one_lie_apart(a: str, b: str) -> None:
    assert met(a, b) == met(b, a) == "apart"


@pytest.mark.parametrize(("a", "b"), [("4,980", "5,000"), ("52.4 percent", "52 percent"), ("$1.99m", "$2m")])
def test_rounding_is_near(a: str, b: str) -> None:
    assert met(a, b) == met(b, a) == "near"


@pytest.mark.parametrize(
    ("a", "b"), [("5 km", "5 kg"), ("5 percent", "5"), ("$5", "£5"), ("5 hours", "5 miles"), ("$5", "5 percent")]
)
def test_figures_for_different_things_do_not_compare(a: str, b: str) -> None:
    assert met(a, b) is met(b, a) is None


@given(FIGURES, FIGURES)
def test_order_does_not_matter(a: str, b: str) -> None:
    assert met(a, b) == met(b, a)


@given(FIGURES)
def test_a_figure_meets_itself(text: str) -> None:
    found = one(text)
    assert meet(found, found) == "same"
    assert found.low <= found.value <= found.high
    assert text[found.start : found.end].strip() == found.text


@given(st.text("0123456789.,-– abdehmnortuvz$%£", max_size=40))
def test_any_text_is_read(text: str) -> None:
    for found in read_quantities(text):
        assert found.low <= found.high
        assert 0 <= found.start < found.end <= len(text)

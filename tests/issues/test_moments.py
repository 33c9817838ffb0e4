"""Dates and clock times, counted from a given day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.issues.moments import Moment, meet, read_clock_times, read_moments

WEDNESDAY = date(2025, 3, 12)


def span(text: str, today: date | None = WEDNESDAY) -> tuple[date, date]:
    (found,) = read_moments(text, today)
    return found.first, found.last


def clock(text: str) -> Moment:
    (found,) = read_clock_times(text)
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They leave on the last Friday of March.", date(2025, 3, 28)),
        ("They left on the first Monday in February.", date(2025, 2, 3)),
        ("It rained yesterday.", date(2025, 3, 11)),
        ("It rains today.", WEDNESDAY),
        ("It rains tomorrow.", date(2025, 3, 13)),
        ("It rained on Sunday.", date(2025, 3, 9)),
        ("It rained on Wednesday.", WEDNESDAY),
        ("They will meet on Sunday.", date(2025, 3, 16)),
        ("They met on Thursday of last week.", date(2025, 3, 6)),
        ("They met three days ago.", date(2025, 3, 9)),
        ("They met on 4 March.", date(2025, 3, 4)),
        ("They met on March 4th.", date(2025, 3, 4)),
        ("They met on the fourth of March.", date(2025, 3, 4)),
        ("They met on Dec. 30.", date(2024, 12, 30)),
        ("They met on 4 March 2022.", date(2022, 3, 4)),
        ("They met on 2022-03-04.", date(2022, 3, 4)),
        ("They met on New Year's Eve.", date(2024, 12, 31)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    assert span(text) == (day, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It closed last month.", date(2025, 2, 1), date(2025, 2, 28)),
        ("It closes this week.", date(2025, 3, 10), date(2025, 3, 16)),
        ("It closed in January.", date(2025, 1, 1), date(2025, 1, 31)),
        ("It closes in early April.", date(2025, 4, 1), date(2025, 4, 10)),
        ("It closed in 2019.", date(2019, 1, 1), date(2019, 12, 31)),
        ("It was open until 3 March.", date.min, date(2025, 3, 3)),
        ("It has been shut since 3 March.", date(2025, 3, 3), date.max),
    ],
)
def test_a_stretch_of_days(text: str, first: date, last: date) -> None:
    assert span(text) == (first, last)


def test_without_a_day_only_what_names_its_year_is_read() -> None:
    assert read_moments("It closed yesterday, on Monday, on 4 March.", None) == ()
    assert span("It closed on the last Friday of March 2025.", None) == (date(2025, 3, 28), date(2025, 3, 28))


@pytest.mark.parametrize("text", ["They may march for peace.", "1,999 seats", "$2020", "2019 people came"])
def test_what_is_no_date(text: str) -> None:
    assert read_moments(text, WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("at 9.40pm", 21 * 60 + 40),
        ("at 9:40 p.m.", 21 * 60 + 40),
        ("at 21:40", 21 * 60 + 40),
        ("at 9 am", 9 * 60),
        ("at noon", 720),
        ("at midnight", 0),
        ("at half past four", 4 * 60 + 30),
        ("at a quarter to four", 3 * 60 + 45),
        ("at twenty-five past four", 4 * 60 + 25),
        ("three minutes after four", 4 * 60 + 3),
        ("five to midnight", 24 * 60 - 5),
    ],
)
def test_a_clock_time(text: str, minute: int) -> None:
    assert clock(text).minute == minute


@pytest.mark.parametrize("text", ["The panel ruled six to three.", "the 25:00 train", "9 ambulances", "at nine"])
def test_what_is_no_clock_time(text: str) -> None:
    assert read_clock_times(text) == ()


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        ("9.40pm", "21:41", "same"),
        ("9.40pm", "twenty minutes to ten", "same"),
        ("9.40pm", "9.50 pm", "near"),
        ("9.40pm", "11 pm", "apart"),
        ("9.40pm", "9.40am", "apart"),
        ("noon", "midnight", "apart"),
        ("23:58", "two minutes past midnight", "near"),
    ],
)
def test_clock_times_meet(a: str, b: str, outcome: str) -> None:
    assert meet(clock(a), clock(b)) == meet(clock(b), clock(a)) == outcome


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        ("on Sunday", "on 9 March", "same"),
        ("on Sunday", "this week", "apart"),
        ("on Sunday", "in March", "same"),
        ("on Sunday", "on Monday", "near"),
        ("on Sunday", "yesterday", "apart"),
        ("before Sunday", "on 2 March", "same"),
        ("since Sunday", "on 2 March", "apart"),
    ],
)
def test_days_meet(a: str, b: str, outcome: str) -> None:
    (left,), (right,) = read_moments(a, WEDNESDAY), read_moments(b, WEDNESDAY)
    assert meet(left, right) == meet(right, left) == outcome


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 6))
def test_a_bare_weekday_is_the_latest_and_never_in_the_future(today: date, weekday: int) -> None:
    name = (date(2024, 1, 1) + timedelta(days=weekday)).strftime("%A")
    first, last = span(f"It shut on {name}.", today)
    assert first == last
    assert first.weekday() == weekday
    assert 0 <= (today - first).days < 7


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.text("0123456789 -:.apmMarchonlstyed,thFi", max_size=30))
def test_any_text_is_read(today: date, text: str) -> None:
    found = read_moments(text, today)
    assert all(moment.first <= moment.last for moment in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    read_clock_times(text)

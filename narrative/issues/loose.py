"""Dates of statements whose day nobody knows.

Two statements that are put side by side without their days still say "Sunday" and "Thursday". They are counted from a
day that is only assumed, and only moments of one kind are held against each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from narrative.issues.moments import KINDS, ORDINAL, ORDINALS, PATTERNS, Interval, Meeting, Moment, Pattern, dated, meet

_ASSUMED = date(2023, 6, 14)  # any day does
_MONTHLY = 31
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Loose:
    """A moment of a text whose day nobody knows, and what it can be held against.

    Parameters
    ----------
    moment
        Counted from a day that is only assumed.
    kind
        Weekday, calendar, relative, of month or century: only moments of one kind compare.
    year
        Whether its year is named.
    """

    moment: Moment
    kind: str
    year: bool


def read_loose_moments(text: str) -> tuple[Loose, ...]:
    """Every date of a text whose day is not known, in its order."""
    found = dated(text, (*_PATTERNS, *PATTERNS), _ASSUMED)
    loose = [Loose(each.moment, _KINDS.get(each.build, "calendar"), each.year) for each in found]
    return tuple(sorted(loose, key=lambda each: each.moment.start))


def meet_loose(a: Loose, b: Loose) -> Meeting | None:
    """Whether two moments can be one; ``None`` where they do not compare."""
    if a.kind != b.kind:
        return None
    one, other = a.moment, b.moment
    if a.year != b.year:
        if a.year:
            one, other = other, one  # the one without a year takes that of the other, where it is one year
        year = other.first.year
        if other.last.year != year or one.first.year != one.last.year or (other.last - other.first).days > _MONTHLY:
            return None
        one = _in_year(one, year)
    return meet(one, other)


def _in_year(moment: Moment, year: int) -> Moment:
    first, last = (day.replace(year=year, day=min(day.day, 28)) for day in (moment.first, moment.last))
    return replace(moment, first=first, last=last)


def _season(match: re.Match[str], today: date) -> Interval:
    year = int(match["year"]) if match["year"] else today.year
    first = date(year, _SEASONS[match["season"].lower()], 1)
    return first, first + timedelta(days=91)


def _of_month(match: re.Match[str], today: date) -> Interval:
    word = match["day"].lower()
    when = today.replace(month=1, day=ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word)))
    return when, when


def _century(match: re.Match[str], today: date) -> Interval:
    word = match["n"].lower()
    count = ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word))
    return date(count * 100 - 99, 1, 1), date(count * 100 - 1, 12, 31)


_PATTERNS: tuple[Pattern, ...] = (
    (re.compile(rf"\b(?P<n>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})[\s-]century\b", re.IGNORECASE), _century, True),
    (
        re.compile(
            rf"\b(?P<day>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})\s+of\s+(?:the|this|last|next)\s+month\b", re.IGNORECASE
        ),
        _of_month,
        True,
    ),
    (
        re.compile(r"(?<=[a-z]\s)(?P<season>spring|summer|autumn|winter)\b(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?"),
        _season,
        True,
    ),
)
_KINDS = {**KINDS, _of_month: "of month", _century: "century"}

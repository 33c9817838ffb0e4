"""Dates and times in English news text, as intervals of days.

"The last Friday of March", "Tuesday of last week" and "4 March" become first and last day,
counted from the day on which the article was published or the statement made. Two moments meet
where their intervals overlap.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

Meeting = Literal["same", "near", "apart"]

_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
ORDINALS = {
    w: i
    for i, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {
    f"twenty-{w}": 20 + i for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth".split(), 1)
}
ORDINALS |= {"thirtieth": 30, "thirty-first": 31}
_COUNTS = {w: i for i, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNTS |= {"a": 1, "an": 1}
_FEASTS = {"christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
           "new year's day": (1, 1), "new year's eve": (12, 31), "halloween": (10, 31)}  # fmt: skip
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = "|".join(_DAYS)
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_COUNT = r"\d{1,3}|" + "|".join(_COUNTS)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|could|may|might|due|set|expected?|plans?|planned|as early as|scheduled|going|"
    r"is to|are to)\b"
)
_BOUNDS = re.compile(
    r"(?P<bound>not before|no earlier than|no later than|as early as|earlier than|later than|before|until|till|by|"
    r"after|since|from|ever since)\s+(?:the\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_DATES_FROM = re.compile(r"\bdat(?:e|es|ed|ing)\s+from\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_UPTO = {"before", "until", "till", "by", "no later than", "earlier than"}
_FROM = {"after", "since", "from", "ever since", "not before", "no earlier than", "later than", "as early as"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of days that a text names.

    Parameters
    ----------
    first, last
        Its first and last day.
    minute
        Minute of the day, where a clock time is named.
    half_told
        Whether a clock time tells morning from night: "11 pm" and "noon" do, "ten past eleven" does not.
    text
        The words.
    start, end
        Where they stand.
    """

    first: date
    last: date
    text: str
    start: int
    end: int
    minute: int | None = None
    half_told: bool = False


Interval = tuple[date, date]
Builder = Callable[[re.Match[str], date], Interval | None]
Pattern = tuple[re.Pattern[str], Builder, bool]


def read_moments(text: str, today: date | None) -> tuple[Moment, ...]:
    """Every date of a text, in its order.

    Parameters
    ----------
    text
        Any English text.
    today
        The day from which "yesterday" and "Monday" count. Without it only dates that name their
        year are read.

    Returns
    -------
    tuple of Moment
        They never overlap in the text.
    """
    found = dated(text, PATTERNS, today or date(1, 1, 2), floating=today is not None)
    return tuple(sorted((each.moment for each in found), key=lambda m: m.start))


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as it was read: by which builder, and whether its year is named."""

    moment: Moment
    build: Builder
    year: bool


def dated(text: str, patterns: Iterable[Pattern], today: date, *, floating: bool = True) -> list[Dated]:
    """Dates of a text that do not overlap, by the first pattern that reads them.

    Parameters
    ----------
    text
        Any English text.
    patterns
        In the order in which they are tried.
    today
        The day from which they count.
    floating
        Whether dates that do not name their year are read.
    """
    found: list[Dated] = []
    for pattern, build, relative in patterns:
        for match in pattern.finditer(text):
            year = not relative or "year" in _named(match)
            if not (year or floating):
                continue
            if any(match.start() < each.moment.end and each.moment.start < match.end() for each in found):
                continue
            try:
                interval = build(match, today)
            except (ValueError, OverflowError):
                continue  # 31 February and its like are no dates
            if interval is not None:
                first, last = _bounded(text, match.start(), interval)
                found.append(Dated(Moment(first, last, match[0], match.start(), match.end()), build, year))
    return found


def read_clock_times(text: str) -> tuple[Moment, ...]:
    """Clock times of a text ("11.02pm", "two minutes past eleven", "noon"), by minute of the day.

    Spelled-out times do not tell morning from night; they are given within twelve hours.
    """
    return tuple(
        Moment(date.min, date.max, match[0], match.start(), match.end(), minute % 1440, _tells_half(match))
        for match in _CLOCK.finditer(text)
        if (minute := _minute(match)) is not None
    )


def meet(a: Moment, b: Moment) -> Meeting:
    """Whether two moments can be one: ``"same"``, ``"near"`` (a day apart, as time zones explain) or ``"apart"``."""
    if a.minute is not None and b.minute is not None:
        turn = 1440 if a.half_told and b.half_told else 720
        gap = abs(a.minute - b.minute) % turn
        gap = min(gap, turn - gap)
        return "same" if gap <= 2 else "near" if gap <= 15 else "apart"
    if a.first <= b.last and b.first <= a.last:
        return "same"
    gap_days = max((b.first - a.last).days, (a.first - b.last).days)
    return "near" if gap_days <= 1 and max((a.last - a.first).days, (b.last - b.first).days) == 0 else "apart"


def _named(match: re.Match[str]) -> set[str]:
    return {name for name, value in match.groupdict().items() if value}


def _bounded(text: str, start: int, interval: Interval) -> Interval:
    before = text[max(0, start - 30) : start]
    match = _BOUNDS.search(before)
    if match is None or _DATES_FROM.search(before):
        return interval
    bound = match["bound"].lower()
    if bound in _UPTO:
        return date.min, interval[1]
    if bound in _FROM:
        return interval[0], date.max
    return interval


def _year_near(month: int, day: int, today: date) -> int:
    """The year that puts a day of the year nearest to today, the past a little before the future."""
    years = (today.year - 1, today.year, today.year + 1)
    return min(years, key=lambda y: abs((date(max(y, 1), month, min(day, 28)) - today).days + 30))


def _month_day(match: re.Match[str], today: date) -> Interval:
    month = _MONTHS[match["month"].lower().rstrip(".")]
    word = match["day"].lower()
    day = ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word))
    year = int(match["year"]) if match["year"] else _year_near(month, day, today)
    when = date(year, month, day)
    return when, when


def _month(match: re.Match[str], today: date) -> Interval:
    month = _MONTHS[match["month"].lower().rstrip(".")]
    year = int(match["year"]) if match["year"] else _year_near(month, 15, today)
    final = calendar.monthrange(year, month)[1]
    first, last = _PARTS.get((match["part"] or "").lower().rstrip("-"), (1, final))
    return date(year, month, first), date(year, month, min(last, final))


def _nth_weekday(match: re.Match[str], today: date) -> Interval:
    month = _MONTHS[match["month"].lower()]
    year = int(match["year"]) if match["year"] else _year_near(month, 15, today)
    weekday, nth = _DAYS[match["weekday"].lower()], match["nth"].lower()
    days = [d for d in calendar.Calendar().itermonthdates(year, month) if d.month == month and d.weekday() == weekday]
    when = days[-1] if nth == "last" else days[ORDINALS[nth] - 1]
    return when, when


def _weekday(match: re.Match[str], today: date) -> Interval:
    weekday = _DAYS[match["weekday"].lower()]
    monday = today - timedelta(days=today.weekday())
    shift = {"last": -7, "this": 0, "next": 7}.get((match["week"] or "").lower())
    if shift is not None:
        when = monday + timedelta(days=weekday + shift)
        return when, when
    back = (today.weekday() - weekday) % 7
    which = (match["which"] or "").lower()
    if which == "next" or _FUTURE.search(match.string[: match.start()].lower()):
        when = today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
    else:
        when = today - timedelta(days=back or (7 if which == "last" else 0))
    return when, when


def _day_word(match: re.Match[str], today: date) -> Interval:
    word = match[0].lower()
    shift = {"yesterday": -1, "tomorrow": 1}.get(word.split()[0], 0)
    if word == "last night":
        return today - timedelta(days=1), today
    when = today + timedelta(days=shift)
    return when, when


def _period(match: re.Match[str], today: date) -> Interval:
    shift = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return first, first + timedelta(days=6)
    if unit == "month":
        first = today.replace(day=1) + relativedelta(months=shift)
        return first, first + relativedelta(months=1) - timedelta(days=1)
    return date(today.year + shift, 1, 1), date(today.year + shift, 12, 31)


def _end_of(match: re.Match[str], today: date) -> Interval:
    if match["unit"].lower() == "year":
        return date(today.year, 12, 20), date(today.year, 12, 31)
    if match["unit"].lower() == "week":
        last = today + timedelta(days=6 - today.weekday())
        return last - timedelta(days=2), last
    final = calendar.monthrange(today.year, today.month)[1]
    return today.replace(day=final - 3), today.replace(day=final)


def _ago(match: re.Match[str], today: date) -> Interval:
    count = int(match["n"]) if match["n"].isdigit() else _COUNTS[match["n"].lower()]
    unit = match["unit"].lower()
    sign = -1 if match["ago"] else 1
    when = today + relativedelta(**{f"{unit}s": sign * count})  # type: ignore[arg-type]
    slack = {"day": 0, "week": 3, "month": 15, "year": 180}[unit]
    return when - timedelta(days=slack), when + timedelta(days=slack)


def _feast(match: re.Match[str], today: date) -> Interval:
    month, day = _FEASTS[match[0].lower().replace("’", "'")]
    when = date(_year_near(month, day, today), month, day)
    return when, when


def _iso(match: re.Match[str], today: date) -> Interval:
    when = date(int(match["year"]), int(match["m"]), int(match["d"]))
    return when, when


def _year(match: re.Match[str], today: date) -> Interval:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _patterns() -> Iterator[Pattern]:
    flags = re.IGNORECASE
    year = r"(?:,?\s+(?:of\s+)?(?P<year>(?:1[89]|20)\d\d))?"
    dayword = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL})"
    yield re.compile(r"\b(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"), _iso, False
    yield (
        re.compile(
            rf"\b(?P<nth>last|{ORDINAL})\s+(?P<weekday>{_DAY})\s+(?:of|in)\s+(?P<month>{_MONTH})\b{year}", flags
        ),
        _nth_weekday,
        True,
    )
    yield re.compile(rf"\b{dayword}\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?{year}", flags), _month_day, True
    yield (
        re.compile(rf"\b(?P<month>{_MONTH})\.?\s+(?:the\s+)?{dayword}\b(?!\s*(?:people|per)){year}", flags),
        _month_day,
        True,
    )
    # "may" and "march" are verbs too: a month alone is written with a capital
    month = "|".join(name.capitalize() for name in _MONTHS if len(name) > 4 or name in {"may", "june", "july"})
    yield re.compile(rf"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+)?(?P<month>{month})\b{year}"), _month_guarded, True
    of_week = r"(?:\s+of\s+(?P<week>last|this|next)\s+week)?"
    weekday = rf"\b(?:(?P<which>last|next|this|on)\s+)?(?P<weekday>{_DAY}){of_week}\b"
    yield re.compile(weekday, flags), _weekday, True
    yield (
        re.compile(r"\b(?:yesterday|today|tonight|tomorrow|last night|this morning|this evening)\b", flags),
        _day_word,
        True,
    )
    yield re.compile(r"\b(?P<which>last|this|next)\s+(?P<unit>week|month|year)\b", flags), _period, True
    yield re.compile(r"\b(?:the\s+)?end\s+of\s+the\s+(?P<unit>week|month|year)\b", flags), _end_of, True
    yield (
        re.compile(rf"\b(?P<n>{_COUNT})\s+(?P<unit>day|week|month|year)s?\s+(?P<ago>ago|earlier)\b", flags),
        _ago,
        True,
    )
    yield re.compile(rf"\b(?:{'|'.join(sorted(_FEASTS, key=len, reverse=True))})\b", flags), _feast, True
    yield (
        re.compile(r"(?<![\w$£€.,-])(?P<year>(?:19|20)\d\d)(?![\w%]|[.,]\d|-\w)(?!\s+(?:people|men|women))"),
        _year,
        False,
    )


def _month_guarded(match: re.Match[str], today: date) -> Interval | None:
    """A month alone, unless its word does another job at the head of a sentence ("March for peace")."""
    if match.start() == 0 and match["month"] in {"March", "May"} and not match["year"]:
        return None
    return _month(match, today)


PATTERNS: tuple[Pattern, ...] = tuple(_patterns())
"""What is read as a date, how, and whether it counts from a day."""
KINDS: dict[Builder, str] = {
    _weekday: "weekday", _day_word: "relative", _period: "relative", _end_of: "relative", _ago: "relative",
}  # fmt: skip
"""Kinds of dates that count from a day, by their builder."""
_HOUR = "|".join(_COUNTS.keys() - {"a", "an"})
_CLOCK = re.compile(
    rf"\b(?:(?P<h>\d{{1,2}})(?:[.:](?P<m>\d\d))?\s?(?P<half>[ap])\.?m\b\.?|(?P<H>[01]?\d|2[0-3]):(?P<M>[0-5]\d)\b|"
    rf"(?P<noon>noon|midday|midnight)\b|"
    rf"(?:(?P<min>\d{{1,2}}|{_HOUR}|quarter|half|twenty|twenty-five)(?:\s+minutes?)?\s+(?P<side>past|to|after|before)"
    rf"\s+(?P<hour>{_HOUR}|midnight|noon)\b))",
    re.IGNORECASE,
)


def _tells_half(match: re.Match[str]) -> bool:
    if match["H"]:
        return not 1 <= int(match["H"]) <= 12  # "11:02" may be at night
    return bool(match["half"] or match["noon"] or (match["hour"] or "").lower() in {"midnight", "noon"})


_AT = re.compile(r"\b(?:at|around|about|until|till|since|before|after|it was|just)\s+$", re.IGNORECASE)


def _minute(match: re.Match[str]) -> int | None:
    """Minute of the day; ``None`` for "the council voted five to three", which is no clock time."""
    if match["h"]:
        return int(match["h"]) % 12 * 60 + int(match["m"] or 0) + (720 if match["half"].lower() == "p" else 0)
    if match["H"]:
        return int(match["H"]) * 60 + int(match["M"])
    if match["noon"]:
        return 0 if match["noon"].lower() == "midnight" else 720
    hour = {"midnight": 0, "noon": 12}.get(match["hour"].lower()) or _COUNTS.get(match["hour"].lower(), 0)
    word = match["min"].lower()
    numbers = word in _COUNTS and match["hour"].lower() in _COUNTS and "minute" not in match[0].lower()
    if numbers and match["side"].lower() == "to" and not _AT.search(match.string[: match.start()]):
        return None
    minutes = {"quarter": 15, "half": 30, "twenty": 20, "twenty-five": 25}.get(word) or _COUNTS.get(word)
    minutes = int(word) if minutes is None else minutes
    return hour % 24 * 60 + (minutes if match["side"].lower() in {"past", "after"} else -minutes)

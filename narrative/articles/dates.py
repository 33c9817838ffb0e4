"""Times of publication, as inputs write them. A time without a zone is taken as UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

# Abbreviations that stand for one offset in news; those with several meanings (IST, CST of China) are left out.
_HOURS = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "ET": -5, "JST": 9,
    "KST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "WAT": 1, "CAT": 2, "EAT": 3,
    "SAST": 2, "PKT": 5, "WIB": 7,
}  # fmt: skip
_ZONE_WORD = re.compile(r"\b([A-Z]{2,9})\b")
_NUMERIC = re.compile(r"^\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b(.*)$", re.DOTALL)
_EPOCH = re.compile(r"^-?\d{9,10}(\.\d+)?$")
_EPOCH_MS = re.compile(r"^\d{12,13}$")
_BASIC = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?$")
_SPACED = re.compile(r"(?<=\d)\s*([:/])\s*(?=\d)")
_DOTTED = re.compile(r"(\b\d{4},?\s+\d{1,2})\.(\d{2})\b")
_LABEL = re.compile(
    r"\b(?:first |last )?(?:published|posted|updated|modified|edited|created|filed|issued|revised)(?: (?:time|date))?\b"
    r"(?: (?:on|at)\b)?\s*:?|^(?:date|on)\b\s*:?",
    re.IGNORECASE,
)
_EARLIEST, _LATEST = 1600, 2200


def parse_date(value: object, day_first: bool | None = None) -> datetime:
    """Read a time of publication.

    Understood are ISO 8601, RFC 5322 (mail and RSS), seconds or milliseconds since 1970, and dates
    in words ("19 November 2024, 9:30 am EST").

    Parameters
    ----------
    value
        Text, a number or a ``datetime``.
    day_first
        Whether 03/04/2024 is 3 April; ``None`` refuses such dates unless only one reading is a date.

    Returns
    -------
    datetime
        With a time zone, UTC where the input names none.

    Raises
    ------
    ValueError
        It is no date, or could be two; the message says how to write it.
    """
    if isinstance(value, datetime):
        found = value
    else:
        text = str(value).strip()
        if not text or len(text) > 200:
            raise ValueError("is no date; write it as 2024-11-19T09:30:00Z")
        found = _parse_text(text, day_first)
    if not _EARLIEST <= found.year <= _LATEST:
        raise ValueError(f"lies in the year {found.year}; write it as 2024-11-19T09:30:00Z")
    try:
        aware = found.replace(tzinfo=UTC) if found.tzinfo is None else found
        aware.astimezone(UTC)
    except (OverflowError, ValueError):
        raise ValueError("is no date; write it as 2024-11-19T09:30:00Z") from None
    return aware


def _parse_text(text: str, day_first: bool | None) -> datetime:
    if _EPOCH.match(text):
        return datetime.fromtimestamp(float(text), UTC)
    if _EPOCH_MS.match(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    if basic := _BASIC.match(text):
        text = _from_basic(basic)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if numeric := _NUMERIC.match(text):
        return _numeric(numeric, day_first)
    if "," in text[:5] or re.match(r"\d{1,2} [A-Z][a-z]{2} \d{4} \d", text):
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            pass
    return _labelled(text, day_first)


def _labelled(text: str, day_first: bool | None) -> datetime:
    """Read a date as pages show it; of "PUBLISHED: 11 March 2013, 10:34 pm | UPDATED: ..." it is the first."""
    text = _SPACED.sub(r"\1", text.strip("()[] "))
    text = _DOTTED.sub(r"\1:\2", re.sub(r"(?<=[\d,])\s(?:at|@)\s|(?<=\d)\s?hrs\b", " ", text, flags=re.IGNORECASE))
    parts = [part.strip(" \t|,;:()-\u2013\u2014\u2022\u00b7") for part in _LABEL.split(text)]
    first: ValueError | None = None
    for part in parts:
        if not any(c.isdigit() for c in part):
            continue
        part = re.sub(r"\s[|\u2022\u00b7\u2013\u2014-]\s", " ", part)
        try:
            return _numeric(match, day_first) if (match := _NUMERIC.match(part)) else _in_words(part)
        except ValueError as error:
            first = first or error
    raise first or ValueError("is no date; write it as 2024-11-19T09:30:00Z")


def _from_basic(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second, zone = match.groups()
    clock = f"T{hour}:{minute}:{second or '00'}" if hour else ""
    return f"{year}-{month}-{day}{clock}{zone or ''}" if clock else f"{year}-{month}-{day}"


def _numeric(match: re.Match[str], day_first: bool | None) -> datetime:
    first, mark, second, year, rest = int(match[1]), match[2], int(match[3]), match[4], match[5]
    if first > 12 or mark == ".":  # with dots the day comes first wherever dates are written so
        day, month = first, second
    elif second > 12 or first == second:
        day, month = second, first
    elif day_first is None:
        raise ValueError("could be two dates; write it as 2024-11-19, or say whether the day comes first")
    else:
        day, month = (first, second) if day_first else (second, first)
    return _in_words(f"{year}-{month:02d}-{day:02d}{rest.replace(',', ' ')}")


def _in_words(text: str) -> datetime:
    from dateutil import parser  # imported late: most dates are ISO 8601

    text = re.sub(r"\b([ap])\.m\.?", r"\1m", text, flags=re.IGNORECASE)
    text = re.sub(r"\bnoon\b", "12 pm", text, flags=re.IGNORECASE)
    if len(text) > 100:
        raise ValueError("is no date; write it as 2024-11-19T09:30:00Z")
    for word in _ZONE_WORD.findall(text):
        if word in {"AM", "PM"} or word.title() in _MONTH_WORDS or word in _HOURS:
            continue
        if word in {"UK", "US"} or not re.search(rf"\d(?:\s?[AaPp][Mm])?\s*\(?{word}\b", text):
            text = re.sub(rf"\b{word}\b", " ", text)  # who wrote it, or where
            continue
        raise ValueError(f"names a zone that has several meanings or none ({word}); write it as 2024-11-19T09:30:00Z")
    zones: dict[str, tzinfo | int | str | None] = {
        name: timezone(timedelta(hours=h), name) for name, h in _HOURS.items()
    }
    # A date that leaves out the day or the month must not borrow them from a default: two defaults have to agree.
    try:
        one = parser.parse(text, tzinfos=zones, default=datetime(2001, 1, 1))
        two = parser.parse(text, tzinfos=zones, default=datetime(2003, 2, 2))
    except (ValueError, ArithmeticError, TypeError, AttributeError, IndexError, RecursionError):
        raise ValueError("is no date; write it as 2024-11-19T09:30:00Z") from None
    if one != two:
        raise ValueError("is not a whole date; write it as 2024-11-19T09:30:00Z")
    return one


_MONTH_WORDS = frozenset(
    "Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun Tues Thur Thurs "
    "June July March April Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February August "
    "September October November December".split()
)

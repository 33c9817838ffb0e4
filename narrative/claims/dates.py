"""The day on which something was said, from the words beside the cue and the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (\d{{4}}))?\b")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?\b")
_WEEKDAY = re.compile(rf"\b(last |next |this )?({'|'.join(_DAYS)})\b")
_NEAR = (
    (re.compile(r"\b(?:yesterday|last night|last evening|a day earlier|the day before)\b"), 1),
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening|lunchtime)|earlier in the day|at noon)\b"), 0),
)


def stated_on(words: str, published: date) -> date | None:
    """The day that some words name, seen from the day of publication.

    Parameters
    ----------
    words
        The words of the reporting clause, without what is reported.
    published
        The day of publication. A weekday is the last one before or on it.

    Returns
    -------
    date or None
        None where the words name no day, or name one that has not come.
    """
    lower = words.lower()
    for pattern, order in ((_DAY_FIRST, (1, 2)), (_MONTH_FIRST, (2, 1))):
        match = pattern.search(lower)
        if match is not None:
            day, month = int(match[order[0]]), _MONTHS.index(match[order[1]][:3]) + 1
            return _on(day, month, int(match[3]) if match[3] else None, published)
    for near, back in _NEAR:
        if near.search(lower):
            return published - timedelta(days=back)
    match = _WEEKDAY.search(lower)
    if match is not None and match[1] != "next ":
        back = (published.weekday() - _DAYS.index(match[2])) % 7
        if match[1] == "last " and back == 0:
            back = 7
        return published - timedelta(days=back)
    return None


def _on(day: int, month: int, year: int | None, published: date) -> date | None:
    try:
        if year is not None:
            found = date(year, month, day)
        else:
            found = date(published.year, month, day)
            if found > published + timedelta(days=1):
                found = date(published.year - 1, month, day)
    except ValueError:
        return None
    return found if found <= published + timedelta(days=1) else None

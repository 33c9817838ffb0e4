"""Find quotations: spans between quote marks, whatever the marks and however they are broken."""

from __future__ import annotations

from dataclasses import dataclass

_OPEN = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‟": "”"}
_CLOSED_BY_ANY = '"”'


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: offsets of the first mark and one past the last; ``open`` where no closing mark was found."""

    start: int
    end: int
    open: bool = False


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Quotations of one paragraph, from left to right, never nested and never overlapping.

    A quote mark that may be an apostrophe opens a quotation only at the start of a word, and closes one only
    at the end of a word; a possessive ("the US' example") does neither where nothing was opened.
    """
    quotes: list[Quote] = []
    i = 0
    while i < len(text):
        mark = text[i]
        if (mark in _OPEN or mark in "\"'") and _opens(text, i):
            end = _close(text, i)
            if end is not None:
                quotes.append(Quote(i, end + 1))
                i = end + 1
                continue
            if mark in '“"«„' and len(text) - i > 1:
                quotes.append(Quote(i, len(text), open=True))
                break
        i += 1
    return tuple(quotes)


def _opens(text: str, i: int) -> bool:
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if after.isspace():
        return False
    if text[i] in '"“„«‟':
        return not before.isalnum() or text[i] in "“„«"
    if before.isalnum() or before in ")]":
        return False
    return after.isupper() or after.isalpha() or after in '"“$£€' or after.isdigit()


def _close(text: str, start: int) -> int | None:
    mark = text[start]
    if mark in '"“„«‟':
        closing = _OPEN.get(mark, '"') + '"'
        nested = 0
        for i in range(start + 1, len(text)):
            if text[i] == mark and mark != '"':
                nested += 1
            elif text[i] in closing:
                if nested:
                    nested -= 1
                else:
                    return i
        return None
    return _close_single(text, start, "’'" if mark == "‘" else "'")


def _close_single(text: str, start: int, closing: str) -> int | None:
    """Closing mark of a quotation in single quotes: the first that cannot be an apostrophe, else the likeliest."""
    doubtful: int | None = None
    for i in range(start + 1, len(text)):
        if text[i] not in closing:
            continue
        before, after = text[i - 1], text[i + 1] if i + 1 < len(text) else " "
        if after.isalnum():
            continue
        if before in ".,!?…;:)" or (not before.isalnum() and not before.isspace()):
            return i
        if before.isspace():
            continue
        possessive = before in "sS" and after == " " and i + 2 < len(text) and text[i + 2].islower()
        if not possessive:
            return i
        doubtful = doubtful if doubtful is not None else i
    return doubtful

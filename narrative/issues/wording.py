"""A readable question for an issue and a label for a position, from the words of their own claims."""

from __future__ import annotations

import re
from collections.abc import Sequence

from narrative.issues.reading import Reading

_LONGEST = 140
_PERSONAL = re.compile(r"\b(?:i|we|you|my|our|your|me|us|this|that|it|he|she|they|these|those)\b", re.IGNORECASE)
_QUOTES = "\"“”‘’'«» "


def question_of(statements: Sequence[str], readings: Sequence[Reading]) -> str:
    """A question that the statements answer.

    "Is it true that ...?" where a statement is a whole clause that stands alone, else "What about: ...".

    Parameters
    ----------
    statements
        The most central first.
    readings
        Of the same.
    """
    for statement, reading in zip(statements, readings, strict=True):
        text = _clean(statement)
        if reading.clause and len(text) <= _LONGEST and not _PERSONAL.search(text) and not set(text) & set('?!;"“”'):
            return f"Is it true that {_lower_first(text, reading)}?"
    return f"What about: {shorten(_clean(statements[0]))}"


def label_of(statements: Sequence[str]) -> str:
    """The most central statement, shortened."""
    return shorten(_clean(statements[0]))


def shorten(text: str, longest: int = _LONGEST) -> str:
    """Cut at a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:- ") + "…"


def _clean(text: str) -> str:
    return " ".join(text.split()).strip(_QUOTES).rstrip(".,;:")


def _lower_first(text: str, reading: Reading) -> str:
    first = text.split(" ", 1)[0]
    keep = first.lower() in reading.names or first.isupper() or any(ch.isupper() for ch in first[1:]) or first == "I"
    return text if keep else text[:1].lower() + text[1:]

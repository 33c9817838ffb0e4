"""A readable question for an issue and a label for a position, from the words of their own claims."""

from __future__ import annotations

import re
from collections.abc import Sequence

from narrative.issues.reading import Reading

_LONGEST = 140
_LEADS_ON = re.compile(r"^(?:for (?:example|instance)|however|moreover|meanwhile|still|instead|later), ", re.IGNORECASE)
_PERSONAL = re.compile(r"\b(?:i|we|you|my|our|your|me|us|this|that|it|he|she|they|these|those)\b", re.IGNORECASE)
_NAME = re.compile(r"[\w-]+")
_QUOTES = "\"“”‘’'«» "


def question_of(statements: Sequence[str], readings: Sequence[Reading]) -> str:
    """A question that the statements answer.

    "Is it true that ...?" where a statement is a whole clause that stands alone, "Is it true: “...”?" where it is a
    clause that needs its neighbours, else "What about “...”?".

    Parameters
    ----------
    statements
        The most central first.
    readings
        Of the same.
    """
    clauses = []
    for statement, reading in zip(statements, readings, strict=True):
        text = _LEADS_ON.sub("", _clean(statement))
        if reading.clause and len(text) <= _LONGEST and not set(text) & set('?!;"“”'):
            if not _PERSONAL.search(text):
                return f"Is it true that {_lower_first(text, reading)}?"
            clauses.append(text)
    if clauses:
        return f"Is it true: “{clauses[0]}”?"
    return f"What about “{shorten(_clean(statements[0]))}”?"


def label_of(statements: Sequence[str], denials: Sequence[str] = ()) -> str:
    """The most central statement, shortened; the sentence of a denial where a position has nothing but denials.

    A denial is never told by what it is about: "the talks are over, she denied" and "that is fiction, she said" both
    deny, and only their own sentences say what.

    Parameters
    ----------
    statements
        What is asserted or confirmed, the most central first.
    denials
        Sentences that deny or doubt, the most central first.
    """
    if statements:
        return shorten(_clean(statements[0]))
    return shorten(" ".join(denials[0].split()).rstrip(".,;:"))


def shorten(text: str, longest: int = _LONGEST) -> str:
    """Cut at a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:- ") + "…"


def _clean(text: str) -> str:
    return " ".join(text.split()).strip(_QUOTES).rstrip(".,;:")


def _lower_first(text: str, reading: Reading) -> str:
    first = text.split(" ", 1)[0]
    name = _NAME.match(first.lower())
    keep = (
        bool(name and name[0] in reading.names)
        or first.isupper()
        or any(ch.isupper() for ch in first[1:])
        or first == "I"
    )
    return text if keep else text[:1].lower() + text[1:]

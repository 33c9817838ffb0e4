"""Who a text says it comes from: datelines and credit lines."""

from __future__ import annotations

import re

from narrative.articles.outlets import Outlets
from narrative.records import Article

_HEAD = 200
"""Code points at the start of a text in which a dateline stands."""
_NAME = r"[A-Z][\w&.'’-]*(?:[ -][A-Z][\w&.'’-]*){0,4}"
_PLACE = r"[A-ZÀ-Þ][^.\n(]{1,60}?"
_DATELINES = (
    re.compile(rf"^\W*(?:{_PLACE})?\s*\(({_NAME})\)\s*[-–—:]"),  # STENBORG, Oct 13 (INA) -
    re.compile(rf"^[^\n/]{{0,80}}/({_NAME})/"),  # NEW YORK, November 19. /TASS/.
    re.compile(rf"^{_PLACE},? [A-Z][a-z]+\.? \d{{1,2}}\.? ({_NAME})\. "),  # CASTERRA, May 5. LNA.
    re.compile(r"^[^\n.]{0,60}[-–—] ([A-Z]{2,6}) [-–—] "),  # PARIS - AFP -
)
_CREDITS = (
    re.compile(rf"^\W*\(?({_NAME})\)?\W*$"),  # (Reuters)
    re.compile(rf"[.!?…][”\"’)]?\s+\(({_NAME})\)\W*$"),  # ... on Monday. (Reuters)
    re.compile(rf"[.!?…][”\"’)]?\s+[-–—/]+\s?({_NAME})/?$"),  # ... on Monday. - AFP
    re.compile(
        r"\b(?:source|credit|text|by|from|with|courtesy of|supplied by|copyright|©)\b[:\s]+"
        rf"(?:the )?({_NAME})\W*$",
        re.IGNORECASE,
    ),
)
_WIRE = re.compile(r"\b(?:news ?agency|news ?wire|wire(?: service)?|press (?:agency|association))\b", re.IGNORECASE)
_SMALL = frozenset({"of", "the", "and", "for", "de", "la", "du"})


def credited(text: str) -> frozenset[str]:
    """Names that a text's dateline and last line give as where it comes from.

    A name is what stands in the place of one; whether it is an agency's is for the caller to compare.
    """
    head = text.lstrip()[:_HEAD]
    names = {match[1] for pattern in _DATELINES if (match := pattern.search(head))}
    last = text.rstrip().rpartition("\n")[2].strip()
    short_lines = len(last.split()) <= 12
    for number, pattern in enumerate(_CREDITS):
        if number in {0, 3} and not short_lines:
            continue
        if match := pattern.search(last):
            names.add(match[1])
    return frozenset(names)


def names_outlet(name: str, outlet: str) -> bool:
    """Whether a name in a credit is that of an outlet: its name, or the initials of it."""
    a, b = _plain(name), _plain(outlet)
    if not a or not b:
        return False
    return a == b or name.replace(".", "") in {_initials(outlet), _initials(outlet, small=True)}


def is_agency(outlet: str, outlets: Outlets) -> bool:
    """Whether an outlet is a wire agency: by the table, or by its name."""
    known = outlets.of_name(outlet)
    return known.agency if known else _WIRE.search(outlet) is not None


def credits_another(article: Article) -> bool:
    """Whether an article names somebody other than its outlet as where its text comes from."""
    names = credited(article.text)
    return bool(names) and not any(names_outlet(name, article.outlet) for name in names)


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", name.casefold()).removeprefix("the ").split())


def _initials(name: str, *, small: bool = False) -> str:
    words = re.findall(r"\w+", name)
    return "".join(word[0] for word in words if small or word.casefold() not in _SMALL).upper()

"""Sentence boundaries that are certain before anything is parsed.

A dependency parser cuts news badly where quotations, abbreviations and short sentences meet. What marks and
capitals tell for certain is decided here; the rest stays open for the parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum


class Boundary(Enum):
    """Whether a sentence starts at a token."""

    START = "start"
    INSIDE = "inside"
    OPEN = "open"


_FINAL = frozenset({".", "!", "?", "...", "…", "!!", "??", "?!", "!?"})
_CLOSERS = frozenset({'"', "'", ")", "]", "''", "”", "’", "»"})
_OPENERS = frozenset({'"', "'", "(", "[", "``", "“", "‘", "«"})
# After these a capital does not start a sentence.
_TITLES = frozenset(
    (
        "mr. mrs. ms. dr. prof. sen. rep. gov. gen. lt. col. sgt. capt. st. rev. hon. maj. cmdr. adm. sens. "
        "reps. pres. cllr. no. vs. messrs. mt. v. jr. sr. fig. jan. feb. mar. apr. aug. sept. oct. nov. dec. "
        "co. inc. corp. ltd."
    ).split()
)
_LONGEST = 120
_MOST_MARKS = 40  # brackets and quote marks in a row that are looked through, so that the cost stays linear


def boundaries(words: Sequence[str]) -> list[Boundary]:
    """Where sentences start.

    Parameters
    ----------
    words
        The tokens of one passage.

    Returns
    -------
    list of Boundary
        One a token. ``INSIDE`` where the token before ends nothing, so that a parser cannot cut there.
    """
    found = [Boundary.INSIDE] * len(words)
    since = 0
    quoted = False
    for i, word in enumerate(words):
        if i:
            found[i] = _before(words, i, quoted)
            if words[i - 1].isspace() and found[i - 1] is not Boundary.INSIDE:
                found[i] = Boundary.INSIDE
            if (
                found[i] is Boundary.INSIDE
                and i - since >= _LONGEST
                and (words[i - 1] in (",", ";", ":") or i - since > 2 * _LONGEST)
            ):
                found[i] = Boundary.START
        if found[i] is Boundary.START:
            since = i
        if word == '"':
            quoted = not quoted
    return found


def _before(words: Sequence[str], i: int, quoted: bool) -> Boundary:
    """What the end of the words before says about the token ``i``."""
    word = words[i]
    j = i - 1
    closed = False
    if word.isspace() and (quoted or i + 1 == len(words) or words[i + 1] != '"'):
        return Boundary.INSIDE
    farthest = max(0, i - _MOST_MARKS)
    while j > farthest and (words[j].isspace() or (words[j] in _CLOSERS and (words[j] != '"' or not quoted))):
        closed = closed or not words[j].isspace()
        j -= 1
    last = words[j]
    if word in _CLOSERS and word not in _OPENERS:
        return Boundary.INSIDE
    if word == '"' and quoted:  # a closing mark belongs to what it closes
        return Boundary.INSIDE
    if last == ";":
        return Boundary.INSIDE
    stops = last in _FINAL or (
        last[-1:] in ".!?" and len(last) > 2 and last.lower() not in _TITLES and "." not in last[:-1]
    )
    first = _first_letters(words, i)
    if not stops:
        # An abbreviation with points ("U.S.", "p.m.") may end a sentence.
        return (
            Boundary.OPEN
            if last[-1:] == "." and last.lower() not in _TITLES and first[:1].isupper()
            else Boundary.INSIDE
        )
    if not first:
        return Boundary.OPEN
    if closed and last != "." and _tagged(words, i):
        return Boundary.INSIDE
    if first[0].islower():
        return Boundary.INSIDE if closed or last not in (".",) else Boundary.OPEN
    return Boundary.START


_REPORTING = frozenset(
    "said says asked asks told tells wrote writes added adds replied cried shouted wondered demanded".split()
)


def _tagged(words: Sequence[str], i: int) -> bool:
    """Whether a reporting clause and nothing else follows a quotation: "Is it safe?" the mayor asked."""
    for word in words[i : i + 9]:
        if word in _FINAL or word in (",", ";", ":"):
            return False
        if word in _REPORTING:
            return True
    return False


def _first_letters(words: Sequence[str], i: int) -> str:
    stop = min(len(words), i + _MOST_MARKS)
    while i < stop and (words[i] in _OPENERS or words[i].isspace()):
        i += 1
    return words[i] if i < len(words) and (words[i][0].isalnum() or words[i][0] in "$£€#@") else ""

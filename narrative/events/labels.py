"""A line that names an event for a reader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from narrative.records import Article

LONGEST = 110
_DATELINE = re.compile(
    r"^[A-Z][A-Z .'’-]{2,}(?:,[^\n—–]{0,40}?)?\s*(?:\([^)\n]{1,30}\)\s*)?(?:—|–|--|(?<=\)\s)-\s|/[A-Z ]{2,20}/\.?)\s*"
)
"""A place in capitals, perhaps a day and an agency, and a dash, before the first words of an article."""
# "Gen.", "Mr." and "U.S." end no sentence
_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)(?<!\b[A-Z][a-z]{2}\.)[\"”’)]*\s+|\n")


def label_of(group: Sequence[Article]) -> str:
    """Give the headline of the first article that has a sober one; else its first sentence; else its id.

    Headlines in capitals come after others. The words are an article's own.
    """
    titles = [" ".join(article.title.split()) for article in group if article.title.strip()]
    sober = [title for title in titles if not title.isupper() and _loud(title) < 0.5]
    for title in sober or titles:
        return _cut(title)
    first = _SENTENCE.split(_DATELINE.sub("", group[0].text.strip()), maxsplit=1)[0]
    return _cut(" ".join(first.split())) or group[0].id


def _loud(title: str) -> float:
    words = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) > 2]
    return sum(word.isupper() for word in words) / len(words) if words else 0.0


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:-– ") + "…"

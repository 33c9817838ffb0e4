"""Names of sources: when two of them mean one source, across articles."""

from __future__ import annotations

import re
from functools import lru_cache

from narrative.issues.lexicon import read_table

_DROP = frozenset({"the", "a", "an", "of", "and", "s", "for", "at", "in", "on", "to", "with", "by", "who", "from"})
_WORD = re.compile(r"\w+")
_DOCUMENT = re.compile(
    r"(?<=\w)[’']s?\s+(?:\w+\s+){0,2}(?:bulletin|statement|report|records?|notice|release|letter|memo|tweet|post|website|"
    r"filing|account|update)s?\b.*$",
    re.IGNORECASE,
)
"""Whose paper it is, speaks: "the ministry's statement of Monday" is the ministry."""
_ENOUGH = 0.6
_UNNAMED = re.compile(
    r"^(?:an?|one|two|three|four|five|several|some|many|other|another|both|the|unnamed|senior)\b", re.IGNORECASE
)


def same_source(a: str, b: str) -> bool:
    """Whether two names mean one source.

    They do where they are equal without articles and case, or where one holds the other once titles
    and offices are off ("Kremlin spokesman Dmitry Peskov" and "Dmitry Peskov"), or where most
    words are shared. Unnamed sources ("two officials") are the same only where all their words are.

    Parameters
    ----------
    a, b
        Names of two sources.

    Returns
    -------
    bool
        Symmetric.
    """
    a, b = _DOCUMENT.sub("", a), _DOCUMENT.sub("", b)
    left, right = _words(a), _words(b)
    if left == right:
        return bool(left)
    if not left or not right:
        return False
    if is_unnamed(a) != is_unnamed(b):
        return False
    if is_unnamed(a):
        return len(left & right) / len(left | right) >= 0.75
    left_core, right_core = left - _titles(), right - _titles()
    if not left_core or not right_core:
        return False
    small, large = sorted((left_core, right_core), key=lambda words: (len(words), sorted(words)))
    return small <= large or len(small & large) / len(small | large) >= _ENOUGH


def is_unnamed(name: str) -> bool:
    """Whether a source is described and not named: "two U.S. officials", "a person briefed on the talks"."""
    if not _UNNAMED.match(name):
        return False
    rest = name.split()[1:]
    # "the New York Times", "the operator, Sunderlin Lines": an article before a name, which ends in a capital
    head = [w for w in rest if w.lower() not in _DROP]
    return not head or name.split()[0].lower() != "the" or not head[-1][:1].isupper()


def _words(name: str) -> frozenset[str]:
    folded = name.casefold().replace("’s", "").replace("'s", "").replace(".", "")
    return frozenset(_WORD.findall(folded)) - _DROP


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(word for row in read_table("titles.tsv") for word in row[0].split())

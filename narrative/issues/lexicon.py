"""Tables of words that ship with this room, read once."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_STEM = 6  # letters


@lru_cache(maxsize=32)
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a tab-separated table in this room's ``data`` folder; lines that start with ``#`` are comments.

    Parameters
    ----------
    name
        File name, such as ``"units.tsv"``.

    Returns
    -------
    tuple of tuple of str
    """
    text = files("narrative.issues").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line.rstrip("\n") for line in text.splitlines())
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=32)
def word_groups(name: str) -> dict[str, frozenset[str]]:
    """A table of "group<TAB>words" turned round: for each word, the groups that hold it."""
    groups: dict[str, set[str]] = {}
    for row in read_table(name):
        for word in row[1].split():
            groups.setdefault(word, set()).add(row[0])
    return {word: frozenset(names) for word, names in groups.items()}


def stem(lemma: str) -> str:
    """A short form under which related words meet: "inspected", "inspection"; "authorise", "authorize"."""
    word = lemma.lower().replace("’", "'")
    word = re.sub(r"(?<=\w{3})is(?=e|ation|ing)", "iz", word)
    word = re.sub(r"(?<=\w{2})our(?=$|ed|s|ing)", "or", word)
    return word[:_STEM]

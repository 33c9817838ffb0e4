"""What a source is: outlet, person, government, company, organisation, document, anonymous or unknown."""

from __future__ import annotations

import re

from narrative.claims.lexicon import Lexicon
from narrative.records import SourceKind

_WORD = re.compile(r"[\w.&-]+")


def kind_of(name: str, label: str, named: bool, person: bool, lexicon: Lexicon) -> SourceKind:
    """Kind of a source.

    Parameters
    ----------
    name
        Its fullest name, or the noun phrase that describes it.
    label
        The entity label that the parser gave most often, or empty.
    named
        Whether the article names it.
    person
        Whether it is known to be somebody.
    lexicon
        The words that the room knows.
    """
    lower = name.casefold().replace("’s", "").replace("'s", "")
    words = _WORD.findall(lower)
    if not words:
        return "unknown"
    if is_outlet(name, lexicon) and not person:
        return "outlet"
    if person and named:
        return "person"
    tail = _head(words)
    if not named:
        if tail in lexicon["government words"]:
            return "government"
        if tail in lexicon["document words"]:
            return "document"
        if tail in lexicon["company words"] or tail in ("company", "firm"):
            return "company"
        if (
            tail in lexicon["roles"]
            or tail in lexicon["plural anonymous"]
            or tail in lexicon["anonymous words"]
            or tail.rstrip("s") in lexicon["roles"]
        ):
            return "anonymous"
        if tail in lexicon["organisation words"]:
            return "organisation"
        return "anonymous" if person else "unknown"
    if set(words) & lexicon["government words"] and not (tail in lexicon["company words"] and "central" not in words):
        if tail in lexicon["organisation words"] and tail not in lexicon["government words"]:
            return "organisation"
        return "government"
    if set(words) & lexicon["company words"]:
        return "company"
    if set(words) & lexicon["organisation words"]:
        return "organisation"
    if tail in lexicon["document words"]:
        return "document"
    if label == "PERSON":
        return "person"
    if label in ("GPE", "NORP"):
        return "government"
    return "organisation" if label == "ORG" else "unknown"


def _head(words: list[str]) -> str:
    """Head noun of a phrase: the last word before a preposition or a relative."""
    for i, word in enumerate(words):
        if i and word in (
            "of",
            "for",
            "with",
            "at",
            "in",
            "from",
            "on",
            "close",
            "familiar",
            "who",
            "that",
            "which",
            "to",
            "around",
            "briefed",
            "involved",
        ):
            return words[i - 1]
    return words[-1]


def is_outlet(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is that of a news outlet."""
    words = [w for w in _WORD.findall(name.casefold()) if w != "the"]
    if not words:
        return False
    if " ".join(words) in lexicon["outlets"] or name.casefold().strip() in lexicon["outlets"]:
        return True
    if len(words) > 1 and (words[-1] in lexicon["outlet words"] or words[-1] in lexicon["outlet nouns"]):
        return name[:1].isupper() and words[-1] not in ("record", "report", "times2", "wire")
    if len(words) > 1 and words[0] in ("radio", "channel", "tv", "télé"):
        return True
    return len(words) > 1 and words[-2:] == ["news", "agency"]

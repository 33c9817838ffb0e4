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
    if not named:
        return _kind_of_description(_head(words), person, lexicon)
    return _kind_of_name(set(words), _head(words), label, lexicon)


def _kind_of_description(head: str, person: bool, lexicon: Lexicon) -> SourceKind:
    """Kind of a source that is described: by the head of its noun phrase."""
    people = lexicon["roles"] | lexicon["plural anonymous"] | lexicon["anonymous words"]
    order: tuple[tuple[SourceKind, frozenset[str]], ...] = (
        ("government", lexicon["government words"]),
        ("document", lexicon["document words"]),
        ("company", lexicon["company words"] | lexicon["company nouns"]),
        ("anonymous", people),
        ("organisation", lexicon["organisation words"]),
    )
    for kind, known in order:
        if head in known:
            return kind
    return "anonymous" if person or head.rstrip("s") in people else "unknown"


def _kind_of_name(words: set[str], head: str, label: str, lexicon: Lexicon) -> SourceKind:
    """Kind of a source that is named: by the words of its name, then by the parser's label."""
    government, bodies = lexicon["government words"], lexicon["organisation words"]
    companies = lexicon["company words"]
    if words & government and (head not in companies or "central" in words):
        return "organisation" if head in bodies and head not in government else "government"
    if words & companies and (head not in bodies or head in companies):  # "the Guild of Railway Clerks" is no railway
        return "company"
    if words & bodies:
        return "organisation"
    if head in lexicon["document words"]:
        return "document"
    by_label: dict[str, SourceKind] = {
        "PERSON": "person",
        "GPE": "government",
        "NORP": "government",
        "ORG": "organisation",
    }
    return by_label.get(label, "unknown")


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

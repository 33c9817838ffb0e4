"""Attributions whose cue is a noun: "X's claim that Y", "a report by X that Y", "the denial of X"."""

from __future__ import annotations

from collections.abc import Iterator

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import Scene
from narrative.claims.grammar import child, trim
from narrative.claims.tree import Word
from narrative.records import Stance

_STANCES: dict[str, Stance] = {
    "denial": "denies",
    "rejection": "denies",
    "rebuttal": "denies",
    "confirmation": "confirms",
    "admission": "confirms",
    "acknowledgement": "confirms",
    "acknowledgment": "confirms",
    "concession": "confirms",
    "doubt": "doubts",
    "misgiving": "doubts",
    "scepticism": "doubts",
    "skepticism": "doubts",
}
_REPORTS = frozenset(
    "claim report allegation assertion statement suggestion argument announcement warning contention accusation "
    "promise pledge declaration insistence belief view assurance prediction estimate complaint conclusion".split()
)


def nominal_attributions(scene: Scene) -> Iterator[Attribution]:
    """Attributions of one sentence that hang on a noun with a that-clause and somebody whose it is."""
    for word in scene.words[scene.first : scene.last]:
        if word.pos != "NOUN" or (word.lemma not in _REPORTS and word.lemma not in _STANCES):
            continue
        clause = next((kid for kid in word.kids if kid.dep in ("acl", "ccomp", "relcl") and kid.i > word.i), None)
        if clause is None:  # hung on the verb: "made the claim on Friday that"
            continue
        mark = next((kid for kid in clause.kids if kid.lower == "that" and kid.dep == "mark"), None)
        owner = _owner(word)
        if mark is None or owner is None:
            continue
        content = trim(scene.words, [(clause.left, min(clause.right, scene.last))])
        if content:
            yield Attribution(
                anchor=word.i,
                cue=(word.i,),
                content=content,
                content_head=clause.i,
                construction="nominal",
                stance=_STANCES.get(word.lemma, "asserts"),
                source=noun_phrase(scene.words, owner, word),
                source_head=owner.i,
            )


def _owner(noun: Word) -> Word | None:
    """Whose claim it is: a possessive, or "by X", "from X"."""
    for kid in noun.kids:
        if kid.dep == "poss":
            return kid
        if kid.dep == "prep" and kid.lower in ("by", "from") and (owner := child(kid, "pobj")) is not None:
            return owner
    head = noun.head
    if noun.dep in ("dobj",) and head.lemma in ("repeat", "issue", "make", "reiterate", "renew", "publish", "give"):
        return next((kid for kid in head.kids if kid.dep == "nsubj"), None)
    return None

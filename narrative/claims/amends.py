"""Outlets that take back their own words over two sentences: "We said on Monday that Y. We got it wrong."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from narrative.claims.attribution import Attribution
from narrative.claims.drafts import Link, Unit
from narrative.claims.passages import Passage
from narrative.claims.tree import Tree

_SELF = r"(?:we|this (?:newspaper|paper|site|page|blog|channel|station|programme|magazine|agency|outlet)|{outlet})"
_SAID = (
    r"\b{self}(?: had| have| has)?(?: \w+){{0,3}}? (?:said|reported|wrote|written|published|claimed|told|announced|"
    r"named|"
    r"stated|ran|printed|posted|broadcast|quoted|called|identified)\b"
)
_AMENDS = re.compile(
    r"\bwe (?:\w+ ){0,2}?(?:got (?:it|that|this|the \w+) wrong|(?:were|stand) (?:wrong|mistaken|misinformed|corrected|"
    r"misled)|(?:are|were) (?:\w+ )?sorry|apologi[sz]e|regret (?:the|that|this|our)|take (?:it|that|this|them|"
    r"all of it|"
    r"everything|every word) back|withdraw|retract|(?:removed|deleted|withdrawn|withdrew|corrected|amended|"
    r"pulled) (?:the|"
    r"that|this|it|our)|took (?:it|the \w+|that) (?:down|offline|back)|taken (?:it|the \w+|that) (?:down|offline)|"
    r"made an? "
    r"(?:\w+ )?(?:mistake|error))\b"
    r"|^\W*(?:that|this|it) was (?:\w+ )?(?:wrong|incorrect|untrue|false|an error|a mistake|our (?:mistake|error)|"
    r"not (?:true|so|correct|the case))\b|\b(?:the|our) (?:mistake|error|fault) (?:is|was) ours\b|^\W*our (?:mistake|"
    r"error|"
    r"apologies)\b"
)
_AFTER = 2


def with_amends(units: Sequence[Unit], parsed: Sequence[tuple[Passage, Tree]], outlet: str) -> list[Unit]:
    """The units, with those made one in which the outlet tells what it said and then takes it back.

    Parameters
    ----------
    units
        The claims in the making of one article.
    parsed
        Its passages.
    outlet
        Who publishes it.
    """
    own = re.escape(" ".join(outlet.lower().removeprefix("the ").split()))
    said = re.compile(_SAID.format(self=_SELF.format(outlet=own or "we")))
    texts = [_text(unit, parsed) for unit in units]
    made: list[Unit] = []
    at = 0
    while at < len(units):
        unit, stop = units[at], at
        if said.search(texts[at]) and not _by_another(unit, parsed):
            near = range(at, min(at + 1 + _AFTER, len(units)))
            stop = next((k for k in near if units[k].passage == unit.passage and _AMENDS.search(texts[k])), at)
            if stop > at or _AMENDS.search(texts[at]):
                unit = _retraction(unit, units[stop], parsed)
        made.append(unit)
        at = stop + 1
    return made


def _text(unit: Unit, parsed: Sequence[tuple[Passage, Tree]]) -> str:
    passage, tree = parsed[unit.passage]
    start, end = tree.span(*unit.tokens)
    return " ".join(passage.parsed[start:end].lower().split())


def _by_another(unit: Unit, parsed: Sequence[tuple[Passage, Tree]]) -> bool:
    """Whether somebody else speaks: "We said nothing, the mayor told us"."""
    for link in unit.chain:
        head = link.attribution.source_head
        if head is None:
            continue
        word = parsed[link.passage][1].words[head]
        if word.lower not in ("we", "i") and word.pos != "PROPN":
            return True
        if link.passage == unit.passage and link.attribution.construction in ("inverted", "quotation", "transcript"):
            return True
    return False


def _retraction(unit: Unit, last: Unit, parsed: Sequence[tuple[Passage, Tree]]) -> Unit:
    """One retraction by the outlet, from the sentence that tells what it said to the one that takes it back."""
    words = parsed[unit.passage][1].words[unit.tokens[0] : unit.tokens[1]]
    verb = next((w for w in words if w.pos in ("VERB", "AUX")), words[0])
    known = unit.chain[-1] if unit.chain else None
    if known is not None:
        told = Link(known.passage, replace(known.attribution, construction="idiom", stance="retracts"))
    else:
        made = Attribution(anchor=verb.i, cue=(verb.i,), content=(), construction="idiom", frame="i", stance="retracts")
        told = Link(unit.passage, made)
    return replace(unit, tokens=(unit.tokens[0], last.tokens[1]), chain=[*unit.chain[:-1], told])

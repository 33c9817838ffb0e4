"""Sentences in which somebody makes two statements are cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narrative.claims.attribution import Attribution
from narrative.claims.drafts import Link, Unit
from narrative.claims.grammar import child, children
from narrative.claims.tree import Range, Tree, Word

_FEWEST = 3


def split(unit: Unit, inside: Sequence[Attribution], tree: Tree) -> Iterator[Unit]:
    """Cut a unit in two where its speaker makes two statements: "... and that ...", "..., adding that ..."."""
    inner = unit.chain[-1].attribution
    words = tree.words
    second = _second_that(words, inner)
    if second is not None:
        first = tuple((a, min(b, second[0])) for a, b in inner.content if a < second[0])
        rest = tuple((max(a, second[1]), b) for a, b in inner.content if b > second[1])
        if first and rest and rest[-1][1] >= unit.tokens[1] - 2:
            yield Unit(unit.passage, (unit.tokens[0], second[0]), unit.chain, first)
            yield Unit(unit.passage, (second[0], unit.tokens[1]), unit.chain, rest)
            return
    outer = unit.chain[0].attribution
    adding = next((a for a in inside if _goes_on(a, outer, words)), None)
    if adding is not None:
        yield Unit(unit.passage, (unit.tokens[0], adding.anchor), unit.chain)
        yield Unit(unit.passage, (adding.anchor, unit.tokens[1]), [Link(unit.passage, adding)])
        return
    sibling = _sibling(outer, inside, words)
    if sibling is not None and unit.tokens[0] < sibling[0] < unit.tokens[1]:
        cut, both = sibling
        chains = [unit.chain if one is outer else [Link(unit.passage, one)] for one in both]
        yield Unit(unit.passage, (unit.tokens[0], cut), chains[0])
        yield Unit(unit.passage, (cut, unit.tokens[1]), chains[1])
        return
    yield unit


def _goes_on(a: Attribution, outer: Attribution, words: Sequence[Word]) -> bool:
    """A participle that makes a further statement: "..., adding that Y", "Y, she said, stressing that Z"."""
    verb = words[a.anchor]
    if not _same_source(a, outer) or a.anchor <= max(outer.cue) or outer.covers(a.anchor):
        return False
    if verb.lower == "adding":
        return True
    stated_before = bool(outer.content) and outer.content[-1][1] <= min(outer.cue) and outer.frame in ("c", "q")
    further = verb.tag == "VBG" or verb.dep == "relcl"
    return stated_before and further and a.kind == "speech" and a.frame == "c" and a.content[0][0] > a.anchor


def _same_source(a: Attribution, b: Attribution) -> bool:
    return a.source is not None and a.source_head == b.source_head


def _sibling(
    outer: Attribution, inside: Sequence[Attribution], words: Sequence[Word]
) -> tuple[int, tuple[Attribution, Attribution]] | None:
    """Two statements of one speaker: "said that ... and predicted that ...", "blamed the owners and called for ..."."""
    for a in inside:
        if a is outer or not _same_source(a, outer) or not _tells(a) or not _tells(outer):
            continue
        first, second = sorted((a, outer), key=lambda one: one.anchor)
        verb, other = words[first.anchor], words[second.anchor]
        if (
            other.dep == "conj"
            and other.head is verb
            and second.content[0][0] > second.anchor > first.content[-1][1] - 1
            and first.content[0][0] > first.anchor
        ):
            cc = [kid.i for kid in verb.kids if kid.dep == "cc" and verb.i < kid.i < other.i]
            return (cc[-1] if cc else other.i), (first, second)
    return None


def _tells(a: Attribution) -> bool:
    """Whether an attribution tells a statement, and not only a topic."""
    return a.kind == "speech" and bool(a.content) and (a.frame in ("c", "x") or a.size >= _FEWEST)


def _second_that(words: Sequence[Word], inner: Attribution) -> Range | None:
    """Where a second that-clause starts: its conjunction, and its first word after that."""
    if inner.content_head is None:
        return None
    head = words[inner.content_head]
    while (following := child(head, "conj")) is not None:
        mark = next((kid for kid in children(following, "mark") if kid.lower == "that"), None)
        if mark is not None and mark.i > head.i:
            between = [kid.i for kid in head.kids if kid.dep == "cc" and head.i < kid.i < mark.i]
            return (between[-1] if between else mark.i), mark.i
        head = following
    return None

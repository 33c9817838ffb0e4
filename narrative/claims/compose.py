"""From the attributions of an article to its claims: one a statement, with its chain of sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from narrative.claims.attribution import Attribution
from narrative.claims.clauses import independent_clauses
from narrative.claims.lexicon import Lexicon
from narrative.claims.passages import Passage
from narrative.claims.phrases import phrase_attributions
from narrative.claims.predicates import predicate_attributions
from narrative.claims.quotes import find_quotes
from narrative.claims.tree import Range, Tree
from narrative.claims.verbs import Scene, verb_attributions

_PRIORITY = {"taken back": 3, "withheld": 3}


@dataclass(slots=True)
class Unit:
    """One claim in the making: a token range of a passage, and the attributions from the outermost to the innermost."""

    passage: int
    tokens: Range
    sentence: Range
    chain: list[Attribution] = field(default_factory=list)
    inherited: bool = False


def units(number: int, passage: Passage, tree: Tree, lexicon: Lexicon) -> Iterator[Unit]:
    """Claims in the making of one passage, in the order of the text."""
    quotes = quote_tokens(passage.parsed, tree)
    for sentence in tree.sentences:
        scene = Scene(tree, sentence, quotes, lexicon)
        found = attributions(scene)
        for clause in independent_clauses(tree, sentence):
            inside = [a for a in found if clause[0] <= a.anchor < clause[1]]
            yield Unit(number, clause, sentence, chain_of(inside))


def quote_tokens(text: str, tree: Tree) -> list[Range]:
    """Quotations as token ranges, with their marks."""
    found = []
    words = tree.words
    i = 0
    for quote in find_quotes(text):
        while i < len(words) and words[i].end <= quote.start:
            i += 1
        start = i
        while i < len(words) and words[i].idx < quote.end:
            i += 1
        if i > start:
            found.append((start, i))
    return found


def attributions(scene: Scene) -> list[Attribution]:
    """All attributions of a sentence, one a cue."""
    best: dict[int, Attribution] = {}
    for reader in (predicate_attributions, verb_attributions, phrase_attributions):
        for found in reader(scene):
            kept = best.get(found.anchor)
            if kept is None or _rank(found) > _rank(kept):
                best[found.anchor] = found
    return [best[anchor] for anchor in sorted(best)]


def _rank(found: Attribution) -> tuple[int, bool, int]:
    return _PRIORITY.get(found.construction, 0), found.source is not None, found.size


def chain_of(found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that stand behind one statement, outermost first."""
    usable = [a for a in found if a.kind == "speech" or a.source is not None]
    roots = [a for a in usable if not any(b is not a and b.covers(a.anchor) for b in usable)]
    if not roots:
        return []
    top = max(roots, key=lambda a: (_PRIORITY.get(a.construction, 0), a.kind == "speech", a.size))
    chain = [top]
    while True:
        inner = [a for a in usable if a is not chain[-1] and chain[-1].covers(a.anchor) and a not in chain]
        inner = [a for a in inner if not any(b is not a and b in inner and b.covers(a.anchor) for b in inner)]
        size = chain[-1].size
        close = [a for a in inner if a.source is not None and _extent(a) >= 0.6 * size and a.kind == "speech" and a.frame in ("c", "q")]
        if not close:
            return chain
        chain.append(max(close, key=_extent))


def _extent(a: Attribution) -> int:
    start, end = a.extent
    return end - start

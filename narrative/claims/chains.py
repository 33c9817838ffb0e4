"""Which attributions of one clause stand behind its statement: the chain from the outermost source to the innermost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from narrative.claims.attribution import Attribution
from narrative.claims.tree import Range, Word

PRIORITY = {"taken back": 3, "withheld": 3}
_LONGEST_CHAIN = 4


def chain_of(outside: Sequence[Attribution], everything: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that stand behind one statement, outermost first.

    Parameters
    ----------
    outside
        Those whose cue is not quoted, of which one is the outermost.
    everything
        All of them, which may be nested in it.
    """
    usable = [a for a in outside if a.source is not None or a.construction in ("agentless", *PRIORITY)]
    roots = [a for a in usable if not any(b is not a and b.covers(a.anchor) and not a.covers(b.anchor) for b in usable)]
    if not roots:
        return []
    top = max(roots, key=_importance)
    chain = [top]
    if top.construction in PRIORITY:
        return chain
    while True:
        outer = chain[-1]
        if len(chain) == _LONGEST_CHAIN:
            return chain
        inner = [a for a in everything if a not in chain and outer.covers(a.anchor) and not a.covers(outer.anchor)]
        inner = [
            a for a in inner if not any(b is not a and b.covers(a.anchor) and not a.covers(b.anchor) for b in inner)
        ]
        close = [a for a in inner if a.source is not None and _carries(a, outer)]
        if not close:
            return [
                replace(outer, content=_without(outer.content, chain[0])) if outer is not top else outer
                for outer in chain
            ]
        chain.append(max(close, key=_extent))


_PERSONAL = frozenset({"he", "she", "it", "they"})
_SPEAKS_FOR = frozenset(
    "spokesman spokeswoman spokesperson lawyer attorney counsel agent aide manager representative secretary office "
    "solicitor barrister publicist campaign service mouthpiece staff team department".split()
)


def speaks_for(source: Word) -> bool:
    """Whether a source speaks for somebody else: "its spokeswoman", "the lawyer of Olaf Lind"."""
    named = [kid for kid in source.kids if kid.dep in ("appos", "compound", "nmod")]
    spoken_for = any(
        word.lemma in _SPEAKS_FOR for word in (source, source.head if source.dep == "appos" else source, *named)
    )
    top = source.head if source.dep == "appos" else source
    return spoken_for and any(kid.dep == "poss" or kid.lower in ("of", "for") for kid in (*source.kids, *top.kids))


def without_own_words(chain: list[Attribution], words: Sequence[Word]) -> list[Attribution]:
    """A chain without the "he" of whom a source speaks: "He has ordered that Y, his press service said"."""
    if len(chain) < _FEWEST or chain[0].source_head is None or chain[1].source_head is None:
        return chain
    owned = any(kid.dep == "poss" and kid.pos == "PRON" for kid in words[chain[0].source_head].kids)
    pronoun = words[chain[1].source_head].lower in _PERSONAL
    return chain[:1] if owned and pronoun and speaks_for(words[chain[0].source_head]) else chain


_FEWEST = 2


def _importance(a: Attribution) -> tuple[int, bool, bool, bool, int, int]:
    reacts = a.stance != "asserts" and a.depth == 0  # "rejected the idea, pointing out that ..." rejects
    return PRIORITY.get(a.construction, 0), a.kind == "speech", reacts, a.frame in ("c", "q"), -a.depth, a.size


def _carries(inner: Attribution, outer: Attribution) -> bool:
    """Whether what the outer attributes is, for the most part, what the inner attributes."""
    if inner.construction in PRIORITY:
        return True
    if inner.construction == "nominal" and outer.frame == "n" and outer.stance in ("denies", "doubts"):
        return False  # "rejected the union's claim that Y": the union says the contrary
    return (
        inner.frame in ("c", "q")
        and _extent(inner) >= 0.6 * outer.size
        and (inner.kind == "speech" or inner.stance != "asserts")
    )


def _without(content: tuple[Range, ...], outer: Attribution) -> tuple[Range, ...]:
    """Content without the cue and the source of an outer attribution that stands inside its range."""
    taken = [(i, i + 1) for i in outer.cue] + ([outer.source] if outer.source else [])
    left = list(content)
    for start, end in taken:
        left = [(x, y) for a, b in left for x, y in ((a, min(b, start)), (max(a, end), b)) if x < y]
    return tuple(left) or content


def _extent(a: Attribution) -> int:
    start, end = a.extent
    return end - start

"""Cut a sentence into its independent clauses: what could stand as a sentence of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from narrative.claims.grammar import is_clause
from narrative.claims.tree import Range, Tree, Word

_LEAST = 4


def independent_clauses(tree: Tree, sentence: Range, quotes: Sequence[Range] = ()) -> list[Range]:
    """Independent clauses of a sentence, as token ranges that cover it without a gap.

    A new one starts at a semicolon before a clause, and at the conjunction of a clause with its own subject that is
    coordinated with the main verb ("..., and the ministry said ..."); a quotation is never cut.
    """
    words = tree.words
    first, last = sentence
    cuts = {first}
    roots = [word for word in words[first:last] if word.head is word]
    for root in roots:
        verb: Word | None = root
        while verb is not None:
            following = next((kid for kid in verb.kids if kid.dep == "conj" and kid.pos in ("VERB", "AUX")), None)
            if following is not None and is_clause(following) and is_clause(root):
                cut = _conjunction(words, verb, following)
                if cut is not None and first < cut < last:
                    cuts.add(cut)
            verb = following
    depth = 0
    for i in range(first, last):
        if words[i].text in ("(", "["):
            depth += 1
        elif words[i].text in (")", "]"):
            depth -= 1
        elif words[i].text == ";" and depth <= 0 and i + 1 < last:
            cuts.add(i + 1)
    cuts = {cut for cut in cuts if cut == first or not any(a < cut < b for a, b in quotes)}
    edges = [*sorted(cuts), last]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _conjunction(words: object, verb: Word, following: Word) -> int | None:
    """Where a coordinated clause starts: at its conjunction."""
    between = [kid for kid in verb.kids if kid.dep == "cc" and verb.i < kid.i < following.i]
    start = between[-1].i if between else following.left
    return start if start <= following.left or between else None

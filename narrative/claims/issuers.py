"""Whose text a text is: "the statement said", where the ministry had said something in a statement before.

A statement, a bulletin or an e-mail speaks for whoever issues it; a letter, a list or a book stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from narrative.claims.cast import Cast, Entity, Place
from narrative.claims.grammar import child, subject
from narrative.claims.tree import Tree, Word

ISSUED = frozenset(
    "statement communique communiqué bulletin release email e-mail circular declaration note notice tweet post "
    "message".split()
)
_ISSUING = frozenset("issue publish release send post circulate distribute put write sign".split())
_FARTHEST = 3


def issuer(
    word: Word, place: Place, trees: Sequence[Tree], cast: Cast, spoken: Sequence[tuple[Place, Entity]]
) -> Entity | None:
    """Whoever issued a text of which somebody was said to speak before.

    Parameters
    ----------
    word
        Head of the noun phrase, "statement" of "the statement".
    place
        Where it stands: passage and token.
    trees
        The parsed passages of the article.
    cast
        Its entities.
    spoken
        Who spoke where, in the order of the text.
    """
    if word.lemma not in ISSUED:
        return None
    number, last = place
    for passage in range(number, max(-1, number - _FARTHEST), -1):
        words = trees[passage].words
        stop = last if passage == number else len(words)
        for before in reversed(words[:stop]):
            if before.lemma == word.lemma and before is not word:
                found = _behind(before, passage, cast, spoken)
                if found is not None:
                    return found
    return None


def _behind(text: Word, passage: int, cast: Cast, spoken: Sequence[tuple[Place, Entity]]) -> Entity | None:
    """ "said in a statement", "issued a statement", "a statement by the ministry"."""
    by = next((child(kid, "pobj") for kid in text.kids if kid.lower in ("by", "from", "of")), None)
    owner = child(text, "poss") or by
    if owner is not None and owner.pos == "PROPN":
        return cast.at((passage, owner.i))
    head = text.head
    verb = head.head if head.lower in ("in", "by", "through", "via") and head.dep == "prep" else head
    issues = verb is not head or head.lemma in _ISSUING
    if not issues or verb.pos not in ("VERB", "AUX"):
        return None
    who = subject(verb)
    if who is None:
        return None
    named = cast.at((passage, who.i))
    if named is not None:
        return named
    fits = [entity for (number, at), entity in spoken if number == passage and who.left <= at <= who.i]
    return fits[-1] if fits else None

"""The clauses of a statement that say no: "never met them", "no such form", "nothing was leaked"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from narrative.claims.grammar import NOUNS_OF_A_CLAUSE, SUBJECTS, child, children, is_finite, subject
from narrative.claims.tree import Range, Word, subtree

NOT = frozenset({"not", "n't", "n’t"})
NONE = frozenset({"never", "nobody", "nothing", "none", "neither", "nor", "no-one", "nowhere"})
_NO = NONE | {"no"}
NEGATIVE = NOT | _NO
_MODAL = frozenset("will would shall should can could may might must wo ca 'll 'd".split())
# What is not known, thought, felt or backed denies nothing.
_MINDS = frozenset(
    "know think believe expect want like need remember recall understand feel mind care hope wish decide seem appear "
    "look matter mean agree see imagine guess suppose wonder rule forget worry trust support favour favor back endorse "
    "love wait talk speak hear check explore doubt consider plan lose win".split()
)
# "not only", "not enough", "not yet", "no longer", "no doubt": less than a negative, or another one.
_SOFT = frozenset(
    "only just merely simply yet enough always very quite all every everyone everything entirely exactly necessarily "
    "longer doubt matter wonder more less later earlier fewer sooner much many surprise alone far sure "
    "certain clear easy likely better worse before".split()
)
# "Nothing but rain", "no weapons beyond a pistol": something there was.
_EXCEPT = frozenset({"but", "except", "beyond", "besides", "save", "bar", "barring"})
_EMPHASIS = frozenset("any ever single whatsoever whatever anybody anyone anything slightest either".split())
# The least of something: "did not touch a penny of it" means nothing of it.
_LEAST = frozenset(
    "penny cent dime dinar kopeck krona farthing shilling word finger hair soul shred line inch dollar euro "
    "pound".split()
)


@dataclass(frozen=True, slots=True)
class Negative:
    """A clause that says no.

    Parameters
    ----------
    verb
        Its verb.
    words
        All of its words, without other clauses beside it.
    subject
        The words of its subject; none for "there is".
    total
        It says that there was none at all.
    past
        It tells what was or has been, not what is.
    """

    verb: Word
    words: tuple[Word, ...]
    subject: tuple[Word, ...]
    total: bool
    past: bool

    @property
    def flat(self) -> bool:
        """Whether it says "not one", "not a penny", "never a cent" or "nowhere near"."""
        pairs = list(zip(self.words, self.words[1:], strict=False))
        if any(a.lower == "not" and b.lower in ("one", "a", "an") for a, b in pairs):
            return True
        least = any(word.lemma in _LEAST for word in self.words) and any(w.lower == "never" for w in self.words)
        return least or any(a.lower == "nowhere" and b.lower == "near" for a, b in pairs)

    @property
    def of_such(self) -> bool:
        """Whether there was "no such thing"."""
        pairs = zip(self.words, self.words[1:], strict=False)
        return any(a.lower in ("no", "any") and b.lower == "such" for a, b in pairs)

    @property
    def named(self) -> tuple[Word, ...]:
        """What there is none of, name or noun, as words: "no fax", "no Terry"."""
        deciding = _NO | _EMPHASIS
        return tuple(w for w in self.words if w.pos in ("NOUN", "PROPN") and any(k.lower in deciding for k in w.kids))

    @property
    def calls(self) -> frozenset[str]:
        """What somebody is said not to be: "is no spy", "is not a thief"."""
        return frozenset(kid.lemma for kid in children(self.verb, "attr")) if self.verb.lemma == "be" else frozenset()

    @property
    def refused(self) -> frozenset[str]:
        """What there is none of: the nouns right behind a "no" or "any"."""
        deciding = _NO | _EMPHASIS
        return frozenset(w.lemma for w in self.words if w.pos == "NOUN" and any(k.lower in deciding for k in w.kids))


def negatives(words: Sequence[Word], pieces: Iterable[Range]) -> Iterator[Negative]:
    """The clauses on the uppermost level of a statement that say no.

    Parameters
    ----------
    words
        Of the passage.
    pieces
        The token ranges of the statement.
    """
    inside = {i for start, end in pieces for i in range(start, end)}
    for verb in _main_verbs(words, inside):
        found = _negative(verb, words, inside)
        if found is not None:
            yield found


def _main_verbs(words: Sequence[Word], inside: set[int]) -> Iterator[Word]:
    for i in sorted(inside):
        top: Word | None = words[i]
        if words[i].pos not in ("VERB", "AUX") or (words[i].head.i in inside and words[i].head is not words[i]):
            continue
        if words[i].dep in ("aux", "auxpass", "acl", "relcl", "advcl"):
            continue
        while top is not None:
            yield top
            following = children(top, "conj")
            top = next((kid for kid in following if kid.i in inside and kid.pos in ("VERB", "AUX")), None)


def _negative(verb: Word, words: Sequence[Word], inside: set[int]) -> Negative | None:
    if verb.tag == "MD" or any(kid.dep == "aux" and kid.lower in _MODAL for kid in verb.kids):
        return None
    if verb.lower == "going" and child(verb, "xcomp") is not None:
        return None
    nouns = [*children(verb, *NOUNS_OF_A_CLAUSE)]
    nouns += [goal for prep in children(verb, "prep", "agent") for goal in children(prep, "pobj")]
    complement = child(verb, "acomp", "attr")
    plain = any(kid.dep == "neg" and kid.lower in NOT for kid in verb.kids) or (
        complement is not None and any(kid.lower in NOT for kid in complement.kids)
    )
    total = any(kid.lower in NONE for kid in children(verb, "neg", "advmod", "preconj")) or any(map(_is_none, nouns))
    if not plain and not total:
        return None
    clause = tuple(sorted(_of_clause(verb), key=lambda word: word.i))
    lower = {word.lower for word in clause}
    no = next((word for word in clause if word.lower in NEGATIVE), verb)
    softened = any(word.lower in _SOFT for word in words[no.i + 1 : no.i + 3]) or excepts(clause, no)
    if softened or lower & {"if", "unless", "?"} or not _tells(verb, lower, total):
        return None
    least = any(word.lemma in _LEAST for noun in nouns for word in (noun, *noun.kids))
    source = child(verb, *SUBJECTS) or (subject(verb) if verb.head.i in inside else None)
    return Negative(
        verb=verb,
        words=clause,
        subject=tuple(subtree(source)) if source is not None else (),
        total=total or least or bool(lower & _EMPHASIS),
        past=verb.tag == "VBD" or any(k.tag == "VBD" or k.lemma == "have" for k in children(verb, "aux", "auxpass")),
    )


def excepts(clause: Sequence[Word], no: Word) -> bool:
    """Whether a negative leaves something: "nothing but a cold", "no arms other than a knife"."""
    after = [word for word in clause if no.i < word.i <= no.i + _REACH]
    pairs = list(pairwise(after))
    if any(a.lower in ("other", "more", "less") and b.lower == "than" for a, b in pairs):
        return True
    return any(a.lower == "apart" and b.lower == "from" for a, b in pairs) or any(
        word.lower in _EXCEPT and word.pos in ("ADP", "SCONJ") for word in after
    )


_REACH = 6


def _is_none(noun: Word) -> bool:
    """ "nobody", "no form", "not one florin", "none of the"."""
    first = [word for word in subtree(noun) if word.i < noun.i]
    if noun.lower in NONE or any(word.lower in _NO and word.head is noun for word in first):
        return True
    one = noun.lower in ("one", "a") or any(word.lower in ("one", "a", "single") for word in first)
    return one and any(word.lower == "not" for word in first)


def _tells(verb: Word, lower: set[str], total: bool) -> bool:
    """Whether a verb tells what was done, or that nothing at all was known of it."""
    if not is_finite(verb) and verb.dep != "conj":
        return False
    return verb.lemma not in _MINDS or (total and ("nothing" in lower or bool(lower & {"of", "about"})))


def _of_clause(verb: Word) -> Iterator[Word]:
    yield verb
    for kid in verb.kids:
        if kid.dep not in ("conj", "ccomp", "parataxis", "punct", "advcl"):
            yield from subtree(kid)

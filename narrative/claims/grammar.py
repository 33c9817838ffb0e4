"""Small questions to a dependency tree (spaCy's English labels)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from narrative.claims.tree import Range, Word, subtree

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NOUNS_OF_A_CLAUSE = ("nsubj", "nsubjpass", "dobj", "attr", "pobj", "oprd")
RELATIVES = frozenset({"who", "which", "that", "whom"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "hardly", "barely", "no"})
_AUXILIARY = frozenset({"aux", "auxpass", "neg", "prt"})
_SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep"})
_PREDICATES = frozenset({"VERB", "AUX", "ADJ"})
_EDGE = frozenset({",", ";", ":", "—", "–", "-", "--"})


def child(word: Word, *labels: str) -> Word | None:
    """The first child under one of the labels."""
    for kid in word.kids:
        if kid.dep in labels:
            return kid
    return None


def children(word: Word, *labels: str) -> Iterator[Word]:
    """All children under the labels."""
    return (kid for kid in word.kids if kid.dep in labels)


def subject(verb: Word, depth: int = 0) -> Word | None:
    """Who does it: the verb's own subject, or the one it shares with the verb that governs it."""
    for kid in verb.kids:
        if kid.dep in SUBJECTS:
            if kid.lower in RELATIVES and verb.dep == "relcl":
                return verb.head
            return kid
    head = verb.head
    if depth > 4 or head is verb:
        return None
    if verb.dep == "relcl":
        return None if verb.tag == "VBN" and child(verb, "auxpass") is None else head
    if verb.dep == "acl":
        if verb.tag == "VBN":
            return head if finite_in_disguise(verb) else None
        return head if head.pos in ("NOUN", "PROPN", "PRON") else subject(head, depth + 1)
    if verb.dep in _SHARING and head.pos in _PREDICATES:
        if verb.dep == "ccomp" and verb.tag not in ("VBG", "VB"):
            return None
        return subject(head, depth + 1)
    if verb.dep == "pcomp":
        governor = head.head
        if governor.pos in _PREDICATES:
            return subject(governor, depth + 1)
    return None


def finite_in_disguise(verb: Word) -> bool:
    """A main verb that was taken for a participle: "The mayor, Anna Brandt, confirmed Monday that ..."."""
    head = verb.head
    return (
        verb.dep == "acl"
        and verb.tag == "VBN"
        and head.head is head
        and head.pos in ("NOUN", "PROPN")
        and any(kid.dep == "ccomp" and kid.i > verb.i for kid in verb.kids)
    )


def is_passive(verb: Word) -> bool:
    """Whether the verb is in the passive."""
    if finite_in_disguise(verb):
        return False
    return any(kid.dep in ("auxpass", "nsubjpass") for kid in verb.kids) or (verb.dep == "acl" and verb.tag == "VBN")


def agent(verb: Word) -> Word | None:
    """Who did it, of a passive: "by X"."""
    for kid in verb.kids:
        if kid.dep == "agent" or (kid.dep == "prep" and kid.lower == "by"):
            return child(kid, "pobj")
    return None


def negated(verb: Word) -> bool:
    """Whether the verb itself is negated ("has not said", "neither X nor Y said", "no one said")."""
    for kid in verb.kids:
        if kid.dep == "neg" or (kid.dep in ("advmod", "preconj", "cc") and kid.lower in NEGATIONS and kid.i < verb.i):
            return True
        if kid.dep in SUBJECTS and (
            kid.lower in ("nobody", "none", "neither") or any(g.lower in ("no", "neither") for g in kid.kids)
        ):
            return True
    return False


def of_oneself(verb: Word) -> bool:
    """ "I am not saying that": the first person tells of his own words."""
    return verb.tag == "VBG" and any(kid.dep in SUBJECTS and kid.lower in ("i", "we") for kid in verb.kids)


def cue_group(verb: Word) -> list[Word]:
    """The verb with auxiliaries, negation and particles next to it."""
    group = [verb]
    group += [
        kid
        for kid in verb.kids
        if kid.dep in _AUXILIARY or (kid.dep == "advmod" and kid.i == verb.i - 1 and not kid.kids)
    ]
    return sorted(group, key=lambda word: word.i)


def indices(word: Word, without: Iterable[Word] = ()) -> list[int]:
    """Token indices of a subtree, without the subtrees of some words."""
    gone = {inner.i for outer in without for inner in subtree(outer)}
    return [inner.i for inner in subtree(word) if inner.i not in gone]


def ranges(points: Iterable[int]) -> tuple[Range, ...]:
    """Token indices as half-open ranges."""
    out: list[list[int]] = []
    for i in sorted(set(points)):
        if out and out[-1][1] == i:
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return tuple((a, b) for a, b in out)


def trim(words: Sequence[Word], pieces: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges without commas, dashes and conjunctions at their edges; pieces without a word are dropped."""
    out = []
    for start, end in pieces:
        a, b = start, end
        while a < b and (words[a].text in _EDGE or words[a].lower in ("and", "but")):
            a += 1
        while a < b and words[b - 1].text in _EDGE:
            b -= 1
        if a < b and any(words[i].text[0].isalnum() or words[i].text[-1].isalnum() for i in range(a, b)):
            out.append((a, b))
    return tuple(out)


def under(word: Word, ancestor: Word) -> bool:
    """Whether the word hangs somewhere under the other, or is it."""
    for _ in range(80):
        if word is ancestor:
            return True
        if word.head is word:
            return False
        word = word.head
    return False


def is_finite(verb: Word) -> bool:
    """Whether the verb carries tense, itself or in an auxiliary."""
    return verb.tag in ("VBD", "VBZ", "VBP", "MD") or any(
        kid.dep in ("aux", "auxpass") and kid.tag in ("VBD", "VBZ", "VBP", "MD") for kid in verb.kids
    )


def is_clause(verb: Word) -> bool:
    """Whether the verb heads a clause that could stand alone: tense and a subject."""
    return is_finite(verb) and any(kid.dep in ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl") for kid in verb.kids)


_OPEN = frozenset("could might may should would must can ca ought shall 'd".split())
# What somebody begins or is forced to do, he does.
_DONE = frozenset(
    "have force oblige compel begin start continue proceed go seem appear manage choose decide hasten rush move "
    "agree come turn end stop keep bring admit claim report say tend threaten ask be".split()
)


def happened(verb: Word) -> bool:
    """Whether a verb tells what was done, not what was not, what might be, or what others want done."""
    if negated(verb) or any(kid.dep == "aux" and kid.lower in _OPEN for kid in verb.kids):
        return False
    if any(kid.dep == "mark" and kid.lower in ("if", "unless", "whether") for kid in verb.kids):
        return False
    if verb.dep == "conj" and not is_finite(verb):
        return happened(verb.head) if verb.head.pos in ("VERB", "AUX") else True
    if any(kid.dep == "aux" and kid.lower == "to" for kid in verb.kids):
        head = verb.head
        return head.pos in ("VERB", "AUX") and verb.dep == "xcomp" and head.lemma in _DONE and happened(head)
    return True

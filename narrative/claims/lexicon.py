"""The words that the room knows: cues, nouns for content, roles, kinds of source. All of them are data files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from narrative.records import Stance

_DATA = "narrative.claims.data"


@dataclass(frozen=True, slots=True)
class Verb:
    """A cue verb: its stance, and the frames in which it reports speech or an attitude.

    A frame is ``c`` clause, ``q`` quotation, ``x`` infinitive or gerund, ``n`` noun for the content, or ``p:W``
    for a phrase with the preposition ``W``.
    """

    stance: Stance
    speech: frozenset[str]
    attitude: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of the room, read once.

    Parameters
    ----------
    verbs
        By lemma.
    phrases
        By the lemma of their verb: the words that follow it (``~`` stands for a possessive or an article), and the
        cue that they make together; longest first.
    words
        Named sets of lower-case words and phrases (see ``data/words.json``).
    sha256
        Hash of the data files, in a fixed order.
    forms
        Regular forms of the verbs that end in a silent e, and their lemma.
    """

    verbs: Mapping[str, Verb]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Verb], ...]]
    words: Mapping[str, frozenset[str]]
    sha256: str
    forms: Mapping[str, str] = field(default_factory=dict)

    def lemma(self, lemma: str, lower: str) -> str:
        """The lemma of a cue verb; by the word's form where the parser's lemma is none ("hop" for "hoped")."""
        return lemma if lemma in self.verbs or lemma in self.phrases else self.forms.get(lower, lemma)

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.words[name]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lexicon of the package."""
    folder = files(_DATA)
    names = ("verbs.tsv", "phrases.tsv", "words.json", "idioms.tsv", "rejections.txt")  # the last two count in the hash
    texts = [(folder / name).read_text(encoding="utf-8") for name in names]
    lists: dict[str, list[str]] = json.loads(texts[2])
    verbs = dict(_verbs(texts[0]))
    return Lexicon(
        verbs=verbs,
        phrases=_phrases(texts[1]),
        words={name: frozenset(entry for line in lines for entry in line.split("|")) for name, lines in lists.items()},
        sha256=sha256("".join(texts).encode()).hexdigest(),
        forms={lemma[:-1] + ending: lemma for lemma in verbs if lemma.endswith("e") for ending in ("ed", "es", "ing")},
    )


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _verbs(text: str) -> Iterator[tuple[str, Verb]]:
    for lemma, stance, speech, attitude in _rows(text):
        yield lemma, Verb(stance, _frames(speech), _frames(attitude))  # type: ignore[arg-type]


def _phrases(text: str) -> dict[str, tuple[tuple[tuple[str, ...], Verb], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Verb]]] = {}
    for lemma, rest, stance, frames in _rows(text):
        found.setdefault(lemma, []).append((tuple(rest.split()), Verb(stance, _frames(frames))))  # type: ignore[arg-type]
    return {lemma: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for lemma, entries in found.items()}


def _frames(cell: str) -> frozenset[str]:
    return frozenset() if cell == "-" else frozenset(cell.split())

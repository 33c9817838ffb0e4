"""The words that the room knows: cues, nouns for content, roles, kinds of source. All of them are data files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    attitude: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of the room, read once.

    Parameters
    ----------
    verbs
        By lemma.
    words
        Named sets of lower-case words and phrases (see ``data/words.json``).
    sha256
        Hash of the data files, in a fixed order.
    """

    verbs: Mapping[str, Verb]
    words: Mapping[str, frozenset[str]]
    sha256: str

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.words[name]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon of the package."""
    folder = files(_DATA)
    verbs_text = (folder / "verbs.tsv").read_text(encoding="utf-8")
    words_text = (folder / "words.json").read_text(encoding="utf-8")
    digest = sha256((verbs_text + words_text).encode()).hexdigest()
    lists: dict[str, list[str]] = json.loads(words_text)
    words = {name: frozenset(entry for line in lines for entry in line.split("|")) for name, lines in lists.items()}
    return Lexicon(verbs=dict(_verbs(verbs_text)), words=words, sha256=digest)


def _verbs(text: str) -> Iterator[tuple[str, Verb]]:
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        lemma, stance, speech, attitude = line.split("\t")
        yield lemma, Verb(stance, _frames(speech), _frames(attitude))  # type: ignore[arg-type]


def _frames(cell: str) -> frozenset[str]:
    return frozenset() if cell == "-" else frozenset(cell.split())

"""What a claim states: without cue and source, with pronouns resolved where it needs that to stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from narrative.claims.cast import Entity
from narrative.claims.lexicon import Lexicon
from narrative.claims.resolve import Resolver
from narrative.claims.tree import Range, Word

_SPEAKER = {"i": "", "me": "", "my": "'s", "mine": "'s"}
_APOSTROPHES = ("'", "’")
_PERSON = {"he": "", "she": "", "him": "", "his": "'s", "her": ""}


def statement_of(
    passage: int, pieces: Sequence[Range], resolver: Resolver, speaker: Entity | None, quotes: Sequence[Range]
) -> str:
    """The words of some token ranges, as a statement that stands alone.

    Parameters
    ----------
    passage
        Number of the passage.
    pieces
        What is stated there.
    resolver
        Of the article.
    speaker
        Who states it: "I" in a quotation, and most often "he" and "she" in reported speech.
    quotes
        Quotations of the passage, the "I" of which is the speaker.
    """
    words, text = resolver.trees[passage].words, resolver.texts[passage]
    parts = []
    for a, b in _bare(words, pieces):
        out, at = [], words[a].idx
        for word in words[a:b]:
            name = _name(passage, word, resolver, speaker, any(x <= word.i < y for x, y in quotes))
            if name is not None and not text.startswith(_APOSTROPHES, word.end):  # "she'd" stays whole
                out += [text[at : word.idx], name]
                at = word.end
        parts.append("".join(out) + text[at : words[b - 1].end])
    return " ".join(" ".join(parts).replace("“", "").replace("”", "").replace('"', "").split())


def _bare(words: Sequence[Word], pieces: Iterable[Range]) -> list[Range]:
    """Pieces without the complementizer before them and the marks around them."""
    found = []
    for number, (start, end) in enumerate(pieces):
        a, b = start, end
        while a < b and (
            words[a].text in ('"', "'", ",", "-", "—", "–", ":", "(")
            or (number == 0 and words[a].dep == "mark" and words[a].lower == "that")
            or (number == 0 and words[a].dep == "cc")
        ):
            a += 1
        while a < b and words[b - 1].text in ('"', "'", ",", ";", ":", "-", "—", "–", "(", "."):
            b -= 1
        if a < b:
            found.append((a, b))
    return found


def _name(passage: int, word: Word, resolver: Resolver, speaker: Entity | None, quoted: bool) -> str | None:
    if word.pos != "PRON" and word.tag not in ("PRP", "PRP$"):
        return None
    lower = word.lower
    if lower in _SPEAKER:
        fits = lower != "i" or _takes_a_name(resolver.trees[passage].words, word)
        return speaker.name + _SPEAKER[lower] if quoted and fits and speaker is not None and speaker.named else None
    if lower not in _PERSON:
        return None
    possessive = "'s" if word.tag == "PRP$" else ""
    entity = resolver.person_meant(
        (passage, word.i), "f" if lower in ("she", "her") else "m", None if quoted else speaker
    )
    if entity is None or not entity.named or (quoted and speaker is not None and entity.name == speaker.name):
        return None  # whoever speaks says "I": another "her" is somebody, or a ship, that is not known
    return entity.name + possessive


def _takes_a_name(words: Sequence[Word], i: Word) -> bool:
    """Whether a name can stand for "I": before "went" and "will", not before "go", "am" or "have"."""
    verb = next((w for w in words[i.i + 1 :] if w.pos != "ADV"), None)
    return verb is not None and verb.tag in ("VBD", "MD")


def is_hedged(words: Iterable[Word], lexicon: Lexicon) -> bool:
    """Whether a statement is qualified ("may", "reportedly", "appears to")."""
    hedges = lexicon["hedges"]
    return any(w.lower in hedges and not (w.lower == "may" and w.text == "May" and w.pos == "PROPN") for w in words)

"""A source named behind its office: "In Halland, the prosecutor, Turid Nes, said a court had ...".

A parser often hangs such a name, or the verb behind it, elsewhere; the order of the words and the commas are enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrative.claims.attribution import Attribution
from narrative.claims.constructions import ADDRESSED, Scene
from narrative.claims.grammar import trim
from narrative.claims.lexicon import Verb
from narrative.claims.tree import Word

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENS = frozenset({"DT", "PRP$", "NNP", "NNPS", "NN", "NNS", "JJ"})
_LONGEST_NAME, _LONGEST_OFFICE, _FARTHEST_THAT = 4, 14, 12


def named_behind_office(scene: Scene, best: dict[int, Attribution]) -> Iterator[Attribution]:
    """Attributions whose source is an office with a name between commas, corrected or found anew.

    Parameters
    ----------
    scene
        The sentence.
    best
        What was found in it so far, by the anchor.
    """
    words = scene.words
    for i in range(scene.first + 4, scene.last - 1):
        if words[i - 1].text != "," or scene.quote_of(i) is not None:
            continue
        entry = _reporting(words[i], scene)
        name = _name_before(i - 1, scene) if entry is not None else None
        office = _office_before(name, scene) if name is not None else None
        if entry is None or name is None or office is None:
            continue
        known = best.get(i)
        if known is not None and known.frame in ("c", "q", "x", "n") and _behind(known, i):
            yield replace(known, source=(office, i - 1), source_head=i - 2)
        elif (content := _stated(i, entry, scene)) is not None:
            yield Attribution(
                anchor=i,
                cue=(i,),
                content=content,
                construction="clause",
                stance=entry.stance,
                source=(office, i - 1),
                source_head=i - 2,
            )


def _behind(known: Attribution, verb: int) -> bool:
    return bool(known.content) and known.content[0][0] > verb


def _reporting(word: Word, scene: Scene) -> Verb | None:
    """The entry of a finite verb of saying, whatever form the parser took it for."""
    if word.tag not in _FINITE | {"VBN"} or not word.lower.endswith(("ed", "d", "s", "t", "ote")):
        return None
    entry = scene.lexicon.verbs.get(scene.lexicon.lemma(word.lemma, word.lower))
    return entry if entry is not None and entry.speech & {"c", "q"} else None


def _name_before(comma: int, scene: Scene) -> int | None:
    """First token of a name of two words or more that stands between two commas."""
    words = scene.words
    start = comma
    while start > scene.first and words[start - 1].text[0].isupper() and comma - start < _LONGEST_NAME:
        start -= 1
    named = comma - start >= 2 and words[comma - 1].pos == "PROPN"
    return start if named and start > scene.first and words[start - 1].text == "," else None


def _office_before(name: int, scene: Scene) -> int | None:
    """First token of the office or the body that stands before a name; None where what stands there is none."""
    words, comma = scene.words, name - 1
    start = comma
    while start > scene.first and words[start - 1].text not in (",", ";", ":", '"') and comma - start < _LONGEST_OFFICE:
        start -= 1
    phrase = words[start:comma]
    if not phrase or phrase[0].tag not in _OPENS:
        return None
    relative = next((k for k, w in enumerate(phrase) if w.tag in ("WP", "WDT", "WP$")), len(phrase))
    if any(w.tag in _FINITE for w in phrase[:relative]):
        return None
    return start if _holds_office(phrase[:relative], scene) else None


def _holds_office(phrase: Sequence[Word], scene: Scene) -> bool:
    lexicon = scene.lexicon
    known = (
        lexicon["roles"]
        | lexicon["company nouns"]
        | lexicon["organisation words"]
        | lexicon["outlet nouns"]
        | lexicon["government words"]
    )
    return any(w.pos == "NOUN" and (w.lemma in known or w.lower in known) for w in phrase)


def _stated(verb: int, entry: Verb, scene: Scene) -> tuple[tuple[int, int], ...] | None:
    """What follows the verb, where that is a statement."""
    words = scene.words
    start = verb + 1
    that = next((i for i in range(start, min(start + _FARTHEST_THAT, scene.last)) if words[i].lower == "that"), None)
    if scene.lexicon.lemma(words[verb].lemma, words[verb].lower) in ADDRESSED:
        if that is None:
            return None
        start = that
    if not any(w.tag in _FINITE for w in words[start + 1 : scene.last]):
        return None
    return trim(words, [(start, scene.last)]) or None

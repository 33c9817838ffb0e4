"""Figures that somebody gives: "put the number of those hurt at 19", "raised its count of the dead to 131"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import Scene
from narrative.claims.grammar import cue_group, is_passive, subject, trim
from narrative.claims.tree import Word
from narrative.claims.verbs import can_speak

_GIVING = frozenset({"put", "estimate", "set", "place", "reckon", "rate", "peg"})
_AMOUNTS = frozenset(
    "number figure toll cost total loss damage price bill sum count share estimate value crowd tally amount size bulk "
    "strength turnout speed weight length it them him her this that".split()
)
_CHANGING = frozenset("raise revise increase lift up adjust amend update correct lower reduce cut".split())
_COUNTS = frozenset("count toll tally estimate figure forecast projection lead number total".split())
_HARMED = frozenset("dead death victim casualty fatality injured wounded missing case patient arrest vote".split())
_OWN = frozenset({"its", "his", "her", "their"})
_NEAR, _FAR, _REST = 6, 18, 9


def figure_attributions(scene: Scene) -> Iterator[Attribution]:
    """Attributions of one sentence in which somebody gives a figure or changes one of his own."""
    for verb in scene.words[scene.first : scene.last - 2]:
        if verb.pos != "VERB" or scene.quote_of(verb.i) is not None or is_passive(verb):
            continue
        gives = verb.lemma in _GIVING and _at_a_number(verb, scene)
        gives = gives or (verb.lemma == "count" and _of_the_harmed(verb, scene))
        if not gives and not (verb.lemma in _CHANGING and _to_a_number(verb, scene)):
            continue
        source = subject(verb)
        if source is None or source.i > verb.i or not _counts(source, scene):
            continue
        end = next((w.i for w in scene.words[verb.i + 1 : scene.last] if w.text in (",", ";", ":")), scene.last)
        yield Attribution(
            anchor=verb.i,
            cue=tuple(word.i for word in cue_group(verb)),
            content=trim(scene.words, [(verb.i + 1, end)]),
            construction="object",
            frame="n",
            source=noun_phrase(scene.words, source, verb),
            source_head=source.i,
        )


def _counts(source: Word, scene: Scene) -> bool:
    """Whether somebody counts: a person, a body, or a named one that stands beside it ("The union Aurora Workers")."""
    return can_speak(source, scene.lexicon) or any(kid.dep == "appos" and kid.pos == "PROPN" for kid in source.kids)


def _number(words: Sequence[Word]) -> bool:
    return any(w.pos == "NUM" or w.tag == "CD" for w in words)


def _at_a_number(verb: Word, scene: Scene) -> bool:
    words = scene.words
    noun = next((w for w in words[verb.i + 1 : verb.i + _NEAR] if w.lemma in _AMOUNTS or w.lower in _AMOUNTS), None)
    if noun is None:
        return False
    at = next((w for w in words[noun.i + 1 : min(noun.i + _FAR, scene.last)] if w.lower == "at"), None)
    while at is not None:
        if _number(words[at.i + 1 : min(at.i + _NEAR, scene.last)]):
            return True
        at = next((w for w in words[at.i + 1 : min(noun.i + _FAR, scene.last)] if w.lower == "at"), None)
    return False


def _of_the_harmed(verb: Word, scene: Scene) -> bool:
    """ "Police count 40 dead"."""
    behind = scene.words[verb.i + 1 : min(verb.i + _NEAR, scene.last)]
    return _number(behind) and any(w.lemma in _HARMED or w.lower in _HARMED for w in behind)


def _to_a_number(verb: Word, scene: Scene) -> bool:
    """ "Raised its count to 131", "revised its tally upwards"."""
    words = scene.words
    behind = words[verb.i + 1 : min(verb.i + 1 + _NEAR, scene.last)]
    noun = next((w for w in behind if w.lemma in _COUNTS), None)
    if noun is None or not behind or not any(w.lower in _OWN for w in words[verb.i + 1 : noun.i]):
        return False
    rest = words[noun.i + 1 : min(noun.i + _FAR, scene.last)]
    to = next((k for k, w in enumerate(rest) if w.lower in ("to", "from", "by")), None)
    if any(w.lower in ("upward", "upwards", "downward", "downwards") for w in rest[:_REST]):
        return True
    return to is not None and _number(rest[to : to + _NEAR])

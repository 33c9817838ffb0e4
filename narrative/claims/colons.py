"""What stands before a colon: "The owner scorned that account: two fires were no accident, he said".

Such a sentence rejects or doubts first, or gives no answer, and says after the colon what there is to say instead.
Its stance is what comes first, and its speaker is who is named there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import NAMING, Scene
from narrative.claims.grammar import cue_group, is_passive, subject
from narrative.claims.idiomatic import idiomatic
from narrative.claims.stance import is_thrown_back, load_idioms, stance_of
from narrative.claims.tree import Range
from narrative.claims.verbs import can_speak

_ANAPHORS = frozenset({"that", "this", "it"})
_REACTIONS = frozenset({"denies", "doubts", "withholds"})
_SHORTEST = 3


def before_a_colon(clause: Range, inside: Sequence[Attribution], scene: Scene, text: str) -> Attribution | None:
    """The reaction that a clause puts before its colon; None where it has none.

    Parameters
    ----------
    clause
        Token range of the clause.
    inside
        Its attributions whose cues are not quoted.
    scene
        Its sentence.
    text
        The passage, as it was parsed.
    """
    colon = next((w.i for w in scene.words[slice(*clause)] if w.text == ":" and scene.quote_of(w.i) is None), None)
    if colon is None or colon - clause[0] < _SHORTEST:
        return None
    found = _reacts(clause, colon, inside, scene) or _named(clause[0], colon, scene)
    if found is not None:
        return found
    told = idiomatic((clause[0], colon), scene, load_idioms(), text)
    if told is None or told.stance not in _REACTIONS or told.source_head is None:
        return None
    if told.stance == "withholds" and _answers(told, colon, scene):
        return None
    return told if can_speak(scene.words[told.source_head], scene.lexicon) else None


_GESTURES = frozenset({"shake", "shrug", "smile", "laugh", "grin", "sigh", "wink", "roll", "raise", "wave", "nod"})


def _answers(told: Attribution, colon: int, scene: Scene) -> bool:
    """Whether somebody makes a gesture and then says something: "She shook her head: "Not a cent."."""
    quoted = colon + 1 < scene.last and scene.quote_of(colon + 1) is not None
    return quoted and scene.words[told.anchor].lemma in _GESTURES


def _reacts(clause: Range, colon: int, inside: Sequence[Attribution], scene: Scene) -> Attribution | None:
    """A verb before the colon that denies or doubts by itself or by its words."""
    for a in inside:
        if a.anchor > colon or a.depth or a.source is None or a.source[1] > colon or not a.content:
            continue
        before = tuple((x, min(y, colon)) for x, y in a.content if x < colon)
        if not before or (a.frame in ("c", "q") and (a.content[0][0] > colon or _stated(a, colon, scene))):
            continue
        cut = replace(a, content=before)
        found = stance_of(cut, scene.words, clause[0], scene.lexicon)
        if found in ("denies", "doubts") or (found == "confirms" and a.frame == "n"):
            return cut
    return None


def _stated(a: Attribution, colon: int, scene: Scene) -> bool:
    """Whether what is stated stands before the colon: "Nonsense, he said: ..." keeps what follows."""
    return a.stance == "asserts" and a.content[0][0] < a.anchor < colon and scene.words[a.anchor + 1].text == ":"


def _named(start: int, colon: int, scene: Scene) -> Attribution | None:
    """ "Called that "a horror story": ...", whatever a parser makes of "that"."""
    words = scene.words
    for verb in words[start : colon - 1]:
        if verb.lemma not in NAMING or is_passive(verb) or words[verb.i + 1].lower not in _ANAPHORS:
            continue
        source = subject(verb)
        if source is None or source.i > verb.i or not can_speak(source, scene.lexicon):
            continue
        if not is_thrown_back(words[verb.i + 2 : colon], scene.lexicon["falsehood"]):
            continue
        return Attribution(
            anchor=verb.i,
            cue=tuple(sorted({word.i for word in cue_group(verb) if word.i < verb.i + 1} | {verb.i})),
            content=((verb.i + 1, colon),),
            construction="object",
            frame="n",
            stance="denies",
            source=noun_phrase(words, source, verb),
            source_head=source.i,
        )
    return None

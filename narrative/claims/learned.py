"""What no list tells: a clause about somebody that a classifier takes for a claim doubted, taken back or confirmed."""

from __future__ import annotations

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import Scene
from narrative.claims.grammar import child, cue_group, is_passive, trim
from narrative.claims.stance_model import stance_of_phrases
from narrative.claims.tree import Range, Word
from narrative.claims.verbs import can_speak
from narrative.records import Stance

# How sure it has to be. A denial is never taken from it alone, nor a silence: plain narration looks like one too often.
SURE_AT: dict[Stance, float] = {"doubts": 0.85, "retracts": 0.85, "confirms": 0.9}
_NOBODY = frozenset({"we", "i", "it", "who", "they"})
_FEWEST, _MOST = 5, 18


def learned(clause: Range, scene: Scene) -> Attribution | None:
    """What the classifier makes of a clause without a cue.

    Parameters
    ----------
    clause
        Token range of the clause.
    scene
        Its sentence.
    """
    words = scene.words
    verb = next((w for w in words[slice(*clause)] if w.head is w and w.pos in ("VERB", "AUX")), None)
    source = _somebody(verb, clause, scene) if verb is not None else None
    if verb is None or source is None or _tells_what_it_is(verb):
        return None
    told = list(words[source.right : min(clause[1], source.right + _MOST)])
    end = next((k for k, w in enumerate(told) if w.text in (":", ";")), len(told))
    if end < _FEWEST or any(scene.quote_of(w.i) is not None for w in told[:end]):
        return None
    chances = stance_of_phrases(["X " + " ".join(w.text for w in told[:end])])[0]
    stance = max(chances, key=lambda one: chances[one])
    if stance not in SURE_AT or chances[stance] < SURE_AT[stance]:
        return None
    cue = tuple(sorted({w.i for w in cue_group(verb) if w.i >= source.right} | {verb.i}))
    return Attribution(
        anchor=verb.i,
        cue=cue,
        content=trim(words, [(max(cue) + 1, told[end - 1].i + 1)]),
        construction="idiom",
        frame="i",
        stance=stance,
        source=noun_phrase(words, source, verb),
        source_head=source.i,
    )


def _tells_what_it_is(verb: Word) -> bool:
    """Whether a clause says what something is or is not: "the site is not a sophisticated lab" doubts nothing."""
    return verb.lemma == "be" and (kind := child(verb, "attr")) is not None and kind.pos == "NOUN"


def _somebody(verb: Word, clause: Range, scene: Scene) -> Word | None:
    """Whom a clause is about, where that is somebody who acts and could speak."""
    source = next((kid for kid in verb.kids if kid.dep == "nsubj" and kid.i < verb.i), None)
    if source is None or is_passive(verb) or not clause[0] <= source.i < clause[1]:
        return None
    return source if source.lower not in _NOBODY and can_speak(source, scene.lexicon) else None

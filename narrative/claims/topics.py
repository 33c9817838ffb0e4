"""What a withheld answer is about, where its own sentence says so: "questions about the gate logs", "on the cause"."""

from __future__ import annotations

from narrative.claims.attribution import Attribution
from narrative.claims.constructions import Scene
from narrative.claims.evasions import asked_about, fronted_topic
from narrative.claims.grammar import child, trim
from narrative.claims.tree import Range, Word

_PREPOSITIONS = frozenset({"on", "about", "over", "regarding", "concerning", "surrounding", "into"})
_ASKING_NOUNS = frozenset(
    "comment question request inquiry enquiry query call message email e-mail letter reply answer response statement "
    "remark word silence detail information view position interview clarification explanation list".split()
)
_NO_TOPIC = frozenset(
    "record condition basis ground phone telephone spot air camera behalf advice it that this them these those what "
    "matter issue subject topic question story report claim allegation comment anything something more detail details "
    "request name reporter reporters journalist journalists".split()
)


def topic_of(attribution: Attribution, clause: Range, scene: Scene) -> tuple[Range, ...]:
    """The words that say what a withheld answer is about, in token ranges; empty where none do.

    Parameters
    ----------
    attribution
        Of the withheld answer.
    clause
        Its clause.
    scene
        Its sentence.
    """
    asked = asked_about(clause, scene)
    if asked and _names_something(asked, scene):
        return asked
    words = scene.words
    for word in words[clause[0] : clause[1]]:
        if word.lower in _PREPOSITIONS and word.dep == "prep" and _asks(word.head, attribution, scene):
            goal = child(word, "pobj", "pcomp")
            if goal is not None and goal.ent not in ("DATE", "TIME") and goal.lower not in _NO_TOPIC:
                found = trim(words, [(word.i + 1, min(word.right, clause[1]))])
                if found and _names_something(found, scene):
                    return found
    found = _object(attribution, clause, scene)
    if found:
        return found
    fronted = fronted_topic(clause, scene)
    topic = trim(words, [fronted[0]]) if fronted is not None else ()
    return topic if topic and _names_something(topic, scene) else ()


def _asks(head: Word, attribution: Attribution, scene: Scene) -> bool:
    if head.lemma in _ASKING_NOUNS:
        return True
    return head.i in attribution.cue and head.lemma in scene.lexicon["withheld verbs"] | {"draw", "speak", "talk"}


def _object(attribution: Attribution, clause: Range, scene: Scene) -> tuple[Range, ...]:
    """ "would not discuss the sailing time", "would not say who had signed"."""
    words = scene.words
    known = scene.lexicon["withheld verbs"] | {"establish", "go", "rule"}
    for i in reversed(attribution.cue):
        verb = words[i]
        if verb.pos != "VERB" or verb.lemma not in known:
            continue
        goal = child(verb, "ccomp") or child(verb, "dobj")
        if goal is None or goal.i < verb.i or goal.lower in _NO_TOPIC or goal.lemma in _NO_TOPIC:
            continue
        start = goal.left + (words[goal.left].lower == "that" and words[goal.left].dep == "mark")
        found = trim(words, [(max(start, verb.i + 1), min(goal.right, clause[1]))])
        if found and _names_something(found, scene):
            return found
    return ()


def _names_something(pieces: tuple[Range, ...], scene: Scene) -> bool:
    return any(
        w.pos in ("NOUN", "PROPN", "VERB", "NUM") and w.lemma not in _NO_TOPIC and w.ent not in ("DATE", "TIME")
        for a, b in pieces
        for w in scene.words[a:b]
    )

"""Predicates that say something about speech without content of their own: comment withheld, words taken back.

"declined to comment", "could not verify the report", "has yet to say", "took the line down", "walked back".
"""

from __future__ import annotations

from collections.abc import Iterator

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import Scene
from narrative.claims.grammar import (
    RELATIVES,
    SUBJECTS,
    agent,
    child,
    children,
    cue_group,
    happened,
    indices,
    is_passive,
    negated,
    of_oneself,
    ranges,
    subject,
    trim,
)
from narrative.claims.idiomatic import SPEAKING_TEXTS
from narrative.claims.sayings import is_told
from narrative.claims.tree import Range, Word, subtree
from narrative.claims.verbs import can_speak
from narrative.records import Stance

_UNABLE = frozenset({"unable", "unwilling", "reluctant", "unavailable", "unreachable"})
_SPEAKING = frozenset({"say", "reveal", "disclose", "divulge", "add", "volunteer"})
_WISHING = frozenset({"want", "wish", "care", "like", "intend", "choose", "dare"})
_REPLIES = frozenset({"answer", "reply", "response", "explanation", "comment", "clarification"})
_UNVERIFIED = frozenset({"establish", "ascertain", "determine", "contact", "trace", "check"})
_NOBODY = frozenset({"nobody", "none", "one", "we", "i", "which", "that"})
_NO_ONE = frozenset({"nobody", "none", "no-one"})
_OF_A_PLACE = frozenset({"at", "in", "from", "of"})
_GIVING = frozenset({"give", "offer", "provide", "share"})
_TOLD = frozenset(
    "account address amount answer extent location motive price size whereabouts "
    "breakdown cause clue comment confirmation copy date description detail estimate evidence "
    "explanation figure hint identity information interview name number opinion particular proof reaction reason reply "
    "response schedule specific statement time timeline timetable toll update view word what".split()
)
# Of himself nobody says "I did not say": in a quotation these tell something else.
_OF_OTHERS = frozenset({"say", "tell", "give", "offer", "state", "react"})
_PARTING = frozenset({"goodbye", "hello", "farewell", "sorry", "thanks", "yes", "grace", "prayers"})
_HELD = frozenset("prisoner hostage detainee criminal captive inmate suspect fish bird animal dog captive crew".split())
_MATTERS = frozenset("it that this them detail details specifics reasons matter matters which what subject".split())
_MODALS = frozenset(
    {"could", "would", "can", "will", "ca", "wo", "did", "do", "does", "has", "have", "had", "was", "were", "is", "are"}
)


def predicate_attributions(scene: Scene) -> Iterator[Attribution]:
    """Withheld comments and retractions of one sentence."""
    for word in scene.words[scene.first : scene.last]:
        if word.pos in ("VERB", "AUX", "ADJ"):
            found = _withheld(word, scene) or _taken_back(word, scene)
            if found is not None:
                yield found


def _withheld(word: Word, scene: Scene) -> Attribution | None:
    lexicon = scene.lexicon
    verbs = lexicon["withheld verbs"]
    if _tells_no_silence(word, scene):
        return None
    if word.lemma in lexicon["refusing verbs"]:
        inner = child(word, "xcomp")
        if inner is not None and inner.lemma in verbs and _tells(inner):
            return _make(word, inner, scene, "withholds", "withheld")
        if (
            word.lemma in ("decline", "refuse")
            and (noun := child(word, "dobj")) is not None
            and (noun.lemma in ("comment", "interview") or (noun.lemma == "request" and _asks_for_words(noun, scene)))
        ):
            return _make(word, word, scene, "withholds", "withheld")
        return None
    if word.lower in _UNABLE:
        return _unable(word, scene)
    if scene.quote_of(word.i) is not None and word.lemma in _OF_OTHERS:
        return _says_nothing(word, scene)
    if word.lemma in verbs and negated(word) and _tells(word) and word.dep != "xcomp" and _could_tell(word, scene):
        return _make(word, word, scene, "withholds", "withheld")
    if word.lemma == "have" and any(kid.lower == "yet" for kid in word.kids):
        inner = child(word, "xcomp")
        if inner is not None and inner.lemma in verbs:
            return _make(word, inner, scene, "withholds", "withheld")
    if word.lemma == "stop" and any(kid.lower == "short" for kid in word.kids):
        of = next((w for w in subtree(word) if w.lower == "of" and w.i > word.i), None)
        inner = child(of, "pcomp") if of is not None else None
        if inner is not None:
            return _make(word, inner, scene, "withholds", "withheld")
    return _says_nothing(word, scene)


def _asks_for_words(request: Word, scene: Scene) -> bool:
    """Whether a request is one for words: not "a request to move the stalls", "a request for asylum"."""
    what = next((kid for kid in request.kids if kid.dep in ("acl", "relcl") and kid.i > request.i), None)
    goal = next((child(kid, "pobj") for kid in request.kids if kid.lower == "for" and kid.dep == "prep"), None)
    if what is not None:
        return _speech(what, scene)
    return goal is None or goal.lemma in _TOLD or goal.lemma in ("clarification", "access")


def _tells(verb: Word) -> bool:
    """Whether what is not given is something told: "refused to give a figure", not "refused to give the crane"."""
    thing = child(verb, "dobj")
    if verb.lemma in ("say", "tell") and (of_oneself(verb) or any(kid.lower == "never" for kid in verb.kids)):
        return False  # "I'm not saying that" and "she never said so" say something else
    if verb.lemma == "identify" and thing is None and not is_passive(verb):
        return False  # "does not identify with them"
    if thing is not None and (thing.lower in _PARTING or thing.lemma in _HELD):
        return False
    if any(kid.dep == "prt" and kid.lower == "away" for kid in verb.kids):
        return False
    if verb.lemma not in _GIVING:
        return True
    if child(verb, "dative") is not None and thing is not None and thing.lemma in ("time", "word", "name"):
        return False
    return (thing is None and child(verb, "ccomp") is not None) or (thing is not None and thing.lemma in _TOLD)


def _regretted(word: Word) -> bool:
    """ "should not have said": it was said."""
    return any(kid.dep == "aux" and kid.lower in ("should", "ought", "must", "might") for kid in word.kids)


def _unable(word: Word, scene: Scene) -> Attribution | None:
    """ "was unable to verify", "is unwilling to say"."""
    inner = child(word, "xcomp")
    if inner is None or not (inner.lemma in scene.lexicon["withheld verbs"] or inner.lemma in _UNVERIFIED):
        return None
    state = word.head if word.head.lemma in ("be", "remain") else word
    return _make(state, inner, scene, "withholds", "withheld")


def _tells_no_silence(word: Word, scene: Scene) -> bool:
    """Whether a verb only looks like silence: in an order, a regret, a relative clause or a question."""
    asked = word.head is word and scene.words[scene.last - 1].text == "?"
    return asked or _is_order(word) or _regretted(word) or _of_a_gap(word)


def _is_order(word: Word) -> bool:
    """ "Don't tell me": nobody's silence."""
    return (
        word.tag == "VB" and child(word, *SUBJECTS) is None and any(k.dep == "aux" and k.tag == "VB" for k in word.kids)
    )


def _of_a_gap(word: Word) -> bool:
    """ "a weakness she did not reveal": what is not told is the noun before the clause."""
    return (
        word.dep == "relcl"
        and word.lemma not in ("answer", "return")
        and not any(kid.dep in SUBJECTS and kid.lower in RELATIVES for kid in word.kids)
    )


def _says_nothing(word: Word, scene: Scene) -> Attribution | None:
    """ "said nothing about the crates", "did not want to talk", "promised an answer"."""
    thing = child(word, "dobj")
    if word.lemma in _SPEAKING and thing is not None and thing.lower == "nothing" and child(word, "ccomp") is None:
        return _make(word, word, scene, "withholds", "withheld")  # "said nothing about the crates"
    if word.lemma in _WISHING and negated(word):
        inner = child(word, "xcomp")
        if inner is not None and _speech(inner, scene):
            return _make(word, inner, scene, "withholds", "withheld")
    if word.lower == "going" and negated(word):  # "was not going to comment"
        inner = child(word, "xcomp")
        if inner is not None and inner.lemma in scene.lexicon["withheld verbs"] - _GIVING:
            return _make(word, inner, scene, "withholds", "withheld")
    if word.lemma == "promise" and thing is not None and thing.lemma in _REPLIES and word.tag in ("VBD", "VBZ", "VBP"):
        return _make(word, word, scene, "withholds", "withheld")
    onward = any(kid.lower in ("into", "from", "by", "up", "in", "to") for kid in word.kids)
    if word.lemma == "draw" and negated(word) and is_passive(word) and not onward:
        return _make(word, word, scene, "withholds", "withheld", passive_subject=True)
    return None


def _speech(verb: Word, scene: Scene) -> bool:
    """ "to comment", "to make any statement", "to go over it again"."""
    if verb.lemma in scene.lexicon["withheld verbs"]:
        return _tells(verb)
    if verb.lemma in ("make", "issue", "add"):
        thing = child(verb, "dobj")
        return thing is not None and thing.lemma in _TOLD | {"remark", "observation", "anything"}
    if verb.lemma == "go":
        into = next((kid for kid in verb.kids if kid.lower in ("into", "over", "through")), None)
        goal = (child(into, "pobj") or child(verb, "dobj")) if into is not None else None
        return goal is not None and goal.lower in _MATTERS
    return verb.lemma in ("talk", "speak", "judge", "prejudge", "guess", "predict")


def _could_tell(verb: Word, scene: Scene) -> bool:
    """Whether whoever did not confirm is somebody who could have."""
    if verb.tag == "VBG" and verb.dep == "pcomp":
        return False  # "blamed for not releasing the figures"
    source = agent(verb) if is_passive(verb) else subject(verb)
    if source is None or source.lower in _NOBODY or source.lower in ("it", "neither", "both", "spokespeople"):
        return True
    if source.pos == "PRON":
        return can_speak(source, scene.lexicon)
    return can_speak(source, scene.lexicon) or source.lemma in SPEAKING_TEXTS


def _taken_back(verb: Word, scene: Scene) -> Attribution | None:
    lexicon = scene.lexicon
    if verb.pos == "ADJ" or not happened(verb):
        return None
    noun = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    text_noun = noun is not None and (is_told(verb.lemma, noun, lexicon) or _stands_for_text(noun, scene))
    particle = next(
        (
            kid.lower
            for kid in verb.kids
            if kid.dep in ("prt", "advmod", "prep") and kid.i > verb.i and kid.i <= verb.i + 6
        ),
        "",
    )
    phrase = f"{verb.lemma} {particle}"
    alone = verb.lemma in ("recant", "retract") and not is_passive(verb) and _could_tell(verb, scene)
    if verb.lemma in lexicon["retract verbs"] and (
        text_noun or (alone if noun is None else noun.lower in ("it", "that", "this", "what"))
    ):
        return _make(verb, verb, scene, "retracts", "taken back")
    published = noun is not None and noun.lemma in lexicon["published"] and verb.lemma in ("take", "walk", "row")
    if published and f"{phrase}" in ("take back", "walk back", "row back"):
        return _make(verb, verb, scene, "retracts", "taken back")
    if text_noun and (verb.lemma in lexicon["retract verbs of text"] or phrase in lexicon["retract particles"]):
        return _make(verb, verb, scene, "retracts", "taken back")
    return None


def _stands_for_text(noun: Word, scene: Scene) -> bool:
    """ "carried the ministry's statement but deleted it": what "it" means is named before, in the same sentence."""
    if noun.lower not in ("it", "them"):
        return False
    texts = scene.lexicon["text nouns"] | scene.lexicon["published"]
    before = [w for w in scene.words[scene.first : noun.i] if w.pos == "NOUN" and w.dep in ("dobj", "nsubjpass")]
    return bool(before) and any(w.lemma in texts for w in before[-1:])


def _make(
    verb: Word, inner: Word, scene: Scene, stance: Stance, construction: str, *, passive_subject: bool = False
) -> Attribution | None:
    source = subject(verb)
    if is_passive(verb) and not passive_subject:
        source = agent(verb)
    if source is not None and source.lower in _NO_ONE:
        if any(kid.dep == "mark" and kid.lower in ("because", "since", "if") for kid in verb.kids):
            return None  # "failed because nobody explained it"
        place = next((kid for kid in source.kids if kid.dep == "prep" and kid.lower in _OF_A_PLACE), None)
        source = (child(place, "pobj") if place is not None else None) or source
    cue = {word.i for word in cue_group(verb)} | {word.i for word in cue_group(inner)}
    cue |= {kid.i for kid in inner.kids if kid.dep == "aux" and kid.lower == "to"}
    if verb is not inner:
        cue |= set(range(verb.i, inner.i + 1)) if verb.i < inner.i else set()
    content = trim(scene.words, _complement(inner))
    if not content and inner is not verb:
        content = trim(scene.words, [(inner.left, inner.right)])
    return Attribution(
        anchor=verb.i,
        cue=tuple(sorted(cue)),
        content=content,
        content_head=None,
        construction=construction,
        stance=stance,
        source=noun_phrase(scene.words, source, verb) if source is not None else None,
        source_head=source.i if source is not None else None,
    )


def _complement(verb: Word) -> tuple[Range, ...]:
    points: list[int] = []
    for kid in children(verb, "dobj", "ccomp", "xcomp", "prep", "pobj", "nsubjpass"):
        if kid.dep == "nsubjpass" or kid.i > verb.i:
            points += indices(kid)
    return ranges(points)

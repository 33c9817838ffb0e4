"""Statements that no verb of saying reports: "The mayor was blunt: "..."", "Her answer was that ...", "If X is right".

They are looked for where a clause has no cue of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import Scene
from narrative.claims.grammar import SUBJECTS, child, children, trim
from narrative.claims.tree import Range, Word, subtree
from narrative.claims.verbs import can_speak

# What somebody has to say: "her answer was that ...", "had a simple explanation: ..."
_MESSAGES = frozenset(
    "answer line message verdict argument position view version explanation theory response reply word contention "
    "complaint conclusion assessment feeling hunch guess suspicion impression conviction reading forecast advice "
    "warning defence defense plea story account belief point fear hope diagnosis prediction estimate assurance claim "
    "excuse reasoning reason objection reminder promise".split()
)
_OTHERWISE = frozenset({"differently", "otherwise"})
_VIEWING = frozenset({"see", "view", "remember", "recall", "read", "tell", "put", "judge", "experience"})
_TRUSTED = frozenset({"believe", "trust", "credit"})
_WAYS = frozenset({"tell", "see", "put", "describe", "remember", "recall", "have"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOBODY = frozenset({"we", "i", "it", "who", "you", "one", "which", "that"})
_LEAST_QUOTE, _SHORT, _FAR = 5, 3, 26


def framed(clause: Range, scene: Scene) -> Attribution | None:
    """What a clause lays to somebody without a verb of saying.

    Parameters
    ----------
    clause
        Token range of the clause.
    scene
        Its sentence.
    """
    for reader in (_before_quotation, _for_somebody, _if_believed, _message_is, _came_from, _after_a_colon):
        found = reader(clause, scene)
        if found is not None:
            return found
    return None


def _make(cue: Word, source: Word, content: Sequence[Range], scene: Scene, frame: str = "c") -> Attribution | None:
    trimmed = trim(scene.words, content)
    phrase = noun_phrase(scene.words, source, cue)
    if scene.words[phrase[1] - 1].tag == "POS" and phrase[1] - phrase[0] > 1:
        phrase = (phrase[0], phrase[1] - 1)
    if not trimmed or any(a < phrase[1] and b > phrase[0] for a, b in trimmed):
        return None
    return Attribution(
        anchor=cue.i,
        cue=(cue.i,),
        content=trimmed,
        construction="quotation" if frame == "q" else "framed",
        frame=frame,
        source=phrase,
        source_head=source.i,
    )


def _speaks(word: Word | None, scene: Scene) -> bool:
    return word is not None and word.lower not in _NOBODY and can_speak(word, scene.lexicon)


def _colon(clause: Range, scene: Scene) -> int | None:
    """The first colon outside quotations, behind three words or more."""
    for word in scene.words[clause[0] + _SHORT - 1 : clause[1]]:
        if word.text == ":" and scene.quote_of(word.i) is None:
            return word.i
    return None


def _topmost(start: int, end: int, scene: Scene) -> Word | None:
    """The verb of the clause between two tokens: one that hangs on nothing inside."""
    for word in scene.words[start:end]:
        helped = word.tag == "VB" and child(word, "aux") is not None and child(word, *SUBJECTS) is not None
        fits = helped or word.tag in _FINITE | {"VBN", "VBG"}
        if word.pos in ("VERB", "AUX") and fits and word.dep not in ("aux", "auxpass"):
            outside = word.head is word or not start <= word.head.i < end
            if outside or word.dep == "ROOT":
                return word
    return None


def _before_quotation(clause: Range, scene: Scene) -> Attribution | None:
    """ "The mayor was blunt: "We have failed."": who is spoken of before the colon speaks behind it."""
    colon = _colon(clause, scene)
    if colon is None or colon + 1 >= clause[1]:
        return None
    quote = scene.quote_of(colon + 1)
    if quote is None or quote[0] != colon + 1 or quote[1] - quote[0] < _LEAST_QUOTE:
        return None
    verb = _topmost(clause[0], colon, scene)
    if verb is None or not any(word.tag in _FINITE for word in scene.words[clause[0] : colon]):
        return _labelled(clause[0], colon, quote, scene)
    source = next((kid for kid in verb.kids if kid.dep in ("nsubj", "nsubjpass") and kid.i < verb.i), None)
    if source is None or not _speaks(source, scene) or source.tag in ("NNS", "NNPS"):
        return None
    return _make(verb, source, [(quote[0], min(quote[1], clause[1]))], scene, "q")


def _labelled(start: int, colon: int, quote: Range, scene: Scene) -> Attribution | None:
    """ "The mayor, asked about the bridge: "It was rotten."": no verb but whose words they are."""
    before = scene.words[start:colon]
    if any(word.tag in _FINITE for word in before):
        return None
    nouns = (w for w in before if w.pos in ("NOUN", "PROPN") and w.dep not in ("compound", "pobj", "poss", "amod"))
    source = next(nouns, None)
    if source is None or not _speaks(source, scene) or source.tag in ("NNS", "NNPS"):
        return None
    found = _make(scene.words[colon], source, [quote], scene, "q")
    return found if found is not None and found.source is not None and found.source[1] <= colon else None


def _for_somebody(clause: Range, scene: Scene) -> Attribution | None:
    """ "For the former goalkeeper it is "a slap in the face"": a verdict in quotation marks, and whose it is."""
    words, first = scene.words, clause[0]
    if words[first].lower not in ("for", "to") or words[first].dep != "prep":
        return None
    source = child(words[first], "pobj")
    verb = words[first].head
    if source is None or not _speaks(source, scene) or verb.lemma not in ("be", "remain", "mean", "seem", "look"):
        return None
    held = [q for q in scene.quotes if clause[0] <= q[0] < clause[1] and q[1] - q[0] >= _LEAST_QUOTE - 1]
    return _make(verb, source, [(source.right, clause[1])], scene) if held and verb.i > source.i else None


def _if_believed(clause: Range, scene: Scene) -> Attribution | None:
    """ "If the mayor is to be believed, ...", "If one trusts the police, ...", "The way she tells it, ..."."""
    words, first = scene.words, clause[0]
    comma = next((w.i for w in words[first : min(first + _FAR // 2, clause[1])] if w.text == ","), None)
    if comma is None or comma - first < _SHORT:
        return None
    opening = words[first:comma]
    lower = [w.lower for w in opening]
    source = cue = None
    if lower[0] == "if":
        cue = next((w for w in opening if w.lemma in _TRUSTED), None)
        if cue is not None and "to" in lower:
            source = next((w for w in opening if w.dep in ("nsubj", "nsubjpass")), None)
        elif cue is not None:
            source = child(cue, "dobj")
    elif lower[:2] == ["the", "way"]:
        cue = next((w for w in opening if w.lemma in _WAYS and w.i > first + 2), None)
        source = child(cue, "nsubj") if cue is not None else None
    elif lower[:3] == ["as", "far", "as"] and opening[-1].lower == "concerned":
        cue = opening[-1]
        source = next((w for w in opening[3:] if w.dep in ("nsubj", "nsubjpass")), None)
    if cue is None or source is None or not _speaks(source, scene):
        return None
    return _make(cue, source, [(comma + 1, clause[1])], scene)


def _message_is(clause: Range, scene: Scene) -> Attribution | None:
    """ "The mayor's answer was that ...", "Word from her office is that ..."."""
    words = scene.words
    for verb in words[clause[0] : clause[1]]:
        if verb.lemma != "be" or verb.tag not in _FINITE or scene.quote_of(verb.i) is not None:
            continue
        noun = child(verb, "nsubj")
        stated = next((kid for kid in children(verb, "ccomp") if kid.i > verb.i and child(kid, "mark")), None)
        if noun is None or stated is None or noun.lemma not in _MESSAGES:
            continue
        source = _whose(noun)
        if source is not None and (source.lower in ("his", "her", "its", "their") or _speaks(source, scene)):
            return _make(noun, source, [(stated.left, min(stated.right, clause[1]))], scene)
    return None


def _whose(noun: Word) -> Word | None:
    owner = child(noun, "poss")
    if owner is not None:
        return owner if owner.lower not in ("my", "our", "your") else None
    of = next((kid for kid in noun.kids if kid.lower in ("of", "from") and kid.dep == "prep"), None)
    return child(of, "pobj") if of is not None else None


def _came_from(clause: Range, scene: Scene) -> Attribution | None:
    """ "From the ministry came the assurance that ..."."""
    words, first = scene.words, clause[0]
    verb = next((w for w in words[first : clause[1]] if w.lemma == "come" and w.tag in _FINITE), None)
    if verb is None:
        return None
    noun = next(
        (kid for kid in verb.kids if kid.dep in ("nsubj", "dobj", "attr") and kid.lemma in _MESSAGES | {"news"}), None
    )
    prep = next((kid for kid in verb.kids if kid.lower == "from" and kid.dep == "prep"), None)
    source = child(prep, "pobj") if prep is not None else None
    if noun is None or source is None or not _speaks(source, scene):
        return None
    that = next((w for w in subtree(noun) if w.lower == "that" and w.i > noun.i), None)
    return _make(noun, source, [(that.i, noun.right)], scene) if that is not None else None


def _after_a_colon(clause: Range, scene: Scene) -> Attribution | None:
    """ "She sees it differently: ...", "He had a simple explanation: ..."."""
    colon = _colon(clause, scene)
    if colon is None or clause[1] - colon < _LEAST_QUOTE:
        return None
    words = scene.words
    before = words[clause[0] : colon]
    cue = next((w for w in before if w.lemma in _VIEWING and any(o.lower in _OTHERWISE for o in before[-3:])), None)
    if cue is None and before[-1].lemma in _MESSAGES and before[-1].dep in ("dobj", "attr"):
        cue = before[-1].head
    source = child(cue, "nsubj") if cue is not None else None
    if cue is None or source is None or source.i > cue.i or not _speaks(source, scene):
        return None
    return _make(cue, source, [(colon + 1, clause[1])], scene)

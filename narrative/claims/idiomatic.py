"""Attributions told by an idiom: who kept silent, who took what back, without any single cue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import Scene
from narrative.claims.grammar import child, happened
from narrative.claims.lexicon import Lexicon
from narrative.claims.stance import Idioms
from narrative.claims.tree import Range, Word, subtree
from narrative.claims.verbs import can_speak

_ADDRESSED_TO = frozenset(
    "call message question request email e-mail inquiry enquiry letter query text knock plea approach phone".split()
)
_INDEFINITE = frozenset("somebody someone anybody anyone everybody everyone anything something".split())
SPEAKING_TEXTS = frozenset(
    "statement report release announcement bulletin letter memo filing post tweet email e-mail account".split()
)
_ANSWERING = re.compile(
    r"comment|repl(?:y|ie)|respon[sd]|answer|question|confirm|\bden(?:y|ie)|verif|corroborat|\bcontact|\breached\b|"
    r"(?:silent|silence|\bmum|schtum) (?:about|on|over|when|as to|regarding|concerning)\b|right to (?:remain )?silen|"
    r"with (?:\w+ ){0,3}silence|"
    r"\blips?\b|lipped|counsel|\bsa(?:y|ys|id)\b|speak|spoken|talk|elaborat|disclos|divulg|interview|inquir|enquir|"
    r"\bquer(?:y|ie)|request|reporters|journalists|microphones|camera|\bus\b|phone|voice ?mail|receiver|hung up|rang|"
    r"\bcall|message|e-?mail|letter|stonewall|incommunicado|drawn|speculat|hazard|public|known|name to|heard nothing|"
    r"nothing (?:back|to)|\bask|in a position|confidential|privilege|secre|explanation|indication|information|details?|"
    r"reason|opinion|finding|"
    r"conclusion|whether|check|establish|ascertain|authentic|commit|show (?:it|them|us)|in no mood|yet to|thoughts|"
    r"views?\b|observation|share|plans?\b|intention|"
    r"open mind|subject|topic|liberty|neither|\bback\b|\bword\b|\bopen (?:wh|how|if)"
)
"""Words of an idiom by which it is about an answer whatever stands around it."""
_SOUGHT = re.compile(
    r"\b(?:ask\w*|question\w*|whether|reporters?|journalists?|comment\w*|we|us|our|i|me|my|phoned?|telephoned?|rang|"
    r"wrote to|e-?mail\w*|messages?|requests?|inquir\w*|enquir\w*|pressed|quizzed|interview\w*|microphones?|cameras?)\b"
)
"""Words by which a sentence, or the one before, tells that somebody was asked."""
_PHONES = frozenset({"phone", "telephone"})
_KEEPING = frozenset({"keep", "hold", "leave"})
# What somebody is asked for: "no details were given" names nobody who kept them.
_SOUGHT_AFTER = frozenset("information detail reason explanation figure name date timetable cause".split())
_DODGING = frozenset("avoid dodge evade duck sidestep deflect change skirt parry refer ignore bat swat".split())
_NO = frozenset({"not", "n't", "n’t", "no", "never"})
_WITH_IT = 3  # words after an idiom that belong to it: "did not return | our calls"
_BEFORE = 240  # characters before a clause in which it may be told that somebody was asked
_OWN = frozenset({"we", "i", "us", "our", "me"})


def idiomatic(clause: Range, scene: Scene, idioms: Idioms, text: str) -> Attribution | None:
    """What an idiom says about a clause.

    Parameters
    ----------
    clause
        Token range of the clause.
    scene
        Its sentence.
    idioms
        The patterns.
    text
        The passage, as it was parsed.
    """
    words = scene.words
    begin = words[clause[0]].idx
    found = idioms.find(text[begin : words[clause[1] - 1].end])
    if found is None:
        return None
    stance, (start, end) = found
    cue = tuple(w.i for w in words[clause[0] : clause[1]] if w.idx - begin < end and w.end - begin > start)
    if not cue or scene.quote_of(cue[0]) is not None:
        return None
    if _means_otherwise(stance, cue, clause, scene):
        return None
    source = _who(clause, words, cue, scene, stance)
    if stance == "retracts" and source is not None and not could_retract(source, scene.lexicon):
        source = _head_noun(words[clause[0] : clause[1]], source, scene.lexicon)
    if stance == "withholds" and not _about_an_answer(clause, cue, scene, source, text):
        return None
    source = _rather_inserted(source, stance, cue[-1] + 1, clause[1], scene)
    if source is None and stance not in ("retracts", "withholds"):
        return None
    if source is not None and stance == "withholds" and not could_withhold(source, scene.lexicon):
        return None
    if source is not None and set(range(source.left, source.right)) & set(cue):
        cue = tuple(i for i in cue if not source.left <= i < source.right) or cue
    if source is None and stance == "withholds" and not _impersonal(clause, words):
        return None
    anchor = next((i for i in cue if words[i].pos == "VERB"), cue[0])
    return Attribution(
        anchor=anchor,
        cue=cue,
        content=(),
        construction="idiom",
        frame="i",
        stance=stance,
        source=_phrase(source, words[anchor], words) if source is not None else None,
        source_head=source.i if source is not None else None,
    )


def _means_otherwise(stance: str, cue: Sequence[int], clause: Range, scene: Scene) -> bool:
    """Whether an idiom is used of something that did not happen, of a thing, or before an answer."""
    words = scene.words
    if words[cue[-1]].dep == "compound":
        return True  # "withdrew its report cards": the idiom ends within a noun
    act = next((words[i] for i in cue if words[i].pos == "VERB"), None)
    told_no = any(words[i].lower in _NO for i in cue)
    if act is not None and not told_no and (stance == "retracts" or act.lemma in _DODGING) and not happened(act):
        return True
    if stance != "withholds":
        return False
    return _answers_to_a_thing(cue, words, scene.lexicon) or _answers_behind(cue[-1], clause, scene)


def _phrase(source: Word, anchor: Word, words: Sequence[Word]) -> Range:
    """The noun phrase of a source: "The mayor" of "The mayor's telephone"."""
    start, end = noun_phrase(words, source, anchor)
    return (start, end - 1) if end - start > 1 and words[end - 1].tag == "POS" else (start, end)


def _answers_behind(last: int, clause: Range, scene: Scene) -> bool:
    """Whether a colon and a quotation follow: "did not flinch: "We stay.""; that is an answer."""
    colon = next((w.i for w in scene.words[last + 1 : clause[1] - 1] if w.text == ":"), None)
    return colon is not None and scene.quote_of(colon + 1) is not None


def _rather_inserted(source: Word | None, stance: str, start: int, end: int, scene: Scene) -> Word | None:
    """ "Nothing of the kind, the secretary insisted": who says it, right behind the comma."""
    if stance != "denies" or source is None or can_speak(source, scene.lexicon):
        return source
    return _inserted(scene.words, start, end, scene) or source


def _inserted(words: Sequence[Word], start: int, end: int, scene: Scene) -> Word | None:
    if start >= end or words[start].text not in (",", '"', "!", "-", "–"):
        return None
    verb = next((w for w in words[start + 1 : min(end, start + 14)] if w.pos == "VERB"), None)
    subjects = verb.kids if verb is not None else ()
    found = next((kid for kid in subjects if kid.dep in ("nsubj", "dobj") and kid.i > start), None)
    return found if found is not None and found.i < end and can_speak(found, scene.lexicon) else None


def _about_an_answer(clause: Range, cue: Sequence[int], scene: Scene, source: Word | None, text: str) -> bool:
    """Whether an idiom is about an answer: "said nothing", or "smiled" where somebody was asked before.

    Who smiles, walks on or shuts a gate gives no answer only to those who ask.
    """
    words = scene.words
    told = " ".join(w.lower for w in words[cue[0] : min(clause[1], cue[-1] + 1 + _WITH_IT)])
    if _ANSWERING.search(told):
        return True
    begin, end = words[clause[0]].idx, words[clause[1] - 1].end
    around = text[max(0, begin - _BEFORE) : end].lower()
    return _SOUGHT.search(around) is not None and (source is None or can_speak(source, scene.lexicon))


def could_retract(source: Word, lexicon: Lexicon) -> bool:
    """Whether a noun can be somebody who takes words back, or a text that does."""
    if any(kid.lower == "correct" for kid in source.kids):
        return False  # "the correct figure is 19"
    return (
        source.text[0].isupper()
        or can_speak(source, lexicon)
        or source.lemma in lexicon["text nouns"] | lexicon["published"]
    )


def _head_noun(inside: Sequence[Word], source: Word, lexicon: Lexicon) -> Word | None:
    """ "A witness who said he saw the box has gone back on it": whom the sentence is about, where that went astray."""
    top = next((word for word in inside if word.head is word), None)
    fits = top is not None and top.i < source.i and top.pos in ("NOUN", "PROPN") and can_speak(top, lexicon)
    return top if fits else None


def could_withhold(source: Word, lexicon: Lexicon) -> bool:
    """Whether silence can be laid to somebody: not to a law or a list of figures, nor to "somebody"."""
    if source.lower in _INDEFINITE:
        return False
    if source.dep == "nsubjpass" and source.head.lemma in _KEEPING and source.pos == "NOUN":
        return can_speak(source, lexicon)  # "the shipments are kept secret": who does that is not told
    if (
        source.pos == "NOUN"
        and source.lemma in lexicon["things"] | lexicon["demands"]
        and not can_speak(source, lexicon)
    ):
        return False
    return source.pos != "NOUN" or source.lemma not in lexicon["document words"] or source.lemma in SPEAKING_TEXTS


def _answers_to_a_thing(cue: Sequence[int], words: Sequence[Word], lexicon: Lexicon) -> bool:
    """ "The engine did not respond to the controls": nobody asked it anything."""
    verb = next((words[i] for i in cue if words[i].lemma in ("respond", "answer", "reply", "react")), None)
    to = next((kid for kid in verb.kids if kid.lower == "to" and kid.dep in ("prep", "dative")), None) if verb else None
    goal = child(to, "pobj") if to is not None else None
    if goal is None or goal.pos != "NOUN":
        return False
    asking = _ADDRESSED_TO | lexicon["content nouns"] | lexicon["text nouns"] | lexicon["demands"]
    return not (goal.lemma in asking or goal.lower in asking or can_speak(goal, lexicon))


def _impersonal(clause: Range, words: Sequence[Word]) -> bool:
    return any(
        (w.lower in ("it", "we", "i") and w.dep in ("nsubj", "nsubjpass", "expl"))
        or (w.dep == "nsubjpass" and w.lemma in _SOUGHT_AFTER)
        for w in words[clause[0] : clause[1]]
    )


def _who(clause: Range, words: Sequence[Word], cue: Sequence[int], scene: Scene, stance: str) -> Word | None:
    """Whose silence or retreat it is; None where it is the outlet's own."""
    inside = words[clause[0] : clause[1]]
    first = words[cue[0]]
    if first.lower in _PHONES and first.i > clause[0] and words[first.i - 1].dep == "poss":
        owned = words[first.i - 1].lower not in _OWN | {"my"}
        return words[first.i - 1] if owned else _addressee(inside, first, scene.lexicon)  # "His telephone rang out"
    subj = _subject_of(clause, words, cue)
    if subj is None:
        there = next((w for w in inside if w.dep == "expl"), None)
        return _addressee(inside, there, scene.lexicon) if there is not None and stance == "withholds" else None
    if subj.lower in _OWN and stance == "retracts":
        return None
    if stance == "withholds" and subj.dep == "nsubjpass" and subj.lemma in _SOUGHT_AFTER:
        return next((child(w, "pobj") for w in inside if w.lower == "by" and w.dep == "agent"), None)
    if subj.lower in _OWN or subj.lemma in _ADDRESSED_TO or (subj.dep == "expl"):
        by = next((child(w, "pobj") for w in inside if w.lower == "by" and w.dep == "agent"), None)
        return by or _addressee(inside, subj, scene.lexicon)
    if subj.lower in ("nobody", "none", "one", "neither", "line", "number", "phone", "switchboard"):
        place = next((kid for kid in subj.kids if kid.lower in ("at", "from", "in", "of") and kid.dep == "prep"), None)
        whose = child(place, "pobj") if place is not None else None
        if whose is not None:
            return whose
    if stance == "withholds" and subj.lemma in ("answer", "reply", "response", "comment", "explanation"):
        whose = child(subj, "poss")
        return whose or _addressee(inside, subj, scene.lexicon)
    if subj.lemma in scene.lexicon["text nouns"]:
        return _of_text(subj, inside, scene.lexicon)
    if subj.lower in ("there", "lips", "phone", "line"):
        owner = next((kid for kid in subj.kids if kid.dep == "poss"), None)
        return owner or _addressee(inside, subj, scene.lexicon)
    return subj


def _subject_of(clause: Range, words: Sequence[Word], cue: Sequence[int]) -> Word | None:
    """The subject of the verb of an idiom, or of the verb above it; else the first of the clause."""
    top = next((words[i] for i in cue if words[i].pos in ("VERB", "AUX")), None)
    while top is not None:
        for kid in top.kids:
            if kid.dep in ("nsubj", "nsubjpass") and kid.lower not in ("who", "which", "that"):
                return kid
        if top.head is top or not clause[0] <= top.head.i < clause[1]:
            break
        top = top.head
    fits = (w for w in words[clause[0] : clause[1]] if w.dep in ("nsubj", "nsubjpass"))
    return next((w for w in fits if w.lower not in ("who", "what", "which")), None)


def _of_text(subj: Word, inside: Sequence[Word], lexicon: Lexicon) -> Word | None:
    """Whose text it is of which a clause tells that it is gone; None where it is the outlet's own."""
    owner = next(
        (w for w in inside if w.dep == "poss" and (w.lower in lexicon["outlet nouns"] or w.pos == "PROPN")), None
    )
    by = next((child(w, "pobj") for w in inside if w.lower == "by" and w.dep == "agent" and w.i > subj.i), None)
    return by or owner or (None if any(w.lower in _OWN or w.lower == "this" for w in inside) else subj)


def _addressee(inside: Sequence[Word], subj: Word, lexicon: Lexicon) -> Word | None:
    """To whom the call or the question went."""
    for word in inside:
        if (
            word.lower in ("to", "from", "at")
            and word.dep in ("prep", "dative")
            and (word.i > subj.i or word in list(subtree(subj)))
        ):
            goal = child(word, "pobj")
            if (
                goal is not None
                and can_speak(goal, lexicon)
                and goal.lemma not in ("comment", "request", "clarification", "interview")
            ):
                return goal
    for word in inside:
        if word.dep in ("dobj", "dative") and can_speak(word, lexicon) and word.lemma not in _ADDRESSED_TO:
            return word
    return None

"""Who was asked in one sentence, and did not answer in the next: "We rang the owner. She wished us a good day."."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.drafts import Link, Unit
from narrative.claims.evasions import topic_asked
from narrative.claims.grammar import child, children, subject
from narrative.claims.lexicon import Lexicon
from narrative.claims.passages import Passage
from narrative.claims.tree import Range, Tree, Word
from narrative.claims.verbs import can_speak

_CONTACTING = frozenset(
    "ask ring call phone telephone write email e-mail text message approach contact put try question press confront "
    "challenge reach visit knock quiz".split()
)
_ASKERS = frozenset({"we", "i", "reporters", "journalists", "reporter", "journalist"})
_MEANT = frozenset({"he", "she", "they", "it"})
_AWAY = frozenset("busy unavailable away out asleep ill silent absent abroad".split())
_PEOPLE = frozenset("people office team camp side desk department secretary assistant press switchboard".split())
_NOBODY = frozenset({"there", "nobody", "no", "none", "it", "line", "phone"})


def with_silences(units: Sequence[Unit], parsed: Sequence[tuple[Passage, Tree]], lexicon: Lexicon) -> list[Unit]:
    """Fill the chain of a sentence that tells, after a sentence in which somebody was asked, that no answer came.

    Parameters
    ----------
    units
        The claims in the making of one article.
    parsed
        Its passages.
    lexicon
        The words that the room knows.
    """
    for asked, answered in pairwise(units):
        if (
            (answered.chain and not _may_be_more(answered))
            or asked.passage != answered.passage
            or answered.tokens[0] < asked.tokens[1]
        ):
            continue
        words = parsed[asked.passage][1].words
        contact = _contact(words, asked.tokens, lexicon)
        main = next((w for w in words[answered.tokens[0] : answered.tokens[1]] if w.head is w), None)
        if contact is None or main is None or not _tells_no_answer(main, lexicon):
            continue
        verb, whom = contact
        answered.chain = [Link(answered.passage, _silence(words, main, whom))]
        answered.topic = topic_asked(verb, asked.tokens, words) or ()
    return list(units)


def _may_be_more(unit: Unit) -> bool:
    """Whether a unit is a silence of which it is not known what it is about."""
    last = unit.chain[-1].attribution
    return len(unit.chain) == 1 and not unit.topic and (last.construction, last.stance) == ("idiom", "withholds")


def _contact(words: Sequence[Word], tokens: Range, lexicon: Lexicon) -> tuple[Word, Word] | None:
    """The verb with which reporters approach somebody, and whom."""
    for verb in words[tokens[0] : tokens[1]]:
        asker = subject(verb) if verb.pos == "VERB" and verb.lemma in _CONTACTING else None
        if asker is None or asker.lower not in _ASKERS:
            continue
        goals = [*children(verb, "dobj", "dative")]
        goals += [
            goal
            for prep in children(verb, "prep", "dative")
            if prep.lower in ("to", "at")
            for goal in children(prep, "pobj")
        ]
        whom = next((goal for goal in goals if _answers(goal, lexicon)), None)
        if whom is not None:
            return verb, whom
    return None


def _answers(goal: Word, lexicon: Lexicon) -> bool:
    if goal.pos == "PRON":
        return goal.lower in ("him", "her", "them")
    people = goal.lower in _PEOPLE and child(goal, "poss", "compound", "prep") is not None
    return people or can_speak(goal, lexicon)


def _tells_no_answer(main: Word, lexicon: Lexicon) -> bool:
    """Whether a clause about whoever was asked, or about nobody, tells something other than an answer."""
    who = child(main, "nsubj", "nsubjpass", "expl")
    if main.pos not in ("VERB", "AUX") or who is None:
        return False
    entry = lexicon.verbs.get(main.lemma)
    if child(main, "ccomp") is not None or (entry is not None and entry.speech - {"q"}):
        return False
    if who.lower in _MEANT:
        return main.lemma not in ("have", "be", "agree", "point", "show", "explain") or _unavailable(main)
    return who.lower in _NOBODY or any(kid.lower == "no" for kid in who.kids)


def _unavailable(main: Word) -> bool:
    place = next((child(prep, "pobj") for prep in children(main, "prep") if prep.lower in ("in", "on", "at")), None)
    state = child(main, "acomp")
    away = place is not None and place.lemma in ("meeting", "holiday", "leave", "lunch", "court", "session", "road")
    return away or (
        state is not None and state.lower in ("busy", "unavailable", "away", "out", "asleep", "ill", "silent")
    )


def _silence(words: Sequence[Word], main: Word, whom: Word) -> Attribution:
    start, end = noun_phrase(words, whom)
    about = (kid.left for kid in whom.kids if kid.i > whom.i and kid.lower in ("about", "on", "over", "regarding"))
    return Attribution(
        anchor=main.i,
        cue=(main.i,),
        content=(),
        construction="withheld",
        frame="i",
        stance="withholds",
        source=(start, min([end, *about])),
        source_head=whom.i,
    )

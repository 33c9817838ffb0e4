"""Plain negatives that deny: "He never met them", said by somebody of whom it had just been told that he did.

A negative alone denies nothing ("No one was hurt, police said"). It denies where somebody speaks of himself or his
own side, and the article told of them before, told the same thing without the "no", or the negative is a flat one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from narrative.claims.attribution import Attribution
from narrative.claims.candidates import may_be
from narrative.claims.cast import Entity
from narrative.claims.grammar import SUBJECTS, child
from narrative.claims.lexicon import Lexicon
from narrative.claims.negatives import NEGATIVE, Negative, negatives
from narrative.claims.stance_features import Floats
from narrative.claims.stance_model import load_stance_model
from narrative.claims.tree import Range, Word

_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_THIRD = {"he": ("he", "his", "him"), "she": ("she", "her"), "it": ("it", "its"), "they": ("they", "their", "them")}
_SPEAKS_FOR = frozenset(
    "spokesman spokeswoman spokesperson lawyer attorney counsel agent aide manager representative secretary office "
    "solicitor barrister publicist campaign brief service".split()
)
_INTENDED = frozenset({"intention", "knowledge", "part", "involvement", "hand", "role"})
# "No state had a hand in it", "nobody had an inkling"
_SHARED = frozenset("hand part role share involvement inkling idea knowledge clue notion say stake".split())
# "Had no reason to pack" tells of no deed.
_GROUNDS = frozenset(
    "reason need cause choice option time money objection room place doubt chance means way alternative".split()
)
# Whoever looked and found nothing reports, and whoever remembers tells.
_FINDING = frozenset(
    "find detect discover identify see notice observe hear register record point indicate suggest show contain".split()
)
_REMEMBERING = frozenset({"recall", "remember", "reminisce", "recollect"})
# "Nobody warned us" complains.
_COMPLAINING = frozenset("warn tell ask inform help call listen answer consult come thank pay visit see show".split())
_ON_OATH = frozenset({"testify", "swear", "plead"})
_LIGHT = frozenset(
    "be have do get make take give go come say tell ask put keep let one thing way time day year week month person "
    "people man woman such other own any no not never nothing nobody single part point kind sort lot".split()
)
# Done by somebody, and told of nobody unless it was laid to him: "there was no cover-up".
_DEEDS = frozenset(
    "abuse assault attack beating blackmail bribe bribery bullying censorship cheating coercion collusion conspiracy "
    "contact corruption cover-up decision deception discrimination doping duress falsification favouritism fraud "
    "incursion instruction insult interference intimidation intrusion kickback launch manipulation mistreatment "
    "negligence order plagiarism plot provocation quarrel ransom row sabotage scuffle secret shelling smuggling "
    "surrender swap theft torture ultimatum violation wrongdoing".split()
)
# Of these there may be none yet.
_PENDING = frozenset({"contact", "decision", "order", "launch", "surrender", "swap", "ultimatum"})
_OWNERS = frozenset({"his", "her", "their"})
_FARTHEST, _NEAR = 10, 4
_TOLD_OF = 1.9
_SAME_THING, _SAME_STORY = 1.0, 1.7  # likeness of the two words that fit best, of 2


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What was told before: by whom, with which words, whom it names."""

    speaker: str
    denies: bool
    negative: bool
    words: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement and who makes it.

    Parameters
    ----------
    words
        Of its passage.
    pieces
        Its token ranges.
    attribution
        Its innermost.
    source_words
        Words of the passage in which the source stands.
    speaker
        Name of the source.
    entity
        The source, where it is known.
    quotes
        Quotations of the passage.
    """

    words: Sequence[Word]
    pieces: tuple[Range, ...]
    attribution: Attribution
    source_words: Sequence[Word]
    speaker: str
    entity: Entity | None
    quotes: Sequence[Range]


@dataclass(slots=True)
class Told:
    """What an article has told so far, sentence by sentence, to find what a negative answers.

    Parameters
    ----------
    lexicon
        The words that the room knows.
    """

    lexicon: Lexicon
    _before: list[_Sentence] = field(default_factory=list)

    def add(self, words: Sequence[Word], speaker: str, *, denies: bool) -> None:
        """Enter one sentence."""
        self._before.append(
            _Sentence(
                speaker=speaker,
                denies=denies,
                negative=any(word.lower in NEGATIVE for word in words),
                words=frozenset(_telling(words)),
                names=frozenset(word.lower for word in words if word.pos in ("NOUN", "PROPN")),
            )
        )

    def contradicts_own(self, said: Sequence[Word], speaker: str) -> bool:
        """Whether a denial ("That was not so, it said") is of what its own speaker was the last to say."""
        last = self._before[-1] if self._before else None
        opening = [word.lower for word in said[:4] if word.text[0].isalnum()]
        return (
            last is not None
            and last.speaker == speaker
            and not last.denies
            and not last.negative
            and bool(opening)
            and opening[0] in ("that", "this")
            and said[0].dep in SUBJECTS
            and "is" not in opening
        )

    def denied_by(self, said: Said) -> bool:
        """Whether a statement denies, by a plain negative, what was told."""
        found = list(negatives(said.words, said.pieces))
        head = said.attribution.source_head
        if not found or head is None or said.words[said.pieces[-1][1] - 1].text == "?":
            return False
        if said.source_words[head].lemma in self.lexicon["document words"]:
            return False  # what a list does not show, it does not deny
        if said.source_words[said.attribution.anchor].lemma in _REMEMBERING:
            return False
        party = self._party(said)
        return any(self._denies(one, said, party) for one in found)

    def _denies(self, one: Negative, said: Said, party: frozenset[str]) -> bool:
        if one.verb.lemma in _FINDING or (one.verb.lemma == "have" and one.refused & _GROUNDS):
            return False
        near = [each for each in self._before[-_FARTHEST:] if each.speaker != said.speaker and not each.negative]
        own_before = next((each for each in reversed(self._before[-_NEAR:]) if each.speaker == said.speaker), None)
        again = own_before is not None and own_before.denies
        spoken = said.attribution.construction in ("transcript", "signature")
        quoted = spoken or any(a <= one.verb.i < b for a, b in said.quotes)
        me = party | (_FIRST if quoted else self._pronouns(said))
        subject = {word.lower for word in one.subject}
        accused = any(each.names & party for each in near[-_NEAR:])
        told = _Likeness(near)
        if again and one.total and (not subject or subject & me):
            return True
        known = (
            party | (_FIRST if quoted else frozenset()) if said.entity is None or said.entity.type == "unknown" else me
        )
        mine = bool({word.lower for word in one.words} & known)
        if one.total and (self._is_none_of_it(one, told) or _answers(said)):
            return True
        if _has_nothing_to_do(one) or (one.total and one.past and _says_now(said)):
            return True
        if self._disclaims(one):
            return one.verb.lemma == "have" or mine or accused or told.best(one.words) >= _SAME_THING
        if one.of_such or one.calls & self.lexicon["accused of being"]:
            return True
        if _is_client(one, said):
            return True
        if subject & me:
            return self._of_oneself(one, said, told, again=again, accused=accused)
        if one.verb.lemma in ("be", "have") or not (one.total and one.past):
            return False
        if (mine and one.verb.lemma not in _COMPLAINING) or (one.flat and accused):
            return True
        return not quoted and told.best(one.words) >= _SAME_STORY

    def _is_none_of_it(self, one: Negative, told: _Likeness) -> bool:
        """ "There was no fax", of which the article told; "no state had a hand in it"."""
        if one.verb.lemma == "have":
            shared = {kid.lemma for kid in one.verb.kids if kid.dep == "dobj"} & _SHARED
            none = bool(one.subject) and any(word.lower in NEGATIVE for word in one.subject)
            return bool(shared) and none and one.past
        if one.verb.lemma != "be" or one.subject or one.refused & _GROUNDS:
            return False
        deeds = one.refused | ({kid.lemma for kid in one.verb.kids if kid.dep == "attr"} if _never(one) else set())
        if deeds & (_DEEDS if one.past else _DEEDS - _PENDING):
            return True
        return any(told.best((word,)) >= _TOLD_OF for word in one.named)

    def _disclaims(self, one: Negative) -> bool:
        """ "There was no deal", "had no intention of paying"."""
        if one.verb.lemma == "have":
            return bool(one.refused & _INTENDED)
        return not one.subject and one.verb.lemma == "be" and bool(one.refused & self.lexicon["dealings"])

    def _of_oneself(self, one: Negative, said: Said, told: _Likeness, *, again: bool, accused: bool) -> bool:
        """A negative about the speaker or his side."""
        if one.verb.lemma == "be":
            return said.source_words[said.attribution.anchor].lemma in _ON_OATH
        if one.verb.lemma == "have":
            return one.total and one.past and accused
        if not one.past and not one.total:
            return False
        return (one.past and (one.total or again or accused)) or told.best(one.words) >= _SAME_THING

    def _party(self, said: Said) -> frozenset[str]:
        """Words for the speaker and his side: names, and the body that he speaks for."""
        found = {word.strip(".,").lower().removesuffix("'s") for word in said.speaker.split() if word[0].isupper()}
        source, head = said.attribution.source, said.attribution.source_head
        if source is not None and head is not None:
            top = said.source_words[head]
            found |= {w.lower for w in said.source_words[source[0] : source[1]] if _belongs(w, top)}
        roles, titles = self.lexicon["roles"], self.lexicon["titles"]
        return frozenset(
            w for w in found if len(w) > 2 and w not in roles | titles | {"the", "and", "its", "his", "her"}
        )

    def _pronouns(self, said: Said) -> frozenset[str]:
        """Pronouns that mean the speaker in reported speech, or those whom he speaks for."""
        head = said.attribution.source_head
        word = said.source_words[head] if head is not None else None
        anyone = word is not None and (word.lemma in _SPEAKS_FOR or child(word, "poss") is not None)
        fits = [
            forms
            for pronoun, forms in _THIRD.items()
            if anyone
            or said.entity is None
            or (word is not None and word.lower == pronoun)
            or may_be(said.entity, pronoun)
            or (pronoun in ("it", "they") and not said.entity.gender)
        ]
        return frozenset(form for forms in fits for form in forms)


def _never(one: Negative) -> bool:
    """ "There was never a quarrel"."""
    return any(word.lower == "never" for word in one.words)


def _has_nothing_to_do(one: Negative) -> bool:
    """ "Have nothing to do with it"."""
    lower = [word.lower for word in one.words]
    if one.verb.lemma != "have" or not {"nothing", "anything"} & set(lower):
        return False
    return any(lower[k : k + 3] == ["to", "do", "with"] for k in range(len(lower)))


def _says_now(said: Said) -> bool:
    """Whether a reporting clause says "now": what is said there was said otherwise before."""
    cue = said.attribution.anchor
    return any(word.lower == "now" for word in said.source_words[max(0, cue - 2) : cue])


_ASKED = frozenset({"ask", "question", "press", "confront", "quiz"})
_REJECTING = frozenset("reject dismiss deny dispute refute contradict rebut rubbish call brand label".split())
_BESIDE = 14


def _answers(said: Said) -> bool:
    """Whether a reporting clause tells that somebody was asked, or rejects something beside what it says."""
    cue = said.attribution.anchor
    near = said.source_words[max(0, cue - _BESIDE) : cue + _BESIDE]
    outside = [word for word in near if not said.attribution.covers(word.i)]
    asked = any(
        word.lemma in _ASKED
        and word.tag in ("VBN", "VBD")
        and any(kid.lower in ("about", "whether", "if") or child(kid, "mark") is not None for kid in word.kids)
        for word in outside
    )
    rejects = any(
        word.lemma in _REJECTING and word.tag == "VBG" and word.i > cue and word.dep in ("advcl", "conj", "acl")
        for word in outside
    )
    return asked or rejects


def _is_client(one: Negative, said: Said) -> bool:
    """Whether somebody speaks for another, and of him or it: "The builder has not left, his lawyer said"."""
    head = said.attribution.source_head
    if head is None or not one.subject or not one.past:
        return False
    source = said.source_words[head]
    owner = next((kid for word in (source, *source.kids) for kid in word.kids if kid.dep == "poss"), None)
    beside = {kid.lemma for kid in source.kids if kid.dep in ("compound", "nmod", "appos")}
    speaks = source.lemma in _SPEAKS_FOR or bool(beside & (_SPEAKS_FOR | {"press", "media"}))
    if owner is None or not speaks or any(word.lower in NEGATIVE for word in one.subject):
        return False
    tops = [word for word in one.subject if word.head is one.verb]
    if owner.pos == "PRON" or owner.lower in _OWNERS:
        return any(
            top.ent == "PERSON" or (top.pos == "NOUN" and any(kid.lower == "the" for kid in top.kids)) for top in tops
        )
    return owner.pos == "NOUN" and any(top.pos == "PROPN" and top.ent in ("ORG", "") for top in tops)


def _belongs(word: Word, top: Word) -> bool:
    """Whether a word names the source or the body behind it: "a Wexcombe spokesman", "the coach of Rovers"."""
    for _ in range(6):
        if word is top:
            return True
        if word.dep not in ("compound", "poss", "nmod", "pobj", "appos", "prep"):
            return False
        if word.dep == "prep" and word.lower not in ("of", "for", "at", "with"):
            return False
        word = word.head
    return False


def _telling(words: Iterable[Word]) -> list[str]:
    return [
        word.lower if word.pos == "PROPN" else word.lemma
        for word in words
        if word.pos in ("NOUN", "VERB", "ADJ", "PROPN", "NUM") and word.lemma not in _LIGHT and word.text[0].isalnum()
    ]


class _Likeness:
    """How near some words come to one of the sentences before them, from 0 to 2; looked up only where it is asked."""

    def __init__(self, told: Sequence[_Sentence]) -> None:
        self._told = told

    def best(self, words: Iterable[Word]) -> float:
        """The sum over the two words that fit best."""
        said = sorted(set(_telling(words)))
        found = (
            sorted((max(_like(a, b) for b in one.words) for a in said), reverse=True) for one in self._told if one.words
        )
        return max((sum(best[:2]) * (2 if len(said) == 1 else 1) for best in found), default=0.0)


def _like(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if len(a) > 4 and a[:5] == b[:5]:
        return 0.9
    x, y = _vector(a), _vector(b)
    return max(0.0, float(x @ y)) if x is not None and y is not None else 0.0


def _vector(word: str) -> Floats | None:
    model = load_stance_model()
    row = model.words.get(word)
    if row is None:
        return None
    vector: Floats = model.table[row].astype(np.float32)
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else None

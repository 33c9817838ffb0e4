"""The stance of a source to what is stated: from its cue, with negation and aspect, and from what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from narrative.claims.attribution import Attribution
from narrative.claims.constructions import NAMING
from narrative.claims.grammar import SUBJECTS, negated, of_oneself
from narrative.claims.lexicon import Lexicon
from narrative.claims.negatives import excepts
from narrative.claims.takebacks import takes_back
from narrative.claims.tree import Range, Word, subtree
from narrative.records import Stance

_NO = frozenset({"no", "not", "never", "hardly", "far"})
_ANAPHORS = frozenset("that this it these those".split())
_SHORT = 7
_NOT_ACCEPTING = frozenset({"accept", "agree", "recognise", "recognize", "grant"})
_WITHHELD_VERBS = frozenset("confirm say comment verify disclose reveal acknowledge admit corroborate".split())
# With a question behind it: "did not indicate when", "could not establish whether".
_LEFT_OPEN = frozenset("indicate establish determine ascertain predict judge specify state hint guess".split())
_QUESTIONS = frozenset("whether if who whom whose what how when where why which".split())


@dataclass(frozen=True, slots=True)
class Idioms:
    """Wordings that tell a stance by themselves, one pattern a stance."""

    patterns: tuple[tuple[Stance, re.Pattern[str]], ...]

    def find(self, text: str) -> tuple[Stance, Range] | None:
        """The stance that a clause tells by an idiom, and where in it."""
        lower = text.lower()
        for stance, pattern in self.patterns:
            match = pattern.search(lower)
            if match is not None:
                return stance, match.span()
        return None


@lru_cache(maxsize=1)
def load_idioms() -> Idioms:
    """The idioms of the package (``data/idioms.tsv``)."""
    text = (files("narrative.claims.data") / "idioms.tsv").read_text(encoding="utf-8")
    by_stance: dict[Stance, list[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            stance, pattern = line.split("\t")
            by_stance.setdefault(stance, []).append(pattern)  # type: ignore[arg-type]
    order: tuple[Stance, ...] = ("retracts", "withholds", "doubts", "denies", "confirms")
    return Idioms(tuple((stance, re.compile("|".join(by_stance[stance]))) for stance in order if stance in by_stance))


@lru_cache(maxsize=1)
def load_rejections() -> re.Pattern[str]:
    """What people say to reject something, as one pattern over lower-case words (``data/rejections.txt``)."""
    text = (files("narrative.claims.data") / "rejections.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return re.compile(r"\b(?:" + "|".join(lines) + r")\b")


def stance_of(attribution: Attribution, words: Sequence[Word], sentence_start: int, lexicon: Lexicon) -> Stance:
    """The stance that an attribution shows.

    Parameters
    ----------
    attribution
        With the stance of its cue alone.
    words
        The words of its passage.
    sentence_start
        First token of its sentence or clause.
    lexicon
        The words that the room knows.
    """
    stance = attribution.stance
    if attribution.construction in ("withheld", "taken back", "idiom"):
        return stance
    cue = words[attribution.anchor]
    if [w.lower for w in words[max(cue.i - 2, 0) : cue.i]] == ["no", "longer"]:
        return _NO_LONGER.get(stance, "asserts")
    if _unsure(attribution, words) or (
        cue.lemma in _HOLDING and not negated(cue) and _HELD_DOUBTFUL.search(_plain(words[cue.i + 1 : cue.i + 14]))
    ):
        return "doubts"
    if any(w.lower in ("nor", "neither") for w in words[max(cue.i - 4, 0) : cue.i]) and stance in _CONTESTED:
        return "withholds"  # "could neither confirm nor rule out that ..."
    if negated(cue) and not any(kid.dep in ("neg", *SUBJECTS) and attribution.covers(kid.i) for kid in cue.kids):
        return _negated(attribution, cue, words)
    if cue.lemma in ("say", "tell", "reveal") and _asks(attribution, words, "neither"):
        return "withholds"  # "would say neither who had paid nor how much"
    if cue.lemma == "rule" and any(words[i].lower == "nothing" for a, b in attribution.content for i in range(a, b)):
        return "withholds"
    said = _of_what_is_said(attribution, words)
    if said == "retracts":
        return said
    if stance == "asserts" and (
        _is_denial(attribution, words, sentence_start, lexicon["falsehood"])
        or _contradicts(attribution, words, lexicon)
    ):
        return "denies"
    return said if stance in ("asserts", "confirms") else stance


def _asks(attribution: Attribution, words: Sequence[Word], *before: str) -> bool:
    """Whether a content begins with some words and a question: "whether ...", "neither who ...", "neither for whom"."""
    if attribution.frame != "c" or not attribution.content:
        return False
    start, end = attribution.content[0]
    opening = [word.lower for word in words[start : min(end, start + len(before) + 1)]]
    return opening[:-1] == list(before) and opening[-1:] != [] and opening[-1] in _QUESTIONS


def _negated(attribution: Attribution, cue: Word, words: Sequence[Word]) -> Stance:
    """The stance of a cue that is negated itself: "did not confirm", "does not believe"."""
    stance = attribution.stance
    if stance == "doubts" or (cue.lemma in ("say", "tell") and of_oneself(cue)):
        return "asserts"
    if stance == "denies":
        return "withholds"  # "did not deny"
    if attribution.kind == "attitude":
        # "did not think about it" doubts nothing
        of_statement = attribution.frame in ("c", "q") or cue.lemma == "believe"
        return "doubts" if of_statement and cue.lemma in ("believe", "think", "expect", "see", "know") else stance
    if cue.lemma in _NOT_ACCEPTING and attribution.frame == "c":
        return "denies"
    if cue.lemma in _LEFT_OPEN and attribution.frame == "c" and _asks(attribution, words):
        return "withholds"
    # whoever "did not claim that" it is so does not stand behind it
    somebody = any(kid.dep in SUBJECTS for kid in cue.kids) and not of_oneself(cue)
    able = any(kid.dep == "aux" and kid.tag == "MD" for kid in cue.kids)  # "could not order anybody to pay"
    unclaimed = somebody and not able and attribution.kind == "speech" and attribution.frame == "c"
    return "withholds" if unclaimed or stance == "confirms" or cue.lemma in _WITHHELD_VERBS else stance


def _unsure(attribution: Attribution, words: Sequence[Word]) -> bool:
    """ "is not certain that", "is far from sure that": no claim that it is so."""
    sure = next((i for i in attribution.cue if words[i].lower in _SURE), None)
    return sure is not None and any(
        w.lower in _NO or w.lower in ("n't", "n’t", "less") for w in words[max(0, sure - 3) : sure]
    )


_CONTESTED = frozenset({"denies", "confirms", "doubts"})
_SURE = frozenset({"certain", "sure", "convinced", "confident", "persuaded"})
_NO_LONGER: dict[Stance, Stance] = {
    "asserts": "retracts",
    "confirms": "retracts",
    "denies": "confirms",
    "doubts": "confirms",
}
_TRUE = re.compile(
    r"^(?:that )?(?!if\b|not\b)(?:[\w'-]+ ){1,4}(?:had|has|have|was|is|were|are|did|does|do) indeed\b(?! (?:not|no|"
    r"never)\b)|"
    r"^(?:yes\b|that(?:'s| is| was) (?:correct|right|true|so)\b|it(?:'s| is| was) (?:true|correct|right|a fact) that\b|"
    r"(?:the|that|this|those|these) (?:\w+ )?(?:reports?|story|stories|figures?|numbers?|account|claims?|information|"
    r"description|rumou?rs?|quotation|letter|tape|recording|document) (?:is|was|are|were) "
    r"(?:indeed |broadly |quite |essentially )?(?:correct|right|true|accurate|genuine|authentic|real)\b)"
)
_HOLDING = frozenset({"consider", "find", "think", "call", "deem", "hold", "regard", "see", "believe", "judge"})
_HELD_DOUBTFUL = re.compile(
    r"^(?:it |that |this )(?:\w+ly |as |to be |rather |highly |quite |still )*(?:unproven|unproved|doubtful|"
    r"questionable|"
    r"unlikely|improbable|implausible|unsafe to assume|dubious|debatable|not (?:proven|established|credible|likely|"
    r"plausible))\b|\b(?:rather|a little|a bit|somewhat|all|far|altogether) too "
    r"(?:convenient|good|neat|tidy|smooth|perfect)\b"
    r"|^[^,]*\b(?:hardly|scarcely|barely|none too|far from|less than) (?:believable|credible|plausible|convincing)\b"
)
_UNCLEAR = re.compile(
    r"^(?:that )?it (?:is|was|remains?|remained)(?: still| also| as yet)? (?:far from |not |n't |by no means |"
    r"anything but |not at all )(?:clear|certain|sure|obvious|established|proven|given)\b|"
    r"^(?:that )?it (?:is|was|remains?|remained)(?: still| also)? (?:unclear|uncertain|doubtful|open|questionable|"
    r"an open question)\b|^(?:that )?(?:i|we)(?:'m|'re| am| are| have)? (?:not|n't|far from|less than|"
    r"yet to be)(?: \w+ly| so| at all)? "
    r"(?:sure|certain|convinced|persuaded)\b|^(?:that )?(?:he|she|it|they|i|we) (?:do|does|did)(?: not|n't) believe "
    r"(?:a word|it|that|this|any of|the (?:\w+ )?(?:figures?|story|account|report|explanation))\b|"
    r"\b(?:hard|difficult|impossible) to (?:believe|credit|swallow|accept|imagine|picture)\b|"
    r"^(?:that )?(?:he|she|it|they|i|we) (?:has|have|had|'d|'ve) (?:\w+ ){0,2}(?:doubts|misgivings)\b|"
    r"\b(?:leaves|left) (?:him|her|them|me|us) (?:\w+ )?(?:baffled|puzzled|sceptical|skeptical|unconvinced|incredulous|"
    r"bemused|mystified|perplexed|wondering|unpersuaded)\b"
)


def _of_what_is_said(attribution: Attribution, words: Sequence[Word]) -> Stance:
    """The stance that the first words of a statement show: "yes", "that is correct", "it is far from clear"."""
    if attribution.frame not in ("c", "q") or not attribution.content:
        return attribution.stance
    start, end = attribution.content[0]
    said = _plain(words[start : min(end, start + 30)]).lstrip("\"' ")
    cue = words[attribution.anchor]
    now = any(w.lower == "now" for w in words[max(cue.i - 3, 0) : cue.i])
    source = words[attribution.source_head].lower if attribution.source_head is not None else ""
    if takes_back(said, cue.lemma, source, now=now):
        return "retracts"
    if attribution.stance == "confirms":
        return "confirms"
    if _TRUE.search(said):
        return "confirms"
    return "doubts" if _UNCLEAR.search(said) else attribution.stance


def _plain(said: Sequence[Word]) -> str:
    """Words in lower case, up to the end of their first sentence."""
    first = next((k for k, w in enumerate(said) if k and w.text in (".", "!", "?", ";", ":")), len(said))
    return "".join(" " * (k > 0 and w.idx > said[k - 1].end) + w.lower for k, w in enumerate(said[:first]))


# Who insists has been told otherwise: with a negation, that denies.
_INSISTING = frozenset("insist maintain underline underscore swear reiterate protest".split())
# Who shoots back or scoffs rejects what was said, whatever the words.
_RETORTS = frozenset({"retort", "scoff", "rejoin"})
# Who answers with a negative was told otherwise, or was asked whether it is so.
_ANSWERING = frozenset({"answer", "reply", "counter", "object"})
_THEMSELVES = frozenset({"i", "he", "she", "we", "they"})
_BACK = frozenset({"shoot", "fire", "hit", "snap"})
_NOBODY = frozenset({"no", "nobody", "nothing", "none", "neither", "nor", "never", "no-one"})
_COMING = frozenset({"will", "would", "'ll", "'d", "shall", "wo"})


def _contradicts(attribution: Attribution, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """A verb of insisting before a negation, a retort, or words that throw back what was said."""
    cue = words[attribution.anchor]
    if attribution.frame not in ("c", "q") or not attribution.content:
        return False
    back = any(words[i].lower == "back" for i in attribution.cue)
    if cue.lemma in _RETORTS or (back and cue.lemma in _BACK):
        return True
    start, end = attribution.content[0]
    said = words[start:end]
    answers = cue.lemma in _ANSWERING and not any(w.lower in _THEMSELVES for w in said[:2])
    if (cue.lemma in _INSISTING or answers) and _says_no(said):
        return True
    return _rejects(said, lexicon)


def _rejects(said: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a statement throws back what was said: not "the timetable is a work of fiction"."""
    plain = _plain(said)
    found = load_rejections().search(plain)
    if found is None:
        return False
    before = [word for word in said if word.idx - said[0].idx < found.start()]
    if before and found[0].startswith(("that ", "which ")):
        before.pop()  # "a change that never happened": of the change itself it is said
    about = lexicon["content nouns"] | lexicon["text nouns"] | lexicon["falsehood"] | lexicon["demands"]
    about |= lexicon["outlet nouns"]
    talk = [w for w in before if w.dep in SUBJECTS and (w.lemma in about or w.lower in about)]
    before = [w for w in before if not any(w is not top and top.i < w.i < top.right for top in talk)]
    others = [w for w in before if w.pos in ("NOUN", "PROPN") and w.lemma not in about and w.lower not in about]
    return not others and len(before) <= _NEAR_THE_START


_NEAR_THE_START = 12


def _says_no(said: Sequence[Word]) -> bool:
    """Whether a statement opens with a negative, or negates its main verb, and does not speak of what is to come."""
    opening = [w for w in said[:4] if w.text[0].isalnum() and not (w.lower == "that" and w.dep == "mark")]
    verb = next((w for w in said if w.tag in ("VBD", "VBZ", "VBP", "MD")), None)
    verb = verb or next((w for w in said if w.tag == "VBN"), None)  # "No alert passed ...": taken for a participle
    if verb is None or verb.lower in _COMING or not opening:
        return False
    no = next((w for w in said if w.lower in _NOBODY), None)
    if no is not None and excepts(said, no):
        return False
    if opening[0].lower in _NOBODY or [w.lower for w in opening[:2]] in (["not", "one"], ["not", "a"]):
        return True
    main = verb.head if verb.dep in ("aux", "auxpass") else verb
    objects = [kid for kid in main.kids if kid.dep in ("dobj", "attr")]
    nothing = any(kid.lower in _NOBODY or any(k.lower in ("no", "neither") for k in kid.kids) for kid in objects)
    return negated(main) or nothing


def _is_denial(attribution: Attribution, words: Sequence[Word], sentence_start: int, falsehood: frozenset[str]) -> bool:
    """What is said calls something false: "nonsense", "that is simply wrong", "branded it a forgery"."""
    start = min(attribution.anchor, attribution.source[0] if attribution.source else attribution.anchor)
    fragment = [w for w in words[sentence_start:start] if w.text[0].isalnum()]
    exclaims = attribution.frame in ("c", "q") and 0 < len(fragment) <= _SHORT
    tense = any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in fragment)
    if exclaims and (_calls_false(fragment, falsehood) or (not tense and _is_no(fragment))):
        return True
    content = [words[i] for a, b in attribution.content for i in range(a, b)]
    if attribution.frame in ("c", "q") and _exclaims(content, falsehood):
        return True
    if attribution.frame in ("n", "x", "p:as"):
        said = [w for w in words[attribution.anchor + 1 : attribution.anchor + 40] if w.lower in falsehood]
        if attribution.frame == "p:as":
            said = [w for w in said if w in content]
        cue = words[attribution.anchor]
        return any(_is_said_of_words(w, cue) for w in said) or _is_named_false(content, cue, falsehood)
    for word in content:
        if (
            word.lower in falsehood
            and word.dep in ("attr", "acomp", "oprd", "ROOT", "conj")
            and word.head.lemma in ("be", "call", "sound")
        ):
            about = next((kid for kid in word.head.kids if kid.dep in ("nsubj", "nsubjpass")), None)
            if about is not None and (about.lower in _ANAPHORS or about.lemma in _CLAIMED) and not negated(word.head):
                return True
    plain = [w for w in content if w.text[0].isalnum()]
    about = next((w for w in plain if w.dep == "nsubj"), None)
    of_words = about is None or about.lower in _ANAPHORS or about.lemma in _CLAIMED
    return 0 < len(plain) <= 4 and of_words and _calls_false(plain, falsehood)


def _exclaims(content: Sequence[Word], falsehood: frozenset[str]) -> bool:
    """ "Nonsense, the lamps were lit", "No, nobody had come": what comes before the first comma."""
    stop = next((k for k, w in enumerate(content[: _FEW + 1]) if k and w.text in (",", "!", ".", ":")), None)
    plain = [w for w in content[:stop] if w.text[0].isalnum()] if stop is not None else []
    if not plain or len(plain) >= _FEW or any(w.tag in _FINITE for w in plain):
        return False
    return _calls_false(plain, falsehood) or [w.lower for w in plain] == ["no"]


def _is_said_of_words(verdict: Word, cue: Word) -> bool:
    """Whether the cue itself says "false", and of words: not "assailed the budget as ridiculous", where nothing was
    said, nor "backed his claim that she came under false pretences", where the claim says it."""
    verb = verdict.head
    while verb.pos not in ("VERB", "AUX") and verb.head is not verb:
        if verb is cue:
            return False
        verb = verb.head
    if verb is not cue:
        return False
    told = [kid for kid in cue.kids if kid.dep in ("dobj", "nsubjpass")]
    inner = [clause for clause in cue.kids if clause.dep in ("ccomp", "xcomp")]
    told += [kid for clause in inner for kid in clause.kids if kid.dep == "nsubj"]
    told += [kid for kid in verdict.kids if verdict in told]  # "labelled the accusation nonsense": one noun to a parser
    return not told or any(kid.lower in _ANAPHORS or kid.lemma in _CLAIMED for kid in told)


def is_thrown_back(said: Sequence[Word], falsehood: frozenset[str]) -> bool:
    """Whether some words reject something: "a horror story", "simply not true"."""
    plain = "".join(" " * (k > 0 and w.idx > said[k - 1].end) + w.lower for k, w in enumerate(said))
    if any(word.lower in falsehood or word.lemma in falsehood for word in said) or falsehood & set(plain.split()):
        return not any(word.lower in ("not", "n't", "n’t", "no") for word in said[:2])
    return load_rejections().search(plain) is not None


def _is_named_false(content: Sequence[Word], cue: Word, falsehood: frozenset[str]) -> bool:
    """ "Called the claim a bedtime story", "branded the letter a forgery": what is said, or a text that is no text."""
    if cue.lemma not in NAMING:
        return False
    told = next((w for w in cue.kids if w.dep in ("dobj", "nsubjpass")), None)
    told = told or next((w for w in content if w.dep == "nsubj" and w.head.head is cue), None)
    if told is None:
        return False
    verdict = [w for w in content if w.i >= told.right or (w.i < told.i and told.i > cue.i + 2 and w.i < told.left)]
    verdict = verdict or [w for kid in cue.kids if kid.dep in ("dobj", "oprd") and kid.i > told.i for w in subtree(kid)]
    if told.lower in _ANAPHORS or told.lemma in _CLAIMED:
        return bool(verdict) and is_thrown_back(verdict, falsehood)
    return told.lemma in _TEXTS and any(w.lemma in _FORGED or w.lower in _FORGED for w in verdict)


_TEXTS = frozenset(
    "letter minute minutes document paper memo recording tape picture photo photograph video footage clip e-mail "
    "email message "
    "transcript note record file certificate receipt invoice signature passport stamp list extract image".split()
)
_FORGED = frozenset(
    "forgery fake fabrication forged fabricated faked doctored bogus hoax phoney phony invention invented montage "
    "collage counterfeit manipulated".split()
)


def _is_no(fragment: Sequence[Word]) -> bool:
    """ "No", "Not so", "Absolutely not"."""
    when = len(fragment) > 1 and fragment[0].lower in ("not", "never") and fragment[1].lower in _POSTPONING
    return (fragment[0].lower in _NO and not when) or (len(fragment) < _FEW and fragment[-1].lower in _NO)


# "Not before spring", "Not this side of the holidays" puts off.
_POSTPONING = frozenset("before until till yet this now today tonight tomorrow while when as without if unless".split())


_FEW = 4
_CLAIMED = frozenset(
    (
        "story report number figure information claim allegation accusation rumour rumor suggestion idea assertion "
        "charge article "
        "statement notion version talk speculation theory characterisation characterization comparison scenario "
        "description narrative insinuation explanation"
    ).split()
)


def _calls_false(words: Sequence[Word], falsehood: frozenset[str]) -> bool:
    lower = {w.lower for w in words} | {w.lemma for w in words}
    # "Iran lied" tells what somebody did
    named = {form for w in words if w.tag not in _FINITE for form in (w.lower, w.lemma)}
    return bool(named & falsehood) and not lower & {"not", "n't", "isn't"}


_FINITE = frozenset({"VB", "VBD", "VBP", "VBZ"})

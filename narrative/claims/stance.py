"""The stance of a source to what is stated: from its cue, with negation and aspect, and from what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from narrative.claims.attribution import Attribution
from narrative.claims.grammar import negated
from narrative.claims.lexicon import Lexicon
from narrative.claims.tree import Range, Word
from narrative.records import Stance

_NO = frozenset({"no", "not", "never", "hardly", "far"})
_ANAPHORS = frozenset("that this it these those".split())
_SHORT = 7
_WITHHELD_VERBS = frozenset("confirm say comment verify disclose reveal acknowledge admit corroborate".split())


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
    if attribution.construction in ("withheld", "taken back"):
        return stance
    cue = words[attribution.anchor]
    if negated(cue):
        if stance == "doubts":
            return "asserts"
        if stance == "denies":
            return "withholds"
        if attribution.kind == "attitude":
            return "doubts" if cue.lemma in ("believe", "think", "expect", "see", "know") else stance
        return "withholds" if stance == "confirms" or cue.lemma in _WITHHELD_VERBS else stance
    if stance == "asserts" and (
        _is_denial(attribution, words, sentence_start, lexicon["falsehood"]) or _contradicts(attribution, words)
    ):
        return "denies"
    return stance


# Who insists has been told otherwise: with a negation, that denies.
_INSISTING = frozenset("insist maintain underline underscore swear reiterate protest".split())
# Who shoots back or scoffs rejects what was said, whatever the words.
_RETORTS = frozenset({"retort", "scoff", "rejoin"})
_BACK = frozenset({"shoot", "fire", "hit", "snap"})
_NOBODY = frozenset({"no", "nobody", "nothing", "none", "neither", "nor", "never"})
_COMING = frozenset({"will", "would", "'ll", "'d", "shall", "wo"})


def _contradicts(attribution: Attribution, words: Sequence[Word]) -> bool:
    """A verb of insisting before a negation, a retort, or words that throw back what was said."""
    cue = words[attribution.anchor]
    if attribution.frame not in ("c", "q") or not attribution.content:
        return False
    back = any(words[i].lower == "back" for i in attribution.cue)
    if cue.lemma in _RETORTS or (back and cue.lemma in _BACK):
        return True
    start, end = attribution.content[0]
    said = words[start:end]
    if cue.lemma in _INSISTING and _says_no(said):
        return True
    first = next((k for k, w in enumerate(said) if k and w.text in (".", "!", "?", ";", ":")), len(said))
    plain = "".join(" " * (k > 0 and w.idx > said[k - 1].end) + w.lower for k, w in enumerate(said[:first]))
    return load_rejections().search(plain) is not None


def _says_no(said: Sequence[Word]) -> bool:
    """Whether a statement opens with a negative, or negates its main verb, and does not speak of what is to come."""
    opening = [w for w in said[:4] if w.text[0].isalnum()]
    verb = next((w for w in said if w.tag in ("VBD", "VBZ", "VBP", "MD")), None)
    if verb is None or verb.lower in _COMING or not opening:
        return False
    if opening[0].lower in _NOBODY or [w.lower for w in opening[:2]] in (["not", "one"], ["not", "a"]):
        return True
    main = verb.head if verb.dep in ("aux", "auxpass") else verb
    return negated(main) or (main.lemma == "be" and any(k.lower == "no" for kid in main.kids for k in kid.kids))


def _is_denial(attribution: Attribution, words: Sequence[Word], sentence_start: int, falsehood: frozenset[str]) -> bool:
    """What is said calls something false: "nonsense", "that is simply wrong", "branded it a forgery"."""
    start = min(attribution.anchor, attribution.source[0] if attribution.source else attribution.anchor)
    fragment = [w for w in words[sentence_start:start] if w.text[0].isalnum()]
    exclaims = attribution.frame in ("c", "q") and 0 < len(fragment) <= _SHORT
    tense = any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in fragment)
    if exclaims and (_calls_false(fragment, falsehood) or (not tense and fragment[0].lower in _NO)):
        return True
    content = [words[i] for a, b in attribution.content for i in range(a, b)]
    if attribution.frame in ("n", "x", "p:as"):
        said = [w for w in words[attribution.anchor + 1 : attribution.anchor + 40] if w.lower in falsehood]
        return bool(said) and (attribution.frame != "p:as" or any(w.lower in falsehood for w in content))
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
    return 0 < len(plain) <= 4 and _calls_false(plain, falsehood)


_CLAIMED = frozenset(
    (
        "story report number figure information claim allegation accusation rumour rumor suggestion idea assertion "
        "charge article "
        "statement notion version talk"
    ).split()
)


def _calls_false(words: Sequence[Word], falsehood: frozenset[str]) -> bool:
    lower = {w.lower for w in words} | {w.lemma for w in words}
    return bool(lower & falsehood) and not lower & {"not", "n't", "isn't"}

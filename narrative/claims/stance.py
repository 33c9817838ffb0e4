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
    if stance == "asserts" and _is_denial(attribution, words, sentence_start, lexicon["falsehood"]):
        return "denies"
    return stance


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

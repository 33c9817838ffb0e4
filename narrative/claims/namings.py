"""Verdicts on what was said, by their words: "called reports of a split pure invention", "..., dismissing the rumours".

A parser often hangs the verdict on a noun in between; the claim and the verdict are then found by their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import NAMING, Scene
from narrative.claims.grammar import child, is_finite, is_passive, negated, subject, trim
from narrative.claims.lexicon import Lexicon
from narrative.claims.stance import is_thrown_back
from narrative.claims.tree import Range, Word
from narrative.claims.verbs import can_speak

_REJECTING = frozenset("reject dismiss deny dispute refute contradict rebut rubbish deride ridicule".split())
_IT = frozenset({"it", "this", "that", "these", "those", "them"})
# What is played is not so.
_PLAYED = frozenset(
    "theatre theater cinema circus pantomime comedy farce opera charade masquerade melodrama folklore poetry "
    "literature fable imagination".split()
)
_NEAR, _LONGEST, _BESIDE = 5, 30, 18
_STOPS = frozenset({";", ":", ".", "?", "!"})
_BEFORE_NOUN = frozenset(
    {"DT", "JJ", "JJR", "JJS", "PRP$", "NN", "NNP", "NNS", "PDT", "VBN", "VBG", "CD", "POS", "NNPS"}
)


def naming_attributions(scene: Scene) -> Iterator[Attribution]:
    """Attributions of one sentence in which somebody calls a claim false."""
    for verb in scene.words[scene.first : scene.last]:
        if verb.lemma not in NAMING or verb.pos != "VERB" or is_passive(verb) or negated(verb):
            continue
        if not is_finite(verb) and not (verb.tag == "VBN" and child(verb, "nsubj") is not None):
            continue
        if scene.quote_of(verb.i) is not None or verb.dep == "relcl":
            continue
        source = subject(verb)
        told = _false_of(verb, scene)
        if told is None or source is None or source.i > verb.i or not _somebody(source, scene.lexicon):
            continue
        content = trim(scene.words, [told])
        if content:
            yield Attribution(
                anchor=verb.i,
                cue=(verb.i,),
                content=content,
                construction="object",
                frame="n",
                stance="denies",
                source=noun_phrase(scene.words, source, verb),
                source_head=source.i,
            )


def _somebody(source: Word, lexicon: Lexicon) -> bool:
    """Whoever passes a verdict on a claim can speak, known or not: a name, or a noun for a person or a body."""
    return source.pos == "PROPN" or can_speak(source, lexicon)


def _false_of(verb: Word, scene: Scene) -> Range | None:
    """Where claim and verdict stand behind a verb of naming, if the verdict is that it is false."""
    words = scene.words
    end = next((w.i for w in words[verb.i + 1 : scene.last] if w.text in _STOPS), scene.last)
    end = min(end, verb.i + _LONGEST)
    claim = _claim_behind(verb.i + 1, end, scene)
    if claim is None:
        return None
    start = claim.i + 1
    end = next((w.i for w in words[start:end] if _ends_verdict(w, words)), end)
    verdict = words[start:end]
    if not verdict or not _is_false(verdict, scene.lexicon):
        return None
    return verb.i + 1, end


def _ends_verdict(word: Word, words: Sequence[Word]) -> bool:
    if word.lower == "but":
        return words[word.i - 1].lower != "nothing"  # "nothing but invention"
    return word.text == "," or word.lower in ("and", "while", "because")


def _claim_behind(start: int, end: int, scene: Scene) -> Word | None:
    """The claim that a noun phrase right behind a verb is about."""
    lexicon = scene.lexicon
    named = lexicon["content nouns"] | lexicon["text nouns"] | lexicon["published"]
    for word in scene.words[start : min(end, start + _NEAR)]:
        if word.lower in _IT:
            following = scene.words[word.i + 1] if word.i + 1 < end else None
            if word.lower in ("it", "them") or following is None or following.tag not in ("NN", "NNS", "NNP"):
                return word
        elif word.pos == "NOUN" and (word.lemma in named or word.lower in named):
            return word
        elif word.tag not in _BEFORE_NOUN:
            return None
    return None


def _is_false(verdict: Sequence[Word], lexicon: Lexicon) -> bool:
    last = next((w for w in reversed(verdict) if w.pos in ("NOUN", "ADJ", "PROPN")), None)
    return is_thrown_back(verdict, lexicon["falsehood"]) or (last is not None and last.lemma in _PLAYED)


def rejects_beside(said: Attribution, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether whoever says something rejects a claim beside it.

    "The talks go on, she said, dismissing reports of a break"; "..., said Olaf Lind, who called the story untrue".
    """
    if said.source_head is None or said.frame not in ("c", "q"):
        return False
    last = max(*said.cue, said.source_head)
    for word in words[said.anchor + 1 : last + _BESIDE]:
        right_behind = word.i <= last + 2 and words[word.i - 1].text == ","
        if word.text in (";", ".") or (said.covers(word.i) and not right_behind):
            if word.i <= last + 1:
                continue
            break
        if word.tag == "VBG" and word.lemma in _REJECTING and word.dep in ("advcl", "conj", "acl"):
            return _is_claim(child(word, "dobj"), lexicon)
        who = child(word, "nsubj") if word.dep == "relcl" else None
        if who is not None and who.lower == "who" and not negated(word):
            return _rejected_in(word, words, lexicon)
    return False


def _rejected_in(verb: Word, words: Sequence[Word], lexicon: Lexicon) -> bool:
    if verb.lemma in _REJECTING:
        return _is_claim(child(verb, "dobj"), lexicon)
    if verb.lemma not in NAMING:
        return False
    inside = words[verb.i + 1 : min(verb.right, verb.i + _BESIDE)]
    about = any(_is_claim(word, lexicon) for word in inside[:_NEAR])
    return about and is_thrown_back(inside, lexicon["falsehood"])


def _is_claim(word: Word | None, lexicon: Lexicon) -> bool:
    if word is None:
        return False
    return word.lower in _IT or (word.pos == "NOUN" and bool({word.lemma, word.lower} & lexicon["content nouns"]))

"""How far content reaches: what a parser cut off from it belongs to it as well."""

from __future__ import annotations

from collections.abc import Sequence

from narrative.claims.constructions import FENCE, Scene
from narrative.claims.grammar import trim
from narrative.claims.tree import Range, Word

_REASONS = frozenset({"because", "so", "unless", "if", "since"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_GOES_ON = frozenset({"VBG", "TO", "WDT", "WP$", "WRB"})


def reaching(verb: Word, frame: str, content: tuple[Range, ...], scene: Scene) -> tuple[Range, ...]:
    """Content behind its verb, with what goes on after it without a break, or with a whole quotation.

    Parameters
    ----------
    verb
        The cue.
    frame
        How the content hangs on it (see `Attribution`).
    content
        As the parse has it.
    scene
        The sentence.
    """
    if not content or content[0][0] <= verb.i:
        return content
    content = _with_quotation(verb, content, scene)
    start, end = content[-1]
    further = _end(verb, frame, end, scene)
    return trim(scene.words, (*content[:-1], (start, further))) if further > end else content


def _with_quotation(verb: Word, content: tuple[Range, ...], scene: Scene) -> tuple[Range, ...]:
    """ "said: "Did you see it? I did not"": a clause inside a quotation right behind the verb stands for all of it."""
    start, end = content[-1]
    quote = scene.quote_of(start)
    if quote is None or len(content) > 1 or quote[0] > start or not verb.i < quote[0] <= verb.i + 3:
        return content
    return ((quote[0], max(end, min(quote[1], scene.last))),)


def _end(verb: Word, frame: str, end: int, scene: Scene) -> int:
    words, last = scene.words, scene.last
    if end >= last or scene.quote_of(end - 1) is not None or not words[end - 1].text[-1].isalnum():
        return end
    there = words[end]
    if frame == "c":
        if there.text == ":":
            return _stop(last, words)
        behind = end + (there.text == ",")
        if behind < last and words[behind].lower in _REASONS and words[behind].dep in ("mark", "cc", "advmod"):
            return _stop(last, words)
    if frame == "x" and _infinitives_follow(end, verb, scene):
        return _stop(last, words)
    if there.text in FENCE or there.text == "." or there.pos in ("PUNCT", "CCONJ", "SCONJ"):
        return end
    if frame == "c" or there.tag in _GOES_ON:
        return _until_fence(end, verb, scene)
    return end


def _infinitives_follow(end: int, verb: Word, scene: Scene) -> bool:
    """ "wants to mend the bridge, close the ferry and hire a guard"."""
    words = scene.words
    i = end
    while i < scene.last and (words[i].text == "," or words[i].lower in ("and", "or")):
        i += 1
    if i == end or i >= scene.last or words[i].tag != "VB":
        return False
    return not any(w.tag in _FINITE and w.head is verb for w in words[i : scene.last])


def _until_fence(end: int, verb: Word, scene: Scene) -> int:
    words = scene.words
    i = end
    while i < scene.last and words[i].text not in FENCE and words[i].text not in (".", "?", "!"):
        if words[i].pos in ("CCONJ", "SCONJ") and words[i].head in (verb, verb.head):
            break
        if words[i].tag in _FINITE and words[i].head is verb:
            break
        i += 1
    return i


def _stop(last: int, words: Sequence[Word]) -> int:
    return last - 1 if words[last - 1].text in (".", "!", "?") else last

"""Reporting tags told by their word forms alone: "..., a friend of his tells us", "..., insists its owner, Ola Berg".

A tag hangs loosely on its sentence, and a parser often attaches it wrongly, or takes its verb for a noun ("the board
states"). Here a fence, a noun phrase without a finite verb and a form of a reporting verb are enough, in either order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrative.claims.attribution import Attribution
from narrative.claims.constructions import Scene, subject_before
from narrative.claims.grammar import trim
from narrative.claims.lexicon import Lexicon, Verb, load_lexicon
from narrative.claims.tree import Range, Word

_FENCES = frozenset({",", '"', "—", "–", "--", "?", "!"})
_ENDS = frozenset({",", ".", ":", ";", "—", "–", "--", "!", "?", "...", "…"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_IN_PHRASE = frozenset(
    {"of", "at", "for", "in", "from", "on", "with", "close", "near", "inside", "behind", "to", "and", "&"}
)
_OPENING = frozenset({"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS", "CD"})
_BODY = frozenset(
    {*_OPENING, "POS", "IN", "HYPH", "CC", "JJR", "JJS", "VBG", "VBN", "RBS", "TO", "``", "''", ".", "FW"}
)
_FRAGMENTS = frozenset({"DT", "CD", "NN", "NNS", "NNP", "JJ", "UH", "PDT", "PRP$"})
_SPEAKING_PRONOUNS = frozenset({"he", "she", "they", "it", "both"})
_SUBORDINATORS = frozenset(
    "when after as while although though if since because once until before whenever where unless whereas".split()
)
_TAIL = frozenset(
    "to in on at over during from by yesterday today tonight last late early earlier later again this that before "
    "after afterwards outside inside via through with as when while without then once there here of about for "
    "upon".split()
)
_ADDRESSEES = frozenset({"us", "me", "him", "her", "them", "you", "reporters", "journalists"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_ADDRESSED = frozenset(
    "tell inform assure remind notify warn advise reassure brief ask persuade convince promise show".split()
)
_EAGER = frozenset({"hasten", "rush", "hurry", "beg", "wish", "like", "be", "care", "pause", "continue", "go"})
# These begin or end a speech; without a quotation beside them they say something else.
_PHASES = frozenset("go open begin start continue end finish read put call find hold show cite list hear".split())
# What a face does is a tag beside a quotation, or where it comes first ("..., sobs the widow").
_GESTURES = frozenset(
    "smile laugh weep sob sigh grin shrug cry chuckle beam smirk nod giggle wince frown bristle explode erupt "
    "gasp rage whistle sing bark roar thunder boom purr".split()
)
_LONGEST = 14
_FARTHEST = 60
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "thought": "think", "knew": "know", "felt": "feel",
    "swore": "swear", "wept": "weep", "held": "hold", "found": "find", "heard": "hear", "let": "let", "shot": "shoot",
    "spoke": "speak", "says": "say", "understood": "understand", "foresaw": "foresee", "put": "put", "went": "go",
    "sang": "sing", "spilt": "spill", "hit": "hit", "goes": "go", "has": "have", "was": "be", "were": "be",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag where it stands: the tokens of cue and source, the head of the source, the tokens of the whole."""

    verb: Word
    entry: Verb
    cue: tuple[int, ...]
    source: Range
    head: Word
    whole: Range
    first: bool


def tag_attributions(scene: Scene) -> Iterator[Attribution]:
    """Attributions of one sentence that a tag makes, the last tag first."""
    words = scene.words
    for i in range(scene.last - 1, scene.first, -1):
        if words[i].text not in _FENCES or i + 2 > scene.last:
            continue
        tag = _source_first(i + 1, scene) or _verb_first(i + 1, scene)
        if tag is None or scene.quote_of(tag.verb.i) is not None:
            continue
        left, right = _between_semicolons(i, tag.whole[1], scene)
        pieces = [(left, i + (words[i].text != ",")), (tag.whole[1], right)]
        rest = tag.whole[1]
        if rest + 1 < right and words[rest].text == "," and words[rest + 1].tag == "VBG":
            pieces[1] = (rest, rest)  # "..., citing an aide" goes with the tag
        closes = words[i].text == '"' and any(i == b - 1 for _, b in scene.quotes)
        if closes and not any(a < right and b > tag.whole[1] for a, b in scene.quotes):
            pieces.pop()  # what follows a quotation and its tag without quotation marks is the outlet's
        content = trim(words, pieces)
        content = tuple((a, b - 1) if words[b - 1].text == "." and b - a > 1 else (a, b) for a, b in content)
        if content and content[0][0] < i and _states(tag, content[0], i, scene):
            yield Attribution(
                anchor=tag.verb.i,
                cue=tag.cue,
                content=content,
                construction="inverted",
                kind="speech" if tag.entry.speech & {"c", "q"} else "attitude",
                stance=tag.entry.stance,
                source=tag.source,
                source_head=tag.head.i,
            )
            return


def _between_semicolons(fence: int, end: int, scene: Scene) -> Range:
    words = scene.words
    left = next((i + 1 for i in range(fence, scene.first - 1, -1) if words[i].text == ";"), scene.first)
    return left, next((i for i in range(end, scene.last) if words[i].text == ";"), scene.last)


def _states(tag: _Tag, content: Range, fence: int, scene: Scene) -> bool:
    """Whether what stands before a tag is a statement, and the tag fits it."""
    words = scene.words
    quoted = any(a < content[1] and b > content[0] and b - a > 2 for a, b in scene.quotes)
    goes_on = tag.verb.lemma in ("go", "continue") and not tag.first and _fenced(tag, scene)
    if not quoted and tag.verb.lemma in _PHASES and not goes_on:
        return False
    if goes_on and words[fence].text == "," and words[tag.whole[1]].text == ",":
        return True  # "The bill, she went on, is going to the council"
    if not quoted and _lemma(tag.verb) in _GESTURES and not tag.first:
        return False
    beside = words[fence].text == '"' or (fence > 0 and words[fence - 1].text == '"')
    if quoted and beside:
        return True
    before = words[content[0] : fence]
    if words[content[0]].lower in _SUBORDINATORS and not any(w.text == "," for w in before):
        return False
    told = tag.first and len(before) <= _LONGEST and not any(w.text == "," for w in before)
    if told and tag.entry.speech & {"c", "q"} and words[content[0]].tag in _FRAGMENTS:
        return True
    exclaimed = tag.first and len(before) <= 6 and (words[content[0]].tag not in ("IN", "RB") or len(before) <= 3)
    if exclaimed or any(w.tag in _FINITE for w in before):
        return True
    # "A tram driven into a shop ..., a witness says": a finite verb that was taken for a participle.
    opens = words[content[0]].tag in ("VBN", "VBG", "IN", "TO")
    return not opens and any(w.pos in ("VERB", "AUX") for w in before)


def _fenced(tag: _Tag, scene: Scene) -> bool:
    """Whether a comma or a stop follows right behind the cue."""
    end = max(tag.cue) + 1
    return end == tag.whole[1] and end < scene.last and scene.words[end].text in (",", ".")


def _source_first(start: int, scene: Scene) -> _Tag | None:
    """ "the registry of the board states", "the minister, Ola Berg, told us in the studio"."""
    words = scene.words
    if words[start].lower in _SPEAKING_PRONOUNS:
        place = start + 1
        head, stop = words[start], start + 1
    else:
        found = _noun_phrase(start, scene, stop_at_verb=True)
        if found is None:
            return None
        head, stop, place = found
    while place < scene.last and words[place].tag == "RB" and place - stop < 2:
        place += 1
    if place >= scene.last:
        return None
    cue = _cue(place, scene)
    if cue is None:
        return None
    entry, tokens = cue
    verb = words[place]
    plural = (
        head.tag in ("NNS", "NNPS")
        or head.lower in ("they", "both")
        or any(w.lower == "and" for w in words[start:stop])
    )
    if verb.lower == _lemma(verb) and not plural and verb.lower not in ("put", "let", "hit", "shed"):
        return None
    if (
        verb.tag in ("NN", "NNS")
        and words[start].tag not in ("DT", "PRP$", "NNP", "NNPS")
        and head.lower not in _SPEAKING_PRONOUNS
    ):
        return None
    end = _tail(max(tokens) + 1, verb, scene)
    if end is None:
        return None
    return _Tag(verb, entry, tokens, (start, stop), head, (start, end), False)


def _verb_first(start: int, scene: Scene) -> _Tag | None:
    """ "snarled manager Ola Berg", "insists its owner, Ola Berg"."""
    words = scene.words
    verb = words[start]
    if verb.lower == _lemma(verb) or verb.lower.endswith("ing") or _lemma(verb) in _ADDRESSED:
        return None
    cue = _cue(start, scene, inverted=True)
    if cue is None:
        return None
    entry, tokens = cue
    found = _noun_phrase(max(tokens) + 1, scene, stop_at_verb=False)
    if found is None:
        return None
    head, stop, place = found
    beside = words[start - 2].pos == "PROPN" and words[start - 2].dep == "appos" and not scene.quotes
    bare = beside and not any(w.tag in _FINITE for w in words[scene.first : start])
    if subject_before(verb, words) and (head.dep == "dobj" or bare):
        return None  # "the mayor, a sailor, bemoaned the delay": who bemoans stands before it
    if (
        place < scene.last
        and words[place].text not in _ENDS
        and words[place].lower not in (_TAIL | {"who", "whose", "which"})
    ):
        return None
    return _Tag(verb, entry, tokens, (max(tokens) + 1, stop), head, (start, _until_end(place, scene)), True)


def _until_end(place: int, scene: Scene) -> int:
    """Where a tag ends: at a colon or semicolon, or with the sentence."""
    words = scene.words
    stop = min(scene.last, place + _FARTHEST)
    while place < stop and words[place].text not in (":", ";"):
        if words[place].text == "," and place + 1 < scene.last and words[place + 1].lower in ("and", "but"):
            return place
        if words[place].text == '"' or (words[place].text == "," and words[min(place + 1, scene.last - 1)].text == '"'):
            return place
        place += 1
    return place


def _tail(place: int, verb: Word, scene: Scene) -> int | None:
    """Where a tag ends behind its verb; None where what follows makes it a clause of its own."""
    words = scene.words
    addressed = _lemma(verb) in _ADDRESSED
    if place < scene.last and words[place].lower in _ADDRESSEES:
        place += 1
    elif addressed and place < scene.last and words[place].tag in _OPENING:
        while place < scene.last and words[place].tag in _BODY and words[place].text not in _ENDS:
            place += 1
    if place >= scene.last or words[place].text in _ENDS or words[place].text == '"':
        return place
    there = words[place]
    if there.lower not in _TAIL and there.lower not in _DAYS and not (there.tag == "RB" and there.lower.endswith("ly")):
        return None
    while place < scene.last and words[place].text not in _ENDS:
        if words[place].text == '"' or words[place].lower in ("that", "whether"):
            return None if words[place].text != '"' else place
        place += 1
    return place


def _noun_phrase(start: int, scene: Scene, *, stop_at_verb: bool) -> tuple[Word, int, int] | None:
    """Head, end, and first token behind a noun phrase, with a name or a description in apposition."""
    words = scene.words
    if start >= scene.last or words[start].tag not in _OPENING or words[start].lower in ("no", "that", "this"):
        return None
    stop = _phrase_end(start, scene, stop_at_verb=stop_at_verb)
    head = _head(words, start, stop)
    if head is None:
        return None
    place = stop
    if stop + 1 < scene.last and words[stop].text == ",":
        other = _phrase_end(stop + 1, scene, stop_at_verb=stop_at_verb)
        closes = other < scene.last and words[other].text in (",", ".", ":", ";")
        beside = _head(words, stop + 1, other)
        if beside is not None and closes and other - stop < 10:
            place = other + (words[other].text == ",")
            if beside.pos == "PROPN" and head.pos != "PROPN" and words[stop + 1].text[0].isupper():
                head, stop = beside, other
            elif stop_at_verb and words[other].text != ",":
                return None
    if stop_at_verb and place > stop and (place >= scene.last or not _is_form(words[place], scene.lexicon)):
        return (head, stop, stop)
    return head, stop, place


def _phrase_end(start: int, scene: Scene, *, stop_at_verb: bool) -> int:
    words = scene.words
    i = start
    while i < scene.last and i - start < _LONGEST:
        word = words[i]
        if word.text in _ENDS or (word.tag in _FINITE and (i > start)) or word.tag in ("WP", "WDT", "WRB", "PRP", "EX"):
            break
        if stop_at_verb and i > start and _is_form(word, scene.lexicon) and _may_end(words, start, i, scene):
            break
        if word.tag not in _BODY or (word.tag == "IN" and word.lower not in _IN_PHRASE) or word.tag == "TO":
            break
        if not stop_at_verb and word.tag == "IN" and word.lower in ("in", "on", "at", "from") and i > start:
            break
        i += 1
    return i


def _may_end(words: Sequence[Word], start: int, i: int, scene: Scene) -> bool:
    """Whether a form that may be noun or verb stands where the verb of a tag can stand."""
    following = words[i + 1] if i + 1 < scene.last else None
    if following is None or following.text in _ENDS:
        return True
    if words[i].tag in _FINITE:
        return True
    if words[start].lower in ("a", "an") and words[i].lower.endswith("s"):
        return True  # no plural after that article
    lemma = _lemma(words[i])
    return following.lower in _ADDRESSEES or (lemma in _ADDRESSED and words[i].lower != lemma)


def _head(words: Sequence[Word], start: int, stop: int) -> Word | None:
    """The noun that a phrase is about: the last one before its first preposition."""
    last = None
    for word in words[start:stop]:
        if word.tag in ("IN", "TO") and last is not None:
            break
        if word.tag == "POS":
            last = None
        elif word.pos in ("NOUN", "PROPN") or word.tag in ("NN", "NNS", "NNP", "JJ"):
            last = word
    if last is None or last.ent in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"):
        return None
    determined = words[start].tag in ("DT", "PRP$") and stop - start == 2  # "a pal", taken for an adjective
    return last if last.pos in ("NOUN", "PROPN") or last.tag in ("NN", "NNS") or determined else None


def _cue(place: int, scene: Scene, *, inverted: bool = False) -> tuple[Verb, tuple[int, ...]] | None:
    """What the lexicon says about the verb of a tag, and the tokens of the cue."""
    words, lexicon = scene.words, scene.lexicon
    lemma = _lemma(words[place])
    for rest, verb in lexicon.phrases.get(lemma, ()):
        tokens = range(place + 1, place + 1 + len(rest))
        if (
            tokens
            and tokens[-1] < scene.last
            and "~" not in rest
            and verb.speech & {"c", "q"}
            and all(words[i].lower == part or words[i].lemma == part for i, part in zip(tokens, rest, strict=True))
        ):
            return verb, (place, *tokens)
    if lemma == "let" and place + 2 < scene.last and words[place + 2].lower == "know":
        return Verb("asserts", frozenset({"c", "q"})), (place, place + 1, place + 2)
    if lemma in _EAGER and not inverted:
        later = next((i for i in range(place + 1, min(place + 4, scene.last - 1)) if words[i].lower == "to"), None)
        if later is not None and (entry := lexicon.verbs.get(words[later + 1].lower)) and "c" in entry.speech:
            return entry, (place, *range(later, later + 2))
        return None
    entry = lexicon.verbs.get(lemma)
    if entry is None or not (entry.speech | entry.attitude) & {"c", "q"} or not _is_form(words[place], lexicon):
        return None
    if inverted and not entry.speech & {"c", "q"}:
        return None
    return entry, (place,)


def _is_form(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word can be a finite form of a verb that reports."""
    if word.tag in ("VBG", "JJR", "IN", "DT") or word.text[0].isupper():
        return False
    lemma = _lemma(word)
    if lemma in lexicon.phrases or lemma in _EAGER:
        return word.tag in _FINITE
    entry = lexicon.verbs.get(lemma)
    return entry is not None and bool((entry.speech | entry.attitude) & {"c", "q"})


def _lemma(word: Word) -> str:
    """The base of a finite verb form, whatever the parser took it for."""
    lower = word.lower
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower.endswith("ed") and word.lemma + "e" == lower[:-1]:
        known = load_lexicon().verbs
        if lower[:-1] in known and word.lemma not in known:
            return lower[:-1]  # "raged", from which a parser makes "rag"
    if word.pos == "VERB" and word.lemma != lower:
        return word.lemma
    if lower.endswith(("ied", "ies")):
        return lower[:-3] + "y"
    if lower.endswith("ed"):
        stem = lower[:-2]
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls":
            return stem[:-1]
        return stem if word.lemma == lower else word.lemma if lower.startswith(word.lemma[:3]) else stem
    if lower.endswith(("shes", "ches", "sses", "xes")):
        return lower[:-2]
    if lower.endswith("s") and not lower.endswith("ss"):
        return lower[:-1]
    return lower

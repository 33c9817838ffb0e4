"""Attributions whose cue is no verb: "according to X", "per X", "in the words of X"."""

from __future__ import annotations

from collections.abc import Iterator

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import Scene
from narrative.claims.grammar import child, trim
from narrative.claims.tree import Range, Word

_NO_SOURCE = frozenset("cent head capita se day year week month hour annum person share household".split())
_OF_NOUNS = frozenset(
    (
        "view words opinion estimate telling account estimation eyes assessment reckoning judgment judgement "
        "count tally calculation calculations figures version understanding"
    ).split()
)


def phrase_attributions(scene: Scene) -> Iterator[Attribution]:
    """Attributions of one sentence that hang on a phrase."""
    for word in scene.words[scene.first : scene.last]:
        found = None
        if word.lower == "according" and word.i + 1 < scene.last and scene.words[word.i + 1].lower == "to":
            to = scene.words[word.i + 1]
            found = _around(word, (word.i, to.i), child(to, "pobj") or child(word, "pobj"), scene, "according to")
        elif word.lower == "per" and word.pos == "ADP" and (word.text == "per" or word.i == scene.first):
            source = child(word, "pobj")
            fenced = word.i == scene.first or scene.words[word.i - 1].text in (",", "—", "–", "-", "(")
            if source is not None and fenced and source.lower not in _NO_SOURCE:
                found = _around(word, (word.i,), source, scene, "per")
        elif word.lower in _OF_NOUNS and word.head.lower in ("in", "by", "to") and word.dep == "pobj":
            found = _in_the_view_of(word, scene)
        elif word.text == ":" and word.i - scene.first <= 8:
            found = _label(word, scene)
        if found is not None:
            yield found


def _label(colon: Word, scene: Scene) -> Attribution | None:
    """ "Olaf Lind: The pier is safe", "Police: Two held", as headlines and lists have it."""
    words = scene.words
    start = scene.first
    for word in words[scene.first : colon.i]:
        if word.text in ("-", "–", "—", "|"):
            start = word.i + 1
    label = words[start : colon.i]
    if not 1 <= len(label) <= 5 or colon.i + 3 > scene.last:
        return None
    head = label[-1]
    if not all(w.text[0].isupper() or w.lower in ("of", "the", "and", "&") for w in label) or head.pos != "PROPN":
        return None
    if not any(w.ent in ("PERSON", "ORG") or w.lower in scene.lexicon["plural anonymous"] for w in label):
        return None
    rest = words[colon.i + 1 : scene.last]
    if not any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in rest):
        return None
    content = trim(words, [(colon.i + 1, scene.last)])
    return Attribution(
        anchor=colon.i,
        cue=(colon.i,),
        content=content,
        construction="label",
        source=(start, colon.i),
        source_head=head.i,
    )


def _in_the_view_of(noun: Word, scene: Scene) -> Attribution | None:
    of = next((kid for kid in noun.kids if kid.dep == "prep" and kid.lower == "of"), None)
    owner = child(of, "pobj") if of is not None else child(noun, "poss")
    if owner is None or owner.ent in ("DATE", "TIME"):
        return None
    prep = noun.head
    if prep.lower == "by" and prep.head.lemma in ("stand", "stick", "abide", "swear"):
        return None  # "no longer stands by his account"
    if prep.lower == "to" or (of is None and owner.lower in ("this", "that", "my", "our", "your")):
        return None
    cue = tuple(i for i in range(prep.i, noun.i + 1) if not owner.left <= i < owner.right)
    if of is not None:
        cue = (*cue, of.i)
    return _around(prep, cue, owner, scene, "in the view of", end=noun.right)


def _around(
    word: Word, cue: tuple[int, ...], source: Word | None, scene: Scene, construction: str, *, end: int | None = None
) -> Attribution | None:
    """The clause around the phrase is its content."""
    if source is None:
        return None
    words = scene.words
    start, stop = noun_phrase(words, source)
    after = max(end or stop, stop, *(i + 1 for i in cue))
    begin = min(word.i, start, *cue)
    if begin == scene.first:
        after = _after_apposition(source, after, scene)
        content = trim(words, [(after, scene.last)])
        stop = max(stop, after) if end is None else stop
    elif _inside_clause(word, begin, scene):
        clause = word.head
        content = trim(words, [(max(clause.left, scene.first), begin), (after, min(clause.right, scene.last))])
    else:
        left, right = _between_semicolons(word, scene)
        pieces = [(left, begin)]
        if after < right and words[after].text == "," and after + 2 < right:
            pieces.append((after, right))
        content = trim(words, pieces)
    content = tuple((a, b - 1) if words[b - 1].text == "." and b - a > 1 else (a, b) for a, b in content)
    if not content:
        return None
    head = next((w for a, b in content for w in words[a:b] if w.dep == "ROOT"), None)
    return Attribution(
        anchor=word.i,
        cue=cue,
        content=content,
        content_head=head.i if head is not None else None,
        construction=construction,
        source=(start, stop),
        source_head=source.i,
    )


def _inside_clause(word: Word, begin: int, scene: Scene) -> bool:
    """ "... reported that, according to X, Y": the phrase speaks for the clause only."""
    mark = begin - 1
    while mark > scene.first and scene.words[mark].text in (",", "("):
        mark -= 1
    return scene.words[mark].lower == "that" and scene.words[mark].dep == "mark" and word.head.pos in ("VERB", "AUX")


def _after_apposition(source: Word, end: int, scene: Scene) -> int:
    """End of a fronted source with its apposition: "According to the operator, Sunderlin Lines, 187 people ..."."""
    words = scene.words
    if end < scene.last and words[end].text == "," and source.pos == "NOUN":
        following = next((i for i in range(end + 1, min(end + 12, scene.last)) if words[i].text == ","), None)
        if following is not None:
            middle = words[end + 1 : following]
            names = all(w.pos in ("PROPN", "ADP", "DET", "CCONJ", "NUM", "PART", "ADJ") for w in middle)
            if names and any(w.pos == "PROPN" for w in middle):
                return following
    return end


def _between_semicolons(word: Word, scene: Scene) -> Range:
    start, end = scene.first, scene.last
    for i in range(word.i, scene.first - 1, -1):
        if scene.words[i].text == ";":
            start = i + 1
            break
    for i in range(word.i, scene.last):
        if scene.words[i].text == ";":
            end = i
            break
    return start, end

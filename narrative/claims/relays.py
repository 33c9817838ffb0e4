"""Sources behind a source: "citing officials", "was quoted by the agency as saying"."""

from __future__ import annotations

from dataclasses import replace

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import Scene
from narrative.claims.grammar import child, trim
from narrative.claims.tree import Word, subtree
from narrative.claims.verbs import can_speak

_CITING = frozenset({"citing", "quoting", "cited", "quoted"})
_REFERENCE = frozenset({"reference", "attribution", "authority", "word"})


def with_relay(a: Attribution, scene: Scene) -> list[Attribution]:
    """The attribution, and the one behind it that its own clause names, outermost first."""
    verb = scene.words[a.anchor]
    if a.source is None:
        return [a]
    if a.frame not in ("c", "q") and (a.kind != "speech" or a.stance != "asserts" or _beside_source(a, scene) is None):
        return [a]
    outlet = _outlet_told(verb, scene)
    if outlet is not None and not a.covers(outlet.i):
        outer = replace(
            a, source=noun_phrase(scene.words, outlet), source_head=outlet.i, construction="relay", stance="asserts"
        )
        return [outer, a]
    quoted_by = _quoted_by(verb, scene)
    if quoted_by is not None:
        cue, head = quoted_by
        outer = replace(
            a,
            anchor=cue.i,
            cue=(cue.i,),
            source=noun_phrase(scene.words, head),
            source_head=head.i,
            construction="relay",
        )
        return [outer, a]
    behind = _beside_source(a, scene) or _cited(verb, scene) or _heard_from(verb) or _cited_by_place(a, scene)
    if behind is None or (a.covers(behind[1].i) and not _beside_cue(a, behind[0])):
        behind = _cited_at_the_end(a, scene)
    if behind is None:
        return [a]
    cue, head = behind
    content = tuple((x, min(y, cue.i) if x <= cue.i < y else y) for x, y in a.content)
    a = replace(a, content=trim(scene.words, content) or a.content)
    inner = replace(
        a,
        anchor=cue.i,
        cue=(cue.i,),
        source=noun_phrase(scene.words, head),
        source_head=head.i,
        construction="relay",
        stance="asserts",
    )
    hearer = scene.words[a.source_head].lemma if a.source_head is not None else ""
    bodies = scene.lexicon["government words"] | _HEARINGS
    if cue.lower == "from" and hearer in bodies:
        return [inner]  # "Parliament heard from the minister that Y"
    return [a, inner]


_TELLING = frozenset({"tell", "inform", "assure", "remind"})
_AIR = frozenset({"radio", "television", "tv", "broadcasting", "news", "kanal", "canal", "channel"})


def _outlet_told(verb: Word, scene: Scene) -> Word | None:
    """The outlet to which something was told first: "medics told Radio West"."""
    whom = child(verb, "dobj", "dative") if verb.lemma in _TELLING else None
    if whom is None or whom.i < verb.i or any(kid.lower in ("our", "this") for kid in whom.kids):
        return None
    lexicon = scene.lexicon
    words = [kid for kid in whom.kids if kid.dep in ("compound", "amod", "nmod") and kid.i < whom.i] + [whom]
    if whom.pos == "NOUN" and whom.lemma in lexicon["outlet nouns"]:  # "the newspaper El Faro", taken for two
        beside = [kid for kid in (*whom.kids, *verb.kids) if kid.pos == "PROPN" and kid.left == whom.i + 1]
        return beside[0] if beside else None
    if whom.pos == "PROPN":
        before = scene.words[whom.left : whom.i]
        if any(w.lemma in lexicon["outlet nouns"] and w.lower != "press" for w in before if w.pos in ("NOUN", "ADJ")):
            return whom
        named = whom.lower in lexicon["outlet words"] or any(w.lower in _AIR for w in words)
        return whom if named or any(w.lemma in lexicon["outlet nouns"] for w in words if w.pos == "NOUN") else None
    aired = whom.lower in _AIR and len(words) > 1 and all(kid.lower not in ("the", "a") for kid in whom.kids)
    return whom if aired else None


def _beside_source(a: Attribution, scene: Scene) -> tuple[Word, Word] | None:
    """ "The agency, quoting the ministry, blamed ...", "The paper had put it at three, citing a note"."""
    if a.source_head is None:
        return None
    for word in scene.words[a.source_head].kids + scene.words[a.anchor].kids:
        if word.lower in ("citing", "quoting") and word.i > a.source_head:
            head = child(word, "dobj")
            if head is not None and _tells(head, scene):
                return word, head
    return None


_HEARINGS = frozenset({"inquiry", "committee", "meeting", "jury", "tribunal", "hearing", "conference", "panel"})


def _quoted_by(verb: Word, scene: Scene) -> tuple[Word, Word] | None:
    """ "X was quoted by Z as saying that Y"."""
    if verb.tag != "VBG" or verb.i <= scene.first or scene.words[verb.i - 1].lower != "as":
        return None
    for word in reversed(scene.words[scene.first : verb.i]):
        if word.lemma in ("quote", "cite") and word.tag == "VBN":
            by = next((w for w in subtree(word) if w.lower == "by" and w.i > word.i), None)
            head = child(by, "pobj") if by is not None else None
            return (word, head) if head is not None else None
    return None


def _cited(verb: Word, scene: Scene) -> tuple[Word, Word] | None:
    for kid in verb.kids:
        if kid.lower in ("citing", "quoting") and (head := child(kid, "dobj")) is not None and _tells(head, scene):
            return kid, head
        if kid.lower in ("with", "by", "on") and kid.dep == "prep":
            noun = child(kid, "pobj")
            if noun is not None and noun.lower in _REFERENCE:
                to = next((w for w in noun.kids if w.lower in ("to", "of")), None)
                head = child(to, "pobj") if to is not None else None
                if head is not None:
                    return noun, head
    return None


def _tells(head: Word, scene: Scene) -> bool:
    """Whether what is cited is a source, and no reason ("citing a sampling problem")."""
    lexicon = scene.lexicon
    if head.lower in _LAW or (head.pos == "PROPN" and scene.words[head.left].lower in _LAW):
        return False  # "citing Article 5" gives a reason
    named = lexicon["document words"] | lexicon["text nouns"] | lexicon["published"] | {"data", "figure", "source"}
    return can_speak(head, lexicon) or head.lemma in named or head.lower in named or head.pos not in ("NOUN",)


_LAW = frozenset("article section paragraph clause rule act law constitution code statute treaty entries".split())
_HEARING = frozenset({"hear", "learn", "gather", "understand"})


def _heard_from(verb: Word) -> tuple[Word, Word] | None:
    """ "The paper has learned from a sergeant that Y", "Y, she heard from a friend"."""
    if verb.lemma not in _HEARING:
        return None
    prep = next((kid for kid in verb.kids if kid.lower == "from" and kid.dep == "prep"), None)
    head = child(prep, "pobj") if prep is not None else None
    return (prep, head) if prep is not None and head is not None else None


def _beside_cue(a: Attribution, cue: Word) -> bool:
    """Whether a participle stands right behind the cue and the source: "the paper reports, citing her lawyer"."""
    end = max(*a.cue, a.source[1] - 1 if a.source else a.anchor)
    return cue.lower in ("citing", "quoting", "from") and 0 < cue.i - end <= 2


def _cited_at_the_end(a: Attribution, scene: Scene) -> tuple[Word, Word] | None:
    """ "The paper reported that a worker had fallen ill, citing a nurse": an outlet cites, not the worker."""
    words = scene.words
    outlet = words[a.source_head] if a.source_head is not None else None
    if outlet is None or not a.content or a.content[0][0] < a.anchor or not _publishes(outlet, words[a.anchor], scene):
        return None
    for word in reversed(words[a.content[0][0] : a.content[-1][1]]):
        if word.lower in ("citing", "quoting") and words[word.i - 1].text == ",":
            inside = words[a.content[0][0] : word.i]
            entries = (scene.lexicon.verbs.get(w.lemma) for w in inside if w.pos == "VERB" and w.tag == "VBD")
            if any(entry is not None and "c" in entry.speech for entry in entries):
                return None
            head = child(word, "dobj")
            return (word, head) if head is not None and _tells(head, scene) else None
    return None


def _publishes(source: Word, verb: Word, scene: Scene) -> bool:
    if source.lemma in scene.lexicon["outlet nouns"] or source.lower in scene.lexicon["outlet words"]:
        return True
    return verb.lemma in ("report", "write") and source.pos == "PROPN" and source.ent != "PERSON"


def _cited_by_place(a: Attribution, scene: Scene) -> tuple[Word, Word] | None:
    """A citing participle beside the reporting clause that the parser hung elsewhere."""
    low, high = min(*a.cue, a.source[0] if a.source else a.anchor), max(*a.cue, a.source[1] if a.source else a.anchor)
    for word in scene.words[max(scene.first, low - 3) : min(scene.last, high + 12)]:
        head = child(word, "dobj") if word.lower in ("citing", "quoting") else None
        if head is not None and _tells(head, scene) and (not a.covers(word.i) or _beside_cue(a, word)):
            return word, head
    return None

"""From the attributions of an article to its claims in the making: one a statement, with its chain.

Here quotations find their speakers, also across sentences and paragraphs, and sentences are cut where they make
two statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrative.claims.appositions import named_behind_office
from narrative.claims.attribution import Attribution
from narrative.claims.chains import PRIORITY, chain_of, speaks_for, without_own_words
from narrative.claims.clauses import independent_clauses
from narrative.claims.colons import before_a_colon
from narrative.claims.constructions import Scene
from narrative.claims.drafts import Link, Unit
from narrative.claims.evasions import evades, evasive
from narrative.claims.figures import figure_attributions
from narrative.claims.framed import framed
from narrative.claims.idiomatic import idiomatic
from narrative.claims.learned import learned
from narrative.claims.lexicon import Lexicon
from narrative.claims.namings import naming_attributions
from narrative.claims.nominals import nominal_attributions
from narrative.claims.passages import Passage
from narrative.claims.phrases import phrase_attributions
from narrative.claims.predicates import predicate_attributions
from narrative.claims.quotes import find_quotes
from narrative.claims.relays import with_relay
from narrative.claims.signatures import signature
from narrative.claims.splits import split
from narrative.claims.stance import load_idioms, stance_of
from narrative.claims.tags import tag_attributions
from narrative.claims.topics import topic_of
from narrative.claims.tree import Range, Tree
from narrative.claims.verbs import announcement, can_speak, verb_attributions

_SHORT_QUOTE = 6
_MOST_CUES = 60


@dataclass(slots=True)
class _Found:
    """What was found in one passage."""

    tree: Tree
    quotes: list[Range]
    open_end: bool
    by_sentence: list[tuple[Range, list[Attribution]]]
    text: str
    lexicon: Lexicon


def units(parsed: Sequence[tuple[Passage, Tree]], lexicon: Lexicon) -> Iterator[Unit]:
    """Claims in the making of an article, in the order of the text."""
    labels = speaker_labels([(passage.parsed, passage.part) for passage, _ in parsed])
    carried: Link | None = None
    spoken: dict[tuple[int, int], list[tuple[int, Range]]] = {}
    open_before = False
    single: bool | None = None
    for number, (passage, tree) in enumerate(parsed):
        found = _find(passage, tree, lexicon)
        last: Link | None = None
        signed = signature(passage.parsed, tree) if passage.part == "text" else None
        goes_on = open_before or (carried is not None and _opens(found, tree) and single in (None, _single(found, 0)))
        for at, (sentence, attributions) in enumerate(found.by_sentence):
            outside = [
                a for a in attributions if not _within(found.quotes, a.anchor) or _opens_outside(found.quotes, a)
            ]
            if not outside and _quoted(found, sentence):
                owner = _next(found, at, number) or last or (carried if goes_on else None)
                made = list(_quoted_units(number, sentence, attributions, owner))
            else:
                made = list(_units(number, found, sentence, attributions, outside))
            if number in labels:
                made = [_answered(unit) for unit in made]
            elif signed is not None:
                made = [_signed(unit, signed) for unit in made if unit.tokens[0] < signed.anchor]
                yield from made
                continue
            for unit in made:
                if unit.chain and number not in labels:
                    outer = unit.chain[0]
                    if outer.attribution.kind == "speech" and not _takes_back(outer.attribution):
                        last = outer
                    key = (outer.passage, outer.attribution.anchor)
                    pieces = spoken.setdefault(key, [])
                    if (unit.content and not outside and _quoted(found, sentence)) or (
                        len(unit.chain) == 1 and _mostly_quoted(found, unit)
                    ):
                        pieces.append((number, unit.tokens if unit.content else _hull(unit)))
                        unit.spoken = pieces if len(unit.chain) == 1 else []
                if not unit.chain and last is not None and unit.passage == last.passage and _continues(tree, unit):
                    unit.chain = [Link(last.passage, replace(last.attribution, construction="free continuation"))]
                    unit.content = (unit.tokens,)
                yield unit
        if passage.part == "text":
            announced = _announced(number, found)
            single = _single(found, -1) if found.quotes else None
            carried = announced or last or (carried if open_before and found.open_end else None)
            open_before = found.open_end or (_ends_with_colon(tree) and carried is not None)


def _takes_back(a: Attribution) -> bool:
    """Whether nothing is said by it: a quotation behind it has another cue."""
    return a.construction == "taken back" or (a.construction == "idiom" and a.stance == "retracts")


def _ends_with_colon(tree: Tree) -> bool:
    return bool(tree.words) and tree.words[-1].text == ":"


def _announced(number: int, found: _Found) -> Link | None:
    """Whoever a passage announces at its end, and whose words follow in the next: "The mayor went on:"."""
    if not _ends_with_colon(found.tree) or not found.by_sentence:
        return None
    sentence, attributions = found.by_sentence[-1]
    said = announcement(Scene(found.tree, sentence, found.quotes, found.lexicon))
    return Link(number, said) if said is not None and not any(a.anchor == said.anchor for a in attributions) else None


_LABEL = re.compile(r"(Q|A|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}):\s+\S")


def speaker_labels(passages: Sequence[tuple[str, str]]) -> frozenset[int]:
    """Passages of a transcript that somebody answers: their numbers.

    A label counts where it opens two passages or more; "A" only beside "Q", who is the outlet.
    """
    found: dict[str, list[int]] = {}
    for number, (text, part) in enumerate(passages):
        match = _LABEL.match(text) if part == "text" else None
        if match is not None:
            found.setdefault(match[1], []).append(number)
    kept = [
        label for label, places in found.items() if len(places) > 1 and label != "Q" and (label != "A" or "Q" in found)
    ]
    return frozenset(number for label in kept for number in found[label])


def _answered(unit: Unit) -> Unit:
    """A unit of a passage with a speaker's label: all of it is said by that speaker."""
    said = Attribution(
        anchor=0, cue=(0,), content=(unit.tokens,), construction="transcript", source=(0, 1), source_head=0
    )
    unit.chain = [Link(unit.passage, said), *(link for link in unit.chain if link.attribution.anchor > 1)]
    if len(unit.chain) == 1:
        unit.content = (unit.tokens,)
    unit.spoken = []
    return unit


def _signed(unit: Unit, signed: Attribution) -> Unit:
    """A unit of a quotation that is signed: all of it is said by whoever signs."""
    link = Link(unit.passage, signed)
    return replace(unit, chain=[link], content=(unit.tokens,), spoken=[(unit.passage, signed.content[0])])


def _continues(tree: Tree, unit: Unit) -> bool:
    """Whether a sentence illustrates what was said before it ("For example, ...")."""
    opening = " ".join(w.lower for w in tree.words[unit.tokens[0] : unit.tokens[0] + 2])
    return opening in ("for example", "for instance", "in particular")


def _find(passage: Passage, tree: Tree, lexicon: Lexicon) -> _Found:
    quotes, open_end = quote_tokens(passage.parsed, tree)
    by_sentence = [(s, attributions(Scene(tree, s, quotes, lexicon))) for s in tree.sentences]
    return _Found(tree, quotes, open_end, by_sentence, passage.parsed, lexicon)


def quote_tokens(text: str, tree: Tree) -> tuple[list[Range], bool]:
    """Quotations as token ranges, with their marks, and whether the last stays open."""
    found = []
    words = tree.words
    i = 0
    still_open = False
    for quote in find_quotes(text):
        while i < len(words) and words[i].end <= quote.start:
            i += 1
        start = i
        while i < len(words) and words[i].idx < quote.end:
            i += 1
        if i > start:
            found.append((start, i))
            still_open = quote.open
    return found, still_open


def attributions(scene: Scene) -> list[Attribution]:
    """All attributions of a sentence, one a cue."""
    best: dict[int, Attribution] = {}
    for reader in (predicate_attributions, verb_attributions, nominal_attributions, phrase_attributions):
        for found in reader(scene):
            kept = best.get(found.anchor)
            if kept is None or _rank(found) > _rank(kept):
                best[found.anchor] = found
    for naming in naming_attributions(scene):
        kept = best.get(naming.anchor)
        if kept is None or (kept.stance == "asserts" and kept.construction not in PRIORITY):
            best[naming.anchor] = naming
    for figure in figure_attributions(scene):
        kept = best.get(figure.anchor)
        if kept is None or (kept.stance == "asserts" and kept.frame not in ("c", "q")):
            best[figure.anchor] = figure
    for tag in tag_attributions(scene):
        kept = best.get(tag.anchor)
        if kept is None or tag.size > kept.size + 3 or not _share_source(kept, tag):
            best[tag.anchor] = tag
    best |= {found.anchor: found for found in named_behind_office(scene, best)}
    return [best[anchor] for anchor in sorted(best)][:_MOST_CUES]


def _share_source(a: Attribution, b: Attribution) -> bool:
    return a.source is not None and b.source is not None and a.source[0] < b.source[1] and b.source[0] < a.source[1]


def _rank(found: Attribution) -> tuple[int, bool, int]:
    return PRIORITY.get(found.construction, 0), found.source is not None, found.size


# ---- quotations ----


def _within(quotes: Sequence[Range], i: int) -> bool:
    return any(a <= i < b for a, b in quotes if b - a >= _SHORT_QUOTE)


def _opens_outside(quotes: Sequence[Range], a: Attribution) -> bool:
    """ "The mayor was "not going to comment on that"": of the clause only its predicate is quoted."""
    inside = next((q for q in quotes if q[0] <= a.anchor < q[1]), None)
    return inside is not None and a.source is not None and a.source[1] <= inside[0] and a.construction in PRIORITY


def _quoted(found: _Found, sentence: Range) -> bool:
    """Whether a sentence is nothing but quotation."""
    words = found.tree.words
    plain = [i for i in range(*sentence) if words[i].text[0].isalnum()]
    return bool(plain) and all(any(a <= i < b for a, b in found.quotes) for i in plain)


def _mostly_quoted(found: _Found, unit: Unit) -> bool:
    """Whether what a unit states is a quotation."""
    pieces = unit.content or unit.chain[-1].attribution.content
    inside = sum(any(a <= i < b for a, b in found.quotes) for piece in pieces for i in range(*piece))
    return inside > 0 and inside >= 0.8 * sum(b - a for a, b in pieces)


def _hull(unit: Unit) -> Range:
    content = unit.chain[-1].attribution.content
    return min(a for a, _ in content), max(b for _, b in content)


def _opens(found: _Found, tree: Tree) -> bool:
    """Whether a passage begins with a sentence that is nothing but quotation."""
    return bool(tree.sentences) and bool(found.quotes) and found.quotes[0][0] <= 1 and _quoted(found, tree.sentences[0])


def _single(found: _Found, at: int) -> bool:
    """Whether a quotation is set in single marks: in other marks than the one before, it is not by who spoke there."""
    mark = found.tree.words[found.quotes[at][0]].text
    return mark[:1] in ("'", "‘") and not mark.startswith("''")


def _next(found: _Found, at: int, number: int) -> Link | None:
    """The attribution of a later sentence whose content is the quotation that a sentence opens."""
    sentence = found.by_sentence[at][0]
    quote = next((q for q in found.quotes if q[0] < sentence[1] and q[1] > sentence[0]), None)
    for later, found_there in found.by_sentence[at + 1 :]:
        for a in found_there:
            if not _within(found.quotes, a.anchor) and a.kind == "speech" and a.frame in ("c", "q"):
                touches = quote is not None and any(x < quote[1] and y > quote[0] for x, y in a.content)
                return Link(number, a) if touches else None
        if quote is not None and later[0] >= quote[1]:
            return None
    return None


def _quoted_units(
    number: int, sentence: Range, attributions: Sequence[Attribution], owner: Link | None
) -> Iterator[Unit]:
    """The units of a sentence that is nothing but quotation."""
    if owner is None:
        yield Unit(number, sentence)
        return
    size = sentence[1] - sentence[0]
    inner = [a for a in attributions if a.kind == "speech" and a.frame in ("c", "q") and a.source is not None]
    inner = [a for a in inner if a.extent[1] - a.extent[0] >= 0.6 * size]
    unit = Unit(number, sentence, [owner], (sentence,))
    stanced = [a for a in attributions if a.construction in PRIORITY]
    chosen = max(inner or stanced, key=lambda a: a.size, default=None)
    if chosen is not None:
        unit.chain.append(Link(number, chosen))
        unit.content = chosen.content or (sentence,)
    yield unit


# ---- sentences ----


def _units(
    number: int, found: _Found, sentence: Range, attributions: Sequence[Attribution], outside: Sequence[Attribution]
) -> Iterator[Unit]:
    scene = Scene(found.tree, sentence, found.quotes, found.lexicon)
    for clause in independent_clauses(found.tree, sentence, found.quotes):
        inside = [a for a in outside if clause[0] <= a.anchor < clause[1]]
        nested = [a for a in attributions if clause[0] <= a.anchor < clause[1]]
        inside = [a for a in inside if not _in_passing(a, clause, scene)]
        first = before_a_colon(clause, inside, scene, found.text)
        made = [first] if first is not None else without_own_words(chain_of(inside, nested), scene.words)
        chain = [Link(number, link) for a in made for link in with_relay(a, scene)]
        if first is not None:
            pass
        elif not chain or not _speaks(chain[0].attribution) or (chain[0].attribution.depth and len(chain) == 1):
            told = None if _rejects(chain) else evasive(clause, scene, found.text)
            told = told or idiomatic(clause, scene, load_idioms(), found.text)
            told = told or ((framed(clause, scene) or learned(clause, scene)) if not chain else None)
            if told is not None:
                chain = [Link(number, told)]
        elif len(chain) == 1 and (told := _instead(chain[0].attribution, clause, scene, found)) is not None:
            chain = [Link(number, told)]
        elif len(chain) == 1 and (told := _told_inside(chain[0].attribution, clause, scene, found)) is not None:
            chain.append(Link(number, told))
        unit = Unit(number, clause, chain)
        if chain and _withholds(chain[-1].attribution, scene):
            unit.topic = topic_of(chain[-1].attribution, clause, scene)
        yield from split(unit, inside, found.tree) if chain and not unit.topic else (unit,)


def _rejects(chain: Sequence[Link]) -> bool:
    """Whether something is rejected: who laughs off what he is asked about has answered."""
    return bool(chain) and chain[0].attribution.stance == "denies"


def _withholds(a: Attribution, scene: Scene) -> bool:
    return stance_of(a, scene.words, scene.first, scene.lexicon) == "withholds"


def _in_passing(a: Attribution, clause: Range, scene: Scene) -> bool:
    """A cue that only qualifies something else: the clause as a whole is not what is reported.

    "They were furious over letters that suggested ...", "Many were shocked when it was announced that ...".
    """
    verb = scene.words[a.anchor]
    small = a.size < 0.5 * (clause[1] - clause[0])
    if verb.dep == "relcl":
        return small and not can_speak(verb.head, scene.lexicon)
    hoping = verb.dep == "acl" and verb.tag == "VBG" and a.kind == "attitude"  # "importers hoping for relief will wait"
    return small and (hoping or (a.construction == "agentless" and verb.dep == "advcl"))


def _instead(a: Attribution, clause: Range, scene: Scene, found: _Found) -> Attribution | None:
    """What a clause tells rather than a statement: an answer that is none, a claim that is taken back."""
    return _of_a_claim(a, clause, scene, found) or evades(a, clause, scene, found.text)


def _of_a_claim(a: Attribution, clause: Range, scene: Scene, found: _Found) -> Attribution | None:
    """ "Backtracked on its claim that ...": what is done with the claim counts, not that it was made."""
    if a.construction != "nominal" or a.stance != "asserts":
        return None
    told = idiomatic(clause, scene, load_idioms(), found.text)
    return told if told is not None and told.stance in ("retracts", "denies") else None


def _told_inside(a: Attribution, clause: Range, scene: Scene, found: _Found) -> Attribution | None:
    """An idiom in what is attributed: "he replied that he had nothing to add"."""
    if a.construction in PRIORITY or a.stance != "asserts" or not a.content:
        return None
    for piece in a.content:
        start, end = max(piece[0], clause[0]), min(piece[1], clause[1])
        if end - start < 3 or any(q[0] < end and q[1] > start for q in found.quotes):
            continue
        told = idiomatic((start, end), scene, load_idioms(), found.text)
        if told is None or told.source_head is None or told.stance not in ("withholds", "denies"):
            continue
        head = scene.words[told.source_head]
        if head.lower in _NOBODY:
            continue
        if told.stance == "denies" and head.pos == "PRON":
            return replace(told, source=None, source_head=None, content=a.content)
        if told.stance == "withholds" and a.source_head is not None and speaks_for(scene.words[a.source_head]):
            return replace(told, source=None, source_head=None)
        if can_speak(head, scene.lexicon) and head.lemma not in scene.lexicon["content nouns"] and head.pos != "ADP":
            return told
        if told.stance == "denies":  # "the story is not true, he said": the speaker himself denies
            return replace(told, source=None, source_head=None, content=a.content)
    return None


_NOBODY = frozenset({"nobody", "none", "anyone", "anybody", "whoever", "one"})


def _speaks(a: Attribution) -> bool:
    return a.construction in PRIORITY or (
        a.kind == "speech" and a.frame in ("c", "q") and a.construction != "agentless"
    )

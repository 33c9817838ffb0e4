"""How content hangs on a verb: one function a construction, each of which sees one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from narrative.claims.grammar import child, children, is_finite, is_passive, subject, trim
from narrative.claims.lexicon import Lexicon
from narrative.claims.tree import Range, Tree, Word, subtree

FENCE = frozenset({",", "-", "--", "—", "–", '"', "'", "(", ":", ";"})
CLOSING = frozenset({",", "?", "!", ".", "—", "...", "…", "-", "–", "--"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
ADDRESSED = frozenset("tell inform assure remind notify warn advise reassure brief ask persuade convince".split())
_NO_CONTENT_MARKS = frozenset(
    "as because when while although though after before since until unless where how so once whereas".split()
)
# These take any object; only with a noun for content do they report.
_LOOSE = frozenset(
    "need hold see find know show raise list detail record suspect read love hear take want decide determine "
    "like hate "
    "establish document discover address treat understand back accept give offer".split()
)
_JUDGING = frozenset(
    "praise applaud blame commend thank criticize criticise fault condemn congratulate attack slam rebuke scold "
    "chastise denounce cite hail credit".split()
)
NAMING = frozenset(
    "call label brand dub describe dismiss denounce condemn characterize characterise deem consider declare hail "
    "decry deride mock ridicule praise criticize criticise term blast slam style paint portray".split()
)


_ACTS = {
    "declare": frozenset({"day", "holiday", "bankruptcy", "dividend"}),
    "report": frozenset("profit loss earnings sale sales revenue turnover income".split()),
}
_SHUT = frozenset("phone telephone receiver door window gate lid drawer boot hatch brake book".split())
_WISHING = frozenset({"want", "like", "prefer"})
_SHOWING = frozenset("show find document detail record list establish".split())


class Reading(NamedTuple):
    """What one construction makes of a verb: content, its head, a name, and a source if it knows better."""

    content: tuple[Range, ...]
    head: Word | None
    construction: str
    source: Word | None = None


class Scene:
    """One sentence while it is read: the words, the sentence's range, the quotations that touch it."""

    __slots__ = ("first", "last", "lexicon", "quotes", "words")

    def __init__(self, tree: Tree, sentence: Range, quotes: Sequence[Range], lexicon: Lexicon) -> None:
        self.words = tree.words
        self.first, self.last = sentence
        self.quotes = [q for q in quotes if q[0] < sentence[1] and q[1] > sentence[0]]
        self.lexicon = lexicon

    def quote_of(self, i: int) -> Range | None:
        """The quotation that holds a token."""
        for quote in self.quotes:
            if quote[0] <= i < quote[1]:
                return quote
        return None


def tag_source(verb: Word, start: int, scene: Scene) -> Word | None:
    """The source of a reporting clause that starts at a token: "raged the mayoress", "the mayoress raged"."""
    words = scene.words
    if verb.i == start or (verb.i == start + 1 and words[start].pos == "ADV"):
        after = next(
            (
                w
                for w in words[verb.i + 1 : verb.i + 12]
                if w.head is verb and w.dep in ("nsubj", "dobj", "attr", "npadvmod", "oprd", "ccomp", "nsubjpass")
            ),
            None,
        )
        if (
            after is not None
            and after.pos in ("NOUN", "PROPN", "PRON")
            and after.lower not in ("me", "him", "her", "them", "us")
            and after.left == verb.i + 1
        ):
            return after
        return None
    source = child(verb, "nsubj")
    if source is not None and source.left == start and source.i < verb.i and verb.i - start < 14:
        return source
    return None


def inverted(verb: Word, scene: Scene) -> Reading | None:
    """ "Y, X said" and "Y, said X": everything before the reporting clause."""
    clause = child(verb, "ccomp")
    if clause is None or clause.i > verb.i:
        return None
    words = scene.words
    source = subject(verb)
    stop = verb.i
    if source is not None and clause.i < source.i < verb.i:
        stop = source.left
    fence = next(
        (i for i in range(stop - 1, clause.i, -1) if words[i].text in ('"', ",", "?", "!", "-", "–", "—")), None
    )
    if fence is None or stop - fence > 12:
        return None
    content = trim(words, [(max(scene.first, min(verb.left, clause.left)), fence + 1)])
    if not content or not (_has_tense(words, content) or _ends(verb, scene) or scene.quote_of(clause.i)):
        return None
    if source is None and not is_passive(verb):
        source = tag_source(verb, fence + 1, scene)
        return Reading(content, clause, "inverted", source) if content and source is not None else None
    return Reading(content, clause, "inverted") if content else None


def clause_of(verb: Word, scene: Scene) -> Reading | None:
    """ "X said that Y"."""
    cited = _behind_a_citation(verb, scene)
    if cited is not None:
        return cited
    clause = next((kid for kid in children(verb, "ccomp") if kid.i > verb.i), None)
    if clause is None:  # "gave its word that": the clause hangs on the noun
        nouns = [
            kid
            for kid in children(verb, "dobj")
            if kid.lemma in ("word", "assurance", "notice", "view", "case", "point")
        ]
        clause = next((c for noun in nouns for c in children(noun, "acl", "ccomp", "relcl") if child(c, "mark")), None)
    if clause is None and verb.lemma in ADDRESSED:
        clause = _behind_addressee(verb)
    that = next((kid for kid in verb.kids if kid.lower == "that" and kid.dep == "mark" and kid.i > verb.i), None)
    if clause is None and that is not None:  # the verb of the clause was not seen
        content = trim(scene.words, [(that.i, min(verb.right, scene.last))])
        return Reading(content, None, "that-clause") if content else None
    if clause is None and verb.lemma in (
        "be",
        "seem",
        "remain",
        "feel",
    ):  # "was confident that": it hangs on the adjective
        clause = next((c for kid in children(verb, "acomp") for c in children(kid, "ccomp") if child(c, "mark")), None)
    if clause is None:
        return None
    mark = child(clause, "mark")
    if mark is not None and mark.lower in _NO_CONTENT_MARKS:
        return None
    if verb.lemma == "find" and mark is None and clause.tag == "VBN" and not is_finite(clause):
        return None  # "found the door locked"
    content = trim(scene.words, [(max(verb.i + 1, clause.left), min(clause.right, scene.last))])
    if not content:
        return None
    name = "that-clause" if mark is not None and mark.lower == "that" else "clause"
    return Reading(content, clause, "quotation" if scene.quote_of(clause.i) else name)


def _behind_a_citation(verb: Word, scene: Scene) -> Reading | None:
    """ "Reported, citing two invoices, that Y": the clause, wherever the parser hung it."""
    words, i = scene.words, verb.i
    if i + 5 >= scene.last or words[i + 1].text != "," or words[i + 2].lower not in ("citing", "quoting"):
        return None
    stop = min(i + 20, scene.last)
    that = next((w.i for w in words[i + 4 : stop] if w.lower == "that" and words[w.i - 1].text == ","), None)
    content = trim(words, [(that, scene.last)]) if that is not None else ()
    return Reading(content, None, "that-clause") if content else None


def _behind_addressee(verb: Word) -> Word | None:
    """ "told a meeting of mayors that Y", where the parser hung the clause on whom it was told to."""
    whom = child(verb, "dobj", "dative")
    if whom is None or whom.i < verb.i:
        return None
    for word in subtree(whom):
        if word.dep in ("acl", "ccomp", "relcl") and (mark := child(word, "mark")) is not None and mark.lower == "that":
            return word
    return None


def as_clause(verb: Word, scene: Scene) -> Reading | None:
    """ "As X put it, Y" and "Y, as X has said": everything but the clause with "as"."""
    words = scene.words
    mark = next((kid for kid in verb.kids if kid.lower == "as" and kid.dep in ("mark", "advmod", "prep")), None)
    source = child(verb, "nsubj")
    if mark is None or source is None or not mark.i < source.i < verb.i or verb.dep not in ("advcl", "ccomp", "prep"):
        return None
    held = child(verb, "dobj")
    if any(kid.dep in ("ccomp", "xcomp") for kid in verb.kids) or (held is not None and held.lower != "it"):
        return None
    start, stop = mark.i, verb.i + 1
    while stop < scene.last and words[stop].text not in (",", ".", "—", "–", '"', ";", ":"):
        stop += 1
    if start > scene.first and words[start - 1].text not in FENCE:
        return None
    if stop - verb.i > 14:
        return None
    content = trim(words, [(scene.first, start), (stop, scene.last)])
    content = tuple((a, b - 1) if words[b - 1].text == "." and b - a > 1 else (a, b) for a, b in content)
    return Reading(content, None, "as-clause", source) if content and _has_tense(words, content) else None


def parenthesis(verb: Word, scene: Scene) -> Reading | None:
    """ "Her members, she added, had ...": the sentence around the reporting clause."""
    source = child(verb, "nsubj")
    head = verb.head
    if source is None or head is verb or verb.dep not in ("parataxis", "ccomp", "advcl", "conj", "dep", "relcl"):
        return None
    if any(kid.dep in ("ccomp", "xcomp", "mark", "attr") for kid in verb.kids):
        return None
    if child(verb, "dobj") is not None and verb.lemma not in ADDRESSED:
        return None
    if any(kid.dep == "advmod" and kid.lower in _NO_CONTENT_MARKS for kid in verb.kids):
        return None
    words = scene.words
    left, right = min(verb.left, verb.i), verb.right
    while left < verb.i and words[left].text in FENCE:
        left += 1
    if not any(w.text[0].isalnum() for w in words[scene.first : left]) or words[left - 1].text not in FENCE:
        return None
    closed = right >= scene.last - 1 or words[right].text in (*FENCE, ")", ".") or words[right - 1].text in FENCE
    if not closed or (source.i < verb.i and source.left != left):
        return None
    content = trim(words, [(max(scene.first, head.left), left), (right, min(scene.last, max(head.right, right)))])
    content = tuple((a, b - 1) if words[b - 1].text == "." and b - a > 1 else (a, b) for a, b in content)
    return Reading(content, head, "parenthesis") if content else None


def quotation(verb: Word, scene: Scene) -> Reading | None:
    """A quotation beside the verb, where the parser saw no complement."""
    own = scene.quote_of(verb.i)
    words = scene.words
    source = subject(verb)
    for quote in scene.quotes:
        if quote is own or quote[1] - quote[0] <= 3:
            continue
        if source is not None and source.left <= quote[0] and quote[1] <= source.right:
            continue
        if quote[0] > verb.i:
            between = words[verb.i + 1 : quote[0]]
            mark = between[-1].text if between else ""
            if (
                len(between) < 25
                and (len(between) < 2 or mark in (",", ":"))
                and not any(w.pos == "VERB" and w.tag not in ("VBG", "VBN") for w in between)
            ):
                return Reading((quote,), words[quote[0]], "quotation")
        elif quote[1] <= verb.i and verb.i - quote[1] < 14:
            last = words[max(quote[1] - 2, 0)].text
            if last in CLOSING or (quote[1] < len(words) and words[quote[1]].text == ","):
                tag = tag_source(verb, quote[1] + (words[quote[1]].text == ","), scene)
                if tag is not None:
                    return Reading((quote,), words[quote[0]], "quotation", tag)
    return None


def closing_tag(verb: Word, scene: Scene) -> Reading | None:
    """A reporting clause that closes the sentence, told by its place alone: "..., says a mole at head office."."""
    words = scene.words
    if verb.tag in ("VB", "VBG", "VBN") or child(verb, "mark", "ccomp", "xcomp", "auxpass", "neg") is not None:
        return None
    start = verb.i
    while start > scene.first and words[start - 1].text not in FENCE and verb.i - start < 14:
        start -= 1
    if start <= scene.first or words[start - 1].text not in FENCE:
        return None
    if not any(w.text[0].isalnum() for w in words[scene.first : start]):
        return None
    source = _source_behind(verb, words) if start == verb.i else _source_before(verb, start, scene)
    content = trim(words, [(scene.first, start - 1)])
    if source is None or not content:
        return None
    exclaimed = start == verb.i and start - scene.first <= 6 and words[scene.first].tag not in ("IN", "RB")
    if not (exclaimed or _has_tense(words, content) or _ends(verb, scene) or scene.quote_of(content[0][0])):
        return None
    return Reading(content, None, "inverted", source)


def subject_before(verb: Word, words: Sequence[Word]) -> bool:
    """Whether the verb has a subject of its own in front of it, with no quotation between them."""
    before = [kid.i for kid in verb.kids if kid.dep == "nsubj" and kid.i < verb.i]
    return any(all(w.text != '"' for w in words[i : verb.i]) for i in before)


def _source_behind(verb: Word, words: Sequence[Word]) -> Word | None:
    """The noun phrase right behind the verb."""
    labels = ("nsubj", "dobj", "attr", "npadvmod", "oprd", "ccomp")
    found = next((w for w in words[verb.i + 1 : verb.i + 10] if w.head is verb and w.dep in labels), None)
    if found is not None and found.dep == "dobj" and subject_before(verb, words):
        return None  # "the mayor, a sailor, bemoaned the delay": who bemoans stands before it
    return found if found is not None and found.left == verb.i + 1 and found.pos in _NOUNS else None


def _source_before(verb: Word, start: int, scene: Scene) -> Word | None:
    """The noun phrase between the fence and the verb, if there is nothing else."""
    before = scene.words[start : verb.i]
    if before[0].tag in ("VBD", "VBZ", "VBP", "MD", "IN", "WP", "WDT", "CC", "WRB"):
        return None
    if any(w.tag in ("VBD", "VBZ", "VBP", "MD") and w.head is verb for w in before):
        return None
    found = next((w for w in reversed(before) if w.pos in _NOUNS and w.head.i >= verb.i), None)
    if found is None or found.dep not in ("nsubj", "compound", "nmod", "ROOT"):
        return None
    if verb.lemma not in ADDRESSED and child(verb, "dobj", "attr", "acomp") is not None:
        return None
    tail = scene.words[verb.i + 1 : verb.i + 4]
    return None if any(w.text in (",", ";", ":") and w.i < scene.last - 2 for w in tail) else found


def infinitive(verb: Word, scene: Scene) -> Reading | None:
    clause = child(verb, "xcomp")
    if clause is None and verb.lemma in _WISHING:  # "wants the wreck to be raised": it has a subject of its own
        clause = next(
            (kid for kid in children(verb, "ccomp") if kid.tag in ("VB", "VBN") and child(kid, "mark") is None), None
        )
    if clause is None or clause.i < verb.i:
        return None
    start = clause.left
    whom = child(verb, "dobj", "dative")
    if verb.lemma == "call":  # "called on the owners to act"
        on = next((kid for kid in children(verb, "prep") if kid.lower in ("on", "upon")), None)
        whom = child(on, "pobj") if on is not None else None
        if whom is None:
            return None
    if whom is not None and verb.i < whom.i < clause.i:
        start = min(start, whom.left)  # "urged the company to act": who is to act belongs to the content
    content = trim(scene.words, [(start, min(clause.right, scene.last))])
    return Reading(content, clause, "infinitive") if content else None


def _completes(kid: Word, verb: Word) -> bool:
    """Whether something behind an object belongs to what is said of it."""
    if verb.lemma in NAMING and (kid.dep in ("oprd", "xcomp", "ccomp") or kid.lower == "as"):
        return True
    if verb.lemma in NAMING and kid.dep == "advcl" and any(g.lower == "as" and g.i < kid.i for g in kid.kids):
        return True
    return verb.lemma in _JUDGING and kid.dep == "prep" and kid.lower in ("for", "on", "over", "as")


def _shows(verb: Word, scene: Scene) -> bool:
    """ "The survey shows a lead of six points": a document tells what it shows."""
    source = subject(verb)
    documents = scene.lexicon["document words"]
    return verb.lemma in _SHOWING and source is not None and (source.lemma in documents or source.lower in documents)


def _behind_as(verb: Word) -> Word | None:
    """ "Rejected as absurd the idea that ...": the object, taken for what follows the "as"."""
    named = next((kid for kid in verb.kids if kid.lower == "as" and kid.dep == "prep"), None)
    noun = child(named, "pobj") if named is not None else None
    if named is None or noun is None:
        return None
    return noun if any(kid.dep == "det" and kid.i > named.i + 1 for kid in noun.kids) else None


def object_of(verb: Word, scene: Scene) -> Reading | None:
    noun = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    if noun is None and verb.lemma in NAMING | {"reject"}:
        noun = _behind_as(verb)
    if noun is not None and verb.lemma in ("slam", "bang", "knock") and noun.lemma in _SHUT:
        return None  # "slammed the door": nobody said anything of the door
    if noun is not None and noun.lemma in _ACTS.get(verb.lemma, ()):
        return None  # "declared a day of mourning", "reported a record loss": that is done, not told
    if noun is None or noun.lower in ("himself", "herself", "itself", "themselves", "what", "who", "which"):
        return None
    if verb.lemma in _LOOSE and noun.lemma not in scene.lexicon["content nouns"] and not _shows(verb, scene):
        return None
    end = noun.right
    for kid in verb.kids:  # "called it a lie", "described them as reckless"
        if kid.i > noun.i and _completes(kid, verb):
            end = max(end, min(kid.right, scene.last))
    content = trim(scene.words, [(noun.left, end)])
    return Reading(content, noun, "object") if content else None


def _has_tense(words: Sequence[Word], content: tuple[Range, ...]) -> bool:
    return any(words[i].tag in ("VBD", "VBZ", "VBP", "MD") for a, b in content for i in range(a, b))


def _ends(verb: Word, scene: Scene) -> bool:
    """Whether the verb is the last word of its sentence and no noun in disguise."""
    return verb.pos == "VERB" and not any(w.text[0].isalnum() for w in scene.words[verb.i + 1 : scene.last])

"""Attributions whose cue is a verb: "X said that Y", "Y, X said", participles, passives, parentheses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.grammar import (
    agent,
    child,
    children,
    cue_group,
    indices,
    is_finite,
    is_passive,
    ranges,
    subject,
    trim,
)
from narrative.claims.lexicon import Lexicon, Verb
from narrative.claims.tree import Range, Tree, Word

Reading = tuple[tuple[Range, ...], Word | None, str]

_FENCE = frozenset({",", "-", "--", "—", "–", '"', "'", "(", ":", ";"})
_REPORTED_TO = frozenset({"tell", "inform", "assure", "remind", "notify", "warn", "advise", "reassure", "brief", "ask"})


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


def verb_attributions(scene: Scene) -> Iterator[Attribution]:
    """Attributions of one sentence that hang on a verb."""
    verbs = scene.lexicon.verbs
    for word in scene.words[scene.first : scene.last]:
        if word.pos not in ("VERB", "AUX") and word.tag not in ("VBZ", "VBD", "VBP"):
            continue
        entry = verbs.get(word.lemma) or verbs.get(word.lower)
        if entry is not None:
            found = _read(word, entry, scene)
            if found is not None:
                yield found


def _read(verb: Word, entry: Verb, scene: Scene) -> Attribution | None:
    frames = entry.speech | entry.attitude
    if "c" in frames or "q" in frames:
        for reader in (_clause, _parenthesis, _quotation):
            got = reader(verb, scene)
            if got is not None:
                return _build(verb, entry, "c" if "c" in frames else "q", got, scene)
    if "x" in frames and (got := _infinitive(verb, scene)) is not None:
        return _build(verb, entry, "x", got, scene)
    for frame in sorted(frames):
        if frame.startswith("p:"):
            for prep in children(verb, "prep"):
                if prep.lower == frame[2:]:
                    content = trim(scene.words, ranges(i for i in indices(prep) if i != prep.i))
                    if content:
                        reading = (content, child(prep, "pobj", "pcomp"), "prepositional")
                        return _build(verb, entry, frame, reading, scene)
    if "n" in frames and (got := _object(verb, scene)) is not None:
        return _build(verb, entry, "n", got, scene)
    return None


def _build(verb: Word, entry: Verb, frame: str, reading: Reading, scene: Scene) -> Attribution | None:
    content, head, construction = reading
    source: Word | None
    if is_passive(verb):
        source = agent(verb)
        if source is None and verb.lemma in _REPORTED_TO:
            return None
        construction = "passive" if source is not None else "agentless"
    else:
        source = subject(verb)
    if source is not None and (
        any(a <= source.i < b for a, b in content) or source.lower in ("it", "there") and source.dep == "expl"
    ):
        source = None
    if source is None and not is_passive(verb) and not is_finite(verb):
        return None
    cue = cue_group(verb)
    return Attribution(
        anchor=verb.i,
        cue=tuple(word.i for word in cue),
        content=content,
        content_head=head.i if head is not None else None,
        construction=construction,
        kind="speech" if frame in entry.speech else "attitude",
        stance=entry.stance,
        source=noun_phrase(scene.words, source, verb) if source is not None else None,
        source_head=source.i if source is not None else None,
    )


def _clause(verb: Word, scene: Scene) -> Reading | None:
    """ "X said that Y" and "Y, X said"."""
    clause = child(verb, "ccomp")
    if clause is None:
        return None
    words = scene.words
    if clause.i < verb.i:  # "Y, X said": everything before the reporting clause
        source = subject(verb)
        stop = verb.i
        if source is not None and clause.i < source.i < verb.i:
            stop = source.left
        fence = next(
            (i for i in range(stop - 1, clause.i, -1) if words[i].text in (",", "?", "!", '"', "-", "–", "—")), None
        )
        if fence is not None and stop - fence < 8 and not (source is not None and source.i < fence):
            stop = fence + 1
        content = trim(words, [(_clause_start(scene, clause, verb), stop)])
        return (content, clause, "inverted") if content else None
    mark = child(clause, "mark")
    if mark is not None and mark.lower in (
        "as",
        "because",
        "when",
        "while",
        "if",
        "although",
        "though",
        "after",
        "before",
    ):
        if mark.lower != "if":
            return None
    content = trim(words, ranges(indices(clause)))
    if not content:
        return None
    content = ((content[0][0], _content_end(content[-1][1], scene)),) if len(content) > 1 else content
    name = "that-clause" if mark is not None and mark.lower == "that" else "clause"
    return content, clause, "quotation" if scene.quote_of(clause.i) else name


def _clause_start(scene: Scene, clause: Word, verb: Word) -> int:
    """Where the content of an inverted clause starts: at the sentence, or after the clause that goes before."""
    left = min(verb.left, clause.left)
    return max(scene.first, left)


def _content_end(end: int, scene: Scene) -> int:
    return min(end, scene.last)


def _quotation(verb: Word, scene: Scene) -> Reading | None:
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
            marks = [word for word in between if word.text in (",", ":")]
            if len(between) < 25 and (len(between) < 3 or (marks and marks[-1].i == quote[0] - 1)):
                return (quote,), words[quote[0]], "quotation"
        elif quote[1] <= verb.i and verb.i - quote[1] < 12:
            last = (
                words[quote[1] - 1].text
                if words[quote[1] - 1].text not in ('"', "'")
                else words[max(quote[1] - 2, 0)].text
            )
            follows = words[quote[1]].text if quote[1] < len(words) else ""
            if last in (",", "?", "!", ".", "—", "...", "…", "-", "–") or follows == ",":
                return (quote,), words[quote[0]], "quotation"
    return None


def _parenthesis(verb: Word, scene: Scene) -> Reading | None:
    """ "Her members, she added, had ...": the sentence around the reporting clause."""
    source = child(verb, "nsubj")
    head = verb.head
    if source is None or head is verb or verb.dep not in ("parataxis", "ccomp", "advcl", "conj", "dep", "relcl"):
        return None
    if child(verb, "dobj", "xcomp") is not None and verb.lemma not in _REPORTED_TO:
        return None
    if any(
        kid.dep in ("mark", "advmod") and kid.lower in ("as", "when", "while", "because", "if", "where", "how")
        for kid in verb.kids
    ):
        return None
    words = scene.words
    left, right = min(verb.left, verb.i), verb.right
    fenced = left > scene.first and words[left - 1].text in _FENCE
    if not fenced:
        fenced = words[left].text in _FENCE
    closed = (
        right >= scene.last - 1
        or words[min(right, scene.last - 1)].text in (*_FENCE, ")", ".")
        or words[right - 1].text in _FENCE
    )
    if not fenced or not closed or (verb.dep in ("relcl", "conj") and not _bare_report(verb)):
        return None
    content = trim(words, [(max(scene.first, head.left), left), (right, min(scene.last, max(head.right, right)))])
    return (content, head, "parenthesis") if content else None


def _bare_report(verb: Word) -> bool:
    """Nothing but subject, verb, addressee and time: "she added", "he told the paper on Monday"."""
    return not any(kid.dep in ("ccomp", "xcomp", "advcl", "mark") for kid in verb.kids)


def _infinitive(verb: Word, scene: Scene) -> Reading | None:
    clause = child(verb, "xcomp")
    if clause is None or clause.i < verb.i:
        return None
    content = trim(scene.words, ranges(indices(clause)))
    return (content, clause, "infinitive") if content else None


def _object(verb: Word, scene: Scene) -> Reading | None:
    noun = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    if noun is None or noun.lower in ("himself", "herself", "itself", "themselves"):
        return None
    content = trim(scene.words, ranges(indices(noun)))
    return (content, noun, "object") if content else None

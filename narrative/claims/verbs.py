"""Attributions whose cue is a verb: "X said that Y", "Y, X said", participles, passives, parentheses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

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

_FENCE = frozenset({",", "-", "--", "—", "–", '"', "'", "(", ":", ";"})
_CLOSING = frozenset({",", "?", "!", ".", "—", "...", "…", "-", "–", "--"})
ADDRESSED = frozenset(
    {
        "tell",
        "inform",
        "assure",
        "remind",
        "notify",
        "warn",
        "advise",
        "reassure",
        "brief",
        "ask",
        "persuade",
        "convince",
    }
)
_NO_CONTENT_MARKS = frozenset(
    "as because when while although though after before since until unless where how so once whereas".split()
)
# A verb beside a quotation reports it, whatever it is, unless it is one of these.
_NEVER_REPORT = frozenset(
    "be have do get make take use include become give keep come leave seem appear put bring hold".split()
)


# These take any object; only with a noun for content do they report.
_LOOSE = frozenset(
    "need hold see find know show raise list detail record love hear take want decide read determine like hate "
    "establish document discover address treat understand back accept give offer".split()
)


_NAMING = frozenset(
    "call label brand dub describe dismiss denounce condemn characterize characterise deem consider declare hail "
    "decry deride mock ridicule praise criticize criticise".split()
)


class Reading(NamedTuple):
    """What one construction makes of a verb: the content, its head, the construction, and a source if it knows better."""

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


def verb_attributions(scene: Scene) -> Iterator[Attribution]:
    """Attributions of one sentence that hang on a verb."""
    lexicon = scene.lexicon
    for word in scene.words[scene.first : scene.last]:
        if word.pos not in ("VERB", "AUX") and word.tag not in ("VBZ", "VBD", "VBP", "NNS", "NN"):
            continue
        entry, extra = _entry(word, lexicon, scene)
        if entry is not None:
            found = _read(word, entry, scene, extra)
        elif scene.quotes and word.pos == "VERB" and word.lemma not in _NEVER_REPORT:
            found = _open_class(word, scene)
        else:
            continue
        if found is not None:
            yield found


def _entry(word: Word, lexicon: Lexicon, scene: Scene) -> tuple[Verb | None, tuple[int, ...]]:
    """What the lexicon says about a verb, with the further words of a cue of several words."""
    for rest, verb in lexicon.phrases.get(word.lemma, ()):
        extra = _follows(word, rest, scene)
        if extra is not None:
            return verb, extra
    if word.tag in ("NNS", "NN") and not _verb_in_disguise(word, scene):
        return None, ()
    return lexicon.verbs.get(word.lemma) or lexicon.verbs.get(word.lower), ()


def _follows(word: Word, rest: Sequence[str], scene: Scene) -> tuple[int, ...] | None:
    """Tokens of the rest of a cue, close behind its verb; up to five words may stand between ("made it very clear")."""
    at, found = word.i + 1, []
    for part in rest:
        stop = min(at + (3 if found else 6), scene.last)
        while at < stop:
            there = scene.words[at]
            if part == there.lemma or part == there.lower or (part == "~" and there.dep in ("poss", "det")):
                break
            if (
                there.text in _FENCE
                or there.pos == "VERB"
                or (
                    there.pos in ("NOUN", "PROPN") and not found and part not in ("aside", "away", "off", "out", "down")
                )
            ):
                return None
            at += 1
        else:
            return None
        found.append(at)
        at += 1
    return tuple(found)


def _verb_in_disguise(word: Word, scene: Scene) -> bool:
    """A verb form that was tagged as a noun: the last word of a clause after a comma ("..., a City insider claims.")."""
    if not word.text.endswith("s") or word.i + 1 >= len(scene.words) or word.i <= scene.first + 1:
        return False
    follows = scene.words[word.i + 1]
    if word.i + 1 < scene.last and follows.text not in (".", ",", '"') and follows.pos not in ("ADP", "PRON"):
        return False
    start = word.i - 1
    while start > scene.first and scene.words[start].text not in _FENCE:
        start -= 1
    between = scene.words[start + 1 : word.i]
    if not between or scene.words[start].text not in (",", '"') or len(between) > 8:
        return False
    return between[-1].pos in ("NOUN", "PROPN", "PRON") and between[-1].tag not in ("NNS",) and word.left <= start + 1


def _open_class(verb: Word, scene: Scene) -> Attribution | None:
    """Any verb right beside a quotation that ends in a comma: "...," raged the mayoress."""
    if scene.quote_of(verb.i) is not None or not verb.tag.startswith("VB") or verb.tag in ("VB", "VBG", "VBN"):
        return None
    for quote in scene.quotes:
        if quote[1] - quote[0] <= 3 and scene.words[quote[1] - 2].text not in _CLOSING:
            continue
        if quote[1] <= verb.i and scene.words[max(quote[1] - 2, 0)].text in _CLOSING:
            got = _tag(verb, quote[1], scene)
            if got is not None:
                content = trim(scene.words, [(max(quote[0], scene.first), quote[1])])
                entry = Verb("asserts", frozenset({"q"}))
                return _build(verb, entry, "q", Reading(content, scene.words[quote[0]], "quotation", got), scene, ())
    return None


def _tag(verb: Word, start: int, scene: Scene) -> Word | None:
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


def _read(verb: Word, entry: Verb, scene: Scene, extra: tuple[int, ...]) -> Attribution | None:
    frames = entry.speech | entry.attitude
    if verb.tag == "VBN" and verb.lemma in ("quote", "cite"):
        return None
    clausal = "c" if "c" in frames else "q" if "q" in frames else None
    if clausal:
        for reader in (_inverted, _clause, _parenthesis, _quotation, _surface_tag):
            if reader is _clause and clausal == "q":
                continue
            got = reader(verb, scene)
            if got is not None and (clausal == "c" or extra or _touches_quote(got, scene)):
                return _build(verb, entry, clausal, got, scene, extra)
    impersonal = verb.lemma in IMPERSONAL and is_passive(verb)
    if ("x" in frames or impersonal) and (got := _infinitive(verb, scene)) is not None:
        return _build(verb, entry, "x", got, scene, extra)
    for frame in sorted(frames):
        if frame.startswith("p:"):
            for prep in children(verb, "prep"):
                if prep.lower == frame[2:]:
                    whom = child(verb, "dobj")
                    points = [i for i in indices(prep) if i != prep.i]
                    if whom is not None and verb.i < whom.i < prep.i and prep.right > prep.i + 1:
                        points = list(range(whom.left, prep.right))
                    content = trim(scene.words, ranges(points))
                    if content:
                        got = Reading(content, child(prep, "pobj", "pcomp"), "prepositional")
                        return _build(verb, entry, frame, got, scene, extra)
    if "n" in frames and (got := _object(verb, scene)) is not None:
        return _build(verb, entry, "n", got, scene, extra)
    return None


def _touches_quote(reading: Reading, scene: Scene) -> bool:
    return any(a < q[1] and b > q[0] for a, b in reading.content for q in scene.quotes)


def _build(
    verb: Word, entry: Verb, frame: str, reading: Reading, scene: Scene, extra: tuple[int, ...]
) -> Attribution | None:
    content, head, construction, source = reading
    if source is None:
        if is_passive(verb):
            source = agent(verb)
            if source is None and verb.lemma in ADDRESSED:
                return None
            construction = "passive" if source is not None else "agentless"
            if source is None and not _reports_impersonally(verb, frame):
                return None
        else:
            source = _behind(verb, scene) or subject(verb)
    if source is not None and (any(a <= source.i < b for a, b in content) or source.dep == "expl"):
        source = None
    if source is None and not is_passive(verb):
        return None
    if frame not in ("c", "q") and source is not None and not can_speak(source, scene.lexicon):
        return None
    if extra and content and content[0][0] <= max(extra) < content[0][1] - 1:  # "made it clear that": the cue goes first
        content = trim(scene.words, [(max(extra) + 1, content[0][1]), *content[1:]])
    cue = {word.i for word in cue_group(verb)} | set(extra)
    if extra:
        cue |= set(range(verb.i, max(extra) + 1)) if max(extra) - verb.i < 5 else set()
    cue -= {i for i in cue if any(a <= i < b for a, b in content)}
    return Attribution(
        anchor=verb.i,
        cue=tuple(sorted(cue)),
        content=content,
        content_head=head.i if head is not None else None,
        construction=construction,
        frame=frame,
        kind="speech" if frame in entry.speech else "attitude",
        stance=entry.stance,
        depth=int(verb.tag in ("VBG", "VB", "VBN") and not is_finite(verb)),
        source=noun_phrase(scene.words, source, verb) if source is not None else None,
        source_head=source.i if source is not None else None,
    )


def _behind(verb: Word, scene: Scene) -> Word | None:
    """The source right behind a verb that follows a fragment: "Rubbish, says the chairman: ..."."""
    words = scene.words
    if verb.i - scene.first < 2 or verb.i - scene.first > 8 or words[verb.i - 1].text not in _FENCE or verb.i + 1 >= scene.last:
        return None
    if verb.tag not in ("VBZ", "VBD") or any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in words[scene.first : verb.i]):
        return None
    found: Word | None = None
    for word in words[verb.i + 1 : min(verb.i + 12, scene.last)]:
        if word.text in _FENCE or word.tag in ("VBD", "VBZ", "VBP", "MD", "IN", "WP"):
            break
        if word.pos in ("NOUN", "PROPN") or word.lower in ("he", "she", "they"):
            found = word
    after = words[found.i + 1] if found is not None and found.i + 1 < len(words) else None
    return found if after is not None and (after.text in _FENCE or after.text == "." or after.tag == "IN") else None


def can_speak(source: Word, lexicon: Lexicon) -> bool:
    """Whether a noun can be somebody who speaks, wants or rejects: a person, a body, or a name of one."""
    if source.pos == "PRON":
        return source.lower in ("he", "she", "they", "we", "i", "who", "it")
    if source.pos == "NUM" or source.lower in ("one", "some", "many", "others", "most"):
        return any(kid.dep == "prep" and kid.lower == "of" for kid in source.kids)
    if source.ent in ("PERSON", "ORG", "NORP", "GPE") or source.pos == "PROPN":
        return source.ent not in ("DATE", "TIME", "EVENT", "LOC", "FAC", "PRODUCT")
    known = ("roles", "plural anonymous", "government words", "company words", "organisation words", "outlet nouns")
    return any(source.lemma in lexicon[name] or source.lower in lexicon[name] for name in known)


def _reports_impersonally(verb: Word, frame: str) -> bool:
    """ "It was reported that", "is said to": a passive that tells what somebody unnamed says or thinks."""
    if frame in ("c", "q"):
        return any(kid.dep in ("nsubjpass", "nsubj", "expl") and kid.lower == "it" for kid in verb.kids)
    return frame == "x" and verb.lemma in IMPERSONAL


IMPERSONAL = frozenset(
    "say believe think report rumour rumor allege claim understand suspect assume reckon tip consider presume hold".split()
)


def _inverted(verb: Word, scene: Scene) -> Reading | None:
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
        source = _tag(verb, fence + 1, scene)
        return Reading(content, clause, "inverted", source) if content and source is not None else None
    return Reading(content, clause, "inverted") if content else None


def _clause(verb: Word, scene: Scene) -> Reading | None:
    """ "X said that Y"."""
    clause = next((kid for kid in children(verb, "ccomp") if kid.i > verb.i), None)
    if clause is None:  # "gave its word that": the clause hangs on the noun
        nouns = [kid for kid in children(verb, "dobj") if kid.lemma in ("word", "assurance", "notice", "view", "case", "point")]
        clause = next((c for noun in nouns for c in children(noun, "acl", "ccomp", "relcl") if child(c, "mark")), None)
    if clause is None:
        return None
    mark = child(clause, "mark")
    if mark is not None and mark.lower in _NO_CONTENT_MARKS:
        return None
    content = trim(scene.words, [(max(verb.i + 1, clause.left), min(clause.right, scene.last))])
    if not content:
        return None
    name = "that-clause" if mark is not None and mark.lower == "that" else "clause"
    return Reading(content, clause, "quotation" if scene.quote_of(clause.i) else name)


def _parenthesis(verb: Word, scene: Scene) -> Reading | None:
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
    while left < verb.i and words[left].text in _FENCE:
        left += 1
    if not any(w.text[0].isalnum() for w in words[scene.first : left]) or words[left - 1].text not in _FENCE:
        return None
    closed = right >= scene.last - 1 or words[right].text in (*_FENCE, ")", ".") or words[right - 1].text in _FENCE
    if not closed or (source.i < verb.i and source.left != left):
        return None
    content = trim(words, [(max(scene.first, head.left), left), (right, min(scene.last, max(head.right, right)))])
    content = tuple((a, b - 1) if words[b - 1].text == "." and b - a > 1 else (a, b) for a, b in content)
    return Reading(content, head, "parenthesis") if content else None


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
            mark = between[-1].text if between else ""
            if (
                len(between) < 25
                and (len(between) < 2 or mark in (",", ":"))
                and not any(w.pos == "VERB" and w.tag not in ("VBG", "VBN") for w in between)
            ):
                return Reading((quote,), words[quote[0]], "quotation")
        elif quote[1] <= verb.i and verb.i - quote[1] < 14:
            last = words[max(quote[1] - 2, 0)].text
            if last in _CLOSING or (quote[1] < len(words) and words[quote[1]].text == ","):
                tag = _tag(verb, quote[1] + (words[quote[1]].text == ","), scene)
                if tag is not None:
                    return Reading((quote,), words[quote[0]], "quotation", tag)
    return None


def _surface_tag(verb: Word, scene: Scene) -> Reading | None:
    """A reporting clause that closes the sentence, told by its place alone: "..., says a mole at head office."."""
    words = scene.words
    if verb.tag in ("VB", "VBG", "VBN") or child(verb, "mark", "ccomp", "xcomp", "auxpass", "neg") is not None:
        return None
    start = verb.i
    while start > scene.first and words[start - 1].text not in _FENCE and verb.i - start < 14:
        start -= 1
    if start <= scene.first + 1 or words[start - 1].text not in _FENCE:
        return None
    if not any(w.text[0].isalnum() for w in words[scene.first : start]):
        return None
    source: Word | None
    if start == verb.i:
        source = next(
            (
                w
                for w in words[verb.i + 1 : verb.i + 10]
                if w.head is verb and w.dep in ("nsubj", "dobj", "attr", "npadvmod", "oprd", "ccomp")
            ),
            None,
        )
        if source is None or source.left != verb.i + 1 or source.pos not in ("NOUN", "PROPN", "PRON"):
            return None
    else:
        before = words[start : verb.i]
        if any(w.tag in ("VBD", "VBZ", "VBP", "MD", "IN", "WP", "WDT", "CC", "WRB") for w in before[:1]) or any(
            w.tag in ("VBD", "VBZ", "VBP", "MD") for w in before if w.head is verb or w is before[0]
        ):
            return None
        source = next(
            (
                w
                for w in reversed(before)
                if w.pos in ("NOUN", "PROPN", "PRON") and (w.head is verb or w.head.i >= verb.i)
            ),
            None,
        )
        if source is None:
            return None
        if not any(w.dep in ("nsubj", "compound", "nmod", "ROOT") for w in (source,)):
            return None
    if start != verb.i and verb.lemma not in ADDRESSED and child(verb, "dobj", "attr", "acomp") is not None:
        return None
    tail = words[verb.i + 1 : scene.last]
    if any(w.text in (",", ";", ":") and w.i < scene.last - 2 and start != verb.i for w in tail[:3]):
        return None
    content = trim(words, [(scene.first, start - 1)])
    if not content:
        return None
    exclaimed = start == verb.i and start - scene.first <= 6 and words[scene.first].tag not in ("IN", "RB")
    if not (exclaimed or _has_tense(words, content) or _ends(verb, scene) or scene.quote_of(content[0][0])):
        return None
    return Reading(content, None, "inverted", source)


def _has_tense(words: Sequence[Word], content: tuple[Range, ...]) -> bool:
    return any(words[i].tag in ("VBD", "VBZ", "VBP", "MD") for a, b in content for i in range(a, b))


def _ends(verb: Word, scene: Scene) -> bool:
    """Whether the verb is the last word of its sentence and no noun in disguise."""
    return verb.pos == "VERB" and not any(w.text[0].isalnum() for w in scene.words[verb.i + 1 : scene.last])


def _infinitive(verb: Word, scene: Scene) -> Reading | None:
    clause = child(verb, "xcomp")
    if clause is None or clause.i < verb.i:
        return None
    start = clause.left
    if (whom := child(verb, "dobj", "dative")) is not None and verb.i < whom.i < clause.i:
        start = min(start, whom.left)  # "urged the company to act": who is to act belongs to the content
    content = trim(scene.words, [(start, min(clause.right, scene.last))])
    return Reading(content, clause, "infinitive") if content else None


def _object(verb: Word, scene: Scene) -> Reading | None:
    noun = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    if noun is None or noun.lower in ("himself", "herself", "itself", "themselves", "what", "who", "which"):
        return None
    if verb.lemma in _LOOSE and noun.lemma not in scene.lexicon["content nouns"]:
        return None
    end = noun.right
    for kid in verb.kids:  # "called it a lie", "described them as reckless"
        if kid.i > noun.i and (kid.dep in ("oprd", "xcomp", "ccomp") or kid.lower == "as") and verb.lemma in _NAMING:
            end = max(end, min(kid.right, scene.last))
    content = trim(scene.words, [(noun.left, end)])
    return Reading(content, noun, "object") if content else None

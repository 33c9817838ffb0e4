"""Attributions whose cue is a verb: "X said that Y", "Y, X said", participles, passives, parentheses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import (
    ADDRESSED,
    CLOSING,
    FENCE,
    Reading,
    Scene,
    as_clause,
    clause_of,
    closing_tag,
    infinitive,
    inverted,
    object_of,
    parenthesis,
    quotation,
    tag_source,
)
from narrative.claims.extent import reaching
from narrative.claims.grammar import (
    agent,
    child,
    children,
    cue_group,
    indices,
    is_finite,
    is_passive,
    negated,
    ranges,
    subject,
    trim,
)
from narrative.claims.lexicon import Lexicon, Verb
from narrative.claims.sayings import is_saying, takes
from narrative.claims.tree import Word, subtree

# A verb beside a quotation reports it, whatever it is, unless it is one of these.
_NEVER_REPORT = frozenset(
    "be have do get make take use include become give keep come leave seem appear put bring hold".split()
)

_NO_ONE = frozenset({"nothing", "anything", "something", "everything"})
# "put the number at forty"
_AMOUNTS = frozenset(
    "number figure date hour tally toll cost total loss damage price bill sum count share estimate value crowd "
    "it".split()
)
_SPEAKERS = (
    "roles", "plural anonymous", "government words", "company words", "company nouns", "organisation words",
    "outlet nouns",
)  # fmt: skip

IMPERSONAL = frozenset(
    (
        "say believe think report rumour rumor allege claim understand suspect assume reckon tip consider presume hold"
    ).split()
)


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
    lemma = lexicon.lemma(word.lemma, word.lower)
    for rest, verb in lexicon.phrases.get(lemma, ()):
        extra = _follows(word, rest, scene)
        if extra is not None:
            return verb, extra
    if word.lemma == "put" and (whom := child(word, "dobj")) is not None and whom.lemma in _AMOUNTS:
        return Verb("asserts", frozenset({"p:at"})), ()
    if word.tag in ("NNS", "NN") and not _verb_in_disguise(word, scene):
        return None, ()
    return lexicon.verbs.get(lemma) or lexicon.verbs.get(word.lower), ()


def _follows(word: Word, rest: Sequence[str], scene: Scene) -> tuple[int, ...] | None:
    """Tokens of the rest of a cue, close behind its verb; up to five words may stand between ("made it very clear")."""
    found: list[int] = []
    at = word.i + 1
    for part in rest:
        stop = min(at + (3 if found else 6), scene.last)
        while at < stop:
            there = scene.words[at]
            if part == there.lemma or part == there.lower or (part == "~" and there.dep in ("poss", "det")):
                break
            if (
                there.text in FENCE
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
    """A verb form that was tagged as a noun: the last word after a comma ("..., a City insider claims.")."""
    if not word.text.endswith("s") or word.i + 1 >= len(scene.words) or word.i <= scene.first + 1:
        return False
    follows = scene.words[word.i + 1]
    if word.i + 1 < scene.last and follows.text not in (".", ",", '"') and follows.pos not in ("ADP", "PRON"):
        return False
    start = word.i - 1
    while start > scene.first and scene.words[start].text not in FENCE:
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
        if quote[1] - quote[0] <= 3 and scene.words[quote[1] - 2].text not in CLOSING:
            continue
        if quote[1] <= verb.i and scene.words[max(quote[1] - 2, 0)].text in CLOSING:
            got = tag_source(verb, quote[1], scene)
            if got is not None:
                content = trim(scene.words, [(max(quote[0], scene.first), quote[1])])
                entry = Verb("asserts", frozenset({"q"}))
                return _build(verb, entry, "q", Reading(content, scene.words[quote[0]], "quotation", got), scene, ())
    return None


def _read(verb: Word, entry: Verb, scene: Scene, extra: tuple[int, ...]) -> Attribution | None:
    """What the frames of a verb make of it, the likeliest first."""
    frames = entry.speech | entry.attitude
    if verb.tag == "VBN" and verb.lemma in ("quote", "cite"):
        return None
    if "c" in frames or "q" in frames:
        frame = "c" if "c" in frames else "q"
        for reader in (as_clause, inverted, clause_of, parenthesis, quotation, closing_tag):
            got = None if frame == "q" and reader is clause_of else reader(verb, scene)
            if got is not None and (frame == "c" or extra or _touches_quote(got, scene)):
                return _build(verb, entry, frame, got, scene, extra)
    quoted = _quoted_as(verb, scene)
    if quoted is not None and (got := inverted(quoted, scene)) is not None:
        return _build(verb, entry, "q", got, scene, extra)
    impersonal = verb.lemma in IMPERSONAL and is_passive(verb)
    if ("x" in frames or impersonal) and (got := infinitive(verb, scene)) is not None:
        return _build(verb, entry, "x", got, scene, extra)
    prepositional = _prepositional(verb, frames, scene)
    if prepositional is not None and _is_denied(prepositional[1], verb, entry, scene, extra):
        return _build(verb, entry, prepositional[0], prepositional[1], scene, extra)
    if "n" in frames and (got := object_of(verb, scene)) is not None:
        if entry.stance != "asserts" and not _is_denied(got, verb, entry, scene, extra, object_too=True):
            return None
        return _build(verb, entry, "n", got, scene, extra)
    return None


def _is_denied(
    got: Reading, verb: Word, entry: Verb, scene: Scene, extra: tuple[int, ...], *, object_too: bool = False
) -> bool:
    """Whether a stance holds for its object, which has to be something said ("took exception to the claim")."""
    head = got.head
    if head is None or head.ent in ("DATE", "TIME"):  # no day is denied: what is meant was hung elsewhere
        return True
    if verb.lemma in ("stand", "stick"):
        return head.pos == "VERB" or is_saying(head, scene.lexicon) or head.lemma in _AMOUNTS
    if not object_too and (entry.stance not in ("denies", "doubts") or not extra or verb.lemma in ("be", "have")):
        return True
    return head.pos == "VERB" or takes(verb.lemma, head, scene.lexicon, phrase=bool(extra))


def _quoted_as(verb: Word, scene: Scene) -> Word | None:
    """The "quoted" of "Y, he was quoted as saying"."""
    governor = verb.head.head
    fits = verb.tag == "VBG" and verb.i > scene.first and scene.words[verb.i - 1].lower == "as"
    return governor if fits and governor.lemma in ("quote", "cite") and governor.tag == "VBN" else None


def announcement(scene: Scene) -> Attribution | None:
    """A reporting verb without any content, whose colon announces what follows: "The mayor continued:"."""
    for verb in scene.words[scene.first : scene.last]:
        if verb.head is not verb or verb.pos != "VERB" or is_passive(verb):
            continue
        entry, extra = _entry(verb, scene.lexicon, scene)
        source = subject(verb)
        if entry is None or source is None or not entry.speech & {"c", "q"} or not can_speak(source, scene.lexicon):
            return None
        cue = {word.i for word in cue_group(verb)} | set(extra)
        return Attribution(
            anchor=verb.i,
            cue=tuple(sorted(cue)),
            content=(),
            construction="quotation",
            frame="q",
            stance=entry.stance,
            source=noun_phrase(scene.words, source, verb),
            source_head=source.i,
        )
    return None


def _prepositional(verb: Word, frames: frozenset[str], scene: Scene) -> tuple[str, Reading] | None:
    """ "accused the owners of neglect", "spoke of a long winter"."""
    preps = [*children(verb, "prep")]
    if verb.lemma in ("be", "remain", "seem"):  # "is sceptical of the plan": it hangs on the adjective
        preps += [prep for state in children(verb, "acomp") for prep in children(state, "prep")]
    for prep in preps:
        frame = f"p:{prep.lower}"
        if frame not in frames or (verb.lemma == "put" and not _is_figure(prep)):
            continue
        whom = child(verb, "dobj")
        points = [i for i in indices(prep) if i != prep.i]
        if whom is not None and verb.i < whom.i < prep.i and prep.right > prep.i + 1:
            points = list(range(whom.left, prep.right))
        named = next((kid for kid in children(verb, "prep") if kid.lower == "as" and kid.i > prep.i), None)
        if named is not None:  # "referred to it as a lie"
            points += range(named.left, named.right)
        content = trim(scene.words, ranges(points))
        if content:
            return frame, Reading(content, child(prep, "pobj", "pcomp"), "prepositional")
    return None


def _is_figure(prep: Word) -> bool:
    """ "Put the wait at an hour", not "put the boat at the far end"."""
    measures = ("CARDINAL", "MONEY", "QUANTITY", "PERCENT", "TIME", "DATE")
    return any(word.tag == "CD" or word.ent in measures for word in subtree(prep))


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
    if source is not None and not _may_be_source(source, verb, entry, frame, scene):
        return None
    if (
        extra and content and content[0][0] <= max(extra) < content[0][1] - 1
    ):  # "made it clear that": the cue goes first
        content = trim(scene.words, [(max(extra) + 1, content[0][1]), *content[1:]])
    content = reaching(verb, frame, content, scene)
    cue = {word.i for word in cue_group(verb)} | set(extra)
    if extra:
        cue |= set(range(verb.i, max(extra) + 1)) if max(extra) - verb.i < 5 else set()
    cue = {i for i in cue if not any(a <= i < b for a, b in content)} or {verb.i}
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


def _may_be_source(source: Word, verb: Word, entry: Verb, frame: str, scene: Scene) -> bool:
    """Whether a noun can say what a verb reports: of an object or a phrase only somebody who can speak."""
    if source.lower in _NO_ONE:
        return False
    if source.lower == "who" and source.head.dep in ("csubj", "ccomp", "pcomp"):
        return False  # "who has to approve it is unclear"
    if frame in ("c", "q") and frame in entry.speech:
        return True
    active = frame == "n" or (frame == "p:of" and not is_passive(verb))
    texts = scene.lexicon["document words"]
    document = active and frame in entry.speech and source.lemma in texts and not negated(verb)
    named = entry.stance == "denies" and any(kid.pos == "PROPN" and kid.dep == "compound" for kid in source.kids)
    if not can_speak(source, scene.lexicon) and not document and not named:
        return False
    # what somebody did something for is not said
    return not (frame != "c" and verb.tag == "VB" and verb.dep in ("advcl", "acl", "relcl"))


def _behind(verb: Word, scene: Scene) -> Word | None:
    """The source right behind a verb that follows a fragment: "Rubbish, says the chairman: ..."."""
    words = scene.words
    if (
        verb.i - scene.first < 2
        or verb.i - scene.first > 8
        or words[verb.i - 1].text not in FENCE
        or verb.i + 1 >= scene.last
    ):
        return None
    before = child(verb, "nsubj")
    if before is not None and before.i < verb.i and can_speak(before, scene.lexicon):
        return None  # "The owner, Nordfisk, put the number at ten"
    if verb.tag not in ("VBZ", "VBD") or any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in words[scene.first : verb.i]):
        return None
    found: Word | None = None
    for word in words[verb.i + 1 : min(verb.i + 12, scene.last)]:
        if word.text in FENCE or word.tag in ("VBD", "VBZ", "VBP", "MD", "IN", "WP"):
            break
        if (word.pos in ("NOUN", "PROPN") and word.ent not in ("DATE", "TIME")) or word.lower in ("he", "she", "they"):
            found = word
    after = words[found.i + 1] if found is not None and found.i + 1 < len(words) else None
    return found if after is not None and (after.text in FENCE or after.text == "." or after.tag == "IN") else None


def can_speak(source: Word, lexicon: Lexicon) -> bool:
    """Whether a noun can be somebody who speaks, wants or rejects: a person, a body, or a name of one."""
    if source.pos == "PRON":
        return source.lower in ("he", "she", "they", "we", "i", "who", "it")
    if source.pos == "NUM" or source.lower in ("one", "some", "many", "others", "most"):
        return any(kid.dep == "prep" and kid.lower == "of" for kid in source.kids)
    capital = source.text[0].isupper() and source.tag == "NN" and not source.kids  # a name that was taken for a noun
    if source.ent in ("PERSON", "ORG", "NORP", "GPE") or source.pos == "PROPN" or capital:
        return source.ent not in ("DATE", "TIME", "EVENT", "LOC", "FAC", "PRODUCT")
    if any(
        kid.dep == "appos" and kid.i > source.i and kid.pos == "PROPN" and kid.ent in ("PERSON", "")
        for kid in source.kids
    ):
        return True  # "the harbour master, Olaf Lind"
    return any(source.lemma in lexicon[name] or source.lower in lexicon[name] for name in _SPEAKERS)


def _reports_impersonally(verb: Word, frame: str) -> bool:
    """ "It was reported that", "is said to": a passive that tells what somebody unnamed says or thinks."""
    if frame in ("c", "q"):
        return any(kid.dep in ("nsubjpass", "nsubj", "expl") and kid.lower == "it" for kid in verb.kids)
    return frame == "x" and verb.lemma in IMPERSONAL

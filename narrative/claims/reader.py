"""The claim reader: articles in, claims out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from narrative.claims.about import with_about
from narrative.claims.amends import with_amends
from narrative.claims.attribution import Attribution
from narrative.claims.cast import Cast, Entity
from narrative.claims.compose import quote_tokens, units
from narrative.claims.contacts import with_silences
from narrative.claims.dates import stated_on
from narrative.claims.denials import Said, Told
from narrative.claims.drafts import Link, Unit
from narrative.claims.lexicon import Lexicon, load_lexicon
from narrative.claims.namings import rejects_beside
from narrative.claims.negatives import NEGATIVE
from narrative.claims.parser import SpacyParser
from narrative.claims.passages import Passage, passages, title_passage
from narrative.claims.resolve import Resolver, Speaker
from narrative.claims.settings import ClaimSettings
from narrative.claims.stance import stance_of
from narrative.claims.statements import is_hedged, statement_of
from narrative.claims.tree import Range, Tree, Word
from narrative.errors import LanguageError
from narrative.records import Article, Claim, Model, Source, Stance


class Parser(Protocol):
    """Whatever turns passages into trees."""

    @property
    def name(self) -> str:
        """Name and version."""
        ...

    def parse(self, texts: Iterable[str]) -> Iterator[Tree]:
        """Parse passages, in their order."""
        ...


class ClaimReader:
    """Reads the claims of English articles.

    Parameters
    ----------
    parser
        Turns passages into dependency trees.
    lexicon
        The words that the room knows.
    settings
        See `ClaimSettings`.
    """

    def __init__(self, parser: Parser, lexicon: Lexicon, settings: ClaimSettings) -> None:
        self._parser, self._lexicon, self._settings = parser, lexicon, settings

    @property
    def models(self) -> tuple[Model, ...]:
        """What had a part in the reading, with hashes."""
        return (
            Model(role="parser", name=self._parser.name),
            Model(role="lexicon", name="narrative.claims", sha256=self._lexicon.sha256),
        )

    def check(self, article: Article) -> None:
        """Raise where an article is in a language that this reader does not handle.

        Raises
        ------
        LanguageError
            Naming the article and its language.
        """
        if article.language.replace("_", "-").split("-")[0].casefold() not in ("en", "eng"):
            raise LanguageError(
                f"its language is {article.language!r}, and claims are read in English only: leave it out, or mend its "
                "`language` if that is wrong",
                where=article.id,
            )

    def read(self, article: Article) -> tuple[Claim, ...]:
        """Read one article; see `read_many`."""
        return next(iter(self.read_many([article])))

    def read_many(self, articles: Iterable[Article]) -> Iterator[tuple[Claim, ...]]:
        """Read articles, in their order.

        Parameters
        ----------
        articles
            Any number; only a batch of them is held at a time.

        Yields
        ------
        tuple of Claim
            The claims of one article: those of its title, then those of its text, in the order of the text.

        Raises
        ------
        LanguageError
            On the first article that is not in English.
        """
        pending: list[tuple[Article, list[Passage]]] = []
        waiting = 0
        for article in articles:
            self.check(article)
            cut = self._passages(article)
            pending.append((article, cut))
            waiting += len(cut)
            if waiting >= self._settings.batch_size:
                yield from self._read(pending)
                pending, waiting = [], 0
        yield from self._read(pending)

    def _passages(self, article: Article) -> list[Passage]:
        title = title_passage(article, self._settings.longest_passage) if self._settings.titles else None
        found = [title] if title is not None else []
        return found + list(passages(article, self._settings.longest_passage))

    def _read(self, pending: Sequence[tuple[Article, list[Passage]]]) -> Iterator[tuple[Claim, ...]]:
        trees = self._parser.parse(passage.parsed for _, cut in pending for passage in cut)
        for article, cut in pending:
            yield read_parsed(article, [(passage, next(trees)) for passage in cut], self._lexicon)


def load_reader(settings: ClaimSettings | None = None) -> ClaimReader:
    """Load the parser and the lexicon.

    Parameters
    ----------
    settings
        The defaults where left out.

    Raises
    ------
    ModelError
        Where the parser cannot be loaded.
    """
    settings = settings or ClaimSettings()
    return ClaimReader(SpacyParser(settings.model, settings.batch_size), load_lexicon(), settings)


def read_parsed(article: Article, parsed: Sequence[tuple[Passage, Tree]], lexicon: Lexicon) -> tuple[Claim, ...]:
    """The claims of an article whose passages were parsed."""
    trees = [tree for _, tree in parsed]
    texts = [passage.text for passage, _ in parsed]
    cast = Cast(trees, texts, lexicon)
    resolver = Resolver(cast, trees, texts, article.outlet)
    counts = {"text": 0, "title": 0}
    claims = []
    told = Told(lexicon)
    found = with_silences(list(units(parsed, lexicon)), parsed, lexicon)
    found = with_amends(found, parsed, article.outlet)
    for unit in found:  # complete: a quotation may go on after the sentence that names its speaker
        words = parsed[unit.passage][1].words[unit.tokens[0] : unit.tokens[1]]
        if not any(word.text[0].isalnum() for word in words):
            continue  # a quote mark that the parser takes for a sentence
        part = parsed[unit.passage][0].part
        counts[part] += 1
        name = f"{article.id}:{'h' if part == 'title' else ''}{counts[part]}"
        claim = _claim(article, name, unit, parsed, resolver, told)
        told.add(words, claim.speaker.name, denies=claim.stance == "denies")
        claims.append(claim)
    return tuple(with_about(claims, article.title, lexicon))


def _claim(
    article: Article, name: str, unit: Unit, parsed: Sequence[tuple[Passage, Tree]], resolver: Resolver, told: Told
) -> Claim:
    passage, tree = parsed[unit.passage]
    start, end = _offsets(tree, unit.tokens, passage)
    whole = article.title if passage.part == "title" else article.text
    chain: list[Source] = [Source(name=article.outlet, kind="outlet")]
    why: list[str] = []
    stance: Stance = "asserts"
    outer: Entity | None = None
    for link in unit.chain:
        attribution = link.attribution
        speaker = _speaker(link, resolver, outer)
        outer = speaker.entity if speaker is not None else outer
        found = stance_of(_of_unit(link, unit), parsed[link.passage][1].words, unit.tokens[0], resolver.lexicon)
        if found != "asserts":
            stance = found
        if speaker is None or speaker.source.name in (article.outlet, chain[-1].name):
            continue
        if speaker.how:
            why.append(speaker.how)
        chain.append(
            replace(speaker.source, cue=_words(parsed[link.passage][1], attribution.cue, parsed[link.passage][0]))
        )
    inner = unit.chain[-1] if unit.chain else None
    if (
        inner is not None
        and len(chain) > 1
        and stance == "asserts"
        and _denies(unit, inner, chain[-1].name, outer, parsed, told)
    ):
        stance = "denies"
    elif inner is not None and stance == "denies" and told.contradicts_own(_stated_words(unit, tree), chain[-1].name):
        stance = "retracts"
    return Claim(
        id=name,
        article=article.id,
        start=start,
        end=end,
        text=whole[start:end],
        statement=_statement(unit, parsed, resolver, outer) or whole[start:end],
        sources=tuple(chain),
        stance=stance,
        about=_about(unit, parsed, resolver, outer) if stance == "withholds" else None,
        hedged=is_hedged(_stated_words(unit, tree), resolver.lexicon),
        stated=_stated(article, unit, parsed),
        construction=inner.attribution.construction if inner is not None else "own-voice",
        part=passage.part,
        why=tuple(why),
        **_spans(unit, parsed),
    )


def _of_unit(link: Link, unit: Unit) -> Attribution:
    """An attribution with what this unit states: "Rubbish" is no part of the sentence that follows it."""
    said, stated = link.attribution, unit.content
    if link is not unit.chain[-1] or not stated:
        return said
    cut = link.passage == unit.passage and said.content and stated[0][0] > said.content[0][0]
    if not cut and any(a < stated[-1][1] and b > stated[0][0] for a, b in said.content):
        return said
    return replace(said, content=stated if link.passage == unit.passage else ())


def _denies(
    unit: Unit, inner: Link, speaker: str, entity: Entity | None, parsed: Sequence[tuple[Passage, Tree]], told: Told
) -> bool:
    """Whether a statement denies by a plain negative."""
    passage, tree = parsed[unit.passage]
    pieces = _pieces(unit)
    if inner.attribution.kind != "speech" or inner.attribution.frame not in ("c", "q"):
        return False
    if rejects_beside(inner.attribution, parsed[inner.passage][1].words, told.lexicon):
        return True
    if not any(word.lower in NEGATIVE for start, end in pieces for word in tree.words[start:end]):
        return False
    return told.denied_by(
        Said(
            words=tree.words,
            pieces=pieces,
            attribution=inner.attribution,
            source_words=parsed[inner.passage][1].words,
            speaker=speaker,
            entity=entity,
            quotes=quote_tokens(passage.parsed, tree)[0],
        )
    )


def _spans(unit: Unit, parsed: Sequence[tuple[Passage, Tree]]) -> dict[str, Any]:
    """Where cue, source and content stand."""
    if not unit.chain:
        return {}
    link = unit.chain[-1]
    passage, tree = parsed[link.passage]
    inner = link.attribution
    whole = inner.content if link.passage == unit.passage and inner.content else unit.content or ()
    if unit.content and not any(a < unit.content[-1][1] and b > unit.content[0][0] for a, b in whole):
        whole = unit.content  # goes on without a cue of its own
    pieces = unit.spoken or [(unit.passage, piece) for piece in whole]
    return {
        "cue_span": _offsets(tree, (inner.cue[0], inner.cue[-1] + 1), passage),
        "source_span": _offsets(tree, inner.source, passage) if inner.source is not None else None,
        "content_spans": tuple(_offsets(parsed[n][1], piece, parsed[n][0]) for n, piece in pieces),
    }


def _speaker(link: Link, resolver: Resolver, outer: Entity | None) -> Speaker | None:
    """Who says it; None where the words mean whoever speaks already ("I")."""
    attribution = link.attribution
    if attribution.source is None or attribution.source_head is None:
        return resolver.unknown() if attribution.construction == "agentless" else None
    return resolver.resolve(link.passage, attribution.source, attribution.source_head, outer)


def _offsets(tree: Tree, tokens: Range, passage: Passage) -> Range:
    first, last = tokens
    while last - first > 1 and tree.words[last - 1].text.isspace():
        last -= 1
    start, end = tree.span(first, last)
    if passage.text[end : end + 1] == "'" and passage.parsed[end].isspace():
        end += 1  # the second stroke of a quote mark that is written with two
    return passage.start + start, passage.start + end


def _words(tree: Tree, cue: tuple[int, ...], passage: Passage) -> str:
    pieces: list[str] = []
    for i in cue:
        word = tree.words[i]
        if pieces and tree.words[i - 1].end == word.idx and i - 1 in cue:
            pieces[-1] += passage.text[word.idx : word.end]
        else:
            pieces.append(passage.text[word.idx : word.end])
    return " ".join(pieces)


def _pieces(unit: Unit) -> tuple[Range, ...]:
    """What a unit states, as token ranges of its passage."""
    if not unit.chain:
        return (unit.tokens,)
    return unit.content or unit.chain[-1].attribution.content


def _stated_words(unit: Unit, tree: Tree) -> list[Word]:
    return [word for a, b in _pieces(unit) or (unit.tokens,) for word in tree.words[a:b]]


def _statement(unit: Unit, parsed: Sequence[tuple[Passage, Tree]], resolver: Resolver, speaker: Entity | None) -> str:
    return _shown(unit.passage, _pieces(unit), parsed, resolver, speaker)


def _about(
    unit: Unit, parsed: Sequence[tuple[Passage, Tree]], resolver: Resolver, speaker: Entity | None
) -> str | None:
    """What a withheld answer is about, where its own sentence says so."""
    return _shown(unit.passage, unit.topic, parsed, resolver, speaker) or None


def _shown(
    number: int,
    pieces: tuple[Range, ...],
    parsed: Sequence[tuple[Passage, Tree]],
    resolver: Resolver,
    speaker: Entity | None,
) -> str:
    """Some words of a passage as they stand alone."""
    if not pieces:
        return ""
    quotes, _ = quote_tokens(parsed[number][0].parsed, parsed[number][1])
    return statement_of(number, pieces, resolver, speaker, quotes)


def _stated(article: Article, unit: Unit, parsed: Sequence[tuple[Passage, Tree]]) -> date | None:
    """The day that the reporting clause names."""
    if article.published is None or not unit.chain:
        return None
    link = unit.chain[-1]
    tree = parsed[link.passage][1]
    cue, content = link.attribution.cue, link.attribution.content
    outside = [
        word for word in tree.words[max(0, cue[0] - 12) : cue[-1] + 13] if not any(a <= word.i < b for a, b in content)
    ]
    if link.passage == unit.passage:
        outside = [word for word in outside if unit.tokens[0] <= word.i < unit.tokens[1]]
    words = " ".join(word.text for word in outside)
    return stated_on(words, article.published.date())

"""The whole flow, from articles to a report; the only place that orders stages.

    read -> versions and copies -> claims -> events -> issues, positions, relations -> report

Each stage is a function of one room over the records of :mod:`narrative.records`. What a stage needs to be
loaded (a parser, an encoder, a judge) is loaded once, when the first stage asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from narrative._version import __version__
from narrative.articles import ArticleSettings as ArticleSettings
from narrative.articles import article_from_mapping, mark_copies, mark_versions, read_articles
from narrative.claims import ClaimSettings
from narrative.engine import Engine, InProcess, is_address, open_engine, parquet_rows
from narrative.engine import EngineSettings as EngineSettings
from narrative.errors import InputError, LanguageError, NothingToCompare
from narrative.events import EventSettings, weights_sha256
from narrative.issues import IssueSettings, attach_model, relation_models
from narrative.records import Article, Claim, Event, Model, Relation, Unread
from narrative.stages import (
    EventJob,
    Found,
    IssueModels,
    claims_stage,
    compare_events,
    compare_events_anywhere,
    in_batches,
    load_rounded_encoder,
    with_results,
)
from narrative.vectors import VectorSettings

if TYPE_CHECKING:
    from narrative.claims import ClaimReader
    from narrative.issues import Judge, Verdict
    from narrative.report import ReadableReport
    from narrative.vectors import TokenEncoder

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""

Find = Callable[[Sequence[EventJob]], Iterator[Found]]
"""Finds issues, positions and relations within events, in the order given."""

Settle = Callable[[Sequence[Event]], tuple[Event, ...]]
"""Gives events the ids that they had in an earlier comparison."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of every room, and what concerns them all.

    Parameters
    ----------
    encoder
        Name or path of a sentence-transformers model; the shipped all-MiniLM-L6-v2 by default.
    judge
        Name or path of an NLI cross-encoder; the shipped one by default.
    strict
        Raise on the first article that cannot be read, instead of listing it in the report.
    """

    encoder: str | None = None
    judge: str | None = None
    strict: bool = False
    articles: ArticleSettings = field(default_factory=ArticleSettings)
    claims: ClaimSettings = field(default_factory=ClaimSettings)
    vectors: VectorSettings = field(default_factory=VectorSettings)
    events: EventSettings = field(default_factory=EventSettings)
    issues: IssueSettings = field(default_factory=IssueSettings)
    engine: EngineSettings = field(default_factory=EngineSettings)


class Workshop:
    """What the stages need to be loaded, each loaded once, when first used."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def reader(self) -> ClaimReader:
        """The claim reader."""
        from narrative.claims import load_reader

        return load_reader(self.settings.claims)

    @cached_property
    def encoder(self) -> TokenEncoder:
        """The sentence encoder."""
        return load_rounded_encoder(self.settings.encoder, self.settings.vectors)

    @cached_property
    def judge(self) -> Judge:
        """The judge of pairs of claims."""
        from narrative.issues import load_judge

        return load_judge(self.settings.judge, settings=self.settings.issues)


def read(inputs: Sequence[str | Path], settings: Settings | None = None) -> Iterator[Article | Unread]:
    """Read articles from files, folders, standard input (``-``) or Parquet in an object store, one at a time.

    Raises
    ------
    InputError
        Where an input does not exist; with ``settings.strict``, on the first article that cannot be read.
    """
    settings = settings or Settings()
    stores = [str(one) for one in inputs if is_address(one)]
    files = [one for one in inputs if not is_address(one)]
    for item in chain(read_articles(files, settings.articles) if files else (), _rows_of(stores)):
        if isinstance(item, Unread) and settings.strict:
            raise InputError(item.reason, where=item.where)
        yield item


def _rows_of(stores: Sequence[str]) -> Iterator[Article | Unread]:
    for where, fields in chain.from_iterable(map(parquet_rows, stores)):
        try:
            yield article_from_mapping(fields)
        except InputError as error:
            yield Unread(where=where, reason=error.reason)


def compare(
    articles: Iterable[Article | Unread | Mapping[str, object]],
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
) -> ReadableReport:
    """Compare what articles of several outlets say about the same events.

    Parameters
    ----------
    articles
        Articles; mappings with the fields of one (``id``, ``outlet``, ``title``, ``published``, ``url``,
        ``language``, ``text``); or what :func:`read` gives, with what could not be read among them.
    settings
        Of every room; the defaults where left out.
    progress
        Called as the stages go on.

    Returns
    -------
    ReadableReport
        The same for the same articles in any order.

    Raises
    ------
    InputError
        With ``settings.strict``, on the first article that cannot be read.
    NothingToCompare
        Fewer than two articles could be read.
    """
    settings = settings or Settings()
    tell = progress or _silent
    workshop = Workshop(settings)
    taken, unread = sort_out(articles, strict=settings.strict)
    with open_engine(settings.engine) as engine:
        taken, claims, unread = claims_of(taken, workshop, unread, tell, engine)
        return report_of(taken, claims, unread, workshop, finder(workshop, engine), tell)


def report_of(
    taken: Sequence[Article],
    claims: Sequence[Claim],
    unread: Sequence[Unread],
    workshop: Workshop,
    find: Find,
    tell: Progress | None = None,
    settle: Settle | None = None,
) -> ReadableReport:
    """All that comes after the claims are read, in the order of the articles.

    Raises
    ------
    NothingToCompare
        There are fewer than two articles.
    """
    from narrative.report import ReadableReport

    if len(taken) < 2:
        raise NothingToCompare(_too_few(taken, unread))
    taken = mark_copies(mark_versions(taken), workshop.settings.articles)
    in_text = tuple(claim for claim in claims if claim.part == "text")
    in_titles = tuple(claim for claim in claims if claim.part == "title")

    events = events_of(taken, workshop, tell)
    events = settle(events) if settle else events
    events, relations = issues_of(events, taken, in_text, workshop, tell, find)

    return ReadableReport(
        articles=taken,
        claims=in_text,
        headlines=in_titles,
        events=events,
        relations=relations,
        unread=tuple(unread),
        models=_models(workshop),
        thresholds={**workshop.settings.events.thresholds(), **workshop.judge.thresholds()},
        version=__version__,
    )


def sort_out(
    articles: Iterable[Article | Unread | Mapping[str, object]], *, strict: bool = False
) -> tuple[tuple[Article, ...], tuple[Unread, ...]]:
    """Part articles from what could not be read, and put them in the order of publication, then id.

    Raises
    ------
    InputError
        With ``strict``, on the first that cannot be read or that repeats an id.
    """
    taken: dict[str, Article] = {}
    unread: list[Unread] = []
    for item in articles:
        try:
            article = item if isinstance(item, Article | Unread) else article_from_mapping(item)
        except InputError as error:
            article = Unread(where=error.where or "article", reason=error.reason)
        if isinstance(article, Article) and article.id in taken:
            if taken[article.id] == article:
                continue
            article = Unread(where=article.id, reason="another article has the same id: give each an id of its own")
        if isinstance(article, Unread):
            if strict:
                raise InputError(article.reason, where=article.where)
            unread.append(article)
        else:
            taken[article.id] = article
    return in_order(taken.values()), tuple(sorted(unread, key=lambda u: (u.where, u.reason)))


def in_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Put articles in the order of publication, then id; those without a time come last."""
    return tuple(sorted(articles, key=_by_time))


def claims_of(
    articles: Sequence[Article],
    workshop: Workshop,
    unread: Sequence[Unread] = (),
    tell: Progress | None = None,
    engine: Engine | None = None,
) -> tuple[tuple[Article, ...], tuple[Claim, ...], tuple[Unread, ...]]:
    """Read the claims of every article; an article that no reader handles joins the unread."""
    taken: list[Article] = []
    claims: list[Claim] = []
    left_out: list[Unread] = list(unread)
    for done, (article, found) in enumerate(claims_in_stream(articles, workshop, engine), start=1):
        if isinstance(found, Unread):
            left_out.append(found)
        else:
            taken.append(article)
            claims.extend(found)
        (tell or _silent)("claims", done, len(articles))
    return tuple(taken), tuple(claims), tuple(left_out)


def claims_in_stream(
    articles: Iterable[Article], workshop: Workshop, engine: Engine | None = None
) -> Iterator[tuple[Article, tuple[Claim, ...] | Unread]]:
    """Every article with its claims, or with why it cannot be read; holds a few batches at a time.

    Raises
    ------
    LanguageError
        With ``settings.strict``, on the first article that no reader handles.
    """
    engine = engine or InProcess()
    stage = claims_stage(engine, lambda: workshop.reader, workshop.settings.claims)
    batches = in_batches(articles, workshop.settings.engine.batch_articles)
    for batch, results in with_results(engine, stage, batches):
        for article, found in zip(batch, results, strict=True):
            if isinstance(found, Unread) and workshop.settings.strict:
                raise LanguageError(found.reason, where=found.where)
            yield article, found


def events_of(articles: Sequence[Article], workshop: Workshop, tell: Progress | None = None) -> tuple[Event, ...]:
    """Group articles on one happening."""
    from narrative.events import group_events

    events = group_events(articles, workshop.encoder, workshop.settings.events)
    (tell or _silent)("events", len(articles), len(articles))
    return events


def issues_of(
    events: Sequence[Event],
    articles: Sequence[Article],
    claims: Sequence[Claim],
    workshop: Workshop,
    tell: Progress | None = None,
    find: Find | None = None,
) -> tuple[tuple[Event, ...], tuple[Relation, ...]]:
    """Find issues, positions and relations within each event that more than one article reports."""
    by_id = {article.id: article for article in articles}
    by_article: dict[str, list[Claim]] = {article.id: [] for article in articles}
    for claim in claims:
        by_article[claim.article].append(claim)
    jobs = [
        EventJob(
            event=event,
            articles=tuple(by_id[article] for article in event.articles),
            claims=tuple(claim for article in event.articles for claim in by_article[article]),
        )
        for event in events
        if len(event.articles) > 1
    ]
    compared: dict[str, Event] = {}
    relations: list[Relation] = []
    for done, (event, found) in enumerate((find or finder(workshop))(jobs), start=1):
        compared[event.id] = event
        relations.extend(found)
        (tell or _silent)("issues", done, len(jobs))
    return tuple(compared.get(event.id, event) for event in events), tuple(relations)


def finder(workshop: Workshop, engine: Engine | None = None) -> Find:
    """What finds the issues of events on an engine, in batches of as many articles as the engine's settings say."""
    settings = workshop.settings

    def find(jobs: Sequence[EventJob]) -> Iterator[Found]:
        batches = in_batches(jobs, settings.engine.batch_articles, lambda job: len(job.articles))
        if engine is None or isinstance(engine, InProcess):
            stage = partial(compare_events, workshop.encoder, workshop.judge, settings.issues)
            return chain.from_iterable(map(stage, batches))
        models = IssueModels(
            encoder=settings.encoder, judge=settings.judge, vectors=settings.vectors, issues=settings.issues
        )
        return chain.from_iterable(engine.map(partial(compare_events_anywhere, models), batches))

    return find


def judge_pairs(pairs: Sequence[tuple[str, str]], settings: Settings | None = None) -> tuple[Verdict, ...]:
    """Judge pairs of plain statements: the probabilities of ``agree``, ``conflict`` and ``neither``."""
    from narrative.issues import load_judge
    from narrative.issues.plain import judge_plain

    settings = settings or Settings()
    judge = load_judge(settings.judge, settings=settings.issues)
    return judge_plain(judge, [(_bare_claim("a", a), _bare_claim("b", b)) for a, b in pairs])


def _bare_claim(side: str, text: str) -> Claim:
    from narrative.records import Source

    return Claim(
        id=f"{side}:1", article=side, start=0, end=len(text), text=text, statement=text, sources=(Source(name=side),)
    )


def _models(workshop: Workshop) -> tuple[Model, ...]:
    encoder = Model(role="encoder", name=workshop.encoder.name, sha256=workshop.encoder.sha256)
    events = Model(role="events", name="pair weights", sha256=weights_sha256())
    return (*workshop.reader.models, encoder, events, *workshop.judge.models, attach_model(), *relation_models())


def _by_time(article: Article) -> tuple[datetime, str]:
    return article.published or datetime.max.replace(tzinfo=UTC), article.id


def _too_few(articles: Sequence[Article], unread: Sequence[Unread]) -> str:
    found = f"only one article could be read ({articles[0].id})" if articles else "no article could be read"
    first = f"; {unread[0].where}: {unread[0].reason}" if unread else ""
    return f"{found}: a comparison needs two or more{first}"


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""

"""The flow over an archive: what is there already is not done again.

    add      read -> claims of what is new, kept batch by batch
    compare  articles and claims of a window -> events -> issues of the events that changed, kept -> report

The report is the one that :func:`narrative.compare` gives for the articles of the window; an event that was compared
before keeps its id, also where an article older than its first has come in since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from narrative._version import __version__
from narrative.archive import (
    Added,
    Archive,
    ArchiveSettings,
    Status,
    Window,
    create_archive,
    event_key,
    open_archive,
    stage_of,
)
from narrative.articles import article_from_mapping
from narrative.engine import Engine, open_engine
from narrative.errors import ArchiveError, InputError
from narrative.issues import attach_model, relation_models
from narrative.kept import AddedMany, WithVectors, added_line, article_text
from narrative.pipeline import (
    Find,
    Progress,
    Settings,
    Workshop,
    claims_in_stream,
    claims_of,
    finder,
    in_order,
    report_of,
)
from narrative.records import Article, Claim, Event, Model, Unread
from narrative.stages import EventJob, Found, in_batches

if TYPE_CHECKING:
    import pandas as pd

    from narrative.report import ReadableReport

__all__ = [
    "AddedMany",
    "Status",
    "Window",
    "added_line",
    "archive_add",
    "archive_compare",
    "archive_export",
    "archive_frames",
    "archive_init",
    "archive_show",
    "archive_status",
    "article_text",
]

Offered = Article | Unread | Mapping[str, object]


def archive_init(path: str | Path) -> None:
    """Make an empty archive.

    Raises
    ------
    ArchiveError
        Something lies there already, or the file cannot be made.
    """
    create_archive(path).close()


def archive_add(
    path: str | Path,
    articles: Iterable[Offered],
    settings: Settings | None = None,
    *,
    workshop: Workshop | None = None,
    on_added: Callable[[Added], None] | None = None,
    waiting: ArchiveSettings | None = None,
) -> AddedMany:
    """Read the claims of articles that are not there yet, and keep them.

    Articles stream through in batches, so memory does not grow with their number. A batch is kept whole or not
    at all; ``on_added`` hears of an article once it is on disk.

    Parameters
    ----------
    path
        An archive.
    articles
        Like those of :func:`narrative.compare`, of any number.
    settings
        Of every room; the engine's among them.
    workshop
        Loaded models to use, where there are some.
    on_added
        Called for every article that was kept.
    waiting
        How long to wait for another writer.

    Raises
    ------
    ArchiveError
        There is no archive, or it cannot be written; all that ``on_added`` heard of is kept.
    InputError
        With ``settings.strict``, on the first article that cannot be read.
    """
    workshop = workshop or Workshop(settings or Settings())
    strict, batch_size = workshop.settings.strict, workshop.settings.engine.batch_articles
    new: list[str] = []
    again: list[str] = []
    unread: list[Unread] = []
    known = 0
    with (
        open_archive(path, waiting or ArchiveSettings(), write=True) as archive,
        open_engine(workshop.settings.engine) as engine,
    ):
        stage = claims_stage_of(workshop)

        def missing() -> Iterator[Article]:
            nonlocal known
            for batch in in_batches(_readable(articles, unread, strict=strict), batch_size):
                some = archive.unknown(batch, stage)
                known += len(batch) - len(some)
                yield from some

        for batch in in_batches(_with_claims(missing(), workshop, engine, unread), batch_size):
            kept = archive.add(batch, stage)
            known += len(batch) - len(kept)
            for added in kept:
                (new if added.new else again).append(added.id)
                if on_added:
                    on_added(added)
    return AddedMany(new=tuple(new), read_again=tuple(again), known=known, unread=tuple(unread))


def archive_compare(
    path: str | Path,
    settings: Settings | None = None,
    window: Window | None = None,
    *,
    workshop: Workshop | None = None,
    progress: Progress | None = None,
) -> ReadableReport:
    """Compare the articles of a window; only events that are new or have changed are compared anew.

    Parameters
    ----------
    path
        An archive. One that cannot be written is read, and what is found is not kept.
    settings
        Of every room.
    window
        Days of publication; everything by default.
    workshop
        Loaded models to use, where there are some.
    progress
        Called as the stages go on.

    Returns
    -------
    ReadableReport
        The same that ``narrative.compare`` gives for these articles.

    Raises
    ------
    ArchiveError
        There is no archive, or it is damaged.
    NothingToCompare
        The window holds fewer than two articles.
    """
    workshop = workshop or Workshop(settings or Settings())
    with _open_to_compare(path) as archive, open_engine(workshop.settings.engine) as engine:
        taken = in_order(archive.articles(window or Window()))
        claims, unread = _all_claims(archive, taken, window or Window(), workshop, engine, progress)
        left = {gap.where for gap in unread}
        taken = tuple(article for article in taken if article.id not in left)
        at_hand = WithVectors(workshop, archive)
        find = _finder(archive, at_hand, finder(at_hand, engine))
        return report_of(taken, claims, unread, at_hand, find, progress, partial(_same_ids, archive))


def archive_status(path: str | Path, *, check: bool = False) -> Status:
    """Count what an archive holds.

    Parameters
    ----------
    path
        An archive.
    check
        Read all of it, too, and see that nothing is damaged or half there.

    Raises
    ------
    ArchiveError
        There is none, or it is damaged.
    """
    with open_archive(path) as archive:
        if check:
            archive.check()
        return archive.status()


def archive_show(path: str | Path, name: str) -> ReadableReport:
    """What an archive holds of an article, a claim's article, or an event, as a small report.

    Parameters
    ----------
    path
        An archive.
    name
        Id of an article, of a claim, or of an event that was compared; an event that has become part of another
        is shown as that.

    Raises
    ------
    ArchiveError
        There is no archive, or nothing of that name in it.
    """
    from narrative.archive.events import present_name
    from narrative.report import ReadableReport

    with open_archive(path) as archive:
        found = archive.last_comparison(present_name(archive, name))
        event, relations = found or (None, ())
        ids = event.articles if event else (name if archive.article(name) else name.rpartition(":")[0],)
        articles = tuple(article for one in ids if (article := archive.article(one)))
        if not articles:
            raise ArchiveError(
                f"{path}: holds no article, claim or compared event {name!r}: `narrative archive export` lists them all"
            )
        claims = [claim for article in articles for claim in archive.claims_of(article.id)]
        return ReadableReport(
            articles=articles,
            claims=tuple(claim for claim in claims if claim.part == "text"),
            headlines=tuple(claim for claim in claims if claim.part == "title"),
            events=(event,) if event else (),
            relations=relations,
            version=__version__,
        )


def archive_export(path: str | Path, folder: str, window: Window | None = None) -> dict[str, int]:
    """Write the tables of an archive as Parquet.

    Parameters
    ----------
    path
        An archive.
    folder
        A folder, or an address of an object store that fsspec knows.
    window
        Days of publication; everything by default.

    Returns
    -------
    dict of str to int
        Rows a table.

    Raises
    ------
    ArchiveError
        There is no archive, or the folder cannot be written.
    MissingExtra
        pyarrow is not installed.
    """
    from narrative.archive.export import write_parquet

    with open_archive(path) as archive:
        return write_parquet(archive, folder, window or Window())


def archive_frames(path: str | Path, window: Window | None = None) -> dict[str, pd.DataFrame]:
    """Give the tables of an archive as pandas frames; see :func:`archive_export`.

    Raises
    ------
    ArchiveError
        There is no archive.
    MissingExtra
        pandas is not installed.
    """
    from narrative.archive import export

    with open_archive(path) as archive:
        return export.archive_frames(archive, window or Window())


def claims_stage_of(workshop: Workshop) -> str:
    """Give the identity of the claims stage: version, models, settings."""
    return stage_of("claims", __version__, workshop.reader.models, workshop.settings.claims)


def issues_stage_of(workshop: Workshop) -> str:
    """Give the identity of the issues stage: version, models, settings and thresholds."""
    settings, judge, encoder = workshop.settings, workshop.judge, workshop.encoder
    models = (
        Model(role="encoder", name=encoder.name, sha256=encoder.sha256),
        *judge.models,
        attach_model(),
        *relation_models(),
    )
    return stage_of(
        "issues", __version__, models, (settings.judge, settings.issues, sorted(judge.thresholds().items()))
    )


def _finder(archive: Archive, workshop: Workshop, find: Find) -> Find:
    """Find what is kept, and find and keep the rest, event by event."""

    def look_first(jobs: Sequence[EventJob]) -> Iterator[Found]:
        stage = issues_stage_of(workshop)
        keys = [event_key(stage, job.event, job.articles, job.claims) for job in jobs]
        known = archive.comparisons(keys)
        rest = iter(find([job for key, job in zip(keys, jobs, strict=True) if key not in known]))
        for key in keys:
            if key in known:
                yield known[key]
                continue
            found = next(rest)
            if archive.writable:
                archive.keep_comparisons({key: found}, stage)
            yield found

    return look_first


def _same_ids(archive: Archive, events: Sequence[Event]) -> tuple[Event, ...]:
    """Events under the ids of the comparison before; merges and splits are kept, with both ids."""
    from narrative.archive.events import events_before, keep_events
    from narrative.events.identity import keep_ids

    before = events_before(archive, [article for event in events for article in event.articles])
    named, changes = keep_ids(before, events)
    if archive.writable:
        keep_events(archive, before, named, changes)
    return named


def _all_claims(
    archive: Archive,
    articles: Sequence[Article],
    window: Window,
    workshop: Workshop,
    engine: Engine,
    progress: Progress | None,
) -> tuple[tuple[Claim, ...], tuple[Unread, ...]]:
    """Claims of all articles in their order; those that this version of the stage has not read are read now."""
    stage = claims_stage_of(workshop)
    known = archive.claims(stage, window)
    missing = [article for article in articles if article.id not in known]
    read, claims, unread = claims_of(missing, workshop, (), progress, engine)
    fresh: dict[str, list[Claim]] = {article.id: [] for article in read}
    for claim in claims:
        fresh[claim.article].append(claim)
    if archive.writable and fresh:
        archive.add_claims(fresh, stage)
    read_ones: dict[str, Sequence[Claim]] = {**known, **fresh}
    everything = (claim for article in articles for claim in read_ones.get(article.id, ()))
    return tuple(everything), unread


def _with_claims(
    articles: Iterable[Article], workshop: Workshop, engine: Engine, unread: list[Unread]
) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    for article, found in claims_in_stream(articles, workshop, engine):
        if isinstance(found, Unread):
            unread.append(found)
        else:
            yield article, found


def _readable(articles: Iterable[Offered], unread: list[Unread], *, strict: bool) -> Iterator[Article]:
    """Articles as they come; what cannot be read joins the unread."""
    for item in articles:
        try:
            article = item if isinstance(item, Article | Unread) else article_from_mapping(item)
        except InputError as error:
            article = Unread(where=error.where or "article", reason=error.reason)
        if isinstance(article, Article):
            yield article
        elif strict:
            raise InputError(article.reason, where=article.where)
        else:
            unread.append(article)


def _open_to_compare(path: str | Path) -> Archive:
    try:
        return open_archive(path, write=True)
    except ArchiveError:
        # Read only, or a long writer is at work: the comparison is the same, it is only not kept.
        return open_archive(path)

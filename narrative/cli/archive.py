"""``narrative archive``: keep what was read and compared, so that a next run does only the work that is new."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrative.cli.drawing import Format, FormatOption, OnlyOption, OutletOption, SourceOption
from narrative.cli.options import (
    EncoderName,
    EngineOption,
    Inputs,
    JudgeName,
    Output,
    Quiet,
    Scheduler,
    Strict,
    Workers,
    engine_of,
    settings_of,
)

if TYPE_CHECKING:
    from narrative.incremental import Window

archive = typer.Typer(
    help="Keep what was read and compared in one file, so that a next run does only the work that is new.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ArchiveFile = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The archive, one SQLite file.")]
Since = Annotated[
    datetime | None,
    typer.Option("--since", formats=["%Y-%m-%d"], help="Only articles published on this day (UTC) or later."),
]
Until = Annotated[
    datetime | None,
    typer.Option("--until", formats=["%Y-%m-%d"], help="Only articles published on this day (UTC) or before."),
]


@archive.command("init")
def init(path: ArchiveFile) -> None:
    """Make an empty archive."""
    from narrative import incremental

    incremental.archive_init(path)


@archive.command("add")
def add(
    path: ArchiveFile,
    inputs: Inputs,
    engine: EngineOption = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Read the claims of articles that are not there yet, and keep them.

    Prints one line for every article once it is safe on disk.
    """
    from narrative import incremental, pipeline
    from narrative.cli.output import complain, leave_after, note_unread

    settings = settings_of(strict=strict, engine=engine_of(engine, workers, scheduler))
    on_added = None if quiet else lambda added: typer.echo(incremental.added_line(added))
    done = incremental.archive_add(path, pipeline.read(inputs, settings), settings, on_added=on_added)
    note_unread(done.unread, quiet)
    if not quiet:
        complain(done.summary())
    leave_after(done.taken, len(done.unread))


@archive.command("status")
def status(
    path: ArchiveFile,
    check: Annotated[
        bool, typer.Option("--check", help="Also read all of it and see that nothing is damaged.")
    ] = False,
) -> None:
    """Show what an archive holds."""
    from narrative import incremental
    from narrative.cli.output import write_whole

    write_whole(incremental.archive_status(path, check=check).text(), None)


@archive.command("compare")
def compare(
    path: ArchiveFile,
    since: Since = None,
    until: Until = None,
    form: FormatOption = Format.TERMINAL,
    output: Output = None,
    only: OnlyOption = None,
    outlet: OutletOption = None,
    source: SourceOption = None,
    encoder: EncoderName = None,
    judge: JudgeName = None,
    engine: EngineOption = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    quiet: Quiet = False,
) -> None:
    """Compare the articles of an archive; only events that are new or have changed are compared anew."""
    from narrative import incremental
    from narrative.cli.drawing import check_target, draw, view_of
    from narrative.cli.output import leave, note_unread, progress

    view = view_of(only, outlet, source)
    check_target(form, output)
    settings = settings_of(encoder=encoder, judge=judge, engine=engine_of(engine, workers, scheduler))
    with progress(quiet) as tell:
        report = incremental.archive_compare(path, settings, _window(since, until), progress=tell)
    note_unread(report.unread, quiet)
    draw(report, form, view, output)
    leave(report.articles, report.unread)


@archive.command("show")
def show(
    path: ArchiveFile,
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of an article, a claim, or a compared event.")],
    form: FormatOption = Format.TERMINAL,
    output: Output = None,
) -> None:
    """Show an article with its claims, or an event as it was last compared."""
    from narrative import incremental
    from narrative.cli.drawing import check_target, draw, view_of
    from narrative.cli.output import write_whole

    check_target(form, output)
    shown = incremental.archive_show(path, name)
    if form is Format.TERMINAL and not shown.events:
        write_whole(incremental.article_text(shown, name), output)
    else:
        draw(shown, form, view_of(None, None, None), output)


@archive.command("export")
def export(
    path: ArchiveFile,
    target: Annotated[str, typer.Argument(metavar="FOLDER", help="A folder, or an address that fsspec knows.")],
    since: Since = None,
    until: Until = None,
    quiet: Quiet = False,
) -> None:
    """Write Parquet tables: articles, claims, sources, positions, relations."""
    from narrative import incremental
    from narrative.cli.output import complain

    for table, rows in incremental.archive_export(path, target, _window(since, until)).items():
        if not quiet:
            complain(f"{table}: {rows} rows")


def _window(since: datetime | None, until: datetime | None) -> Window:
    from narrative.incremental import Window

    return Window(since=since.date() if since else None, until=until.date() if until else None)

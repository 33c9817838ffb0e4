"""``narrative compare``: the whole comparison."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrative.cli.options import EncoderName, Inputs, JudgeName, Output, Quiet, Strict, settings_of

if TYPE_CHECKING:
    from narrative.report import ReadableReport, ReportSettings


class Format(StrEnum):
    """What a report can be drawn as."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSONLD = "json-ld"


def compare(
    inputs: Inputs,
    form: Annotated[Format, typer.Option("--format", "-f", help="What to draw the report as.")] = Format.TERMINAL,
    output: Output = None,
    only: Annotated[
        str | None, typer.Option("--only", help="'disputed': only issues on which outlets differ.", show_default=False)
    ] = None,
    outlet: Annotated[
        list[str] | None, typer.Option("--outlet", help="Only issues on which this outlet speaks; may be repeated.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", help="Only issues on which this source speaks; may be repeated.")
    ] = None,
    encoder: EncoderName = None,
    judge: JudgeName = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Compare what outlets say about the same events: agreement, conflict, confirmation, retraction."""
    from narrative import pipeline
    from narrative.cli.output import leave, note_unread, progress, write_whole
    from narrative.report import ReportSettings

    view = ReportSettings(only=_only(only), outlets=tuple(outlet or ()), sources=tuple(source or ()))
    settings = settings_of(strict=strict, encoder=encoder, judge=judge)
    with progress(quiet) as tell:
        report = pipeline.compare(pipeline.read(inputs, settings), settings, progress=tell)
    note_unread(report.unread, quiet)
    write_whole(_draw(report, form, view, output), output)
    leave(report.articles, report.unread)


def _only(value: str | None) -> str | None:
    if value not in (None, "disputed"):
        raise typer.BadParameter(f"{value!r} is not known: the choice is 'disputed'", param_hint="--only")
    return value


def _draw(report: ReadableReport, form: Format, view: ReportSettings, output: Path | None) -> str | bytes:
    from narrative import report as room

    if form is Format.TERMINAL:
        return room.terminal_text(report, view, to_file=output is not None)
    drawn: str | bytes = {
        Format.JSON: room.to_json,
        Format.HTML: room.to_html,
        Format.MARKDOWN: room.to_markdown,
        Format.CSV: room.to_csv,
        Format.JSONLD: room.to_jsonld,
    }[form](report)
    return drawn

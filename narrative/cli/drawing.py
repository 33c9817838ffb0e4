"""What a report can be drawn as, and where the drawing goes."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrative.records import Report
    from narrative.report import ReportSettings


class Format(StrEnum):
    """What a report can be drawn as."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"
    JSONLD = "json-ld"
    CSV = "csv"
    PARQUET = "parquet"
    SVG = "svg"
    PNG = "png"


SEVERAL = (Format.CSV, Format.PARQUET, Format.SVG, Format.PNG)
"""Formats of several files: --output names a folder, or a .zip."""

FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        help="What to draw the report as. csv, parquet (tables), svg and png (charts) are several files: "
        "--output then names a folder, or a file that ends in .zip.",
    ),
]
OnlyOption = Annotated[
    str | None,
    typer.Option("--only", help="'disputed': only issues on which outlets differ.", show_default=False),
]
OutletOption = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet", help="Only issues on which this outlet speaks (a part of its name is enough); may be repeated."
    ),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--source", help="Only issues on which this source speaks (a part of its name is enough); may be repeated."
    ),
]


def view_of(only: str | None, outlets: list[str] | None, sources: list[str] | None) -> ReportSettings:
    """The settings that the filters stand for."""
    from narrative.errors import UsageError
    from narrative.report import ReportSettings

    if only not in (None, "disputed"):
        raise UsageError(f"--only: {only!r} is not known: the choice is 'disputed'")
    return ReportSettings(only="disputed" if only else None, outlets=tuple(outlets or ()), sources=tuple(sources or ()))


def check_target(form: Format, output: Path | None) -> None:
    """Refuse, before any work is done, a format of several files without a place for them."""
    from narrative.errors import UsageError

    if form in SEVERAL and output is None:
        raise UsageError(f"--output: {form.value} is several files: name a folder, or a file that ends in .zip")


def draw(report: Report, form: Format, view: ReportSettings, output: Path | None) -> None:
    """Draw a report and write it, whole or not at all."""
    from narrative.cli.output import write_whole

    if form in SEVERAL:
        assert output is not None
        _write_several(_files(report, form), output)
    else:
        write_whole(_text(report, form, view, output), output)


def _text(report: Report, form: Format, view: ReportSettings, output: Path | None) -> str:
    from narrative import report as room

    if form is Format.TERMINAL:
        return room.terminal_text(report, view, to_file=output is not None)
    if form is Format.HTML:
        return room.to_html(report, view)
    if form is Format.MARKDOWN:
        return room.to_markdown(report, view)
    return room.to_jsonld(report) if form is Format.JSONLD else room.to_json(report)


def _files(report: Report, form: Format) -> Mapping[str, str | bytes]:
    from narrative import report as room

    if form is Format.CSV:
        return {f"{name}.csv": table for name, table in room.to_csv(report).items()}
    if form is Format.PARQUET:
        return {f"{name}.parquet": table for name, table in room.to_parquet(report).items()}
    kind = form.value
    return {f"{name}.{kind}": chart for name, chart in room.to_charts(report, kind).items()}


def _write_several(files: Mapping[str, str | bytes], output: Path) -> None:
    from narrative.cli.output import write_whole
    from narrative.errors import UsageError

    if output.suffix.casefold() == ".zip":
        write_whole(_zipped(files), output)
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{output}: no folder can be made there ({error.strerror}): name another one, or a file that ends in .zip"
        ) from error
    for name, content in files.items():
        write_whole(content, output / name)


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # A fixed time, so that the same report gives the same bytes.
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()

"""``narrative show``, ``explain`` and ``diff``: reading reports that were written before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrative.cli.drawing import Format, FormatOption, OnlyOption, OutletOption, SourceOption
from narrative.cli.options import Output

if TYPE_CHECKING:
    from narrative.report import ReadableReport

ReportFile = Annotated[Path, typer.Argument(metavar="REPORT", help="A report written with --format json.")]


def show(
    report: ReportFile,
    form: FormatOption = Format.TERMINAL,
    output: Output = None,
    only: OnlyOption = None,
    outlet: OutletOption = None,
    source: SourceOption = None,
) -> None:
    """Draw a report that was written before, in any format, without comparing anew."""
    from narrative.cli.drawing import check_target, draw, view_of

    view = view_of(only, outlet, source)
    check_target(form, output)
    draw(load_report(report), form, view, output)


def explain(
    report: ReportFile,
    which: Annotated[str, typer.Argument(metavar="CLAIM_OR_RELATION", help="A claim's id, or two joined by '~'.")],
    output: Output = None,
) -> None:
    """Say in words, and in the articles' own sentences, why a claim or a relation was read so."""
    from narrative.cli.output import write_whole
    from narrative.report import explain as explained

    write_whole(explained(load_report(report), which) + "\n", output)


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier report.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later report.")],
    output: Output = None,
) -> None:
    """Say what changed between two reports: new claims, positions that moved, retractions since."""
    from narrative.cli.output import write_whole
    from narrative.report import diff as differences

    write_whole(differences(load_report(old), load_report(new)) + "\n", output)


def load_report(path: Path) -> ReadableReport:
    """Read a report that was written before.

    Raises
    ------
    InputError
        The file cannot be read.
    ReportError
        It is no report, or one of another version; the message names the file and the place in it.
    """
    from narrative.errors import InputError, ReportError
    from narrative.report import from_json

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise InputError(
            f"cannot be read ({why}): give a report written with --format json", where=str(path)
        ) from error
    try:
        return from_json(text)
    except ReportError as error:
        raise ReportError(f"{path}: {error}") from error

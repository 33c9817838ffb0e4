"""A report in a terminal, drawn with rich: what is disputed first, with who says it and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from narrative.records import Article, Claim, Report
from narrative.report.overview import STATUS_TITLES, EventView, Overview, overview
from narrative.report.settings import ReportSettings
from narrative.report.terminal_parts import issue_block, signs_for, sources_line, stance_style
from narrative.report.text import plain
from narrative.report.view import IssueView, day
from narrative.report.wording import count, tally

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

GLANCE = 6
FILE_WIDTH = 100


def render_terminal(report: Report, console: Console, settings: ReportSettings | None = None) -> None:
    """Draw a report on a rich console.

    Control and direction characters of the articles never reach the terminal, and nothing in them is read as markup.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    console
        Where to draw; its width, colours and encoding are kept to (``NO_COLOR`` included).
    settings
        Filters and lengths.
    """
    view = overview(report, settings)
    for part in _report(view, console):
        console.print(part, highlight=False)


def terminal_text(
    report: Report, settings: ReportSettings | None = None, *, to_file: bool = False, width: int | None = None
) -> str:
    """Draw a report for the terminal that standard output is, or for a file.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    settings
        Filters and lengths.
    to_file
        Without colour, 100 columns wide.
    width
        In columns; the terminal's own by default.

    Returns
    -------
    str
        Lines of text, with colour codes only for a terminal that shows them (``NO_COLOR`` is kept to).
    """
    import io
    import sys

    from rich.console import Console

    seen = not to_file and sys.stdout is not None and sys.stdout.isatty()
    encoding = "utf-8" if to_file or sys.stdout is None else sys.stdout.encoding or "utf-8"
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", write_through=True, newline="")
    console = Console(
        file=stream,
        width=width or (FILE_WIDTH if to_file else None),
        force_terminal=seen,
        no_color=True if not seen else None,
        legacy_windows=False,
    )
    render_terminal(report, console, settings)
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return "\n".join(line.rstrip() for line in buffer.getvalue().decode(encoding).splitlines()) + "\n"


def _report(view: Overview, console: Console) -> Iterator[RenderableType]:
    from rich.text import Text

    for number, event in enumerate(view.events, 1):
        yield from _event(event, number, view, console)
    if not view.events:
        yield Text("Nothing in this report fits the filter." if view.settings.filtered else "No events.")
    yield from _unread(view.report)


def _event(event: EventView, number: int, view: Overview, console: Console) -> Iterator[RenderableType]:
    from rich.rule import Rule
    from rich.text import Text

    label = plain(event.event.label) or plain(event.articles[0].title) if event.articles else plain(event.event.label)
    many = f" ({number} of {len(view.events)})" if len(view.events) > 1 else ""
    yield Text()
    yield Rule(Text(f" {label}{many} ", style="bold"), style="bold", align="left", characters="━")
    if event.span:
        first, last = event.span
        span = day(first) if first == last else f"{day(first)} to {day(last)}"
        yield Text(span, style="dim")
    yield Text(" · ".join(tally(event)))
    yield _outlets(event)
    if len(event.issues) > 1:
        yield from _glance(event, console)
    shown: str | None = None
    for issue in event.issues:
        title = STATUS_TITLES[issue.status]
        if title != shown:
            yield Text()
            yield Text(title.upper(), style=f"bold reverse {_status_style(issue)}")
            shown = title
        yield from issue_block(issue, view, console)
    yield from _singles(event, view.settings)
    if event.silent:
        yield Text()
        yield Text.assemble(
            ("No claim on any of these issues in their articles here: ", "dim"), ", ".join(map(plain, event.silent))
        )
    if event.hidden:
        yield Text(f"{count(event.hidden, 'issue')} left out by the filter.", style="dim")


def _status_style(issue: IssueView) -> str:
    return {"disputed": "red", "taken-back": "magenta", "unconfirmed": "yellow", "agreed": "green"}.get(
        issue.status, "blue"
    )


def _outlets(event: EventView) -> RenderableType:
    """The outlets, each with what its articles are (copies of whom, versions)."""
    from rich.text import Text

    line = Text()
    by_id = {article.id: article for article in event.articles}
    for number, outlet in enumerate(event.outlets):
        mine = [article for article in event.articles if article.outlet == outlet]
        line.append(", " if number else "")
        line.append(plain(outlet), style="cyan")
        note = _note(mine, by_id)
        if note:
            line.append(f" ({note})", style="dim")
    return line


def _note(mine: Sequence[Article], by_id: dict[str, Article]) -> str:
    notes = []
    copied = [by_id[article.copy_of].outlet for article in mine if article.copy_of in by_id]
    versions = sum(article.version_of is not None for article in mine)
    originals = len(mine) - len(copied) - versions
    if originals > 1:
        notes.append(count(originals, "article"))
    if versions:
        notes.append(f"{versions + 1} versions")
    notes += [f"copy of {plain(outlet)}" for outlet in dict.fromkeys(copied)]
    return ", ".join(notes)


def _glance(event: EventView, console: Console) -> Iterator[RenderableType]:
    """The issues that are not plain agreement, each with who stands where, in names alone."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    eventful = [issue for issue in event.issues if issue.status not in ("agreed", "single")][:GLANCE]
    if not eventful:
        return
    signs = signs_for(console)
    yield Text()
    yield Text("AT A GLANCE", style="bold")
    for issue in eventful:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for column in issue.columns:
            for stance in dict.fromkeys(voice.stance for voice in column.voices):
                names = [voice for voice in column.voices if voice.stance == stance]
                line = sources_line(names, column)
                grid.add_row(Text(f"{column.letter or ' '} {signs[stance]}", style=stance_style(stance)), line)
        yield Text(plain(issue.issue.question), style="bold")
        yield Padding(grid, (0, 0, 0, 2))


def _singles(event: EventView, settings: ReportSettings) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    if not event.singles or not settings.singles:
        return
    yield Text()
    yield Text("ONLY IN ONE OUTLET", style="bold reverse blue")
    for outlet, claims in event.singles:
        rest = len(claims) - settings.singles
        more = f"  and {count(rest, 'more claim')}" if rest > 0 else ""
        yield Text.assemble((plain(outlet), "cyan"), (more, "dim"))
        for claim in claims[: settings.singles]:
            yield Padding(_single(claim), (0, 0, 0, 2))


def _single(claim: Claim) -> RenderableType:
    from rich.text import Text

    who = f"{plain(claim.speaker.name)}: " if claim.attributed else ""
    return Text.assemble((who, "bold"), plain(claim.text), overflow="ellipsis", no_wrap=True)


def _unread(report: Report) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    if not report.unread:
        return
    yield Text()
    yield Text("NOT READ", style="bold reverse yellow")
    for unread in report.unread:
        yield Padding(Text.assemble((plain(unread.where), "bold"), ": ", plain(unread.reason)), (0, 0, 0, 2))

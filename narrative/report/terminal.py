"""A report in a terminal, drawn with rich: what is disputed first, with who says it and in which words."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from narrative.records import Article, Report
from narrative.report.overview import STATUS_TITLES, EventView, Overview, overview
from narrative.report.settings import ReportSettings, Status
from narrative.report.terminal_parts import Pen, agreed_block, issue_block, move_lines, single_line
from narrative.report.text import plain
from narrative.report.view import day
from narrative.report.wording import count, tally

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

FILE_WIDTH = 100
MOST_ALONE = 12
MOST_CHANGES = 4
_STYLES: dict[Status, str] = {
    "disputed": "red",
    "moved": "blue",
    "taken-back": "magenta",
    "unconfirmed": "yellow",
    "agreed": "green",
    "single": "blue",
}


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
    for part in _report(overview(report, settings), console):
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
    from rich.console import Console

    seen = not to_file and sys.stdout is not None and sys.stdout.isatty()
    encoding = "utf-8" if to_file or sys.stdout is None else sys.stdout.encoding or "utf-8"
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding, errors="replace", write_through=True, newline="")
    console = Console(
        file=stream,
        width=width or (FILE_WIDTH if to_file else None),
        force_terminal=seen,
        no_color=None if seen else True,
        legacy_windows=False,
    )
    render_terminal(report, console, settings)
    stream.flush()
    return "\n".join(line.rstrip() for line in buffer.getvalue().decode(encoding).splitlines()) + "\n"


def _report(view: Overview, console: Console) -> Iterator[RenderableType]:
    from rich.text import Text

    told = [event for event in view.events if event.issues or len(event.outlets) > 1]
    alone = [event for event in view.events if not event.issues and len(event.outlets) <= 1]
    for number, event in enumerate(told, 1):
        many = f" ({number} of {len(told)})" if len(told) > 1 else ""
        yield from _event(event, many, Pen.of(event, view, console))
    if not told:
        yield Text(view.nothing)
    yield from _alone(alone, view)
    yield from _unread(view.report)


def _event(event: EventView, many: str, pen: Pen) -> Iterator[RenderableType]:
    from rich.rule import Rule
    from rich.text import Text

    label = plain(event.event.label) or plain(event.articles[0].title if event.articles else event.event.id)
    line = "━" if pen.utf else "="
    yield Text()
    yield Rule(Text(f"{label}{many}", style="bold"), style="bold", align="left", characters=line)
    if event.span:
        first, last = event.span
        yield Text(day(first) if first == last else f"{day(first)} to {day(last)}", style="dim")
    yield Text(" · ".join(tally(event)))
    yield _outlets(event)
    if event.acts:
        yield Text()
        yield _title("In short", "white")
        yield from move_lines(event, pen)
    shown: str | None = None
    for issue in event.told:
        if issue.status != shown:
            yield Text()
            yield _title(STATUS_TITLES[issue.status], _STYLES[issue.status])
            shown = issue.status
        yield from (agreed_block if issue.status in ("agreed", "single") else issue_block)(issue, pen)
    yield from _edits(event)
    yield from _singles(event, pen)
    if event.hidden:
        yield Text()
        yield Text(f"{count(event.hidden, 'issue')} left out by the filter.", style="dim")


def _title(text: str, style: str) -> RenderableType:
    from rich.text import Text

    return Text(f" {text.upper()} ", style=f"bold reverse {style}")


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


def _edits(event: EventView) -> Iterator[RenderableType]:
    """What later versions changed, sentence by sentence."""
    from rich.padding import Padding
    from rich.text import Text

    if event.edits:
        yield Text()
        yield _title("Changed after publication", "magenta")
    for edit in event.edits:
        times = f" {day(edit.earlier.published)}, then {day(edit.later.published)}"
        yield Text.assemble((plain(edit.later.outlet), "cyan"), (times, "dim"))
        for change in edit.changes[:MOST_CHANGES]:
            for sign, style, lines in (("-", "red", change.removed), ("+", "green", change.added)):
                for line in lines:
                    yield Padding(Text(f"{sign} {plain(line)}", style=style), (0, 0, 0, 2))
            if change.claims:
                yield Padding(Text(f"({count(change.claims, 'claim')} went with it)", style="dim"), (0, 0, 0, 4))
        if len(edit.changes) > MOST_CHANGES:
            yield Text(f"  and {count(len(edit.changes) - MOST_CHANGES, 'more change')}", style="dim")


def _singles(event: EventView, pen: Pen) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    if not event.singles or not pen.settings.singles:
        return
    yield Text()
    yield _title("Only in one outlet", "blue")
    for outlet, claims in event.singles:
        told = [claim for claim in claims if claim.attributed][: pen.settings.singles]
        such = ", such as" if told else ""
        yield Text.assemble((plain(outlet), "cyan"), (f" {count(len(claims), 'claim')}{such}", "dim"))
        for claim in told:
            yield Padding(single_line(claim), (0, 0, 0, 2))


def _alone(events: Sequence[EventView], view: Overview) -> Iterator[RenderableType]:
    from rich.text import Text

    if not events or view.settings.filtered:
        return
    yield Text()
    yield _title("Told by one outlet only", "blue")
    for event in events[:MOST_ALONE]:
        article = event.articles[0]
        line = Text.assemble((plain(article.outlet), "cyan"), f": {plain(article.title) or plain(article.id)}")
        line.no_wrap, line.overflow = True, "ellipsis"
        yield line
    if len(events) > MOST_ALONE:
        yield Text(f"and {len(events) - MOST_ALONE} more", style="dim")


def _unread(report: Report) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    if not report.unread:
        return
    yield Text()
    yield _title("Not read", "yellow")
    for unread in report.unread:
        yield Padding(Text.assemble((plain(unread.where), "bold"), ": ", plain(unread.reason)), (0, 0, 0, 2))

"""Charts of one event with matplotlib (the extra ``plots``): who stands where, who said what when, who quotes whom.

Figures are made without pyplot, so that nothing of the caller's matplotlib state is touched. Colours are those of
Okabe & Ito (2008), which colour-blind readers tell apart; a letter or a sign always says the same as the colour.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from narrative.errors import MissingExtra, UsageError
from narrative.records import Claim, Report, Stance
from narrative.report.drawing import Edge, source_graph
from narrative.report.overview import EventView, overview
from narrative.report.text import plain
from narrative.report.view import Column, Index, IssueView
from narrative.report.wording import STANCE_BY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

SIDE_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
"""Of positions A, B, ...; they repeat after F."""
ASIDE_COLOURS = {"withheld": "#8a8a8a", "retracted": "#7B3294"}
MARKERS: dict[Stance, str] = {
    "asserts": "o",
    "confirms": "P",
    "denies": "X",
    "doubts": "D",
    "withholds": "$○$",
    "retracts": "<",
}
INK, FAINT = "#222222", "#9a9a9a"
MOST_ISSUES = 14
LABEL_WIDTH = 46
MOST_LETTERS = 130
SIDE_WIDTH = 64
DOTS_PER_INCH = 150


def matrix(report: Report, event: str | None = None) -> Figure:
    """Draw issues by outlets: which side each outlet carries, what it reports as unconfirmed or taken back.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    event
        Id of an event; the first by default.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.
    UsageError
        The report has no such event.
    """
    view, _ = _event(report, event)
    issues = view.told[:MOST_ISSUES]
    labels = [textwrap.fill(_shorten(plain(issue.issue.question), MOST_LETTERS), LABEL_WIDTH) for issue in issues]
    heights = [0.26 + 0.2 * label.count("\n") for label in labels]
    figure, axes = _figure(4.4 + 0.95 * len(view.outlets), 1.9 + 0.16 * len(issues) + sum(heights))
    for row, issue in enumerate(issues):
        for place, outlet in enumerate(view.outlets):
            _cell(axes, place, row, _carried(issue, outlet))
        axes.axhline(row + 0.5, color=FAINT, linewidth=0.3)
    axes.set_xlim(-0.7, len(view.outlets) - 0.3)
    axes.set_ylim(max(len(issues), 1) - 0.5, -0.5)
    axes.set_xticks(
        range(len(view.outlets)), [_shorten(plain(outlet), 32) for outlet in view.outlets], rotation=30, ha="left"
    )
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(issues)), labels)
    _finish(axes, view, len(view.told) - len(issues))
    axes.set_xlabel("A, B: carries that answer   ○: reports no confirmation   ↩: reports that it was taken back")
    return figure


def timeline(report: Report, event: str | None = None) -> Figure:
    """Draw the claims on each issue along time, one row a side.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    event
        Id of an event; the first by default.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.
    UsageError
        The report has no such event.
    """
    view, look = _event(report, event)
    rows = [(issue, column) for issue in view.told[:MOST_ISSUES] for column in issue.columns]
    figure, axes = _figure(10.0, 1.7 + 0.36 * max(len(rows), 1))
    labels: list[str] = []
    drawn: list[datetime] = []
    for number, (issue, column) in enumerate(rows):
        colour = _colour(column)
        for voice in column.voices:
            moments = [moment for claim in voice.claims if (moment := look.when(claim)) is not None]
            drawn += moments
            axes.scatter(moments, [number] * len(moments), color=colour, marker=MARKERS[voice.stance], s=46, zorder=3)  # type: ignore[arg-type]
        first = issue.columns[0] is column
        if first:
            axes.axhline(number - 0.5, color=FAINT, linewidth=0.5)
        question = f"{_shorten(plain(issue.issue.question), SIDE_WIDTH)}\n" if first else ""
        side = f"{column.letter}: {plain(column.label)}" if column.letter else column.label
        labels.append(question + _shorten(side, SIDE_WIDTH))
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.grid(axis="x", color=FAINT, linewidth=0.3)
    _dates(axes, drawn)
    _finish(axes, view, max(0, len(view.told) - MOST_ISSUES))
    shown = {claim.stance for _, column in rows for claim in column.claims}
    for stance in (stance for stance in MARKERS if stance in shown):
        axes.scatter([], [], color=INK, marker=MARKERS[stance], label=STANCE_BY[stance].removesuffix(" by"))
    if shown:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=len(shown), frameon=False, fontsize=8)
    return figure


def sources(report: Report, event: str | None = None) -> Figure:
    """Draw who quotes whom on the issues of an event: outlets, relays, speakers; a copy stands with its original.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    event
        Id of an event; the first by default.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.
    UsageError
        The report has no such event.
    """
    view, look = _event(report, event)
    drawn = source_graph(view, look)
    figure, axes = _figure(10.0, 1.0 + (drawn.height if drawn else 60) / 84)
    axes.set_axis_off()
    _finish(axes, view, 0)
    if drawn is None:
        axes.text(0.5, 0.5, "Nobody is quoted on an issue of this event.", ha="center", color=INK)
        return figure
    axes.set_xlim(0, drawn.width)
    axes.set_ylim(drawn.height, 0)
    for edge in drawn.edges:
        axes.add_patch(_curve(edge))
    for node in drawn.nodes:
        colour = SIDE_COLOURS[("outlet", "relay", "speaker").index(node.kind)]
        axes.scatter([node.x], [node.y], color=colour, s=22, zorder=3)
        outer = node.kind == "outlet"
        text = _shorten(node.label, 46) + (" + copies" if node.note else "")
        axes.text(
            node.x + (-10 if outer else 10),
            node.y,
            text,
            ha="right" if outer else "left",
            va="center",
            fontsize=7,
            color=INK,
            parse_math=False,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.85},
        )
    return figure


def _curve(edge: Edge) -> Patch:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    (x1, y1), (x2, y2) = edge.start, edge.end
    middle = (x1 + x2) / 2
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    path = Path([(x1, y1), (middle, y1), (middle, y2), (x2, y2)], codes)
    return PathPatch(path, facecolor="none", edgecolor=FAINT, linewidth=0.6 * edge.weight)


def to_charts(report: Report, kind: str = "svg") -> dict[str, bytes]:
    """Draw all charts of all events that have issues.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    kind
        ``"svg"`` or ``"png"``.

    Returns
    -------
    dict
        By name (``"e1-matrix"``), the file's bytes; the same report gives the same bytes.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.
    """
    draw: dict[str, Callable[[Report, str], Figure]] = {"matrix": matrix, "timeline": timeline, "sources": sources}
    return {
        f"{_safe(event.id)}-{name}": _bytes(make(report, event.id), kind)
        for event in report.events
        if event.issues
        for name, make in draw.items()
    }


def _event(report: Report, wanted: str | None) -> tuple[EventView, Index]:
    view = overview(report)
    for event in view.events:
        if wanted is None or event.event.id == wanted:
            return event, view.look
    known = ", ".join(event.event.id for event in view.events) or "none"
    raise UsageError(f"the report has no event {wanted!r}; it has {known}")


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise MissingExtra("a chart", "plots") from error
    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    axes = figure.add_subplot()
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=8, colors=INK)
    return figure, axes


def _finish(axes: Axes, view: EventView, left_out: int) -> None:
    title = _shorten(plain(view.event.label), MOST_LETTERS) or view.event.id
    more = f" ({left_out} more issues are not drawn)" if left_out else ""
    axes.set_title(_no_math(title + more), loc="left", fontsize=10, fontweight="bold", color=INK)
    axes.xaxis.label.set_fontsize(8)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_parse_math(False)


def _shorten(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _no_math(text: str) -> str:
    """A dollar sign of an article never starts a formula."""
    return text.replace("$", r"\$")


def _dates(axes: Axes, moments: Sequence[datetime]) -> None:
    """Ticks on whole hours or days; the locator is set with room on both sides, so that one moment is drawn too."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    if not moments:
        axes.set_xticks([])
        return
    first, last = min(moments), max(moments)
    margin = max((last - first) * 0.04, timedelta(hours=1))
    axes.set_xlim(first - margin, last + margin)  # type: ignore[arg-type]
    locator = AutoDateLocator(minticks=2, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]


def _carried(issue: IssueView, outlet: str) -> list[tuple[str, str]]:
    """Signs of the sides that an outlet carries, each with its colour."""
    return [
        (column.letter or ("○" if column.kind == "withheld" else "↩"), _colour(column))
        for column in issue.columns
        if any(_outlet(claim) == outlet for claim in column.claims)
    ]


def _outlet(claim: Claim) -> str:
    return claim.sources[0].name


def _colour(column: Column) -> str:
    if column.kind != "position":
        return ASIDE_COLOURS[column.kind]
    return SIDE_COLOURS[(ord(column.letter[0]) - ord("A")) % len(SIDE_COLOURS)]


def _cell(axes: Axes, place: int, row: int, carried: Sequence[tuple[str, str]]) -> None:
    if not carried:
        axes.text(place, row, "·", ha="center", va="center", color=FAINT)
    width = 0.3
    for number, (sign, colour) in enumerate(carried):
        x = place + (number - (len(carried) - 1) / 2) * width
        box: dict[str, Any] = {"boxstyle": "round,pad=0.25", "facecolor": colour, "edgecolor": "none"}
        axes.text(x, row, sign, ha="center", va="center", color="white", fontsize=8, fontweight="bold", bbox=box)


def _bytes(figure: Figure, kind: str) -> bytes:
    if kind not in ("svg", "png"):
        raise UsageError(f"{kind!r} is no kind of chart: choose svg or png")
    import matplotlib

    stream = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "narrative", "svg.fonttype": "none"}):
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(stream, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
    return stream.getvalue()


def _safe(name: str) -> str:
    return "".join(character if character.isalnum() or character in "-_" else "_" for character in name)

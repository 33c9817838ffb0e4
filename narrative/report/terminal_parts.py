"""One issue in a terminal: its sides below each other where it is narrow, beside each other where it is wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrative.records import Claim, Stance
from narrative.report.marking import Edit
from narrative.report.moves import Move
from narrative.report.overview import EventView, Overview
from narrative.report.settings import ReportSettings
from narrative.report.text import fold, plain, safe_characters, said_in, split_cue
from narrative.report.view import Column, Index, IssueView, Voice, short_date, short_day
from narrative.report.wording import (
    DROPPED_SIGN,
    MOST_DROPPED,
    STANCE_SIGNS,
    STANCE_WORDS,
    TAKEN_BACK_LEAD,
    count,
    origins,
    voice_line,
)

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

WIDE = 130
MOST_SIDE_BY_SIDE = 4
_STYLES: dict[Stance, str] = {
    "asserts": "blue",
    "confirms": "green",
    "denies": "red",
    "doubts": "yellow",
    "withholds": "yellow",
    "retracts": "magenta",
}
_ASCII_SIGNS: dict[Stance, str] = {
    "asserts": "*",
    "confirms": "+",
    "denies": "x",
    "doubts": "?",
    "withholds": "o",
    "retracts": "<",
}


@dataclass(frozen=True, slots=True)
class Pen:
    """What every part of one event's drawing needs to know."""

    look: Index
    settings: ReportSettings
    width: int
    utf: bool
    year: int

    @classmethod
    def of(cls, event: EventView, view: Overview, console: Console) -> Pen:
        """The pen for one event on a console."""
        utf = console.encoding.lower().startswith("utf")
        year = event.span[1].year if event.span else 0
        return cls(look=view.look, settings=view.settings, width=console.width, utf=utf, year=year)

    def sign(self, stance: Stance) -> str:
        """The sign of a stance, in what the terminal can write."""
        return (STANCE_SIGNS if self.utf else _ASCII_SIGNS)[stance]


def move_lines(event: EventView, pen: Pen) -> Iterator[RenderableType]:
    """What sources did beyond saying things, each in its own words."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for act in event.acts:
        grid.add_row(*(_edit_line(act, pen) if isinstance(act, Edit) else _move_line(act, pen)))
    yield grid
    if event.more_moves:
        yield _dim(f"  {count(event.more_moves, 'more such act')} under the issues below")


def _move_line(move: Move, pen: Pen) -> tuple[Text, Text]:
    from rich.text import Text

    style = _STYLES[move.stance]
    date = f" ({short_date(move.when, pen.year)})" if move.when else ""
    does = f" {STANCE_WORDS[move.stance]}"
    line = Text.assemble((plain(move.who), "bold"), (does, style), (date, "dim"), ": ", quoted(move.claim))
    for claim in move.taken_back:
        line.append_text(Text.assemble((f" {TAKEN_BACK_LEAD} ", style), quoted(claim)))
    for claim in move.alike:
        line.append_text(Text.assemble(" So too ", (plain(claim.speaker.name), "bold"), ": ", quoted(claim)))
    return Text(pen.sign(move.stance), style=style), line


def _edit_line(edit: Edit, pen: Pen) -> tuple[Text, Text]:
    from rich.text import Text

    style = _STYLES["retracts"]
    line = Text.assemble((plain(edit.later.outlet), "bold"), (" no longer has:", style))
    for words in edit.dropped[:MOST_DROPPED]:
        line.append(f" “{plain(words)}”", style="italic")
    return Text(DROPPED_SIGN if pen.utf else "-", style=style), line


def issue_block(issue: IssueView, pen: Pen) -> Iterator[RenderableType]:
    """Draw one issue: the question, its sides, and who is silent on it."""
    from rich.padding import Padding
    from rich.table import Table

    yield from _question(issue)
    blocks = [list(_column(column, pen)) for column in issue.columns]
    if pen.width >= WIDE and len(blocks) > 1:
        many = min(len(blocks), MOST_SIDE_BY_SIDE if pen.width >= WIDE + 40 else 3)
        for start in range(0, len(blocks), many):
            grid = Table.grid(padding=(0, 2), expand=True)
            for _ in range(many):
                grid.add_column(ratio=1, overflow="fold")
            grid.add_row(*(_stack(block) for block in blocks[start : start + many]))
            yield Padding(grid, (0, 0, 0, 2))
    else:
        for block in blocks:
            yield Padding(_stack(block), (0, 0, 0, 2))
    if issue.silent and issue.outlets:
        yield Padding(_dim(f"Nothing on this in: {', '.join(map(plain, issue.silent))}"), (0, 0, 0, 2))


def agreed_block(issue: IssueView, pen: Pen) -> Iterator[RenderableType]:
    """Draw an issue on which nobody differs: the answer, who stands behind it, and the words of the first."""
    from rich.padding import Padding
    from rich.text import Text

    yield from _question(issue)
    for position in issue.positions:
        column = replace(position, voices=tuple(voice for voice in position.voices if not voice.aside))
        line = Text()
        if not said_in(column.label, issue.issue.question):
            line.append(f"{plain(column.label)}  ")
        line.append(f"{origins(column)}: ", style="dim")
        for number, voice in enumerate(column.lead(pen.settings.voices)):
            line.append(", " if number else "")
            line.append(plain(voice.name), style="bold")
            outlets = [plain(outlet) for outlet in voice.outlets if fold(outlet) != fold(voice.name)]
            line.append(f" ({', '.join(outlets)})" if outlets else "", style="dim")
        rest = len(column.voices) - pen.settings.voices
        line.append(f" and {rest} more" if rest > 0 else "", style="dim")
        yield Padding(line, (0, 0, 0, 2))
        if column.voices:
            yield Padding(quoted(column.voices[0].quotes[0].claim), (0, 0, 0, 4))


def single_line(claim: Claim) -> Text:
    """What one outlet alone has, on one line."""
    from rich.text import Text

    who = f"{plain(claim.speaker.name)}: " if claim.attributed else ""
    return Text.assemble((who, "bold"), plain(claim.text), overflow="ellipsis", no_wrap=True)


def quoted(claim: Claim) -> Text:
    """A claim's exact words in quotation marks, its cue underlined."""
    from rich.text import Text

    before, cue, after = (safe_characters(part) for part in split_cue(claim))
    words = Text.assemble(before, (cue, "underline"), after)
    folded = words if "\n" not in words.plain and "\t" not in words.plain else Text(plain(words.plain))
    return Text.assemble("“", folded, "”", style="italic")


def _question(issue: IssueView) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text()
    yield Text(plain(issue.issue.question), style="bold underline")


def _stack(parts: Sequence[RenderableType]) -> RenderableType:
    from rich.console import Group

    return Group(*parts)


def _column(column: Column, pen: Pen) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    if column.kind == "position":
        yield _heading(column)
    for voice in column.lead(pen.settings.voices):
        # What is no answer starts further left than the voices of an answer, so that it never seems to belong to one.
        yield Padding(_voice(voice, column, pen), (0, 0, 0, 2 if column.kind == "position" else 1))
    shown = {plain(voice.name) for voice in column.lead(pen.settings.voices)}
    rest = dict.fromkeys(plain(voice.name) for voice in column.rest(pen.settings.voices))
    names = [name for name in rest if name not in shown]
    if names:
        yield Padding(Text.assemble(("and ", "dim"), ", ".join(names)), (0, 0, 0, 4))


def _heading(column: Column) -> RenderableType:
    """The answer; below it, what stands behind it."""
    from rich.table import Table
    from rich.text import Text

    label = Table.grid(padding=(0, 1, 0, 0))
    label.add_column(no_wrap=True)
    label.add_column(overflow="fold")
    label.add_row(Text(f" {column.letter} ", style="reverse"), Text(plain(column.label), style="bold"))
    if column.taken_back:
        return _stack([label, Text("    taken back by its source", style=_STYLES["retracts"])])
    return _stack([label, _dim(f"    {origins(column)}")]) if len(column.voices) > 1 else label


def _voice(voice: Voice, column: Column, pen: Pen) -> RenderableType:
    """One source: what it did, where and when, the words, and who else carries them."""
    from rich.table import Table
    from rich.text import Text

    style = _STYLES[voice.stance]
    first = voice.quotes[0].claim
    line = Text.assemble(
        (plain(voice.name), "bold"), (f" {voice_line(voice, column)}", style), (f"  {_where(first, pen)}", "dim")
    )
    also = _also(voice, pen)
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(
        Text(pen.sign(voice.stance), style=style), _stack([line, quoted(first), *([_dim(also)] if also else [])])
    )
    return grid


def _where(claim: Claim, pen: Pen) -> str:
    """The way to the speaker, and the time; the speaker, named before, is left out."""
    way = " ← ".join(plain(source.name) for source in claim.sources[:-1])
    published = pen.look.article_of(claim).published
    parts = [way, short_day(published, pen.year) if published else ""]
    said = f" (said {short_date(claim.stated, pen.year)})" if claim.stated else ""
    return ", ".join(part for part in parts if part) + said


def _also(voice: Voice, pen: Pen) -> str:
    """Outlets that carry it too: in words of their own, or as a copy."""
    first = voice.quotes[0].claim.sources[0].name
    own: dict[str, None] = {}
    copies: dict[str, None] = {}
    for claim in voice.claims:
        outlet = claim.sources[0].name
        if outlet != first:
            (copies if pen.look.article_of(claim).copy_of else own)[plain(outlet)] = None
    parts = [f"also in {', '.join(own)}"] if own else []
    copied = [outlet for outlet in copies if outlet not in own]
    parts += [f"copied by {', '.join(copied)}"] if copied else []
    return "; ".join(parts)


def _dim(text: str) -> Text:
    from rich.text import Text

    return Text(text, style="dim")

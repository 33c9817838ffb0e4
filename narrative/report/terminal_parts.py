"""One issue in a terminal: its sides below each other where it is narrow, beside each other where it is wide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from narrative.records import Claim, Stance
from narrative.report.overview import Overview
from narrative.report.text import plain, safe_characters, split_cue
from narrative.report.view import Column, IssueView, Quote, Voice, day
from narrative.report.wording import STANCE_SIGNS, chain, origins, voice_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

WIDE = 130
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


def stance_style(stance: Stance) -> str:
    """Colour of a stance, in the terminal's own sixteen."""
    return _STYLES[stance]


def signs_for(console: Console) -> Mapping[Stance, str]:
    """Signs of the stances, in what the terminal can write."""
    return STANCE_SIGNS if console.encoding.lower().startswith("utf") else _ASCII_SIGNS


def sources_line(voices: Sequence[Voice], column: Column) -> Text:
    """Names of the voices of one stance, with the stance in a word ("Josep Borrell confirms")."""
    from rich.text import Text

    line = Text()
    for number, voice in enumerate(voices):
        line.append(", " if number else "")
        line.append(plain(voice.name), style="bold")
        if voice.taken_back and column.kind == "position":
            line.append(" (took it back)", style=_STYLES["retracts"])
    line.append(f" {voice_line(voices[0], column).partition(',')[0]}", style=_STYLES[voices[0].stance])
    if column.kind == "position":
        line.append(f": {plain(column.label)}", style="dim")
    return line


def issue_block(issue: IssueView, view: Overview, console: Console) -> Iterator[RenderableType]:
    """Draw one issue: the question, its sides, and who is silent on it."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    yield Text()
    yield Text(plain(issue.issue.question), style="bold underline")
    blocks = [list(_column(column, view, console)) for column in issue.columns]
    if console.width >= WIDE and len(blocks) > 1:
        for start in range(0, len(blocks), 3):
            row = blocks[start : start + 3]
            grid = Table.grid(padding=(0, 2), expand=True)
            for _ in row:
                grid.add_column(ratio=1, overflow="fold")
            grid.add_row(*(_stack(block) for block in row))
            yield Padding(grid, (0, 0, 0, 2))
    else:
        for block in blocks:
            yield Padding(_stack(block), (0, 0, 0, 2))
    if issue.silent:
        yield Padding(Text(f"Nothing on this in: {', '.join(map(plain, issue.silent))}", style="dim"), (0, 0, 0, 2))


def _stack(parts: Sequence[RenderableType]) -> RenderableType:
    from rich.console import Group

    return Group(*parts)


def _column(column: Column, view: Overview, console: Console) -> Iterator[RenderableType]:
    from rich.padding import Padding

    yield _heading(column)
    for voice in column.voices:
        yield from _voice(voice, column, view, console)
    if column.origins_why:
        yield Padding(_dim(" ".join(map(plain, column.origins_why))), (0, 0, 0, 2))


def _heading(column: Column) -> Text:
    from rich.text import Text

    line = Text()
    if column.kind == "position":
        line.append(f" {column.letter} ", style="reverse")
        line.append(f" {plain(column.label)}", style="bold")
        if len(column.voices) > 1 or column.origins != 1:
            line.append(f"  {origins(column)}", style="dim")
        if column.taken_back:
            line.append("  taken back by its source", style=_STYLES["retracts"])
    else:
        stance: Stance = "withholds" if column.kind == "withheld" else "retracts"
        line.append(column.label, style=f"bold {_STYLES[stance]}")
    return line


def _voice(voice: Voice, column: Column, view: Overview, console: Console) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    sign = signs_for(console)[voice.stance]
    line = Text.assemble(
        (f"{sign} ", _STYLES[voice.stance]),
        (plain(voice.name), "bold"),
        (f" {voice_line(voice, column)}", _STYLES[voice.stance]),
    )
    yield Padding(line, (0, 0, 0, 1))
    shown = voice.quotes[: view.settings.quotes]
    for quote in shown:
        yield Padding(_quote(quote, view), (0, 0, 0, 3))
    left = voice.quotes[view.settings.quotes :]
    if left:
        outlets = ", ".join(dict.fromkeys(plain(quote.claim.sources[0].name) for quote in left))
        yield Padding(_dim(f"also in {outlets}"), (0, 0, 0, 3))


def _quote(quote: Quote, view: Overview) -> Text:
    """The words, with the cue marked, then the path, the time and who repeats them."""
    from rich.text import Text

    line = quoted(quote.claim)
    where = f"\n{plain(chain(quote.claim))}, {_when(quote.claim, view)}"
    line.append(where, style="dim")
    copies = dict.fromkeys(
        plain(claim.sources[0].name) for claim in quote.repeats if view.look.article_of(claim).copy_of is not None
    )
    versions = sum(view.look.article_of(claim).copy_of is None for claim in quote.repeats)
    if copies:
        line.append(f"; copied by {', '.join(copies)}", style="dim")
    if versions:
        line.append(f"; in {versions + 1} versions", style="dim")
    return line if line.plain else Text()


def quoted(claim: Claim) -> Text:
    """A claim's exact words in quotation marks, its cue underlined."""
    from rich.text import Text

    before, cue, after = (safe_characters(part) for part in split_cue(claim))
    words = Text.assemble(before, (cue, "underline"), after)
    folded = Text(" ").join(words.split(allow_blank=False)) if "\n" not in words.plain else Text(plain(words.plain))
    return Text.assemble("“", folded, "”", style="italic")


def _when(claim: Claim, view: Overview) -> str:
    published = day(view.look.article_of(claim).published)
    return f"{published} (said {day(claim.stated)})" if claim.stated else published


def _dim(text: str) -> Text:
    from rich.text import Text

    return Text(text, style="dim")

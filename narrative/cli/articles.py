"""``narrative articles``: what was read, as JSON Lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from narrative.cli.options import Inputs, Output, Quiet, Strict, settings_of
from narrative.cli.reading import Bounds, EncodingName, Maps, OutletTable, Sets, reading_of

if TYPE_CHECKING:
    from narrative.records import Article


def articles(
    inputs: Inputs,
    output: Output = None,
    maps: Maps = None,
    sets: Sets = None,
    outlets: OutletTable = None,
    limits: Bounds = None,
    encoding: EncodingName = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Show which articles were read, one JSON line each, ready to be compared.

    A line on standard error says how many articles of how many outlets were read, and each thing that could
    not be read has a line with the reason.
    """
    from narrative import pipeline
    from narrative.cli.output import complain, leave, note_unread, write_whole
    from narrative.report import article_lines

    settings = settings_of(strict=strict, reading=reading_of(maps, sets, outlets, limits, encoding))
    taken, unread = pipeline.sort_out(pipeline.read(inputs, settings), strict=strict)
    note_unread(unread, quiet, most=len(unread))
    write_whole("".join(line + "\n" for line in article_lines(taken)), output)
    if not quiet and taken:
        complain(_summary(taken, len(unread)))
    leave(taken, unread)


def _summary(taken: Sequence[Article], left_out: int) -> str:
    outlets = len({article.outlet for article in taken})
    days = sorted(article.published.date().isoformat() for article in taken if article.published)
    span = f", {days[0]} to {days[-1]}" if days else ""
    read = f"read {len(taken):,} article{'s' * (len(taken) > 1)} of {outlets:,} outlet{'s' * (outlets > 1)}{span}"
    return f"{read}; {left_out:,} could not be read" if left_out else read

"""``narrative articles``: what was read, as JSON Lines."""

from __future__ import annotations

from narrative.cli.options import Inputs, Output, Quiet, Strict, settings_of


def articles(inputs: Inputs, output: Output = None, strict: Strict = False, quiet: Quiet = False) -> None:
    """Show which articles were read, one JSON line each, ready to be compared."""
    from narrative import pipeline
    from narrative.cli.output import leave, note_unread, write_whole
    from narrative.report import article_lines

    taken, unread = pipeline.sort_out(pipeline.read(inputs, settings_of(strict=strict)), strict=strict)
    note_unread(unread, quiet)
    write_whole("".join(line + "\n" for line in article_lines(taken)), output)
    leave(taken, unread)

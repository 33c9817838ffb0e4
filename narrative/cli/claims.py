"""``narrative claims``: who says what, one JSON line a claim."""

from __future__ import annotations

from narrative.cli.options import Inputs, Output, Quiet, Strict, settings_of


def claims(inputs: Inputs, output: Output = None, strict: Strict = False, quiet: Quiet = False) -> None:
    """List every claim with its source chain and stance, one JSON line each."""
    from narrative import pipeline
    from narrative.cli.output import leave, note_unread, progress, write_whole
    from narrative.report import claim_lines

    settings = settings_of(strict=strict)
    taken, unread = pipeline.sort_out(pipeline.read(inputs, settings), strict=strict)
    with progress(quiet) as tell:
        taken, found, unread = pipeline.claims_of(taken, pipeline.Workshop(settings), unread, tell)
    note_unread(unread, quiet)
    write_whole("".join(line + "\n" for line in claim_lines(found)), output)
    leave(taken, unread)

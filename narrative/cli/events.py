"""``narrative events``: which articles report the same happening, one JSON line an event."""

from __future__ import annotations

from narrative.cli.options import EncoderName, Inputs, Output, Quiet, Strict, settings_of


def events(
    inputs: Inputs,
    output: Output = None,
    encoder: EncoderName = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Group articles on one happening, one JSON line an event."""
    from narrative import pipeline
    from narrative.cli.output import leave, note_unread, progress, write_whole
    from narrative.report import event_lines

    settings = settings_of(strict=strict, encoder=encoder)
    taken, unread = pipeline.sort_out(pipeline.read(inputs, settings), strict=strict)
    with progress(quiet) as tell:
        found = pipeline.events_of(taken, pipeline.Workshop(settings), tell) if taken else ()
    note_unread(unread, quiet)
    write_whole("".join(line + "\n" for line in event_lines(found)), output)
    leave(taken, unread)

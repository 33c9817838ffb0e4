"""``narrative compare``: the whole comparison."""

from __future__ import annotations

from narrative.cli.drawing import Format, FormatOption, OnlyOption, OutletOption, SourceOption
from narrative.cli.options import (
    EncoderName,
    EngineOption,
    Inputs,
    JudgeName,
    Output,
    Quiet,
    Scheduler,
    Strict,
    Workers,
    engine_of,
    settings_of,
)
from narrative.cli.reading import Bounds, EncodingName, Maps, OutletTable, Sets, reading_of


def compare(
    inputs: Inputs,
    form: FormatOption = Format.TERMINAL,
    output: Output = None,
    only: OnlyOption = None,
    outlet: OutletOption = None,
    source: SourceOption = None,
    encoder: EncoderName = None,
    judge: JudgeName = None,
    engine: EngineOption = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    maps: Maps = None,
    sets: Sets = None,
    outlets: OutletTable = None,
    limits: Bounds = None,
    encoding: EncodingName = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Compare what outlets say about the same events: agreement, conflict, confirmation, retraction."""
    from narrative import pipeline
    from narrative.cli.drawing import check_target, draw, view_of
    from narrative.cli.output import leave, note_unread, progress

    view = view_of(only, outlet, source)
    check_target(form, output)
    settings = settings_of(
        strict=strict,
        encoder=encoder,
        judge=judge,
        engine=engine_of(engine, workers, scheduler),
        reading=reading_of(maps, sets, outlets, limits, encoding),
    )
    with progress(quiet) as tell:
        report = pipeline.compare(pipeline.read(inputs, settings), settings, progress=tell)
    note_unread(report.unread, quiet)
    draw(report, form, view, output)
    leave(report.articles, report.unread)

"""Options that several commands take, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from narrative.pipeline import ArticleSettings, EngineSettings, Settings


class EngineChoice(StrEnum):
    """Where stages run."""

    HERE = "here"
    PROCESSES = "processes"
    DASK = "dask"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files or folders with articles; '-' reads JSON Lines from standard input.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file, whole or not at all.", show_default="standard output"),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on standard error.")]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first article that cannot be read.")]
EncoderName = Annotated[
    str | None,
    typer.Option("--encoder", help="A sentence-transformers model, by name or path.", show_default="all-MiniLM-L6-v2"),
]
JudgeName = Annotated[
    str | None,
    typer.Option("--judge", help="Any NLI cross-encoder, by name or path.", show_default="the shipped one"),
]
EngineOption = Annotated[
    EngineChoice | None,
    typer.Option(
        "--engine",
        help="Where the work runs: in this process, in one process a core, or on a Dask cluster (a local one "
        "without --scheduler).",
        show_default="here",
    ),
]
Workers = Annotated[
    int | None, typer.Option("--workers", help="Number of local worker processes.", show_default="one a core")
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", help="Address of a Dask scheduler.", show_default="a local cluster")
]


def settings_of(
    strict: bool = False,
    encoder: str | None = None,
    judge: str | None = None,
    engine: EngineSettings | None = None,
    reading: ArticleSettings | None = None,
) -> Settings:
    """The settings that the common options stand for."""
    from narrative.pipeline import ArticleSettings, EngineSettings, Settings

    return Settings(
        strict=strict,
        encoder=encoder,
        judge=judge,
        engine=engine or EngineSettings(),
        articles=reading or ArticleSettings(),
    )


def engine_of(choice: EngineChoice | None, workers: int | None, scheduler: str | None) -> EngineSettings:
    """The engine that the options name."""
    from narrative.pipeline import EngineSettings

    return EngineSettings(name=choice.value if choice else "here", workers=workers, scheduler=scheduler)

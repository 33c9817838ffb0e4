"""Options that several commands take, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from narrative.pipeline import Settings

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


def settings_of(strict: bool = False, encoder: str | None = None, judge: str | None = None) -> Settings:
    """The settings that the common options stand for."""
    from narrative.pipeline import Settings

    return Settings(strict=strict, encoder=encoder, judge=judge)

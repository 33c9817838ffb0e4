"""Options on how inputs are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from narrative.pipeline import ArticleSettings

Maps = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Which column holds a field (id, outlet, title, text, published, url, language); may be repeated.",
    ),
]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="What a field is where the input does not say; may be repeated."),
]
OutletTable = Annotated[
    Path | None,
    typer.Option(
        "--outlets",
        metavar="FILE",
        help="CSV with domain,outlet,owner,kind, read before the table of outlets that comes along.",
        show_default=False,
    ),
]
Bounds = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", metavar="LIMIT=NUMBER", help="Raise or lower a limit, as in page_bytes=20MB; may be repeated."
    ),
]
EncodingName = Annotated[
    str | None,
    typer.Option("--encoding", help="Encoding of text that is not UTF-8, as in cp1252.", show_default=False),
]


def reading_of(
    maps: list[str] | None, sets: list[str] | None, table: Path | None, limits: list[str] | None, encoding: str | None
) -> ArticleSettings:
    """The settings that the options on reading stand for.

    Raises
    ------
    UsageError
        One of them is not understood.
    """
    from narrative.pipeline import ArticleSettings

    return ArticleSettings.from_options(maps or (), sets or (), limits or (), table, encoding)

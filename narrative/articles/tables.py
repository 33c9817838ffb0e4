"""Reads the tables that come with the room."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=16)
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """Read a table of ``narrative/articles/data``: tab-separated rows, ``#`` begins a comment line."""
    text = (files("narrative.articles") / "data" / name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in row) for row in rows)

"""Parquet tables: one article a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from narrative.articles.blob import Blob, Draft, over, quoted, unread
from narrative.articles.fields import aliases, plain_key
from narrative.articles.packing import Budget, foreign, random_access
from narrative.articles.settings import MIB, ArticleSettings
from narrative.errors import InputError, MissingExtra
from narrative.records import Unread

_ROWS = 64  # at once; a row may hold a whole book


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Unread]:
    """Read the known columns in small batches of rows."""
    try:
        from pyarrow import parquet
    except ImportError:
        raise MissingExtra("reading Parquet", "parquet") from None
    limits = settings.limits
    with random_access(blob, limits) as (stream, size):
        with foreign("a Parquet file"):
            table: Any = parquet.ParquetFile(
                stream, thrift_string_size_limit=16 * MIB, thrift_container_size_limit=1_000_000, pre_buffer=False
            )
            names = [str(name) for name in table.schema_arrow.names]
            rows = int(table.metadata.num_rows)
            groups = [table.metadata.row_group(n).total_byte_size for n in range(table.metadata.num_row_groups)]
        if rows > limits.members:
            raise over(f"a table of {rows:,} rows", limits.members, "members")
        budget = Budget(limits, size)
        budget.take(sum(max(0, group) for group in groups))
        wanted = _columns(names, settings)
        batches = table.iter_batches(batch_size=_ROWS, columns=wanted)
        number = 0
        while True:
            with foreign("a Parquet file"):
                batch = next(batches, None)
                found = batch.to_pylist() if batch is not None else []
            if batch is None:
                break
            for row in found:
                number += 1
                yield Draft(where=f"{blob.where}, row {number}", fields={**blob.known, **_present(row)})
        if not number:
            yield unread(blob.where, "is a table without rows; leave it out")


def _columns(names: list[str], settings: ArticleSettings) -> list[str]:
    fields = ("id", "outlet", "title", "text", "published", "url", "language")
    known = {alias for field in fields for alias in aliases(field)} | {
        plain_key(name) for name in settings.columns.values()
    }
    if not any(name == settings.columns.get("text") or plain_key(name) in aliases("text") for name in names):
        shown = ", ".join(quoted(name, 30) for name in names[:12])
        raise InputError(
            f"no column has the articles' text; the columns are {shown}; "
            "name it text, or say which it is (--map text=COLUMN)"
        )
    return [name for name in names if plain_key(name) in known]


def _present(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None}

"""CSV and tab-separated tables: one article a row, under a header that names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from narrative.articles.blob import (
    Blob,
    Draft,
    byte_order_mark,
    bytes_blob,
    decode,
    over,
    quoted,
    read_whole,
    sniff,
    unread,
)
from narrative.articles.fields import aliases, plain_key
from narrative.articles.readers.lines import byte_lines
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError
from narrative.records import Unread

_MARKS = "\t,;|"


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Unread]:
    """Read row by row; cells may hold line ends in quotes."""
    head, blob = sniff(blob)
    if byte_order_mark(head)[1] not in {None, "utf-8"}:  # UTF-16 has no bytes that are lines
        text = decode(read_whole(blob, settings.limits.document_bytes, "document_bytes"), settings)
        blob = bytes_blob(text.encode("utf-8", "replace"), where=blob.where, name=blob.name, known=blob.known)
    lines = _Lines(blob, settings)
    try:
        header_line = next(lines, "")
    except _BadLine as bad:
        raise InputError(f"line 1: {bad.unread.reason}") from None
    mark = _separator(header_line)
    try:
        header = [name.strip() for name in next(csv.reader([header_line], delimiter=mark), [])]
    except csv.Error as error:
        raise InputError(f"line 1: is no header that can be read ({error}); mend it") from None
    _check_header(header, settings)
    # With tabs a quote is often only a quote, and one that is not closed would swallow the rest of the file.
    plain = mark == "\t" and not lines.quoted_cells(mark)
    rows = csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
    count = 0
    while True:
        first = lines.number + 1
        lines.begin_row()
        try:
            row = _next_row(rows, settings)
        except StopIteration:
            break
        except _BadLine as bad:
            yield bad.unread
            continue
        except InputError as error:
            yield unread(f"{blob.where}:{first}", error.reason)
            continue
        if not any(cell.strip() for cell in row):
            continue
        count += 1
        where = f"{blob.where}:{first}"
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            yield unread(where, f"has {len(row)} cells under {len(header)} columns; put cells with {mark!r} in quotes")
            continue
        cells = {name: cell for name, cell in zip(header, row, strict=False) if name}
        yield Draft(where=where, fields={**blob.known, **cells})
    if not count:
        yield unread(blob.where, "has a header and no rows; give it articles, or leave it out")


class _BadLine(Exception):
    """A line that cannot be read, on its way through the csv module."""

    def __init__(self, item: Unread) -> None:
        super().__init__()
        self.unread = item


class _Lines:
    """The lines of a table as text, and how much of them one row has taken."""

    def __init__(self, blob: Blob, settings: ArticleSettings) -> None:
        self.number = 0
        self._lines = byte_lines(blob, settings)
        self._where, self._settings, self._row_bytes = blob.where, settings, 0
        self._ahead: list[tuple[int, bytes | Unread]] = []

    def begin_row(self) -> None:
        """Start to count the bytes of a row."""
        self._row_bytes = 0

    def quoted_cells(self, mark: str) -> bool:
        """Whether the next line has a cell in quotes."""
        found = next(self._lines, None)
        if found is None:
            return False
        self._ahead.append(found)
        line = found[1]
        return isinstance(line, bytes) and (line.startswith(b'"') or f'{mark}"'.encode() in line)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self.number, line = self._ahead.pop(0) if self._ahead else next(self._lines)
        if isinstance(line, Unread):
            raise _BadLine(line)
        limit = self._settings.limits.line_bytes
        self._row_bytes += len(line) + 1
        if self._row_bytes > limit + 2:
            raise over("the row", limit, "line_bytes")
        try:
            text = decode(line, self._settings) if self.number == 1 else _plain(line, self._settings)
        except InputError as error:
            reason = error.reason.removeprefix("line 1 ")
            raise _BadLine(unread(f"{self._where}:{self.number}", reason)) from None
        return text + "\n"


def _plain(line: bytes, settings: ArticleSettings) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return decode(line, settings)


def _next_row(rows: Iterator[list[str]], settings: ArticleSettings) -> list[str]:
    """Read a row with our own bound for a cell; the csv module knows one bound for the whole process."""
    before = csv.field_size_limit(min(settings.limits.line_bytes + 2, 2**31 - 1))
    try:
        return next(rows)
    except csv.Error as error:
        raise InputError(f"is no row that can be read ({error}); mend or remove it") from None
    finally:
        csv.field_size_limit(before)


def _separator(header: str) -> str:
    """Give the mark that splits the header into the most names that are known."""
    known = {alias for field in ("id", "outlet", "title", "text", "published", "url") for alias in aliases(field)}

    def score(mark: str) -> tuple[int, int]:
        names = [plain_key(cell.strip().strip('"')) for cell in header.split(mark)]
        return len(known & set(names)), len(names)

    return max(_MARKS, key=score)


def _check_header(header: list[str], settings: ArticleSettings) -> None:
    column = settings.columns.get("text")
    if column in header or any(plain_key(name) in aliases("text") for name in header):
        return
    shown = ", ".join(quoted(name, 30) for name in header[:12])
    raise InputError(
        f"line 1: no column has the articles' text; the columns are {shown}; "
        "name it text, or say which it is (--map text=COLUMN)"
    )

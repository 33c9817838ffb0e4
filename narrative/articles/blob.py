"""What readers take and give: bytes with a place, drafts of articles, and things that could not be read."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError, LimitError
from narrative.records import Unread

SNIFF = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes that may hold articles: a file, standard input, or a member of either.

    Parameters
    ----------
    where
        Its place, as messages name it.
    name
        Its own name, used only as a hint where content leaves the kind open.
    open
        Opens it at the start. A stream that cannot go back is opened once.
    size
        In bytes, where it is known beforehand.
    nesting
        How many packed files it lies in.
    known
        What its container tells of it (address, time), used where it says nothing itself.
    path
        The file, where it is one.
    """

    where: str
    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    nesting: int = 0
    known: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as its reader found it, its fields under the names that the input gives them.

    ``found`` marks fields taken from a page or a feed rather than written for this program: a date
    that cannot be read is then left out instead of losing the article. ``lines`` tells on which line
    of the file a field stands, and ``lack`` what to say where there is no text.
    """

    where: str
    fields: Mapping[str, object]
    found: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)
    lack: str | None = None


Item = Draft | Unread | Blob
"""What a reader yields: drafts, what it could not read, and blobs for other readers."""


def printable(text: str) -> str:
    """Show foreign text on one line, with control, format and broken characters as escapes."""
    shown = (c if c.isprintable() else " " if c in "\t\n\r" else ascii(c)[1:-1] for c in text)
    return "".join(shown)


def unread(where: str, reason: str) -> Unread:
    """Make an ``Unread`` that is safe to print."""
    return Unread(where=printable(where), reason=printable(reason))


def quoted(value: object, limit: int = 60) -> str:
    """Show a foreign value in a message, shortened."""
    text = str(value)
    return repr(text if len(text) <= limit else text[: limit - 3] + "...")


def human(size: int) -> str:
    """Show a number of bytes."""
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if size < 1024 or unit == "GiB":
            break
        size = size / 1024  # type: ignore[assignment]
    return f"{size:.0f} {unit}" if size == int(size) else f"{size:.1f} {unit}"


def over(what: str, limit: int, setting: str) -> LimitError:
    """Make the error for input over a limit."""
    bound = human(limit) if setting.endswith("_bytes") else f"{limit:,}"
    return LimitError(f"{what} is over the limit of {bound}; raise the limit {setting} if that is meant")


def read_whole(blob: Blob, limit: int, setting: str) -> bytes:
    """Read a blob whole, never more than ``limit`` bytes of it.

    Raises
    ------
    LimitError
        It is longer.
    """
    if blob.size is not None and blob.size > limit:
        raise over(f"a file of {human(blob.size)}", limit, setting)
    with blob.open() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise over("the file", limit, setting)
    return data


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def byte_order_mark(data: bytes) -> tuple[int, str | None]:
    """Give the length of the byte order mark that ``data`` begins with, and the encoding it stands for."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return len(mark), encoding
    return 0, None


def decode(data: bytes, settings: ArticleSettings) -> str:
    """Decode text: by its byte order mark, else as UTF-8, else as ``settings.encoding``.

    Raises
    ------
    InputError
        Bytes that are no text in any of these; the message names the line.
    """
    skip, encoding = byte_order_mark(data)
    try:
        return data[skip:].decode(encoding or "utf-8")
    except UnicodeDecodeError as first:
        error = first
        if encoding is None and settings.encoding is not None:
            try:
                return data.decode(settings.encoding)
            except UnicodeDecodeError as second:
                error = second
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"line {line} holds bytes that are not {(encoding or settings.encoding or 'utf-8').upper()} "
            f"(0x{error.object[error.start]:02x} at byte {error.start + skip}); "
            "save the file as UTF-8, or name its encoding in the settings"
        ) from None


def lines_unified(text: str) -> str:
    r"""Turn ``\r\n`` and ``\r`` into ``\n``, as reading in text mode does."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Onward(io.RawIOBase):
    """A stream that only goes on, and whose first bytes were already taken.

    Parameters
    ----------
    head
        What was taken.
    rest
        The stream after it.
    keep
        Leave ``rest`` open at the end.
    """

    def __init__(self, head: bytes, rest: BinaryIO, *, keep: bool = False) -> None:
        self._head, self._rest, self._keep = memoryview(head), rest, keep

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            taken = min(len(buffer), len(self._head))
            buffer[:taken] = self._head[:taken]
            self._head = self._head[taken:]
            return taken
        data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed and not self._keep:
            self._rest.close()
        super().close()


def sniff(blob: Blob) -> tuple[bytes, Blob]:
    """Read the beginning of a blob, and give a blob that still has it.

    A file is opened again later; a stream that cannot go back is continued.
    """
    stream = blob.open()
    head = stream.read(SNIFF)
    if stream.seekable():
        stream.close()
        return head, blob
    joined = io.BufferedReader(Onward(head, stream), SNIFF)
    return head, replace(blob, open=lambda: joined)


def bytes_blob(data: bytes, *, where: str, name: str, nesting: int = 0, known: Mapping[str, str] | None = None) -> Blob:
    """Make a blob of bytes in memory."""
    return Blob(
        where=where, name=name, open=lambda: io.BytesIO(data), size=len(data), nesting=nesting, known=known or {}
    )

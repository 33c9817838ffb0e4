"""WARC archives, streamed: every page that a crawler fetched is read as a page of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from narrative.articles.blob import Blob, bytes_blob, over, unread
from narrative.articles.packing import Bounded, Budget, foreign
from narrative.articles.settings import MIB, ArticleSettings
from narrative.errors import InputError, MissingExtra
from narrative.records import Unread

_READ = ("text/html", "application/xhtml", "text/plain", "application/json", "application/ld+json", "application/pdf",
         "application/rss", "application/atom", "application/xml", "text/xml", "application/feed+json")  # fmt: skip
_MOST_LINES = 20_000  # of headers of one record
_MOST_STEP = MIB


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Blob | Unread]:
    """Give the bodies of all answers with status 200, and of ``resource`` and ``conversion`` records.

    The records are walked here rather than by ``warcio.ArchiveIterator``, which writes its doubts to standard
    error; after a broken record the next one is looked for, so that the rest is not lost.
    """
    try:
        from warcio.recordloader import ArcWarcRecordLoader
    except ImportError:
        raise MissingExtra("reading WARC", "warc") from None
    limits = settings.limits
    if blob.size is not None and blob.size > limits.stream_bytes:
        raise over("the archive", limits.stream_bytes, "stream_bytes")
    loader: Any = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    count = 0
    with blob.open() as opened:
        stream = _Lines(cast(BinaryIO, Bounded(opened, Budget(limits, None))))
        while first := _next_record(stream):
            count += 1
            if count > limits.members:
                raise over("the number of records in the archive", limits.members, "members")
            try:
                with foreign("a WARC record"):
                    record = loader.parse_record_stream(stream, first, known_format="warc")
                    found = _page(record, blob, settings)
                    while record.raw_stream.read(64 * 1024):
                        pass
            except InputError as error:
                found = unread(f"{blob.where}, record {count}", error.reason)
            if found is not None:
                yield found
    if not count:
        yield unread(blob.where, "has no record in it; leave it out")


class _Lines:
    """A stream whose lines and headers have bounds, as warcio reads it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = io.BufferedReader(cast(io.RawIOBase, stream), 64 * 1024)
        self._place, self._lines = 0, 0

    def begin(self) -> None:
        """Start to count the lines of a record."""
        self._lines = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(_MOST_STEP if size < 0 else min(size, _MOST_STEP))
        self._place += len(data)
        return data

    def readline(self, size: int = -1) -> bytes:
        line = self._stream.readline(_MOST_STEP if size < 0 else min(size, _MOST_STEP))
        self._place, self._lines = self._place + len(line), self._lines + 1
        if self._lines > _MOST_LINES:
            raise InputError("has headers without end, so it is damaged or forged; leave it out")
        return line

    def tell(self) -> int:
        return self._place


def _next_record(stream: _Lines) -> bytes | None:
    """Go on to the first line of the next record."""
    while True:
        stream.begin()
        line = stream.readline()
        if not line:
            return None
        if line.startswith(b"WARC/"):
            return line


def _page(record: Any, blob: Blob, settings: ArticleSettings) -> Blob | Unread | None:
    if record.rec_type not in {"response", "resource", "conversion"}:
        return None
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    http = record.http_headers
    if http is not None and str(http.statusline)[:3] != "200":
        return None
    named = http.get_header("Content-Type") if http is not None else record.content_type
    kind = str(named or "text/html").lower()
    if not kind.split(";")[0].strip().startswith(_READ):
        return None
    limit = settings.limits.page_bytes
    body = record.content_stream()
    data = b""
    while len(data) <= limit and (part := body.read(64 * 1024)):
        data += part
    where = f"{blob.where}, {address or 'a record without address'}"
    if len(data) > limit:
        return unread(where, over("the page", limit, "page_bytes").reason)
    known = {"url": address} if address.startswith(("http://", "https://")) else {}
    if "charset=" in kind:
        known["charset"] = kind.rpartition("charset=")[2].strip(" \"';")[:40]
    name = address.split("?")[0].rsplit("/", 1)[-1]
    return bytes_blob(data, where=where, name=name, nesting=blob.nesting, known=known)

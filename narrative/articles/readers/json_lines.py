"""JSON Lines: one article a line, read as a stream, so that a broken line loses nothing but itself."""

from __future__ import annotations

from collections.abc import Iterator

from narrative.articles.blob import Blob, Draft, byte_order_mark, bytes_blob, decode, read_whole, sniff, unread
from narrative.articles.readers.json_values import drafts_of, parse
from narrative.articles.readers.lines import byte_lines
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError
from narrative.records import Unread


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Unread]:
    """Read each line on its own."""
    head, blob = sniff(blob)
    if byte_order_mark(head)[1] not in {None, "utf-8"}:  # UTF-16 has no bytes that are lines
        text = decode(read_whole(blob, settings.limits.document_bytes, "document_bytes"), settings)
        blob = bytes_blob(text.encode("utf-8", "replace"), where=blob.where, name=blob.name, known=blob.known)
    for number, line in byte_lines(blob, settings):
        where = f"{blob.where}:{number}"
        if isinstance(line, Unread):
            yield line
            continue
        if not line.strip():
            continue
        try:
            value = parse(decode(line, settings), settings)
        except InputError as error:
            yield unread(where, error.reason.removeprefix("line 1: ").replace("line 1 holds", "holds"))
            continue
        yield from drafts_of(value, where, blob.known)

"""A JSON document: one article, a list of them, ninjs, JSON Feed, or an answer of a search interface."""

from __future__ import annotations

from collections.abc import Iterator

from narrative.articles.blob import Blob, Draft, decode, read_whole
from narrative.articles.readers.json_values import drafts_of, parse
from narrative.articles.settings import ArticleSettings
from narrative.records import Unread


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Unread]:
    """Read a document whole."""
    text = decode(read_whole(blob, settings.limits.document_bytes, "document_bytes"), settings)
    yield from drafts_of(parse(text, settings), blob.where, blob.known)

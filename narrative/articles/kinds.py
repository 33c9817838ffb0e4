"""Tells the kind of a file from its content; its name only decides where the content leaves it open."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib import import_module

from narrative.articles.blob import Blob, Item, byte_order_mark
from narrative.articles.fields import aliases, plain_key
from narrative.articles.settings import ArticleSettings

Reader = Callable[[Blob, ArticleSettings], Iterator[Item]]

_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
    (b"%PDF-", "pdf"),
)
_BINARY = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_READERS = {
    "text": "text",
    "json": "json_documents",
    "jsonl": "json_lines",
    "csv": "tables",
    "parquet": "parquet",
    "html": "html",
    "feed": "feeds",
    "newsml": "newsml",
    "warc": "warc",
    "mail": "mail",
    "zip": "zips",
    "tar": "tars",
    "packed": "packed",
    "pdf": "pdf",
}
_XML_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_XML_PREFACE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE)
_XML_KINDS = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "newsitem": "newsml", "newsmessage": "newsml",
    "packageitem": "newsml", "html": "html", "head": "html", "body": "html",
}  # fmt: skip
_HTML_TAG = re.compile(r"<(?:html|head|body|article|main|div|p|h1|title|meta)\b[^>]*>", re.IGNORECASE)
_MAIL_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):[ \t]?")
_MAIL_SURE = frozenset({"received", "mime-version", "message-id", "return-path", "delivered-to", "from"})


def reader_for(kind: str) -> Reader:
    """Load the reader of a kind; its library is imported now, and not before."""
    reader: Reader = import_module(f"narrative.articles.readers.{_READERS[kind]}").read
    return reader


def kind_of(head: bytes, name: str) -> str | None:
    """Tell the kind of a file.

    Parameters
    ----------
    head
        Its first bytes, some 64 KiB.
    name
        Its name, a hint.

    Returns
    -------
    str or None
        A key for ``reader_for``; ``None`` for a kind that is not read.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return "tar"
    if binary_kind(head) is not None:
        return None
    text = _text_of(head)
    return None if text is None else _kind_of_text(text, name.casefold())


def binary_kind(head: bytes) -> str | None:
    """Name a binary kind that is not read."""
    return next((what for magic, what in _BINARY if head.startswith(magic)), None)


def _text_of(head: bytes) -> str | None:
    """Decode the beginning of a file well enough to tell its kind; ``None`` for binary data."""
    skip, encoding = byte_order_mark(head)
    if encoding:
        return head[skip:].decode(encoding, "replace")
    odd = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    if odd * 50 > len(head) or head.count(0) * 50 > len(head):
        return None
    return head.decode("utf-8", "replace")


def _kind_of_text(text: str, name: str) -> str:
    start = text.lstrip()
    ending = name.rsplit(".", 1)[-1]
    if text.startswith("---"):
        return "text"
    if start[:1] in "{[" and start:
        return _json_kind(start, ending)
    if ending in {"jsonl", "ndjson"}:
        return "jsonl"
    if start.startswith("<") and (kind := _markup_kind(start)):
        return kind
    if ending in {"html", "htm", "xhtml", "shtml"}:
        return "html"
    if ending in {"csv", "tsv"} or _is_table(start):
        return "csv"
    if _is_mail(text):
        return "mail"
    return "html" if ending not in {"md", "txt", "markdown"} and _HTML_TAG.search(start[:2000]) else "text"


def _json_kind(start: str, ending: str) -> str:
    """JSON Lines has a whole object on its first line; a document of one line is read the same way."""
    if ending in {"jsonl", "ndjson"}:
        return "jsonl"
    first, newline, rest = start.partition("\n")
    if start[0] == "{" and newline and rest.lstrip()[:1] == "{":
        return "jsonl"
    if start[0] == "{" and ending != "json" and len(first) < 1_000_000:
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return "json"
        return "jsonl" if rest.strip() else "json"
    return "json"


def _markup_kind(start: str) -> str | None:
    if re.match(r"<!doctype\s+html", start, re.IGNORECASE):
        return "html"
    place = 0
    while match := _XML_PREFACE.match(start, place):
        place = match.end()
    root = _XML_ROOT.search(start, place)
    if root is None:
        return None
    kind = _XML_KINDS.get(root[1].casefold())
    if kind is None and start.startswith("<?xml"):
        return "newsml"  # which says what it reads
    return kind or "html"


def _is_table(start: str) -> bool:
    """Whether the first line is a header that names a text and something else that we know."""
    first = start.partition("\n")[0]
    if len(first) > 5000:
        return False
    others = {*aliases("outlet"), *aliases("url"), *aliases("title")}
    for mark in "\t,;|":
        names = {plain_key(cell.strip().strip('"')) for cell in first.split(mark)}
        if len(names) > 1 and names & set(aliases("text")) and names & others:
            return True
    return False


def _is_mail(text: str) -> bool:
    names: set[str] = set()
    for line in text.split("\n", 60)[:60]:
        if not line.strip():
            break
        if line[:1] in " \t":
            continue
        match = _MAIL_HEADER.match(line)
        if match is None:
            if line.startswith("From ") and not names:
                continue
            return False
        names.add(match[1].casefold())
    return bool(names & _MAIL_SURE) and bool(names & {"subject", "date", "to"})

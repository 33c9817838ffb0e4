"""Reads inputs of any kind into articles, one at a time; what cannot be read is said and never lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from narrative.articles.blob import Blob, Draft, bytes_blob, sniff, unread
from narrative.articles.fields import to_article
from narrative.articles.kinds import binary_kind, kind_of, reader_for
from narrative.articles.languages import load_detector
from narrative.articles.outlets import load_outlets
from narrative.articles.settings import ArticleSettings
from narrative.articles.walk import explain, find_blobs
from narrative.errors import InputError, MissingExtra
from narrative.records import Article, Unread

DEFAULTS = ArticleSettings()


def read_articles(inputs: Sequence[str | Path], settings: ArticleSettings = DEFAULTS) -> Iterator[Article | Unread]:
    """Read articles from files and folders.

    Parameters
    ----------
    inputs
        Files, folders (walked in sorted order), or ``-`` for standard input.
    settings
        Names of fields, limits, and what to do with what cannot be read.

    Yields
    ------
    Article or Unread
        One for every article that was found, in the order of the inputs. The second of two different
        articles with one id is unread; an article that is there twice, the same in everything, comes once.

    Raises
    ------
    InputError
        An input that does not exist, or, where ``settings.strict``, anything that cannot be read.
    """
    seen: dict[str, tuple[str, bytes]] = {}
    for where, found in _read_all(inputs, settings):
        result: Article | Unread | None = found if isinstance(found, Unread) else _once(found, where, seen)
        if result is None:
            continue
        if settings.strict and isinstance(result, Unread):
            raise InputError(result.reason, where=result.where)
        yield result


def _read_all(inputs: Sequence[str | Path], settings: ArticleSettings) -> Iterator[tuple[str, Article | Unread]]:
    outlets = load_outlets(settings.outlets)
    detect = load_detector()
    for blob in find_blobs(inputs, settings):
        for item in [blob] if isinstance(blob, Unread) else _read_file(blob, settings):
            yield item.where, item if isinstance(item, Unread) else to_article(item, settings, outlets, detect)


def read_bytes(data: bytes, name: str, settings: ArticleSettings = DEFAULTS) -> Iterator[Article | Unread]:
    """Read articles from bytes in memory, as from a file of this name.

    Yields
    ------
    Article or Unread
        As ``read_articles`` does; ids are not compared.
    """
    outlets, detect = load_outlets(settings.outlets), load_detector()
    for item in _read_blob(bytes_blob(data, where=name, name=name), settings):
        yield item if isinstance(item, Unread) else to_article(item, settings, outlets, detect)


def _once(article: Article, where: str, seen: dict[str, tuple[str, bytes]]) -> Article | Unread | None:
    parts = (article.outlet, article.title, article.text, str(article.published), article.url or "", article.language)
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:16]
    first, known = seen.setdefault(article.id, (where, digest))
    if first == where and known == digest:
        return article
    if known == digest:
        return None
    return unread(
        where, f"has the id {article.id} that another article in {first} has; give every article an id of its own"
    )


def _read_file(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Unread]:
    """Read one file, and see whether somebody wrote to it meanwhile."""
    before = _state(blob)
    yield from _read_blob(blob, settings)
    if before != _state(blob):
        yield unread(blob.where, "changed while it was read, so its articles may be torn; run again once it is whole")


def _state(blob: Blob) -> tuple[int, int] | None:
    if blob.path is None:
        return None
    try:
        info = os.stat(blob.path)
    except OSError:
        return None
    return (info.st_size, info.st_mtime_ns)


def _read_blob(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Unread]:
    """Read a blob, and the blobs that its reader finds in it."""
    if blob.nesting > settings.limits.nesting:
        yield unread(
            blob.where,
            f"lies more than {settings.limits.nesting} packed files deep; unpack it, or raise the limit nesting",
        )
        return
    for item in _guarded(blob, settings):
        if isinstance(item, Blob):
            yield from _read_blob(item, settings)
        else:
            yield item


def _guarded(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Unread | Blob]:
    """Run the reader of a blob; whatever it raises on foreign bytes becomes one line."""
    try:
        head, blob = sniff(blob)
        if not head:
            yield unread(blob.where, "is empty; give it a text, or leave it out")
            return
        kind = kind_of(head, blob.name)
        if kind is None:
            what = binary_kind(head) or "binary data of an unknown kind"
            yield unread(
                blob.where, f"is {what}, which is not read; give text, JSON, CSV, HTML, a feed, WARC, mail or PDF"
            )
            return
        yield from reader_for(kind)(blob, settings)
    except InputError as error:
        yield unread(error.where or blob.where, error.reason)
    except MissingExtra as error:
        yield unread(blob.where, str(error))
    except OSError as error:
        yield unread(blob.where, explain(error))
    except RecursionError:
        yield unread(blob.where, "is nested too deep to be read; flatten it")
    except MemoryError:
        yield unread(blob.where, "needs more memory than there is; split it")

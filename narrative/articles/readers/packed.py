"""Single packed files: gzip, bzip2, xz."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from narrative.articles.blob import Blob
from narrative.articles.packing import Budget, buffered
from narrative.articles.settings import ArticleSettings

_ENDINGS = (".gz", ".bz2", ".xz", ".gzip")


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Blob]:
    """Give what is packed in it as a blob of its own, unpacked as it is read."""
    packed = blob.open()
    budget = Budget(settings.limits, blob.size)
    name = blob.name
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    if name.endswith(".tgz"):
        name = name.removesuffix(".tgz") + ".tar"
    stream = buffered(_unpacked(packed), budget)
    yield replace(blob, name=name, open=lambda: stream, size=None, nesting=blob.nesting + 1)


def _unpacked(packed: BinaryIO) -> BinaryIO:
    head = packed.peek(6)[:6] if hasattr(packed, "peek") else packed.read(6)
    if not hasattr(packed, "peek"):
        packed.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=packed, mode="rb"))
    if head.startswith(b"BZh"):
        return cast(BinaryIO, bz2.BZ2File(packed))
    return cast(BinaryIO, lzma.LZMAFile(packed))

"""ZIP archives: every member is read as a file of its own. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from narrative.articles.blob import Blob, over, unread
from narrative.articles.packing import OUTSIDE, Budget, buffered, foreign, leads_outside, lies_beside, random_access
from narrative.articles.settings import ArticleSettings
from narrative.articles.walk import is_beside
from narrative.errors import InputError
from narrative.records import Unread

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_ENTRY_BYTES = 1024  # of the directory, a member, at the most that is usual


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Blob | Unread]:
    """Give the members in the order of their names, all within one budget."""
    with random_access(blob, settings.limits) as (stream, size):
        _check_directory(stream, size, settings)
        with foreign("a ZIP file"):
            archive = zipfile.ZipFile(stream)
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        if len(members) > settings.limits.members:
            raise over(f"an archive of {len(members):,} files", settings.limits.members, "members")
        if {"[Content_Types].xml", "mimetype"} & {member.filename for member in members}:
            raise InputError("is an office document or an e-book, which is not read; save it as text, HTML or PDF")
        if not members:
            yield unread(blob.where, "is an empty archive; leave it out")
        budget = Budget(settings.limits, size)
        for member in members:
            found = _member(archive, member, blob, budget)
            if found is not None:
                yield found


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, blob: Blob, budget: Budget) -> Blob | Unread | None:
    name = member.filename
    where = f"{blob.where}/{name}"
    if not name:
        return unread(where, "is a member without a name; pack the archive again")
    if leads_outside(name) or leads_outside(member.orig_filename):
        return unread(where, OUTSIDE)
    if member.is_dir() or lies_beside(name) or is_beside(name):
        return None
    if stat.S_ISLNK(member.external_attr >> 16):
        return unread(where, "is a symbolic link, and these are not followed in archives; pack the file itself")
    if member.flag_bits & 0x1:
        return unread(where, "is encrypted; unpack the archive with its password, and give the files")

    def opened() -> BinaryIO:
        with foreign("a member of a ZIP file"):
            return buffered(cast(BinaryIO, archive.open(member)), budget)

    return Blob(where=where, name=name.rsplit("/", 1)[-1], open=opened, nesting=blob.nesting + 1)


def _check_directory(stream: BinaryIO, size: int, settings: ArticleSettings) -> None:
    """Refuse a directory of members that would fill the memory, before it is read."""
    tail_size = min(size, 66_000)
    stream.seek(size - tail_size)
    tail = stream.read(tail_size)
    stream.seek(0, io.SEEK_SET)
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        return  # zipfile says so
    (length,) = struct.unpack_from("<L", tail, place + 12)
    wide = tail.rfind(_END_64, 0, place)
    if length == 0xFFFFFFFF and wide >= 0 and len(tail) >= wide + 48:
        (length,) = struct.unpack_from("<Q", tail, wide + 40)
    if length > settings.limits.members * _ENTRY_BYTES:
        raise over("the number of files in the archive", settings.limits.members, "members")

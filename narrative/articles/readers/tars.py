"""Tar archives, read as a stream: every member is read as a file of its own. Nothing is unpacked to disk."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from narrative.articles.blob import Blob, over, unread
from narrative.articles.packing import OUTSIDE, Bounded, Budget, buffered, foreign, leads_outside, lies_beside
from narrative.articles.settings import MIB, ArticleSettings
from narrative.articles.walk import is_beside
from narrative.errors import InputError
from narrative.records import Unread

_EXTENSIONS = frozenset(
    {
        tarfile.XHDTYPE,
        tarfile.XGLTYPE,
        tarfile.SOLARIS_XHDTYPE,
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_LONGLINK,
    }
)


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Blob | Unread]:
    """Give the members in the order in which they stand."""
    limits = settings.limits
    if blob.size is not None and blob.size > limits.stream_bytes:
        raise over("the archive", limits.stream_bytes, "stream_bytes")
    with blob.open() as stream:
        outer = Bounded(stream, Budget(limits, None))
        with foreign("a tar file"):
            archive = tarfile.open(  # noqa: SIM115
                fileobj=cast(BinaryIO, outer), mode="r|", bufsize=64 * 1024, tarinfo=_Header
            )
        count = 0
        while True:
            with foreign("a tar file"):
                member = archive.next()
            if member is None:
                break
            archive.members.clear()  # type: ignore[attr-defined]  # or it keeps them all
            count += 1
            if count > limits.members:
                raise over("the number of files in the archive", limits.members, "members")
            found = _member(archive, member, blob, settings)
            if found is not None:
                yield found
        if not count:
            yield unread(blob.where, "is an empty archive; leave it out")


class _Header(tarfile.TarInfo):
    """A header whose extensions (long names, attributes) have a bound; tarfile reads them whole."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _EXTENSIONS and header.size > MIB:
            raise InputError("names a part of an impossible size, so it is damaged or forged; leave it out")
        return header


def _member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, blob: Blob, settings: ArticleSettings
) -> Blob | Unread | None:
    name = member.name
    where = f"{blob.where}/{name}"
    if leads_outside(name):
        return unread(where, OUTSIDE)
    if member.isdir() or lies_beside(name) or is_beside(name):
        return None
    if member.issym() or member.islnk():
        return unread(where, "is a link, and these are not followed in archives; pack the file itself")
    if not member.isreg():
        return unread(where, "is not a file but a device or a pipe; leave it out")

    def opened() -> BinaryIO:
        with foreign("a member of a tar file"):
            stream = archive.extractfile(member)
            assert stream is not None
            return buffered(cast(BinaryIO, stream), Budget(settings.limits, None))

    return Blob(where=where, name=name.rsplit("/", 1)[-1], open=opened, nesting=blob.nesting + 1)

"""Finds the files among the inputs: folders in sorted order, standard input, nothing that could block or loop."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from narrative.articles.blob import SNIFF, Blob, Onward, unread
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError
from narrative.records import Unread

STANDARD_INPUT = "standard input"
# What lies beside articles in a folder without being one: parts of saved pages, pictures, system files.
_BESIDE = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff .woff .woff2 .ttf .otf .eot "
    ".mp3 .mp4 .m4a .webm .ogg .wav .mov .db .ini .lock .pyc".split()
)
_BESIDE_FOLDERS = frozenset({"__MACOSX", "__pycache__"})


def find_blobs(inputs: Sequence[str | Path], settings: ArticleSettings) -> Iterator[Blob | Unread]:
    """Find what to read.

    Parameters
    ----------
    inputs
        Files, folders, or ``-`` for standard input.
    settings
        Whether links are followed.

    Yields
    ------
    Blob or Unread
        In the order of the inputs, folders sorted by name.

    Raises
    ------
    InputError
        An input that does not exist; checked for all of them before anything is read.
    """
    for given in inputs:
        # A name with a NUL or over the system's length is no file either; os.path says so without raising.
        if str(given) != "-" and not _exists(given):
            raise InputError("no such file or folder; check the path", where=str(given))
    for given in inputs:
        if str(given) == "-":
            yield _standard_input()
        elif os.path.isdir(given):
            yield from _folder(Path(given), settings)
        else:
            yield _file(Path(given), explicit=True)


def _exists(path: str | Path) -> bool:
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False


def _standard_input() -> Blob:
    def opened() -> BinaryIO:
        stream = Onward(b"", cast(BinaryIO, sys.stdin.buffer), keep=True)
        return io.BufferedReader(stream, SNIFF)

    return Blob(where=STANDARD_INPUT, name="", open=opened)


def _folder(root: Path, settings: ArticleSettings) -> Iterator[Blob | Unread]:
    """Walk a folder without recursion, so that depth costs no stack; ``above`` holds the folders it lies in."""
    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(root, frozenset())]
    while waiting:
        path, above = waiting.pop()
        try:
            info = path.stat() if path == root or settings.follow_links else path.lstat()
        except (OSError, ValueError) as error:
            yield unread(str(path), _why(error))
            continue
        if stat.S_ISLNK(info.st_mode):
            yield unread(
                str(path), "is a symbolic link, and these are not followed in folders; name its target as an input"
            )
        elif stat.S_ISDIR(info.st_mode):
            here = (info.st_dev, info.st_ino)
            if here in above:
                yield unread(str(path), "is a link that leads back to a folder it lies in; remove the link")
                continue
            try:
                names = sorted(os.listdir(path), reverse=True)
            except OSError as error:
                yield unread(str(path), _why(error))
                continue
            waiting.extend((path / name, above | {here}) for name in names if not _passed_over(name))
        elif not is_beside(path.name):
            yield _file(path, explicit=False)


def is_beside(name: str) -> bool:
    """Whether a file is by its ending something that lies beside articles without being one."""
    return os.path.splitext(name)[1].lower() in _BESIDE


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name in _BESIDE_FOLDERS


def _file(path: Path, *, explicit: bool) -> Blob | Unread:
    """Make a blob of a path, unless reading it could block for ever or never end."""
    where = str(path)
    try:
        info = path.stat()
    except (OSError, ValueError) as error:
        return unread(where, _why(error))
    pipe = stat.S_ISFIFO(info.st_mode) or stat.S_ISSOCK(info.st_mode)
    if not stat.S_ISREG(info.st_mode) and not (pipe and explicit):
        return unread(where, "is not a file but a device or a pipe; give a file, or - for standard input")
    size = info.st_size if stat.S_ISREG(info.st_mode) else None
    return Blob(where=where, name=path.name, open=lambda: open(path, "rb"), size=size, path=path)


def _why(error: OSError | ValueError) -> str:
    number = getattr(error, "errno", None)
    if number == errno.ELOOP:
        return "is a link that leads in a circle; remove the link"
    if number in {errno.EACCES, errno.EPERM}:
        return "may not be read by this user; change its permissions"
    if number == errno.ENOENT:
        return "is a link to nothing, or was removed while it was read; run again"
    return f"cannot be read ({getattr(error, 'strerror', None) or error}); check the file"


def explain(error: OSError) -> str:
    """Say why a file could not be read, and what to do."""
    return _why(error)

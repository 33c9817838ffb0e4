"""Streams out of packed files, each within its bounds, and errors of libraries as errors of ours."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from narrative.articles.blob import Blob, human, over, printable
from narrative.articles.settings import MIB, Limits
from narrative.errors import InputError, NarrativeError


@contextmanager
def foreign(what: str) -> Iterator[None]:
    """Turn whatever a library raises on foreign bytes into one line.

    Parameters
    ----------
    what
        What the bytes were taken for ("a PDF").

    Raises
    ------
    InputError
        The library gave up.
    """
    try:
        yield
    except (NarrativeError, MemoryError):
        raise
    except Exception as error:  # libraries raise whatever their code stumbled over
        said = printable(" ".join(str(error).split()))[:120]
        detail = f"{type(error).__name__}: {said}" if said else type(error).__name__
        raise InputError(f"cannot be read as {what} ({detail}); save it again, or leave it out") from None


@dataclass(slots=True)
class Budget:
    """What one packed file may still unpack to; shared by its members.

    Parameters
    ----------
    limits
        The bounds: ``unpacked_bytes`` in all, and ``ratio`` times the packed size.
    packed
        Its packed size in bytes, where it is known.
    taken
        Bytes that were unpacked.
    """

    limits: Limits
    packed: int | None
    taken: int = 0

    def take(self, count: int) -> None:
        """Note unpacked bytes.

        Raises
        ------
        LimitError
            The file unpacks to more than it may.
        """
        self.taken += count
        if self.taken > self.limits.unpacked_bytes:
            raise over("what this file unpacks to", self.limits.unpacked_bytes, "unpacked_bytes")
        if self.packed is not None and self.taken > max(MIB, self.packed * self.limits.ratio):
            raise over(f"unpacked size to packed size ({human(self.packed)})", self.limits.ratio, "ratio")


class Bounded(io.RawIOBase):
    """A stream out of a packed file that only goes on, within its budget.

    Parameters
    ----------
    stream
        What unpacks.
    budget
        Of the packed file.
    """

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(min(len(buffer), MIB))
        except (NarrativeError, MemoryError):
            raise
        except Exception as error:  # each library of packed files has errors of its own
            raise InputError(f"is damaged ({printable(str(error))[:100]}); pack it again, or leave it out") from None
        self._budget.take(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def buffered(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """Give a bounded stream that reads well in small steps."""
    return cast(BinaryIO, io.BufferedReader(Bounded(stream, budget), 64 * 1024))


@contextmanager
def random_access(blob: Blob, limits: Limits) -> Iterator[tuple[BinaryIO, int]]:
    """Open a blob so that its reader can go to any place in it; a stream is put into a temporary file first.

    Yields
    ------
    tuple
        The stream and its length in bytes.
    """
    if blob.size is not None and blob.size > limits.stream_bytes:
        raise over(f"a file of {human(blob.size)}", limits.stream_bytes, "stream_bytes")
    with blob.open() as stream:
        if stream.seekable():
            size = stream.seek(0, io.SEEK_END)
            stream.seek(0)
            yield stream, size
            return
        with tempfile.SpooledTemporaryFile(max_size=8 * MIB) as spool:
            counted = Budget(limits, None)
            shutil.copyfileobj(_Counted(stream, counted), spool, MIB)
            spool.seek(0)
            yield cast(BinaryIO, spool), counted.taken


class _Counted:
    """Lets a copy stop at the bound."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self._budget.take(len(data))
        return data


def leads_outside(name: str) -> bool:
    """Whether a member's name would leave the folder it is unpacked to."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name[:1] in {"/", "\\"} or name[1:2] == ":" or "\0" in name


def lies_beside(name: str) -> bool:
    """Whether a member is no article by its place: hidden files, and what systems add."""
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") or part in {"__MACOSX", "__pycache__"} for part in parts if part not in {"", "."})


OUTSIDE = "names a place outside its archive, as attacks do; pack it again with plain names"

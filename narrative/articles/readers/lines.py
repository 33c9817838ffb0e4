"""Lines of a stream, each within its limit."""

from __future__ import annotations

from collections.abc import Iterator

from narrative.articles.blob import Blob, over, unread
from narrative.articles.settings import ArticleSettings
from narrative.records import Unread

_STEP = 1024 * 1024


def byte_lines(blob: Blob, settings: ArticleSettings) -> Iterator[tuple[int, bytes | Unread]]:
    """Read a stream line by line; a line over the limit is passed over and said.

    Yields
    ------
    tuple
        The number of the line, from 1, and its bytes without the line end.
    """
    limits = settings.limits
    if blob.size is not None and blob.size > limits.stream_bytes:
        raise over("the file", limits.stream_bytes, "stream_bytes")
    taken, number = 0, 0
    with blob.open() as stream:
        while line := stream.readline(limits.line_bytes + 1):
            number += 1
            whole = len(line) <= limits.line_bytes or line.endswith(b"\n")
            taken += len(line)
            while not whole and (more := stream.readline(_STEP)):
                taken += len(more)
                whole = more.endswith(b"\n")
                line = b""
                if taken > limits.stream_bytes:
                    break
            if taken > limits.stream_bytes:
                raise over("the file", limits.stream_bytes, "stream_bytes")
            if not line or len(line.rstrip(b"\r\n")) > limits.line_bytes:
                yield number, unread(f"{blob.where}:{number}", over("the line", limits.line_bytes, "line_bytes").reason)
            else:
                yield number, line.rstrip(b"\r\n")

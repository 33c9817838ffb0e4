"""What the commands share: exit codes, progress, and files that are written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrative.errors import InputError, NarrativeError, NothingToCompare, ReportError, UsageError

if TYPE_CHECKING:
    from narrative.pipeline import Progress
    from narrative.records import Article, Unread

DONE, BAD_USAGE, NOTHING_TO_COMPARE, UNREADABLE, SOME_UNREAD = 0, 2, 3, 4, 5
PROGRESS_AFTER_SECONDS = 2.0


def exit_code_of(error: NarrativeError) -> int:
    """The documented exit code of an error."""
    if isinstance(error, NothingToCompare):
        return NOTHING_TO_COMPARE
    if isinstance(error, InputError | ReportError):
        return UNREADABLE
    if isinstance(error, UsageError):
        return BAD_USAGE
    return 1


def one_line(error: Exception) -> str:
    """The message on one line, without control characters."""
    words = " ".join(str(error).split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in words)


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"narrative: {message}", file=sys.stderr)


def write_whole(content: str | bytes, target: Path | None) -> None:
    """Write to standard output, or to a file that appears whole or not at all.

    Raises
    ------
    UsageError
        The file cannot be written.
    """
    data = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
    if target is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            mask = os.umask(0)
            os.umask(mask)
            Path(temporary).chmod(0o666 & ~mask)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        hint = "name a file in it" if target.is_dir() else "name a file in a folder that exists and may be written to"
        raise UsageError(f"{target}: cannot be written ({error.strerror}): {hint}") from error


@contextmanager
def progress(quiet: bool) -> Iterator[Progress | None]:
    """A callback that shows the stages on standard error once they take over two seconds."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, int] = {}
    started = time.monotonic()

    def tell(stage: str, done: int, total: int) -> None:
        if time.monotonic() - started < PROGRESS_AFTER_SECONDS:
            return
        bars.start()
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(bars.task_ids[tasks[stage]], completed=done, total=total)

    try:
        yield tell
    finally:
        bars.stop()


def note_unread(unread: Sequence[Unread], quiet: bool, most: int = 10) -> None:
    """Name what could not be read, the first few of it, on standard error."""
    if quiet:
        return
    for item in unread[:most]:
        complain(one_line(InputError(item.reason, where=item.where)))
    if len(unread) > most:
        complain(f"... and {len(unread) - most} more that could not be read; the report lists them all")


def leave(taken: Sequence[Article], unread: Sequence[Unread]) -> None:
    """End the command with the exit code that says how the reading went."""
    leave_after(len(taken), len(unread))


def leave_after(taken: int, unread: int) -> None:
    """End the command with the exit code that says how many were read and how many were not."""
    if unread:
        raise typer.Exit(SOME_UNREAD if taken else UNREADABLE)
    if not taken:
        raise typer.Exit(NOTHING_TO_COMPARE)

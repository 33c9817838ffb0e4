"""Opens, checks and migrates the SQLite file, and turns its errors into ours.

What the file promises:

- WAL: readers see the last committed state and never wait for a writer.
- ``synchronous=FULL``: a commit returns after the log was handed to the disk (``fsync``). So what was
  reported survives the death of the process, and a power cut as far as the disk keeps what it acknowledged.
- Every step that belongs together is one transaction: after a crash it is there whole or not at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from narrative.archive.settings import ArchiveSettings
from narrative.errors import ArchiveError

APPLICATION_ID = 0x4E415252
"""``"NARR"``: marks the file as an archive of ours (``file`` and SQLite show it)."""


@lru_cache(maxsize=1)
def migrations() -> tuple[str, ...]:
    """The steps of the schema, in order. They are only ever added to: a released one is never edited."""
    folder = resources.files("narrative.archive") / "migrations"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    return tuple(entry.read_text(encoding="utf-8") for entry in found)


def create(path: Path, settings: ArchiveSettings) -> sqlite3.Connection:
    """Make an empty archive, or open the empty file that a killed run left.

    Raises
    ------
    ArchiveError
        Something else lies there, or the file cannot be made.
    """
    with translated(path):
        connection = _connect(path, "rwc", settings)
        try:
            if _pragma(connection, "application_id") == APPLICATION_ID:
                raise ArchiveError(f"{path}: is an archive already: add to it, or name another file")
            if _holds_anything(connection):
                raise ArchiveError(f"{path}: holds something else already: name a file that does not exist")
            _write_mode(connection, path)
            migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_writing(path: Path, settings: ArchiveSettings) -> sqlite3.Connection:
    """Open an archive to write, bringing its schema up to date.

    Raises
    ------
    ArchiveError
        There is none, it is none, it is newer than this version, or it cannot be written.
    """
    _must_exist(path)
    with translated(path):
        connection = _connect(path, "rw", settings)
        try:
            _check(connection, path)
            _write_mode(connection, path)
            # Shows at once that the file can be written, before any work is done for it.
            with transaction(connection):
                pass
            migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_reading(path: Path, settings: ArchiveSettings) -> sqlite3.Connection:
    """Open an archive to read, also one on a read-only disk.

    Raises
    ------
    ArchiveError
        There is none, it is none, it is of another version, or it cannot be read.
    """
    _must_exist(path)
    with translated(path):
        connection = _connect(path, "ro", settings)
        try:
            try:
                _check(connection, path)
            except sqlite3.OperationalError as error:
                # Without a place for the shared memory of WAL, a file without a log can still be read as it is.
                if error.sqlite_errorcode & 0xFF not in _NO_PLACE or _has_log(path):
                    raise
                connection.close()
                connection = _connect(path, "ro&immutable=1", settings)
                _check(connection, path)
            if _pragma(connection, "user_version") < len(migrations()):
                raise ArchiveError(f"{path}: was written by an older version: run `narrative archive add` on it once")
        except BaseException:
            connection.close()
            raise
    return connection


def migrate(connection: sqlite3.Connection) -> None:
    """Run the steps that the file has not seen, all or none of them."""
    if _pragma(connection, "user_version") == len(migrations()):
        return
    with transaction(connection):
        # Asked again: another writer may have been quicker.
        for number in range(_pragma(connection, "user_version"), len(migrations())):
            for statement in _statements(migrations()[number]):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations())}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; the only way in which anything is written."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of SQLite into one clear line."""
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: {_in_words(error)}") from error


_NO_PLACE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)

_WORDS = {
    sqlite3.SQLITE_FULL: "no room left on the disk: free some and run again; what was reported as added is kept",
    sqlite3.SQLITE_IOERR: "the disk failed to read or write ({error}): check it and its free room, then run again; "
    "what was reported as added is kept",
    sqlite3.SQLITE_READONLY: "cannot be written: change the rights of the file and its folder, or copy it elsewhere",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened ({error}): check the folder and its rights",
    sqlite3.SQLITE_BUSY: "another run is writing to it: wait until it is done and run again",
    sqlite3.SQLITE_LOCKED: "another run is writing to it: wait until it is done and run again",
    sqlite3.SQLITE_NOTADB: "is not an archive: name one that `narrative archive init` made",
    sqlite3.SQLITE_CORRUPT: "is damaged ({error}): restore a copy of it, or export what `narrative archive export` "
    "can still read and add it to a new one",
}


def _in_words(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _WORDS.get(code, "failed ({error}): run `narrative archive status --check`").format(error=error)


def _connect(path: Path, mode: str, settings: ArchiveSettings) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=settings.wait_seconds,
        isolation_level=None,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _must_exist(path: Path) -> None:
    if not path.is_file():
        raise ArchiveError(f"{path}: there is no archive: make one with `narrative archive init {path}`")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Whether the file is an archive that this version can use."""
    if _pragma(connection, "application_id") != APPLICATION_ID:
        if not _holds_anything(connection):
            raise ArchiveError(f"{path}: is empty, not an archive yet: run `narrative archive init {path}`")
        raise ArchiveError(f"{path}: is not an archive: name one that `narrative archive init` made")
    version = _pragma(connection, "user_version")
    if version > len(migrations()):
        raise ArchiveError(
            f"{path}: has schema {version} of a newer version, this one knows {len(migrations())}: "
            "update with `pip install -U narrative-compare`"
        )


def _write_mode(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise ArchiveError(f"{path}: its disk cannot hold an archive (no write-ahead log, {mode}): use a local disk")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _holds_anything(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, so that they can run inside a transaction."""
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""

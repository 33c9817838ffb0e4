"""The archive: articles, their claims, vectors of texts, and what was found within events."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from narrative.archive import database
from narrative.archive.coding import pack, unpack
from narrative.archive.identity import digest_of
from narrative.archive.settings import ArchiveSettings, Window
from narrative.archive.told import Added, Status
from narrative.errors import ArchiveError
from narrative.records import Article, Claim, Event, Relation

DEFAULTS = ArchiveSettings()
EVERYTHING = Window()

_ARTICLE = "id, outlet, text, title, published, url, language, copy_of, version_of"
_ASKED_AT_ONCE = 500
"""Values in one ``IN (...)``: below the limit of every build of SQLite (999)."""


class Archive:
    """An open archive. Use it in a ``with`` block; one object serves one thread.

    Parameters
    ----------
    path
        The file.
    connection
        As :func:`create_archive` and :func:`open_archive` open it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self.closed = False
        self.connection = connection

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self.closed = True
        with database.translated(self.path):
            self.connection.close()

    # --- articles and claims -----------------------------------------------------------------------------

    def unknown(self, articles: Sequence[Article], stage: str) -> tuple[Article, ...]:
        """Those articles that are not there with their claims of a stage."""
        return tuple(
            article
            for article in articles
            if not self._rows(
                "SELECT 1 FROM articles JOIN claims ON article = number WHERE given = ? AND digest = ? AND stage = ?",
                (article.id, digest_of(article), stage),
            )
        )

    def add(self, read: Sequence[tuple[Article, Sequence[Claim]]], stage: str) -> tuple[Added, ...]:
        """Keep articles with the claims that a stage found in them: all of them, or none.

        When this returns, they are on disk. What is there already stays as it is.

        Parameters
        ----------
        read
            Articles as they were given, each with its claims.
        stage
            Of the claims, from :func:`narrative.archive.stage_of`.

        Returns
        -------
        tuple of Added
            One for every article of which anything was new, in the order given.

        Raises
        ------
        ArchiveError
            The file cannot be written; nothing of this call is kept.
        """
        self._must_be_writable()
        done: list[Added] = []
        with database.translated(self.path), database.transaction(self.connection):
            for article, claims in read:
                number, added = self._place(article)
                kept = self.connection.execute(
                    "INSERT INTO claims VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (number, stage, len(claims), pack(tuple(_renamed(claim, added.id) for claim in claims))),
                )
                if added.new or kept.rowcount > 0:
                    done.append(added)
        return tuple(done)

    def add_claims(self, claims: Mapping[str, Sequence[Claim]], stage: str) -> None:
        """Keep claims of articles that are there already, by the article's id in the archive.

        Raises
        ------
        ArchiveError
            The file cannot be written; nothing of this call is kept.
        """
        self._must_be_writable()
        with database.translated(self.path), database.transaction(self.connection):
            self.connection.executemany(
                "INSERT INTO claims SELECT number, ?, ?, ? FROM articles WHERE id = ? ON CONFLICT DO NOTHING",
                [(stage, len(found), pack(tuple(found)), name) for name, found in claims.items()],
            )

    def articles(self, window: Window = EVERYTHING) -> tuple[Article, ...]:
        """The articles of a window, in the order of addition."""
        where, values = _within(window)
        rows = self._rows(f"SELECT {_ARTICLE} FROM articles WHERE {where} ORDER BY number", values)
        return tuple(map(_article, rows))

    def each_article(self, window: Window = EVERYTHING) -> Iterator[Article]:
        """The articles of a window, one at a time, in the order of addition."""
        where, values = _within(window)
        yield from map(_article, self._each(f"SELECT {_ARTICLE} FROM articles WHERE {where} ORDER BY number", values))

    def article(self, name: str) -> Article | None:
        """One article by its id in the archive."""
        rows = self._rows(f"SELECT {_ARTICLE} FROM articles WHERE id = ?", (name,))
        return _article(rows[0]) if rows else None

    def versions(self, given: str) -> tuple[str, ...]:
        """Ids of all versions of an article, first to last."""
        return tuple(row[0] for row in self._rows("SELECT id FROM articles WHERE given = ? ORDER BY version", (given,)))

    def claims(self, stage: str, window: Window = EVERYTHING) -> dict[str, tuple[Claim, ...]]:
        """Claims of the articles of a window, by article; articles that the stage has not read are not in it."""
        where, values = _within(window)
        rows = self._rows(
            f"SELECT id, records FROM articles JOIN claims ON article = number WHERE stage = ? AND {where}",
            (stage, *values),
        )
        return {row[0]: unpack(row[1], tuple[Claim, ...]) for row in rows}

    def claims_of(self, name: str, stage: str | None = None) -> tuple[Claim, ...]:
        """Claims of one article, of a stage or of the one that read it last."""
        rows = self._rows(
            "SELECT records FROM claims JOIN articles ON number = article WHERE id = ? AND (stage = ? OR ? IS NULL) "
            "ORDER BY claims.rowid DESC LIMIT 1",
            (name, stage, stage),
        )
        return unpack(rows[0][0], tuple[Claim, ...]) if rows else ()

    # --- comparisons ---------------------------------------------------------------------------------------

    def comparisons(self, keys: Sequence[bytes]) -> dict[bytes, tuple[Event, tuple[Relation, ...]]]:
        """What was found within events, for those keys of :func:`narrative.archive.event_key` that are known."""
        found: dict[bytes, tuple[Event, tuple[Relation, ...]]] = {}
        for some in _parts(keys):
            marks = ",".join("?" * len(some))
            for key, records in self._rows(f"SELECT key, records FROM comparisons WHERE key IN ({marks})", some):
                found[key] = unpack(records, tuple[Event, tuple[Relation, ...]])
        return found

    def keep_comparisons(self, found: Mapping[bytes, tuple[Event, Sequence[Relation]]], stage: str) -> None:
        """Keep what was found within events; an event's earlier states are kept, too.

        Raises
        ------
        ArchiveError
            The file cannot be written; nothing of this call is kept.
        """
        self._must_be_writable()
        with database.translated(self.path), database.transaction(self.connection):
            self.connection.executemany(
                "INSERT INTO comparisons VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [
                    (
                        key,
                        event.id,
                        stage,
                        len(event.articles),
                        len(relations),
                        pack((event, tuple(relations))),
                        _now(),
                    )
                    for key, (event, relations) in found.items()
                ],
            )

    def last_comparison(self, event: str) -> tuple[Event, tuple[Relation, ...]] | None:
        """The latest of what was found within an event."""
        rows = self._rows("SELECT records FROM comparisons WHERE event = ? ORDER BY rowid DESC LIMIT 1", (event,))
        return unpack(rows[0][0], tuple[Event, tuple[Relation, ...]]) if rows else None

    def compared_events(self) -> tuple[str, ...]:
        """Ids of all events that were ever compared, sorted."""
        return tuple(row[0] for row in self._rows("SELECT DISTINCT event FROM comparisons ORDER BY event"))

    # --- the whole ---------------------------------------------------------------------------------------------

    def status(self) -> Status:
        """Count what is there."""
        (articles, outlets, later, first, last) = self._rows(
            "SELECT count(*), count(DISTINCT outlet), coalesce(sum(version > 1), 0), min(day), max(day) FROM articles"
        )[0]
        stages = self._rows("SELECT stage, count(*), sum(count) FROM claims GROUP BY stage ORDER BY max(rowid)")
        log = self.path.with_name(self.path.name + "-wal")
        return Status(
            articles=articles,
            outlets=outlets,
            claims=stages[-1][2] if stages else 0,
            vectors=self._rows("SELECT coalesce(sum(count), 0) FROM vector_batches")[0][0],
            comparisons=self._rows("SELECT count(*) FROM comparisons")[0][0],
            later_versions=later,
            first=first,
            last=last,
            stages=tuple((stage, count) for stage, count, _ in stages),
            schema=self._rows("PRAGMA user_version")[0][0],
            bytes=self.path.stat().st_size + (log.stat().st_size if log.exists() else 0),
        )

    def check(self) -> None:
        """Read the whole file and unpack every record.

        Raises
        ------
        ArchiveError
            Anything is damaged or half there.
        """
        for problem, *_ in self._rows("PRAGMA integrity_check(1)"):
            if problem != "ok":
                words = " ".join(str(problem).split())
                raise ArchiveError(f"{self.path}: is damaged ({words}): restore a copy of it")
        if self._rows("PRAGMA foreign_key_check"):
            raise ArchiveError(f"{self.path}: is damaged (rows without their article): restore a copy of it")
        bare = self._rows("SELECT id FROM articles WHERE number NOT IN (SELECT article FROM claims) LIMIT 1")
        if bare:
            raise ArchiveError(f"{self.path}: article {bare[0][0]} has no claims read: add it again")
        for count, records in self._each("SELECT count, records FROM claims"):
            if len(unpack(records, tuple[Claim, ...])) != count:
                raise ArchiveError(f"{self.path}: is damaged (claims are missing): restore a copy of it")
        for (records,) in self._each("SELECT records FROM comparisons"):
            unpack(records, tuple[Event, tuple[Relation, ...]])

    # --- within ------------------------------------------------------------------------------------------------

    def _place(self, article: Article) -> tuple[int, Added]:
        """The row of an article, made where its content is new; a taken id gets the next free version."""
        digest = digest_of(article)
        versions = self.connection.execute(
            "SELECT number, id, version, digest FROM articles WHERE given = ? ORDER BY version", (article.id,)
        ).fetchall()
        for number, name, _, known in versions:
            if known == digest:
                return number, Added(id=name, new=False)
        version = versions[-1][2] + 1 if versions else 1
        name = article.id if version == 1 else f"{article.id}@{version}"
        while self.connection.execute("SELECT 1 FROM articles WHERE id = ?", (name,)).fetchone():
            version += 1
            name = f"{article.id}@{version}"
        before = versions[-1][1] if versions else None
        row = {
            "id": name,
            "given": article.id,
            "version": version,
            "digest": digest,
            "outlet": article.outlet,
            "title": article.title,
            "text": article.text,
            "published": article.published.isoformat() if article.published else None,
            "day": article.published.astimezone(UTC).date().isoformat() if article.published else None,
            "url": article.url,
            "language": article.language,
            "copy_of": article.copy_of,
            "version_of": article.version_of or before,
            "added": _now(),
        }
        marks = ", ".join(f":{column}" for column in row)
        kept = self.connection.execute(f"INSERT INTO articles ({', '.join(row)}) VALUES ({marks})", row)
        return int(kept.lastrowid or 0), Added(id=name, version_of=before)

    def _must_be_writable(self) -> None:
        if not self.writable:
            raise ArchiveError(f"{self.path}: was opened to read only")

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with database.translated(self.path):
            return self.connection.execute(sql, tuple(values)).fetchall()

    def _each(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        with database.translated(self.path):
            yield from self.connection.execute(sql, tuple(values))


def create_archive(path: str | Path, settings: ArchiveSettings = DEFAULTS) -> Archive:
    """Make an empty archive.

    Raises
    ------
    ArchiveError
        Something lies there already, or the file cannot be made.
    """
    path = Path(path)
    return Archive(path, database.create(path, settings), writable=True)


def open_archive(path: str | Path, settings: ArchiveSettings = DEFAULTS, *, write: bool = False) -> Archive:
    """Open an archive that is there.

    Raises
    ------
    ArchiveError
        There is none, it is none, it is newer than this version, or its rights do not allow it.
    """
    path = Path(path)
    opened = database.open_writing(path, settings) if write else database.open_reading(path, settings)
    return Archive(path, opened, writable=write)


def _article(row: Sequence[Any]) -> Article:
    fields = dict(zip(_ARTICLE.split(", "), row, strict=True))
    published = fields.pop("published")
    return Article(published=datetime.fromisoformat(str(published)) if published else None, **fields)


def _renamed(claim: Claim, name: str) -> Claim:
    """The claim under the id that its article has in the archive."""
    if claim.article == name:
        return claim
    return replace(claim, article=name, id=name + claim.id.removeprefix(claim.article))


def _within(window: Window) -> tuple[str, tuple[str, ...]]:
    since = [("day >= ?", window.since.isoformat())] if window.since else []
    until = [("day <= ?", window.until.isoformat())] if window.until else []
    parts = since + until
    return " AND ".join(sql for sql, _ in parts) or "1", tuple(value for _, value in parts)


def _parts(values: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(values), _ASKED_AT_ONCE):
        yield values[start : start + _ASKED_AT_ONCE]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

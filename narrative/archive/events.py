"""Which event each article belongs to, so that a next comparison keeps the ids; merges and splits."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from narrative.archive import database
from narrative.archive.store import Archive
from narrative.records import Event, EventChange

_ASKED_AT_ONCE = 500


def events_before(archive: Archive, articles: Sequence[str]) -> tuple[Event, ...]:
    """Events of some articles as they were last compared, without labels, by id; of these articles only."""
    members: dict[str, list[str]] = defaultdict(list)
    with database.translated(archive.path):
        for start in range(0, len(articles), _ASKED_AT_ONCE):
            some = tuple(articles[start : start + _ASKED_AT_ONCE])
            marks = ", ".join("?" * len(some))
            found = archive.connection.execute(
                f"SELECT article, event FROM event_articles WHERE article IN ({marks})", some
            )
            for article, event in found:
                members[event].append(article)
    return tuple(Event(id=name, label="", articles=tuple(sorted(members[name]))) for name in sorted(members))


def keep_events(
    archive: Archive, before: Sequence[Event], events: Sequence[Event], notes: Iterable[EventChange]
) -> None:
    """Keep which event each article belongs to, where that is new, and what became of events; all or nothing."""
    known = {article: event.id for event in before for article in event.articles}
    moved = [(a, event.id) for event in events for a in event.articles if known.get(a) != event.id]
    if not moved:
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [(note.kind, note.event, note.other, json.dumps(note.articles), now) for note in notes]
    with database.translated(archive.path), database.transaction(archive.connection):
        archive.connection.executemany("INSERT OR REPLACE INTO event_articles VALUES (?, ?)", moved)
        archive.connection.executemany(
            "INSERT INTO event_changes (kind, event, other, articles, found) VALUES (?, ?, ?, ?, ?)", rows
        )


def event_notes(archive: Archive) -> Iterator[EventChange]:
    """All merges and splits, in the order in which they were found."""
    with database.translated(archive.path):
        rows = archive.connection.execute(
            "SELECT kind, event, other, articles, found FROM event_changes ORDER BY number"
        ).fetchall()
    for kind, event, other, articles, found in rows:
        yield EventChange(kind=kind, event=event, other=other, articles=tuple(json.loads(articles)), found=found)


def present_name(archive: Archive, event: str) -> str:
    """The id of the event that one is now part of: its own, unless it was merged into another."""
    merged = {note.other: note.event for note in event_notes(archive) if note.kind == "merge"}
    seen = {event}
    while (following := merged.get(event)) is not None and following not in seen:
        event = following
        seen.add(event)
    return event

"""Events keep their ids from comparison to comparison; what joins or parts is kept with both ids."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from narrative.archive import Archive, open_archive
from narrative.archive.events import event_notes, present_name
from narrative.incremental import archive_compare, archive_export, archive_frames, archive_show
from narrative.records import Article, Event
from narrative.vectors import Encoder
from tests.archive.fakes import FakeCompareEvent, FakeWorkshop, make_article
from tests.archive.test_incremental import add

Groups = tuple[tuple[str, ...], ...]


class Grouping:
    """Groups as they are given from outside; an event has the id of its first article, as with the real one."""

    def __init__(self) -> None:
        self.groups: Groups = ()

    def __call__(self, articles: Sequence[Article], encoder: Encoder, settings: object) -> tuple[Event, ...]:
        there = {article.id for article in articles}
        kept = [[name for name in group if name in there] for group in self.groups]
        return tuple(Event(id=f"e-{group[0]}", label="x", articles=tuple(group)) for group in kept if group)


@pytest.fixture
def grouping(monkeypatch: pytest.MonkeyPatch, compared: FakeCompareEvent) -> Grouping:
    fake = Grouping()
    monkeypatch.setattr("narrative.events.group_events", fake)
    return fake


def compare(path: Path, grouping: Grouping, *groups: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    grouping.groups = groups
    report = archive_compare(path, workshop=FakeWorkshop())
    return {event.id: event.articles for event in report.events}


def notes(archive: Archive) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(note.kind, note.event, note.other, note.articles) for note in event_notes(archive)]


def test_an_article_from_before_the_first_does_not_rename_an_event(path: Path, grouping: Grouping) -> None:
    add(path, [make_article(n) for n in (1, 2)])
    assert compare(path, grouping, ("a1", "a2")) == {"e-a1": ("a1", "a2")}
    add(path, [make_article(0)])
    assert compare(path, grouping, ("a0", "a1", "a2")) == {"e-a1": ("a0", "a1", "a2")}
    with open_archive(path) as archive:
        assert notes(archive) == []


def test_a_merge_is_kept_once_and_shown_under_either_id(path: Path, grouping: Grouping, tmp_path: Path) -> None:
    add(path, [make_article(n) for n in range(5)])
    compare(path, grouping, ("a0", "a1", "a2"), ("a3", "a4"))
    for _ in range(2):
        assert compare(path, grouping, ("a0", "a1", "a2", "a3", "a4")) == {"e-a0": ("a0", "a1", "a2", "a3", "a4")}
    with open_archive(path) as archive:
        assert notes(archive) == [("merge", "e-a0", "e-a3", ("a3", "a4"))]
        assert present_name(archive, "e-a3") == "e-a0"
    assert archive_show(path, "e-a3").events[0].id == "e-a0"
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frames = archive_frames(path)
    assert frames["event_changes"][["kind", "event", "other", "articles"]].values.tolist() == [
        ["merge", "e-a0", "e-a3", "a3 a4"]
    ]
    assert set(frames["relations"]["event"]) <= {"e-a0"}, "an event that is part of another is still exported"
    assert archive_export(path, str(tmp_path / "tables"))["event_changes"] == 1


def test_a_split_is_kept_with_both_ids(path: Path, grouping: Grouping) -> None:
    add(path, [make_article(n) for n in range(5)])
    compare(path, grouping, ("a0", "a1", "a2", "a3", "a4"))
    assert compare(path, grouping, ("a0", "a1"), ("a2", "a3", "a4")) == {
        "e-a0": ("a2", "a3", "a4"),
        next(iter(set(compare(path, grouping, ("a0", "a1"), ("a2", "a3", "a4"))) - {"e-a0"})): ("a0", "a1"),
    }
    with open_archive(path) as archive:
        ((kind, event, other, articles),) = notes(archive)
    assert (kind, event, articles) == ("split", "e-a0", ("a0", "a1"))
    assert other != event


def test_what_was_opened_to_read_keeps_ids_and_writes_nothing(
    path: Path, grouping: Grouping, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(path, [make_article(n) for n in range(3)])
    compare(path, grouping, ("a1", "a2"), ("a0",))
    monkeypatch.setattr("narrative.incremental._open_to_compare", open_archive)
    assert compare(path, grouping, ("a0", "a1", "a2")) == {"e-a1": ("a0", "a1", "a2")}
    with open_archive(path) as archive:
        assert notes(archive) == []

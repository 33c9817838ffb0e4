"""An archive keeps the same records whatever step of its schema it was made with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from narrative.archive import create_archive, database, open_archive
from narrative.archive.vectors import find_vectors, keep_vectors
from narrative.errors import ArchiveError
from narrative.incremental import archive_compare
from narrative.records import Event
from narrative.report import to_json
from tests.archive.fakes import FakeCompareEvent, FakeEncoder, FakeWorkshop, fake_group_events, make_article

STEPS = range(1, len(database.migrations()) + 1)


@pytest.fixture(params=STEPS)
def old(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that an older version made, with two articles that it added."""
    path = tmp_path / "old.db"
    steps = database.migrations()
    with monkeypatch.context() as then:
        then.setattr(database, "migrations", lambda: steps[: request.param])
        with create_archive(path) as archive:
            archive.add([(make_article(1), ()), (make_article(2), ())], "stage")
    return path


def test_an_old_archive_is_brought_up_to_date_with_all_it_holds(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrative.issues.compare_event", FakeCompareEvent())
    monkeypatch.setattr("narrative.events.group_events", fake_group_events)
    first = to_json(archive_compare(old, workshop=FakeWorkshop()))
    with open_archive(old) as archive:
        archive.check()
        assert archive.status().schema == len(STEPS)
        assert [article.id for article in archive.articles()] == ["a1", "a2"]
    assert to_json(archive_compare(old, workshop=FakeWorkshop())) == first


def test_an_old_archive_that_is_only_read_says_what_to_do(old: Path) -> None:
    with open_archive(old, write=True) as archive:
        archive.connection.execute("PRAGMA user_version = 1")
    with pytest.raises(ArchiveError, match="older version: run `narrative archive add`"):
        open_archive(old)


def test_vectors_come_back_as_exact_as_float16(tmp_path: Path) -> None:
    texts = [f"text {n}" for n in range(1200)]
    encoder = FakeEncoder()
    made = dict(zip(texts, encoder.encode(texts), strict=True))
    with create_archive(tmp_path / "news.db") as archive:
        keep_vectors(archive, "model", dict(list(made.items())[:700]))
        keep_vectors(archive, "model", made)
        found = find_vectors(archive, "model", [*texts, "unknown"])
        assert set(found) == set(texts)
        assert all(np.array_equal(found[text], made[text]) for text in texts)
        assert find_vectors(archive, "another model", texts) == {}
        assert archive.status().vectors == len(texts)
        archive.connection.execute("UPDATE vector_batches SET data = x'00' WHERE number = 1")
        with pytest.raises(ArchiveError, match="a batch of vectors is cut"):
            find_vectors(archive, "model", texts)


def test_every_state_of_an_event_is_kept(tmp_path: Path) -> None:
    with create_archive(tmp_path / "news.db") as archive:
        states = [Event(id="e", label="x", articles=("a", "b")), Event(id="e", label="x", articles=("a", "b", "c"))]
        for number, event in enumerate(states):
            archive.keep_comparisons({bytes([number]): (event, ())}, "issues")
        assert archive.comparisons([b"\0", b"\1", b"\2"]) == {bytes([n]): (states[n], ()) for n in (0, 1)}
        assert archive.last_comparison("e") == (states[1], ())
        assert archive.compared_events() == ("e",)

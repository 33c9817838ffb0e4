"""Fixtures of the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrative.incremental import archive_init
from tests.archive.fakes import FakeCompareEvent, fake_group_events


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty archive."""
    made = tmp_path / "news.db"
    archive_init(made)
    return made


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> FakeCompareEvent:
    """Cheap stand-ins for grouping and comparing; tells which events were compared."""
    fake = FakeCompareEvent()
    monkeypatch.setattr("narrative.issues.compare_event", fake)
    monkeypatch.setattr("narrative.events.group_events", fake_group_events)
    return fake

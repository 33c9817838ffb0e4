"""Keeps what was read and compared, in one SQLite file, so that a next run does only the work that is new."""

from __future__ import annotations

from narrative.archive.identity import digest_of, event_key, stage_of, text_key
from narrative.archive.settings import ArchiveSettings, Window
from narrative.archive.store import Archive, create_archive, open_archive
from narrative.archive.told import Added, Status

__all__ = [
    "Added",
    "Archive",
    "ArchiveSettings",
    "Status",
    "Window",
    "create_archive",
    "digest_of",
    "event_key",
    "open_archive",
    "stage_of",
    "text_key",
]

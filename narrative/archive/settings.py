"""Settings of the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from narrative.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """How an archive is used.

    Parameters
    ----------
    wait_seconds
        How long to wait for another writer before giving up.

    Raises
    ------
    UsageError
        A number is out of range.
    """

    wait_seconds: float = 30.0

    def __post_init__(self) -> None:
        if self.wait_seconds < 0:
            raise UsageError(f"wait_seconds is {self.wait_seconds}: give 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days of publication, both ends included; an article without a time lies in no bounded window.

    Parameters
    ----------
    since, until
        First and last day (UTC); open where left out.

    Raises
    ------
    UsageError
        The window ends before it begins.
    """

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"the window ends ({self.until}) before it begins ({self.since}): swap the days")

    @property
    def bounded(self) -> bool:
        """Whether it leaves anything out."""
        return self.since is not None or self.until is not None

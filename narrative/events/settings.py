"""Settings of the events room."""

from __future__ import annotations

from dataclasses import dataclass

from narrative.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSettings:
    """How articles are grouped into events.

    Parameters
    ----------
    threshold
        Average score between two groups of articles from which they are one event; learned by default.
    window_days
        Articles further apart in time are never compared.
    """

    threshold: float | None = None
    window_days: float = 7.0

    def __post_init__(self) -> None:
        if not self.window_days > 0:
            raise UsageError(f"EventSettings.window_days is {self.window_days}; it must be over 0")

    def thresholds(self) -> dict[str, float]:
        """Give the numbers that decide, by name, for the report."""
        return {"events.average": 0.42 if self.threshold is None else self.threshold}

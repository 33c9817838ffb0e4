"""Settings of the events room."""

from __future__ import annotations

from dataclasses import dataclass

from narrative.errors import UsageError
from narrative.events.weights import load_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSettings:
    """How articles are grouped into events.

    Parameters
    ----------
    average
        Average logit of the pairs between two groups of articles from which they are one event; learned
        by default. Higher makes smaller events.
    contrast
        How much less two established groups may be like each other than each is like itself, and still be
        one event; learned by default.
    window_days
        Where there are more than 1,500 articles, those further apart in time are not compared; 14 by default.
    """

    average: float | None = None
    contrast: float | None = None
    window_days: float = 14.0

    def __post_init__(self) -> None:
        if not self.window_days > 0:
            raise UsageError(f"EventSettings.window_days is {self.window_days}; it must be over 0")
        if self.contrast is not None and not self.contrast >= 0:
            raise UsageError(f"EventSettings.contrast is {self.contrast}; it must be 0 or more")

    def numbers(self) -> dict[str, float]:
        """Give the numbers that decide: those set here, else the learned ones."""
        learned = load_weights()
        return {
            "average": learned.average if self.average is None else self.average,
            "contrast": learned.contrast if self.contrast is None else self.contrast,
        }

    def thresholds(self) -> dict[str, float]:
        """Give the numbers that decide under the names that the report lists them by."""
        return {f"events.{name}": value for name, value in self.numbers().items()}

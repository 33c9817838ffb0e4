"""Groups articles on one happening into events."""

from narrative.events.grouping import group_events
from narrative.events.settings import EventSettings

__all__ = ["EventSettings", "group_events"]

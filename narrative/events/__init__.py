"""Groups articles on one happening into events, under ids that stay."""

from narrative.events.grouping import group_events
from narrative.events.identity import event_id
from narrative.events.regrouping import Regrouped, regroup
from narrative.events.settings import EventSettings
from narrative.events.weights import weights_sha256
from narrative.records import EventChange

__all__ = ["EventChange", "EventSettings", "Regrouped", "event_id", "group_events", "regroup", "weights_sha256"]

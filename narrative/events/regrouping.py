"""Grouping again when articles have come in, without renaming what was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from narrative.events.grouping import group_events
from narrative.events.identity import keep_ids
from narrative.events.settings import EventSettings
from narrative.records import Article, Event, EventChange
from narrative.vectors import Encoder


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """Events of all articles, and what happened to those that were there before.

    Parameters
    ----------
    events
        Largest first, under the ids they had.
    changes
        Merges and splits, with both ids.
    """

    events: tuple[Event, ...]
    changes: tuple[EventChange, ...]


def regroup(
    previous: Sequence[Event],
    articles: Sequence[Article],
    encoder: Encoder,
    settings: EventSettings | None = None,
) -> Regrouped:
    """Group articles of which some were grouped before.

    Parameters
    ----------
    previous
        Events of the earlier run.
    articles
        All articles: those of the earlier run and the new ones.
    encoder, settings
        As for :func:`narrative.events.group_events`.

    Returns
    -------
    Regrouped
        An event that was there keeps its id; where two have become one, or one has become two, a change
        names both.
    """
    events, changes = keep_ids(previous, group_events(articles, encoder, settings))
    return Regrouped(events=tuple(sorted(events, key=lambda event: (-len(event.articles), event.id))), changes=changes)

"""Ids of events that stay, and the record of what joined or parted.

An event is named after its founder, the first of its articles by time and then id: ``"e"`` and ten letters
and digits of the SHA-256 of the founder's id (50 bits: among a million events two share an id with a
probability of one in two thousand). So the same articles give the same ids in any order, and articles that
come later change none. Where an earlier result is at hand, :func:`regroup` keeps its ids whatever comes.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from narrative.records import Event, EventChange


def event_id(founder: str) -> str:
    """Give the id of the event that an article founds."""
    digest = hashlib.sha256(founder.encode("utf-8", "surrogatepass")).digest()
    return "e" + base64.b32encode(digest).decode().lower()[:10]


def keep_ids(previous: Iterable[Event], current: Sequence[Event]) -> tuple[tuple[Event, ...], tuple[EventChange, ...]]:
    """Give events the ids that they had, and tell what joined or parted.

    Parameters
    ----------
    previous
        Events of an earlier run.
    current
        Events of the same articles and others, under fresh ids.

    Returns
    -------
    events
        ``current`` in their order, under the ids of ``previous`` where they hold its articles: an event that
        holds those of several takes the id of the one with most of its articles (then the smaller id); where
        several hold articles of one, that with most of them keeps the id.
    changes
        Each merge and each split, by kind and ids.
    """
    before = {article: event.id for event in previous for article in event.articles}
    shared = [Counter(before[a] for a in event.articles if a in before) for event in current]
    claims = sorted(
        ((-count, old, event.id, i) for i, event in enumerate(current) for old, count in shared[i].items()),
    )
    named: dict[int, str] = {}
    holder: dict[str, int] = {}
    for _, old, _, i in claims:
        if i not in named and old not in holder:
            named[i], holder[old] = old, i
    taken = set(before.values()) | set(holder)
    events: list[Event] = []
    changes: list[EventChange] = []
    for i, event in enumerate(current):
        name = named.get(i) or _free(event, taken)
        taken.add(name)
        events.append(replace(event, id=name))
        by_old: dict[str, list[str]] = defaultdict(list)
        for article in event.articles:
            if article in before:
                by_old[before[article]].append(article)
        for old, articles in sorted(by_old.items()):
            if old == name:
                continue
            if old in holder:
                # Its articles are here, its name lives on elsewhere.
                changes.append(EventChange(kind="split", event=old, other=name, articles=tuple(articles)))
            else:
                changes.append(EventChange(kind="merge", event=name, other=old, articles=tuple(articles)))
    return tuple(events), tuple(sorted(changes, key=lambda c: (c.kind, c.event, c.other)))


def _free(event: Event, taken: set[str]) -> str:
    """The fresh id of an event, or where an event that was there before has it, one of its own."""
    name, round_ = event.id, 0
    while name in taken:
        round_ += 1
        name = event_id(f"{event.articles[0]}/{round_}")
    return name

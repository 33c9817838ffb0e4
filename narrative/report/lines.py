"""Articles, claims and events as JSON Lines, with the field names of the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from narrative.records import Article, Claim, Event
from narrative.report.contract import article_to_dict, claim_to_dict, event_to_dict

T = TypeVar("T")


def article_lines(articles: Iterable[Article]) -> Iterator[str]:
    """Write each article as one line of JSON, its text included, so that it can be read in again."""
    return _lines(articles, article_to_dict)


def claim_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """Write each claim as one line of JSON."""
    return _lines(claims, claim_to_dict)


def event_lines(events: Iterable[Event]) -> Iterator[str]:
    """Write each event as one line of JSON: its id, label and articles, and its issues where there are any."""

    def bare(event: Event) -> dict[str, Any]:
        entry = event_to_dict(event)
        if not entry["issues"]:
            del entry["issues"]
        return entry

    return _lines(events, bare)


def _lines(items: Iterable[T], draw: Callable[[T], dict[str, Any]]) -> Iterator[str]:
    return (json.dumps(draw(item), ensure_ascii=False) for item in items)

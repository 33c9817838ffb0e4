"""From articles to events."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from narrative.events.settings import EventSettings
from narrative.records import Article, Event
from narrative.vectors import Encoder

_NEVER = datetime.max.replace(tzinfo=UTC)


def event_id(founder: str) -> str:
    """Give the id of the event that an article founds."""
    digest = hashlib.sha256(founder.encode()).digest()
    return "e" + base64.b32encode(digest).decode().lower()[:10]


def group_events(articles: Sequence[Article], encoder: Encoder, settings: EventSettings) -> tuple[Event, ...]:
    """Group articles on one happening; an article alone is an event of one."""
    from scipy.cluster.hierarchy import average, fcluster
    from scipy.spatial.distance import squareform
    from sklearn.feature_extraction.text import TfidfVectorizer

    ordered = sorted(articles, key=lambda article: (article.published or _NEVER, article.id))
    if not ordered:
        return ()
    labels = np.ones(len(ordered), dtype=int)
    if len(ordered) > 1:
        leads = [f"{article.title}. {article.text[:600]}" for article in ordered]
        vectors = encoder.encode(leads)
        words = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(
            [f"{article.title}. {article.text}" for article in ordered]
        )
        score = (vectors @ vectors.T + (words @ words.T).toarray()) / 2
        distance = np.clip(1 - (score + score.T) / 2, 0, None)
        np.fill_diagonal(distance, 0)
        labels = fcluster(average(squareform(distance, checks=False)), 1 - settings.thresholds()["events.average"], "distance")
    groups: dict[int, list[Article]] = {}
    for article, label in zip(ordered, labels, strict=True):
        groups.setdefault(int(label), []).append(article)
    events = [
        Event(
            id=event_id(group[0].id),
            label=group[0].title or group[0].text[:80],
            articles=tuple(article.id for article in group),
        )
        for group in groups.values()
    ]
    return tuple(sorted(events, key=lambda event: (-len(event.articles), event.id)))

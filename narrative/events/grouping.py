"""From articles to events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from narrative.events.features import Floats, Ints, PairFeatures
from narrative.events.identity import event_id
from narrative.events.labels import label_of
from narrative.events.linkage import link
from narrative.events.settings import EventSettings
from narrative.events.weights import PairWeights, load_weights
from narrative.records import Article, Event
from narrative.vectors import Encoder, windowed_neighbours

_NEVER = datetime.max.replace(tzinfo=UTC)

ALL_PAIRS = 1500
"""Articles up to which all pairs are scored; beyond, those that are near in meaning and time."""
NEIGHBOURS = 50
LEAST_COSINE = 0.2
"""Of title and lead, for a pair to be scored beyond ``ALL_PAIRS``."""
LARGEST = 2000
"""Articles that are linked at once; more that hang together are parted at their weakest links first."""
STEP = 0.5


def group_events(
    articles: Sequence[Article], encoder: Encoder, settings: EventSettings | None = None
) -> tuple[Event, ...]:
    """Group articles on one happening; an article alone is an event of one.

    Parameters
    ----------
    articles
        In any order. Copies and versions that are marked share an event with what they repeat.
    encoder
        For title and lead.
    settings
        Where an event ends.

    Returns
    -------
    tuple of Event
        Largest first, then by id. An event is named after its first article by time and id, so that
        articles that come later never rename it (see :func:`narrative.events.regroup` for a run that
        knows what was there before).

    Notes
    -----
    Each pair of articles gets a learned logit from the words, names and numbers that they share, the
    meaning of title and lead, and the time between them; average linkage on these groups them.
    """
    settings = settings or EventSettings()
    ordered = sorted(articles, key=by_time)
    if not ordered:
        return ()
    groups = _groups(ordered, encoder, settings)
    events = [
        Event(id=event_id(group[0].id), label=label_of(group), articles=tuple(article.id for article in group))
        for group in groups
    ]
    return tuple(sorted(events, key=lambda event: (-len(event.articles), event.id)))


def by_time(article: Article) -> tuple[datetime, str]:
    """Order of articles: by time of publication, those without one last, then by id."""
    return article.published or _NEVER, article.id


def _groups(ordered: Sequence[Article], encoder: Encoder, settings: EventSettings) -> list[list[Article]]:
    chosen = settings.numbers()
    weights = replace(load_weights(), average=chosen["average"], contrast=chosen["contrast"])
    features = PairFeatures(ordered, encoder)
    forced = _repeats(ordered)
    a, b = _candidates(features, settings)
    scores = features.score(a, b, weights)
    near = scores >= weights.average
    edges_a = np.concatenate([a[near], forced[:, 0]])
    edges_b = np.concatenate([b[near], forced[:, 1]])
    strengths = np.concatenate([scores[near], np.full(len(forced), weights.clip)])
    joined: list[list[Article]] = []
    for members in _components(len(ordered), edges_a, edges_b, strengths, weights.average):
        labels = link(_square(members, features, weights, forced), weights)
        parts: dict[int, list[Article]] = defaultdict(list)
        for member, label in zip(members, labels, strict=True):
            parts[int(label)].append(ordered[member])
        joined.extend(parts.values())
    return joined


def _candidates(features: PairFeatures, settings: EventSettings) -> tuple[Ints, Ints]:
    n = len(features.days)
    if n <= ALL_PAIRS:
        a, b = np.triu_indices(n, 1)
        return a.astype(np.int64), b.astype(np.int64)
    later, earlier, _ = windowed_neighbours(
        features.vectors, features.days, window=settings.window_days, most=NEIGHBOURS, least=LEAST_COSINE
    )
    return np.minimum(later, earlier), np.maximum(later, earlier)


def _repeats(ordered: Sequence[Article]) -> Ints:
    """Pairs of rows of which one is a copy or a version of the other, shape (pairs, 2)."""
    row = {article.id: i for i, article in enumerate(ordered)}
    pairs = {
        (min(row[other], i), max(row[other], i))
        for i, article in enumerate(ordered)
        for other in (article.copy_of, article.version_of)
        if other is not None and other in row and row[other] != i
    }
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _square(members: Ints, features: PairFeatures, weights: PairWeights, forced: Ints) -> Floats:
    """Scores of all pairs of some articles, symmetric."""
    n = len(members)
    scores = np.full((n, n), weights.clip)
    a, b = np.triu_indices(n, 1)
    scores[a, b] = scores[b, a] = features.score(members[a], members[b], weights)
    place = {int(member): i for i, member in enumerate(members)}
    for x, y in forced:
        if int(x) in place and int(y) in place:
            i, j = place[int(x)], place[int(y)]
            # All that is said of one of the two holds for the other.
            scores[i] = scores[j] = np.maximum(scores[i], scores[j])
            scores[:, i], scores[:, j] = scores[i], scores[j]
            scores[i, j] = scores[j, i] = weights.clip
    return scores


def _components(n: int, a: Ints, b: Ints, strengths: Floats, least: float) -> list[Ints]:
    """Rows that hang together by links of a strength, each component sorted; none larger than ``LARGEST``."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    kept = strengths >= least
    graph = coo_matrix((np.ones(int(kept.sum())), (a[kept], b[kept])), shape=(n, n))
    _, labels = connected_components(graph, directed=False)
    found: list[Ints] = []
    for members in np.split(np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels))[:-1]):
        if len(members) <= LARGEST or least >= strengths.max():
            found.append(members)
            continue
        inner = np.isin(a, members) & np.isin(b, members)
        place = np.zeros(n, dtype=np.int64)
        place[members] = np.arange(len(members))
        smaller = _components(len(members), place[a[inner]], place[b[inner]], strengths[inner], least + STEP)
        found.extend(members[part] for part in smaller)
    return found

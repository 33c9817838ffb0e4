"""Vectors of a stream of news: events with heavy-tailed sizes, topics of near events, 90 days, copies, noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

DIMENSION = 384
DAYS = 90.0
SHARES = (0.20, 0.27, 0.28, 0.25)
"""Variance that all texts share, those of a topic, those of an event, and a text's own: cosines about 0.75
within an event, 0.47 within a topic, 0.2 otherwise, as measured for all-MiniLM-L6-v2 on news leads."""
NOISE = 0.05
COPIES = 0.10
SEQUELS = 0.10


@dataclass(frozen=True)
class Stream:
    """Texts in the order of time; vectors are made block by block, so that a million need not be held."""

    times: npt.NDArray[np.float64]
    events: npt.NDArray[np.int64]
    topics: npt.NDArray[np.int64]
    copies: npt.NDArray[np.bool_]
    seed: int
    length: float = DAYS

    def days(self) -> Iterator[tuple[npt.NDArray[np.float32], npt.NDArray[np.float64]]]:
        """Give vectors and times day by day."""
        edges = np.searchsorted(self.times, np.arange(0, self.length + 20))
        for start, end in pairwise(edges):
            if end > start:
                yield self.vectors(int(start), int(end)), self.times[start:end]

    def vectors(self, start: int, end: int) -> npt.NDArray[np.float32]:
        """Give the vectors of some texts."""
        rows = np.empty((end - start, DIMENSION), dtype=np.float32)
        common = _direction(self.seed, 0, 0)
        parts = np.sqrt(SHARES)
        for i in range(start, end):
            topic, event = _direction(self.seed, 1, int(self.topics[i])), _direction(self.seed, 2, int(self.events[i]))
            # A text's own part varies in size, so that some members are looser than others; a copy has little.
            rng = np.random.default_rng((self.seed, 3, i))
            own = rng.normal(size=DIMENSION) * np.sqrt(1 / DIMENSION) * rng.lognormal(0, 0.35)
            if self.copies[i]:
                own = 0.15 * own + _direction(self.seed, 4, int(self.events[i])) * 0.9
            rows[i - start] = parts[0] * common + parts[1] * topic + parts[2] * event + parts[3] * own
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def _direction(seed: int, kind: int, number: int) -> npt.NDArray[np.float64]:
    found = np.random.default_rng((seed, kind, number)).normal(size=DIMENSION)
    return np.asarray(found / np.linalg.norm(found))


def make_stream(n: int, seed: int = 0, days: float = DAYS) -> Stream:
    """Make a stream of ``n`` texts over so many days.

    Events have Pareto sizes (most are small, the largest about a 250th of what comes in 90 days), begin evenly over
    the days and fade within about a day each; every fifth topic-mate is a near event; a tenth are sequels of the same
    topic two weeks later or more.
    """
    largest = max(20, int(n * DAYS / days) // 250)
    rng = np.random.default_rng(seed)
    sizes: list[int] = []
    total = 0
    while total < n:
        size = int(min(1 + rng.pareto(1.1) * 2, largest))
        size = 1 if rng.random() < NOISE else size
        sizes.append(min(size, n - total))
        total += sizes[-1]
    count = len(sizes)
    begins = rng.uniform(0, days, count)
    topics = rng.integers(0, max(1, count // 5), count)
    for event in np.flatnonzero(rng.random(count) < SEQUELS):
        before = int(rng.integers(0, count))
        topics[event] = topics[before]
        begins[event] = min(days - 0.01, begins[before] + rng.uniform(14, 40))
    events = np.repeat(np.arange(count), sizes)
    times = begins[events] + rng.lognormal(-0.7, 0.8, n)
    order = np.argsort(times, kind="stable")
    return Stream(times[order], events[order], topics[events][order], rng.random(n)[order] < COPIES, seed, days)

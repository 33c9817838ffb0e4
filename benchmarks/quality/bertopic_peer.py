"""BERTopic beside ours: a topic for each text, from vectors that were made already.

It is a tool for topics, and knows neither time nor names; people group news with it all the same. Its numbers are
those it comes with (UMAP to five dimensions, HDBSCAN with at least ten texts a topic); nothing in it is seeded, so
that two runs differ a little. A text that it leaves out counts as alone. It stands in
``benchmarks/requirements-peers.txt``; where it is not installed its figures are left out.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

LEAST = 10
"""Texts that a topic has at least, as it comes."""
FEWEST = 7
"""UMAP to five dimensions takes no fewer texts; HDBSCAN takes no fewer than a topic has at least."""


def installed() -> bool:
    """Whether it can be run."""
    return find_spec("bertopic") is not None


def warm() -> None:
    """Have it compile what it compiles when it is first run, which is no work of grouping."""
    topics(["a short story"] * 200, np.random.default_rng(0).normal(size=(200, 32)).astype(np.float32))


def topics(texts: Sequence[str], vectors: npt.NDArray[np.float32], least: int = LEAST) -> list[int] | None:
    """Give the topic of each text; ``None`` where there are too few texts for it.

    Parameters
    ----------
    texts
        What the words of a topic are taken from.
    vectors
        One row for each text.
    least
        Texts that a topic has at least.
    """
    if len(texts) < max(FEWEST, least):
        return None
    from bertopic import BERTopic

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model: Any = BERTopic(min_topic_size=least)
        found, _ = model.fit_transform(list(texts), embeddings=vectors)
    return alone(found)


def alone(found: Sequence[int]) -> list[int]:
    """Give each text that was left out (-1) a group of its own."""
    return [-1 - number if int(topic) < 0 else int(topic) for number, topic in enumerate(found)]

"""The learned numbers: weights of what two articles share, and where an event ends."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

DATA = ("pair_weights.json", "background.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairWeights:
    """What ``benchmarks/training/events_train.py`` learned.

    Parameters
    ----------
    weights
        Weight of each feature of a pair, by name.
    intercept
        Added to their sum; the result is a logit.
    clip
        Logits are cut to plus and minus this, so that one pair cannot carry a group.
    average
        Two groups of articles are one event from this average logit on.
    contrast
        Two groups of ``established`` articles or more are not merged where their average is lower by more
        than this than that inside either of them.
    established
        Articles from which a group has an inside to compare with.
    """

    weights: dict[str, float]
    intercept: float
    clip: float
    average: float
    contrast: float
    established: int


@lru_cache(maxsize=1)
def load_weights() -> PairWeights:
    """Load the numbers that come with the library."""
    read = json.loads(files("narrative.events").joinpath("data", DATA[0]).read_text(encoding="utf-8"))
    return PairWeights(**{name: read[name] for name in PairWeights.__slots__})


@lru_cache(maxsize=1)
def weights_sha256() -> str:
    """SHA-256 of the learned numbers and of the table of words, for the report."""
    digest = hashlib.sha256()
    for name in DATA:
        digest.update(files("narrative.events").joinpath("data", name).read_bytes())
    return digest.hexdigest()

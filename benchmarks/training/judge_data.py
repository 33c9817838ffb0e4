"""The data recipe of the judge: which rows are read, and how often each source is seen.

Rows are JSON Lines with ``premise``, ``hypothesis``, ``label``, ``dataset`` and ``licence``.
Rows whose licence is ``noncommercial`` are refused here, in one place, so that no other part
of the training can let them in.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from narrative.issues.evidence import select_evidence

LABELS = ("entailment", "contradiction", "neutral")
ALLOWED_LICENCES = frozenset({"open", "unstated"})
NLI_FILES = (
    "train_human.jsonl",
    "train_synthetic.jsonl",
    "train_two_way_entailment_contradiction.jsonl",
)
OWN = "own"

# The share of the pairs of one epoch that each source gets before own pairs are mixed in.
# Sources that look like what the judge reads (prose, facts about one thing) get the most;
# templates are rationed because a network learns their form, not their logic.
SHARES: dict[str, float] = {
    "lingnli:train": 0.27,
    "snli_cat_subset:train": 0.115,
    "snli_esnli_devtest:dev": 0.065,
    "mnli_llmsknow:train": 0.08,
    "cad_nli:train": 0.055,
    "cad_nli:dev": 0.005,
    "infotabs:train": 0.14,
    "curriculum:fragments3_train": 0.09,
    "megaveridicality3:train": 0.035,
    "conjnli:train_adversarial": 0.02,
    "dnc:nli-negation_fw": 0.004,
    "dnc:nli-comparatives_fw": 0.001,
    "dnc:nli-prepositions_fw": 0.002,
    "dnc:nli-quantification_fw": 0.002,
    "dnc:nli-spatial_fw": 0.001,
    "climate_fever:all": 0.02,
    "nope:main": 0.007,
    "fever_dev_sr:dev": 0.055,
    "fever_symmetric:dev": 0.003,
    "fool_me_twice:dev": 0.01,
    "covidfact:all": 0.01,
}


@dataclass(frozen=True)
class PairRow:
    """One training pair: two texts, the index of its label in `LABELS`, and its source."""

    premise: str
    hypothesis: str
    label: int
    dataset: str


def read_rows(path: Path) -> Iterator[PairRow]:
    """Yield the allowed rows of one JSON Lines file, long premises cut to their evidence.

    Parameters
    ----------
    path
        A file of NLI rows.

    Yields
    ------
    PairRow
        Rows whose licence is in `ALLOWED_LICENCES` and whose label is in `LABELS`.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["licence"] not in ALLOWED_LICENCES or row["label"] not in LABELS:
                continue
            yield PairRow(
                select_evidence(row["premise"], row["hypothesis"]),
                row["hypothesis"],
                LABELS.index(row["label"]),
                row["dataset"],
            )


def read_sources(folder: Path) -> dict[str, list[PairRow]]:
    """Read every allowed training row under `folder`, by source, without repeated pairs."""
    sources: dict[str, list[PairRow]] = {}
    seen: set[tuple[str, str]] = set()
    for name in NLI_FILES:
        for row in read_rows(folder / name):
            key = (row.premise, row.hypothesis)
            if key not in seen:
                seen.add(key)
                sources.setdefault(row.dataset, []).append(row)
    return sources


def count_rows(folder: Path) -> dict[str, Counter[str]]:
    """Count allowed rows by source and label, for the model card."""
    return {name: Counter(LABELS[row.label] for row in rows) for name, rows in sorted(read_sources(folder).items())}


class Mixture:
    """Draws chunks of pairs, each source by its share, going through each source in turn.

    Every source is walked in a shuffled order that starts anew when it is used up, so a small
    source is repeated and none of its rows is seen twice before all were seen once.

    Parameters
    ----------
    sources
        Rows by source.
    shares
        Share of each source; normalised over the sources that are present.
    seed
        Seed of the shuffles and of the rounding.
    """

    def __init__(self, sources: dict[str, list[PairRow]], shares: dict[str, float], seed: int) -> None:
        self._sources = {name: rows for name, rows in sources.items() if shares.get(name, 0) > 0}
        total = sum(shares[name] for name in self._sources)
        self._shares = {name: shares[name] / total for name in self._sources}
        self._rng = np.random.default_rng(seed)
        self._queues: dict[str, NDArray[np.int64]] = {name: np.empty(0, dtype=np.int64) for name in self._sources}

    def draw(self, size: int) -> list[PairRow]:
        """Return about `size` rows (each source's part rounded at random), unordered."""
        rows: list[PairRow] = []
        for name, share in self._shares.items():
            wanted = int(size * share + self._rng.random())
            rows.extend(self._sources[name][i] for i in self._take(name, wanted))
        return rows

    def _take(self, name: str, wanted: int) -> NDArray[np.int64]:
        queue = self._queues[name]
        while len(queue) < wanted:
            queue = np.concatenate([queue, self._rng.permutation(len(self._sources[name]))])
        self._queues[name] = queue[wanted:]
        return queue[:wanted]


def kept_for_calibration(premise: str, hypothesis: str) -> bool:
    """Whether a development row is in the quarter that calibrates, and so is left out of every figure."""
    digest = hashlib.sha256(f"{premise}\x00{hypothesis}".encode()).digest()
    return digest[0] % 4 == 0

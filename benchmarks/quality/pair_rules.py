"""The suites of false and true conflicts, by the rules of other contradiction tools, with our cross-encoder in them.

    python -m benchmarks.quality.pair_rules [--json FILE]

The models that these tools load come from a hub and are not to be had without a network, so that their rules are
measured with the cross-encoder that ships here and all-MiniLM-L6-v2:

* *surest label*: a conflict where contradiction is the most probable of the three, in the direction given;
* *contradict-text* (0.2.1, Apache-2.0, ``detector.py``): no conflict under a cosine of 0.3; otherwise one where
  contradiction is the surest label or has at least 0.3;
* *either direction*: a conflict where contradiction is the surest label in one direction or the other.

Shares are of the half ``heldout``, that no part of ours learned from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.false_conflicts import SUITES
from benchmarks.quality.judge_common import read_lines
from narrative.issues.crossencoder import load_pair_model
from narrative.issues.plain import load_plain_layer
from narrative.pipeline import judge_pairs
from narrative.vectors import load_encoder

TOPIC, CONTRADICTION = 0.3, 0.3
"""Both defaults of contradict-text 0.2.1."""
KINDS = ("false_conflicts", "true_conflicts")


def called(pairs: Sequence[tuple[str, str]]) -> dict[str, NDArray[np.bool_]]:
    """Which pairs each rule calls a conflict."""
    model, encoder = load_pair_model(), load_encoder()
    forward, backward = model.predict(pairs), model.predict([(b, a) for a, b in pairs])
    left, right = (np.asarray(encoder.encode([pair[side] for pair in pairs])) for side in (0, 1))
    near = (left * right).sum(axis=1) >= TOPIC
    surest = forward.argmax(axis=1) == 1
    ours = load_plain_layer().least_conflict
    return {
        "narrative": np.array([verdict.conflict >= ours for verdict in judge_pairs(pairs)]),
        "surest label": surest,
        "surest label, either direction": surest | (backward.argmax(axis=1) == 1),
        "contradict-text's rule": near & (surest | (forward[:, 1] >= CONTRADICTION)),
    }


def kept_apart(kind: str) -> list[tuple[str, str]]:
    """The pairs of a suite's half ``heldout``."""
    return [(row["a"], row["b"]) for row in read_lines(SUITES / f"{kind}.jsonl") if row["half"] == "heldout"]


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(argv)
    figures: dict[str, dict[str, float]] = {}
    for kind in KINDS:
        for rule, found in called(kept_apart(kind)).items():
            figures.setdefault(rule, {})[kind.replace("_", " ") + " called a conflict"] = float(found.mean())
    for rule, shares in figures.items():
        print(f"{rule:32}" + "".join(f"  {name} {share:.3f}" for name, share in shares.items()))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

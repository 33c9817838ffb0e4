"""Count in how many English texts words occur, for ``narrative/events/data/background.tsv``.

    python -m benchmarks.training.events_background --shared PATH

The texts are the distinct premises and hypotheses of the openly licensed rows of the NLI training data;
what is kept are counts of single words, no text.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from narrative.events.reading import tokens_of

SOURCES = ("train_human.jsonl", "train_two_way_entailment_contradiction.jsonl")
LEAST = 10
OUT = Path(__file__).parents[2] / "narrative" / "events" / "data" / "background.tsv"


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/nli")
    folder = parser.parse_args().shared / "data" / "nli"
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for name in SOURCES:
        with (folder / name).open(encoding="utf-8") as file:
            for row in map(json.loads, file):
                if row.get("licence") == "open":
                    seen |= {row["premise"], row["hypothesis"]}
    for text in seen:
        counts.update(set(tokens_of(text)))
    kept = sorted((-count, word) for word, count in counts.items() if count >= LEAST)
    lines = [f"# texts {len(seen)}", *(f"{word}\t{-count}" for count, word in kept)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(seen)} texts, {len(kept)} words kept of {len(counts)}")


if __name__ == "__main__":
    main()

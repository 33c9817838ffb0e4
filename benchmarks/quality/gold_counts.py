"""What the gold sets of this repository hold, counted.

python -m benchmarks.quality.gold_counts [--gold FOLDER]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.gold import OWN_GOLD
from narrative.evaluation import load_gold
from narrative.records import STANCES


def counts(folder: Path) -> dict[str, int]:
    """Articles, claims (in all, with a source, through a relay), issues, and claims a stance, of one set."""
    gold = load_gold(folder)
    rows = list(gold.claims.values())
    stances = Counter(row.stance for row in rows)
    return {
        "articles": len(gold.texts),
        "claims": len(rows),
        "sourced": sum(row.attributed for row in rows),
        "relayed": sum(len(row.sources) > 2 for row in rows),
        "issues": len({row.issue for row in rows if row.issue}),
        **{stance: stances[stance] for stance in STANCES},
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=OWN_GOLD, help="a folder of gold sets")
    options = parser.parse_args(argv)
    found = {path.parent.name: counts(path.parent) for path in sorted(options.gold.glob("*/gold.yaml"))}
    total: Counter[str] = Counter()
    for row in found.values():
        total.update(row)
    names = list(total)
    print("| set | " + " | ".join(names) + " |")
    print("|---|" + "--:|" * len(names))
    for name, row in [*found.items(), ("all", dict(total))]:
        print(f"| {name} | " + " | ".join(str(row[key]) for key in names) + " |")


if __name__ == "__main__":
    main()

"""The comparison, end to end, against gold sets that people annotated.

    python -m benchmarks.quality.gold --gold benchmarks/gold [--set NAME ...] [--reports FOLDER] [--json FILE]

Each set is compared by itself; the figures are sums over all sets (micro-averaged).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from narrative.evaluation import Scores, load_gold, score, table
from narrative.pipeline import compare, read
from narrative.report import to_json

OWN_GOLD = Path(__file__).parents[1] / "gold"


def run(folders: Sequence[Path], reports: Path | None = None) -> Scores:
    """Compare and score every set; reports are written to a folder where one is named."""
    scores = Scores()
    for folder in folders:
        report = compare(read([folder / "articles"]))
        if reports is not None:
            reports.mkdir(parents=True, exist_ok=True)
            (reports / f"{folder.name}.json").write_text(to_json(report), encoding="utf-8")
        score(load_gold(folder), report, scores)
    return scores


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=OWN_GOLD, help="a folder of gold sets")
    parser.add_argument("--set", action="append", help="only this set; may be repeated")
    parser.add_argument("--reports", type=Path, help="write the reports to this folder")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(argv)
    folders = sorted(
        p.parent for p in options.gold.glob("*/gold.yaml") if not options.set or p.parent.name in options.set
    )
    started = time.perf_counter()
    figures = run(folders, options.reports).figures()
    print(f"{', '.join(folder.name for folder in folders)}: {time.perf_counter() - started:.1f} s")
    print(table(figures))
    if options.json:
        rows = {name: {"precision": f.precision, "recall": f.recall, "f1": f.f1} for name, f in figures.items()}
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

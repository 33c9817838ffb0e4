"""The whole comparison, end to end, on stories that nothing was learned from and nobody looked at.

    python -m benchmarks.quality.unseen [--stories FOLDER] [--json FILE]

The stories (``benchmarks/unseen``) are marked as those in ``benchmarks/training/stories``. Retractions do not name
there what they withdraw, so that the relation is not scored.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.training.stories import read_story
from narrative.evaluation import Scores, score, table
from narrative.pipeline import compare

STORIES = Path(__file__).parents[1] / "unseen"
_LEFT_OUT = frozenset({"relation retracts", "copies"})


def run(folder: Path) -> Scores:
    """Compare and score every story of a folder."""
    scores = Scores()
    for path in sorted(folder.glob("*.txt")):
        told = read_story(path)
        score(told.gold, compare(told.articles), scores)
    return scores


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=STORIES, help="a folder of stories")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(argv)
    figures = {name: f for name, f in run(options.stories).figures().items() if name not in _LEFT_OUT}
    print(table(figures))
    if options.json:
        rows = {name: {"precision": f.precision, "recall": f.recall, "f1": f.f1} for name, f in figures.items()}
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

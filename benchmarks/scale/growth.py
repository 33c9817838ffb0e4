"""Group a million vectors, and see how time grows: at as many articles a day over ten times the days, and the denser.

    python -m benchmarks.scale.growth [--seed 1] [--json FILE]

Each stream is grouped day by day in a process of its own. ``growth`` is the power of the number of vectors with which
processor seconds grow from the first stream: 1 is in proportion, 2 is with the square. Seconds are those of grouping,
without making the vectors; the peak is that of the process when all are grouped, the generator with it.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
from pathlib import Path

from benchmarks.quality.event_sets import bcubed
from benchmarks.scale.generator import make_stream
from benchmarks.scale.grouping import ours
from narrative.events.stream import StreamSettings

STREAMS = ((100_000, 90), (1_000_000, 900), (1_000_000, 90))
"""Vectors and days: the first; as many a day, ten times as long; ten times as many a day."""


def measure(count: int, days: int, seed: int) -> dict[str, float]:
    """All figures of one stream."""
    stream = make_stream(count, seed, days)
    labels, cpu, wall = ours(stream, StreamSettings().average)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    precision, recall, f1 = bcubed([str(event) for event in stream.events], labels)
    figures = {"cpu s": cpu, "wall s": wall, "peak MB": peak, "precision": precision, "recall": recall, "f1": f1}
    return {**{key: round(float(value), 3) for key, value in figures.items()}, "groups": len(set(labels))}


def growth(before: dict[str, float], after: dict[str, float], times: float) -> float:
    """The power with which processor seconds grow, where there are so many times as many vectors."""
    return round(math.log(after["cpu s"] / before["cpu s"]) / math.log(times), 3)


def main() -> None:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--here", type=int, nargs=2, metavar=("COUNT", "DAYS"), help="one, in this process, as JSON")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    if given.here:
        count, days = given.here
        print(json.dumps(measure(count, days, given.seed)))
        return
    kept: dict[str, dict[str, float]] = {}
    for count, days in STREAMS:
        command = [sys.executable, "-m", "benchmarks.scale.growth", "--here", str(count), str(days)]
        command += ["--seed", str(given.seed)]
        done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE)
        figures = json.loads(done.stdout)
        name = f"{count:,} in {days} days, {round(count / days):,} a day"
        if kept:
            figures["growth"] = growth(next(iter(kept.values())), figures, count / STREAMS[0][0])
        kept[name] = figures
        print(f"{name:<44}" + ", ".join(f"{key} {value:,}" for key, value in figures.items()), flush=True)
    if given.json:
        given.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

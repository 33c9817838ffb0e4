"""Group 10,000 to 1,000,000 vectors: time, peak memory and B-cubed F1, beside community_detection and BERTopic.

    python -m benchmarks.scale.grouping 10000 100000 [--peers] [--seed 1] [--json FILE]

The mean cosine at which groups are one (0.55) is the default of the library, chosen on seed 0.
Figures with ``--peers`` are for community_detection as it comes (0.75, at least 10) and tuned on seed 0, and for
BERTopic as it comes, without the time in which it compiles itself; BERTopic is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.quality import bertopic_peer
from benchmarks.quality.event_sets import bcubed
from benchmarks.scale.generator import Stream, make_stream
from narrative.events.stream import StreamGrouper, StreamSettings


def ours(stream: Stream, average: float) -> tuple[list[int], float, float]:
    """Group day by day; time is that of grouping alone, without making the vectors."""
    grouper, labels, cpu, wall = None, [], 0.0, 0.0
    for vectors, times in stream.days():
        grouper = grouper or StreamGrouper(vectors.shape[1], StreamSettings(average=average))
        cpu0, wall0 = time.process_time(), time.perf_counter()
        labels.extend(grouper.add(vectors, times).tolist())
        cpu, wall = cpu + time.process_time() - cpu0, wall + time.perf_counter() - wall0
    return labels, cpu, wall


def peer(threshold: float, least: int) -> Callable[[Stream], tuple[list[int], float, float]]:
    """sentence-transformers' community_detection; what it leaves out counts as alone."""

    def run(stream: Stream) -> tuple[list[int], float, float]:
        import torch
        from sentence_transformers.util import community_detection

        vectors = torch.from_numpy(np.concatenate([vectors for vectors, _ in stream.days()]))
        cpu0, wall0 = time.process_time(), time.perf_counter()
        found = community_detection(vectors, threshold=threshold, min_community_size=least)
        cpu, wall = time.process_time() - cpu0, time.perf_counter() - wall0
        labels = [-1 - i for i in range(len(stream.times))]
        for number, members in enumerate(found):
            for member in members:
                labels[int(member)] = number
        return labels, cpu, wall

    return run


def bertopic(stream: Stream) -> tuple[list[int], float, float]:
    """BERTopic as it comes; its texts are all alike, because only vectors tell it what belongs together."""
    bertopic_peer.warm()
    vectors = np.concatenate([vectors for vectors, _ in stream.days()])
    cpu0, wall0 = time.process_time(), time.perf_counter()
    labels = bertopic_peer.topics(["a short story"] * len(vectors), vectors)
    return labels or [], time.process_time() - cpu0, time.perf_counter() - wall0


def report(name: str, stream: Stream, found: tuple[Sequence[int], float, float]) -> dict[str, float]:
    """Print one line, and give its figures."""
    labels, cpu, wall = found
    p, r, f1 = bcubed([str(event) for event in stream.events], labels)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:<34} n {len(labels):>8,}  cpu {cpu:8.1f} s  wall {wall:8.1f} s  process peak {peak:7.0f} MB  "
          f"B-cubed P {p:.3f} R {r:.3f} F1 {f1:.3f}  groups {len(set(labels)):,}", flush=True)  # fmt: skip
    figures = {"cpu s": cpu, "wall s": wall, "process peak MB": peak, "precision": p, "recall": r, "f1": f1}
    return {key: round(float(value), 3) for key, value in figures.items()}


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--average", type=float, default=StreamSettings().average)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    kept: dict[str, dict[str, float]] = {}
    for n in given.sizes:
        stream = make_stream(n, given.seed)
        name = f"day by day, average {given.average:.2f}"
        kept[f"{n:,}: {name}"] = report(name, stream, ours(stream, given.average))
        if given.peers:
            for threshold, least in ((0.75, 10), (0.70, 2)):
                name = f"community_detection {threshold:.2f} / {least}"
                kept[f"{n:,}: {name}"] = report(name, stream, peer(threshold, least)(stream))
            if bertopic_peer.installed():
                kept[f"{n:,}: BERTopic"] = report("BERTopic", stream, bertopic(stream))
            else:
                print("BERTopic is not installed: left out (benchmarks/requirements-peers.txt)")
    if given.json:
        given.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

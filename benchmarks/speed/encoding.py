"""Our encoder beside ``SentenceTransformer.encode`` as it comes: same weights, same sentences, same run.

    python -m benchmarks.speed.encoding [--sentences 600] [--rounds 3] [--json FILE]

The two take turns on the sentences of the articles that ship with the benchmarks, each distinct. At one thread,
sentences a core-second are counted (processor time of this process); on all cores, sentences a second, and core-seconds
beside them, since a machine that others use too bends the clock. A cold start is a new process that loads the model and
embeds one sentence.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.training.stories import learning_sets
from narrative.vectors import VectorSettings, load_encoder
from narrative.vectors.onnx_runtime import usable_cores
from narrative.vectors.weights import default_folder

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+|\n+")
COLD = {
    "narrative": "from narrative.vectors import load_encoder; load_encoder().encode(['One sentence.'])",
    "SentenceTransformer": "import sys; from sentence_transformers import SentenceTransformer; "
    "SentenceTransformer(sys.argv[1], local_files_only=True).encode(['One sentence.'])",
}
Encode = Callable[[list[str]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Sentences a core-second and a second of the clock, medians over the rounds."""

    core: float
    wall: float


def sentences(count: int) -> list[str]:
    """Distinct sentences of the articles in this folder's repository, mixed."""
    texts = [article.text for one in learning_sets() for article in one.articles]
    found = sorted({part.strip() for text in texts for part in _SENTENCE.split(text) if len(part.split()) > 3})
    random.Random(1).shuffle(found)
    return found[:count]


def take_turns(encoders: dict[str, Encode], texts: list[str], rounds: int) -> dict[str, Speed]:
    """Speed of each encoder, one after the other in every round; the first round warms up and is left out."""
    cores: dict[str, list[float]] = {name: [] for name in encoders}
    walls: dict[str, list[float]] = {name: [] for name in encoders}
    for number in range(rounds + 1):
        for name, encode in encoders.items():
            cpu, wall = time.process_time(), time.perf_counter()
            encode(texts if number else texts[:50])
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            if number:
                cores[name].append(len(texts) / cpu)
                walls[name].append(len(texts) / wall)
    return {n: Speed(core=statistics.median(cores[n]), wall=statistics.median(walls[n])) for n in encoders}


def cold_start(code: str, *arguments: str) -> tuple[float, float]:
    """Processor and wall seconds of a new process; the second of two, so that the file cache is warm."""
    seconds = (0.0, 0.0)
    for _ in range(2):
        before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        seconds = (cpu, time.perf_counter() - wall)
    return seconds


def agreement(ours: np.ndarray[Any, Any], theirs: np.ndarray[Any, Any]) -> dict[str, float]:
    """Cosine of each vector to the peer's, and how far cosines between sentences differ."""
    cosines = (ours * theirs).sum(axis=1)
    apart = np.abs(ours @ ours.T - theirs @ theirs.T)
    return {
        "least cosine to the peer's vectors": float(cosines.min()),
        "mean cosine to the peer's vectors": float(cosines.mean()),
        "largest difference of a cosine between two sentences": float(apart.max()),
        "mean difference of a cosine between two sentences": float(apart.mean()),
    }


def measure(texts: list[str], rounds: int) -> dict[str, object]:
    """All figures, by name."""
    import torch
    from sentence_transformers import SentenceTransformer

    folder = str(default_folder())
    peer = SentenceTransformer(folder, local_files_only=True, device="cpu")
    figures: dict[str, object] = {"sentences": len(texts), "mean words": round(_mean_words(texts), 1)}
    for name, threads in (("one thread", 1), ("all cores", usable_cores())):
        torch.set_num_threads(threads)
        encoders: dict[str, Encode] = {
            precision: load_encoder(settings=VectorSettings(threads=threads, precision=precision)).encode
            for precision in ("int8", "float32")
        }
        speeds = take_turns({"SentenceTransformer": peer.encode, **encoders}, texts, rounds)
        base = speeds["SentenceTransformer"]
        for encoder, speed in speeds.items():
            figures[f"{name}, {encoder}"] = {
                "threads": threads,
                "sentences a core-second": round(speed.core, 1),
                "sentences a second": round(speed.wall, 1),
                "ratio a core-second": round(speed.core / base.core, 2),
                "ratio a second": round(speed.wall / base.wall, 2),
            }
    theirs = np.asarray(peer.encode(texts, normalize_embeddings=True))
    for precision in ("int8", "float32"):
        ours = load_encoder(settings=VectorSettings(precision=precision)).encode(texts)
        figures[f"agreement, {precision}"] = {k: round(v, 4) for k, v in agreement(ours, theirs).items()}
    for name, code in COLD.items():
        cpu, wall = cold_start(code, folder)
        figures[f"cold start, {name}"] = {"cpu s": round(cpu, 2), "wall s": round(wall, 2)}
    return figures


def _mean_words(texts: Sequence[str]) -> float:
    return statistics.mean(len(text.split()) for text in texts)


def main() -> None:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    figures = measure(sentences(given.sentences), given.rounds)
    for name, value in figures.items():
        parts = ", ".join(f"{key} {one}" for key, one in value.items()) if isinstance(value, dict) else value
        print(f"{name:<36}{parts}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

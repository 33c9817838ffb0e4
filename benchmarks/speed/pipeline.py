"""The whole comparison: articles a second, peak memory, where the time goes, and what the transformer had to embed.

    python -m benchmarks.speed.pipeline 100 1000 10000/100 [--json FILE]

``10000/100`` is ten thousand articles of a stream in which one happening in 100 is told by several outlets; otherwise
it is one in 10. Each size runs in a process of its own over generated articles (``benchmarks/speed/stream.py``), in
this process's one thread of control, as ``narrative compare`` does it. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.speed.stream import SHARED, stream
from narrative.articles import mark_copies, mark_versions
from narrative.issues.crossencoder import PairModel, Probabilities, load_pair_model
from narrative.issues.judge import judge_with
from narrative.pipeline import Settings, Workshop, claims_of, events_of, issues_of, sort_out

if TYPE_CHECKING:
    from narrative.vectors import Encoder, Vectors

SECONDS = "processor seconds by stage, and part of it"
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+")


@dataclass(slots=True)
class Stopwatch:
    """Seconds of the processor and of the clock, by stage."""

    cpu: dict[str, float] = field(default_factory=dict)
    wall: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure what happens within."""
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu[name] = time.process_time() - cpu
        self.wall[name] = time.perf_counter() - wall


class Counting:
    """An encoder that keeps count of the distinct texts it embeds."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.texts: set[str] = set()
        self.seconds = 0.0
        self.name, self.sha256, self.dimension = encoder.name, encoder.sha256, encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See :class:`narrative.vectors.Encoder`."""
        self.texts.update(texts)
        cpu = time.process_time()
        vectors = self._encoder.encode(texts)
        self.seconds += time.process_time() - cpu
        return vectors


class CountingPairs:
    """A cross-encoder that keeps count of the pairs of texts it judges, each direction by itself."""

    def __init__(self, model: PairModel) -> None:
        self._model = model
        self.name = model.name
        self.pairs = 0
        self.seconds = 0.0

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """See :class:`narrative.issues.crossencoder.PairModel`."""
        self.pairs += len(pairs)
        cpu = time.process_time()
        found = self._model.predict(pairs)
        self.seconds += time.process_time() - cpu
        return found


def measure(count: int, shared: int) -> dict[str, Any]:
    """All figures of one stream, by name; the stages as :func:`narrative.compare` orders them."""
    watch, workshop = Stopwatch(), Workshop(Settings())
    articles, _ = sort_out(stream(count, shared=shared))
    with watch.stage("load models"):
        encoder = Counting(workshop.encoder)
        workshop.__dict__["encoder"] = encoder
        cross = CountingPairs(load_pair_model(threads=workshop.settings.issues.threads))
        workshop.__dict__["judge"] = judge_with(cross, workshop.settings.issues)
        workshop.reader  # noqa: B018
    started = _peak()
    with watch.stage("claims"):
        articles, claims, _ = claims_of(articles, workshop)
    with watch.stage("versions and copies"):
        articles = mark_copies(mark_versions(articles), workshop.settings.articles)
    with watch.stage("events"):
        events = events_of(articles, workshop)
    leads, in_events = len(encoder.texts), encoder.seconds
    with watch.stage("issues"):
        _, relations = issues_of(events, articles, [c for c in claims if c.part == "text"], workshop)
    sentences = sum(len(_SENTENCE.split(article.text.strip())) + 1 for article in articles)
    total = sum(seconds for name, seconds in watch.cpu.items() if name != "load models")
    shared = sum(len(event.articles) for event in events if len(event.articles) > 1)
    return {
        "articles": len(articles),
        "words": sum(len(article.text.split()) for article in articles),
        "events of more than one article": sum(len(event.articles) > 1 for event in events),
        "share of articles in these": round(shared / len(articles), 3),
        "claims": len(claims),
        "relations": len(relations),
        "articles a core-second": round(len(articles) / total, 2),
        "articles a second": round(len(articles) / sum(s for n, s in watch.wall.items() if n != "load models"), 2),
        "pairs of texts judged": cross.pairs,
        "sentences and titles": sentences,
        "texts embedded, titles with leads": leads,
        "texts embedded, claims": len(encoder.texts) - leads,
        "share of sentences that need the transformer": round(len(encoder.texts) / sentences, 3),
        "peak MB with models loaded": started,
        "peak MB": _peak(),
        SECONDS: {name: round(seconds, 2) for name, seconds in watch.cpu.items()}
        | {
            "events: embedding": round(in_events, 2),
            "issues: embedding": round(encoder.seconds - in_events, 2),
            "issues: judging pairs of texts": round(cross.seconds, 2),
        },
    }


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", help="articles, or articles/happenings of which one is told by several")
    parser.add_argument("--here", action="store_true", help="one size, in this process; prints JSON")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    if given.here:
        count, _, shared = given.sizes[0].partition("/")
        print(json.dumps(measure(int(count), int(shared or SHARED))))
        return
    kept: dict[str, Any] = {}
    spent: dict[str, Any] = {}
    for size in given.sizes:
        command = [sys.executable, "-m", "benchmarks.speed.pipeline", size, "--here"]
        done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE)
        figures = json.loads(done.stdout)
        kept[size] = {name: value for name, value in figures.items() if name != SECONDS}
        spent[size] = figures[SECONDS]
        print(f"{size} articles")
        for name, value in figures.items():
            print(f"  {name:<46}{value}", flush=True)
    if given.json:
        given.json.write_text(json.dumps({**kept, SECONDS: spent}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

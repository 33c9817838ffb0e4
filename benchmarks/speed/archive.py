"""What adding a hundred articles to a large archive costs, against adding them to an empty one.

    python -m benchmarks.speed.archive --stored 100000
    python -m benchmarks.speed.archive --stored 100000 --real

The stored articles are generated, with claims (every sentence is one) and a vector each, and are added as
``archive add`` adds them. Then hundreds of new articles are added to either archive in turn, in one process, and the
medians are compared: with a reader that costs next to nothing, so that only the archive is measured, and, with
``--real``, with the one that ships. Figures are processor seconds of this process; wall seconds stand beside.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from benchmarks.crash.run import CheapWorkshop
from narrative.archive import Window, open_archive
from narrative.archive.vectors import keep_vectors
from narrative.engine import EngineSettings
from narrative.incremental import archive_add, archive_init, archive_status, claims_stage_of
from narrative.pipeline import Settings, Workshop
from narrative.records import Article
from narrative.stages import in_batches

START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 90
WORDS = "river bridge council minister storm report number city police market train school health energy court".split()
NAMES = "Adair Brook Castell Doran Ellery Farrow Garnet Holm".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of one thing that was measured.

    Parameters
    ----------
    cpu, wall
        Medians of several runs.
    """

    cpu: float
    wall: float


def articles(count: int, *, named: str, seed: int, sentences: int = 20) -> Iterator[Article]:
    """Generated articles, spread over 90 days in the order of time."""
    chance = random.Random(seed)
    for number in range(count):
        said = (f"{chance.choice(NAMES)} said the {' '.join(chance.choices(WORDS, k=12))}." for _ in range(sentences))
        yield Article(
            id=f"{named}{number}",
            outlet=f"Outlet {number % 40}",
            title=" ".join(chance.choices(WORDS, k=7)),
            text=" ".join(said),
            published=START + timedelta(days=DAYS * number / count),
        )


def fill(path: Path, count: int, workshop: Workshop) -> Cost:
    """Store generated articles, each with a vector."""

    def work() -> None:
        archive_add(path, articles(count, named="old", seed=1), workshop=workshop)
        noise = np.random.default_rng(1)
        with open_archive(path, write=True) as archive:
            for batch in in_batches(archive.articles(), 1000):
                vectors = noise.standard_normal((len(batch), 384), dtype=np.float32)
                keep_vectors(archive, "generated", dict(zip((one.id for one in batch), vectors, strict=True)))

    return timed(work)


def timed(work: Callable[[], object]) -> Cost:
    """Processor and wall seconds of one call."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Cost(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)


def median(costs: list[Cost]) -> Cost:
    """Median processor and wall seconds."""
    return Cost(cpu=statistics.median(c.cpu for c in costs), wall=statistics.median(c.wall for c in costs))


def compare_adding(large: Path, folder: Path, workshop: Workshop, added: int, repeats: int) -> tuple[Cost, Cost]:
    """Median cost of adding articles to an empty archive, and to the large one, measured in turn."""
    alone: list[Cost] = []
    onto: list[Cost] = []
    label = workshop.reader.models[0].name
    for run in range(repeats + 1):
        new = list(articles(added, named=f"new-{label}-{run}-", seed=100 + run))
        small = folder / f"small-{label}-{run}.db"
        archive_init(small)
        alone.append(timed(lambda s=small, n=new: archive_add(s, n, workshop=workshop)))  # type: ignore[misc]
        onto.append(timed(lambda n=new: archive_add(large, n, workshop=workshop)))  # type: ignore[misc]
    # The first pair warms caches and is left out.
    return median(alone[1:]), median(onto[1:])


def measure(stored: int, added: int, repeats: int, *, real: bool, folder: Path) -> dict[str, object]:
    """All figures, by name."""
    large = folder / "large.db"
    archive_init(large)
    cheap = CheapWorkshop(batch=500)
    filling = fill(large, stored, cheap)
    figures: dict[str, object] = {
        "stored": stored,
        "added": added,
        "stored articles a cpu-second (generated, archive only)": round(stored / filling.cpu),
        "bytes an article": round(large.stat().st_size / stored),
    }
    workshops: dict[str, Workshop] = {"archive only": CheapWorkshop(batch=32)}
    if real:
        workshops["with the reader that ships"] = Workshop(Settings(engine=EngineSettings(batch_articles=32)))
    for name, workshop in workshops.items():
        alone, onto = compare_adding(large, folder, workshop, added, repeats)
        figures[f"{name}: alone, cpu s"] = round(alone.cpu, 4)
        figures[f"{name}: onto the large archive, cpu s"] = round(onto.cpu, 4)
        figures[f"{name}: ratio of cpu"] = round(onto.cpu / alone.cpu, 2)
        figures[f"{name}: wall s"] = (round(alone.wall, 3), round(onto.wall, 3))
    figures["the same articles again, cpu s"] = round(
        timed(lambda: archive_add(large, articles(added, named="old", seed=1), workshop=cheap)).cpu, 4
    )
    figures["reading one day with its claims, cpu s"] = round(_one_day(large, cheap).cpu, 3)
    figures["status, cpu s"] = round(timed(lambda: archive_status(large)).cpu, 3)
    figures["peak memory, MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return figures


def _one_day(path: Path, workshop: Workshop) -> Cost:
    day = date(2025, 2, 1)

    def work() -> None:
        with open_archive(path) as archive:
            window = Window(since=day, until=day)
            assert archive.articles(window)
            assert archive.claims(claims_stage_of(workshop), window)

    return timed(work)


def main() -> None:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description="What adding to a large archive costs.")
    parser.add_argument("--stored", type=int, default=100_000)
    parser.add_argument("--added", type=int, default=100)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--real", action="store_true", help="also with the reader that ships")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(given.stored, given.added, given.repeats, real=given.real, folder=Path(folder))
    if given.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:<58}{value}")


if __name__ == "__main__":
    main()

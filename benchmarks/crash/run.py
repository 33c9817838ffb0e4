"""Kill ``archive add`` with SIGKILL at random moments, and see that nothing that was reported is lost.

    python -m benchmarks.crash.run --kills 200
    python -m benchmarks.crash.run --kills 20 --real

Every trial makes an archive, adds generated articles to it in a child process that says the id of an article once
it is on disk, and kills the child at a random moment. Then the archive is opened again and must hold every article
that was reported, nothing half, and nothing that was not offered; and the next run must complete it to what a run that
nobody killed makes. With ``--real`` the claim reader that ships does the work; otherwise every sentence is a claim.

Death of the process only: a power cut is another matter, which no program can stage on itself (the archive hands
every commit to the disk with fsync before it reports it).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from narrative.archive import Added, Archive, open_archive
from narrative.engine import EngineSettings
from narrative.errors import ArchiveError
from narrative.incremental import archive_add, archive_init
from narrative.pipeline import Settings, Workshop
from narrative.records import Article, Claim, Model, Source

BATCH = 3


class SentenceReader:
    """Every sentence is a claim of the outlet: cheap, so that the time goes into the archive."""

    models = (Model(role="parser", name="sentences"),)

    def check(self, article: Article) -> None:
        """Take every article."""

    def read_many(self, articles: Sequence[Article]) -> Iterator[tuple[Claim, ...]]:
        """One claim a sentence."""
        for article in articles:
            outlet = (Source(name=article.outlet, kind="outlet"),)
            yield tuple(
                Claim(
                    id=f"{article.id}:{number}",
                    article=article.id,
                    start=found.start(),
                    end=found.end(),
                    text=found.group(),
                    statement=found.group(),
                    sources=outlet,
                )
                for number, found in enumerate(re.finditer(r"[^.\s][^.]*\.", article.text), start=1)
            )


class CheapWorkshop(Workshop):
    """A workshop whose reader costs next to nothing."""

    def __init__(self, batch: int = BATCH) -> None:
        super().__init__(Settings(engine=EngineSettings(batch_articles=batch)))
        self.__dict__["reader"] = SentenceReader()


@dataclass(frozen=True, slots=True)
class Trial:
    """What one kill did.

    Parameters
    ----------
    reported
        How many articles were reported before the kill.
    kept
        How many the archive held afterwards.
    trouble
        What was wrong; empty where all held.
    finished
        The child was done before the kill.
    """

    reported: int
    kept: int
    trouble: str
    finished: bool


def generated(count: int, seed: int) -> list[Article]:
    """Articles of some hundred words."""
    chance = random.Random(seed)
    words = "river bridge council minister storm report number city police market train school".split()
    start = datetime(2025, 1, 1, tzinfo=UTC)
    made = []
    for number in range(count):
        sentences = [" ".join(chance.choices(words, k=12)) + "." for _ in range(chance.randint(3, 40))]
        text = " ".join(sentences)
        when = start + timedelta(minutes=number)
        made.append(
            Article(id=f"g{number}", outlet=f"Outlet {number % 7}", title=words[number % 12], text=text, published=when)
        )
    return made


def run(kills: int, *, articles: int = 60, seed: int = 1, real: bool = False) -> list[Trial]:
    """Kill that many runs in their middle; a run that was over before its kill is tried again with another.

    Parameters
    ----------
    kills
        How many; at most three times as many runs are tried.
    articles
        Added in each.
    seed
        Of the articles and the moments.
    real
        Read claims with the reader that ships.
    """
    offered = generated(articles, seed)
    workshop = Workshop(Settings(engine=EngineSettings(batch_articles=BATCH))) if real else CheapWorkshop()
    if real:
        list(workshop.reader.read_many(offered[:1]))  # loaded before the first fork
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.db"
        started = time.monotonic()
        _add(whole, offered, workshop)
        takes = time.monotonic() - started
        expected = _content(whole)
        trials: list[Trial] = []
        while sum(not trial.finished for trial in trials) < kills and len(trials) < 3 * kills:
            path = Path(folder) / f"{len(trials)}.db"
            trials.append(_trial(path, offered, workshop, chance.uniform(0, takes), expected))
        return trials


def _trial(
    path: Path, offered: list[Article], workshop: Workshop, after: float, expected: dict[str, tuple[Claim, ...]]
) -> Trial:
    reported, finished = _killed_run(path, offered, workshop, after)
    kept: dict[str, tuple[Claim, ...]] = {}
    try:
        if path.exists() and path.stat().st_size:
            kept = _content(path)
    except ArchiveError as error:
        # The kill may fall into `init`, before anything was reported.
        if reported or "is empty, not an archive yet" not in str(error):
            return Trial(len(reported), 0, f"cannot be opened: {error}", finished)
    trouble = ""
    if lost := set(reported) - set(kept):
        trouble = f"lost {sorted(lost)}"
    elif any(claims != expected.get(name) for name, claims in kept.items()):
        trouble = "something is half there"
    elif len(kept) % BATCH and len(kept) != len(offered):
        trouble = "a batch is half there"
    else:
        _add(path, offered, workshop)
        if _content(path) != expected:
            trouble = "the next run did not complete it"
    return Trial(len(reported), len(kept), trouble, finished)


def _killed_run(path: Path, offered: list[Article], workshop: Workshop, after: float) -> tuple[list[str], bool]:
    """Run in a child that is killed after some seconds; what it had reported by then."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ear)
        try:
            _add(path, offered, workshop, mouth)
        finally:
            os._exit(0)
    os.close(mouth)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(ear, "rb") as stream:
        said = stream.read().decode()
    # What follows the last line feed was cut off in its middle.
    return said.split("\n")[:-1], os.WIFEXITED(status)


def _add(path: Path, offered: list[Article], workshop: Workshop, mouth: int | None = None) -> None:
    try:
        archive_init(path)
    except ArchiveError as error:
        if "is an archive already" not in str(error):
            raise

    def say(added: Added) -> None:
        if mouth is not None:
            os.write(mouth, f"{added.id}\n".encode())

    archive_add(path, offered, workshop=workshop, on_added=say)


def _content(path: Path) -> dict[str, tuple[Claim, ...]]:
    """All that an archive holds, after it was checked."""
    with open_archive(path) as archive:
        archive.check()
        return {article.id: _claims(archive, article) for article in archive.articles()}


def _claims(archive: Archive, article: Article) -> tuple[Claim, ...]:
    return archive.claims_of(article.id)


def main() -> None:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description="Kill `archive add` at random moments and look at what is left.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true", help="read claims with the reader that ships")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    trials = run(given.kills, articles=given.articles, seed=given.seed, real=given.real)
    before_first = sum(not trial.reported for trial in trials)
    print(f"kills                          {sum(not trial.finished for trial in trials)} of {len(trials)} runs")
    print(f"  before the first report      {before_first}")
    print(f"  the run was over already     {sum(trial.finished for trial in trials)}")
    print(f"articles reported before kills {sum(trial.reported for trial in trials)}")
    print(f"articles kept                  {sum(trial.kept for trial in trials)}")
    bad = [trial for trial in trials if trial.trouble]
    print(f"runs with anything lost, half there, or not completed by the next run: {len(bad)}")
    if given.json:
        figures = {
            "runs": len(trials),
            "killed": sum(not trial.finished for trial in trials),
            "killed before the first report": before_first,
            "articles reported before the kill": sum(trial.reported for trial in trials),
            "runs with anything lost, half there, or not completed": len(bad),
        }
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for trial in bad[:10]:
        print(f"  {trial.trouble}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()

"""What reading claims costs beside parsing, and whether its memory stays flat over many articles.

    python -m benchmarks.speed.claims [--articles N] [--stream N] [--json FILE]

The articles are those of ``benchmarks/gold``, repeated with sentences in another order and other figures, so that no
two are alike. Speed: the whole reading against spaCy's own pipeline (the same weights, ``nlp.pipe`` over whole
articles, as its documentation has it) on the same articles, in turns in one process; medians of processor seconds.
Memory: the reader runs over ``--stream`` articles, and the resident memory is taken at every tenth of the way; growth
is the most that is held after the first third of the way, beside what was held there.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.quality.gold import OWN_GOLD
from benchmarks.quality.gold_claims import read_folder
from narrative.claims import ClaimReader, ClaimSettings, load_reader
from narrative.claims.parser import SpacyParser
from narrative.records import Article

_STOP = re.compile(r"(?<=[.!?]) (?=[A-Z])")


def samples() -> list[Article]:
    """The articles that are varied."""
    folders = sorted(path.parent for path in OWN_GOLD.glob("*/gold.yaml"))
    return [article for folder in folders for article in read_folder(folder)]


def varied(articles: Sequence[Article], count: int, seed: int = 7) -> Iterator[Article]:
    """Articles made of others: paragraphs and figures changed, ids counted."""
    chance = random.Random(seed)
    for number in range(count):
        article = articles[number % len(articles)]
        paragraphs = article.text.split("\n\n")
        chance.shuffle(paragraphs)
        text = re.sub(r"\d", lambda _: str(chance.randrange(1, 10)), "\n\n".join(paragraphs))
        yield replace(article, id=f"{article.id}-{number}", text=text)


def seconds(run: Callable[[], Any]) -> float:
    """Processor seconds of this process."""
    started = time.process_time()
    run()
    return time.process_time() - started


def speed(reader: ClaimReader, nlp: Any, articles: Sequence[Article], rounds: int) -> dict[str, float]:
    """Medians of both, in turns, and their ratio."""
    texts = [article.text for article in articles]
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        theirs.append(seconds(lambda: sum(len(doc) for doc in nlp.pipe(texts))))
        ours.append(seconds(lambda: sum(len(claims) for claims in reader.read_many(articles))))
    words = sum(len(text.split()) for text in texts)
    return {
        "articles": len(articles),
        "words": words,
        "reader_cpu_s": round(statistics.median(ours), 3),
        "spacy_cpu_s": round(statistics.median(theirs), 3),
        "words_a_cpu_s": round(words / statistics.median(ours)),
        "speed_of_spacy": round(statistics.median(theirs) / statistics.median(ours), 3),
    }


def resident() -> float:
    """Resident memory of this process, in MB (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def memory(reader: ClaimReader, articles: Iterator[Article], count: int) -> dict[str, Any]:
    """Resident memory along a stream of articles."""
    marks: list[float] = []
    claims = 0
    started = time.process_time()
    for number, found in enumerate(reader.read_many(articles), start=1):
        claims += len(found)
        if number % max(1, count // 10) == 0:
            marks.append(round(resident(), 1))
    figures = {"articles read": count, "claims": claims, "cpu_s": round(time.process_time() - started, 1)}
    return figures | {"resident_mb": marks} | growth(marks)


def growth(marks: Sequence[float]) -> dict[str, float]:
    """The most that was held after the first third of the way: MB more than there, and their share of it."""
    third = len(marks) // 3
    if not third:
        return {}
    more = max(marks[third:]) - marks[third - 1]
    return {"growth_mb": round(more, 1), "growth_share": round(more / marks[third - 1], 4)}


def main(argv: Sequence[str] | None = None) -> None:
    """Print both; write them where a file is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=120, help="articles for the speed (default: 120)")
    parser.add_argument("--rounds", type=int, default=3, help="turns for the speed (default: 3)")
    parser.add_argument("--stream", type=int, default=0, help="articles for the memory (default: none)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(argv)
    settings = ClaimSettings()
    reader = load_reader(settings)
    own = samples()
    nlp = SpacyParser(settings.model, settings.batch_size).pipeline
    figures: dict[str, Any] = {"speed": speed(reader, nlp, list(varied(own, options.articles)), options.rounds)}
    print("\n".join(f"{name:18}{value:>12}" for name, value in figures["speed"].items()))
    if options.stream:
        figures["memory"] = memory(reader, varied(own, options.stream, seed=11), options.stream)
        print("\n".join(f"{name:18}{value!s:>12}" for name, value in figures["memory"].items()))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

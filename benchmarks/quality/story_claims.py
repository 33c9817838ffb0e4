"""Who says what, and with which stance, in the stories to learn from: claims alone, against their marks.

    python -m benchmarks.quality.story_claims [--only NAME,NAME] [--errors] [--json FILE]

The stories (``benchmarks/training/stories``) are events that never happened, told by other writers in other styles
than the gold sets. Those of `HELD_OUT` are only scored: nobody reads what the reader gets wrong in them, and
``--errors`` leaves them out. With ``--errors`` every claim of the others that is missed, invented or read wrongly is
listed with its words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quality.gold_claims import events_of
from benchmarks.quality.relations import read_claims
from benchmarks.training.stories import STORIES, LearningSet, read_story
from narrative.evaluation import Figure, Scores, score, table
from narrative.evaluation.names import same_name
from narrative.evaluation.scoring import _match
from narrative.records import Claim, Report

HELD_OUT = frozenset(
    {
        "bridge",
        "ceasefire",
        "decree",
        "depot",
        "grounding",
        "hostage",
        "memo",
        "minister",
        "protest",
        "reactor",
        "stadium",
        "statevisit",
        "strait",
        "submarine",
        "swap",
        "train",
        "uranium",
        "walkout",
        "weapons",
    }
)
_KEPT = ("found", "source", "stance")


def read_stories(only: Sequence[str] = ()) -> Iterator[LearningSet]:
    """The stories, by name; those named only, where some are."""
    for path in sorted(STORIES.glob("*.txt")):
        if not only or path.stem in only:
            yield read_story(path)


def claims_read(story: LearningSet) -> tuple[Claim, ...]:
    """What the library reads in the texts of a story, headlines left out."""
    return tuple(claim for claim in read_claims(story.articles) if claim.part == "text")


def add_scores(story: LearningSet, claims: Sequence[Claim], scores: Scores) -> None:
    """Add what one story scores."""
    report = Report(articles=story.articles, claims=tuple(claims), events=events_of(story.gold), relations=())
    score(story.gold, report, scores)


def figures_of(scores: Scores) -> dict[str, Figure]:
    """The figures that concern claims."""
    return {name: figure for name, figure in scores.figures().items() if any(word in name for word in _KEPT)}


def errors(story: LearningSet, claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Kind and words of every claim that is missed, invented, or read with another source or stance."""
    match = _match(story.gold, claims)
    taken = {claim.id for claim in match.values()}
    for wanted in story.gold.claims.values():
        words = story.gold.texts[wanted.article][wanted.start : wanted.end]
        want, found = " > ".join(wanted.sources[1:]) or "-", match.get(wanted.id)
        if found is None:
            yield "missed", f"{want} ({wanted.stance}): {words}"
            continue
        chain = [source.name for source in found.sources]
        if len(chain) != len(wanted.sources) or not all(map(same_name, chain, wanted.sources)):
            yield "source", f"{want}; read {' > '.join(chain[1:]) or '-'} ({found.construction}): {words}"
        if found.stance != wanted.stance:
            yield "stance", f"{wanted.stance}, read {found.stance} ({found.construction}): {words}"
    for claim in claims:
        if claim.attributed and claim.id not in taken:
            yield (
                "invented",
                f"{claim.speaker.name} ({claim.stance}, {claim.construction}): {' '.join(claim.text.split())}",
            )


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=lambda names: tuple(names.split(",")), default=(), help="only these stories")
    parser.add_argument("--errors", action="store_true", help="list what is wrong in the stories not held out")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(argv)
    parts = {"developed on": Scores(), "held out": Scores()}
    names: dict[str, list[str]] = {part: [] for part in parts}
    for story in read_stories(options.only):
        part = "held out" if story.name in HELD_OUT else "developed on"
        claims = claims_read(story)
        names[part].append(story.name)
        add_scores(story, claims, parts[part])
        if options.errors and part == "developed on":
            found = list(errors(story, claims))
            print(f"\n{story.name}: {dict(Counter(kind for kind, _ in found))}")
            print("\n".join(f"  {kind:9}{words}" for kind, words in found))
    rows: dict[str, dict[str, object]] = {}
    for part, scores in parts.items():
        if names[part]:
            figures = figures_of(scores)
            print(f"\n{part}: {', '.join(names[part])}\n{table(figures)}")
            rows[part] = {
                name: {"precision": f.precision, "recall": f.recall, "f1": f.f1} for name, f in figures.items()
            }
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Issues and relations with the annotated claims given: what this room loses, apart from the claim reader.

    python -m benchmarks.quality.relations [--gold FOLDER] [--set NAME ...] [--errors] [--json FILE]

Claims, sources, stances and events are the annotation's; statements are the library's own where its reader finds a
claim at the same place. With ``--errors`` every wrong or missed relation is listed with its words.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.quality.gold_claims import claims_of, events_of, read_folder
from narrative.evaluation import Scores, load_gold, score, table
from narrative.issues import IssueSettings, compare_event, load_judge
from narrative.issues.judge import LearnedJudge
from narrative.records import Article, Claim, Event, Relation, Report
from narrative.vectors import Encoder, load_encoder

OWN_GOLD = Path(__file__).parents[1] / "gold"
_KEPT = ("issues", "relation")


@dataclass(frozen=True, slots=True)
class Tools:
    """What is loaded once."""

    encoder: Encoder
    judge: LearnedJudge
    settings: IssueSettings


def read_claims(articles: Sequence[Article]) -> tuple[Claim, ...]:
    """Claims of the library's own reader."""
    from narrative.claims import ClaimSettings, load_reader

    reader = load_reader(ClaimSettings())
    return tuple(claim for found in reader.read_many(articles) for claim in found)


def report_of(folder: Path, tools: Tools, read: Sequence[Claim] = ()) -> Report:
    """Compare the annotated claims of a set within its annotated events."""
    gold = load_gold(folder)
    articles = read_folder(folder)
    claims = claims_of(gold, read)
    events: list[Event] = []
    relations: list[Relation] = []
    for event in events_of(gold):
        members = [a for a in articles if a.id in event.articles]
        spoken = [c for c in claims if c.article in event.articles]
        compared, found = compare_event(event, spoken, members, tools.encoder, tools.judge, tools.settings)
        events.append(compared)
        relations.extend(found)
    return Report(articles=articles, claims=claims, events=tuple(events), relations=tuple(relations))


def errors(folder: Path, report: Report) -> list[str]:
    """Every wrong and missed relation of a report on annotated claims, with its words."""
    gold = load_gold(folder)
    wanted, undecided = gold.relations()
    claims = {claim.id: claim for claim in report.claims}
    given: dict[frozenset[str], Relation] = {frozenset((r.a, r.b)): r for r in report.relations}
    lines = []
    for a, b in combinations(claims, 2):
        pair = frozenset((a, b))
        right, mine = wanted.get(pair), given.get(pair)
        if pair in undecided or right == (mine.kind if mine else None):
            continue
        chance = f" {mine.probability:.2f} {[(r.kind, r.a, r.b) for r in mine.reasons][:6]}" if mine else ""
        lines.append(
            f"{right or '-':10} given {mine.kind if mine else '-':10}{chance}\n"
            f"    {_shown(claims[a])}\n    {_shown(claims[b])}"
        )
    return sorted(lines)


def _shown(claim: Claim) -> str:
    return f"{claim.id} [{claim.stance}; {claim.speaker.name}] {claim.statement}" + (
        f" (about: {claim.about})" if claim.about else ""
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=OWN_GOLD)
    parser.add_argument("--set", action="append", help="only this set; may be repeated")
    parser.add_argument("--errors", action="store_true", help="list wrong and missed relations")
    parser.add_argument("--quotes", action="store_true", help="the quotes as statements, without the claim reader")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(argv)
    settings = IssueSettings()
    tools = Tools(load_encoder(), load_judge(settings=settings), settings)
    scores = Scores()
    for path in sorted(options.gold.glob("*/gold.yaml")):
        folder = path.parent
        if options.set and folder.name not in options.set:
            continue
        read = () if options.quotes else read_claims(read_folder(folder))
        report = report_of(folder, tools, read)
        score(load_gold(folder), report, scores)
        if options.errors:
            print(f"== {folder.name}", *errors(folder, report), sep="\n")
    figures = {name: f for name, f in scores.figures().items() if name.startswith(_KEPT)}
    print(table(figures))
    if options.json:
        rows = {name: {"precision": f.precision, "recall": f.recall, "f1": f.f1} for name, f in figures.items()}
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

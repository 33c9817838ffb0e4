"""Floors: figures on the gold sets that ship may not fall below what was once reached.

    python -m benchmarks.floors check            exit code 1 where a figure is below its floor
    python -m benchmarks.floors raise            write floors anew from what is reached now; none is lowered
    python -m benchmarks.floors raise --lower    the same, and lowers them too (say why in the commit)
    python -m benchmarks.floors raise --kept     from the results that are kept of 'gold' and 'pair-rules'

Figures are those of the gold sets and of the two suites of conflicts, all of which ship. The file of floors holds a
hash of them: when they change, floors have to be written anew, knowingly.
"""

from __future__ import annotations

import hashlib
import json
import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.quality.false_conflicts import SUITES
from benchmarks.quality.gold import OWN_GOLD, run
from benchmarks.quality.pair_rules import KINDS, called, kept_apart
from benchmarks.suite import RESULTS

FLOORS = Path(__file__).parent / "floors.json"
SLACK = {"relation": 0.03, "issues": 0.02, "stance ": 0.05, "": 0.01}
"""What a figure may lose to another processor's arithmetic without being called a fall, by how its name begins; a
hundred relations hang on what a quantized model says of each, and one of them moves a figure by a hundredth; a dozen
claims take something back."""


class Action(StrEnum):
    """What is done with the floors."""

    CHECK = "check"
    RAISE = "raise"


def gold_hash(gold: Path = OWN_GOLD) -> str:
    """One hash over all articles, annotations and suites, in the order of their paths."""
    digest = hashlib.sha256()
    named = {path.relative_to(gold): path for path in [*gold.glob("*/gold.yaml"), *gold.glob("*/articles/*.txt")]}
    named |= {Path("suites") / f"{kind}.jsonl": SUITES / f"{kind}.jsonl" for kind in KINDS}
    for name in sorted(named):
        digest.update(name.as_posix().encode() + b"\0" + named[name].read_bytes())
    return digest.hexdigest()


def reached(gold: Path = OWN_GOLD) -> dict[str, float]:
    """F1 of every figure over all sets, and how well the suites of conflicts are told, rounded down to three digits."""
    scores = run(sorted(path.parent for path in gold.glob("*/gold.yaml"))).figures()
    figures = {name: figure.f1 for name, figure in scores.items() if figure.f1 is not None}
    false, true = (float(called(kept_apart(kind))["narrative"].mean()) for kind in KINDS)
    figures |= {"false conflicts not called conflict": 1 - false, "true conflicts found": true}
    return _rounded_down(figures)


def kept_figures(results: Path = RESULTS) -> dict[str, float]:
    """The same figures from what was kept of the benchmarks ``gold`` and ``pair-rules``."""
    gold, rules = (
        json.loads((results / f"{name}.json").read_text(encoding="utf-8"))["figures"] for name in ("gold", "pair-rules")
    )
    figures = {name: row["f1"] for name, row in gold.items() if row["f1"] is not None}
    false, true = (float(rules["narrative"][f"{kind.replace('_', ' ')} called a conflict"]) for kind in KINDS)
    return _rounded_down(figures | {"false conflicts not called conflict": 1 - false, "true conflicts found": true})


def _rounded_down(figures: dict[str, float]) -> dict[str, float]:
    return {name: math.floor(figure * 1000) / 1000 for name, figure in figures.items()}


def below(floors: dict[str, float], now: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Figures that fell: name -> floor and what is reached now."""
    fallen = {}
    for name, floor in floors.items():
        slack = next(slack for begin, slack in SLACK.items() if name.startswith(begin))
        if now.get(name, 0.0) < floor - slack:
            fallen[name] = (floor, now.get(name, 0.0))
    return fallen


def main(
    action: Annotated[Action, typer.Argument(help="'check', or 'raise'.")] = Action.CHECK,
    lower: Annotated[bool, typer.Option("--lower", help="With 'raise': lower floors too.")] = False,
    kept_results: Annotated[bool, typer.Option("--kept", help="Take the results that are kept.")] = False,
) -> None:
    """Check the floors, or write them anew."""
    kept: dict[str, Any] = {"gold": "", "floors": {}}
    if FLOORS.is_file():
        kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    now = kept_figures() if kept_results else reached()
    if action is Action.RAISE:
        floors = now if lower else {name: max(value, kept["floors"].get(name, 0.0)) for name, value in now.items()}
        text = json.dumps({"gold": gold_hash(), "floors": floors}, indent=1) + "\n"
        FLOORS.write_text(text, encoding="utf-8")
        typer.echo(f"{len(floors)} floors written")
        return
    if kept["gold"] != gold_hash():
        typer.echo("the gold changed since the floors were written: look, then 'python -m benchmarks.floors raise'")
        raise typer.Exit(1)
    fallen = below(kept["floors"], now)
    for name, (floor, value) in fallen.items():
        typer.echo(f"below its floor: {name}: {value:.3f}, floor {floor:.3f}")
    if fallen:
        raise typer.Exit(1)
    typer.echo(f"all {len(kept['floors'])} figures at or above their floors")


if __name__ == "__main__":
    typer.run(main)

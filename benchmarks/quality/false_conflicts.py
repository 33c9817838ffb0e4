"""False conflicts and true ones: two suites written for it, eight shapes of each, fifty pairs a shape.

``python -m benchmarks.quality.false_conflicts`` asks `narrative.pipeline.judge_pairs` about every pair. A pair is
called a conflict when its probability reaches the threshold of the layer for plain statements, which was learned on the
half ``dev``. The half ``heldout`` has no part in any training or tuning; the two halves are counted apart.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.quality.judge_common import JsonOption, JudgeOption, read_lines, show
from narrative.issues.plain import load_plain_layer
from narrative.pipeline import Settings, judge_pairs

SUITES = Path(__file__).parents[1] / "suites"
HALVES = ("dev", "heldout")


def main(
    judge: JudgeOption = None,
    half: Annotated[str, typer.Option(help="dev, heldout or both.")] = "both",
    errors: Annotated[bool, typer.Option(help="Print what went wrong, of the half dev only.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Count what is called a conflict."""
    threshold = load_plain_layer().least_conflict
    lines: list[list[Any]] = []
    wrong: list[str] = []
    for suite, right in (("false_conflicts", False), ("true_conflicts", True)):
        rows = [row for row in read_lines(SUITES / f"{suite}.jsonl") if half in ("both", row["half"])]
        verdicts = judge_pairs([(row["a"], row["b"]) for row in rows], Settings(judge=judge))
        called = [verdict.conflict >= threshold for verdict in verdicts]
        shapes = list(dict.fromkeys(row["shape"] for row in rows))
        for shape in [*shapes, "all"]:
            counts: list[Any] = []
            for part in HALVES:
                mine = [
                    c
                    for c, row in zip(called, rows, strict=True)
                    if row["half"] == part and shape in (row["shape"], "all")
                ]
                counts.append(sum(mine) / len(mine) if mine else "-")
            lines.append([suite.replace("_", " "), shape, *counts])
        for row, verdict, call in zip(rows, verdicts, called, strict=True):
            if row["half"] == "dev" and call != right:
                wrong.append(f"{row['shape']}: {verdict.conflict:.2f}  {row['a']}  ||  {row['b']}")
    show(f"Called a conflict, at {threshold:g}", ["suite", "shape", *HALVES], lines, as_json)
    if errors:
        print("\n".join(wrong))


if __name__ == "__main__":
    typer.run(main)

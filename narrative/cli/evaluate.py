"""``narrative evaluate``: score a report against gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from narrative.cli.options import Output
from narrative.cli.reports import ReportFile, load_report


def evaluate(
    report: ReportFile,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder with gold.yaml and articles/.")],
    as_json: Annotated[bool, typer.Option("--json", help="Figures as JSON instead of a table.")] = False,
    output: Output = None,
) -> None:
    """Score a report against a gold set: precision, recall and F1 of claims, sources, stance, issues, relations."""
    from narrative.cli.output import write_whole
    from narrative.evaluation import load_gold, score, table

    figures = score(load_gold(gold), load_report(report)).figures()
    if as_json:
        rows = {
            name: {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
            for name, figure in figures.items()
        }
        write_whole(json.dumps(rows, indent=1) + "\n", output)
    else:
        write_whole(table(figures) + "\n", output)

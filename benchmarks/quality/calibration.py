"""Do the probabilities mean what they say? Expected calibration error and reliability, on data kept apart.

``python -m benchmarks.quality.calibration --shared ../shared [--figure FILE]`` measures the cross-encoder's probability
of each label on the development rows that do not calibrate (sources whose licence lets them train or calibrate; the
others are given apart), and the judge's probability of conflict on the heldout halves of the suites.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.quality.false_conflicts import SUITES
from benchmarks.quality.judge_common import SHARED, Floats, JsonOption, JudgeOption, SharedOption, read_lines, show
from benchmarks.quality.nli import DEV, by_source, labels_of
from benchmarks.training.judge_data import ALLOWED_LICENCES
from narrative.issues.crossencoder import load_pair_model
from narrative.pipeline import Settings, judge_pairs

BINS = 10


def reliability(probability: Floats, true: NDArray[np.bool_]) -> list[tuple[int, float, float]]:
    """Count, mean probability and share that is true, in bins of equal width; empty bins left out."""
    places = np.minimum((probability * BINS).astype(int), BINS - 1)
    return [
        (int((places == b).sum()), float(probability[places == b].mean()), float(true[places == b].mean()))
        for b in range(BINS)
        if (places == b).any()
    ]


def expected_error(probability: Floats, true: NDArray[np.bool_]) -> float:
    """Expected calibration error (Naeini et al. 2015): mean gap of the bins, weighted by their counts."""
    bins = reliability(probability, true)
    total = sum(count for count, _, _ in bins)
    return sum(count * abs(mean - share) for count, mean, share in bins) / total


def draw(curves: dict[str, list[tuple[int, float, float]]], path: Path) -> None:
    """Draw the reliability diagram."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", label="perfect")
    for name, bins in curves.items():
        axes.plot([mean for _, mean, _ in bins], [share for _, _, share in bins], marker="o", label=name)
    axes.set(xlabel="probability that is given", ylabel="share that is true", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.savefig(path)


def main(
    shared: SharedOption = SHARED,
    judge: JudgeOption = None,
    limit: Annotated[int, typer.Option(help="Most rows of a source; 0 for all.")] = 800,
    figure: Annotated[Path | None, typer.Option(help="Where the reliability diagram goes.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure both."""
    model = load_pair_model(judge)
    groups: dict[str, list[dict[str, Any]]] = {"allowed sources": [], "other sources": []}
    for rows in by_source(shared / DEV, limit).values():
        name = "allowed sources" if rows[0]["licence"] in ALLOWED_LICENCES else "other sources"
        groups[name] += rows
    lines: list[list[Any]] = []
    curves = {}
    for name, rows in groups.items():
        chances = model.predict([(row["premise"], row["hypothesis"]) for row in rows]).astype(np.float64)
        truth = labels_of(rows)
        best, right = chances.max(axis=1), chances.argmax(axis=1) == truth
        lines.append([f"NLI, {name}: surest label", len(rows), expected_error(best, right)])
        lines.append([f"NLI, {name}: contradiction", len(rows), expected_error(chances[:, 1], truth == 1)])
        if name == "allowed sources":
            curves["surest label, NLI"] = reliability(best, right)
            curves["contradiction, NLI"] = reliability(chances[:, 1], truth == 1)
    pairs = [
        ((row["a"], row["b"]), suite == "true_conflicts")
        for suite in ("false_conflicts", "true_conflicts")
        for row in read_lines(SUITES / f"{suite}.jsonl")
        if row["half"] == "heldout"
    ]
    verdicts = judge_pairs([pair for pair, _ in pairs], Settings(judge=judge))
    conflict = np.array([verdict.conflict for verdict in verdicts])
    true = np.array([known for _, known in pairs])
    lines.append(["suites, heldout: conflict", len(pairs), expected_error(conflict, true)])
    curves["conflict, suites"] = reliability(conflict, true)
    show(f"Expected calibration error of {model.name}, {BINS} bins", ["probability", "pairs", "ECE"], lines, as_json)
    for name, bins in curves.items():
        points = [[f"{mean:.2f}", f"{share:.2f}", count] for count, mean, share in bins]
        show(f"Reliability: {name}", ["given", "true", "pairs"], points, as_json)
    if figure is not None:
        draw(curves, figure)


if __name__ == "__main__":
    typer.run(main)

"""One picture of the targets: what was reached, between the least and the goal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.targets import TARGETS, pick


def draw_targets(kept: dict[str, dict[str, Any]], path: Path) -> None:
    """Draw the figures between 0 and 1 that have a least and a goal; the file is the same for the same figures."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    rows = [(target, pick(kept.get(target.benchmark, {}).get("figures"), target.path)) for target in TARGETS]
    shown = [(target, target.goal, value) for target, value in rows if target.goal is not None and value is not None][
        ::-1
    ]
    if not shown:
        return
    with mpl.rc_context({"svg.hashsalt": "targets", "svg.fonttype": "none"}):
        figure = Figure(figsize=(9, 0.5 + 0.26 * len(shown)), layout="constrained")
        axes = figure.subplots()
        for place, (target, goal, value) in enumerate(shown):
            axes.plot([target.least, goal], [place, place], color="0.8", linewidth=6, solid_capstyle="butt")
            colour = "tab:green" if target.met(value, target.least) else "tab:red"
            axes.plot([value], [place], marker="o", color=colour)
        names = [f"{target.benchmark}: {target.figure}" for target, _, _ in shown]
        axes.set_yticks(range(len(shown)), names, fontsize=8)
        axes.set(xlim=(0, 1.02))
        figure.supxlabel("grey: from the least to the goal; dot: reached (red where below the least)", fontsize=8)
        axes.grid(axis="x", alpha=0.3)
        figure.savefig(path, format="svg", metadata={"Date": None})

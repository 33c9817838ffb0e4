"""The page of all figures that were kept, and the README's short table, both made from ``benchmarks/results``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.comparisons import COMPARISONS, Comparison
from benchmarks.registry import SUITE, Benchmark
from benchmarks.targets import TARGETS, Target, pick

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
_FEW = 3
Row = tuple[tuple[str, ...], dict[str, Any]]

_INTRODUCTION = """# Benchmarks

This page is made by `python -m benchmarks report` from the files in `benchmarks/results`, which
`python -m benchmarks run NAME...` writes; `python -m benchmarks list` names them all. Each figure stands below the
command that makes it, with machine and versions. Benchmarks on data of others take the folder that holds it as
`--shared PATH`; that data is not part of the repository (`python -m benchmarks list` says which files are needed).
Peers are installed with `pip install -r benchmarks/requirements-peers.txt`, best in an environment of their own.

The machine was shared with other work, so that wall seconds are upper bounds; processor seconds and ratios within one
run are the figures to go by.
"""

_TARGETS = """## Targets

Set before the work began: *least* had to be reached, *goal* was hoped for. "apart" sets are those from
which no weights of the claim reader or the judge were learned; their errors were read, though, while the library was
built, so that articles nobody here has seen will give less.
"""

_BEFORE = """## Before the work

The same measures with the first claim reader and judge that ran end to end (commit `{commit}`), beside what
is there now. Made by checking that commit out, and running `python -m benchmarks.quality.gold` and
`python -m benchmarks.quality.polnear` there.
"""


def results_in(folder: Path) -> dict[str, dict[str, Any]]:
    """All kept results by name, in the order of the registry."""
    paths = {name: folder / f"{name}.json" for name in SUITE}
    return {name: json.loads(path.read_text(encoding="utf-8")) for name, path in paths.items() if path.is_file()}


def page(folder: Path) -> str:
    """The whole page.

    Parameters
    ----------
    folder
        Where results are kept.
    """
    kept = results_in(folder)
    parts = [_INTRODUCTION, _TARGETS, targets_table(kept), _behind(kept), _plot(folder)]
    parts += [_before(folder / "before.json", kept)]
    for group, names in groupby((name for name in SUITE if name in kept), key=lambda name: SUITE[name].group):
        parts.append(f"## {group}\n")
        parts += [_section(name, SUITE[name], kept[name]) for name in names]
    missing = [name for name in SUITE if name not in kept]
    if missing:
        parts.append("## Not run\n\nNo figures are kept of: " + ", ".join(f"`{name}`" for name in missing) + ".\n")
    return "\n".join(part for part in parts if part)


def short_table(folder: Path) -> str:
    """The README's table: ours beside the peers', the better one in bold."""
    kept = results_in(folder)
    lines = ["| figure | narrative | others, in the same run | command |", "|---|--:|---|---|"]
    for one in COMPARISONS:
        figures = kept.get(one.benchmark, {}).get("figures")
        ours = pick(figures, one.ours)
        if ours is None:
            continue
        peers = {name: pick(figures, path) for name, path in one.peers.items()}
        beside = "; ".join(
            f"{name} {_bold(number(value), one.better(value, ours))}"
            for name, value in peers.items()
            if value is not None
        )
        best = all(one.better(ours, value) for value in peers.values() if value is not None)
        mine = _bold(number(ours), best and bool(beside))
        lines.append(f"| {one.figure} | {mine} | {beside or '-'} | `{one.benchmark}` |")
    return "\n".join(lines)


def with_short_table(readme: str, folder: Path) -> str:
    """The README with its short table made anew.

    Raises
    ------
    ValueError
        The marks between which it stands are not there.
    """
    before, _, rest = readme.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"the README has no part between {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{short_table(folder)}\n{END}{after}"


def targets_table(kept: dict[str, dict[str, Any]]) -> str:
    """Each target, what was reached, and whether it was met."""
    lines = [
        "| benchmark | figure | least | goal | reached | least met | goal met | beside it |",
        "|---|---|--:|--:|--:|:-:|:-:|---|",
    ]
    reached = 0
    goals = with_goal = measured = 0
    for target in TARGETS:
        figures = kept.get(target.benchmark, {}).get("figures")
        value = pick(figures, target.path)
        if value is None:
            continue
        measured += 1
        with_goal += target.goal is not None
        reached += target.met(value, target.least)
        goals += target.met(value, target.goal)
        lines.append("| " + " | ".join(_target_cells(target, value, pick(figures, target.peer))) + " |")
    lines.append("")
    lines.append(
        f"Of {measured} figures that have a target, {reached} reach the least, and {goals} of {with_goal} their goal.\n"
    )
    return "\n".join(lines)


def _target_cells(target: Target, value: float, peer: float | None) -> Iterator[str]:
    sign = "at most " if target.lower else ""
    yield f"`{target.benchmark}`"
    yield target.figure
    yield sign + number(target.least)
    yield "-" if target.goal is None else number(target.goal)
    yield number(value)
    yield "yes" if target.met(value, target.least) else "**no**"
    yield "-" if target.goal is None else "yes" if target.met(value, target.goal) else "no"
    yield "" if peer is None or not target.peer else f"{target.peer_name} {number(peer)}"


def _behind(kept: dict[str, dict[str, Any]]) -> str:
    """Where something simpler or somebody else does better."""
    lines = []
    for one in COMPARISONS:
        figures = kept.get(one.benchmark, {}).get("figures")
        ours = pick(figures, one.ours)
        for name, path in one.peers.items():
            peer = pick(figures, path)
            if ours is not None and peer is not None and one.better(peer, ours):
                lines.append(f"- {one.figure}: {name} {number(peer)}, ours {number(ours)} (`{one.benchmark}`).")
    return "## Where others do better\n\n" + "\n".join(lines) + "\n" if lines else ""


def _plot(folder: Path) -> str:
    if not (folder / "targets.svg").is_file():
        return ""
    return f"![Each figure between its least and its goal]({folder.name}/targets.svg)\n"


def _before(path: Path, kept: dict[str, dict[str, Any]]) -> str:
    if not path.is_file():
        return ""
    old = json.loads(path.read_text(encoding="utf-8"))
    lines = ["| benchmark | figure | before | now |", "|---|---|--:|--:|"]
    for target in TARGETS:
        was = pick(old["figures"].get(target.benchmark), target.path)
        now = pick(kept.get(target.benchmark, {}).get("figures"), target.path)
        if was is not None and now is not None:
            lines.append(f"| `{target.benchmark}` | {target.figure} | {number(was)} | {number(now)} |")
    return _BEFORE.format(commit=old["commit"]) + "\n" + "\n".join(lines) + "\n"


def _section(name: str, benchmark: Benchmark, kept: dict[str, Any]) -> str:
    machine = kept["environment"]
    shared = " --shared PATH" if benchmark.folder is not None else ""
    parts = [f"### {name}", f"{benchmark.task[0].upper()}{benchmark.task[1:]}. Data: {benchmark.data}."]
    if benchmark.reference:
        parts.append(f"Beside it: {benchmark.reference}.")
    if benchmark.note:
        parts.append(benchmark.note)
    if "note" in kept:
        parts.append(str(kept["note"]))
    parts.append("\n".join(_tables(kept["figures"])).rstrip("\n"))
    versions = ", ".join(f"{package} {number}" for package, number in machine["versions"].items())
    load = "" if machine["load_before"] is None else f", load {machine['load_before']} when it began"
    parts.append(
        f"`python -m benchmarks run {name}{shared}`: {kept['seconds']:,} s on {machine['when']} at commit "
        f"`{machine['commit']}`; {machine['processor']}, {machine['cores']} cores{load}; Python {machine['python']}, "
        f"{versions}.\n"
    )
    return "\n\n".join(parts)


def _tables(figures: dict[str, Any]) -> Iterator[str]:
    rows = list(_rows(figures))
    if [names for names, _ in rows] == [()]:
        yield _markdown(["figure", "value"], [[key, number(value)] for key, value in rows[0][1].items()])
        return
    if rows and rows[0][0] == ():
        yield "; ".join(f"{key}: {number(value)}" for key, value in rows.pop(0)[1].items()) + "\n"
    titles = {names[:-1] for names, _ in rows}
    if len(rows) <= _FEW * len(titles):
        rows = [((", ".join(names),), values) for names, values in rows]
    for title, part in groupby(rows, key=lambda row: row[0][:-1]):
        mine = list(part)
        if title:
            yield f"{', '.join(title)}\n"
        for alike in _alike(mine):
            columns = list(dict.fromkeys(key for _, values in alike for key in values))
            cells = [[names[-1], *(number(values.get(key)) for key in columns)] for names, values in alike]
            yield _markdown(["", *columns], cells)


def _alike(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows one after the other that have columns in common."""
    part: list[Row] = []
    for row in rows:
        if part and not set(row[1]) & set(part[-1][1]):
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def _rows(figures: dict[str, Any], names: tuple[str, ...] = ()) -> Iterator[Row]:
    """Figures of any nesting, one row for each innermost dictionary."""
    plain = {key: value for key, value in figures.items() if not isinstance(value, dict)}
    if plain:
        yield names, plain
    for key, value in figures.items():
        if isinstance(value, dict):
            yield from _rows(value, (*names, key))


def _markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|---" + "|--:" * (len(header) - 1) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def number(value: object) -> str:
    """A figure as the page shows it."""
    if value is None:
        return "-"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ", ".join(map(number, value)) or "none" if isinstance(value, list) else str(value)
    if isinstance(value, int) or (value == int(value) and abs(value) >= 10):
        return f"{int(value):,}"
    return f"{value:,.1f}" if abs(value) >= 100 else f"{value:.3f}" if abs(value) < 10 else f"{value:.2f}"


def _bold(text: str, strong: bool) -> str:
    return f"**{text}**" if strong else text


__all__ = ["Comparison", "page", "results_in", "short_table", "targets_table", "with_short_table"]

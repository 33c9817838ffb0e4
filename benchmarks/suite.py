"""The benchmarks by name: what each measures, on which data, and what it needs.

A benchmark is a module that runs by itself (``python -m benchmarks.quality.gold``); the suite only knows its task,
its data and its reference, starts it in a process of its own, and keeps its JSON with versions and machine.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.registry import SUITE, Benchmark

RESULTS = Path(__file__).parent / "results"
PACKAGES = (
    "narrative-compare",
    "numpy",
    "scipy",
    "scikit-learn",
    "spacy",
    "onnxruntime",
    "sentence-transformers",
    "torch",
)


def environment(peers: Sequence[str] = ()) -> dict[str, object]:
    """Versions and machine, as they are kept with a result."""
    versions: dict[str, str] = {}
    for name in (*PACKAGES, *peers):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "not installed"
    return {
        "commit": _commit(),
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "versions": versions,
        "when": time.strftime("%Y-%m-%d", time.gmtime()),
    }


def command_of(benchmark: Benchmark, shared: Path | None, target: Path) -> list[str]:
    """The command line of a benchmark; with its own options, its data, and where its figures go."""
    command = ["-m", benchmark.module, *benchmark.options]
    if benchmark.folder is not None and shared is not None:
        command += [benchmark.shared_option, str(shared / benchmark.folder)]
    if not benchmark.prints:
        command += ["--json", str(target)]
    return command


def run(name: str, shared: Path | None, results: Path = RESULTS) -> Path | None:
    """Run one benchmark in a process of its own, and keep its figures.

    Returns
    -------
    Path or None
        The file with the figures; ``None`` where its data was not given.

    Raises
    ------
    subprocess.CalledProcessError
        The benchmark failed.
    ValueError
        It printed no figures.
    """
    benchmark = SUITE[name]
    if benchmark.folder is not None and shared is None:
        return None
    results.mkdir(parents=True, exist_ok=True)
    target = results / f"{name}.json"
    fresh = target.with_suffix(".part")
    machine = environment(benchmark.peers)
    started = time.perf_counter()
    command = [sys.executable, *command_of(benchmark, shared, fresh)]
    done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE if benchmark.prints else None)
    figures = figures_printed(done.stdout) if benchmark.prints else json.loads(fresh.read_text(encoding="utf-8"))
    fresh.unlink(missing_ok=True)
    kept = {
        "benchmark": name,
        "seconds": round(time.perf_counter() - started, 1),
        "environment": machine,
        "figures": figures,
    }
    target.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


def figures_printed(output: str) -> dict[str, Any]:
    """What a benchmark printed as JSON, other lines left out.

    A table (``{"table": title, "rows": [...]}``) becomes ``{title: {name of the row: the row}}``; the name of a row
    is made of its texts.

    Raises
    ------
    ValueError
        No JSON among the lines.
    """
    figures: dict[str, Any] = {}
    for number, value in enumerate(_values(output), 1):
        if "table" in value:
            figures[str(value["table"])] = {_name_of(row): _numbers_of(row) for row in value["rows"]}
        else:
            figures[str(value.get("target", number))] = value
    if not figures:
        raise ValueError("the benchmark printed no figures")
    only = next(iter(figures.values()))
    return only if list(figures) == ["1"] else figures


def _values(output: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    place = output.find("{")
    while place >= 0:
        try:
            value, end = decoder.raw_decode(output, place)
        except ValueError:
            value, end = None, place + 1
        if isinstance(value, dict):
            yield value
        place = output.find("{", end)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != "-" and not value.replace(".", "", 1).isdigit()


def _name_of(row: dict[str, Any]) -> str:
    return ", ".join(str(value) for value in row.values() if _is_name(value)) or str(next(iter(row.values())))


def _numbers_of(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if not _is_name(value)}


def _commit() -> str:
    folder = Path(__file__).parent
    try:
        asked = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return asked.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())

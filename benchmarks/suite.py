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
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RESULTS = Path("benchmarks") / "results"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One benchmark.

    Parameters
    ----------
    module
        The module that runs it.
    task
        What is measured, in one line.
    data
        Where its data is: in the repository, or below the folder given with ``--shared``.
    reference
        A figure of somebody else's to hold ours against, with its source; empty where there is none.
    shared
        Needs the folder of development data.
    """

    module: str
    task: str
    data: str
    reference: str = ""
    shared: bool = False


SUITE: dict[str, Benchmark] = {
    "gold": Benchmark(
        module="benchmarks.quality.gold",
        task="the whole comparison against the gold sets that ship",
        data="benchmarks/gold",
    ),
    "polnear": Benchmark(
        module="benchmarks.quality.polnear",
        task="who says what: attributions of PolNeAR's development part",
        data="data/attribution/polnear_dev.jsonl",
        reference="a plain rule and textacy's direct_quotations, in the same run",
        shared=True,
    ),
    "nli": Benchmark(
        module="benchmarks.quality.nli",
        task="entailment, contradiction, neutral: accuracy by source",
        data="data/nli/dev.jsonl",
        reference="majority, a linear model on embeddings, cosine alone, in the same run",
        shared=True,
    ),
    "claimdiff": Benchmark(
        module="benchmarks.quality.claimdiff",
        task="whether one outlet's statement weakens or strengthens another's: area under the curve",
        data="data/conflict/claimdiff_train.jsonl",
        reference="cosine of all-MiniLM-L6-v2: weaken 0.52, strengthen 0.69",
        shared=True,
    ),
    "nanco": Benchmark(
        module="benchmarks.quality.nanco",
        task="answers of outlets to one question with the same meaning",
        data="data/positions/nanco_dev.jsonl",
        reference="cosine of all-MiniLM-L6-v2: area 0.937",
        shared=True,
    ),
    "emergent": Benchmark(
        module="benchmarks.quality.emergent",
        task="headlines for, against or observing a claim: accuracy",
        data="data/stance/emergent_train.jsonl",
        reference="Ferreira & Vlachos 2016, on the test part: 0.73",
        shared=True,
    ),
    "false-conflicts": Benchmark(
        module="benchmarks.quality.false_conflicts",
        task="eight shapes of false conflict, eight of true conflict",
        data="benchmarks/suites",
    ),
    "calibration": Benchmark(
        module="benchmarks.quality.calibration",
        task="expected calibration error of the judge",
        data="data/nli/dev.jsonl",
        shared=True,
    ),
    "events": Benchmark(
        module="benchmarks.quality.events",
        task="articles on one happening: B-cubed F1",
        data="data/events",
        reference="TF-IDF with agglomerative clustering, community_detection, in the same run",
        shared=True,
    ),
    "copies": Benchmark(
        module="benchmarks.quality.copies",
        task="republished articles found among others on the same event",
        data="benchmarks/gold and generated edits",
    ),
}


def environment() -> dict[str, object]:
    """Versions and machine, as they are kept with a result."""
    versions: dict[str, str] = {}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "not installed"
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "versions": versions,
        "when": time.strftime("%Y-%m-%d", time.gmtime()),
    }


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
    """
    benchmark = SUITE[name]
    if benchmark.shared and shared is None:
        return None
    results.mkdir(parents=True, exist_ok=True)
    target = results / f"{name}.json"
    command = [sys.executable, "-m", benchmark.module, "--json", str(target)]
    if benchmark.shared:
        command += ["--shared", str(shared)]
    started = time.perf_counter()
    subprocess.run(command, check=True)
    figures = json.loads(target.read_text(encoding="utf-8"))
    kept = {
        "benchmark": name,
        "task": benchmark.task,
        "reference": benchmark.reference,
        "seconds": round(time.perf_counter() - started, 1),
        "environment": environment(),
        "figures": figures,
    }
    target.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


def page(results: Path = RESULTS) -> str:
    """All kept results as one Markdown page."""
    parts = ["# Results\n"]
    for name, benchmark in SUITE.items():
        path = results / f"{name}.json"
        if not path.is_file():
            continue
        kept = json.loads(path.read_text(encoding="utf-8"))
        machine = kept["environment"]
        parts.append(f"## {name}\n\n{benchmark.task}. Data: {benchmark.data}.")
        if benchmark.reference:
            parts.append(f"Beside it: {benchmark.reference}.")
        parts.append(_table(kept["figures"]))
        parts.append(
            f"`python -m benchmarks run {name}{' --shared PATH' if benchmark.shared else ''}`, {kept['seconds']} s, "
            f"{machine['when']}, {machine['processor']}, {machine['cores']} cores, Python {machine['python']}.\n"
        )
    return "\n\n".join(parts) + "\n"


def _table(figures: object) -> str:
    rows = list(_rows(figures))
    lines = ["| figure | value |", "|---|---:|"]
    return "\n".join(lines + [f"| {name} | {value} |" for name, value in rows])


def _rows(figures: object, path: str = "") -> list[tuple[str, str]]:
    """Figures of any nesting, one row each."""
    if isinstance(figures, dict):
        return [row for key, value in figures.items() for row in _rows(value, f"{path} / {key}" if path else str(key))]
    if isinstance(figures, list):
        return [row for number, value in enumerate(figures, 1) for row in _rows(value, f"{path} / {number}")]
    if isinstance(figures, float):
        return [(path, f"{figures:.3f}")]
    return [(path, "-" if figures is None else str(figures))]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())

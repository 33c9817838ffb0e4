"""``python -m benchmarks.fuzz --seconds 600`` or ``--executions 1000000``: fuzzes every target in turn.

Needs atheris (``pip install atheris``). A crash, an execution over five seconds and memory over one gigabyte are
faults; the input that made one is kept in the folder of ``--work``, and the next target goes on.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.fuzz.targets import TARGETS

CORPUS = Path(__file__).parents[2] / "tests" / "fuzz" / "corpus"
_RUNS = re.compile(r"^#(\d+)\s|Done (\d+) runs|stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)
_MOST_SECONDS, _MOST_MEGABYTES = 5, 1024
# The share of the executions that a target gets: slow ones get less.
_SHARES = {
    "text": 25, "mapping": 25, "dates": 25, "names": 25, "contract": 10, "json": 6, "jsonl": 4, "csv": 2, "packed": 2,
    "feed": 1.3, "parquet": 1, "tables": 0.7, "html": 0.3, "newsml": 0.3, "mail": 0.3, "pdf": 0.4, "warc": 0.4,
    "zip": 0.25, "tar": 0.25, "writers": 0.1, "claims": 0.1,
}  # fmt: skip


def fuzz(name: str, seconds: int, executions: int, work: Path) -> dict[str, object]:
    """Fuzz one target, and say what came of it."""
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.fuzz.one", name, f"-artifact_prefix={work}/{name}-"]
    command += [f"-timeout={_MOST_SECONDS}", f"-rss_limit_mb={_MOST_MEGABYTES}", "-max_len=4096"]
    command += [f"-max_total_time={seconds}"] if seconds else []
    command += [f"-runs={executions}"] if executions else []
    command += ["-reload=0", "-print_final_stats=1", str(folder), str(CORPUS / name)]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    counts = [int(count) for found in _RUNS.findall(done.stderr) for count in found if count]
    faults = sorted(path.name for path in work.glob(f"{name}-*"))
    (work / f"{name}.log").write_text(done.stdout + done.stderr[-20_000:], encoding="utf-8")
    return {
        "target": name,
        "executions": max(counts, default=0),
        "seconds": round(time.monotonic() - started, 1),
        "faults": faults,
        "code": done.returncode,
    }


def main() -> None:
    """Fuzz the targets that are named, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=0, help="for each target")
    parser.add_argument("--executions", type=int, default=0, help="over all targets, shared out by their speed")
    parser.add_argument("--targets", default=",".join(TARGETS), help="some of: " + ", ".join(TARGETS))
    parser.add_argument("--work", type=Path, default=Path("fuzz-work"), help="folder for findings and the corpus")
    options = parser.parse_args()
    chosen = options.targets.split(",")
    if unknown := set(chosen) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}")
    whole = sum(_SHARES[name] for name in chosen)
    results = []
    for name in chosen:
        share = int(options.executions * _SHARES[name] / whole)
        results.append(fuzz(name, options.seconds, share, options.work))
        print(json.dumps(results[-1]), flush=True)
    count = sum(int(str(result["executions"])) for result in results)
    print(f"{count:,} executions in {sum(float(str(r['seconds'])) for r in results):,.0f} s")
    sys.exit(1 if any(result["faults"] or result["code"] for result in results) else 0)


if __name__ == "__main__":
    main()

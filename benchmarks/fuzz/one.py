"""Fuzzes one target with atheris: ``python -m benchmarks.fuzz.one TARGET [libFuzzer options] [corpus folders]``."""

from __future__ import annotations

import sys
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "tests" / "fuzz" / "corpus"


def main() -> None:
    """Hand the target to libFuzzer, which counts executions and watches time and memory."""
    import atheris

    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["narrative"]):
        from benchmarks.fuzz.targets import READERS, TARGETS
        from narrative.articles.languages import load_detector

        # What is imported or loaded once is loaded now, or the first execution would be taken for a hang.
        for kind, read in {**READERS, name: TARGETS[name]}.items():
            for seed in sorted((CORPUS / kind).iterdir()):
                read(seed.read_bytes())
        load_detector()("Le pont est fermé depuis mardi, a dit la ville.")
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()

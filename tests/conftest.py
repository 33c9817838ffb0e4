"""Fixtures that several rooms share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from narrative.pipeline import compare, read
from narrative.report import ReadableReport

# No deadline: a busy machine is no fault. In CI the same examples every time; new ones are looked for elsewhere.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

SAMPLES = Path(__file__).parents[1] / "benchmarks" / "gold" / "missiles" / "articles"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample articles."""
    return SAMPLES


@pytest.fixture(scope="session")
def sample_report() -> ReadableReport:
    """The comparison of the sample articles, made once a session."""
    return compare(read([SAMPLES]))

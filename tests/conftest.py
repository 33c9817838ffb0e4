"""Fixtures that several rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrative.pipeline import compare, read
from narrative.report import ReadableReport

SAMPLES = Path(__file__).parents[1] / "benchmarks" / "gold" / "missiles" / "articles"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample articles."""
    return SAMPLES


@pytest.fixture(scope="session")
def sample_report() -> ReadableReport:
    """The comparison of the sample articles, made once a session."""
    return compare(read([SAMPLES]))

"""Streams of any length, and the power with which time grows; the registered run takes a million."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.scale.generator import make_stream
from benchmarks.scale.growth import growth, measure


def test_a_longer_stream_has_as_many_a_day_and_events_as_large() -> None:
    short, long = make_stream(20_000, 1, 30), make_stream(80_000, 1, 120)
    for stream, days in ((short, 30), (long, 120)):
        assert 0 <= stream.times.min() < 1
        assert days - 1 < np.quantile(stream.times, 0.99) < days + 3
        assert sum(len(times) for _, times in stream.days()) == len(stream.times)
        assert np.bincount(stream.events).max() == 240  # a 250th of the 60,000 that come in 90 days


def test_growth_is_a_power() -> None:
    assert growth({"cpu s": 2.0}, {"cpu s": 20.0}, 10) == pytest.approx(1.0)
    assert growth({"cpu s": 2.0}, {"cpu s": 200.0}, 10) == pytest.approx(2.0)


def test_a_small_stream_gives_all_figures() -> None:
    figures = measure(2_000, 20, 1)
    assert set(figures) == {"cpu s", "wall s", "peak MB", "precision", "recall", "f1", "groups"}
    assert figures["f1"] > 0.95

"""BERTopic as a peer: what it leaves out is alone, sets too small for it have no figure, and it may be missing."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality import bertopic_peer
from benchmarks.quality.bertopic_peer import FEWEST, LEAST, alone, installed, topics
from benchmarks.quality.event_sets import bcubed
from benchmarks.scale import grouping

needs_bertopic = pytest.mark.skipif(not installed(), reason="BERTopic is not installed")


@given(st.lists(st.integers(-1, 5), max_size=20))
def test_a_text_that_is_left_out_is_alone(found: list[int]) -> None:
    labels = alone(found)
    left = [label for label, topic in zip(labels, found, strict=True) if topic < 0]
    assert len(set(left)) == len(left)
    assert all(label < 0 for label in left)
    assert [label for label in labels if label >= 0] == [topic for topic in found if topic >= 0]


@pytest.mark.parametrize(("count", "least"), [(0, LEAST), (FEWEST - 1, 2), (LEAST - 1, LEAST)])
def test_a_set_too_small_for_it_has_no_figure(count: int, least: int) -> None:
    assert topics(["a short story"] * count, np.zeros((count, 8), np.float32), least) is None


def test_where_it_is_not_installed_a_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(bertopic_peer, "installed", lambda: False)
    monkeypatch.setattr(sys, "argv", ["grouping", "300", "--peers", "--json", str(tmp_path / "kept.json")])
    grouping.main()
    assert "BERTopic is not installed: left out" in capsys.readouterr().out
    assert "BERTopic" not in (tmp_path / "kept.json").read_text(encoding="utf-8")


@needs_bertopic
@pytest.mark.slow
def test_it_finds_three_heaps() -> None:
    chance = np.random.default_rng(1)
    heaps = np.repeat(np.eye(3, 32), 40, axis=0) + chance.normal(scale=0.02, size=(120, 32))
    found = topics(["a short story"] * 120, heaps.astype(np.float32))
    assert found is not None
    assert bcubed([str(i // 40) for i in range(120)], found)[2] > 0.9

"""Articles that are varied are no two alike, and growth of memory is counted from the first third of the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.speed.claims import growth, memory, resident, samples, speed, varied
from narrative.claims import ClaimSettings, load_reader
from narrative.claims.parser import SpacyParser

ON_LINUX = pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="resident memory is read from /proc")


def test_varied_articles_are_the_same_each_time_and_no_two_alike() -> None:
    own = samples()
    made = list(varied(own, 3 * len(own)))
    assert made == list(varied(own, 3 * len(own)))
    assert len({article.id for article in made}) == len(made)
    assert len({article.text for article in made}) == len(made)
    assert len(made[0].text.split()) == len(own[0].text.split())


def test_growth_is_the_most_after_the_first_third() -> None:
    assert growth([100, 300, 400, 404, 412, 400]) == {"growth_mb": 112, "growth_share": 0.3733}
    assert growth([90, 100, 100, 100, 100, 104, 102, 101, 100, 100]) == {"growth_mb": 4, "growth_share": 0.04}
    assert growth([100, 100]) == {}


@given(st.lists(st.floats(1, 1e4), min_size=3, max_size=12))
def test_memory_that_never_rises_does_not_grow(marks: list[float]) -> None:
    assert growth(sorted(marks, reverse=True))["growth_mb"] <= 0
    assert growth(sorted(marks))["growth_share"] >= 0


@ON_LINUX
def test_both_parts_give_all_figures() -> None:
    settings = ClaimSettings()
    reader = load_reader(settings)
    own = samples()
    nlp = SpacyParser(settings.model, settings.batch_size).pipeline
    figures = speed(reader, nlp, list(varied(own, 3)), rounds=1)
    assert figures["articles"] == 3
    assert figures["speed_of_spacy"] > 0
    held = memory(reader, varied(own, 6), 6)
    assert held["articles read"] == 6
    assert held["claims"] > 0
    assert len(held["resident_mb"]) == 6
    assert 0 < held["resident_mb"][-1] <= resident() * 2
    assert {"growth_mb", "growth_share"} <= set(held)

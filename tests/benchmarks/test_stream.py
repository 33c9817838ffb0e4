"""The generated stream: as many shared happenings as asked for, and none alike by accident."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest

from benchmarks.scale.bad_inputs import SUBJECTS
from benchmarks.speed.happenings import happenings, reporting
from benchmarks.speed.stream import stream
from narrative.articles import ArticleSettings, mark_copies


def test_a_stream_is_the_same_each_time() -> None:
    assert list(stream(40)) == list(stream(40))


@pytest.mark.parametrize("shared", [10, 100])
def test_one_happening_in_so_many_is_told_by_several_outlets(shared: int) -> None:
    chance = random.Random(1)
    told = Counter(len(set(reporting(shared, chance))) for _ in range(100_000))
    assert set(told) == {1, 2, 3}
    assert told[2] + told[3] == pytest.approx(100_000 / shared, rel=0.12)


def test_no_kind_of_happening_comes_again_before_all_others_have_come() -> None:
    in_order = sorted(happenings(300, random.Random(1)), key=lambda one: one.when)
    places = {kind: [n for n, one in enumerate(in_order) if one.body == kind] for kind in {s[0] for s in SUBJECTS}}
    apart = [b - a for found in places.values() for a, b in pairwise(found)]
    assert min(apart) >= len(SUBJECTS) - 3  # equal minutes may change places


def test_articles_of_several_happenings_are_no_copies() -> None:
    articles = list(stream(400, shared=10_000))
    assert sum(article.copy_of is not None for article in mark_copies(articles, ArticleSettings())) <= 2

"""Trees give what they were learned to give, and say when they are broken."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import ModelError
from narrative.issues import trees as module
from narrative.issues.second_look import SECOND_COLUMNS
from narrative.issues.trees import COLUMNS, load_looks, looks_of, trees_of

STUMP = {
    "column": [0, -1, -1],
    "threshold": [0.5, 0, 0],
    "left": [1, 0, 0],
    "right": [2, 0, 0],
    "value": [0, -1.0, 2.0],
}
LEAF = {"column": [-1], "threshold": [0], "left": [0], "right": [0], "value": [0.25]}


def raw(*trees: dict[str, Any]) -> dict[str, Any]:
    return {"name": "test", "bias": 0.5, "trees": list(trees)}


def rows(*first: float) -> np.ndarray:
    made = np.zeros((len(first), len(COLUMNS)))
    made[:, 0] = first
    return made


def test_leaves_add_up_from_the_bias() -> None:
    assert trees_of(raw(STUMP, LEAF)).score(rows(0.5, 0.6)).tolist() == [-0.25, 2.75]


def test_no_rows_no_scores() -> None:
    assert trees_of(raw(STUMP)).score(rows()).shape == (0,)


@pytest.mark.parametrize(
    "broken",
    [
        {**STUMP, "value": [0.0]},
        {**STUMP, "left": [0, 0, 0]},
        {**STUMP, "right": [9, 0, 0]},
        {**STUMP, "column": [len(COLUMNS), -1, -1]},
    ],
)
def test_broken_trees_are_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"tree|node"):
        trees_of(raw(broken))


def test_the_trees_that_ship_can_be_read_and_name_themselves() -> None:
    shipped = load_looks()
    for trees in (shipped.first, shipped.second):
        assert trees.name.startswith("narrative-questions")
        assert len(trees.sha256) == 64


def test_a_second_look_for_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="other columns"):
        looks_of({**raw(STUMP), "second": {**raw(STUMP), "columns": ["another"]}})


def test_trees_for_other_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COLUMNS", ("another",))
    load_looks.cache_clear()
    with pytest.raises(ModelError, match="questions_fit"):
        load_looks()
    load_looks.cache_clear()


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=30))
def test_a_row_scores_the_same_alone_and_among_others(values: list[float]) -> None:
    shipped = load_looks().first
    table = np.tile(np.array(values)[:, None], (1, len(COLUMNS)))
    together = shipped.score(table)
    assert np.allclose(together, [shipped.score(table[n : n + 1])[0] for n in range(len(table))])


def test_they_give_what_the_learning_library_gives() -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    from benchmarks.training.boosting import Growth, grow

    random = np.random.default_rng(3)
    x = random.normal(size=(600, len(COLUMNS)))
    y = (x[:, 0] * x[:, 1] > 0).astype(int)
    model = HistGradientBoostingClassifier(
        max_iter=8, learning_rate=0.1, max_leaf_nodes=6, min_samples_leaf=20, l2_regularization=1.0, random_state=0
    ).fit(x, y)
    made = {"name": "test", **grow(x, y, Growth(trees=8, rate=0.1, leaves=6, least=20, penalty=1.0))[0]}
    assert np.abs(trees_of(made).score(x) - model.decision_function(x)).max() < 1e-3


@given(st.integers(2, 60), st.floats(-4, 4))
def test_among_few_claims_a_pair_speaks_for_itself(claims: int, alone: float) -> None:
    second = {**raw(LEAF, STUMP), "columns": [*COLUMNS, *SECOND_COLUMNS]}
    made, table = looks_of({**raw(STUMP), "second": second}), rows(0.6, 0.4)
    by_itself, pairs = np.full(2, alone), np.array([[0, 1], [0, claims - 1]])
    found = made.weighed(by_itself, table, pairs, [f"article {n % 3}" for n in range(claims)])
    whole = trees_of(raw(STUMP, LEAF)).score(table)
    if claims == 2:
        assert np.allclose(found, 0.1 * whole + 0.9 * by_itself)
    if claims >= 20:
        assert np.allclose(found, whole)
    assert (np.minimum(by_itself, whole) - 1e-9 <= found).all()
    assert (found <= np.maximum(by_itself, whole) + 1e-9).all()

"""What a verdict and its positions say of a relation, and how likely that makes it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import ModelError
from narrative.issues import learned
from narrative.issues.chances import COLUMNS, PairRow, load_relation_weights, pair_rows, relation_models
from narrative.issues.judge import Verdict
from narrative.records import Claim, Reason
from tests.issues.makers import claim

CLAIMS = [
    claim("Lamp:1", "Six pumps failed.", "the water board"),
    claim("Bell:1", "Six of the pumps failed.", "Ines Duarte"),
    claim("Kite:1", "Nine pumps failed.", "Tomas Brandt"),
]
COUNTED = Reason(kind="figure apart", a="six", b="nine")


def verdict(question: float, side: float, *reasons: Reason) -> Verdict:
    return Verdict(agree=question * side, conflict=question * (1 - side), neither=1 - question, reasons=reasons)


def rows(verdicts: dict[tuple[int, int], Verdict], claims: list[Claim] = CLAIMS) -> dict[tuple[int, int], PairRow]:
    return {row.pair: row for row in pair_rows(claims, [[0, 1], [2]], verdicts)}


def test_every_pair_of_a_group_has_one_row() -> None:
    found = rows({(0, 1): verdict(0.8, 0.9), (0, 2): verdict(0.6, 0.1, COUNTED), (1, 2): verdict(0.5, 0.2)})
    assert {pair: row.kind for pair, row in found.items()} == {(0, 1): "agree", (0, 2): "conflict", (1, 2): "conflict"}
    said = COLUMNS.index("said")
    assert [found[pair].row[said] for pair in ((0, 2), (1, 2))] == [1.0, 0.0]


def test_of_a_pair_that_was_not_judged_nothing_is_said() -> None:
    assert rows({(0, 1): verdict(0.8, 0.9), (0, 2): verdict(0.6, 0.1)}).keys() == {(0, 1), (0, 2)}


def test_the_group_vouches_for_a_conflict_and_not_for_agreement() -> None:
    alone = pair_rows(CLAIMS[:2], [[0], [1]], {(0, 1): verdict(0.2, 0.1)})[0].row[0]
    found = rows({(0, 1): verdict(0.2, 0.9), (0, 2): verdict(0.2, 0.1), (1, 2): verdict(0.8, 0.1)})
    assert found[0, 2].row[0] > alone
    assert found[0, 1].row[0] == pytest.approx(math.log(0.18 / 0.82))


def test_within_a_large_position_the_nearest_are_paired_only() -> None:
    claims = [claim(f"Paper{n}:1", "Six pumps failed.", f"source {n}") for n in range(20)]
    verdicts = {pair: verdict(0.5 + 0.01 * (pair[1] - pair[0]), 0.9) for pair in combinations(range(20), 2)}
    found = pair_rows(claims, [list(range(20))], verdicts)
    assert len(found) <= 4 * len(claims)
    assert (0, 19) in {row.pair for row in found}


def test_whose_words_they_are_and_where_they_stand() -> None:
    own = [claim("Lamp:1", "Six pumps failed."), claim("Lamp:2", "Nine pumps failed.", "Ines Duarte"), CLAIMS[2]]
    found = rows({(0, 1): verdict(0.8, 0.9), (1, 2): verdict(0.5, 0.2)}, own)
    voice, article = COLUMNS.index("own voice"), COLUMNS.index("same article")
    assert (found[0, 1].row[voice], found[0, 1].row[article]) == (1.0, 1.0)
    assert (found[1, 2].row[voice], found[1, 2].row[article]) == (0.0, 0.0)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 0.5))
def test_a_likelier_verdict_makes_a_likelier_conflict(question: float, side: float, less: float) -> None:
    weights = load_relation_weights()

    def chance(q: float, s: float) -> float:
        (chance,) = weights.chances(pair_rows(CLAIMS[::2], [[0], [1]], {(0, 1): verdict(q, s)}))
        return chance

    assert 0 < chance(question, side) < 1
    assert chance(question * (1 - less), side) <= chance(question, side)
    assert chance(question, side + (1 - side) * less) <= chance(question, side)


@pytest.fixture
def weights_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of the weights, to be broken."""
    (tmp_path / "data").mkdir()
    shipped = files("narrative.issues").joinpath("data", "agree.json").read_bytes()
    (tmp_path / "data" / "agree.json").write_bytes(shipped)
    monkeypatch.setattr(learned, "files", lambda _: tmp_path)
    load_relation_weights.cache_clear()
    yield tmp_path / "data" / "relate.json"
    load_relation_weights.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        None,
        "{",
        "[]",
        json.dumps({"columns": ["said"], "conflict": [1.0]}),
        json.dumps({"columns": list(COLUMNS), "conflict": [1.0]}),
        json.dumps({"columns": list(COLUMNS), "conflict": [0.0] * 5, "conflict_bias": "x"}),
    ],
)
def test_broken_weights_are_told(weights_file: Path, text: str | None) -> None:
    if text is not None:
        weights_file.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"relate\.json: no readable weights .*relate_fit"):
        load_relation_weights()


@pytest.mark.parametrize("text", ["{", json.dumps({"columns": list(COLUMNS), "bias": 0.0, "trees": []})])
def test_broken_trees_are_told(weights_file: Path, text: str) -> None:
    weights_file.with_name("agree.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"agree\.json: no readable weights .*relate_fit"):
        load_relation_weights()


def test_chances_come_in_the_order_of_their_rows_whatever_is_asked_with_them() -> None:
    weights = load_relation_weights()
    verdicts = {(0, 1): verdict(0.8, 0.9), (0, 2): verdict(0.6, 0.1, COUNTED), (1, 2): verdict(0.5, 0.2)}
    found = pair_rows(CLAIMS, [[0, 1], [2]], verdicts)
    assert weights.chances(found) == [chance for row in found for chance in weights.chances([row])]
    assert weights.chances([]) == []


def test_a_report_names_what_is_learned() -> None:
    assert [model.role for model in relation_models()] == ["relations", "agreement"]
    assert all(len(model.sha256 or "") == 64 for model in relation_models())

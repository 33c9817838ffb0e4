"""Plain statements side by side."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from narrative import pipeline
from narrative.errors import ModelError
from narrative.issues.plain import COLUMNS, load_plain_layer

SAID = "The harbour was closed on Monday."


def test_contrary_same_and_unrelated_are_told_apart() -> None:
    contrary, same, unrelated = pipeline.judge_pairs(
        [
            (SAID, "The harbour was not closed on Monday."),
            (SAID, "On Monday the harbour was shut."),
            (SAID, "A choir from the north has won the contest."),
        ]
    )
    assert contrary.conflict > max(contrary.agree, contrary.neither)
    assert same.agree > max(same.conflict, same.neither)
    assert unrelated.conflict < 0.1


def test_order_does_not_matter() -> None:
    other = "The harbour stayed open."
    forth, back = pipeline.judge_pairs([(SAID, other), (other, SAID)])
    assert (forth.agree, forth.conflict) == pytest.approx((back.agree, back.conflict), abs=1e-6)
    assert forth.agree + forth.conflict + forth.neither == pytest.approx(1)


def test_nothing_in_nothing_out() -> None:
    assert pipeline.judge_pairs([]) == ()


def _without(raw: dict[str, Any], gone: int) -> dict[str, Any]:
    """The trees that do not ask about a column, in the numbering without it."""
    return {
        verdict: group
        | {
            "trees": [
                tree | {"column": [at - (at > gone) for at in tree["column"]]}
                for tree in group["trees"]
                if gone not in tree["column"]
            ]
        }
        for verdict, group in raw["verdicts"].items()
    }


def test_a_column_that_came_later_is_not_asked_about_and_one_that_is_gone_is_told(tmp_path: Path) -> None:
    raw = json.loads(files("narrative.issues").joinpath("data", "plain.json").read_text(encoding="utf-8"))
    path = tmp_path / "plain.json"
    later = raw["columns"].index("words longer")
    fewer = raw | {"columns": [*raw["columns"][:later], *raw["columns"][later + 1 :]], "verdicts": _without(raw, later)}
    path.write_text(json.dumps(fewer), encoding="utf-8")
    place = COLUMNS.index("words longer")
    assert not any((group.column == place).any() for group in load_plain_layer(path).trees)
    path.write_text(json.dumps(raw | {"columns": ["gone", *raw["columns"][1:]]}), encoding="utf-8")
    with pytest.raises(ModelError, match="plain_fit"):
        load_plain_layer(path)

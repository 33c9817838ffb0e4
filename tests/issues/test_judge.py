"""The judge that ships: probabilities, the same in both orders and whatever stands beside a pair."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrative.errors import ModelError, UsageError
from narrative.issues import IssueSettings, Judge
from narrative.issues.combine import Layer, load_layer
from narrative.issues.judge import LearnedJudge, Verdict, judge_with
from narrative.issues.pair_features import COLUMNS
from tests.issues.dome import CLAIMS
from tests.issues.makers import claim

PAIRS = list(combinations(CLAIMS, 2))


@pytest.fixture(scope="module")
def verdicts(judge: LearnedJudge) -> dict[tuple[str, str], Verdict]:
    """Of every pair of the event, judged within it."""
    found = judge.judge(PAIRS, judge.surroundings(CLAIMS))
    return {(a.id, b.id): verdict for (a, b), verdict in zip(PAIRS, found, strict=True)}


def chances(verdict: Verdict) -> tuple[float, float, float]:
    return verdict.agree, verdict.conflict, verdict.neither


def test_it_is_a_judge(judge: LearnedJudge) -> None:
    assert isinstance(judge, Judge)
    assert {model.role for model in judge.models} >= {"judge"}
    assert all(0 <= value <= 1 for value in judge.thresholds().values())


def test_probabilities_sum_to_one(verdicts: dict[tuple[str, str], Verdict]) -> None:
    for verdict in verdicts.values():
        assert sum(chances(verdict)) == pytest.approx(1)
        assert min(chances(verdict)) >= 0
        assert 0 <= verdict.side <= 1


def test_the_order_within_a_pair_does_not_matter(judge: LearnedJudge, verdicts: dict[tuple[str, str], Verdict]) -> None:
    turned = judge.judge([(b, a) for a, b in PAIRS], judge.surroundings(CLAIMS))
    for (a, b), back in zip(PAIRS, turned, strict=True):
        forth = verdicts[a.id, b.id]
        assert chances(back) == pytest.approx(chances(forth), abs=1e-6)
        assert {(r.kind, r.a, r.b) for r in forth.reasons} == {(r.kind, r.b, r.a) for r in back.reasons}


def test_the_order_of_the_pairs_does_not_matter(judge: LearnedJudge, verdicts: dict[tuple[str, str], Verdict]) -> None:
    around = judge.surroundings(CLAIMS)
    backwards = judge.judge(PAIRS[::-1], around)
    assert list(backwards[::-1]) == list(verdicts.values())
    assert list(judge.judge(PAIRS[5:7], around)) == list(verdicts.values())[5:7]


def test_a_judge_that_has_seen_nothing_says_the_same(
    judge: LearnedJudge, verdicts: dict[tuple[str, str], Verdict]
) -> None:
    fresh = judge_with(judge._cross, encoder=judge._encoder)
    assert list(fresh.judge(PAIRS, fresh.surroundings(CLAIMS))) == list(verdicts.values())


@pytest.mark.parametrize(
    "text",
    [
        "The quarry will reopen in the autumn.",
        "Nobody was warned that the quarry had flooded.",
        "Forty-one lorries left the quarry on 3 March.",
        "Ines Duarte owns the quarry.",
    ],
)
def test_equal_texts_agree(judge: LearnedJudge, text: str) -> None:
    pair = claim("Lamp:1", text, "Ines Duarte"), claim("Bell:1", text, "Tomas Brandt")
    (verdict,) = judge.judge([pair], judge.surroundings([*CLAIMS, *pair]))
    assert verdict.agree > 20 * verdict.conflict
    assert verdict.side > 0.95
    assert not {reason.kind for reason in verdict.reasons} - {"figure", "date", "time"}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The quarry will reopen in the autumn.", "The quarry will not reopen in the autumn."),
        ("Forty-one lorries left the quarry.", "Ninety lorries left the quarry."),
        ("The quarry opened again on 3 March.", "The quarry opened again on 17 March."),
    ],
)
def test_a_figure_a_day_or_a_not_splits_what_is_worded_alike(judge: LearnedJudge, text: str, other: str) -> None:
    (verdict,) = judge.judge([(claim("Lamp:1", text, "Ines Duarte"), claim("Bell:1", other, "Tomas Brandt"))])
    assert verdict.conflict > verdict.agree
    assert verdict.reasons


@pytest.mark.parametrize(
    ("text", "other", "unmet"),
    [
        ("Nine pumps failed.", "The district lost fourteen of its pumps, the board said.", True),
        ("The dam holds 40 million litres.", "Behind the wall stand 75 million litres.", True),
        ("Nine pumps failed.", "Of 40 pumps, nine failed.", False),
        ("Nine pumps failed.", "The pumps failed.", False),
    ],
)
def test_figures_of_which_none_meets_are_hardly_one_position(
    judge: LearnedJudge, text: str, other: str, unmet: bool
) -> None:
    (verdict,) = judge.judge([(claim("Lamp:1", text), claim("Bell:1", other))])
    assert verdict.unmet is unmet
    assert not unmet or verdict.side < 0.5


def test_nothing_in_nothing_out(judge: LearnedJudge) -> None:
    assert judge.judge([]) == ()
    assert judge.read([]) == ()


@settings(max_examples=15)
@given(a=st.text(max_size=40), b=st.text(max_size=40))
def test_any_text_is_judged_alike_in_both_orders(judge: LearnedJudge, a: str, b: str) -> None:
    one, other = claim("Lamp:1", a, "Ines Duarte"), claim("Bell:1", b)
    forth, back = judge.judge([(one, other), (other, one)])
    assert chances(forth) == pytest.approx(chances(back), abs=1e-6)
    assert np.isfinite(chances(forth)).all()
    assert sum(chances(forth)) == pytest.approx(1)


def test_features_have_their_names(judge: LearnedJudge) -> None:
    rows, reasons = judge.features(PAIRS[:3])
    assert rows.shape == (3, len(COLUMNS))
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert len(reasons) == 3


def test_a_layer_that_knows_nothing_is_undecided() -> None:
    question, side = Layer.empty("").apply(np.ones((2, len(COLUMNS))))
    assert question.tolist() == side.tolist() == [0.5, 0.5]


def test_broken_weights_are_told(tmp_path: Path) -> None:
    raw = json.loads(files("narrative.issues").joinpath("data", "combine.json").read_text(encoding="utf-8"))
    path = tmp_path / "combine.json"
    with pytest.raises(ModelError, match="no readable weights"):
        load_layer(path)
    no_side = {key: value for key, value in raw.items() if key != "side"}
    for text in ("{", "[]", "{}", json.dumps(no_side), json.dumps(raw | {"side": raw["side"][1:]})):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ModelError, match=r"combine\.json"):
            load_layer(path)
    path.write_text(json.dumps(raw | {"columns": raw["columns"][::-1]}), encoding="utf-8")
    with pytest.raises(ModelError, match="other columns"):
        load_layer(path)


@pytest.mark.parametrize("wrong", [{"agree": 1.5}, {"conflict": -0.1}, {"neighbours": 0}, {"threads": 0}])
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        IssueSettings(**wrong)  # type: ignore[arg-type]


def test_out_of_any_event_the_same_matter_agrees_more_than_another(judge: LearnedJudge) -> None:
    said = claim("Lamp:1", "The ferry left the harbour at noon.", "the harbour master")
    alike = claim("Bell:1", "At noon the ferry sailed from the harbour.", "a deckhand")
    other = claim("Kite:1", "Nurses have ended their strike.", "the union")
    same, apart = judge.judge([(said, alike), (said, other)])
    assert same.agree > apart.agree
    assert same.question > apart.question


def test_a_pair_from_outside_of_the_event_is_judged_all_the_same(judge: LearnedJudge) -> None:
    stranger = claim("Lamp:9", "The bakery on the square sold no bread on Sunday.", "Ines Duarte")
    (verdict,) = judge.judge([(stranger, CLAIMS[0])], judge.surroundings(CLAIMS))
    assert verdict.neither > 0.5

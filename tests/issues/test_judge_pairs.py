"""The pairs that train the judge: the same for the same seed, and right by construction."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from benchmarks.training.judge_data import kept_for_calibration, read_rows
from benchmarks.training.judge_pairs import make
from benchmarks.training.judge_slots import bounded, change, draw
from benchmarks.training.judge_stories import read_stories

SUITES = Path(__file__).parents[2] / "benchmarks" / "suites"


def test_the_same_seed_gives_the_same_pairs() -> None:
    stories = read_stories()
    assert make(stories, 300, 3) == make(stories, 300, 3)
    assert make(stories, 300, 3) != make(stories, 300, 4)


def test_no_slot_is_left_open() -> None:
    for premise, hypothesis, _, kind in make(read_stories(), 3000, 1):
        assert "{" not in premise + hypothesis, kind
        assert "|" not in premise + hypothesis, kind


def test_every_label_has_its_share() -> None:
    labels = [label for _, _, label, _ in make(read_stories(), 3000, 2)]
    assert all(0.25 < labels.count(label) / len(labels) < 0.45 for label in range(3))


@pytest.mark.parametrize("slot", ["N", "P", "C", "R", "O", "M", "PC", "KM", "D", "W", "T", "Y", "MO", "SCORE"])
def test_a_changed_value_is_another(slot: str) -> None:
    rng = Random(0)
    for _ in range(50):
        value = draw(slot, None, rng)
        other = change(value, None, rng)
        assert (value.text, value.amount) != (other.text, other.amount)


def test_bounds_say_whether_they_are_kept() -> None:
    rng = Random(1)
    for amount in (3, 12, 40, 950):
        for text, fits in bounded(amount, rng):
            if text.startswith("at least") and text.split()[-1].replace(",", "").isdigit():
                assert (amount >= int(text.split()[-1].replace(",", ""))) == fits


def test_noncommercial_rows_are_refused(tmp_path: Path) -> None:
    row = {"premise": "a", "hypothesis": "b", "label": "neutral", "dataset": "x"}
    lines = [json.dumps(row | {"licence": licence}) for licence in ("open", "unstated", "noncommercial")]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert len(list(read_rows(path))) == 2


def test_a_quarter_calibrates() -> None:
    kept = sum(kept_for_calibration(f"premise {n}", "hypothesis") for n in range(4000))
    assert 850 < kept < 1150


@pytest.mark.parametrize("name", ["false_conflicts", "true_conflicts"])
def test_suites_have_their_form_and_stay_out_of_training(name: str) -> None:
    rows = [json.loads(line) for line in (SUITES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row["shape"], row["half"]] = counts.get((row["shape"], row["half"]), 0) + 1
    assert len(counts) == 16
    assert set(counts.values()) == {25}
    halves = {half: {row["a"] for row in rows if row["half"] == half} for half in ("dev", "heldout")}
    assert not halves["dev"] & halves["heldout"]
    sentences = {text.lower() for story in read_stories() for block in story.blocks for text in block.same}
    assert not any(row["a"].lower().rstrip(".") in sentences for row in rows)

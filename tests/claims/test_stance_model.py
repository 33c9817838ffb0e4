"""The learned stance of a cue phrase."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.claims.stance_model import load_stance_model, stance_model_from_bytes, stance_of_phrases
from narrative.errors import ModelError
from narrative.records import STANCES

TRAINING = Path(__file__).parents[2] / "benchmarks" / "training" / "data"


def best(phrase: str) -> str:
    chances = stance_of_phrases([phrase])[0]
    return max(chances, key=lambda stance: chances[stance])


@pytest.mark.parametrize(
    ("phrase", "stance"),
    [
        ("X told a rally that Y", "asserts"),
        ("X acknowledged on Friday that Y", "confirms"),
        ("X strongly denied the accusation", "denies"),
        ("X cast doubt on whether Y", "doubts"),
        ("X would neither confirm nor deny Y", "withholds"),
        ("X deleted the post and apologised", "retracts"),
        ("X withdrew its troops from the town", "asserts"),
        ("X questioned the driver at the police station", "asserts"),
    ],
)
def test_plain_wordings(phrase: str, stance: str) -> None:
    assert best(phrase) == stance


def test_negation_turns_a_confirmation() -> None:
    assert best("X has confirmed Y") == "confirms"
    assert best("X has still not confirmed Y") == "withholds"


@pytest.mark.parametrize("path", ["stance_heldout.tsv"])
def test_wordings_held_out_beat_every_constant_answer_by_far(path: str) -> None:
    lines = (TRAINING / path).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    chances = stance_of_phrases([phrase for _, phrase in rows])
    right = [max(c, key=lambda s: c[s]) == stance for c, (stance, _) in zip(chances, rows, strict=True)]
    assert np.mean(right) > 0.55
    sure = [r for r, c in zip(right, chances, strict=True) if max(c.values()) >= 0.8]
    assert np.mean(sure) > 0.8


def test_no_held_out_wording_was_trained_on() -> None:
    def read(name: str) -> list[list[str]]:
        lines = (TRAINING / name).read_text(encoding="utf-8").splitlines()
        return [line.split("\t") for line in lines if not line.startswith("#")]

    trained = {row[2].lower() for row in read("stance_examples.tsv")}
    held = read("stance_heldout.tsv")
    assert not trained & {row[1].lower() for row in held}
    counts = {stance: sum(row[0] == stance for row in held) for stance in STANCES}
    assert min(counts.values()) >= 40
    assert min(sum(row[0] == stance for row in read("stance_examples.tsv")) for stance in STANCES) >= 300


@given(st.text(max_size=200))
def test_any_text_gives_probabilities(phrase: str) -> None:
    (chances,) = stance_of_phrases([phrase])
    assert list(chances) == list(STANCES)
    assert sum(chances.values()) == pytest.approx(1.0, abs=1e-4)
    assert all(0.0 <= chance <= 1.0 for chance in chances.values())


def test_phrases_do_not_touch_each_other() -> None:
    phrases = ["X denied Y", "X said Y", "had no comment"]
    assert stance_of_phrases(phrases)[::-1] == stance_of_phrases(phrases[::-1])


def test_a_phrase_without_letters_is_no_stance_at_all() -> None:
    assert stance_of_phrases(["... 12!"])[0]["asserts"] == 1.0
    assert stance_of_phrases([]) == []


def test_broken_weights_are_noticed() -> None:
    raw = (files("narrative.claims.data") / "stance_model.npz").read_bytes()
    with pytest.raises(ModelError, match="reinstall"):
        stance_model_from_bytes(raw[:-1], load_stance_model().sha256)
    assert len(raw) < 1_000_000


def test_numpy_is_all_it_needs() -> None:
    code = (
        "import sys; from narrative.claims.stance_model import stance_of_phrases as s; s(['X denied Y']); "
        "print(sorted({'torch', 'sklearn', 'spacy', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

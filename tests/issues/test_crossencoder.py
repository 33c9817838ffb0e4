"""The cross-encoder that ships: labels, order, threads, calibration, and what it says when it cannot be loaded."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from narrative.errors import ModelError
from narrative.issues.crossencoder import (
    CONTRADICTION,
    ENTAILMENT,
    NEUTRAL,
    OnnxPairModel,
    PairModel,
    label_columns,
    load_pair_model,
    read_description,
)

PAIRS = [
    ("Eleven people were hurt when the tram hit a lorry.", "Nobody was hurt when the tram hit a lorry."),
    ("The council approved the stadium.", "The stadium was approved by the council."),
    ("The council approved the stadium.", "The zoo has a new elephant."),
    ("The mayor said on Tuesday that the old bridge would be closed for repairs in June.", "The bridge is old."),
]


@pytest.fixture(scope="module")
def model() -> PairModel:
    return load_pair_model()


def shipped() -> Path:
    return Path(str(files("narrative.issues"))) / "model"


def test_rows_are_probabilities(model: PairModel) -> None:
    found = model.predict(PAIRS)
    assert found.shape == (len(PAIRS), 3)
    assert (found >= 0).all()
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(("pair", "label"), [(PAIRS[0], CONTRADICTION), (PAIRS[1], ENTAILMENT), (PAIRS[2], NEUTRAL)])
def test_plain_cases_are_told_apart(model: PairModel, pair: tuple[str, str], label: int) -> None:
    assert model.predict([pair])[0].argmax() == label


def test_order_and_repetition_do_not_matter(model: PairModel) -> None:
    once = model.predict(PAIRS)
    again = model.predict([*reversed(PAIRS), PAIRS[0]])
    np.testing.assert_array_equal(once[::-1], again[:-1])
    np.testing.assert_array_equal(once[0], again[-1])


def test_what_stands_beside_a_pair_does_not_matter(model: PairModel) -> None:
    together = model.predict(PAIRS)
    alone = np.vstack([model.predict([pair]) for pair in PAIRS])
    np.testing.assert_array_equal(together, alone)


def test_threads_do_not_matter(model: PairModel) -> None:
    many = [(f"The fire in hall {n} injured {n} people.", "Nobody was injured.") for n in range(2, 22)]
    np.testing.assert_array_equal(model.predict(many), load_pair_model(threads=2).predict(many))


def test_nothing_in_nothing_out(model: PairModel) -> None:
    assert model.predict([]).shape == (0, 3)


def test_empty_and_endless_texts_are_judged(model: PairModel) -> None:
    found = model.predict([("", ""), ("word " * 4000, "word"), ("word", "word " * 4000)])
    assert np.isfinite(found).all()


def test_it_fits_in_the_wheel_and_says_what_it_is(model: PairModel) -> None:
    assert (shipped() / "judge.onnx").stat().st_size <= 30_000_000
    description = read_description(shipped())
    assert description.sha256[:12] in model.name


def test_calibration_is_applied(tmp_path: Path) -> None:
    shutil.copytree(shipped(), tmp_path / "model")
    path = tmp_path / "model" / "model.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["calibration"] = {"scale": 0.0, "bias": [0.0, 0.0, 0.0]}
    path.write_text(json.dumps(raw), encoding="utf-8")
    np.testing.assert_allclose(load_pair_model(str(tmp_path / "model")).predict(PAIRS), 1 / 3, atol=1e-6)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    shutil.copytree(shipped(), tmp_path / "model")
    weights = tmp_path / "model" / "judge.onnx"
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="sha256"):
        OnnxPairModel(tmp_path / "model")


def test_a_missing_description_is_told(tmp_path: Path) -> None:
    shutil.copy(shipped() / "judge.onnx", tmp_path / "judge.onnx")
    with pytest.raises(ModelError, match=r"model\.json"):
        load_pair_model(str(tmp_path))


def test_a_model_that_is_not_there_is_told() -> None:
    with pytest.raises(ModelError, match="no cross-encoder"):
        load_pair_model("no/such-model")


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        ({0: "contradiction", 1: "entailment", 2: "neutral"}, (1, 0, 2)),
        ({0: "ENTAILMENT", 1: "NEUTRAL", 2: "CONTRADICTION"}, (0, 2, 1)),
        ({0: "SUPPORTS", 1: "REFUTES", 2: "NOT ENOUGH INFO"}, (0, 1, 2)),
    ],
)
def test_labels_are_mapped_by_name(labels: dict[int, str], columns: tuple[int, int, int]) -> None:
    assert label_columns(labels, "m") == columns


@pytest.mark.parametrize("labels", [{0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}, {0: "entailment", 1: "neutral"}])
def test_unclear_labels_are_refused(labels: dict[int, str]) -> None:
    with pytest.raises(ModelError, match="labels"):
        label_columns(labels, "m")

"""Vectors of claims by their question, from the middle of the encoder."""

from __future__ import annotations

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from narrative.errors import ModelError
from narrative.issues.question_encoder import DESCRIPTION, WEIGHTS, load_question_encoder
from narrative.vectors import Vectors, load_encoder

TEXTS = (
    "Forty people were hurt when the platform gave way",
    "The number of injured had risen to fifty by the evening",
    "The operator had been warned about rust two years ago",
    "Stop.",
)


@pytest.fixture(scope="module")
def middles() -> list[Vectors]:
    found = [tokens.middle for tokens in load_encoder().encode_tokens(TEXTS)]
    return [middle for middle in found if middle is not None]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    with as_file(files("narrative.issues") / "model") as folder:
        for name in (WEIGHTS, DESCRIPTION):
            shutil.copy(folder / name, tmp_path / name)
    return tmp_path


def test_it_goes_on_from_the_encoder_that_it_names() -> None:
    shipped = load_question_encoder()
    assert shipped.encoder == load_encoder().sha256
    assert shipped.model.role == "question-encoder"
    assert len(shipped.model.sha256 or "") == 64


def test_vectors_have_length_one_and_do_not_depend_on_what_stands_beside_them(middles: list[Vectors]) -> None:
    shipped = load_question_encoder()
    found = shipped.encode(middles)
    assert found.shape == (len(TEXTS), load_encoder().dimension)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert np.array_equal(found[2], shipped.encode(middles[2:3])[0])


def test_two_answers_to_one_question_are_nearer_than_by_the_encoder(middles: list[Vectors]) -> None:
    asked, plain = load_question_encoder().encode(middles[:3]), load_encoder().encode(TEXTS[:3])
    assert asked[0] @ asked[1] - asked[0] @ asked[2] > plain[0] @ plain[1] - plain[0] @ plain[2]


def test_other_weights_than_described_are_refused(copied: Path) -> None:
    described = json.loads((copied / DESCRIPTION).read_text(encoding="utf-8"))
    (copied / DESCRIPTION).write_text(json.dumps({**described, "sha256": "0" * 64}), encoding="utf-8")
    with pytest.raises(ModelError, match="sha256"):
        load_question_encoder(copied)


@pytest.mark.parametrize("name", [WEIGHTS, DESCRIPTION])
def test_a_missing_file_is_named_with_what_to_do(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelError, match=r"questions.*question_train"):
        load_question_encoder(copied)

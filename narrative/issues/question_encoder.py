"""Vectors of claims by the question that they answer.

The encoder puts near each other what speaks of the same things; in one event nearly all does. The upper half of its
layers was trained further so that claims come near that answer one question, by
``benchmarks/training/question_train.py``. It goes on from what the lower half makes of a text, which comes from the
same pass.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from narrative.errors import ModelError
from narrative.records import Model
from narrative.vectors import Vectors
from narrative.vectors.onnx_runtime import open_session

WEIGHTS, DESCRIPTION = "questions.onnx", "questions.json"
_MAKE = "run benchmarks/training/question_train.py, or reinstall the package"


@dataclass(frozen=True, slots=True)
class QuestionEncoder:
    """The upper half of an encoder.

    Parameters
    ----------
    model
        As a report names it.
    encoder
        SHA-256 of the weights of the encoder whose lower half it goes on from.
    session
        Of ONNX Runtime.
    """

    model: Model
    encoder: str
    session: Any

    def encode(self, middles: Sequence[Vectors]) -> Vectors:
        """Vectors of length 1, each by itself.

        Parameters
        ----------
        middles
            Of each text, as `narrative.vectors.Tokens` has it; shape (tokens + 2, d).

        Returns
        -------
        numpy.ndarray
            float32, shape (n, d).
        """
        return np.stack([self.session.run(["vector"], {"middle": middle})[0] for middle in middles])


def load_question_encoder(folder: Path | None = None) -> QuestionEncoder:
    """Load the one that ships, or that of a folder.

    Parameters
    ----------
    folder
        With ``questions.onnx`` and ``questions.json``.

    Raises
    ------
    ModelError
        A file is missing, or the weights are not what their hash says.
    """
    if folder is None:
        with as_file(files("narrative.issues") / "model") as shipped:
            return load_question_encoder(shipped)
    try:
        weights = (folder / WEIGHTS).read_bytes()
        raw = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        name, sha256, encoder = f"{raw['name']} {raw['version']}", str(raw["sha256"]), str(raw["encoder"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / WEIGHTS}: no readable weights of questions ({error}); {_MAKE}") from error
    actual = hashlib.sha256(weights).hexdigest()
    if actual != sha256:
        raise ModelError(f"{folder / WEIGHTS}: sha256 is {actual}, not {sha256} as {DESCRIPTION} says; {_MAKE}")
    session = open_session(weights, folder / WEIGHTS)
    return QuestionEncoder(Model(role="question-encoder", name=name, sha256=sha256), encoder, session)

"""The stance of a cue phrase that no list holds, learned from examples that the project wrote itself.

A logistic regression over hashed n-grams and averaged word vectors (:mod:`narrative.claims.stance_features`),
with numpy alone. The weights (``data/stance_model.npz``) and their hash and figures (``data/stance_model.json``)
come from ``benchmarks/training/stance_train.py``; no news text and no annotated corpus went into them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrative.claims.stance_features import Floats, dense, hashed
from narrative.errors import ModelError
from narrative.records import STANCES, Stance

_DATA = "narrative.claims.data"


@dataclass(frozen=True, slots=True)
class StanceModel:
    """The weights of the classifier.

    Parameters
    ----------
    words
        Row of each word in ``table``.
    table
        Word vectors, shape (words, d), int8.
    sparse_weights
        Of the hashed n-grams, shape (buckets, 6), in the order of ``STANCES``.
    dense_weights
        Of the mean word vector, plain and negated, shape (2 d, 6).
    bias
        Shape (6,).
    temperature
        Divides the scores, so that the probabilities are calibrated on wordings kept apart in training.
    sha256
        Hash of the file of weights.
    """

    words: Mapping[str, int]
    table: NDArray[np.int8]
    sparse_weights: NDArray[np.float16]
    dense_weights: Floats
    bias: Floats
    temperature: float
    sha256: str

    def probabilities(self, phrase: str) -> Floats:
        """Probability of each stance, shape (6,), in the order of ``STANCES``."""
        places, values = hashed(phrase)
        scores = self.bias + values @ self.sparse_weights[places].astype(np.float32)
        scores = (scores + dense(phrase, self.words, self.table) @ self.dense_weights) / self.temperature
        powers = np.exp(scores - scores.max())
        result: Floats = (powers / powers.sum()).astype(np.float32)
        return result


@lru_cache(maxsize=1)
def load_stance_model() -> StanceModel:
    """The classifier of the package, read once.

    Raises
    ------
    ModelError
        Where the weights are missing or are not what their recorded hash says.
    """
    folder = files(_DATA)
    try:
        raw = (folder / "stance_model.npz").read_bytes()
        card = json.loads((folder / "stance_model.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            f"the stance model of narrative.claims cannot be read ({error}): reinstall the package"
        ) from error
    return stance_model_from_bytes(raw, card["sha256"])


def stance_model_from_bytes(raw: bytes, expected_sha256: str) -> StanceModel:
    """A classifier from the bytes of its file.

    Raises
    ------
    ModelError
        Where the bytes are not what the hash says.
    """
    digest = sha256(raw).hexdigest()
    if digest != expected_sha256:
        raise ModelError(
            f"stance_model.npz has the hash {digest[:12]}, its card says {expected_sha256[:12]}: reinstall the package"
        )
    arrays: Any = np.load(BytesIO(raw), allow_pickle=False)
    words = bytes(arrays["words"]).decode("utf-8").split("\n")
    return StanceModel(
        words={word: row for row, word in enumerate(words)},
        table=arrays["table"],
        sparse_weights=arrays["sparse_weights"],
        dense_weights=arrays["dense_weights"],
        bias=arrays["bias"],
        temperature=float(arrays["temperature"]),
        sha256=digest,
    )


def stance_of_phrases(phrases: Sequence[str]) -> list[dict[Stance, float]]:
    """Calibrated probabilities of the six stances, phrase by phrase.

    Parameters
    ----------
    phrases
        Each the clause that carries a cue, or the cue alone with what tells the stance. It helps to put X for
        the source and Y for what is stated (``"X stopped short of confirming Y"``), and leaving both out is
        nearly as good (``"stopped short of confirming"``); names and a long content only add noise.

    Returns
    -------
    list of dict
        One a phrase; the values of each sum to 1. A phrase with no letter in it is ``asserts`` for certain.

    Notes
    -----
    Trust it only where no list decides and the best probability is at least 0.9: on wordings unlike all of its
    examples its best guess is wrong in a third of the cases (figures in ``data/stance_model.json``), and plain
    narration about a person can look like a stance below that.

    Examples
    --------
    >>> best = stance_of_phrases(["X stopped short of confirming Y"])[0]
    >>> max(best, key=best.get)
    'withholds'
    """
    model = load_stance_model()
    found: list[dict[Stance, float]] = []
    for phrase in phrases:
        if not any(letter.isalpha() for letter in phrase):
            found.append({stance: float(stance == "asserts") for stance in STANCES})
            continue
        chances = model.probabilities(phrase)
        found.append({stance: float(chance) for stance, chance in zip(STANCES, chances, strict=True)})
    return found

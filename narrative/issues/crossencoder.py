"""The cross-encoder: how likely one text entails, contradicts or is neutral to another.

`load_pair_model` gives the network that ships (onnxruntime, int8, no torch), or any other
three-way NLI cross-encoder that sentence-transformers loads. Both are a `PairModel`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from narrative.errors import ModelError
from narrative.issues.evidence import select_evidence
from narrative.vectors.onnx_runtime import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

ENTAILMENT, CONTRADICTION, NEUTRAL = 0, 1, 2
LABELS = ("entailment", "contradiction", "neutral")
"""Order of the columns of every `PairModel.predict`."""

Pair = tuple[str, str]
Probabilities = NDArray[np.float32]

_WEIGHTS, _TOKENIZER, _DESCRIPTION = "judge.onnx", "tokenizer.json", "model.json"
_SHORT_HASH = 12
# How public NLI cross-encoders spell the three labels; matched on the start of the name.
_LABEL_STARTS = {"entail": 0, "support": 0, "contradict": 1, "refute": 1, "neutral": 2, "not enough": 2, "nei": 2}


@runtime_checkable
class PairModel(Protocol):
    """Anything that judges pairs of texts.

    Attributes
    ----------
    name
        Name and the start of the weights' sha256, as the report shows it.
    """

    @property
    def name(self) -> str: ...

    def predict(self, pairs: Sequence[Pair]) -> Probabilities:
        """Return probabilities, shape (n, 3), columns as in `LABELS`, rows summing to one."""
        ...


@dataclass(frozen=True)
class ModelDescription:
    """What ``model.json`` says of the weights beside it.

    Attributes
    ----------
    name, version
        Name and version as they are reported.
    sha256
        Of the weights; checked on loading.
    max_tokens
        Longest pair in tokens; the longer text of a longer pair is cut at its end.
    scale, bias
        Calibration: probabilities are ``softmax(scale * logits + bias)``, one bias a label
        (vector-biased temperature scaling, Guo et al. 2017).
    """

    name: str
    version: str
    sha256: str
    max_tokens: int
    scale: float
    bias: tuple[float, float, float]


def load_pair_model(name_or_path: str | None = None, *, threads: int = 1) -> PairModel:
    """Load a cross-encoder by path or name.

    Parameters
    ----------
    name_or_path
        ``None`` (default) for the network that ships; a folder with ``judge.onnx``,
        ``tokenizer.json`` and ``model.json``; or a folder or a cached name of any three-way
        NLI cross-encoder that sentence-transformers loads. Nothing is downloaded.
    threads
        Threads that judge batches side by side, default 1. The result does not depend on it.

    Returns
    -------
    PairModel

    Raises
    ------
    ModelError
        When files are missing, the weights are not what their hash says, or the labels of a
        model cannot be told apart by their names.
    """
    if name_or_path is None:
        with as_file(files("narrative.issues") / "model") as folder:
            return OnnxPairModel(folder, threads=threads)
    if (Path(name_or_path) / _WEIGHTS).is_file():
        return OnnxPairModel(Path(name_or_path), threads=threads)
    return SentenceTransformersPairModel(name_or_path)


def read_description(folder: Path) -> ModelDescription:
    """Read ``model.json`` of a model folder.

    Raises
    ------
    ModelError
        When it is missing or a field is missing or of another kind.
    """
    path = folder / _DESCRIPTION
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if tuple(raw["labels"]) != LABELS:
            raise ModelError(f"{path}: labels are {raw['labels']}, not {list(LABELS)}; export the model anew")
        first, second, third = (float(value) for value in raw["calibration"]["bias"])
        return ModelDescription(
            name=str(raw["name"]),
            version=str(raw["version"]),
            sha256=str(raw["sha256"]),
            max_tokens=int(raw["max_tokens"]),
            scale=float(raw["calibration"]["scale"]),
            bias=(first, second, third),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"{path}: no readable description of a judge ({error}); reinstall the package") from error


class OnnxPairModel:
    """The exported network: onnxruntime and tokenizers only.

    Parameters
    ----------
    folder
        Holds ``judge.onnx``, ``tokenizer.json`` and ``model.json``.
    threads
        Pairs judged side by side, each on one core, default 1.

    Notes
    -----
    Each pair is judged by itself: int8 activations share one range a batch, so that in a batch a verdict would depend
    on the pairs beside it (by up to 0.07), and with it on the order of the events and the number of workers. It costs
    a fifth of the speed.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.description = read_description(folder)
        self._threads = threads
        self._session = _open_session(folder / _WEIGHTS, self.description.sha256)
        self._tokenizer = _open_tokenizer(folder / _TOKENIZER, self.description.max_tokens)

    @property
    def name(self) -> str:
        """Name, version and the start of the sha256 of the weights."""
        d = self.description
        return f"{d.name} {d.version} (sha256 {d.sha256[:_SHORT_HASH]})"

    def predict(self, pairs: Sequence[Pair]) -> Probabilities:
        """Return calibrated probabilities, shape (n, 3), columns as in `LABELS`."""
        logits = self.logits(pairs)
        return _softmax(self.description.scale * logits + np.array(self.description.bias, dtype=np.float32))

    def logits(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """Return the network's raw scores, shape (n, 3), before calibration.

        Equal pairs are judged once.
        """
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        unique = sorted(set(pairs))
        encodings = self._tokenizer.encode_batch([(select_evidence(a, b), b) for a, b in unique])
        scores = np.vstack(self._run_all(encodings))
        place = {pair: i for i, pair in enumerate(unique)}
        return scores[[place[pair] for pair in pairs]]

    def _run_all(self, encodings: Sequence[Encoding]) -> list[NDArray[np.float32]]:
        if self._threads == 1 or len(encodings) == 1:
            return [self._run(encoding) for encoding in encodings]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._run, encodings))

    def _run(self, encoding: Encoding) -> NDArray[np.float32]:
        inputs = {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(encoding.ids)), dtype=np.int64),
            "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
        }
        logits: NDArray[np.float32] = self._session.run(["logits"], inputs)[0]
        return logits


class SentenceTransformersPairModel:
    """Any three-way NLI cross-encoder that sentence-transformers loads, offline.

    Parameters
    ----------
    name_or_path
        A folder, or a name that is already in the local cache.

    Raises
    ------
    ModelError
        When it cannot be loaded, or its labels are not the three of NLI by name.
    """

    def __init__(self, name_or_path: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model: Any = CrossEncoder(name_or_path, device="cpu", local_files_only=True)
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"{name_or_path}: no cross-encoder could be loaded ({error}); "
                "give a folder, or a name that was downloaded before"
            ) from error
        self._columns = label_columns(self._model.config.id2label, name_or_path)
        self._name = f"{Path(name_or_path).name} (sha256 {_hash_weights(Path(name_or_path))})"

    @property
    def name(self) -> str:
        """Name and the start of the sha256 of the weights, where they are in a folder."""
        return self._name

    def predict(self, pairs: Sequence[Pair]) -> Probabilities:
        """Return probabilities, shape (n, 3), columns as in `LABELS`."""
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        unique = sorted(set(pairs))
        raw = self._model.predict(unique, apply_softmax=True, show_progress_bar=False)
        scores = np.asarray(raw, dtype=np.float32)[:, list(self._columns)]
        place = {pair: i for i, pair in enumerate(unique)}
        return scores[[place[pair] for pair in pairs]]


def label_columns(id2label: dict[int, str], where: str) -> tuple[int, int, int]:
    """Find the columns of entailment, contradiction and neutral by the names of the labels.

    Parameters
    ----------
    id2label
        The model's own labels by column.
    where
        Named in the error.

    Raises
    ------
    ModelError
        When there are not exactly three labels, or a name is none that is known.
    """
    found: dict[int, int] = {}
    for column, label in id2label.items():
        name = str(label).lower().replace("_", " ").replace("-", " ").strip()
        for start, meaning in _LABEL_STARTS.items():
            if name.startswith(start):
                found[meaning] = int(column)
    if len(id2label) != len(LABELS) or len(found) != len(LABELS):
        raise ModelError(
            f"{where}: the labels are {sorted(map(str, id2label.values()))}; "
            f"a judge needs three that are named {', '.join(LABELS)}"
        )
    return found[ENTAILMENT], found[CONTRADICTION], found[NEUTRAL]


def _open_session(path: Path, sha256: str) -> InferenceSession:
    try:
        weights = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: no weights of the judge ({error}); reinstall the package") from error
    actual = hashlib.sha256(weights).hexdigest()
    if actual != sha256:
        raise ModelError(f"{path}: sha256 is {actual}, not {sha256} as {_DESCRIPTION} says; reinstall the package")
    session: InferenceSession = open_session(weights, path)
    return session


def _open_tokenizer(path: Path, max_tokens: int) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except Exception as error:  # the library raises bare Exception for a broken file
        raise ModelError(f"{path}: no tokenizer of the judge ({error}); reinstall the package") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _softmax(logits: NDArray[np.float32]) -> Probabilities:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities: Probabilities = (shifted / shifted.sum(axis=1, keepdims=True)).astype(np.float32)
    return probabilities


def _hash_weights(folder: Path) -> str:
    for name in ("model.safetensors", "pytorch_model.bin"):
        if (folder / name).is_file():
            with (folder / name).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()[:_SHORT_HASH]
    return "unknown"

"""The fast path on a processor: the same weights in ONNX Runtime, without PyTorch."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from narrative.errors import ModelError
from narrative.vectors.cache import cached_graph
from narrative.vectors.encoder import Tokens, Vectors, VectorSettings, of_length_one
from narrative.vectors.graph import read_shape
from narrative.vectors.weights import TOKENIZER, WEIGHTS, file_sha256

Made = TypeVar("Made")


class OnnxEncoder:
    """A BERT sentence encoder with mean pooling, run by ONNX Runtime.

    Parameters
    ----------
    folder
        Folder of a sentence-transformers model with ``model.safetensors`` and ``tokenizer.json``.
    name
        Name under which reports list it; the folder's by default. The arithmetic is added to it where it is
        not float32.
    sha256
        Hash of its weights where it was checked already.
    settings
        ``precision``, ``threads``, ``batch_size``, ``max_tokens`` and ``cache_folder`` count here.

    Raises
    ------
    ModelError
        The model is of a kind that the graph cannot hold, or a file of it cannot be read.

    Notes
    -----
    Each text goes through the graph by itself, so that its vector is the same to the last bit whatever
    stands beside it and however many threads work. Threads share one session; each works on one core.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str | None = None,
        sha256: str | None = None,
        settings: VectorSettings | None = None,
    ) -> None:
        self._settings = settings or VectorSettings()
        precision = self._settings.precision
        self.dimension = read_shape(folder).width
        try:
            self.sha256: str | None = sha256 or file_sha256(folder / WEIGHTS)
        except OSError as error:
            raise ModelError(f"{folder / WEIGHTS}: {error.strerror}; the ONNX backend needs it") from error
        graph = cached_graph(folder, precision, str(self.sha256), self._settings.cache_folder)
        self.name = (name or folder.name) + ("" if precision == "float32" else f"/{precision}")
        self._session = open_session(graph, folder)
        self._tokenizer = _tokenizer(folder, self._settings.max_tokens)
        self._threads = self._settings.threads or usable_cores()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts; a text that occurs twice is embedded once."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack(self._each(texts, self._vector))

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        """Each text piece by piece; a text that occurs twice is embedded once."""
        return tuple(self._each(texts, self._tokens))

    def _each(self, texts: Sequence[str], made_of: Callable[[str], Made]) -> list[Made]:
        """What is made of each text, in their order."""
        # Long ones first, so that no thread is left alone with a long text at the end.
        distinct = sorted(set(texts), key=lambda text: (-len(text), text))
        if self._threads == 1 or len(distinct) <= self._settings.batch_size:
            made = [made_of(text) for text in distinct]
        else:
            size = self._settings.batch_size
            batches = [distinct[i : i + size] for i in range(0, len(distinct), size)]
            with ThreadPoolExecutor(min(self._threads, len(batches))) as pool:
                made = list(chain.from_iterable(pool.map(lambda batch: [made_of(text) for text in batch], batches)))
        by_text = dict(zip(distinct, made, strict=True))
        return [by_text[text] for text in texts]

    def _ids(self, text: str) -> npt.NDArray[np.int64]:
        # By itself and without a batch of the tokenizer, whose threads would get in the way of ours.
        return np.array(self._tokenizer.encode(text).ids, dtype=np.int64)

    def _vector(self, text: str) -> Vectors:
        return np.asarray(self._session.run(["vector"], {"ids": self._ids(text)})[0], dtype=np.float32)

    def _tokens(self, text: str) -> Tokens:
        ids = self._ids(text)
        vector, rows, middle = self._session.run(["vector", "tokens", "middle"], {"ids": ids})
        # the tokenizer puts one mark before and one after
        return Tokens(ids[1:-1], of_length_one(rows[1:-1]), vector, middle)

    def __reduce__(self) -> Any:
        raise TypeError("an OnnxEncoder holds a session of ONNX Runtime: load one in each process")


def usable_cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def open_session(graph: bytes, where: Path) -> Any:
    """A session of ONNX Runtime on one core; several side by side scale better than one on many cores.

    Parameters
    ----------
    graph
        A serialised ONNX model.
    where
        It comes from; named in errors.

    Raises
    ------
    ModelError
        ONNX Runtime cannot run it.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises classes of its own that share no base
        raise ModelError(f"{where}: ONNX Runtime cannot run the graph of this model ({error})") from error


def _tokenizer(folder: Path, max_tokens: int) -> Any:
    from tokenizers import Tokenizer

    path = folder / TOKENIZER
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises a bare Exception
        raise ModelError(f"{path}: the tokenizer cannot be read ({error})") from error
    # The file that comes with the model pads every text to 128 tokens and cuts it there.
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer

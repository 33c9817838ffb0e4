"""What an encoder is, and how one is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from narrative.errors import UsageError

Vectors = npt.NDArray[np.float32]
Backend = Literal["auto", "onnx", "sentence-transformers"]
Precision = Literal["int8", "float32"]


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into vectors of length 1, so that a dot product is a cosine."""

    @property
    def name(self) -> str:
        """Name of the model and, after a slash, of the arithmetic where it is not float32."""

    @property
    def sha256(self) -> str | None:
        """SHA-256 of the weights that the vectors come from."""

    @property
    def dimension(self) -> int:
        """Length of a row."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts.

        Parameters
        ----------
        texts
            In any order; the same text always gives the same vector, whatever stands beside it.

        Returns
        -------
        numpy.ndarray
            float32, shape (len(texts), dimension), rows of length 1.
        """


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text piece by piece, as its encoder reads it.

    Parameters
    ----------
    ids
        Of the tokenizer, int64, shape (tokens,); without the marks of beginning and end.
    rows
        float32, shape (tokens, dimension), of length 1: what each piece means in its place.
    vector
        Of the whole text, as `Encoder.encode` gives it; shape (dimension,).
    middle
        float32, shape (tokens + 2, dimension): what the lower half of the layers makes of each piece and of the marks
        of beginning and end; not of length one. Another upper half may go on from it. ``None`` where nobody can tell.
    """

    ids: npt.NDArray[np.int64]
    rows: Vectors
    vector: Vectors
    middle: Vectors | None = None


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also gives the vectors of the pieces of a text."""

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        """Each text piece by piece, in the order of `texts`; what is said of `Encoder.encode` holds here, too."""


def of_length_one(rows: Vectors) -> Vectors:
    """Rows divided by their lengths; shape (n, d)."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorSettings:
    """How texts are embedded.

    Parameters
    ----------
    backend
        ``"onnx"`` runs the model in ONNX Runtime, ``"sentence-transformers"`` in PyTorch. ``"auto"``
        takes ONNX Runtime for the default model on a processor, sentence-transformers otherwise.
    precision
        Arithmetic of the ONNX backend: 8-bit integers for the matrix products, or float32.
    threads
        Threads that embed side by side, one core each; all cores that this process may use by default.
    batch_size
        Texts in a batch.
    max_tokens
        Tokens of a text that are read; the rest is cut off, as sentence-transformers does.
    cache_folder
        Where the ONNX graph is kept once built; the user's cache folder by default.
    device
        ``"cpu"``, ``"cuda"``, ``"mps"``; by default a GPU where PyTorch has one, else the processor.

    Raises
    ------
    UsageError
        A number is not positive.
    """

    backend: Backend = "auto"
    precision: Precision = "int8"
    threads: int | None = None
    batch_size: int = 16
    max_tokens: int = 256
    cache_folder: Path | None = None
    device: str | None = None

    def __post_init__(self) -> None:
        for field in ("threads", "batch_size", "max_tokens"):
            value = getattr(self, field)
            if value is not None and value < 1:
                raise UsageError(f"VectorSettings.{field} is {value}; it must be at least 1")

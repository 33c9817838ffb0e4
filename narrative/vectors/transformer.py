"""The reference backend: sentence-transformers on PyTorch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from narrative.errors import ModelError
from narrative.vectors.encoder import Tokens, Vectors, VectorSettings, of_length_one
from narrative.vectors.weights import folder_sha256

_GIVEN = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_EVERY_LAYER = {"output_hidden_states": True}


class SentenceTransformerEncoder:
    """Any sentence-transformers model that is on this machine. Nothing is ever downloaded.

    Parameters
    ----------
    folder
        Folder of the model.
    name
        Name under which reports list it; the folder's by default.
    sha256
        Hash of its weights where it was checked already.
    settings
        ``batch_size``, ``max_tokens`` and ``device`` count here.

    Raises
    ------
    ModelError
        sentence-transformers cannot load the folder.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str | None = None,
        sha256: str | None = None,
        settings: VectorSettings | None = None,
    ) -> None:
        from sentence_transformers import SentenceTransformer

        self._settings = settings or VectorSettings()
        try:
            self._model: Any = SentenceTransformer(str(folder), device=self._settings.device, local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{folder} is not a sentence-transformers model that can be loaded: {error}") from error
        if self._model.max_seq_length is None or self._model.max_seq_length > self._settings.max_tokens:
            self._model.max_seq_length = self._settings.max_tokens
        self.name = name or folder.name
        self.sha256 = sha256 or folder_sha256(folder)
        self.dimension = int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts; a text that occurs twice is embedded once."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        distinct = sorted(set(texts))
        row = {text: i for i, text in enumerate(distinct)}
        vectors = self._model.encode(
            distinct,
            batch_size=self._settings.batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)[[row[text] for text in texts]]

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        """Each text piece by piece; a text that occurs twice is embedded once."""
        distinct = sorted(set(texts))
        vectors = dict(zip(distinct, self.encode(distinct), strict=True))
        made: dict[str, Tokens] = {}
        for start in range(0, len(distinct), self._settings.batch_size):
            batch = distinct[start : start + self._settings.batch_size]
            for text, (ids, rows, middle) in zip(batch, self._layers(batch), strict=True):
                # the tokenizer puts one mark before and one after
                made[text] = Tokens(ids[1:-1], of_length_one(rows[1:-1]), vectors[text], middle)
        return tuple(made[text] for text in texts)

    def _layers(self, texts: Sequence[str]) -> Iterator[tuple[Any, Any, Any]]:
        """Of each text the ids of its pieces, and the rows after the last layer and half way; with the marks."""
        import torch

        network = self._model[0].auto_model
        given = {name: value for name, value in self._model.preprocess(list(texts)).items() if name in _GIVEN}
        with torch.inference_mode():
            found = network(**{name: value.to(network.device) for name, value in given.items()}, **_EVERY_LAYER)
        layers = found.hidden_states
        for ids, kept, last, middle in zip(
            given["input_ids"], given["attention_mask"].bool(), layers[-1].cpu(), layers[len(layers) // 2].cpu(),
            strict=True,
        ):  # fmt: skip
            yield ids[kept].numpy().astype(np.int64), last[kept].numpy(), middle[kept].numpy()

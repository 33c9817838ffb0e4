"""The reference backend: sentence-transformers on PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from narrative.errors import ModelError
from narrative.vectors.encoder import Tokens, Vectors, VectorSettings, of_length_one
from narrative.vectors.weights import folder_sha256


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
        found = self._model.encode(
            distinct, batch_size=self._settings.batch_size, output_value=None, show_progress_bar=False
        )
        marks = np.array(sorted(self._model.tokenizer.all_special_ids), dtype=np.int64)
        made: dict[str, Tokens] = {}
        for text, each in zip(distinct, found, strict=True):
            ids = each["input_ids"].cpu().numpy().astype(np.int64)
            kept = each["attention_mask"].cpu().numpy().astype(bool) & ~np.isin(ids, marks)
            made[text] = Tokens(ids[kept], of_length_one(each["token_embeddings"].cpu().numpy()[kept]), vectors[text])
        return tuple(made[text] for text in texts)

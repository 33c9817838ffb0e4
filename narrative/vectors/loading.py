"""From a model's name to an encoder."""

from __future__ import annotations

from pathlib import Path

from narrative.errors import ModelError
from narrative.vectors.encoder import Encoder, VectorSettings
from narrative.vectors.weights import DEFAULT_NAME, DEFAULT_SHA256, WEIGHTS, check_sha256, default_folder

DEFAULT_NAMES = (DEFAULT_NAME, f"sentence-transformers/{DEFAULT_NAME}")


def load_encoder(name_or_path: str | Path | None = None, settings: VectorSettings | None = None) -> Encoder:
    """Load an embedding model that is on this machine.

    Parameters
    ----------
    name_or_path
        A folder, or the name of a model in the local model cache; all-MiniLM-L6-v2 by default.
    settings
        How to run it.

    Returns
    -------
    Encoder
        Ready to embed.

    Raises
    ------
    ModelError
        The model is not on this machine, cannot be loaded, or is not what its hash says.
    """
    from narrative.vectors.transformer import SentenceTransformerEncoder

    settings = settings or VectorSettings()
    if name_or_path is None or str(name_or_path) in DEFAULT_NAMES:
        folder = default_folder()
        check_sha256(folder / WEIGHTS, DEFAULT_SHA256)
        return SentenceTransformerEncoder(folder, name=DEFAULT_NAME, sha256=DEFAULT_SHA256, settings=settings)
    return SentenceTransformerEncoder(_local_folder(str(name_or_path)), name=str(name_or_path), settings=settings)


def _local_folder(name: str) -> Path:
    """Folder of a model: itself, or the snapshot in the local model cache."""
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise ModelError(
            f"The embedding model {name!r} is neither a folder nor in this machine's model cache; nothing is "
            "downloaded at run time: fetch it once with sentence-transformers, then name it or its folder"
        ) from error

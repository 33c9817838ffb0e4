"""From a model's name to an encoder."""

from __future__ import annotations

from pathlib import Path

from narrative.errors import ModelError
from narrative.vectors.encoder import TokenEncoder, VectorSettings
from narrative.vectors.onnx_runtime import OnnxEncoder
from narrative.vectors.weights import (
    DEFAULT_NAME,
    DEFAULT_SHA256,
    DEFAULT_TOKENIZER_SHA256,
    TOKENIZER,
    WEIGHTS,
    check_sha256,
    default_folder,
)

DEFAULT_NAMES = (DEFAULT_NAME, f"sentence-transformers/{DEFAULT_NAME}")


def load_encoder(name_or_path: str | Path | None = None, settings: VectorSettings | None = None) -> TokenEncoder:
    """Load an embedding model that is on this machine.

    Parameters
    ----------
    name_or_path
        A folder, or the name of a model in the local model cache; all-MiniLM-L6-v2 by default.
    settings
        How to run it.

    Returns
    -------
    TokenEncoder
        Ready to embed.

    Raises
    ------
    ModelError
        The model is not on this machine, cannot be loaded, or is not what its hash says.
    """
    settings = settings or VectorSettings()
    if name_or_path is None or str(name_or_path) in DEFAULT_NAMES:
        folder = default_folder()
        check_sha256(folder / WEIGHTS, DEFAULT_SHA256)
        if settings.backend == "onnx" or (settings.backend == "auto" and _on_processor(settings)):
            check_sha256(folder / TOKENIZER, DEFAULT_TOKENIZER_SHA256)
            return OnnxEncoder(folder, name=DEFAULT_NAME, sha256=DEFAULT_SHA256, settings=settings)
        return _reference(folder, DEFAULT_NAME, DEFAULT_SHA256, settings)
    folder = _local_folder(str(name_or_path))
    if settings.backend == "onnx":
        return OnnxEncoder(folder, name=str(name_or_path), settings=settings)
    return _reference(folder, str(name_or_path), None, settings)


def _reference(folder: Path, name: str, sha256: str | None, settings: VectorSettings) -> TokenEncoder:
    from narrative.vectors.transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(folder, name=name, sha256=sha256, settings=settings)


def _on_processor(settings: VectorSettings) -> bool:
    """Whether the default model runs on the processor: as asked, or because there is no NVIDIA driver.

    Asking PyTorch would cost two seconds of import on every machine without a GPU.
    """
    if settings.device is not None:
        return settings.device == "cpu"
    return not any(Path(path).exists() for path in ("/dev/nvidia0", "/dev/dxg"))


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

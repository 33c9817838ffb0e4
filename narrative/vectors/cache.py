"""The ONNX graph in the user's cache: built once, written whole or not at all, checked when it is read."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from narrative.vectors.encoder import Precision
from narrative.vectors.graph import GRAPH_VERSION, build_graph

_DIGEST = 32


def cached_graph(folder: Path, precision: Precision, sha256: str, cache_folder: Path | None = None) -> bytes:
    """Give the graph of a model, from the cache where it is there and whole.

    Parameters
    ----------
    folder
        Folder of the model.
    precision
        Arithmetic of the graph.
    sha256
        Hash of the weights, already checked; the graph of other weights is another file.
    cache_folder
        Where it is kept; the user's cache folder by default. Where that cannot be written the graph is
        built in memory each time (half a second).

    Returns
    -------
    bytes
        A serialised ONNX model.
    """
    path = (cache_folder or default_cache()) / f"encoder-{sha256[:16]}-{precision}-{GRAPH_VERSION}.onnx"
    kept = _read(path)
    if kept is not None:
        return kept
    graph = build_graph(folder, precision)
    _write(path, graph)
    return graph


def default_cache() -> Path:
    """Give the folder of the user's cache that is ours; ``NARRATIVE_CACHE`` names another."""
    import platformdirs

    return Path(os.environ.get("NARRATIVE_CACHE") or platformdirs.user_cache_dir("narrative", appauthor=False))


def _read(path: Path) -> bytes | None:
    """Bytes of a graph, or ``None`` where there is none or it is not what was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    graph, digest = content[:-_DIGEST], content[-_DIGEST:]
    return graph if graph and hashlib.sha256(graph).digest() == digest else None


def _write(path: Path, graph: bytes) -> None:
    """Write a graph and the hash of it under another name, then move it into its place."""
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(graph)
            file.write(hashlib.sha256(graph).digest())
        os.replace(temporary, path)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)

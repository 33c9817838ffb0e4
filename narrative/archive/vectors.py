"""Vectors of texts in an archive: float16, one blob a batch, so that a window of them is read in few steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from narrative.archive import database
from narrative.archive.identity import text_key
from narrative.archive.store import Archive
from narrative.errors import ArchiveError

Floats = npt.NDArray[np.float32]
_ASKED_AT_ONCE = 500


def find_vectors(archive: Archive, model: str, texts: Sequence[str]) -> dict[str, Floats]:
    """Vectors that are kept, by text; a text that is not known is not in it.

    Parameters
    ----------
    archive
        Open.
    model
        Name and hash of the encoder.
    texts
        In any order.

    Returns
    -------
    dict of str to numpy.ndarray
        float32 of shape (dimension,), as exact as float16.
    """
    by_key = {text_key(text): text for text in texts}
    places: dict[int, list[tuple[int, str]]] = {}
    keys = sorted(by_key)
    with database.translated(archive.path):
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            some = keys[start : start + _ASKED_AT_ONCE]
            marks = ",".join("?" * len(some))
            for key, batch, place in archive.connection.execute(
                f"SELECT text, batch, place FROM vector_rows WHERE model = ? AND text IN ({marks})", (model, *some)
            ):
                places.setdefault(batch, []).append((place, by_key[key]))
        found: dict[str, Floats] = {}
        for batch in sorted(places):
            rows = _batch(archive, batch)
            for place, text in places[batch]:
                found[text] = rows[place]
    return found


def keep_vectors(archive: Archive, model: str, vectors: Mapping[str, Floats], day: date | None = None) -> None:
    """Keep vectors in one batch, whole or not at all; texts that are known stay as they are.

    Parameters
    ----------
    archive
        Open to write.
    model
        Name and hash of the encoder.
    vectors
        By text, all of one length.
    day
        Of the articles whose texts these are.

    Raises
    ------
    ArchiveError
        The file cannot be written; nothing of this call is kept.
    """
    if not archive.writable:
        raise ArchiveError(f"{archive.path}: was opened to read only")
    with database.translated(archive.path), database.transaction(archive.connection):
        write = archive.connection.execute
        new = [
            text
            for text in vectors
            if not write("SELECT 1 FROM vector_rows WHERE model = ? AND text = ?", (model, text_key(text))).fetchone()
        ]
        if not new:
            return
        rows = np.stack([vectors[text] for text in new]).astype("<f2")
        batch = write(
            "INSERT INTO vector_batches (model, day, dimension, count, data) VALUES (?, ?, ?, ?, ?)",
            (model, day.isoformat() if day else None, rows.shape[1], len(new), rows.tobytes()),
        ).lastrowid
        archive.connection.executemany(
            "INSERT INTO vector_rows VALUES (?, ?, ?, ?)",
            [(model, text_key(text), batch, place) for place, text in enumerate(new)],
        )


def _batch(archive: Archive, number: int) -> Floats:
    (dimension, count, data) = archive.connection.execute(
        "SELECT dimension, count, data FROM vector_batches WHERE number = ?", (number,)
    ).fetchone()
    if len(data) != dimension * count * 2:
        raise ArchiveError(f"{archive.path}: is damaged (a batch of vectors is cut): restore a copy of it")
    rows: Floats = np.frombuffer(data, dtype="<f2").reshape(count, dimension).astype(np.float32)
    return rows

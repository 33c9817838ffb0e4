"""The learned tables that ship in ``data/``: JSON, named in reports with their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from narrative.errors import ModelError


def read_learned(name: str, columns: Sequence[str], script: str) -> tuple[Mapping[str, Any], str]:
    """A table and its SHA-256.

    Parameters
    ----------
    name
        Of the file in ``data/``.
    columns
        That the table has to be learned for.
    script
        That learns it.

    Raises
    ------
    ModelError
        When the file is missing, broken, or was learned for other columns.
    """
    source = files("narrative.issues").joinpath("data", name)
    try:
        data = source.read_bytes()
        raw = json.loads(data)
        if tuple(raw["columns"]) != tuple(columns):
            raise ValueError("learned for other columns")
        return raw, hashlib.sha256(data).hexdigest()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{source}: no readable weights ({error}); run {script}") from error

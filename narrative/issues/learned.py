"""The learned tables that ship in ``data/``: JSON, named in reports with their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any, TypeVar

from narrative.errors import ModelError

Table = TypeVar("Table")


def read_learned(
    name: str, columns: Sequence[str], script: str, made: Callable[[Mapping[str, Any], str], Table]
) -> Table:
    """Read a table.

    Parameters
    ----------
    name
        Of the file in ``data/``.
    columns
        That the table has to be learned for.
    script
        That learns it.
    made
        Makes the table of what stands in the file and its SHA-256; a ValueError, KeyError or TypeError says that it
        cannot.

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
        return made(raw, hashlib.sha256(data).hexdigest())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{source}: no readable weights ({error}); run {script}") from error

"""Records as compact bytes and back, for any frozen record of the base, without loss.

Written as JSON (so that a later version, or another program, can read it) and packed with zlib. A field that
holds its default is left out, so a record that gains a field with a default reads what was stored before.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from narrative.errors import ArchiveError

Record = TypeVar("Record")

PACKING = 1
"""zlib's level: the quickest, and already about a fifth of the JSON."""


def pack(value: object) -> bytes:
    """Records (in tuples, mappings, or alone) as bytes.

    Parameters
    ----------
    value
        A frozen record, or a tuple or dictionary of records and plain values.
    """
    return zlib.compress(plain_text(value).encode("utf-8", "surrogatepass"), PACKING)


def plain_text(value: object) -> str:
    """The canonical JSON of a value: the same for equal values, so that it can be hashed."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def unpack(data: bytes, shape: Any) -> Any:
    """What :func:`pack` packed.

    Parameters
    ----------
    data
        The bytes.
    shape
        The type of what they hold, such as ``tuple[Claim, ...]``.

    Raises
    ------
    ArchiveError
        The bytes are not what was packed.
    """
    try:
        return _builder(shape)(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"a stored record is damaged ({error}): run `narrative archive status --check`") from error


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value):
        held = {name: (getattr(value, name), default) for name, default in _defaults(value.__class__)}
        return {name: _plain(item) for name, (item, default) in held.items() if default is MISSING or item != default}
    raise TypeError(f"{type(value).__name__} is no record")


@lru_cache(maxsize=64)
def _defaults(record: type) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(record) if field.init)


@lru_cache(maxsize=256)
def _builder(shape: Any) -> Callable[[Any], Any]:
    """A function that rebuilds a value of a type from plain JSON."""
    if shape is datetime:
        return datetime.fromisoformat
    if shape is date:
        return date.fromisoformat
    if is_dataclass(shape):
        return _record_builder(shape)
    origin, inner = get_origin(shape), get_args(shape)
    if origin is tuple:
        return _tuple_builder(inner)
    if origin is dict:
        value_of = _builder(inner[1])
        return lambda plain: {name: value_of(item) for name, item in plain.items()}
    if origin in (Union, types.UnionType):
        (wanted,) = (option for option in inner if option is not type(None))
        build = _builder(wanted)
        return lambda plain: None if plain is None else build(plain)
    return lambda plain: plain


def _tuple_builder(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        build = _builder(inner[0])
        return lambda plain: tuple([build(item) for item in plain])
    builders = [_builder(one) for one in inner]
    return lambda plain: tuple(build(item) for build, item in zip(builders, plain, strict=True))


def _record_builder(record: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(record)
    builders = {name: _builder(hints[name]) for name, _ in _defaults(record)}
    return lambda plain: record(**{name: builders[name](item) for name, item in plain.items() if name in builders})

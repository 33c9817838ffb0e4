"""Rows of Parquet files in an object store, a few at a time, as articles come to a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from narrative.errors import InputError, MissingExtra

ROWS_AT_A_TIME = 256


def is_address(given: object) -> bool:
    """Whether an input names an object store (``s3://bucket/day.parquet``) and no local file."""
    return "://" in str(given)


def parquet_rows(address: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of the Parquet files that an address names.

    Parameters
    ----------
    address
        One file, or a pattern (``s3://bucket/2025-03-*.parquet``), in any store that fsspec knows.

    Yields
    ------
    tuple of str and dict
        Where the row stands, and its fields without those that are empty. Files in the order of their names.

    Raises
    ------
    InputError
        No such file, or it is no Parquet.
    MissingExtra
        pyarrow, fsspec, or fsspec's package for this store is not installed.
    """
    if address.startswith(("http://", "https://")):
        raise InputError("nothing is fetched from the web: save it first, then name the file", where=address)
    try:
        import fsspec
        import pyarrow as pa
        from pyarrow import parquet

        files, pattern = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise MissingExtra(f"reading {address} ({error})", "parquet") from error
    except ValueError as error:
        raise InputError(f"no such store ({error})", where=address) from error
    try:
        names = sorted(files.glob(pattern))
        if not names:
            raise InputError("no such file; check the address and your rights", where=address)
        for name in names:
            with files.open(name, "rb") as stream:
                number = 0
                for batch in parquet.ParquetFile(stream).iter_batches(batch_size=ROWS_AT_A_TIME):
                    for row in batch.to_pylist():
                        number += 1
                        filled = {key: value for key, value in row.items() if value is not None}
                        yield f"{name}, row {number}", filled
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"cannot be read as Parquet ({error})", where=address) from error

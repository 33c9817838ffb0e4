"""Tables of an archive: as pandas frames, or as Parquet files, also in an object store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from narrative.archive.events import event_notes
from narrative.archive.settings import Window
from narrative.archive.store import Archive
from narrative.errors import ArchiveError, MissingExtra
from narrative.records import Claim, Event, Relation

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

ROWS_AT_A_TIME = 5000

COLUMNS: dict[str, dict[str, str]] = {
    "articles": dict.fromkeys(
        ["id", "outlet", "title", "published", "url", "language", "copy_of", "version_of", "text"], "string"
    ),
    "claims": {
        **dict.fromkeys(["id", "article", "part"], "string"),
        **dict.fromkeys(["start", "end"], "int64"),
        **dict.fromkeys(["text", "statement", "stance"], "string"),
        "hedged": "bool",
        **dict.fromkeys(["stated", "about", "construction", "speaker", "speaker_kind", "cue"], "string"),
    },
    "sources": {
        "claim": "string",
        "place": "int64",
        **dict.fromkeys(["name", "kind", "cue", "mention"], "string"),
    },
    "positions": {
        **dict.fromkeys(["event", "event_label", "issue", "question"], "string"),
        "position": "int64",
        **dict.fromkeys(["label", "role", "claim"], "string"),
    },
    "relations": {
        **dict.fromkeys(["event", "a", "b", "kind"], "string"),
        "probability": "float64",
        "reasons": "string",
    },
    "event_changes": dict.fromkeys(["kind", "event", "other", "articles", "found"], "string"),
}
"""Tables, with the type of every column."""


def archive_frames(archive: Archive, window: Window) -> dict[str, pd.DataFrame]:
    """All tables as pandas frames.

    Parameters
    ----------
    archive
        Open.
    window
        Days of publication. A compared event is in where one of its articles is.

    Returns
    -------
    dict of str to pandas.DataFrame
        By name of the table (:data:`COLUMNS`).

    Raises
    ------
    MissingExtra
        pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtra("a table of an archive", "pandas") from error
    frames: dict[str, pd.DataFrame] = {}
    for table, columns in COLUMNS.items():
        frame = pd.DataFrame(list(_rows(table)(archive, window)), columns=list(columns))
        frames[table] = frame.astype(columns)
    return frames


def write_parquet(archive: Archive, folder: str, window: Window) -> dict[str, int]:
    """Write one Parquet file a table, a few thousand rows at a time.

    Parameters
    ----------
    archive
        Open.
    folder
        A folder, or an address of an object store that fsspec knows (``s3://bucket/folder``).
    window
        As for :func:`archive_frames`.

    Returns
    -------
    dict of str to int
        Rows a table.

    Raises
    ------
    MissingExtra
        pyarrow or fsspec is not installed.
    ArchiveError
        The folder cannot be written.
    """
    try:
        import fsspec
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("Parquet", "parquet") from error
    types = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
    written: dict[str, int] = {}
    try:
        files, base = fsspec.core.url_to_fs(folder)
        files.makedirs(base, exist_ok=True)
        for table, columns in COLUMNS.items():
            schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
            written[table] = 0
            # Under another name until it is whole, so that nobody reads half a table.
            waiting = f"{base}/.{table}.parquet.writing"
            with files.open(waiting, "wb") as stream, parquet.ParquetWriter(stream, schema, compression="zstd") as out:
                for some in _parts(_rows(table)(archive, window)):
                    out.write_table(pa.Table.from_pylist(some, schema=schema))
                    written[table] += len(some)
            files.mv(waiting, f"{base}/{table}.parquet")
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{folder}: cannot be written ({error}): name a folder that you may write") from error
    return written


def _rows(table: str) -> Callable[[Archive, Window], Iterator[Row]]:
    return {
        "articles": _articles,
        "claims": _claims,
        "sources": _sources,
        "positions": _positions,
        "relations": _relations,
        "event_changes": _event_changes,
    }[table]


def _articles(archive: Archive, window: Window) -> Iterator[Row]:
    for article in archive.each_article(window):
        row = {name: getattr(article, name) for name in COLUMNS["articles"]}
        yield {**row, "published": article.published.isoformat() if article.published else None}


def _claims(archive: Archive, window: Window) -> Iterator[Row]:
    for claim in _each_claim(archive, window):
        row = {name: getattr(claim, name, None) for name in COLUMNS["claims"]}
        speaker = claim.speaker
        yield {
            **row,
            "stated": claim.stated.isoformat() if claim.stated else None,
            "speaker": speaker.name,
            "speaker_kind": speaker.kind,
            "cue": speaker.cue,
        }


def _sources(archive: Archive, window: Window) -> Iterator[Row]:
    for claim in _each_claim(archive, window):
        for place, source in enumerate(claim.sources):
            yield {
                "claim": claim.id,
                "place": place,
                "name": source.name,
                "kind": source.kind,
                "cue": source.cue,
                "mention": source.mention,
            }


def _positions(archive: Archive, window: Window) -> Iterator[Row]:
    for event, _ in _each_comparison(archive, window):
        for issue in event.issues:
            head = {"event": event.id, "event_label": event.label, "issue": issue.id, "question": issue.question}
            for number, position in enumerate(issue.positions, start=1):
                for claim in position.claims:
                    yield {**head, "position": number, "label": position.label, "role": "takes", "claim": claim}
            for role, claims in (("withholds", issue.withheld), ("retracts", issue.retracted)):
                for claim in claims:
                    yield {**head, "position": 0, "label": "", "role": role, "claim": claim}


def _relations(archive: Archive, window: Window) -> Iterator[Row]:
    for event, relations in _each_comparison(archive, window):
        for relation in relations:
            yield {
                "event": event.id,
                "a": relation.a,
                "b": relation.b,
                "kind": relation.kind,
                "probability": relation.probability,
                "reasons": "; ".join(f"{one.kind}: {one.a} | {one.b}" for one in relation.reasons),
            }


def _event_changes(archive: Archive, window: Window) -> Iterator[Row]:
    """Merges and splits of articles of the window."""
    inside = {article.id for article in archive.each_article(window)} if window.bounded else None
    for note in event_notes(archive):
        if inside is None or inside.intersection(note.articles):
            yield {
                "kind": note.kind,
                "event": note.event,
                "other": note.other,
                "articles": " ".join(note.articles),
                "found": note.found,
            }


def _each_claim(archive: Archive, window: Window) -> Iterator[Claim]:
    for article in archive.each_article(window):
        yield from archive.claims_of(article.id)


def _each_comparison(archive: Archive, window: Window) -> Iterator[tuple[Event, tuple[Relation, ...]]]:
    inside: set[str] | None = {article.id for article in archive.each_article(window)} if window.bounded else None
    merged = {note.other for note in event_notes(archive) if note.kind == "merge"}
    for name in archive.compared_events():
        if name in merged:
            continue  # part of another event by now
        found = archive.last_comparison(name)
        if found and (inside is None or inside.intersection(found[0].articles)):
            yield found


def _parts(rows: Iterator[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == ROWS_AT_A_TIME:
            yield some
            some = []
    if some:
        yield some

"""Tables that load with their types, and that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import sys

import pytest

from narrative.errors import MissingExtra
from narrative.records import Report
from narrative.report import ReadableReport, to_csv, to_parquet
from narrative.report.tables import COLUMNS, frames, rows
from tests.report.hostile import PAYLOADS, hostile_report
from tests.report.samples import sample_report


def test_four_tidy_tables() -> None:
    tables = rows(sample_report())
    assert {name: len(table) for name, table in tables.items()} == {
        "claims": 15,
        "issues": 3,
        "positions": 12,
        "relations": 7,
    }
    for name, table in tables.items():
        assert all(list(row) == list(COLUMNS[name]) for row in table)
    sides = {(row["issue"], row["side"]) for row in tables["positions"]}
    assert {("e1.i1", "A"), ("e1.i1", "B"), ("e1.i1", "withheld"), ("e1.i3", "retracted")} <= sides
    known = {row["claim"] for row in tables["claims"]}
    assert {row["claim"] for row in tables["positions"]} <= known
    assert {row[side] for row in tables["relations"] for side in "ab"} <= known


def test_csv_loads_in_pandas_as_it_was_written() -> None:
    import pandas as pd

    for name, text in to_csv(sample_report()).items():
        frame = pd.read_csv(io.StringIO(text), parse_dates=["published"] if name == "claims" else [])
        assert list(frame.columns) == list(COLUMNS[name])
        assert len(frame) == len(rows(sample_report())[name])
    claims = pd.read_csv(io.StringIO(to_csv(sample_report())["claims"]), parse_dates=["published"])
    assert str(claims["published"].dt.tz) == "UTC"
    assert claims["hedged"].dtype == bool


def test_parquet_loads_in_pandas_with_types() -> None:
    import pandas as pd

    tables = {name: pd.read_parquet(io.BytesIO(data)) for name, data in to_parquet(sample_report()).items()}
    assert set(tables) == set(COLUMNS)
    claims = tables["claims"]
    assert str(claims["published"].dtype).startswith("datetime64")
    assert claims["start"].dtype == "int64"
    assert claims["hedged"].dtype == bool
    assert tables["relations"]["probability"].dtype == "float64"
    assert claims.loc[0, "text"] == sample_report().claims[0].text


def test_an_empty_report_has_the_same_columns_and_types() -> None:
    for name, frame in frames(Report()).items():
        assert list(frame.columns) == list(COLUMNS[name])
        assert len(frame) == 0
    assert {n: f.dtypes.astype(str).to_dict() for n, f in frames(Report()).items()} == {
        n: f.dtypes.astype(str).to_dict() for n, f in frames(sample_report()).items()
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n="])
def test_no_cell_is_a_formula(start: str) -> None:
    for text in to_csv(hostile_report(f"{start}1+1")).values():
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", PAYLOADS)
def test_every_payload_stays_in_its_cell(name: str) -> None:
    for table, text in to_csv(hostile_report(PAYLOADS[name])).items():
        read = list(csv.DictReader(io.StringIO(text)))
        assert len(read) == len(rows(sample_report())[table])
        assert all(set(row) == set(COLUMNS[table]) for row in read)
        assert "\x1b" not in text


def test_frames_of_the_report_itself() -> None:
    report = ReadableReport.of(sample_report())
    assert len(report.claims_frame()) == 15
    assert set(report.issues_frame()["status"]) == {"disputed", "taken-back"}
    taken = report.positions_frame().query("taken_back")
    assert set(taken["speaker"]) == {"The River Post"}
    assert set(report.relations_frame()["kind"]) == {"agree", "conflict", "withholds", "retracts"}


def test_without_pandas_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"narrative-compare\[pandas\]"):
        ReadableReport.of(sample_report()).claims_frame()
    with pytest.raises(MissingExtra, match=r"narrative-compare\[parquet\]"):
        to_parquet(sample_report())
    assert to_csv(sample_report())["claims"]

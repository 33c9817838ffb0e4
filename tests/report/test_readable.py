"""The report that the library hands out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from narrative.errors import UsageError
from narrative.records import Report
from narrative.report import ReadableReport, article_lines, claim_lines, event_lines, from_json, to_json
from tests.report.samples import sample_report


def test_it_is_a_report_and_equals_one() -> None:
    report = ReadableReport.of(sample_report())
    assert isinstance(report, Report)
    assert report == sample_report()
    assert sample_report() == report
    assert report != ReadableReport()
    assert report != "a report"
    assert ReadableReport.of(report) is report


def test_it_comes_back_from_json_with_its_methods() -> None:
    report = from_json(to_json(sample_report()))
    assert isinstance(report, ReadableReport)
    assert report.to_json() == to_json(sample_report())


def test_it_saves_by_the_name_of_the_file(tmp_path: Path) -> None:
    report = ReadableReport.of(sample_report())
    starts = {".json": "{", ".html": "<!doctype html>", ".md": "# Harl", ".jsonld": "{", ".txt": "\n"}
    for ending, start in starts.items():
        target = tmp_path / f"report{ending}"
        report.save(target)
        assert target.read_text(encoding="utf-8").startswith(start)
    with pytest.raises(UsageError, match=r"\.html"):
        report.save(tmp_path / "report.papyrus")


def test_it_shows_itself() -> None:
    report = ReadableReport.of(sample_report())
    assert "DISPUTED" in str(report)
    cell = report._repr_html_()
    assert cell.startswith('<iframe sandbox="allow-scripts allow-popups"')
    assert cell.count("<") == 2


def test_lines_are_one_json_object_each() -> None:
    report = sample_report()
    for lines, items in (
        (list(article_lines(report.articles)), report.articles),
        (list(claim_lines(report.claims)), report.claims),
        (list(event_lines(report.events)), report.events),
    ):
        assert [json.loads(line)["id"] for line in lines] == [item.id for item in items]
        assert not [line for line in lines if "\n" in line]

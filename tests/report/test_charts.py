"""Charts: drawn without pyplot, the same for the same report, and hostile words are only words."""

from __future__ import annotations

import sys
import warnings
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from narrative.errors import MissingExtra, UsageError
from narrative.records import Report
from narrative.report import ReadableReport, to_charts
from tests.report.hostile import PAYLOADS, hostile_report
from tests.report.samples import sample_report


def test_all_charts_of_events_with_issues_as_svg_and_png() -> None:
    charts = to_charts(sample_report())
    assert list(charts) == ["e1-matrix", "e1-timeline", "e1-sources"]
    for data in charts.values():
        assert ET.fromstring(data).tag.endswith("svg")
    assert b"Will the Harl Bridge open in May?" in charts["e1-matrix"]
    assert b"65 million euros" in charts["e1-timeline"]
    assert b"Mayor Ada Brandt" in charts["e1-sources"]
    assert to_charts(sample_report()) == charts
    assert all(data.startswith(b"\x89PNG") for data in to_charts(sample_report(), "png").values())
    assert to_charts(Report()) == {}


def test_nothing_of_the_callers_matplotlib_is_touched() -> None:
    before = "matplotlib.pyplot" in sys.modules
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = ReadableReport.of(sample_report()).plot_timeline()
        ReadableReport.of(sample_report()).plot_matrix("e1")
    assert figure.axes
    assert ("matplotlib.pyplot" in sys.modules) == before


@pytest.mark.parametrize("name", ["script", "entities", "escape sequences", "null and surrogate", "template"])
def test_payloads_are_only_words(name: str) -> None:
    for payload in (PAYLOADS[name], f"$\\frac{{1}}{PAYLOADS[name]}$"):
        for data in to_charts(hostile_report(payload)).values():
            drawn = ET.fromstring(data)
            assert not [element for element in drawn.iter() if element.tag.endswith(("script", "image"))]


def test_articles_without_a_time_leave_a_chart_without_signs() -> None:
    report = sample_report()
    undated = replace(
        report,
        articles=tuple(replace(article, published=None) for article in report.articles),
        claims=tuple(replace(claim, stated=None) for claim in report.claims),
    )
    assert to_charts(undated)["e1-timeline"]


def test_an_unknown_event_or_kind_is_named() -> None:
    with pytest.raises(UsageError, match="it has e1"):
        ReadableReport.of(sample_report()).plot_matrix("e7")
    with pytest.raises(UsageError, match="svg or png"):
        to_charts(sample_report(), "gif")


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtra, match=r"narrative-compare\[plots\]"):
        to_charts(sample_report())

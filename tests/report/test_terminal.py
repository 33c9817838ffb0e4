"""The comparison in a terminal."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from narrative.records import Report
from narrative.report import ReportSettings, render_terminal, terminal_text
from tests.report.hostile import PAYLOADS, hostile_report
from tests.report.large import large_report
from tests.report.samples import sample_report


def drawn(report: Report, width: int = 100, **console: Any) -> str:
    stream = io.StringIO()
    render_terminal(report, Console(file=stream, width=width, **console))
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert all(cell_len(line) <= width for line in drawn(sample_report(), width).splitlines())


def test_disputes_come_first_then_what_was_taken_back_then_what_one_outlet_has() -> None:
    text = drawn(sample_report())
    places = [
        text.index(part) for part in ("DISPUTED", "TAKEN BACK", "CHANGED AFTER", "ONLY IN ONE OUTLET", "NOT READ")
    ]
    assert places == sorted(places)


def test_who_says_what_in_which_words() -> None:
    text = " ".join(drawn(sample_report()).split())
    assert "Mayor Ada Brandt in a denial Harl Gazette, 8 Apr 06:15 “Mayor Ada Brandt denied that" in text
    assert "Nordspan did not confirm" in text
    assert "The River Post said, and took it back" in text
    assert "copied by Morning Echo" in text
    assert "Nothing on this in: Coast Wire, Morning Echo" in text


def test_on_a_wide_terminal_the_sides_stand_beside_each_other() -> None:
    wide, narrow = drawn(sample_report(), 200), drawn(sample_report(), 80)
    assert any("40 million euros" in line and "65 million euros" in line for line in wide.splitlines())
    assert not any("40 million euros" in line and "65 million euros" in line for line in narrow.splitlines())


def test_colour_never_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = drawn(sample_report(), force_terminal=True, color_system="standard")
    assert "\x1b[3" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert bare == drawn(sample_report())
    monkeypatch.setenv("NO_COLOR", "1")
    quiet = drawn(sample_report(), force_terminal=True)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7][;m]", quiet)


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_payload_reaches_the_terminal(name: str) -> None:
    text = drawn(hostile_report(PAYLOADS[name]))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    if name == "markup of rich":
        assert "[bold red]loud[/bold red]" in text


def test_a_terminal_without_unicode_gets_letters_it_can_write() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
    console = Console(file=stream, width=80)
    assert console.encoding == "ascii"
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    render_terminal(sample_report(), Console(file=stream, width=80))


def test_filters() -> None:
    text = terminal_text(sample_report(), ReportSettings(only="disputed"), to_file=True)
    assert "DISPUTED" in text
    assert "TAKEN BACK" not in text
    assert "1 issue left out by the filter." in text
    assert "auditors" in terminal_text(sample_report(), ReportSettings(sources=("AUDITORS",)), to_file=True)
    assert "Nothing in this report" in terminal_text(sample_report(), ReportSettings(outlets=("nobody",)), to_file=True)


def test_a_file_gets_plain_text_of_a_fixed_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "33")
    text = terminal_text(sample_report(), to_file=True)
    assert "\x1b" not in text
    assert 80 < max(map(len, text.splitlines())) <= 100
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_nothing_to_show_is_said() -> None:
    assert "No event in this report is told by more than one outlet." in terminal_text(Report(), to_file=True)


def test_what_only_one_outlet_has_is_summed_up() -> None:
    report = large_report(40, 1_000, 2)
    text = terminal_text(report, to_file=True)
    part = text[text.index("ONLY IN ONE OUTLET") : text.index("e2 harbour")].splitlines()
    assert len(part) <= 3 * 20 + 3

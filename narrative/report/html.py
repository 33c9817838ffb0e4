"""A report as one self-contained page (thin for now: the board alone)."""

from __future__ import annotations

from html import escape

from narrative.records import Report
from narrative.report.settings import ReportSettings


def to_html(report: Report, settings: ReportSettings | None = None) -> str:
    """Draw a report as one self-contained page."""
    from narrative.report.terminal import terminal_text

    text = escape(terminal_text(report, settings, to_file=True))
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>narrative</title><pre>{text}</pre></html>\n'

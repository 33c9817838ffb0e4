"""Everything that is drawn from a report: JSON, terminal, HTML, Markdown, tables, JSON-LD, a notebook's view."""

from narrative.report.charts import to_charts
from narrative.report.contract import to_dict, to_json
from narrative.report.differences import Differences, diff, differences
from narrative.report.explain import explain
from narrative.report.html import to_html
from narrative.report.jsonld import to_jsonld
from narrative.report.lines import article_lines, claim_lines, event_lines
from narrative.report.markdown import to_markdown
from narrative.report.readable import ReadableReport, from_dict, from_json
from narrative.report.settings import ReportSettings
from narrative.report.tables import to_csv, to_parquet
from narrative.report.terminal import render_terminal, terminal_text
from narrative.report.validation import FORMAT, schema, validate

__all__ = [
    "FORMAT",
    "Differences",
    "ReadableReport",
    "ReportSettings",
    "article_lines",
    "claim_lines",
    "diff",
    "differences",
    "event_lines",
    "explain",
    "from_dict",
    "from_json",
    "render_terminal",
    "schema",
    "terminal_text",
    "to_charts",
    "to_csv",
    "to_dict",
    "to_html",
    "to_json",
    "to_jsonld",
    "to_markdown",
    "to_parquet",
    "validate",
]

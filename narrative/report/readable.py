"""The report that the library hands out: the record, with what a notebook and a script want of it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrative.errors import MissingExtra, UsageError
from narrative.records import Report
from narrative.report import contract, tables
from narrative.report.settings import ReportSettings

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class ReadableReport(Report):
    """A :class:`narrative.Report` that can show, save and tabulate itself.

    It holds nothing beyond the record and equals any report with the same content.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Report):
            return NotImplemented
        return all(getattr(self, field.name) == getattr(other, field.name) for field in fields(Report))

    @classmethod
    def of(cls, report: Report) -> ReadableReport:
        """Give a plain report these methods."""
        if isinstance(report, cls):
            return report
        return cls(**{field.name: getattr(report, field.name) for field in fields(Report)})

    def to_json(self, *, indent: int | None = 2) -> str:
        """Write it as JSON, after the contract ``narrative-report/1``."""
        return contract.to_json(self, indent=indent)

    def to_html(self, settings: ReportSettings | None = None) -> str:
        """Draw it as one self-contained page."""
        from narrative.report.html import to_html

        return to_html(self, settings)

    def to_markdown(self, settings: ReportSettings | None = None) -> str:
        """Draw it as Markdown."""
        from narrative.report.markdown import to_markdown

        return to_markdown(self, settings)

    def to_jsonld(self) -> str:
        """Write it as JSON-LD."""
        from narrative.report.jsonld import to_jsonld

        return to_jsonld(self)

    def explain(self, which: str) -> str:
        """Say why a claim, or two joined by ``~``, was read so."""
        from narrative.report.explain import explain

        return explain(self, which)

    def save(self, path: str | Path) -> None:
        """Write it to a file in the format that the name's ending asks for (json, html, md, jsonld, txt).

        Raises
        ------
        UsageError
            The ending is none of these.
        """
        target = Path(path)
        ending = target.suffix.casefold()
        if ending == ".json":
            text = self.to_json()
        elif ending in (".html", ".htm"):
            text = self.to_html()
        elif ending == ".md":
            text = self.to_markdown()
        elif ending == ".jsonld":
            text = self.to_jsonld()
        elif ending == ".txt":
            text = str(self)
        else:
            raise UsageError(f"{target}: nothing ends so; name a .json, .html, .md, .jsonld or .txt file")
        target.write_text(text, encoding="utf-8", errors="replace")

    def claims_frame(self) -> pd.DataFrame:
        """All claims as a pandas table, one row a claim (columns: ``narrative.report.tables.COLUMNS``)."""
        return _frames(self)["claims"]

    def issues_frame(self) -> pd.DataFrame:
        """All issues as a pandas table, one row an issue."""
        return _frames(self)["issues"]

    def positions_frame(self) -> pd.DataFrame:
        """Who stands where, one row a claim on a side of an issue."""
        return _frames(self)["positions"]

    def relations_frame(self) -> pd.DataFrame:
        """All relations as a pandas table, one row a pair of claims."""
        return _frames(self)["relations"]

    def plot_timeline(self, event: str | None = None) -> Figure:
        """Draw who said what when, for one event (the first by default)."""
        from narrative.report.charts import timeline

        return timeline(self, event)

    def plot_matrix(self, event: str | None = None) -> Figure:
        """Draw which outlet carries which side of which issue, for one event (the first by default)."""
        from narrative.report.charts import matrix

        return matrix(self, event)

    def plot_sources(self, event: str | None = None) -> Figure:
        """Draw who quotes whom, for one event (the first by default)."""
        from narrative.report.charts import sources

        return sources(self, event)

    def __str__(self) -> str:
        from narrative.report.terminal import terminal_text

        return terminal_text(self, to_file=True)

    def _repr_html_(self) -> str:
        from narrative.report.notebook import notebook_html

        return notebook_html(self)


def from_json(text: str | bytes) -> ReadableReport:
    """Read a report that :func:`to_json` wrote, or any document that keeps the contract.

    Raises
    ------
    ReportError
        Where the text is no JSON, or the document does not keep the contract.
    """
    return ReadableReport.of(contract.from_json(text))


def from_dict(document: Any) -> ReadableReport:
    """Turn a dictionary that keeps the contract into a report.

    Raises
    ------
    ReportError
        Where the document does not keep the contract; the message names the place.
    """
    return ReadableReport.of(contract.from_dict(document))


def _frames(report: Report) -> dict[str, pd.DataFrame]:
    try:
        return tables.frames(report)
    except ModuleNotFoundError as error:
        raise MissingExtra("a pandas table", "pandas") from error

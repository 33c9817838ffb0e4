"""A report as one self-contained page that runs nothing but its own script and asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING, Any

from narrative.records import Report
from narrative.report.contract import time_text
from narrative.report.explain import reason_words
from narrative.report.overview import MOST_EDITS, STATUS_TITLES, overview
from narrative.report.settings import STATUSES, ReportSettings
from narrative.report.text import safe_characters, safe_link, said_in, split_cue
from narrative.report.view import day
from narrative.report.wording import (
    DROPPED_SIGN,
    DROPPED_TITLE,
    MOST_DROPPED,
    MOVE_TITLES,
    MUTUAL,
    RELATION_WORDS,
    STANCE_SIGNS,
    STANCE_WORDS,
    TAKEN_BACK_LEAD,
    count,
    names_lead,
    percent,
    tiles,
    voice_line,
)

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = "narrative.report"


def to_html(report: Report, settings: ReportSettings | None = None) -> str:
    """Draw a report as one self-contained page.

    The page carries its style and its script, and a content security policy that lets no other run, load or send
    anything. Whatever comes from an article is escaped; addresses other than http and https are dropped.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    settings
        Filters and lengths. What is filtered out is not in the page.

    Returns
    -------
    str
        The page, to be written in UTF-8.
    """
    from narrative.report.page import Page

    style, script = _file("page.css"), _file("page.js")
    template = _environment().get_template("page.html")
    return template.render(
        page=Page(overview(report, settings)),
        report=report,
        style=style,
        script=script,
        policy=_policy(style, script),
    )


def _file(name: str) -> str:
    return resources.files(FOLDER).joinpath("templates", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Allow exactly this style and this script (Content Security Policy Level 3), and images within the page."""
    return (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def clean(value: Any) -> Any:
        return safe_characters(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=PackageLoader(FOLDER, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=clean,
    )
    environment.filters.update(
        day=day,
        stamp=time_text,
        count=count,
        percent=percent,
        reason=reason_words,
        cut=split_cue,
        safe_link=safe_link,
        said_in=said_in,
    )
    environment.globals.update(
        STATUSES=STATUSES,
        STATUS_TITLES=STATUS_TITLES,
        STANCE_WORDS=STANCE_WORDS,
        names_lead=names_lead,
        RELATION_WORDS=RELATION_WORDS,
        MUTUAL=MUTUAL,
        DROPPED_SIGN=DROPPED_SIGN,
        DROPPED_TITLE=DROPPED_TITLE,
        MOST_DROPPED=MOST_DROPPED,
        MOST_EDITS=MOST_EDITS,
        MOVE_TITLES=MOVE_TITLES,
        STANCE_SIGNS=STANCE_SIGNS,
        TAKEN_BACK_LEAD=TAKEN_BACK_LEAD,
        voice_line=voice_line,
        tiles=tiles,
    )
    return environment

"""The report as Markdown renders, and nothing of an article is read as markup."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from narrative.records import Report
from narrative.report import ReportSettings, to_markdown
from tests.report.hostile import PAYLOADS, URLS, hostile_report
from tests.report.samples import sample_report


def rendered(source: str) -> str:
    html: str = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(source)
    return html


def tags(html: str) -> list[str]:
    return [tag for tag in re.findall(r"<(/?[a-z0-9]+)", html) if tag not in ("em", "/em")]


def test_it_renders_with_every_side_and_its_words() -> None:
    html = rendered(to_markdown(sample_report()))
    assert "<table>" in html
    assert "<h3>Will the Harl Bridge open in May?</h3>" in html
    assert "<strong>A: The Harl Bridge will open on 3 May</strong>" in html
    assert "“Mayor Ada Brandt <em>denied</em> that the bridge would open in May.”" in html
    assert 'href="https://gazette.example/mayor"' in html
    assert "taken back by its source" in html
    assert "broken.txt, line 3" in html
    assert "<script" not in html


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_payload_is_markup(name: str) -> None:
    html, harmless = (rendered(to_markdown(hostile_report(text, None))) for text in (PAYLOADS[name], "x"))
    assert tags(html) == tags(harmless)
    assert "href" not in re.sub("&[a-z]+;[^<>]*", "", re.sub(r">[^<]*<", "><", html))


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_are_links(url: str) -> None:
    html = rendered(to_markdown(hostile_report("x", url)))
    assert all(address.startswith("https://ok.example/") for address in re.findall('href="([^"]*)"', html))
    assert not re.findall(r"<[^>]+ on[a-z]+=", html)


def test_filters_and_nothing() -> None:
    assert "Did a cable snap" not in to_markdown(sample_report(), ReportSettings(only="disputed"))
    assert to_markdown(Report()) == "No events.\n"

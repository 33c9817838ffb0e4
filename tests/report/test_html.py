"""The page holds what the report says, and nothing of an article acts on it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from narrative.records import Report
from narrative.report import ReportSettings, to_html
from tests.report.hostile import PAYLOADS, URLS, hostile_report
from tests.report.samples import gold_report, sample_report

GOLD = sorted((Path(__file__).parents[2] / "benchmarks" / "gold").glob("*/gold.yaml"))
VOID = {"meta", "link", "input", "br", "img", "path", "circle", "text"}


class Page(HTMLParser):
    """Elements, attributes, text and raw contents of style and script."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.ids: list[str] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self.text: list[str] = []
        self.inside: str | None = None
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag in self.raw:
            self.raw[tag].append("")
            self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = None

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.raw[self.inside][-1] += data
        else:
            self.text.append(data)

    def values(self, name: str) -> list[str]:
        return [value or "" for _, key, value in self.attributes if key == name]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_every_side_and_every_word_of_the_report_is_there() -> None:
    report = sample_report()
    text = flat("".join(Page(to_html(report)).text))
    for issue in report.events[0].issues:
        assert issue.question in text
        for position in issue.positions:
            assert position.label in text
        for claim in report.claims:
            if claim.id in issue.claims:
                assert flat(claim.text) in text
                assert claim.speaker.name in text
    for article in report.articles:
        assert flat(article.text) in text
        assert article.title in text
    assert "broken.txt, line 3" in text
    assert "Changed since the version of" in text
    assert "A cable snapped during a load test at the Harl Bridge." in text


@pytest.mark.parametrize("path", GOLD, ids=[path.parent.name for path in GOLD])
def test_the_page_is_one_file_under_one_policy(path: Path) -> None:
    page = Page(to_html(gold_report(path.parent)))
    assert page.elements["style"] == page.elements["script"] == 1
    policy = next(value for value in page.values("content") if "default-src" in value)
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.raw[kind][0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert not page.values("style")
    assert not page.values("src")
    assert all(address == "data:," for tag, name, address in page.attributes if (tag, name) == ("link", "href"))


@pytest.mark.parametrize("path", GOLD, ids=[path.parent.name for path in GOLD])
def test_every_link_within_the_page_leads_somewhere_and_ids_are_unique(path: Path) -> None:
    page = Page(to_html(gold_report(path.parent)))
    assert max(Counter(page.ids).values()) == 1
    inner = {value[1:] for value in page.values("href") if value.startswith("#")}
    assert inner - {"None"} == inner
    assert inner <= set(page.ids)
    named = {one for value in page.values("aria-labelledby") for one in value.split()}
    assert named <= set(page.ids)


def test_a_report_without_texts_links_to_its_articles() -> None:
    report = sample_report()
    page = Page(to_html(replace(report, articles=tuple(replace(article, text="") for article in report.articles))))
    assert {value[1:] for value in page.values("href") if value.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_payload_changes_the_page(name: str) -> None:
    payload = PAYLOADS[name]
    page, harmless = Page(to_html(hostile_report(payload))), Page(to_html(hostile_report("x", None)))
    assert page.elements == harmless.elements
    keys = Counter((tag, key) for tag, key, _ in page.attributes)
    assert keys == Counter((tag, key) for tag, key, _ in harmless.attributes)
    assert not [key for _, key, _ in page.attributes if key.startswith("on")]
    assert page.raw == harmless.raw
    assert {value for value in page.values("href") if not value.startswith("#")} == {"data:,"}


def test_control_and_direction_characters_do_not_reach_the_page() -> None:
    source = to_html(hostile_report("".join(PAYLOADS.values())))
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ud800-\udfff]", source
    )
    source.encode("utf-8")


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_become_links(url: str) -> None:
    page = Page(to_html(hostile_report("x", url)))
    assert {value for value in page.values("href") if not value.startswith(("#", "https://ok.example/"))} == {"data:,"}
    assert not [key for _, key, _ in page.attributes if key.startswith("on")]


def test_a_link_outside_goes_to_the_place_and_tells_nothing() -> None:
    page = Page(to_html(sample_report()))
    out = [value for value in page.values("href") if value.startswith("https://gazette.example/mayor#:~:text=")]
    assert out
    assert any("Mayor%20Ada%20Brandt" in value for value in out)
    assert all(value == "noreferrer" for value in page.values("rel") if value != "icon")


def test_filters_of_the_settings_hold() -> None:
    whole, part = to_html(sample_report()), to_html(sample_report(), ReportSettings(only="disputed"))
    assert 'data-status="taken-back"' in whole
    assert 'data-status="taken-back"' not in part
    assert "Nothing in this report fits the filter." in to_html(sample_report(), ReportSettings(outlets=("nobody",)))


def test_an_empty_report_is_a_page_too() -> None:
    assert "No event in this report" in to_html(Report())


def test_a_headline_that_leaves_out_who_says_it_is_shown() -> None:
    text = flat("".join(Page(to_html(sample_report())).text))
    assert "The headline says plainly what the text has from the transport ministry." in text

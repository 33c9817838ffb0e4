"""A report survives the way to JSON and back, and what breaks the contract is told."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrative.errors import ReportError
from narrative.records import Article, Report, Unread
from narrative.report import from_dict, from_json, schema, to_dict, to_json, validate
from tests.report.samples import sample_report


def test_a_report_survives_the_round_trip() -> None:
    report = sample_report()
    assert from_json(to_json(report)) == report
    assert from_json(to_json(report, indent=None)) == report
    assert from_json(to_json(Report())) == Report()


@given(
    title=st.text(),
    text=st.text(),
    published=st.none() | st.datetimes(timezones=st.timezones()),
    thresholds=st.dictionaries(st.text(), st.floats(allow_nan=False, allow_infinity=False)),
    where=st.text(),
)
@example("", "", datetime(2024, 10, 27, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")), {}, "")
@settings(max_examples=60, deadline=None)
def test_any_text_and_time_survive(title: str, text: str, published: Any, thresholds: Any, where: str) -> None:
    report = Report(
        articles=(Article(id="a", outlet="O", title=title, text=text, published=published),),
        unread=(Unread(where=where, reason=text),),
        thresholds=thresholds,
    )
    try:
        whole = to_json(report).encode()
    except UnicodeEncodeError:  # a lone surrogate is no text
        return
    if published is not None:
        # an hour that a clock shows twice equals nothing in another zone, whatever the instant (PEP 495)
        told = published.replace(tzinfo=timezone(published.utcoffset()))
        report = replace(report, articles=(replace(report.articles[0], published=told),))
    assert from_json(whole) == report


def test_the_contract_holds_as_it_is_written_down() -> None:
    document = to_dict(sample_report())
    assert document["format"] == "narrative-report/1"
    assert set(document["articles"][0]) >= {
        *("id", "outlet", "title", "published", "url", "language"),
        *("copy_of", "version_of"),
    }
    assert document["articles"][0]["published"] == "2025-04-07T08:00:00Z"
    first = document["claims"][0]
    assert first["sources"] == [
        {"name": "Coast Wire", "kind": "outlet"},
        {"name": "the transport ministry", "kind": "government", "cue": "said"},
    ]
    text = document["articles"][0]["text"]
    assert text[first["start"] : first["end"]] == first["text"]
    assert all(claim.get("part") != "title" for claim in document["claims"])
    assert [claim["id"] for claim in document["headlines"]] == ["wire-1:h1"]
    issue = document["events"][0]["issues"][0]
    assert set(issue) == {"id", "question", "positions", "withheld", "retracted"}
    assert issue["withheld"] == ["wire-1:3", "local-1:3"]


def test_the_schema_is_a_schema_and_two_validators_agree() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    jsonschema.validate(to_dict(sample_report()), schema())
    validate(to_dict(sample_report()))


def test_fields_may_be_added() -> None:
    document = to_dict(sample_report())
    document["note"] = "from a newer version"
    document["claims"][0]["note"] = 1
    assert from_dict(document) == sample_report()


def test_a_report_without_texts_can_be_read() -> None:
    document = to_dict(sample_report())
    for article in document["articles"]:
        del article["text"]
    assert from_dict(document).articles[0].text == ""


Break = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (lambda d: d.update(format="other/1"), "format"),
        (lambda d: d.pop("events"), "events"),
        (lambda d: d["claims"][1].update(stance="whispers"), r"claims\[1\].stance"),
        (lambda d: d["claims"][0].update(start="0"), r"claims\[0\].start"),
        (lambda d: d["claims"][0].update(start=2), "wire-1:1"),
        (lambda d: d["claims"][0].update(article="gone"), "gone"),
        (lambda d: d["claims"][0].update(id="local-1:1"), "local-1:1"),
        (lambda d: d["claims"][0]["sources"][0].update(name="Somebody"), "Coast Wire"),
        (lambda d: d["claims"][0].update(stated="Monday"), "Monday"),
        (lambda d: d["articles"][0].update(published="soon"), "soon"),
        (lambda d: d["articles"][1].update(copy_of="gone"), "gone"),
        (lambda d: d["events"][0]["issues"][0]["withheld"].append("gone"), "e1.i1"),
        (lambda d: d["relations"][0].update(a="gone"), "gone~gazette-1:1"),
        (lambda d: d["relations"][0].update(probability=1.5), "probability"),
    ],
)
def test_what_breaks_the_contract_is_named(break_it: Break, told: str) -> None:
    document = copy.deepcopy(to_dict(sample_report()))
    break_it(document)
    with pytest.raises(ReportError, match=told):
        from_json(json.dumps(document))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", b"\xff\xfe\x00"])
def test_what_is_no_report_is_an_error_of_ours(text: str | bytes) -> None:
    with pytest.raises(ReportError):
        from_json(text)

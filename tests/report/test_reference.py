"""The reference page lists what the code writes: every field, every column with its type, every term."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph

from narrative.report import schema, to_dict, to_jsonld
from narrative.report.jsonld import CONTEXT
from narrative.report.tables import COLUMNS
from tests.report.samples import gold_report, sample_report

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "report.md").read_text(encoding="utf-8")
JSON_TYPES = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "true or false",
    "object": "object of numbers",
}


def table(title: str) -> dict[str, str]:
    """First and second column of the table under a heading."""
    section = re.split(r"^#+ ", PAGE.partition(f"# {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    rows = [line.split(" | ") for line in section.splitlines() if line.startswith("| ") and "`" in line]
    return {row[0].removeprefix("| "): row[1] for row in rows}


def readable(entry: dict[str, Any]) -> str:
    """The type of a field of the schema, as the page words it."""
    reference = entry.get("$ref", "").rpartition("/")[2]
    if reference in ("text_or_null", "ids"):
        return {"text_or_null": "text or null", "ids": "list of text"}[reference]
    if entry.get("type") != "array":
        return JSON_TYPES[entry.get("type", "string")]
    items = entry["items"]
    if items.get("type") == "integer":
        return "two integers"
    if items.get("type") == "array":
        return "list of two integers"
    return "list of " + (items["$ref"].rpartition("/")[2] if "$ref" in items else "text")


def records() -> dict[str, dict[str, Any]]:
    whole = schema()
    kept = {name: found for name, found in whole["definitions"].items() if "properties" in found}
    return {"report": whole, **kept}


@pytest.mark.parametrize("name", records())
def test_every_field_of_the_schema_is_listed_with_its_type(name: str) -> None:
    record = records()[name]
    required = set(record["required"])
    expected = {
        (f"`{field}`" if field in required else f"*`{field}`*"): readable(entry)
        for field, entry in record["properties"].items()
    }
    assert table(name) == expected


def test_every_field_that_is_written_is_in_the_schema() -> None:
    properties = {name: set(record["properties"]) for name, record in records().items()}
    document = to_dict(sample_report())
    assert set(document) <= properties["report"]
    for kind, entries in (("article", "articles"), ("claim", "claims"), ("event", "events"), ("relation", "relations")):
        assert {key for entry in document[entries] for key in entry} <= properties[kind]


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_is_listed_with_its_type(name: str) -> None:
    listed = table(f"{name}.csv")
    assert list(listed.items()) == [(f"`{column}`", kind) for column, kind in COLUMNS[name].items()]


def test_every_term_of_the_linked_data_is_listed_and_no_other() -> None:
    section = PAGE.partition("## As linked data\n")[2].partition("\n## ")[0]
    listed = set(re.findall(r"`((?:schema|prov|narrative):[A-Za-z]+)`", section.replace("`narrative:` here", "")))
    used: set[str] = set()
    for report in (sample_report(), *map(gold_report, sorted((ROOT / "benchmarks" / "gold").glob("*/")))):
        graph = Graph().parse(data=to_jsonld(report), format="json-ld")
        used |= {str(term) for term in {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}}
    short = {name: CONTEXT[name] for name in ("schema", "prov", "narrative")}
    written = {f"{name}:{term.removeprefix(base)}" for term in used for name, base in short.items() if base in term}
    assert len(written) == len(used)
    assert written <= listed
    # kinds of sources that no gold set names, and a source that replaced its own statement
    from narrative.report.jsonld import _TYPES

    assert listed - written <= {*_TYPES.values(), "narrative:supersedes"}

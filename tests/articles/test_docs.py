"""The reference of inputs names every kind and every limit, with the defaults that hold."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from narrative.articles import Limits
from narrative.articles.fields import aliases, plain_key

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "inputs.md").read_text(encoding="utf-8")
UNITS = {"MiB": 1024**2, "GiB": 1024**3, "": 1}


def rows(heading: str) -> list[list[str]]:
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_every_limit_is_documented_with_its_default() -> None:
    documented = {}
    for name, default, _ in rows("Limits"):
        number, _, unit = default.partition(" ")
        documented[name.strip("`")] = int(number.replace(",", "")) * UNITS[unit]
    assert documented == {limit.name: getattr(Limits(), limit.name) for limit in fields(Limits)}


def test_limits_named_with_a_kind_exist() -> None:
    known = {limit.name for limit in fields(Limits)}
    for row in rows("Kinds"):
        assert set(re.findall(r"`(\w+)`", row[3])) <= known, row


def test_names_of_fields_are_those_that_are_understood() -> None:
    for field, others, _ in rows("Fields"):
        for name in re.findall(r"`(\w+)`", others):
            assert plain_key(name) in aliases(field.strip("`")), name

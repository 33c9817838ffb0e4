"""Floors: raising is easy, lowering takes a flag, and gold that changed is noticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from benchmarks import floors
from benchmarks.floors import FLOORS, gold_hash, kept_figures

typer_app = typer.Typer()
typer_app.command()(floors.main)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "floors.json"
    monkeypatch.setattr(floors, "FLOORS", path)
    return path


def run(monkeypatch: pytest.MonkeyPatch, now: dict[str, float], *arguments: str) -> tuple[int, str]:
    monkeypatch.setattr(floors, "reached", lambda: now)
    done = CliRunner().invoke(typer_app, list(arguments))
    return done.exit_code, done.output


def test_floors_rise_and_fall_only_when_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, {"a": 0.5}, "raise")[0] == 0
    assert run(monkeypatch, {"a": 0.7}, "raise")[0] == 0
    assert run(monkeypatch, {"a": 0.6}, "raise")[0] == 0
    assert json.loads(file.read_text())["floors"] == {"a": 0.7}
    assert run(monkeypatch, {"a": 0.6}, "raise", "--lower")[0] == 0
    assert json.loads(file.read_text())["floors"] == {"a": 0.6}


def test_a_figure_that_fell_fails_the_check_and_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, {"a": 0.7, "b": 0.2}, "raise")
    assert run(monkeypatch, {"a": 0.7, "b": 0.3}, "check")[0] == 0
    code, output = run(monkeypatch, {"a": 0.6, "b": 0.3}, "check")
    assert code == 1
    assert "below its floor: a: 0.600, floor 0.700" in output


def test_gold_that_changed_fails_the_check(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, {"a": 0.7}, "raise")
    kept = json.loads(file.read_text())
    file.write_text(json.dumps({**kept, "gold": "another"}))
    code, output = run(monkeypatch, {"a": 0.7}, "check")
    assert code == 1
    assert "the gold changed" in output


def test_the_hash_is_of_every_word_of_the_gold(tmp_path: Path) -> None:
    (tmp_path / "gold" / "set" / "articles").mkdir(parents=True)
    article = tmp_path / "gold" / "set" / "articles" / "a.txt"
    article.write_text("one")
    before = gold_hash(tmp_path / "gold")
    article.write_text("two")
    assert gold_hash(tmp_path / "gold") != before


def test_floors_are_those_of_the_gold_that_ships() -> None:
    written = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert written["gold"] == gold_hash(), "the gold changed: look, then python -m benchmarks.floors raise"
    assert set(written["floors"]) == set(kept_figures())

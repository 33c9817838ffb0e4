"""``narrative articles`` as a user runs it: what was read, what was not and why, and the options on reading."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.articles import makers


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "narrative", "articles", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)


def test_what_was_read_is_shown_and_can_be_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(makers.html())
    (tmp_path / "b.csv").write_text("paper,words,when\nEastern Post,The mayor denied it.,19.11.2024\nX,,1.1.2024\n")
    (tmp_path / "outlets.tsv").write_text("domain\toutlet\towner\tkind\nvelmarcourier.example\tVelmar\t\toutlet\n")
    options = ("--map", "outlet=paper", "--map", "text=words", "--map", "published=when", "--outlets", "outlets.tsv")
    done = run("a.html", "b.csv", *options, folder=tmp_path)
    assert done.returncode == 5
    assert [json.loads(line)["outlet"] for line in done.stdout.splitlines()] == ["Eastern Post", "Velmar"]  # by time
    lost, summary = done.stderr.splitlines()
    assert "b.csv:3: has no text" in lost
    assert summary.endswith("read 2 articles of 2 outlets, 2024-11-19 to 2024-11-19; 1 could not be read")
    (tmp_path / "again.jsonl").write_text(done.stdout)
    assert run("again.jsonl", folder=tmp_path).stdout == done.stdout


def test_strict_stops_and_limits_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(makers.text())
    done = run("a.txt", "--limit", "text_chars=10", "--strict", folder=tmp_path)
    assert done.returncode == 4
    assert "text_chars" in done.stderr
    assert done.stdout == ""
    wrong = run("a.txt", "--limit", "text_chars=ten", folder=tmp_path)
    assert wrong.returncode == 2
    assert "no number" in wrong.stderr

"""The command as a user runs it: output, exit codes, wrong input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENVIRONMENT = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONHASHSEED": "random"}


def run(*arguments: str, stdin: str | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "narrative", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=ENVIRONMENT,
        cwd=cwd,
    )


def article(folder: Path, name: str, text: str = "The mayor said the bridge was closed.", **fields: str) -> Path:
    head = {"id": name, "outlet": f"The {name}", "title": "Bridge", "published": "2025-01-02T10:00:00Z", **fields}
    path = folder / f"{name}.txt"
    path.write_text("---\n" + "".join(f"{k}: {v}\n" for k, v in head.items()) + f"---\n{text}\n", encoding="utf-8")
    return path


def one_clear_line(result: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in result.stderr
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, result.stderr
    return lines[0]


def test_help_is_there_for_every_command() -> None:
    top = run("--help")
    assert top.returncode == 0
    for command in ("compare", "claims", "events", "judge", "articles", "explain", "diff", "evaluate"):
        assert command in top.stdout
        assert run(command, "--help").returncode == 0


def test_help_needs_no_heavy_library() -> None:
    heavy = "('torch', 'spacy', 'sklearn', 'numpy', 'onnxruntime')"
    code = f"import sys, narrative.cli.app; print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout.strip() == "[]"


def test_version() -> None:
    assert run("--version").stdout.startswith("narrative ")


@pytest.mark.slow
def test_compare_writes_a_report_whole(samples: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    started = time.monotonic()
    result = run("compare", str(samples), "--format", "json", "--output", str(target))
    assert result.returncode == 0, result.stderr
    assert time.monotonic() - started < 60
    assert result.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["format"] == "narrative-report/1"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    for command, code in (("explain", 0), ("evaluate", 0)):
        extra = ["no-such-claim"] if command == "explain" else [str(samples.parent)]
        done = run(command, str(target), *extra)
        assert (done.returncode == code) or command == "explain", done.stderr
        assert "Traceback" not in done.stderr
    same = run("diff", str(target), str(target))
    assert same.returncode == 0


@pytest.mark.slow
def test_compare_prints_a_comparison_to_read(samples: Path) -> None:
    result = run("compare", str(samples), "--quiet")
    assert result.returncode == 0, result.stderr
    assert "Le Figaro" in result.stdout
    assert "\x1b[" not in result.stdout
    assert result.stderr == ""


@pytest.mark.slow
def test_claims_and_events_are_json_lines(samples: Path) -> None:
    claims = [json.loads(line) for line in run("claims", str(samples / "tass-1.txt")).stdout.splitlines()]
    assert {"id", "article", "start", "end", "text", "statement", "sources", "stance"} <= set(claims[0])
    events = [json.loads(line) for line in run("events", str(samples)).stdout.splitlines()]
    assert {"id", "articles"} <= set(events[0])


@pytest.mark.slow
def test_judge_takes_two_statements_or_a_file(tmp_path: Path) -> None:
    one = run("judge", "Twelve people died in the fire.", "Forty people died in the fire.")
    assert one.returncode == 0, one.stderr
    verdict = json.loads(one.stdout)
    assert verdict["agree"] + verdict["conflict"] + verdict["neither"] == pytest.approx(1, abs=0.01)
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"a": "The dam broke.", "b": "The dam did not break."}\n\n', encoding="utf-8")
    assert len(run("judge", "--pairs", str(pairs)).stdout.splitlines()) == 1
    pairs.write_text('{"a": "x", "b": "y"}\n{"a": 1}\n', encoding="utf-8")
    broken = run("judge", "--pairs", str(pairs))
    assert broken.returncode == 4
    assert "pairs.jsonl:2" in one_clear_line(broken)
    assert run("judge", "only one").returncode == 2


def test_an_empty_folder_is_nothing_to_compare(tmp_path: Path) -> None:
    result = run("compare", str(tmp_path))
    assert result.returncode == 3
    assert "no article" in one_clear_line(result)


def test_one_article_only_is_nothing_to_compare(tmp_path: Path) -> None:
    article(tmp_path, "one")
    result = run("compare", str(tmp_path))
    assert result.returncode == 3
    assert "only one article" in one_clear_line(result)


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    result = run("compare", str(tmp_path / "nowhere"))
    assert result.returncode == 4
    assert "nowhere" in one_clear_line(result)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("broken.jsonl", b'{"id": "x", "outlet": "X", "text": "Hello."}\n{"id": \n', "broken.jsonl:2"),
        ("bytes.txt", b"---\nid: b\noutlet: B\n---\n\xff\xfe\xfa\xfb text", "bytes.txt"),
        ("date.txt", b"---\nid: d\noutlet: D\npublished: the day after\n---\nSome text here.\n", "date.txt"),
        ("empty.txt", b"---\nid: e\noutlet: E\n---\n\n", "empty.txt"),
        ("language.txt", b"---\nid: l\noutlet: L\nlanguage: xx\n---\nSome text here.\n", "xx"),
    ],
)
def test_bad_input_gets_one_line_and_the_rest_goes_on(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    article(tmp_path, "one")
    article(tmp_path, "two", text="The bridge was open, the mayor said.")
    (tmp_path / name).write_bytes(content)
    target = tmp_path.parent / "report.json"
    result = run("compare", str(tmp_path), "--format", "json", "-o", str(target))
    assert result.returncode == 5, result.stderr
    assert says in one_clear_line(result)
    report = json.loads(target.read_text(encoding="utf-8"))
    assert {"one", "two"} <= {entry["id"] for entry in report["articles"]}
    assert len(report["unread"]) == 1
    strict = run("compare", str(tmp_path), "--strict", "--format", "json", "-o", str(tmp_path.parent / "none.json"))
    assert strict.returncode == 4
    assert says in one_clear_line(strict)
    assert not (tmp_path.parent / "none.json").exists()


def test_duplicate_ids_are_named(tmp_path: Path) -> None:
    article(tmp_path, "one")
    article(tmp_path, "two")
    article(tmp_path, "three", id="one")
    result = run("compare", str(tmp_path), "-o", str(tmp_path.parent / "out.txt"))
    assert result.returncode == 5
    assert "id" in one_clear_line(result)


def test_an_output_that_cannot_be_written_is_bad_usage(tmp_path: Path) -> None:
    article(tmp_path, "one")
    article(tmp_path, "two")
    result = run("compare", str(tmp_path), "--format", "json", "-o", str(tmp_path / "no" / "report.json"))
    assert result.returncode == 2
    assert "cannot be written" in one_clear_line(result)


def test_unknown_options_and_formats_are_bad_usage(tmp_path: Path) -> None:
    assert run("compare").returncode == 2
    assert run("compare", str(tmp_path), "--format", "papyrus").returncode == 2
    assert run("compare", str(tmp_path), "--only", "everything").returncode == 2
    assert run("conjure").returncode == 2


def test_standard_input_is_read_as_json_lines() -> None:
    rows = [{"id": n, "outlet": n, "text": "The bridge was closed, the mayor said on Monday."} for n in ("a", "b")]
    result = run("articles", "-", stdin="".join(json.dumps(row) + "\n" for row in rows))
    assert result.returncode == 0, result.stderr
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]


def test_a_report_that_is_none_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    result = run("explain", str(wrong), "x:1")
    assert result.returncode == 4
    assert "narrative-report/1" in one_clear_line(result)

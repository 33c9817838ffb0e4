"""``narrative show``, ``explain`` and ``diff`` as a user runs them on a report that was written before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from narrative.report import to_json
from tests.report.samples import sample_report


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "narrative", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **environment},
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_text(to_json(sample_report()), encoding="utf-8")
    return path


def test_show_draws_the_same_report_anew(report: Path) -> None:
    result = run("show", report)
    assert result.returncode == 0, result.stderr
    assert "DISPUTED" in result.stdout
    assert "\x1b[" not in result.stdout
    assert run("show", report, "--format", "json").stdout == report.read_text(encoding="utf-8")


def test_show_keeps_to_the_filters_and_the_width(report: Path) -> None:
    result = run("show", report, "--only", "disputed", "--source", "auditors", COLUMNS="60")
    assert "What did the bridge cost?" in result.stdout
    assert "Did a cable snap?" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 60
    assert run("show", report, "--only", "loud").returncode == 2


@pytest.mark.parametrize(("form", "start"), [("html", "<!doctype html>"), ("markdown", "# "), ("json-ld", "{")])
def test_show_writes_one_file(report: Path, tmp_path: Path, form: str, start: str) -> None:
    target = tmp_path / "out"
    assert run("show", report, "-f", form, "-o", target).returncode == 0
    assert target.read_text(encoding="utf-8").startswith(start)


def test_formats_of_several_files_take_a_folder_or_a_zip(report: Path, tmp_path: Path) -> None:
    folder, archive = tmp_path / "tables", tmp_path / "tables.zip"
    assert run("show", report, "-f", "csv", "-o", folder).returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "claims.csv",
        "issues.csv",
        "positions.csv",
        "relations.csv",
    ]
    assert run("show", report, "-f", "csv", "-o", archive).returncode == 0
    with zipfile.ZipFile(archive) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }
    assert run("show", report, "-f", "png", "-o", tmp_path / "charts").returncode == 0
    assert (tmp_path / "charts" / "e1-matrix.png").read_bytes().startswith(b"\x89PNG")
    nowhere = run("show", report, "-f", "csv")
    assert nowhere.returncode == 2
    assert "name a folder" in nowhere.stderr
    taken = run("show", report, "-f", "csv", "-o", report)
    assert taken.returncode == 2
    assert "no folder can be made there" in taken.stderr


def test_explain_and_diff(report: Path, tmp_path: Path) -> None:
    explained = run("explain", report, "wire-1:1~gazette-1:1")
    assert explained.returncode == 0
    assert "the transport ministry and Mayor Ada Brandt conflict, 94 % sure." in explained.stdout
    unknown = run("explain", report, "wire-9")
    assert unknown.returncode == 2
    assert len(unknown.stderr.splitlines()) == 1
    later = tmp_path / "later.json"
    whole = sample_report()
    later.write_text(to_json(replace(whole, events=())), encoding="utf-8")
    assert "Issues that are gone" in run("diff", report, later).stdout
    assert run("diff", report, report).stdout == "Nothing changed.\n"
    assert json.loads(later.read_text(encoding="utf-8"))["events"] == []


def one_line(*arguments: str | Path) -> tuple[int, str]:
    """Exit code and the only line on standard error of a command that writes nothing else."""
    result = run(*arguments)
    lines = result.stderr.splitlines()
    assert result.stdout == ""
    assert len(lines) == 1, result.stderr
    assert "Errno" not in lines[0]
    return result.returncode, lines[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read (No such file or directory): give a report written with --format json"),
        (b"", "the report is no JSON"),
        (b'{"format": "narrative-rep', "the report is no JSON"),
        (b"[" * 100_000, "the report is nested too deeply"),
        (b"\xff\xfe\x00", "it is no text in UTF-8"),
        (b"[]", "the document must be object"),
        (b'{"format": "narrative-report/2"}', "written as narrative-report/2, and this version reads"),
        (b'{"format": "narrative-report/1"}', "must contain ['articles', 'claims'"),
    ],
    ids=["missing", "empty", "cut", "deep", "bytes", "list", "another version", "bare"],
)
def test_what_is_no_report_gives_one_line_that_names_the_file(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_bytes(content)
    for command in (("show", path), ("explain", path, "a:1"), ("diff", path, path)):
        code, line = one_line(*command)
        assert code == 4
        assert str(path) in line
        assert says in line


def test_a_broken_place_in_a_report_is_named(report: Path) -> None:
    document = json.loads(report.read_text(encoding="utf-8"))
    document["claims"][1]["stance"] = "shouts"
    report.write_text(json.dumps(document), encoding="utf-8")
    code, line = one_line("show", report)
    assert (code, "claims[1].stance must be one of" in line) == (4, True)


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        (("--format", "html", "--output", "{folder}/none/report.html"), "name a file in a folder that exists"),
        (("--format", "html", "--output", "{folder}"), "name a file in it"),
        (("--format", "csv"), "name a folder, or a file that ends in .zip"),
        (("--format", "csv", "--output", "{folder}/report.json"), "name another one"),
        (("--only", "agreed"), "the choice is 'disputed'"),
    ],
)
def test_an_output_that_cannot_be_is_one_line(report: Path, tmp_path: Path, extra: tuple[str, ...], says: str) -> None:
    before = sorted(tmp_path.iterdir())
    code, line = one_line("show", report, *(part.format(folder=tmp_path) for part in extra))
    assert code == 2
    assert says in line
    assert sorted(tmp_path.iterdir()) == before


def test_an_unknown_claim_is_one_line_with_the_nearest(report: Path) -> None:
    code, line = one_line("explain", report, "wire-1:9")
    assert code == 2
    assert "the nearest are wire-1:" in line
    code, line = one_line("explain", report, "wire-1:1~wire-1:2~wire-1:3")
    assert code == 2
    assert "join two claims with '~', not 3" in line

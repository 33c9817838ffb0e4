"""What the documents say is run: every console line, every Python block, every link, every command."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from narrative.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
SAMPLES = ROOT / "benchmarks" / "gold" / "missiles"


def blocks(kind: str) -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for found, body in FENCE.findall(page.read_text(encoding="utf-8")):
            if found == kind:
                yield page, body


def with_console_or_python() -> list[Path]:
    return sorted({page for kind in ("console", "python") for page, _ in blocks(kind)})


def steps(page: Path) -> Iterator[tuple[str, str]]:
    """Console lines and Python blocks of a page, in order."""
    for kind, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind == "python":
            yield kind, body
        elif kind == "console":
            for line in body.splitlines():
                if line.startswith("$ "):
                    yield kind, line[2:].split("  #")[0].strip()


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a reader of the documents has it."""
    shutil.copytree(SAMPLES, tmp_path, dirs_exist_ok=True)
    shutil.copy(SAMPLES / "articles" / "tass-1.txt", tmp_path / "article.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", with_console_or_python(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_runs(page: Path, workplace: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}  # the blocks of a page go on from one another
    for kind, step in steps(page):
        if kind == "python":
            exec(compile(step, page.name, "exec"), names)
        elif step.startswith("narrative "):
            result = CliRunner().invoke(app, shlex.split(step)[1:])
            assert result.exit_code == 0, f"{page.name}: {step}\n{result.output}\n{result.exception}"
        else:
            assert step.split()[0] in {"make", "pip", "python"}, f"{page.name}: nothing runs {step!r} in the tests"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_command_reference_is_up_to_date() -> None:
    script = ROOT / "docs" / "make_cli_reference.py"
    result = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_python_commands_of_the_documents_exist() -> None:
    named = {
        name
        for page in [*PAGES, ROOT / "benchmarks" / "README.md"]
        if page.exists()
        for name in re.findall(r"python -m (benchmarks[\w.]*)", page.read_text(encoding="utf-8"))
    }
    for name in named:
        path = ROOT / name.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), f"no module {name}"


@pytest.mark.slow
def test_the_pages_build_strictly(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr

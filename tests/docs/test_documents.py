"""What the documents say is run: every console line, every Python block, every link, every command."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import narrative
import narrative.report
from benchmarks.registry import SUITE
from narrative.cli.app import app
from narrative.records import RELATION_KINDS, STANCES, SourceKind

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
        elif step.startswith("python -m benchmarks list"):
            done = subprocess.run([sys.executable, *shlex.split(step)[1:]], cwd=ROOT, capture_output=True, check=False)
            assert done.returncode == 0, f"{page.name}: {step}\n{done.stderr.decode()}"
        else:
            assert step.split()[0] in {"make", "pip"}, f"{page.name}: nothing runs {step!r} in the tests"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Of the headings, as the documents' builder makes them."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_into_pages_lead_to_a_heading(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target, anchor in re.findall(r"\]\(([^)#\s:]*)#([^)\s]+)\)", text):
        assert anchor in anchors(page.parent / target if target else page), f"{page.name} links to {target}#{anchor}"


def test_every_page_can_be_reached() -> None:
    """From the README or the start page, by links."""
    found, waiting = set(), [ROOT / "README.md", ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in found or page.suffix != ".md" or not page.exists():
            continue
        found.add(page)
        waiting += [page.parent / target for target in LINK.findall(page.read_text(encoding="utf-8"))]
    missing = {page.resolve() for page in PAGES} - found
    assert not missing, sorted(str(page.relative_to(ROOT)) for page in missing)


def commands() -> Iterator[tuple[str, object]]:
    """Every command with its path, groups left out."""
    waiting: list[tuple[str, object]] = [("narrative", get_command(app))]
    while waiting:
        path, command = waiting.pop()
        inner = getattr(command, "commands", {})
        waiting += [(f"{path} {name}", one) for name, one in inner.items()]
        if not inner:
            yield path, command


def test_a_reader_finds_every_command_and_option() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    told = "\n".join(one.read_text(encoding="utf-8") for one in PAGES if one.name != "cli.md")
    for path, command in commands():
        assert f"\n## {path}\n" in page
        assert path in told, f"no page but the reference tells of '{path}'"
        section = page.split(f"\n## {path}\n")[1].split("\n## ")[0]
        for parameter in command.params:  # type: ignore[attr-defined]
            if not getattr(parameter, "hidden", False):
                for name in parameter.opts:
                    assert not name.startswith("-") or f"`{name}`" in section or name in ("--help", "-h"), (path, name)


def test_a_reader_finds_every_public_name() -> None:
    page = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    for name in narrative.__all__:
        assert f"`narrative.{name}`" in page
    for room in ("articles", "claims", "vectors", "events", "issues", "report", "archive", "engine"):
        module = importlib.import_module(f"narrative.{room}")
        if f"::: narrative.{room}\n" not in page:
            for name in module.__all__:
                if name.endswith("Settings"):
                    assert f"::: narrative.{room}.{name}" in page, name


def test_the_glossary_explains_every_value_that_a_report_can_hold() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    values = {*STANCES, *RELATION_KINDS, *get_args(SourceKind)}
    assert values
    for value in values:
        assert f"**{value}**" in page or f"`{value}`" in page, value


def test_every_file_of_data_that_ships_has_its_line() -> None:
    page = (ROOT / "docs" / "what-ships.md").read_text(encoding="utf-8")
    for path in (ROOT / "narrative").rglob("data/*.*"):
        if path.suffix != ".py":
            named = path.relative_to(ROOT / "narrative").as_posix()
            general = path.suffix in (".tsv", ".txt") or path.name == "words.json"
            assert general or f"`{named}`" in page or f"`{named.rsplit('.', 1)[0]}.*`" in page, named


@pytest.mark.slow
def test_the_built_reference_holds_every_public_name(site: Path) -> None:
    built = (site / "reference" / "api" / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r'id="(narrative\.[\w.]+)"', built))
    records = ("Article", "Unread", "Source", "Claim", "Relation", "Position", "Issue", "Event", "Report")
    assert {f"narrative.records.{name}" for name in records} <= named
    assert {f"narrative.pipeline.{name}" for name in ("read", "compare", "judge_pairs", "Settings")} <= named
    for name in set(narrative.report.__all__) - {"FORMAT"}:
        assert named & {f"narrative.report.{name}", f"narrative.report.{name}.{name}"}, name


@pytest.mark.slow
def test_the_built_pages_ask_for_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe)[^>]+src=\"(https?:[^\"]+)|<link[^>]+href=\"(https?:[^\"]+)", text)
        assert not [one for pair in loaded for one in pair if one], page.name


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


def benchmark_commands() -> dict[str, set[str]]:
    """Modules of benchmarks that the documents name, with the options they give them."""
    named: dict[str, set[str]] = {}
    for page in [*PAGES, ROOT / "benchmarks" / "README.md"]:
        for module, rest in re.findall(r"python -m (benchmarks[\w.]*)([^\n`#]*)", page.read_text(encoding="utf-8")):
            named.setdefault(module, set()).update(re.findall(r"--[a-z][a-z-]*", rest))
    return named


def test_benchmarks_that_the_documents_run_are_known_by_name() -> None:
    pages = [*PAGES, ROOT / "benchmarks" / "README.md"]
    told = [found for page in pages for found in re.findall(r"benchmarks run ([a-z -]+)", page.read_text("utf-8"))]
    assert told
    for line in told:
        assert set(line.split(" --")[0].split()) <= {*SUITE, "all"}, line


@pytest.mark.slow
@pytest.mark.parametrize("module", sorted(benchmark_commands()))
def test_commands_of_the_documents_have_the_options_that_they_give(module: str) -> None:
    command = [sys.executable, "-m", module, "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    told = done.stdout
    if module == "benchmarks":
        for name in ("run", "report"):
            told += subprocess.run([*command[:3], name, "--help"], cwd=ROOT, capture_output=True, text=True).stdout
    assert benchmark_commands()[module] <= set(re.findall(r"--[a-z][a-z-]*", told))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, built strictly: a warning is a failure."""
    pytest.importorskip("mkdocs")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.mark.slow
def test_the_pages_build_strictly(site: Path) -> None:
    assert (site / "index.html").exists()

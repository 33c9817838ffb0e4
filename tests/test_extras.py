"""Each extra, present and absent: what needs it works with it, and without it says in one line what to install."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import narrative
from narrative.errors import MissingExtra
from narrative.pipeline import read
from narrative.records import Unread
from narrative.report import ReadableReport
from tests.articles import makers
from tests.report.samples import sample_report

EXTRAS = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FILES = {"warc": ("warcio", "crawl.warc"), "pdf": ("pypdf", "print.pdf"), "parquet": ("pyarrow", "table.parquet")}


def without(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)


@pytest.mark.parametrize("extra", FILES)
def test_a_file_whose_reader_is_not_installed_is_unread_with_the_command(
    extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, name = FILES[extra]
    (tmp_path / name).write_bytes(makers.KINDS[name]())
    (tmp_path / "good.txt").write_bytes(makers.text())
    without(monkeypatch, package)
    found = list(read([tmp_path]))
    (lost,) = [item for item in found if isinstance(item, Unread)]
    assert f"pip install 'narrative-compare[{extra}]'" in lost.reason
    assert len(found) == 2


def pandas_frame() -> object:
    return ReadableReport.of(sample_report()).claims_frame()


def timeline() -> object:
    return ReadableReport.of(sample_report()).plot_timeline()


CALLS: dict[str, tuple[str, Callable[[], object]]] = {
    "pandas": ("pandas", pandas_frame),
    "plots": ("matplotlib", timeline),
}


@pytest.mark.parametrize("extra", CALLS)
def test_a_method_whose_library_is_not_installed_says_so(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package, call = CALLS[extra]
    pytest.importorskip(package)
    assert call() is not None
    without(monkeypatch, package)
    with pytest.raises(MissingExtra, match=rf"narrative-compare\[{extra}\]"):
        call()


def test_an_engine_whose_library_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from narrative.engine import EngineSettings, open_engine

    without(monkeypatch, "distributed")
    with pytest.raises(MissingExtra, match=r"narrative-compare\[dask\]"), open_engine(EngineSettings(name="dask")):
        pass


def test_every_extra_is_tested_and_no_extra_is_needed_to_import() -> None:
    users = set(EXTRAS["optional-dependencies"]) - {"dev", "docs"}
    assert users == {*FILES, *CALLS, "dask"}
    assert narrative.__version__

"""The suite starts each benchmark with what it needs, keeps its figures, and makes one page of them."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.comparisons import COMPARISONS, Comparison
from benchmarks.floors import below
from benchmarks.page import BEGIN, END, number, page, results_in, short_table, with_short_table
from benchmarks.registry import SUITE, Benchmark
from benchmarks.suite import RESULTS, command_of, figures_printed, run
from benchmarks.targets import TARGETS, Target, pick

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", SUITE)
def test_every_benchmark_has_a_module_with_a_main_part(name: str) -> None:
    module = SUITE[name].module
    found = importlib.util.find_spec(module + ".__main__") if name == "fuzz" else importlib.util.find_spec(module)
    assert found is not None
    assert found.origin is not None
    source = Path(found.origin).read_text(encoding="utf-8")
    assert '__name__ == "__main__"' in source or found.name.endswith("__main__")
    assert SUITE[name].prints or "--json" in source


def test_targets_and_comparisons_are_of_benchmarks_that_exist() -> None:
    assert {target.benchmark for target in TARGETS} <= set(SUITE)
    assert {one.benchmark for one in COMPARISONS} <= set(SUITE)


def test_each_target_and_comparison_finds_its_figure_in_what_was_kept() -> None:
    kept = results_in(RESULTS)
    for one in TARGETS:
        if one.benchmark in kept:
            assert pick(kept[one.benchmark]["figures"], one.path) is not None, one
    for other in COMPARISONS:
        if other.benchmark in kept:
            for path in (other.ours, *other.peers.values()):
                assert pick(kept[other.benchmark]["figures"], path) is not None, (other.figure, path)


def test_the_page_and_the_readme_are_made_of_what_was_kept() -> None:
    again = "; make it anew: python -m benchmarks report --readme README.md"
    assert (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8") == page(RESULTS), "not up to date" + again
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert with_short_table(readme, RESULTS) == readme, "the README's table is not up to date" + again


def test_no_kept_result_tells_of_the_machine_it_was_made_on() -> None:
    for path in RESULTS.glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert str(Path.home()) not in text
        assert str(ROOT) not in text


def test_a_benchmark_whose_data_was_not_given_is_left_out(tmp_path: Path) -> None:
    assert run("nli", None, tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_the_command_names_data_and_where_figures_go(tmp_path: Path) -> None:
    made = Benchmark(module="m", task="t", data="d", folder="gold", shared_option="--gold", options=("--few",))
    assert command_of(made, tmp_path, tmp_path / "x") == [
        "-m", "m", "--few", "--gold", str(tmp_path / "gold"), "--json", str(tmp_path / "x"),
    ]  # fmt: skip
    printing = Benchmark(module="m", task="t", data="d", prints=True)
    assert command_of(printing, None, tmp_path) == ["-m", "m"]


def test_tables_that_are_printed_are_kept_by_the_names_of_their_rows() -> None:
    output = 'loading {...}\n{"table": "T, 2 rows", "rows": [{"s": "a", "n": 1}, {"s": "b", "kind": "c", "n": "-"}]}\n'
    figures = figures_printed(output)
    assert figures == {"T, 2 rows": {"a": {"n": 1}, "b, c": {"n": "-"}}}
    assert pick(figures, ("T", "a", "n")) == 1.0
    with pytest.raises(ValueError, match="no figures"):
        figures_printed("nothing here")


@given(st.text(max_size=60))
def test_what_is_printed_beside_the_figures_never_matters(noise: str) -> None:
    clean = noise.replace("{", "").replace("}", "")
    assert figures_printed(f'{clean}\n{{"a": 1}}\n{clean}') == {"a": 1}


def test_a_path_that_leads_nowhere_or_to_two_figures_gives_none() -> None:
    figures = {"NLI a": {"x": 1}, "NLI b": {"x": 2}}
    assert pick(figures, ("NLI", "x")) is None
    assert pick(figures, ("NLI a", "y")) is None
    assert pick(figures, ("NLI a",)) is None
    assert pick(None, ("x",)) is None


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_target_is_met_on_one_side_only(value: float, mark: float) -> None:
    high = Target(benchmark="b", figure="f", path=(), least=mark)
    low = Target(benchmark="b", figure="f", path=(), least=mark, lower=True)
    assert high.met(value, mark) == (value >= mark)
    assert low.met(value, mark) == (value <= mark)
    assert not high.met(value, None)


def test_the_better_figure_is_the_one_in_bold(tmp_path: Path) -> None:
    kept = {"figures": {"narrative": {"false conflicts called a conflict": 0.5}}}
    kept["figures"]["surest label"] = {"false conflicts called a conflict": 0.2}
    kept["figures"]["contradict-text's rule"] = {"false conflicts called a conflict": 0.7}
    (tmp_path / "pair-rules.json").write_text(json.dumps(kept), encoding="utf-8")
    line = next(line for line in short_table(tmp_path).splitlines() if "less is better" in line)
    assert "| 0.500 |" in line  # not bold: the other one is better, and is shown so
    assert "**0.200**" in line
    assert "**0.700**" not in line


def test_figures_beside_tables_are_shown_too(tmp_path: Path) -> None:
    figures = {"sentences": 600, "one thread, a": {"speed": 2.0}, "one thread, b": {"speed": 1.0, "ratio": 0.5}}
    machine = {"versions": {}, "load_before": None, "when": "-", "commit": "-", "processor": "-", "cores": 1}
    kept = {"figures": figures, "seconds": 1.0, "environment": {**machine, "python": "-"}}
    (tmp_path / "encoding.json").write_text(json.dumps(kept), encoding="utf-8")
    shown = page(tmp_path)
    assert "sentences: 600" in shown
    assert "| one thread, b | 1.000 | 0.500 |" in shown


def test_a_readme_without_its_marks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no part between"):
        with_short_table("# Nothing here", tmp_path)
    assert with_short_table(f"a{BEGIN}old{END}z", tmp_path).startswith(f"a{BEGIN}\n| figure")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "-"), (0.12345, "0.123"), (12.345, "12.35"), (1234.56, "1,234.6"), (100000, "100,000"), (True, "True"),
     ([0.5, 1], "0.500, 1"), ([], "none"), ("x", "x")],
)  # fmt: skip
def test_numbers_are_shown_as_people_read_them(value: object, shown: str) -> None:
    assert number(value) == shown


def test_less_is_better_where_it_is_said() -> None:
    assert Comparison(figure="f", benchmark="b", ours=(), lower=True).better(1, 2)
    assert Comparison(figure="f", benchmark="b", ours=()).better(2, 1)


def test_a_figure_below_its_floor_is_named_with_slack_for_other_processors() -> None:
    floors = {"copies": 0.95, "relation agree": 0.5, "gone": 0.1}
    assert below(floors, {"copies": 0.941, "relation agree": 0.48, "gone": 0.1}) == {}
    assert below(floors, {"copies": 0.93, "relation agree": 0.4}) == {
        "copies": (0.95, 0.93), "relation agree": (0.5, 0.4), "gone": (0.1, 0.0),
    }  # fmt: skip


def test_the_list_names_every_benchmark() -> None:
    command = [sys.executable, "-m", "benchmarks", "list"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(SUITE)


def test_unknown_names_are_bad_usage() -> None:
    command = [sys.executable, "-m", "benchmarks", "run", "nothing-of-the-kind"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2
    assert "not known" in done.stderr

"""Every engine gives the same results, in the same order, also when a worker is killed in mid-run."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrative.engine import Engine, EngineSettings, open_engine
from narrative.errors import EngineError, UsageError

ENGINES = ["here", pytest.param("processes", marks=pytest.mark.slow), pytest.param("dask", marks=pytest.mark.slow)]
WITH_WORKERS = ENGINES[1:]


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "dask":
        pytest.importorskip("distributed")
    workers = None if request.param == "here" else 2
    with open_engine(EngineSettings(name=request.param, workers=workers)) as opened:
        yield opened


def square(number: int) -> int:
    return number * number


def fail_on_three(number: int) -> int:
    if number == 3:
        raise LookupError("three")
    return number


def die_once(job: tuple[int, str]) -> int:
    number, marker = job
    if number == 5:
        try:
            Path(marker).touch(exist_ok=False)
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die_always(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_results_come_in_the_order_of_the_batches(engine: Engine) -> None:
    assert list(engine.map(square, iter(range(50)))) == [n * n for n in range(50)]
    assert list(engine.map(square, [])) == []


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_an_error_of_the_stage_is_the_callers(engine: Engine) -> None:
    with pytest.raises(LookupError, match="three"):
        list(engine.map(fail_on_three, range(6)))


@pytest.mark.parametrize("engine", WITH_WORKERS, indirect=True)
def test_a_killed_worker_costs_a_retry_and_not_a_result(engine: Engine, tmp_path: Path) -> None:
    marker = str(tmp_path / "died")
    assert list(engine.map(die_once, [(n, marker) for n in range(20)])) == [n * n for n in range(20)]
    assert Path(marker).exists(), "no worker was killed, so nothing was shown"


@pytest.mark.slow
def test_workers_that_always_die_are_an_error_that_says_what_to_do() -> None:
    with (
        open_engine(EngineSettings(name="processes", workers=1, retries=1)) as engine,
        pytest.raises(EngineError, match="fewer workers or smaller batches"),
    ):
        list(engine.map(die_always, [1]))


def test_batches_are_taken_only_as_there_is_room() -> None:
    taken: list[int] = []

    def batches() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    with open_engine(EngineSettings()) as engine:
        results = engine.map(square, batches())
        assert next(results) == 0
    assert len(taken) == 1


@pytest.mark.parametrize(
    "wrong", [{"name": "spark"}, {"workers": 0}, {"batch_articles": 0}, {"name": "here", "scheduler": "tcp://x:1"}]
)
def test_settings_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        EngineSettings(**wrong)  # type: ignore[arg-type]

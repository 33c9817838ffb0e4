"""Every engine gives the same results, in the same order, also when a worker is killed in mid-run."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from narrative.claims import ClaimSettings, load_reader
from narrative.engine import Engine, EngineSettings, open_engine
from narrative.engine.engines import AHEAD_PER_WORKER, OverExecutor
from narrative.engine.settings import EngineName
from narrative.errors import EngineError, UsageError
from narrative.pipeline import Settings, compare, read, sort_out
from narrative.records import Article
from narrative.report import ReadableReport, to_json
from narrative.stages import Read, in_batches, read_claims, read_claims_anywhere, with_results

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


def test_workers_that_come_late_get_batches_too() -> None:
    taken: list[int] = []

    def batches() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    at_work = 1
    with ThreadPoolExecutor(1) as pool:
        engine = OverExecutor("threads", lambda: pool, workers=lambda: at_work, retries=0)
        results = engine.map(square, batches())
        assert next(results) == 0
        assert len(taken) == AHEAD_PER_WORKER
        at_work = 4
        assert next(results) == 1
        assert len(taken) == 1 + 4 * AHEAD_PER_WORKER
        assert list(results) == [n * n for n in range(2, 100)]


@pytest.mark.parametrize(
    "wrong", [{"name": "spark"}, {"workers": 0}, {"batch_articles": 0}, {"name": "here", "scheduler": "tcp://x:1"}]
)
def test_settings_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        EngineSettings(**wrong)  # type: ignore[arg-type]


def read_and_die_once(marker: str, settings: ClaimSettings, articles: Sequence[Article]) -> tuple[Read, ...]:
    """The claims stage, whose worker is killed once, in the middle of its work."""
    results = read_claims_anywhere(settings, articles)
    if any(article.id == "tass-1" for article in articles):
        die_once((5, marker))
    return results


@pytest.fixture(scope="module")
def articles(samples: Path) -> tuple[Article, ...]:
    return sort_out(read([samples]))[0]


@pytest.fixture(scope="module")
def claims(articles: tuple[Article, ...]) -> list[Read]:
    """Claims of the samples, read in one process, article by article."""
    reader = load_reader(ClaimSettings())
    return [found for article in articles for found in read_claims(reader, [article])]


@pytest.mark.parametrize("engine", WITH_WORKERS, indirect=True)
def test_claims_are_the_same_on_every_engine_also_when_a_worker_is_killed(
    engine: Engine, articles: tuple[Article, ...], claims: list[Read], tmp_path: Path
) -> None:
    marker = tmp_path / "died"
    stage = partial(read_and_die_once, str(marker), ClaimSettings())
    results = list(with_results(engine, stage, in_batches(articles, 2)))
    assert marker.exists(), "no worker was killed, so nothing was shown"
    assert [article for batch, _ in results for article in batch] == list(articles)
    assert [found for _, read_ones in results for found in read_ones] == claims


@pytest.mark.slow
@pytest.mark.parametrize("name", ["processes", "dask"])
def test_the_report_is_the_same_on_every_engine(name: EngineName, samples: Path, sample_report: ReadableReport) -> None:
    if name == "dask":
        pytest.importorskip("distributed")
    settings = Settings(engine=EngineSettings(name=name, workers=2, batch_articles=3))
    assert to_json(compare(read([samples]), settings)) == to_json(sample_report)

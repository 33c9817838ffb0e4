"""Engines over one protocol, and how one is opened."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeVar

from narrative.engine.settings import EngineSettings
from narrative.errors import EngineError, MissingExtra

Batch = TypeVar("Batch")
Result = TypeVar("Result")

AHEAD_PER_WORKER = 3
"""Batches handed out ahead of the one that is waited for: enough to keep workers busy, and a bound on memory."""


class Engine(Protocol):
    """Something that maps a stage over batches."""

    name: str

    def map(self, stage: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Results in the order of the batches; a batch is taken only when there is room for it."""
        ...


class InProcess:
    """One batch after the other, in this process."""

    name = "here"

    def map(self, stage: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """See :class:`Engine`."""
        return map(stage, batches)


class OverExecutor:
    """Batches over any :class:`concurrent.futures.Executor`.

    When the executor breaks because a worker died, it is made anew and only the batches without a result run
    again; what was finished is kept.

    Parameters
    ----------
    name
        Of the engine.
    make
        Makes an executor.
    workers
        Tells how many batches can run at a time; asked before each, since workers of a cluster come and go.
    retries
        How often in a row the executor is made anew without a result in between.
    broken
        Errors that mean that a worker died, not that the stage failed.
    """

    def __init__(
        self,
        name: str,
        make: Callable[[], Executor],
        *,
        workers: Callable[[], int],
        retries: int,
        broken: tuple[type[Exception], ...] = (BrokenExecutor,),
    ) -> None:
        self.name = name
        self._make = make
        self._broken = broken
        self._workers = workers
        self._retries = retries
        self._executor = make()

    def map(self, stage: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """See :class:`Engine`.

        Raises
        ------
        EngineError
            Workers died over the same batch more often than ``retries``.
        """
        waiting = iter(batches)
        running: deque[tuple[Batch, Future[Result]]] = deque()
        deaths = 0
        while True:
            try:
                ahead = self._workers() * AHEAD_PER_WORKER
                while len(running) < ahead and (batch := next(waiting, None)) is not None:
                    running.append((batch, self._submit(stage, batch)))
                if not running:
                    return
                result = running[0][1].result()
            except self._broken as error:
                deaths += 1
                if deaths > self._retries:
                    raise EngineError(
                        f"{self.name}: workers died {deaths} times over one batch (out of memory?): "
                        "use fewer workers or smaller batches"
                    ) from error
                running = self._again(stage, running)
                continue
            deaths = 0
            running.popleft()
            yield result

    def close(self) -> None:
        """Let the workers go."""
        self._executor.shutdown(wait=False)

    def _submit(self, stage: Callable[[Batch], Result], batch: Batch) -> Future[Result]:
        try:
            return self._executor.submit(stage, batch)
        except self._broken as error:
            # Found out on waiting for it, where the executor is made anew.
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    def _again(
        self, stage: Callable[[Batch], Result], running: deque[tuple[Batch, Future[Result]]]
    ) -> deque[tuple[Batch, Future[Result]]]:
        self.close()
        self._executor = self._make()
        kept: deque[tuple[Batch, Future[Result]]] = deque()
        for batch, future in running:
            finished = future.done() and not future.cancelled() and future.exception() is None
            kept.append((batch, future if finished else self._submit(stage, batch)))
        return kept


def open_engine(settings: EngineSettings) -> AbstractContextManager[Engine]:
    """Open the engine that the settings name; its workers go when the block ends.

    Raises
    ------
    MissingExtra
        Dask is asked for and not installed.
    EngineError
        The scheduler cannot be reached.
    """
    if settings.name == "processes":
        return _processes(settings)
    if settings.name == "dask":
        return _dask(settings)
    return _here()


@contextmanager
def _here() -> Iterator[Engine]:
    yield InProcess()


@contextmanager
def _processes(settings: EngineSettings) -> Iterator[Engine]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    workers = settings.workers or os.cpu_count() or 1
    # Spawned, not forked: the parent may hold threads of a numeric library.
    context = multiprocessing.get_context("spawn")
    engine = OverExecutor(
        "processes",
        lambda: ProcessPoolExecutor(workers, mp_context=context),
        workers=lambda: workers,
        retries=settings.retries,
    )
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def _dask(settings: EngineSettings) -> Iterator[Engine]:
    try:
        from distributed import Client, KilledWorker, LocalCluster
    except ImportError as error:
        raise MissingExtra("the engine dask", "dask") from error
    workers = settings.workers or os.cpu_count() or 1
    cluster = None
    try:
        if settings.scheduler is None:
            # What goes wrong comes back as an exception; the cluster's own notes would only repeat it.
            cluster = LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
            )
        client = Client(settings.scheduler or cluster, timeout=30)
    except (OSError, ValueError, TimeoutError) as error:
        raise EngineError(
            f"no Dask scheduler answers at {settings.scheduler}: check the address, or leave it out for a local cluster"
        ) from error
    try:
        yield OverExecutor(
            "dask",
            # The scheduler hands the batches of a worker that died to another. An error of the stage itself would
            # only come again, so the tasks ask for no retries.
            lambda: client.get_executor(pure=False),
            workers=lambda: max(workers, len(client.nthreads())),
            retries=settings.retries,
            broken=(BrokenExecutor, KilledWorker),
        )
    finally:
        client.close()
        if cluster is not None:
            cluster.close()

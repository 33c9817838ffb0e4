"""Settings of the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from narrative.errors import UsageError

EngineName = Literal["here", "processes", "dask"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """Where stages run.

    Parameters
    ----------
    name
        ``"here"`` for this process, ``"processes"`` for local worker processes, ``"dask"`` for a cluster.
    workers
        Number of local workers; one a core where left out.
    scheduler
        Address of a Dask scheduler; a local cluster where left out.
    batch_articles
        Articles a batch.
    retries
        How often a batch is run again after the worker that held it died.

    Raises
    ------
    UsageError
        A number is out of range, or a scheduler is named for an engine that has none.
    """

    name: EngineName = "here"
    workers: int | None = None
    scheduler: str | None = None
    batch_articles: int = 32
    retries: int = 3

    def __post_init__(self) -> None:
        if self.name not in ("here", "processes", "dask"):
            raise UsageError(f"engine {self.name!r} is not known: choose here, processes or dask")
        if self.workers is not None and self.workers < 1:
            raise UsageError(f"workers is {self.workers}: give 1 or more")
        if self.batch_articles < 1 or self.retries < 0:
            raise UsageError("batch_articles must be 1 or more, and retries 0 or more")
        if self.scheduler and self.name != "dask":
            raise UsageError(f"the scheduler {self.scheduler} goes with the engine dask, not {self.name}")

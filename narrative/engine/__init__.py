"""Maps a stage over batches: in this process, in local processes, or on a Dask cluster.

A stage is a pure, picklable function of one batch; an engine decides only where it runs. Results come in the
order of the batches, so every engine gives the same records.
"""

from __future__ import annotations

from narrative.engine.engines import Engine, InProcess, OverExecutor, open_engine
from narrative.engine.settings import EngineSettings
from narrative.engine.tables import is_address, parquet_rows

__all__ = ["Engine", "EngineSettings", "InProcess", "OverExecutor", "is_address", "open_engine", "parquet_rows"]

"""A run that is killed loses nothing that it reported; ``benchmarks/crash`` does this two hundred times."""

from __future__ import annotations

import pytest

from benchmarks.crash.run import Trial, run

_ROUNDS = 6  # on a busy machine all the moments of one round may fall before the first report


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_runs_lose_nothing_and_are_completed(seed: int) -> None:
    trials: list[Trial] = []
    while not any(trial.reported > 0 and not trial.finished for trial in trials) and len(trials) < 8 * _ROUNDS:
        trials += run(8, articles=30, seed=seed + 2 * len(trials))
    assert [trial.trouble for trial in trials if trial.trouble] == []
    assert any(trial.reported > 0 and not trial.finished for trial in trials), "no run was killed in its middle"

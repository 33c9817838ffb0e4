"""What learns of a set reads it with a question encoder that did not learn from that set."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from narrative.issues.crossencoder import PairModel
from narrative.issues.judge import LearnedJudge
from narrative.issues.question_encoder import DESCRIPTION, QuestionEncoder, load_question_encoder
from narrative.vectors import load_encoder

Learner = Callable[[str], LearnedJudge]
"""A judge without verdicts for the set of a name."""


def askers_apart(work: Path) -> dict[str, QuestionEncoder]:
    """By the name of each set, the question encoder of ``question_train --work`` that was not learned from it.

    Raises
    ------
    SystemExit
        There is none in the folder.
    """
    found: dict[str, QuestionEncoder] = {}
    for folder in sorted(path.parent for path in work.glob(f"fold-*/{DESCRIPTION}")):
        asker = load_question_encoder(folder)
        apart = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))["apart"]
        found.update(dict.fromkeys(apart, asker))
    if not found:
        raise SystemExit(
            f"{work}: no question encoders; run python -m benchmarks.training.question_train --work {work}"
        )
    return found


def learners(work: Path, cross: PairModel | None = None) -> Learner:
    """Judges that give features and no verdicts, one for all sets that share a question encoder.

    Parameters
    ----------
    work
        Folder of ``question_train --work``.
    cross
        The cross-encoder, if any.
    """
    askers, encoder = askers_apart(work), load_encoder()
    made = {id(asker): LearnedJudge.unlearned(encoder, cross, asker) for asker in askers.values()}
    return lambda name: made[id(askers[name])]

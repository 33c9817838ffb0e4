"""The models of this room, loaded once a session."""

from __future__ import annotations

import pytest

from narrative.issues import load_judge
from narrative.issues.judge import LearnedJudge
from narrative.vectors import Encoder, load_encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder that ships."""
    return load_encoder()


@pytest.fixture(scope="session")
def judge(encoder: Encoder) -> LearnedJudge:
    """The judge that ships, with that encoder."""
    loaded = load_judge()
    loaded.adopt(encoder)
    return loaded

"""To which issue a withheld comment belongs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from narrative.errors import ModelError
from narrative.issues import IssueSettings, learned
from narrative.issues.board import Board, lay_out
from narrative.issues.judge import LearnedJudge
from narrative.issues.withheld import COLUMNS, AttachWeights, asked, best_issue, issue_rows, load_attach_weights
from narrative.records import Claim
from narrative.vectors import Encoder
from tests.issues.makers import article, claim

PUMPS = [
    ("The pumps of the quarry had failed", "Ines Duarte"),
    ("No pump failed at the quarry", "Tomas Brandt"),
    ("Every pump in the quarry broke down", "two engineers"),
    ("The quarry's pumps ran all night", "Jon Falk"),
    ("The pumps failed at midnight", "a guard"),
]
FINE = [
    ("The owner paid a fine of $4,000 for the noise", "Mia Roth"),
    ("The owner never paid the fine", "the tax office"),
]


def told(name: str, rows: Sequence[tuple[str, str]], first: int = 1) -> list[Claim]:
    return [
        claim(f"{name}:{n}", f"{text}, {speaker} said.", speaker, statement=text)
        for n, (text, speaker) in enumerate(rows, start=first)
    ]


def silent(where: str, text: str, source: str, cue: str, about: str | None = None) -> Claim:
    start = 100 * int(where.split(":")[1])

    def span(words: str) -> tuple[int, int]:
        at = text.index(words)
        return start + at, start + at + len(words)

    return claim(
        where, text, source, stance="withholds", about=about, source_span=span(source), cue_span=span(cue),
        statement=about or text,
    )  # fmt: skip


def chosen(claims: Sequence[Claim], encoder: Encoder, judge: LearnedJudge) -> tuple[str, float]:
    """The issue of the only comment that is withheld, "pumps" or "fine", and its probability."""
    articles = [article(name) for name in sorted({each.article for each in claims})]
    board: Board = lay_out(claims, articles, encoder, judge, IssueSettings())
    groups: dict[str, list[int]] = {"pumps": [], "fine": []}
    for n, each in enumerate(board.claims):
        if each.stance != "withholds":
            groups["fine" if "fine" in each.text else "pumps"].append(n)
    (at,) = (n for n, each in enumerate(board.claims) if each.stance == "withholds")
    found = best_issue(issue_rows(board, at, list(groups.values()), encoder, judge), load_attach_weights())
    assert found is not None
    return list(groups)[found[0]], found[1]


def test_what_is_asked_is_what_is_left_without_source_and_cue() -> None:
    comment = silent("Lamp:3", "Mia Roth declined to comment on the fine.", "Mia Roth", "declined to comment")
    assert asked(comment) == "on the fine."
    assert asked(claim("Lamp:1", "Mia Roth said nothing.")) == "Mia Roth said nothing."


def test_spans_outside_of_the_claim_are_left_alone() -> None:
    odd = claim("Lamp:3", "No comment on the fine.", "Mia Roth", source_span=(10, 18), cue_span=(300, 310))
    assert asked(odd) == "on the fine."


def test_the_issue_that_its_own_words_name_wins_over_a_bigger_one(encoder: Encoder, judge: LearnedJudge) -> None:
    claims = [*told("Lamp", PUMPS[:3]), *told("Bell", PUMPS[3:]), *told("Lamp", FINE[:1], 7), *told("Kite", FINE[1:])]
    comment = silent("Bell:9", "The owner would not discuss the fine.", "The owner", "would not discuss", "the fine")
    found, chance = chosen([*claims, comment], encoder, judge)
    assert found == "fine"
    assert chance > 0.5


def test_a_bare_comment_leans_to_what_stands_right_before_it(encoder: Encoder, judge: LearnedJudge) -> None:
    elsewhere = [*told("Lamp", PUMPS[1:3]), *told("Bell", FINE[1:])]
    bare = silent("Kite:5", "Rolf Anker did not return calls.", "Rolf Anker", "did not return")
    after_fine = [*told("Kite", PUMPS[:1], 1), *told("Kite", FINE[:1], 4), bare]
    after_pumps = [*told("Kite", FINE[:1], 1), *told("Kite", PUMPS[:1], 4), bare]
    found, chance = chosen([*elsewhere, *after_fine], encoder, judge)
    assert found == "fine"
    other, less = chosen([*elsewhere, *after_pumps], encoder, judge)
    assert other == "pumps" or less < chance - 0.1


def test_no_issue_no_answer() -> None:
    weights = AttachWeights(np.ones(len(COLUMNS)), 0.0)
    assert best_issue(np.empty((0, len(COLUMNS))), weights) is None


def test_the_chance_is_shared_with_none_of_them() -> None:
    rows = np.array([[1.0, *[0.0] * (len(COLUMNS) - 1)], [0.0] * len(COLUMNS)])
    weights = AttachWeights(np.ones(len(COLUMNS)), 0.0)
    found = best_issue(rows, weights)
    assert found is not None
    assert found[0] == 0
    assert found[1] == pytest.approx(np.e / (np.e + 2))
    unlikely = best_issue(rows, AttachWeights(np.ones(len(COLUMNS)), 9.0))
    assert unlikely is not None
    assert unlikely[1] < 0.01


@pytest.fixture
def weights_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of the weights, to be broken."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(learned, "files", lambda _: tmp_path)
    load_attach_weights.cache_clear()
    yield tmp_path / "data" / "attach.json"
    load_attach_weights.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        None,
        "{",
        "[]",
        json.dumps({"columns": ["size"], "weights": [1.0], "none": 0.0}),
        json.dumps({"columns": list(COLUMNS), "none": 0.0}),
        json.dumps({"columns": list(COLUMNS), "weights": ["?"] * len(COLUMNS), "none": "?"}),
        json.dumps({"columns": list(COLUMNS), "weights": [1.0], "none": 0.0}),
    ],
)
def test_broken_weights_are_told(weights_file: Path, text: str | None) -> None:
    if text is not None:
        weights_file.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"attach\.json: no readable weights .*attach_fit"):
        load_attach_weights()


def test_the_weights_that_ship_are_read() -> None:
    found = load_attach_weights()
    assert found.weights.shape == (len(COLUMNS),)
    assert len(found.sha256) == 64

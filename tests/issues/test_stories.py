"""Stories to learn from: marks become claims that stand in the text, and a wrong mark is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.training.stories import STORIES, LearningSet, learning_sets, read_story
from narrative.errors import InputError
from narrative.records import STANCES

STORY = """# A quarry floods.
== The Lamp | 2024-03-05T09:00 | Quarry floods
It rained. {The pumps had failed, Ines Duarte said.|Ines Duarte|asserts|pumps|failed}
{The owner would not comment.|the owner|withholds|pumps|-}

{All is well.|-|asserts|-|-}
== The Bell | 2024-03-06T10:30 | Owner blamed
{The pumps worked, the Lamp quoted a guard as saying.|the Lamp > a guard|asserts|pumps|worked}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "quarry.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_become_claims_that_stand_in_the_text(tmp_path: Path) -> None:
    story = read_story(write(tmp_path, STORY))
    assert story.is_story
    assert [(each.id, each.outlet, each.title) for each in story.articles] == [
        ("quarry-1", "The Lamp", "Quarry floods"),
        ("quarry-2", "The Bell", "Owner blamed"),
    ]
    assert story.articles[0].text.startswith("It rained. The pumps had failed, Ines Duarte said.\nThe owner")
    assert not set("{}|") & {letter for each in story.articles for letter in each.text}
    words = {name: story.gold.texts[each.article][each.start : each.end] for name, each in story.gold.claims.items()}
    assert words == {
        "quarry-1:1": "The pumps had failed, Ines Duarte said.",
        "quarry-1:2": "The owner would not comment.",
        "quarry-1:3": "All is well.",
        "quarry-2:1": "The pumps worked, the Lamp quoted a guard as saying.",
    }


def test_sources_stances_issues_and_positions(tmp_path: Path) -> None:
    claims = read_story(write(tmp_path, STORY)).gold.claims
    assert claims["quarry-2:1"].sources == ("The Bell", "the Lamp", "a guard")
    assert claims["quarry-1:3"].sources == ("The Lamp",)
    assert [(each.stance, each.issue, each.position) for each in claims.values()] == [
        ("asserts", "pumps", "failed"),
        ("withholds", "pumps", None),
        ("asserts", None, None),
        ("asserts", "pumps", "worked"),
    ]


def test_times_are_utc(tmp_path: Path) -> None:
    first = read_story(write(tmp_path, STORY)).articles[0].published
    assert first is not None
    assert first.isoformat() == "2024-03-05T09:00:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (STORY.replace("|withholds|", "|shrugs|"), "unknown stance 'shrugs' in the article of The Lamp"),
        (STORY.replace("|failed}", "|failed"), "a brace without its mark in the article of The Lamp"),
        (STORY.replace("|pumps|worked", "|pumps"), "a brace without its mark in the article of The Bell"),
    ],
)
def test_a_wrong_mark_is_told(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        read_story(write(tmp_path, wrong))
    assert "quarry.txt" in str(caught.value)


@pytest.fixture(scope="module")
def stories() -> list[LearningSet]:
    return [read_story(path) for path in sorted(STORIES.glob("*.txt"))]


def test_every_story_that_ships_teaches_something(stories: list[LearningSet]) -> None:
    assert stories
    for story in stories:
        assert len(story.articles) > 1, story.name
        issues: dict[str, set[str]] = {}
        for each in story.gold.claims.values():
            assert each.stance in STANCES
            assert 0 <= each.start < each.end <= len(story.gold.texts[each.article])
            assert all(each.sources), each.id
            if each.issue and each.position:
                issues.setdefault(each.issue, set()).add(each.position)
        assert any(len(positions) > 1 for positions in issues.values()), story.name


def test_withheld_and_taken_back_have_no_position(stories: list[LearningSet]) -> None:
    for story in stories:
        for each in story.gold.claims.values():
            assert each.stance not in {"withholds", "retracts"} or each.position is None, each.id


def test_a_set_that_is_left_out_is_not_learned_from(tmp_path: Path) -> None:
    write(tmp_path, STORY)
    empty = tmp_path / "none"
    assert [each.name for each in learning_sets(empty, tmp_path)] == ["quarry"]
    assert learning_sets(empty, tmp_path, leave_out=["quarry"]) == ()
    names = {each.name for each in learning_sets()}
    assert {path.stem for path in STORIES.glob("*.txt")} <= names

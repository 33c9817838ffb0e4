"""Events: what belongs together, what stays apart, and ids that stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrative.errors import UsageError
from narrative.events import EventSettings, group_events, regroup
from narrative.events.features import FEATURES, PairFeatures, time_features
from narrative.events.identity import event_id, keep_ids
from narrative.events.linkage import link
from narrative.events.weights import PairWeights, load_weights
from narrative.records import Article, Event
from narrative.vectors import Encoder, load_encoder

DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def article(name: str, title: str, text: str, hours: float = 0, **more: object) -> Article:
    return Article(id=name, outlet=name, title=title, text=text, published=DAY + timedelta(hours=hours), **more)  # type: ignore[arg-type]


QUAY = [
    article("q1", "Crane falls at Ostermund container quay",
            "A gantry crane came down at the Ostermund container quay on Monday, killing two dockers. "
            "Port director Ilka Brandvold said the wind had reached 31 metres a second."),
    article("q2", "Two dead as gantry crane collapses in Ostermund",
            "Two dock workers died when a crane toppled onto a berth in Ostermund. "
            "Ilka Brandvold, who runs the port, said a squall had struck without warning.", 3),
    article("q3", "Dockers walk out after Ostermund deaths",
            "Ostermund's dockers stopped work after the crane that killed two of them fell on Monday. "
            "Their union said Brandvold had been told of faulty brakes.", 20),
]  # fmt: skip
ELSEWHERE = article(
    "p1", "Crane topples at Port Selby, nobody hurt",
    "A crane fell into the water at Port Selby during a storm. "
    "Harbour master Reuben Achterberg said the quay was empty.",
    5,
)  # fmt: skip
BUDGET = article(
    "b1", "Council of Hallin passes its budget",
    "The council of Hallin passed a budget that raises the tax on second homes. "
    "Mayor Petra Nowotny spoke of a fair deal.",
    6,
)  # fmt: skip
ALL = [*QUAY, ELSEWHERE, BUDGET]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def groups(events: tuple[Event, ...]) -> set[frozenset[str]]:
    return {frozenset(event.articles) for event in events}


def test_one_happening_is_one_event_and_the_same_thing_elsewhere_another(encoder: Encoder) -> None:
    events = group_events(ALL, encoder, EventSettings())
    assert groups(events) == {frozenset({"q1", "q2", "q3"}), frozenset({"p1"}), frozenset({"b1"})}
    assert events[0].articles == ("q1", "q2", "q3")
    assert events[0].label == QUAY[0].title


def test_the_same_words_a_year_later_are_another_event(encoder: Encoder) -> None:
    later = replace(
        QUAY[1], id="q9", text=QUAY[1].text + " The port had reopened.", published=DAY + timedelta(days=365)
    )
    assert not any({"q1", "q9"} <= group for group in groups(group_events([*QUAY[:2], later], encoder)))


def test_the_order_of_the_articles_changes_nothing(encoder: Encoder) -> None:
    expected = group_events(ALL, encoder)
    for order in list(permutations(ALL))[::17]:
        assert group_events(order, encoder) == expected


def test_versions_and_copies_share_an_event(encoder: Encoder) -> None:
    rewritten = article("q1b", "Correction", "An earlier report has been withdrawn.", 30, version_of="q1")
    assert any({"q1", "q1b"} <= group for group in groups(group_events([*ALL, rewritten], encoder)))


def test_few_and_bare_articles(encoder: Encoder) -> None:
    assert group_events([], encoder) == ()
    (only,) = group_events([BUDGET], encoder)
    assert only.articles == ("b1",)
    bare = [Article(id="x", outlet="x", text=""), Article(id="y", outlet="y", text="", title="")]
    assert {event.label for event in group_events(bare, encoder)} == {"x", "y"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("PORT ELLEN, Scotland (AP) — The quay burned. More.", "The quay burned."),
        ("OSLO (Reuters) - The quay burned. More.", "The quay burned."),
        ("OSLO, March 3. /TASS/. The quay burned. More.", "The quay burned."),
        ("Mr. Brandt left the U.S. port. More.", "Mr. Brandt left the U.S. port."),
        ("NATO - or what is left of it - met. More.", "NATO - or what is left of it - met."),
    ],
)
def test_the_place_of_a_dispatch_names_no_event(encoder: Encoder, text: str, label: str) -> None:
    (event,) = group_events([Article(id="x", outlet="x", text=text)], encoder)
    assert event.label == label


def test_articles_that_come_later_rename_nothing(encoder: Encoder) -> None:
    before = group_events([*QUAY[:2], ELSEWHERE], encoder)
    after = regroup(before, ALL, encoder)
    assert after.changes == ()
    held = {a: event.id for event in after.events for a in event.articles}
    assert all(held[a] == event.id for event in before for a in event.articles)


def test_an_article_from_before_the_first_keeps_the_id_too(encoder: Encoder) -> None:
    before = group_events(QUAY[1:], encoder)
    after = regroup(before, QUAY, encoder)
    assert [event.id for event in after.events] == [before[0].id] != [event_id("q1")]


def event(name: str, *articles: str) -> Event:
    return Event(id=name, label="", articles=articles)


def test_a_merge_names_both() -> None:
    events, changes = keep_ids([event("e1", "a", "b"), event("e2", "c")], [event("n", "a", "b", "c", "d")])
    assert [e.id for e in events] == ["e1"]
    assert [(c.kind, c.event, c.other, c.articles) for c in changes] == [("merge", "e1", "e2", ("c",))]


def test_a_split_names_both() -> None:
    events, changes = keep_ids([event("e1", "a", "b", "c")], [event("n1", "b", "c"), event("n2", "a")])
    assert [e.id for e in events] == ["e1", "n2"]
    assert [(c.kind, c.event, c.other, c.articles) for c in changes] == [("split", "e1", "n2", ("a",))]


def test_the_part_with_the_founder_does_not_take_an_id_that_lives_on() -> None:
    old = event_id("a")
    events, changes = keep_ids([event(old, "a", "b", "c")], [event("n1", "b", "c"), event(old, "a")])
    assert events[0].id == old
    assert events[1].id not in {old, "n1"}
    assert [change.kind for change in changes] == ["split"]


partitions = st.lists(st.integers(0, 4), min_size=1, max_size=12)


def as_events(labels: list[int], prefix: str) -> list[Event]:
    return [
        event(f"{prefix}{label}", *(f"a{i}" for i, own in enumerate(labels) if own == label))
        for label in sorted(set(labels))
    ]


@given(partitions, partitions)
def test_ids_are_unique_and_every_old_event_is_accounted_for(before: list[int], after: list[int]) -> None:
    old, new = as_events(before, "o"), as_events(after, "n")
    events, changes = keep_ids(old, new)
    ids = [e.id for e in events]
    assert len(set(ids)) == len(ids)
    assert [e.articles for e in events] == [e.articles for e in new]
    seen = {a for e in new for a in e.articles}
    for one in old:
        if set(one.articles) & seen:
            assert one.id in ids or any(change.other == one.id for change in changes if change.kind == "merge")


@given(partitions)
def test_the_same_groups_keep_their_ids(labels: list[int]) -> None:
    old = as_events(labels, "o")
    events, changes = keep_ids(old, as_events(labels, "n"))
    assert [e.id for e in events] == [e.id for e in old]
    assert changes == ()


NUMBERS = PairWeights(weights={}, intercept=0, clip=6, average=-1, contrast=2, established=3)


def test_two_tight_groups_stay_apart_where_loose_ones_would_join() -> None:
    def two_groups(inside: float) -> np.ndarray:
        scores = np.full((6, 6), 0.0)
        scores[:3, :3] = scores[3:, 3:] = inside
        return scores

    assert len(set(link(two_groups(5.0), NUMBERS).tolist())) == 2
    assert len(set(link(two_groups(1.0), NUMBERS).tolist())) == 1


@settings(max_examples=50)
@given(st.integers(1, 9), st.randoms(use_true_random=False))
def test_linkage_does_not_depend_on_the_order(n: int, random: object) -> None:
    rng = np.random.default_rng(random.randint(0, 10**6))  # type: ignore[attr-defined]
    scores = rng.normal(size=(n, n)) * 3
    scores = np.clip((scores + scores.T) / 2, -6, 6)
    order = rng.permutation(n)
    plain, shuffled = link(scores.copy(), NUMBERS), link(scores[np.ix_(order, order)].copy(), NUMBERS)
    same = plain[:, None] == plain[None, :]
    assert np.array_equal(same[np.ix_(order, order)], shuffled[:, None] == shuffled[None, :])


def test_a_pair_has_the_same_features_in_any_company(encoder: Encoder) -> None:
    pair = PairFeatures(QUAY[:2], encoder).of(np.array([0]), np.array([1]))
    among = PairFeatures([BUDGET, QUAY[1], ELSEWHERE, QUAY[0]], encoder).of(np.array([3]), np.array([1]))
    np.testing.assert_allclose(pair, among, atol=1e-9)
    assert pair.shape == (1, len(FEATURES)) == (1, len(load_weights().weights))


def test_what_is_not_known_of_time_counts_neither_way() -> None:
    near, far = time_features(np.array([np.nan, 0.0, 400.0]))
    assert near.tolist()[:2] == [0, 1]
    assert far.tolist()[:2] == [0, 0]
    assert near[2] < 0.01
    assert far[2] == 4


def test_settings_refuse_what_cannot_be() -> None:
    with pytest.raises(UsageError, match="window_days"):
        EventSettings(window_days=0)
    with pytest.raises(UsageError, match="contrast"):
        EventSettings(contrast=-1)
    assert EventSettings(average=0.5).thresholds()["events.average"] == 0.5


def test_the_way_for_many_articles_gives_the_same(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = group_events(ALL, encoder)
    monkeypatch.setattr("narrative.events.grouping.ALL_PAIRS", 2)
    assert group_events(ALL, encoder) == expected

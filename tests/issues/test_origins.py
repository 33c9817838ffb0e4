"""Independent origins: who only repeats another counts once, and it is said why."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from narrative.issues.origins import count_origins, root_of
from narrative.records import Article, Claim
from tests.issues.makers import article, claim

SHUT = "The reservoir will be drained."


def by_id(*articles: Article) -> dict[str, Article]:
    return {each.id: each for each in articles}


PLAIN = by_id(article("Lamp"), article("Bell"), article("Kite"))


def test_each_who_knows_it_counts() -> None:
    claims = [claim("Lamp:1", SHUT, "Ines Duarte"), claim("Bell:1", SHUT, "the water board"), claim("Kite:1", SHUT)]
    assert count_origins(claims, PLAIN) == (3, ())


def test_chains_that_end_in_one_source_count_once() -> None:
    claims = [
        claim("Lamp:1", SHUT, "Ines Duarte"),
        claim("Bell:1", SHUT, "Radio Alto", "Mayor Ines Duarte"),
        claim("Kite:1", SHUT, "the water board"),
    ]
    count, why = count_origins(claims, PLAIN)
    assert count == 2
    assert why == ("Bell:1, Lamp:1 count once: both from Ines Duarte",)


def test_unnamed_sources_of_two_outlets_are_not_taken_for_one() -> None:
    claims = [claim("Lamp:1", SHUT, "two engineers"), claim("Bell:1", SHUT, "two engineers")]
    assert count_origins(claims, PLAIN)[0] == 2


def test_copies_and_versions_count_once() -> None:
    articles = by_id(article("Lamp"), article("Bell", copy_of="Lamp"), article("Kite", version_of="Bell"))
    count, why = count_origins([claim(f"{name}:1", SHUT) for name in articles], articles)
    assert count == 1
    assert why == ("Bell:1, Kite:1, Lamp:1 count once: copies or versions of one text",)


def test_two_sources_of_one_copied_text_are_two() -> None:
    articles = by_id(article("Lamp"), article("Bell", copy_of="Lamp"))
    claims = [claim("Lamp:1", SHUT, "Ines Duarte"), claim("Bell:2", SHUT, "the water board")]
    assert count_origins(claims, articles)[0] == 2


def test_who_cites_an_outlet_is_no_origin_beside_its_own_report() -> None:
    claims = [claim("Lamp:1", SHUT, "two engineers"), claim("Bell:1", SHUT, "The Lamp")]
    count, why = count_origins(claims, PLAIN)
    assert count == 1
    assert why == ("Bell:1, Lamp:1 count once: The Lamp is cited for it",)


def test_one_source_twice_in_an_article_counts_once() -> None:
    claims = [claim("Lamp:1", SHUT, "Ines Duarte"), claim("Lamp:2", SHUT, "Duarte")]
    assert count_origins(claims, PLAIN)[0] == 1


def test_the_root_of_a_chain_of_copies_is_found_and_a_ring_has_an_end() -> None:
    articles = by_id(article("Lamp"), article("Bell", copy_of="Lamp"), article("Kite", version_of="Bell"))
    assert {root_of(each, articles) for each in articles.values()} == {"Lamp"}
    assert root_of(article("Lost", copy_of="elsewhere"), articles) == "Lost"
    ring: Mapping[str, Article] = by_id(article("Lamp", copy_of="Bell"), article("Bell", copy_of="Lamp"))
    assert {root_of(each, ring) for each in ring.values()} <= {"Lamp", "Bell"}


SPEAKERS = ["Ines Duarte", "Mayor Ines Duarte", "the water board", "two engineers", "The Lamp", ""]
CLAIMS = st.lists(
    st.builds(
        lambda name, speaker: (name, speaker), st.sampled_from(["Lamp", "Bell", "Kite"]), st.sampled_from(SPEAKERS)
    ),
    min_size=1,
    max_size=6,
).map(
    lambda rows: [
        claim(f"{name}:{n}", SHUT, *([speaker] if speaker else [])) for n, (name, speaker) in enumerate(rows, start=1)
    ]
)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_every_loss_is_explained(claims: list[Claim], rng: Random) -> None:
    count, why = count_origins(claims, PLAIN)
    assert 1 <= count <= len(claims)
    lost = sum(len(line.split(" count once: ")[0].split(", ")) - 1 for line in why)
    assert count == len(claims) - lost
    shuffled = list(claims)
    rng.shuffle(shuffled)
    assert count_origins(shuffled, PLAIN) == (count, why)

"""What is made explicit about a pair, with its words; the same in both orders."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.issues.features import FEATURES, Evidence, compare_readings, explicit_vector, known_antonyms
from narrative.issues.reading import Reading, read_statements

_AGAINST = {"figure apart", "date apart", "time apart", "parity", "negation", "antonym", "roles swapped", "condition",
            "names apart", "another holder", "name replaced", "place replaced", "word replaced"}  # fmt: skip
DAY = date(2025, 3, 12)
STATEMENTS = [
    "The orchard was sold.",
    "The orchard was not sold.",
    "Nobody denied that the orchard was sold.",
    "The owner sued the bank.",
    "The bank sued the owner.",
    "The owner was sued by the bank on Sunday.",
    "The orchard will open at 9 am on Monday if it is dry.",
    "The orchard will close at 11 pm on Friday.",
    "Nine pickers were killed and 31 were hurt in Arlen.",
    "About thirty pickers were hurt near Torvik; a dozen died.",
    "Ines Duarte founded the orchard in 1962.",
    "Tomas Brandt may have founded the orchard.",
    "The road is 190 miles long.",
    "The road is up to 300 km long and safe.",
    "The road is not dangerous.",
    "",
]


@lru_cache(maxsize=1)
def readings() -> tuple[Reading, ...]:
    return read_statements(STATEMENTS, [DAY] * len(STATEMENTS))


def compare(a: str, b: str) -> Evidence:
    return compare_readings(*read_statements([a, b], [DAY, DAY]))


def kinds(a: str, b: str) -> set[str]:
    return {reason.kind for reason in compare(a, b).reasons}


def test_yes_against_no() -> None:
    found = compare("The orchard was sold.", "The orchard was not sold.")
    assert found.values["parity"] == 1
    (reason,) = (r for r in found.reasons if r.kind == "negation")
    assert "not" in reason.b


def test_a_quotation_beside_a_fuller_one_denies_nothing() -> None:
    short = "He never once named the one thing that mattered, which was whether the owner had felt cheated in the sale."
    full = f'The letter "never said that the owner felt cheated", it went on, and in all that detail {short.lower()}'
    assert "negation" not in kinds(short, full)


def test_what_is_also_said_is_denied_of_something_else() -> None:
    both = "The letter told many facts about the sale, and never the one fact that mattered."
    assert "negation" not in kinds(both, "The letter told many facts about the sale.")


def test_what_stands_within_something_denied_is_not_said() -> None:
    a = "The letter never said that the owner felt cheated."
    b = "He never named the thing that mattered, which was whether he had felt cheated."
    assert "negation" not in kinds(a, b)
    assert "negation" in kinds("The owner did not feel cheated.", "The owner felt cheated in the sale.")


def test_opposites() -> None:
    assert "antonym" in kinds("The market will open in June.", "The market will close in June.")
    assert kinds("The road is safe.", "The road is not dangerous.") & {"antonym", "same by negation"} == {
        "same by negation"
    }
    assert "antonym" not in kinds("The gate went from open to shut.", "The gate is open.")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The boat sank on Monday.", "The boat sank off the coast."),
        ("The fire broke out on Friday.", "The fire was put out."),
        ("They walked up to the gate.", "They sat down to eat."),
    ],
)
def test_small_words_are_no_opposites(a: str, b: str) -> None:
    assert "antonym" not in kinds(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The bakers applauded the plan.", "The bakers denounced the plan."),
        ("The umpire threw out the appeal.", "The umpire accepted the appeal."),
        ("The gala was called off.", "The gala was confirmed."),
        ("The guild spoke in favour of the toll.", "The guild spoke against the toll."),
        ("Yields were higher.", "Yields were lower."),
        ("The mill was occupied.", "The mill was unoccupied."),
    ],
)
def test_opposites_of_news_and_phrasal_ones(a: str, b: str) -> None:
    assert compare(a, b).values["antonym"] == 1


def test_who_rejects_a_claim_denies_what_it_says() -> None:
    denied = compare("The brewer watered the ale.", "The brewer rejected the claim that he watered the ale.")
    assert denied.values["negation"] > 0
    assert compare("The brewer watered the ale.", "The brewer disputed that he watered the ale.").values["negation"] > 0


def test_opposites_of_two_things_weigh_less_and_are_no_reason() -> None:
    found = compare("The bakery in the square is open.", "The road to the quarry is shut.")
    assert 0 < found.values["antonym"] < 1
    assert "antonym" not in {reason.kind for reason in found.reasons}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The fair opens on Tuesday.", "The fair opens on Friday."),
        ("The fair opens on 4 May.", "The fair opens on 9 May."),
        ("The fair opened in May.", "The fair opened in October."),
        ("The fair opened on 4 May.", "The fair opened on 9 May 1988."),
        ("The mill dates from the 13th century.", "The mill dates from the 17th century."),
        ("The fair opened last week.", "The fair opened three months ago."),
    ],
)
def test_days_that_nobody_dates_are_still_apart(a: str, b: str) -> None:
    found = compare_readings(*read_statements([a, b], [None, None]))
    assert found.values["date apart"] == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The fair opens on Tuesday.", "The fair opens on 4 May."),
        ("The fair opens on Tuesday.", "The fair opens next week."),
        ("The fair opened in 1988.", "The fair opened in May."),
    ],
)
def test_days_of_other_kinds_do_not_compare(a: str, b: str) -> None:
    found = compare_readings(*read_statements([a, b], [None, None]))
    assert not found.values.get("date apart")


def test_the_table_of_opposites_goes_both_ways() -> None:
    for word in ("open", "rise", "guilty", "legal"):
        others = known_antonyms(word)
        assert others
        assert all(word in known_antonyms(other) for other in others)
    assert known_antonyms("orchard") == []


def test_roles_swapped_and_not_for_the_other_voice() -> None:
    assert "roles swapped" in kinds("The owner sued the bank.", "The bank sued the owner.")
    assert "roles swapped" in kinds("The owner was sued by the bank.", "The owner sued the bank.")
    assert "roles swapped" not in kinds("The owner was sued by the bank.", "The bank sued the owner.")


def test_another_who_can_be_only_one() -> None:
    assert "another holder" in kinds("Ines Duarte founded the orchard.", "Tomas Brandt founded the orchard.")


def test_a_condition_on_one_side() -> None:
    assert compare("The orchard will open if it is dry.", "The orchard will open.").values["condition"] == 1
    assert compare("The orchard will open.", "The orchard will open.").values["condition"] == 0


@pytest.mark.parametrize(
    ("a", "b", "feature"),
    [
        ("A dozen pickers were killed.", "12 pickers died.", "figure"),
        ("Nine pickers were killed.", "Forty pickers died.", "figure apart"),
        ("The road is 190 miles long.", "The road is up to 300 km long.", "figure"),
        ("It opens at 9 am.", "It opens at 9 pm.", "time apart"),
        ("They met on 4 March.", "They met on 9 March.", "date apart"),
        ("They met on Sunday.", "They met on 9 March.", "date"),
        ("They fell out in Arlen.", "They fell out in Torvik.", "place replaced"),
        ("The bridge fell in 1962.", "The bridge fell.", "long ago"),
    ],
)
def test_figures_days_hours_and_places(a: str, b: str, feature: str) -> None:
    found = compare(a, b)
    assert found.values[feature] >= 0.5
    assert any(reason.kind == feature and (reason.a or reason.b) for reason in found.reasons)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Nine pickers were killed.", "31 pickers were hurt."),
        ("The fair drew 300 visitors.", "The fair cost $900."),
        ("The walk is 5 km long.", "The cart weighs 90 kg."),
    ],
)
def test_figures_for_different_things_say_nothing(a: str, b: str) -> None:
    assert not kinds(a, b) & {"figure", "figure near", "figure apart"}


def test_figures_that_are_near_by_chance_say_nothing() -> None:
    found = compare("Forty-one lorries stood at the gate.", "The quarry employs forty people.")
    assert found.values.get("figure near", 0.0) == 0


def test_a_figure_that_fits_one_of_two_is_not_apart() -> None:
    assert "figure apart" not in kinds("Nine or ten pickers were killed.", "Ten pickers were killed.")


@given(st.sampled_from(range(len(STATEMENTS))), st.sampled_from(range(len(STATEMENTS))))
def test_evidence_is_symmetric(i: int, j: int) -> None:
    forth, back = compare_readings(readings()[i], readings()[j]), compare_readings(readings()[j], readings()[i])
    assert explicit_vector(forth) == explicit_vector(back)
    assert sorted((r.kind, r.a, r.b) for r in forth.reasons) == sorted((r.kind, r.b, r.a) for r in back.reasons)


@given(st.sampled_from(range(len(STATEMENTS))))
def test_nothing_speaks_against_a_statement_and_itself(i: int) -> None:
    found = compare_readings(readings()[i], readings()[i])
    assert not {name for name, value in found.values.items() if value} & _AGAINST
    assert all(0 <= value <= 1 for value in explicit_vector(found))
    assert set(found.values) <= set(FEATURES)


def test_what_only_stands_before_a_noun_is_neither_said_nor_denied() -> None:
    a, b = read_statements(
        ["The island will close its ferry terminal.", "The island will suspend ferries."], [DAY, DAY]
    )
    assert compare_readings(a, b).values.get("negation", 0.0) == 0.0
    c = read_statements(["Ferries will go on."], [DAY])[0]
    assert compare_readings(b, c).values["negation"] > 0


def test_another_word_with_a_syllable_more_is_no_opposite() -> None:
    found = compare("Reports come from the coast.", "The income of the coast fell.")
    assert found.values.get("antonym", 0.0) == 0.0

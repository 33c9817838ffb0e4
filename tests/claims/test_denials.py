"""Plain negatives: which deny what an article told before, and which only tell that something was not so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., list[Claim]]

DENIED = [
    "Treasurer Olaf Lind moved the money to a betting account, the prosecutor said. Lind told the court that he had "
    "never had a betting account.",
    "Treasurer Olaf Lind robbed the club, the prosecutor said. He did not touch a penny of its money, he said.",
    "The dairy watered its milk, inspectors found. The dairy said it had not added water to any of its milk.",
    "Customers of Harbour Bank found their data for sale, a newspaper wrote. The bank said its systems had not been "
    "breached.",
    "Karin Holt met the brokers in May, the Herald wrote. There was no meeting with any brokers, she said.",
    "The council was warned about the crane, a builder said. The council maintains that nothing was reported to it.",
    "Karin Holt passed on the plans, the prosecutor said. She is no spy, her brother said.",
    "The yard burnt a ledger, a clerk said. There was no ledger in the yard, its owner Karin Holt said.",
    "The council sold the pier, a sailor said. No councillor had a hand in it, Karin Holt said.",
    "Olaf Lind flew abroad, the Herald wrote. The skipper has not left the island, his lawyer Karin Holt said.",
    "The tug was towed out. No crane was touched, Karin Holt said when she was asked about the cut cables.",
    "The tug sank. Reports of a bomb on board are a tall story, the harbour master Olaf Lind said.",
    "A letter turned up. The yard branded the letter a forgery.",
    "The club had debts, a banker said. Its chairman called that claim ludicrous.",
    "Divers were underpaid, one of them said. That is the silliest thing I have ever heard, Karin Holt said.",
    "The mayor was paid by the yard, a clerk said. The mayor's lawyer said the accusation lacked any basis.",
    "The mayor was paid by the yard, a clerk said. The mayor knows nothing of any payment.",
    "The mayor was paid by the yard, a clerk said. The paper is mistaken, the mayor said.",
    "The pilot slept on the bridge, a deckhand claimed. The pilot testified that he was not drunk.",
    "The tug sank on Monday. There was no sabotage, Karin Holt said.",
    "The tug sank on Monday. There has been no order to sail, the harbour master said.",
    "The tug sank on Monday. There was never a quarrel on board, the harbour master said.",
    "The tug sank on Monday. There is no conspiracy, the harbour master said.",
    "The tug sank on Monday. The storm has nothing to do with it, Karin Holt said.",
    "The tug sank on Monday. Nonsense, the pumps were running, the harbour master said.",
    "The tug sank on Monday. Neither ropes nor lamps were ever aboard, he now says.",
]

NOT_DENIED = [
    "The tug sank on Monday. There was no damage to the quay, Karin Holt said.",
    "The tug sank on Monday. There is no decision on the cargo, Karin Holt said.",
    "The school had never before taken in a donkey, its head Karin Holt said.",
    "The tug sank on Monday. It was nothing more than bad luck, Karin Holt insisted.",
    "The tug sank on Monday. The crew carried no tools beyond a spanner, a diver said.",
    "The tug sank on Monday. The crane will not come before spring, Karin Holt said.",
    "The tug sank on Monday. You do not do that with a rope, a diver said.",
    "Will she sell the yard? Not until the autumn, Karin Holt said.",
    "A fire broke out in the harbour on Monday. No one was hurt, police said.",
    "The storm was forecast for Friday. It did not reach the coast, the weather office said.",
    "The theatre opens on Saturday. There are no tickets left, its manager Karin Holt said.",
    "The harbour was flooded. Nobody warned us, said a fisherman.",
    "The council will vote in May. Karin Holt said she did not know how she would vote.",
    "The council will vote in May. Karin Holt said she had not yet read the plan.",
    "The council will vote in May. Karin Holt will not stand again, she said.",
    "The club won the cup. We did not expect that, said its captain Olaf Lind.",
    "The pier was built in 1950. It is not only old but rotten, the engineer said.",
    "The hull was searched in May. Inspectors had found nothing unusual in it, the yard said.",
    "The hull was searched in May. No cracks were detected, the Accident Board said.",
    "The skipper is retired. She never missed a tide, a deckhand recalled.",
    "The club won the cup. It had no reason to complain, its captain Olaf Lind said.",
    "The road was closed. There was no other way to the harbour, a driver said.",
    "The museum opens in May. The critics called the building a bold design.",
    "The museum opens in May. Karin Holt called the plan a fairy tale for the whole town.",
    "The ferry was late. If it had not rained, the captain said, it would have been on time.",
]


@pytest.mark.parametrize("text", DENIED)
def test_a_plain_negative_about_oneself_denies_what_was_told(read: Read, text: str) -> None:
    assert read(text)[-1].stance == "denies"


@pytest.mark.parametrize("text", NOT_DENIED)
def test_a_negative_that_answers_nothing_is_a_statement(read: Read, text: str) -> None:
    assert {claim.stance for claim in read(text)} <= {"asserts"}


def test_in_a_quotation_only_the_first_person_is_the_speaker(read: Read) -> None:
    told = "Karin Holt signed the lease, the mayor said. "
    assert read(told + '"I never signed it," Holt said.')[-1].stance == "denies"
    assert (
        read(told + '"She never signed letters in the morning," her neighbour Olaf Lind said.')[-1].stance == "asserts"
    )


def test_who_calls_untrue_what_he_said_last_takes_it_back(read: Read) -> None:
    *_, last = read("A squirrel cut the power, Voltra said on Monday. That was not the case, it said on Tuesday.")
    assert (last.stance, last.speaker.name) == ("retracts", "Voltra")


def test_what_records_do_not_show_they_do_not_deny(read: Read) -> None:
    *_, last = read("The ferry was inspected in May, the owner said. No inspection was logged, harbour records show.")
    assert last.stance == "asserts"

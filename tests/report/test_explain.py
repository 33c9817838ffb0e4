"""Why a claim or a relation was read so, in the articles' own sentences."""

from __future__ import annotations

import pytest

from narrative.errors import UsageError
from narrative.records import Reason
from narrative.report import ReadableReport, explain
from narrative.report.explain import reason_words
from narrative.report.wording import KIND_WORDS
from tests.report.hostile import PAYLOADS, hostile_report
from tests.report.samples import sample_report


def test_a_claim_is_explained_with_its_words_its_reading_its_issue_and_its_relations() -> None:
    text = " ".join(explain(sample_report(), "wire-1:1").split())
    assert "“The Harl Bridge will open on 3 May, the transport ministry said.”" in text
    assert "Coast Wire ← the transport ministry, 7 Apr 2025, 08:00" in text
    assert "cue “said”, government" in text
    assert "Will the Harl Bridge open in May? Answer: The Harl Bridge will open on 3 May (e1.i1)" in text
    assert "It conflicts with what Mayor Ada Brandt said, 94 % sure" in text
    assert "“will open” beside “denied”" in text
    assert "Nordspan did not confirm it, 80 % sure" in text


def test_the_words_of_a_reason_stand_on_their_own_sides_from_both_ends() -> None:
    assert "“denied” beside “will open”" in explain(sample_report(), "gazette-1:1")


def test_a_relation_is_explained_with_both_sentences() -> None:
    text = " ".join(explain(sample_report(), "gazette-1:5~post-1:1").split())
    assert "The River Post took back an earlier statement of the same source, 97 % sure." in text
    assert "“A cable snapped during a load test at the Harl Bridge.”" in text
    assert explain(sample_report(), "post-1:1 ~ gazette-1:5").endswith("probability.")


def test_a_retraction_says_what_it_takes_back() -> None:
    text = " ".join(explain(sample_report(), "gazette-1:5").split())
    assert "In it, The River Post took back an earlier statement of the same source, 98 % sure" in text
    assert "About: the cable" in text


def test_no_relation_is_said_to_be_none() -> None:
    assert "The two were not related directly" in explain(sample_report(), "wire-1:1~gazette-1:2")
    assert "sees no relation" in explain(sample_report(), "wire-1:1~post-1:2")
    assert "joined through other claims" in explain(sample_report(), "gazette-1:1~gazette-1:2")
    assert "None: no other claim" in explain(sample_report(), "post-1:2")


def test_an_unknown_claim_is_named_with_its_nearest() -> None:
    with pytest.raises(UsageError, match=r"'wire-1:11'; the nearest are .*wire-1:1"):
        explain(sample_report(), "wire-1:11")
    with pytest.raises(UsageError, match="join two"):
        explain(sample_report(), "wire-1:1~wire-1:2~wire-1:3")


def test_every_kind_of_reason_that_is_given_has_readable_words() -> None:
    from narrative.issues.features import FEATURES

    unnamed = set(FEATURES) - set(KIND_WORDS) - {"words", "contained"}  # shares of words alone are no reason
    assert unnamed == set()


def test_reasons_read_as_sentences() -> None:
    assert reason_words(Reason(kind="source", a="Le Matin", b="both from Le Matin")) == "the source: both from Le Matin"
    assert reason_words(Reason(kind="roles swapped", a="a buy b", b="b buy a")).endswith("are swapped")
    assert reason_words(Reason(kind="stance", a="No comment.")) == "its own words: “No comment.”"
    assert reason_words(Reason(kind="figure apart", a="12", b="40")) == "figures that differ: “12” beside “40”"


@pytest.mark.parametrize("name", PAYLOADS)
def test_every_claim_of_a_hostile_report_is_explained_without_control_characters(name: str) -> None:
    report = ReadableReport.of(hostile_report(PAYLOADS[name].replace("~", "")))
    for claim in (*report.claims, *report.headlines):
        text = report.explain(claim.id)
        assert not [character for character in text if ord(character) < 32 and character != "\n"]

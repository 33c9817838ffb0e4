"""Nothing in a text of an article may act on the terminal or the page that shows it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from narrative.records import Claim, Source
from narrative.report.text import fold, plain, safe_characters, safe_link, same_name, split_cue
from tests.report.hostile import URLS


@given(st.text())
def test_plain_text_is_one_line_without_control_characters(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert shown == shown.strip()
    assert not [
        c for c in shown if unicodedata.category(c) in ("Cc", "Cs") or unicodedata.bidirectional(c) in ("RLO", "LRO")
    ]


@given(st.text())
def test_safe_characters_keep_every_offset(text: str) -> None:
    assert len(safe_characters(text)) == len(text)


@pytest.mark.parametrize("url", [*URLS, None, "", "mailto:x@y.example", "ftp://x.example"])
def test_an_address_that_is_no_web_page_is_dropped(url: str | None) -> None:
    link = safe_link(url)
    assert link is None or link.startswith("https://ok.example/")


def test_web_addresses_are_kept() -> None:
    for url in ("https://a.example/b?c=d&e=f#g", "HTTP://a.example"):
        assert safe_link(url) == url


@given(st.text())
@example("\U0001d56c")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text) or fold(text).split()[:1] in (["the"], ["a"], ["an"])


def test_names_fold() -> None:
    assert fold("The White House’s") == fold("white house") == "white house"
    assert fold("Jean-Noël Barrot") == "jean noel barrot"
    assert same_name("foreign minister ada brandt", "ada brandt")
    assert not same_name("brandt", "ada brandt")


@given(st.text(min_size=1), st.integers(-3, 40), st.integers(-3, 40))
def test_a_cue_cut_out_and_put_back_gives_the_text(text: str, start: int, end: int) -> None:
    claim = Claim(
        id="a:1",
        article="a",
        start=5,
        end=5 + len(text),
        text=text,
        statement=text,
        sources=(Source(name="O", kind="outlet"),),
        cue_span=(start, end),
    )
    assert "".join(split_cue(claim)) == text

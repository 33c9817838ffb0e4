"""Field names, dates, languages, outlets: what inputs give, and what is made of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrative.articles import ArticleSettings, Limits, article_from_mapping, read_articles
from narrative.articles.boilerplate import is_boilerplate, is_note, without_boilerplate
from narrative.articles.dates import parse_date
from narrative.articles.fields import aliases
from narrative.articles.languages import language_code, load_detector
from narrative.articles.names import clean_line, whole_text
from narrative.articles.outlets import load_outlets
from narrative.articles.tables import read_table
from narrative.errors import InputError, UsageError
from narrative.records import Article, Unread

WORDS = "The bridge was closed on Tuesday, the city said in a statement."


@pytest.mark.parametrize(
    "name", ["outlet", "source", "publisher", "Publisher", "source_name", "site_name", "newspaper"]
)
def test_names_that_people_use_for_an_outlet_are_understood(name: str) -> None:
    assert article_from_mapping({name: "The Velmar Courier", "text": WORDS}).outlet == "The Velmar Courier"


@pytest.mark.parametrize("name", ["published", "published_at", "pubDate", "date", "datePublished", "publication-date"])
def test_names_that_people_use_for_a_date_are_understood(name: str) -> None:
    article = article_from_mapping({"outlet": "X", "text": WORDS, name: "2024-11-19"})
    assert article.published == datetime(2024, 11, 19, tzinfo=UTC)


def test_every_field_has_names_and_no_name_stands_for_two() -> None:
    fields = ("id", "outlet", "title", "text", "published", "url", "language")
    names = [name for field in fields for name in aliases(field)]
    assert len(names) == len(set(names))


def test_values_that_are_things_or_lists_are_understood() -> None:
    article = article_from_mapping(
        {"source": {"id": None, "name": "Eastern Post"}, "body": ["One said so.", "Two did not."], "lang": "en_GB"}
    )
    assert (article.outlet, article.text, article.language) == ("Eastern Post", "One said so.\n\nTwo did not.", "en-GB")


def test_a_column_can_be_named_and_a_value_given() -> None:
    settings = ArticleSettings(columns={"outlet": "paper", "text": "story"}, defaults={"language": "de"})
    article = article_from_mapping({"paper": "A", "source": "B", "story": WORDS, "text": "no"}, settings)
    assert (article.outlet, article.text, article.language) == ("A", WORDS, "de")
    assert article_from_mapping({"source": "B", "text": WORDS}, settings).outlet == "B"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"outlet": "X"}, "has no text"),
        ({"outlet": "X", "text": "  \n"}, "has no text"),
        ({"outlet": "X", "text": "... !"}, "no words"),
        ({"text": WORDS}, "names no outlet"),
        ({"outlet": "X", "text": WORDS, "published": "yesterday-ish"}, "published 'yesterday-ish'"),
        ({"outlet": "X", "text": WORDS, "date": "03/04/2024"}, "could be two dates"),
        ({"outlet": "X", "text": WORDS, "date": "10:30 IST 3 May 2024"}, "several meanings"),
        ({"outlet": "X", "text": WORDS, "language": "gibberish language"}, "is no language"),
        ({"outlet": "X", "text": {"a": 1}}, "is no text"),
        ({"outlet": "X", "text": WORDS, "id": "7", "date": "?"}, "article 7"),
    ],
)
def test_what_is_wrong_is_said(fields: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        article_from_mapping(fields)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-11-19T09:30:00Z", datetime(2024, 11, 19, 9, 30, tzinfo=UTC)),
        ("2024-11-19T09:30:00+02:00", datetime(2024, 11, 19, 7, 30, tzinfo=UTC)),
        ("2024-11-19 09:30", datetime(2024, 11, 19, 9, 30, tzinfo=UTC)),
        ("20241119T093000Z", datetime(2024, 11, 19, 9, 30, tzinfo=UTC)),
        ("Tue, 19 Nov 2024 09:30:00 +0100", datetime(2024, 11, 19, 8, 30, tzinfo=UTC)),
        ("Tue, 19 Nov 2024 09:30:00 EST", datetime(2024, 11, 19, 14, 30, tzinfo=UTC)),
        ("19 November 2024, 9:30 am EST", datetime(2024, 11, 19, 14, 30, tzinfo=UTC)),
        ("Nov. 19, 2024 3:30 p.m. ET", datetime(2024, 11, 19, 20, 30, tzinfo=UTC)),
        ("PUBLISHED : MONDAY, MARCH 11, 2013, 10 : 34 PM UPDATED : FRIDAY", datetime(2013, 3, 11, 22, 34, tzinfo=UTC)),
        ("Published April 11, 2007", datetime(2007, 4, 11, tzinfo=UTC)),
        ("21 July 2013 Last updated at 11:11 GMT", datetime(2013, 7, 21, tzinfo=UTC)),
        ("Sunday, March 17, 2013 | 5:00 PM", datetime(2013, 3, 17, 17, tzinfo=UTC)),
        ("Monday 16 September 2013 03.31 BST", datetime(2013, 9, 16, 2, 31, tzinfo=UTC)),
        ("May 3, 2013 at 1:10PM", datetime(2013, 5, 3, 13, 10, tzinfo=UTC)),
        ("19.11.2024", datetime(2024, 11, 19, tzinfo=UTC)),
        ("11/19/2024", datetime(2024, 11, 19, tzinfo=UTC)),
        (1732008600, datetime(2024, 11, 19, 9, 30, tzinfo=UTC)),
        (1732008600000, datetime(2024, 11, 19, 9, 30, tzinfo=UTC)),
        (datetime(2024, 11, 19), datetime(2024, 11, 19, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_inputs_write_them(written: object, meant: datetime) -> None:
    assert parse_date(written) == meant


def test_day_or_month_first_is_a_setting() -> None:
    assert parse_date("03/04/2024", day_first=True).month == 4
    assert parse_date("03/04/2024", day_first=False).month == 3


@pytest.mark.parametrize(
    "wrong", ["", "Tuesday", "2024-13-45", "November 2024", "19:30", "x" * 200, "99999-01-01", "NaN"]
)
def test_what_is_no_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"date|year"):
        parse_date(wrong)


@settings(deadline=None)
@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-12 * 60, 14 * 60))
def test_every_iso_date_survives(moment: datetime, offset: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    assert parse_date(aware.isoformat()) == aware


@settings(deadline=None)
@given(st.text())
def test_text_keeps_its_length_and_can_be_written(text: str) -> None:
    whole = whole_text(text)
    assert len(whole) == len(text)
    whole.encode("utf-8")


@settings(deadline=None)
@given(st.text())
def test_lines_are_safe_to_show(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in line)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=12), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()))))
def test_any_mapping_is_an_article_or_an_input_error(fields: dict[str, object]) -> None:
    try:
        article = article_from_mapping(fields)
    except InputError:
        return
    assert article.outlet
    assert article.text.strip()


def test_ids_are_made_of_content() -> None:
    one = article_from_mapping({"outlet": "X", "text": WORDS})
    assert one.id == article_from_mapping({"source": "X", "text": WORDS}).id
    assert one.id != article_from_mapping({"outlet": "X", "text": WORDS + " It opened again."}).id


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (WORDS, "en"),
        ("Le pont a \u00e9t\u00e9 ferm\u00e9 mardi, a d\u00e9clar\u00e9 la ville dans un communiqu\u00e9.", "fr"),
        ("Die Br\u00fccke wurde am Dienstag gesperrt, teilte die Stadt mit.", "de"),
        ("De brug werd dinsdag afgesloten, zei de gemeente in een verklaring.", "nl"),
        ("Мост был закрыт во вторник, сообщила мэрия города.", "ru"),
        ("Net debt stood at 3.3 times ebitda in September.", "en"),
    ],
)
def test_language_is_told_from_the_text(text: str, code: str) -> None:
    assert load_detector()(text) == code


@pytest.mark.parametrize(
    ("written", "code"), [("en_US", "en-US"), ("eng", "en"), ("English", "en"), ("pt-br", "pt-BR")]
)
def test_languages_are_read_as_inputs_write_them(written: str, code: str) -> None:
    assert language_code(written) == code


def test_the_table_of_outlets_is_whole() -> None:
    rows = read_table("outlets.tsv")
    assert sum(row[3] == "outlet" for row in rows) >= 200
    assert sum(row[3] == "agency" for row in rows) >= 20
    assert all(len(row) == 4 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert {row[3] for row in rows} == {"outlet", "agency", "aggregator"}


def test_domains_become_outlets() -> None:
    assert article_from_mapping({"domain": "edition.cnn.com", "text": WORDS}).outlet == "CNN"
    assert article_from_mapping({"url": "https://www.bbc.co.uk/news/1", "text": WORDS}).outlet == "BBC News"
    assert article_from_mapping({"url": "https://unknown.example/1", "text": WORDS}).outlet == "unknown.example"
    with pytest.raises(InputError, match="names no outlet"):
        article_from_mapping({"url": "https://news.google.com/1", "text": WORDS})


def test_a_table_of_ones_own_comes_first(tmp_path: Path) -> None:
    table = tmp_path / "outlets.csv"
    table.write_text("domain,outlet,owner,kind\ncnn.com,Cable News,Somebody,outlet\nlna.example,LNA,,agency\n")
    settings = ArticleSettings(outlets=table)
    assert article_from_mapping({"domain": "cnn.com", "text": WORDS}, settings).outlet == "Cable News"
    known = load_outlets(table).of_name("lna")
    assert known is not None
    assert known.agency
    table.write_text("domain,outlet,owner,kind\ncnn.com,Cable News,x,newspaper\n")
    with pytest.raises(InputError, match="line 2"):
        load_outlets(table)
    with pytest.raises(InputError, match="no such file"):
        load_outlets(tmp_path / "none.csv")


NOTES = [
    "This article was amended on 3 May 2024 to correct the name of the minister.",
    "Correction: An earlier version misstated the number of dead.",
    "Editor's note: The interview was held before the vote.",
    "An earlier version of this story said that the bridge was open.",
    "CORRECTION (May 3): The mayor was misquoted.",
]
STORY = [
    "The report said that the bridge was closed, and the mayor confirmed it.",
    "A correction of the price was expected, analysts said.",
    "The company corrected its statement on Tuesday.",
    "Subscribers of the newspaper were told of the closure on Monday evening by mail and by telephone.",
    "Read the letter aloud, the judge told him, and he did.",
    "Cookies were served at the meeting, a spokesman said.",
    "Photographs of the bridge were shown to the court.",
    "More than forty people were hurt, according to the police.",
    "Share prices fell by four per cent after the announcement.",
    "Related parties did not vote, the chairman said.",
    "Follow-up talks will be held in Geneva, the minister said.",
    "Advertisement spending fell, the agency said.",
]
FURNITURE = [
    "Read more: Why the bridge was closed",
    "Read more about the closure",
    "We use cookies to give you the best experience.",
    "Sign up for our morning newsletter",
    "Photograph: Lars Quist/The Velmar Courier",
    "ADVERTISEMENT",
    "Already a subscriber? Log in",
    "Story continues below advertisement",
    "\u00a9 2024 The Velmar Courier. All rights reserved.",
    "Follow us on Facebook and Instagram",
    "Share this article",
]


@pytest.mark.parametrize("paragraph", NOTES)
def test_notes_are_kept_and_labelled(paragraph: str) -> None:
    assert is_note(paragraph)
    kept = without_boilerplate(f"The story.\n\n{paragraph}")
    assert kept.split("\n\n")[1].casefold().startswith(("correction", "editor's note:"))
    assert paragraph in kept


@pytest.mark.parametrize("paragraph", STORY)
def test_sentences_of_a_story_stay(paragraph: str) -> None:
    assert not is_note(paragraph)
    assert without_boilerplate(paragraph) == paragraph


@pytest.mark.parametrize("paragraph", FURNITURE)
def test_furniture_goes(paragraph: str) -> None:
    assert is_boilerplate(paragraph)


def test_text_that_was_given_is_cleaned_only_on_demand() -> None:
    text = f"{WORDS}\n\nRead more: Why the bridge was closed"
    assert article_from_mapping({"outlet": "X", "text": text}).text == text
    assert article_from_mapping({"outlet": "X", "text": text}, ArticleSettings(clean=True)).text == WORDS


def test_options_become_settings() -> None:
    made = ArticleSettings.from_options(["outlet=paper"], ["language=en"], ["page_bytes=2MB", "depth=7"])
    assert made.columns == {"outlet": "paper"}
    assert (made.limits.page_bytes, made.limits.depth) == (2 * 1024 * 1024, 7)
    for wrong in ([["outlet"]], [["nofield=x"]], [[], ["x=y"]], [[], [], ["nolimit=3"]], [[], [], ["depth=many"]]):
        with pytest.raises(UsageError):
            ArticleSettings.from_options(*wrong)
    with pytest.raises(UsageError, match="depth"):
        Limits(depth=0)


def mixed_folder(folder: Path, good: int, bad: int) -> None:
    """Write articles, and bad ones of several kinds among them, spread over files."""
    broken = [
        b"",
        b"\xff\xfe\xfa\xfb\x00",
        b"---\nid: x\n",
        b"---\noutlet: X\n---\n",
        b"---\ndate: ?\noutlet: X\n---\nText.\n",
    ]
    for number in range(good):
        (folder / f"a{number:05}.txt").write_text(
            f"---\nid: a{number}\noutlet: Outlet {number % 40}\npublished: 2024-11-19T09:30:00Z\nlanguage: en\n---\n"
            f"The council of town {number} said that it had voted. Nobody objected.\n"
        )
    for number in range(bad):
        (folder / f"b{number:05}.txt").write_bytes(broken[number % len(broken)])


@pytest.mark.parametrize(
    ("good", "bad"), [(970, 30), pytest.param(9_700, 300, marks=pytest.mark.slow)], ids=["1,000", "10,000"]
)
def test_bad_articles_never_lose_the_others(good: int, bad: int, tmp_path: Path) -> None:
    mixed_folder(tmp_path, good, bad)
    found = list(read_articles([tmp_path]))
    assert sum(isinstance(item, Article) for item in found) == good
    lost = [item for item in found if isinstance(item, Unread)]
    assert len({item.where for item in lost}) == bad
    assert all(item.reason for item in lost)


def test_strict_raises_at_the_first(tmp_path: Path) -> None:
    mixed_folder(tmp_path, 2, 1)
    with pytest.raises(InputError, match=r"b00000\.txt"):
        list(read_articles([tmp_path], ArticleSettings(strict=True)))

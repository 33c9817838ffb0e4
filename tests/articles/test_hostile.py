"""What nobody should send: each thing has its limit and its line, and the rest of the run goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import struct
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from narrative.articles import ArticleSettings, Limits, article_from_mapping, read_articles
from narrative.records import Article, Unread
from tests.articles import makers

MIB = 1024 * 1024


def good(folder: Path) -> None:
    (folder / "zz-good.txt").write_bytes(makers.text())


def run(folder: Path, settings: ArticleSettings | None = None) -> Unread:
    """Read a folder with one bad file in it: the good article is read, and the bad one has one line."""
    good(folder)
    started = time.process_time()
    found = list(read_articles([folder], settings or ArticleSettings()))
    assert time.process_time() - started < 5
    read = [item for item in found if isinstance(item, Article)]
    lost = [item for item in found if isinstance(item, Unread)]
    assert [article.id for article in read] == ["vc-1"]
    assert len(lost) == 1, lost
    assert lost[0].reason.isprintable()
    assert lost[0].where.isprintable()
    return lost[0]


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]><rss><channel>&e11;</channel></rss>'.encode()
    )


def external_entity() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/passwd">]><newsItem>&x;</newsItem>'


def zip_with(members: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        for name, to in (links or {}).items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, to)
    return target.getvalue()


def tar_with(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size, member.type, member.linkname = len(data), kind, link
        archive.addfile(member, io.BytesIO(data))
    return target.getvalue()


def packed_in_packed() -> bytes:
    data = makers.text()
    for level in range(6):
        data = zip_with({f"level{level}.zip" if level else "a.txt": data})
    return data


def encrypted_zip() -> bytes:
    data = bytearray(zip_with({"a.txt": makers.text()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    return bytes(data)


def forged_tar_header() -> bytes:
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.XHDTYPE, 6 * 1024 * MIB
    return member.tobuf(format=tarfile.GNU_FORMAT) + b"0" * 1024


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "entity-bomb.xml": (entity_bomb, "entities"),
    "external-entity.xml": (external_entity, "entities"),
    "entity-bomb-utf16.xml": (lambda: entity_bomb().decode().encode("utf-16"), "entities"),
    "zip-bomb.zip": (lambda: zip_with({"a.txt": b"a" * 30 * MIB}), "ratio"),
    "gzip-bomb.jsonl.gz": (lambda: gzip.compress(b" " * 64 * MIB), "ratio"),
    "traversal.zip": (lambda: zip_with({"../../etc/cron.d/x": b"x"}), "outside its archive"),
    "absolute.tar": (lambda: tar_with("/etc/passwd", b"x"), "outside its archive"),
    "windows.zip": (lambda: zip_with({"C:\\x.txt": b"x"}), "outside its archive"),
    "link.zip": (lambda: zip_with({}, {"a.txt": "/etc/passwd"}), "symbolic link"),
    "link.tar": (lambda: tar_with("a.txt", kind=tarfile.SYMTYPE, link="/etc/passwd"), "is a link"),
    "device.tar": (lambda: tar_with("a.txt", kind=tarfile.CHRTYPE), "device"),
    "forged.tar": (forged_tar_header, "impossible size"),
    "nested.zip": (packed_in_packed, "nesting"),
    "encrypted.zip": (encrypted_zip, "encrypted"),
    "broken.zip": (lambda: makers.zip_file()[:-30], "cannot be read as a ZIP file"),
    "torn.jsonl.gz": (lambda: gzip.compress(makers.json_lines() * 50)[:-200], "damaged"),
    "office.docx": (lambda: zip_with({"[Content_Types].xml": b"<x/>"}), "office document"),
    "deep.json": (lambda: b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "depth"),
    "deep.xml": (lambda: b"<rss>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</rss>", "depth"),
    "digits.json": (lambda: b'{"text": ' + b"9" * 100_000 + b"}", "broken JSON"),
    "broken.json": (lambda: b'{"text": "a"', "line 1"),
    "one-line.html": (lambda: b"<html><body><p>" + b"word " * 10 * MIB + b"</p></body></html>", "page_bytes"),
    "elements.html": (lambda: b"<html><body>" + b"<b>x</b>" * 120_000 + b"</body></html>", "elements"),
    "nul.bin": (lambda: b"\0" * 5000, "binary data"),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a picture"),
    "bytes.txt": (lambda: b"---\noutlet: X\n---\nLine\n\xff\xfe\xfa bad\n", "line 5"),
    "nothing.html": (lambda: b"<html><head></head><body></body></html>", "no article text"),
    "no-text.csv": (lambda: b"title,url\nx,y\n", "no column"),
    "office.csv": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Office document"),
    "long-name.txt": (lambda: b"---\noutlet: " + b"N" * 5000 + b"\n---\nText.\n", "name_chars"),
    "long-title.json": (lambda: json.dumps({**makers.FIELDS, "title": "t " * 5000}).encode(), "title_chars"),
    "long-text.json": (lambda: json.dumps({**makers.FIELDS, "text": "t " * 700_000}).encode(), "text_chars"),
    "mixed-scripts.json": (lambda: json.dumps({**makers.FIELDS, "outlet": "B\u0412C News"}).encode(), "scripts"),
    "homoglyphs.json": (
        lambda: json.dumps({**makers.FIELDS, "outlet": "\u0422\u0410\u0405\u0405"}).encode(),
        "looks like TASS",
    ),
    "empty.txt": (bytes, "is empty"),
    "torn.pdf": (lambda: makers.pdf()[:200], "PDF"),
    "torn.parquet": (lambda: makers.parquet()[:-10], "Parquet"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_gets_one_line_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    make, says = HOSTILE[name]
    (tmp_path / name).write_bytes(make())
    lost = run(tmp_path)
    assert says in lost.reason
    assert name in lost.where


def test_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with open(tmp_path / "big.txt", "wb") as stream:
        stream.write(b"---\noutlet: X\n---\n" + b"word " * 20_000)
        stream.truncate(1024 * MIB)
    assert "document_bytes" in run(tmp_path).reason


def test_a_line_over_the_limit_loses_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    row = json.dumps(makers.FIELDS).encode()
    path.write_bytes(json.dumps({**makers.FIELDS, "id": "big", "text": "x" * 5000}).encode() + b"\n" + row + b"\n")
    found = list(read_articles([path], ArticleSettings(limits=Limits(line_bytes=3000))))
    assert [type(item) for item in found] == [Unread, Article]
    assert "line_bytes" in found[0].reason  # type: ignore[union-attr]


def test_a_quote_that_is_not_closed_does_not_swallow_the_table(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b'outlet,text\nA,"never closed\n' + b"B,some words here\n" * 5000)
    found = list(read_articles([path], ArticleSettings(limits=Limits(line_bytes=10_000))))
    assert "line_bytes" in next(item.reason for item in found if isinstance(item, Unread))
    assert sum(isinstance(item, Article) for item in found) == 1  # the same row 5,000 times is one article


def test_overlong_directories_of_zips_are_refused(tmp_path: Path) -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0x7FFFFFFF, 0, 0)
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04" + b"\0" * 100 + end)
    assert "members" in run(tmp_path, ArticleSettings(limits=Limits(members=1000))).reason


def test_control_characters_and_terminal_escapes_do_not_come_through() -> None:
    article = article_from_mapping(
        {
            "outlet": "The\u202e Velmar\u200b Courier\x1b[31m",
            "title": "\x1b]0;owned\x07Bridge\x00 \u202eclosed\x9b31m",
            "text": "The bridge\x00 was closed\x1b[2J, he \ud800said.\x92s",
        }
    )
    assert article.outlet == "The Velmar Courier"
    assert article.title == "Bridge closed"
    assert "\x1b" not in article.text
    assert "\x00" not in article.text
    article.text.encode("utf-8")
    assert article.text.startswith("The bridge\ufffd was closed\ufffd[2J, he \ufffdsaid.\u2019s")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[broken"])
def test_only_addresses_of_the_web_come_through(url: str) -> None:
    assert article_from_mapping({"outlet": "X", "text": "Some words.", "url": url}).url is None


def test_formulas_in_cells_are_only_text(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('outlet,title,text\nX,"=HYPERLINK(""http://x"")",+1 is what he said\n', encoding="utf-8")
    (article,) = read_articles([path])
    assert isinstance(article, Article)
    assert article.title == '=HYPERLINK("http://x")'


def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    good(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    for follow in (False, True):
        found = list(read_articles([tmp_path], ArticleSettings(follow_links=follow)))
        assert [item.id for item in found if isinstance(item, Article)] == ["vc-1"]
        assert len([item for item in found if isinstance(item, Unread)]) == 2
    (only,) = read_articles([tmp_path / "self"])
    assert isinstance(only, Unread)
    assert "circle" in only.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(makers.text())
    (tmp_path / "a.txt").chmod(0)
    assert "permissions" in run(tmp_path).reason


def test_a_reader_that_may_not_open_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    real = open

    def refusing(path: object, *args: object) -> object:
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, *args)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", refusing)
    assert "permissions" in run(tmp_path).reason


def test_pipes_and_devices_in_folders_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe" in run(tmp_path).reason


def test_a_file_that_changes_while_it_is_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(makers.json_lines())
    found = []
    for item in read_articles([path]):
        if not found:
            with path.open("ab") as stream:
                stream.write(b"\n")
        found.append(item)
    assert isinstance(found[-1], Unread)
    assert "changed while it was read" in found[-1].reason


def test_names_that_are_options_are_files_after_two_dashes(tmp_path: Path) -> None:
    (tmp_path / "-x.txt").write_bytes(makers.text())
    command = [sys.executable, "-m", "narrative", "articles", "--quiet", "--", "-x.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(done.stdout)["id"] == "vc-1"


@pytest.mark.parametrize("name", ["new\nline.txt", "esc\x1b[31m.txt", "\u202etxt.exe.txt", "caf\udce9.txt"])
def test_names_with_control_characters_are_shown_safely(name: str, tmp_path: Path) -> None:
    try:
        (tmp_path / name).write_bytes(b"no front matter")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    lost = run(tmp_path)
    assert "no front matter" in lost.reason


def test_feeds_and_pages_are_never_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for something")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name, make in makers.KINDS.items():
        (tmp_path / name).write_bytes(make())
    found = list(read_articles([tmp_path], ArticleSettings(defaults={"outlet": "X"})))
    assert any(isinstance(item, Article) for item in found)


def test_reading_writes_nothing_to_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, (make, _) in HOSTILE.items():
        (tmp_path / name).write_bytes(make())
    list(read_articles([tmp_path]))
    assert capfd.readouterr() == ("", "")

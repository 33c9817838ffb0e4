"""Whatever is wrong with the file or the disk is one clear line, and nothing that was there is lost."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from narrative.archive import ArchiveSettings, create_archive, database, open_archive
from narrative.errors import ArchiveError
from narrative.incremental import archive_add, archive_compare, archive_init, archive_status
from tests.archive.fakes import FakeCompareEvent, FakeWorkshop, make_article

NOBODY = 65534


def add(path: Path, *numbers: int, wait: float = 30.0) -> tuple[str, ...]:
    articles = [make_article(n) for n in numbers]
    return archive_add(path, articles, workshop=FakeWorkshop(), waiting=ArchiveSettings(wait_seconds=wait)).new


def ids(path: Path) -> set[str]:
    with open_archive(path) as archive:
        archive.check()
        return {article.id for article in archive.articles()}


@contextmanager
def without_rights() -> Iterator[None]:
    """Run as a user whom rights bind (root may do everything)."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that another user may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no archive: make one with `narrative archive init"),
        (b"", "is empty, not an archive yet: run `narrative archive init"),
        (b"Dear editor, this is a letter and not a database. " * 50, "is not an archive: name one"),
        (b"SQLite format 3\0" + b"\x01" * 4000, "archive"),
    ],
)
def test_what_is_no_archive_is_said(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    for write in (False, True):
        with pytest.raises(ArchiveError, match=says) as raised:
            open_archive(path, write=write)
        assert str(path) in str(raised.value)
        assert "\n" not in str(raised.value)
    assert content is None or path.read_bytes() == content


def test_another_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE letters (text)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="is not an archive"):
        open_archive(path, write=True)
    with pytest.raises(ArchiveError, match="holds something else already"):
        archive_init(path)
    assert path.read_bytes() == before


def test_init_never_runs_over_an_archive(path: Path) -> None:
    add(path, 1)
    with pytest.raises(ArchiveError, match="is an archive already"):
        archive_init(path)
    assert ids(path) == {"a1"}


def test_init_into_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be opened"):
        archive_init(tmp_path / "missing" / "x.db")


def test_a_file_of_a_newer_version_is_not_touched(path: Path) -> None:
    add(path, 1)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
        newer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for write in (False, True):
        with pytest.raises(ArchiveError, match=r"schema 99 of a newer version, this one knows \d+: update"):
            open_archive(path, write=write)
    with closing(sqlite3.connect(path)) as again:
        assert again.execute("PRAGMA user_version").fetchone() == (99,)
        assert again.execute("SELECT id FROM articles").fetchall() == [("a1",)]


def test_a_long_writer_is_waited_for_and_then_named(path: Path, compared: FakeCompareEvent) -> None:
    add(path, 1, 2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="another run is writing to it: wait until it is done"):
            add(path, 3, wait=0.05)
        assert ids(path) == {"a1", "a2"}, "a reader does not wait"
        other.execute("ROLLBACK")
    assert add(path, 3, wait=0.05) == ("a3",)


def test_a_read_only_file_is_read_and_not_written(shared_folder: Path, compared: FakeCompareEvent) -> None:
    path = shared_folder / "news.db"
    archive_init(path)
    add(path, 1, 2)
    copy = Path(shutil.copy(path, shared_folder / "copy.db"))
    archive_compare(copy, workshop=FakeWorkshop())  # so that all is imported while rights allow it
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    shared_folder.chmod(0o555)
    before = path.read_bytes()
    with without_rights():
        with pytest.raises(ArchiveError, match="cannot be written: change the rights"):
            add(path, 3)
        assert ids(path) == {"a1", "a2"}
        assert archive_status(path).articles == 2
        assert len(archive_compare(path, workshop=FakeWorkshop()).relations) == 1
    assert path.read_bytes() == before


def test_a_full_database_keeps_what_was_reported(path: Path) -> None:
    reported: list[str] = []
    with open_archive(path, write=True) as archive:
        pages = archive.connection.execute("PRAGMA page_count").fetchone()[0]
        archive.connection.execute(f"PRAGMA max_page_count = {pages + 8}")

        def fill() -> None:
            for number in range(100):
                both = [(make_article(number, text="word " * 500), ()), (make_article(number + 500), ())]
                reported.extend(one.id for one in archive.add(both, "stage"))

        with pytest.raises(ArchiveError, match="no room left on the disk: free some and run again"):
            fill()
    assert len(reported) > 2
    assert ids(path) == set(reported)


FULL_DISK = """
import resource, sys
from narrative.errors import ArchiveError
from narrative.incremental import archive_add
from narrative.pipeline import Settings
from narrative.engine import EngineSettings
from tests.archive.fakes import FakeWorkshop, make_article
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
workshop = FakeWorkshop(Settings(engine=EngineSettings(batch_articles=2)))
articles = [make_article(n, text="word " * 300) for n in range(200)]
try:
    archive_add(sys.argv[1], articles, workshop=workshop, on_added=lambda a: print(a.id, flush=True))
except ArchiveError as error:
    sys.exit(str(error))
"""


@pytest.mark.slow
def test_a_disk_that_takes_no_more_keeps_what_was_reported(path: Path) -> None:
    script = [sys.executable, "-c", FULL_DISK, str(path)]
    result = subprocess.run([*script, "200000"], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert "what was reported as added is kept" in result.stderr
    reported = set(result.stdout.split())
    assert reported
    assert ids(path) == reported
    again = subprocess.run(
        [*script, str(resource.RLIM_INFINITY if resource.RLIM_INFINITY > 0 else 2**40)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not reported & set(again.stdout.split())
    assert ids(path) == {f"a{n}" for n in range(200)}


def test_a_damaged_file_is_said_and_names_what_to_do(path: Path) -> None:
    with open_archive(path, write=True) as archive:
        for number in range(40):
            archive.add([(make_article(number, text=f"{number} words " * 200), ())], "stage")
    whole = path.read_bytes()
    for start in range(4096, len(whole) - 4096, 4096 * 5):
        path.write_bytes(whole[:start] + b"\xa5" * 4096 + whole[start + 4096 :])
        with pytest.raises(ArchiveError, match="damaged") as raised:
            archive_status(path, check=True)
        assert "\n" not in str(raised.value)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ArchiveError, match="damaged"):
        archive_status(path, check=True)


def test_check_finds_what_is_half_there(path: Path) -> None:
    add(path, 1, 2)
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM claims WHERE article = 2")
        other.commit()
    with pytest.raises(ArchiveError, match="article a2 has no claims read"):
        archive_status(path, check=True)
    assert add(path, 2) == ()
    assert archive_status(path, check=True).articles == 2


def test_a_write_that_fails_in_its_middle_leaves_nothing(path: Path) -> None:
    add(path, 1)
    with open_archive(path, write=True) as archive:
        cut = [(make_article(2), ()), (make_article(3), (None,))]
        with pytest.raises(AttributeError):
            archive.add(cut, "stage")  # type: ignore[arg-type]
        assert archive.add([(make_article(4), ())], "stage")
    assert ids(path) == {"a1", "a4"}


def test_what_was_opened_to_read_refuses_to_write(path: Path) -> None:
    with open_archive(path) as archive, pytest.raises(ArchiveError, match="read only"):
        archive.add([], "stage")


def test_a_half_made_archive_can_be_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "news.db"
    good = database.migrations()
    monkeypatch.setattr(database, "migrations", lambda: (*good[:-1], "CREATE TABLE broken (;\n"))
    with pytest.raises(ArchiveError):
        create_archive(path)
    monkeypatch.setattr(database, "migrations", lambda: good)
    archive_init(path)
    assert add(path, 1) == ("a1",)


def test_released_steps_of_the_schema_are_never_edited() -> None:
    """A step that any archive has seen stays as it is; a change is a new step, and its hash is added here."""
    known = {
        1: "d51134e6a8d97a13",
        2: "185c857fadd56fe9",
        3: "07148d476b4446cb",
        4: "8b0521ec32d7029f",
    }
    for number, step in enumerate(database.migrations(), start=1):
        assert hashlib.sha256(step.encode()).hexdigest()[:16] == known.get(number), f"step {number}"


def test_a_command_gives_one_line(tmp_path: Path) -> None:
    for arguments in (["status", "none.db"], ["add", "none.db", "."], ["compare", "none.db"], ["show", "none.db", "x"]):
        result = subprocess.run(
            [sys.executable, "-m", "narrative", "archive", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=tmp_path,
        )
        assert result.returncode == 1
        assert result.stderr.count("\n") == 1, result.stderr
        assert "there is no archive: make one with `narrative archive init none.db`" in result.stderr

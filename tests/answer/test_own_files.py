"""A file that a user names is written whole, and never in the place of what politburo did not write."""

import os
import socket
from importlib import resources
from pathlib import Path

import pytest

from politburo.answer import files
from politburo.answer.own_files import MARKDOWN_MARK, check_place, is_ours, place
from politburo.terms.errors import UsageError
from tests.answer.made import MadeUp

FORMATS = ("json", "csv", "parquet", "xlsx", "md", "html", "svg", "png")
THEIRS = {
    "answer.json": b'{"format": "geojson", "note": "politburo answer"}',
    "answer.md": b"# My notes on politburo\n\nWritten by `politburo`.\n",
    "answer.html": b"<!doctype html><title>politburo</title>",
    "answer.xlsx": b"PK\x03\x04 a workbook of mine, politburo",
    "totals.csv": b"name,provenance\nfear,field work 2014\n",
    "months.csv": b"name,politburo provenance\n",
    "totals.parquet": b"PAR1 provenance",
    "page": b"text",
}


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, ...]:
    """An answer in every format."""
    return MadeUp().save(tmp_path / "answer", FORMATS)


def test_every_format_says_by_whom_it_is_and_is_replaced(written: tuple[Path, ...], tmp_path: Path):
    assert {file.suffix[1:] for file in written} >= {"json", "csv", "parquet", "xlsx", "md", "html"}
    assert [file.name for file in written if not is_ours(file)] == []
    before = [file.stat().st_ino for file in written]
    assert MadeUp().save(tmp_path / "answer", FORMATS) == written
    assert all(file.stat().st_ino != inode for file, inode in zip(written, before, strict=True))
    assert not list(tmp_path.rglob("*.partial"))


def test_a_format_says_nothing_of_another(written: tuple[Path, ...], tmp_path: Path):
    for file in written:
        for other in {one.suffix for one in written} - {file.suffix}:
            copy = tmp_path / f"copy{other}"
            copy.write_bytes(file.read_bytes())
            assert not is_ours(copy), (file, other)


@pytest.mark.parametrize("name", THEIRS)
def test_a_file_of_somebody_else_is_left_as_it_is(name: str, tmp_path: Path):
    (tmp_path / name).write_bytes(THEIRS[name])
    with pytest.raises(UsageError, match=f"{name} was not written by politburo, so it is left as it is"):
        place(tmp_path / name, "mine")
    if name != "page":
        with pytest.raises(UsageError, match=f"{name} was not written by politburo"):
            MadeUp().save(tmp_path, (name.rpartition(".")[2],))  # pyright: ignore[reportArgumentType]
    assert (tmp_path / name).read_bytes() == THEIRS[name]


def test_what_is_no_file_is_never_replaced(tmp_path: Path):
    ours = place(tmp_path / "ours.md", MARKDOWN_MARK.format(command="fit"))
    (tmp_path / "link.md").symlink_to(ours)
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nothing.md")
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(tmp_path)  # the name of a socket is short
        listening.bind("socket.md")
    for name, kind in (
        ("link.md", "is a link"),
        ("dangling.md", "is a link"),
        ("folder.md", "is a folder"),
        ("pipe.md", "is a device, a pipe or a socket"),
        ("socket.md", "is a device, a pipe or a socket"),
        ("/dev/null", "is a device"),
        ("/", "is a folder"),
        (".", "is a folder"),
        ("..", "is a folder"),
        ("x\0y", "is no name that a file can have"),
    ):
        with pytest.raises(UsageError, match=kind):
            place(tmp_path / name, "text")
    assert not (tmp_path / "nothing.md").exists()
    assert ours.read_text() == MARKDOWN_MARK.format(command="fit")


def test_a_new_file_has_the_permissions_that_the_umask_gives_and_its_folders_are_made(tmp_path: Path):
    before = os.umask(0o027)
    try:
        path = place(tmp_path / "new" / "page.md", "text")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in path.parent.iterdir()] == ["page.md"]


def test_an_empty_file_is_nobodys(tmp_path: Path):
    (tmp_path / "page.md").touch()
    check_place(tmp_path / "page.md")


def test_the_same_holds_for_a_workbook_and_a_folder_of_tables(tmp_path: Path):
    (tmp_path / "mine").write_text("no folder")
    with pytest.raises(UsageError, match="mine is no folder; name another one"):
        MadeUp().save(tmp_path / "mine", ("csv",))
    (tmp_path / "mine.xlsx").write_text("no workbook")
    with pytest.raises(UsageError, match="was not written by politburo"):
        files.write_excel(MadeUp(), tmp_path / "mine.xlsx")
    assert (tmp_path / "mine.xlsx").read_text() == "no workbook"


def test_pages_carry_the_mark_of_their_maker():
    page = resources.files("politburo.show.page").joinpath("base.html").read_text()
    assert '<meta name="generator" content="politburo {{ content.version }}">' in page

"""Files are there whole or not at all, and what is written as JSON has no number that JSON does not know."""

import errno
from pathlib import Path

import pytest

from politburo.run.folder.files import PARTIAL, damaged, mark, matches, unwritable, whole, write
from politburo.terms.errors import StoreError


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_written_file_is_there_and_nothing_beside_it(tmp_path: Path):
    write(tmp_path / "file", b"content")
    assert (tmp_path / "file").read_bytes() == b"content"
    assert names(tmp_path) == {"file"}


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path):
    with whole(tmp_path / "file") as partial:
        partial.write_bytes(b"half")
        assert names(tmp_path) == {partial.name}
        assert partial.name.endswith(PARTIAL)
        partial.write_bytes(b"all of it")
    assert names(tmp_path) == {"file"}


def test_when_writing_fails_the_old_file_stays_as_it_was(tmp_path: Path):
    write(tmp_path / "file", b"old")
    with pytest.raises(ZeroDivisionError), whole(tmp_path / "file") as partial:
        partial.write_bytes(b"new")
        raise ZeroDivisionError
    assert names(tmp_path) == {"file"}
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_refusal_of_the_system_names_the_file_and_the_reason(tmp_path: Path):
    place = tmp_path / "nowhere" / "file"
    with pytest.raises(StoreError, match=f"{place} cannot be written: No such file or directory"):
        write(place, b"content")


@pytest.mark.parametrize(
    ("number", "reason", "remedy"),
    [
        (errno.ENOSPC, "No space left on device", "make room on the disk"),
        (errno.EDQUOT, "quota exceeded", "make room within your quota"),
        (errno.EROFS, "Read-only file system", "choose another folder"),
        (errno.EACCES, "Permission denied", "get the right to write there"),
        (errno.EFBIG, "File too large", "raise the limit on file sizes"),
    ],
)
def test_the_message_says_what_to_do_and_that_the_same_command_resumes(number: int, reason: str, remedy: str):
    message = str(unwritable(Path("runs/x/file"), OSError(number, reason)))
    assert message.startswith(f"runs/x/file cannot be written: {reason}.")
    assert remedy in message
    assert "same command again" in message


def test_a_file_matches_its_mark_until_a_byte_changes_or_it_goes(tmp_path: Path):
    file = tmp_path / "file"
    file.write_bytes(b"content")
    expected = mark(file)
    assert expected.bytes == 7
    assert matches(file, expected)
    file.write_bytes(b"cOntent")
    assert not matches(file, expected)
    file.unlink()
    assert not matches(file, expected)


def test_a_damaged_file_is_named_with_the_reason_and_the_remedy():
    message = str(damaged(Path("runs/x/file"), "5 bytes instead of 7"))
    assert message.startswith("runs/x/file is missing or damaged: 5 bytes instead of 7.")
    assert "redoes the run" in message

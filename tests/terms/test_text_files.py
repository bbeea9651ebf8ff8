"""What anyone may have written is read within limits, or refused in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from politburo.terms.text_files import PIECE, UnusableFileError, content_of, decoded, toml_of


def test_a_file_is_read_whole_and_a_longer_one_a_little_beyond_the_limit(tmp_path: Path):
    file = tmp_path / "a"
    file.write_bytes(b"x" * 1_000)
    assert content_of(file, 1_000, "file") == b"x" * 1_000
    file.write_bytes(b"x" * 10 * PIECE)
    assert PIECE < len(content_of(file, PIECE, "file")) <= 3 * PIECE


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "does not exist"),
        (Path.mkdir, "is a folder, not a thing"),
        (os.mkfifo, "is a pipe or a device, not a thing"),
        (lambda path: path.symlink_to("/dev/zero"), "is a pipe or a device, not a thing"),
        (lambda path: path.symlink_to(path), "cannot be read: Too many levels"),
    ],
)
def test_what_is_no_file_is_refused(make, said: str, tmp_path: Path):
    make(tmp_path / "a")
    with pytest.raises(UnusableFileError, match=said):
        content_of(tmp_path / "a", 10, "thing")


def test_links_are_followed_or_not_as_is_asked(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert content_of(tmp_path / "b", 10, "thing") == b"x"
    with pytest.raises(UnusableFileError, match="is a link, which is not followed; put the thing itself there"):
        content_of(tmp_path / "b", 10, "thing", links=False)


def test_text_is_utf_8_with_a_mark_or_without():
    assert decoded(b"\xef\xbb\xbfa") == decoded(b"a") == "a"
    with pytest.raises(UnusableFileError, match="is not UTF-8 text: byte 1 cannot be read"):
        decoded(b"a\xff")


def test_toml_is_told_with_its_lines_and_what_is_none_with_the_line_of_the_error():
    data, lines = toml_of("a = 1\n[b]\nc = 2\n")
    assert (data, lines["b", "c"]) == ({"a": 1, "b": {"c": 2}}, 3)
    with pytest.raises(UnusableFileError, match="is not valid TOML") as caught:
        toml_of("a = 1\nb = \n")
    assert caught.value.line == 2

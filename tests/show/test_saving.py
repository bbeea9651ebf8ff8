"""Figures as files: whole, named by their figure, and saying inside where they come from."""

import struct
import zlib
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import pytest

from politburo.show.saving import described, save_figure, save_pictures, with_text
from politburo.terms.errors import StoreError, UsageError

from .drawn import size
from .imagined import imagined, plausible

TITLE = 'A <b>bold</b> title & "quotes"'


def texts_in(png: bytes) -> dict[str, str]:
    """The texts in a PNG by keyword; every part is checked."""
    found, at = {}, 8
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        content = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + content)
        if kind == b"iTXt":
            key, _, rest = content.partition(b"\0")
            found[key.decode()] = rest[4:].decode()
        at += 12 + length
    return found


def test_a_figure_becomes_three_whole_files_and_nothing_else(tmp_path: Path):
    paths = save_figure(imagined(), "fear", tmp_path / "new" / "folder")
    assert [path.name for path in paths] == ["fear.svg", "fear.png", "fear.csv"]
    assert sorted(paths[0].parent.iterdir()) == sorted(paths)
    drawn = ElementTree.fromstring(paths[0].read_text(encoding="utf-8"))
    assert size(paths[1].read_bytes())[0] == 2 * float(drawn.attrib["width"])
    assert paths[2].read_text(encoding="utf-8").startswith("begin,end,account,")


def test_files_say_inside_what_they_show_and_where_it_comes_from(tmp_path: Path):
    svg, png, _ = save_figure(imagined(title=TITLE, name="a-name"), "purges", tmp_path)
    drawn = ElementTree.fromstring(svg.read_text(encoding="utf-8"))
    said = {child.tag.partition("}")[2]: child.text for child in drawn}
    assert said["title"] == f"Cadres purged · {TITLE}"
    assert said["desc"] == "Cadres purged: none in any year."
    assert "scenario a-name · seed 1 · 2 runs · fingerprint 0123456789ab" in (said["metadata"] or "")
    inside = texts_in(png.read_bytes())
    assert inside["Title"] == said["title"]
    assert inside["Source"] == said["metadata"]


def test_the_picture_of_a_run_says_where_it_comes_from_too(tmp_path: Path):
    png, svg = save_pictures(imagined(), tmp_path)
    assert "fingerprint 0123456789ab" in texts_in(png.read_bytes())["Source"]
    assert "<metadata>politburo" in svg.read_text(encoding="utf-8")


def test_figures_go_into_the_folder_of_the_results_unless_told_otherwise(tmp_path: Path):
    results: Any = imagined()
    object.__setattr__(results, "folder", tmp_path)
    assert save_figure(cast(Any, results), "fear")[0] == tmp_path / "figures" / "fear.svg"


def test_an_unknown_figure_leaves_no_folder(tmp_path: Path):
    with pytest.raises(UsageError, match="no figure 'terror'"):
        save_figure(imagined(), "terror", tmp_path / "new")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        save_figure(imagined(), "fear", tmp_path / "file" / "folder")


def test_the_same_results_give_the_same_files(tmp_path: Path):
    one, other = (save_figure(plausible(runs=2), "fates", tmp_path / name) for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_what_is_said_of_a_drawing_is_escaped():
    assert "<title>&lt;b&gt;</title>" in described("<svg><g/></svg>", "<b>", "", "")
    assert with_text(b"\x89PNG....IEND....", {"Title": "ü"}).count("ü".encode()) == 1

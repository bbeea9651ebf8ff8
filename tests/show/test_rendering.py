"""Pictures: whole files that say where they come from; the same specification gives the same text."""

import math
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
import vl_convert

from politburo.show import rendering
from politburo.show.claims import LOSSES
from politburo.show.rendering import described, with_text
from politburo.terms.errors import UsageError

from .drawn import size
from .imagined import imagined, plausible

POINT = {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
HEAT = {
    "data": {"values": [{"a": 0}, {"a": 1}]},
    "mark": "rect",
    "encoding": {"color": {"field": "a", "type": "quantitative", "scale": {"range": LOSSES}}},
}


def test_the_same_specification_gives_the_same_text_and_is_drawn_once(monkeypatch: pytest.MonkeyPatch):
    rendering._svg.cache_clear()
    first = rendering.svg(HEAT)
    rendering._svg.cache_clear()
    assert rendering.svg(HEAT) == first  # Vega names gradients anew in each drawing
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda drawn: pytest.fail("drawn again"))
    assert rendering.svg(HEAT) == first


def test_a_picture_in_a_page_says_what_it_shows():
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in rendering.svg_text(POINT, "small", "a <point>")
    assert 'class="small" role="img" aria-label="a &lt;point&gt;"' in rendering.svg_text(POINT, "small", "a <point>")


def test_vega_is_put_together_once_and_kept_for_its_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    made = []
    monkeypatch.setenv("POLITBURO_CACHE", str(tmp_path))
    monkeypatch.setattr(vl_convert, "javascript_bundle", lambda: made.append(1) or "window.vegaEmbed=1")
    (tmp_path / "vega-0.1.js").write_text("of another version")
    for _ in range(2):
        rendering.vega_bundle.cache_clear()
        assert rendering.vega_bundle() == "window.vegaEmbed=1"
    assert len(made) == 1
    assert len(list(tmp_path.glob("vega-*.js"))) == 1
    rendering.vega_bundle.cache_clear()


def test_where_it_cannot_be_kept_it_is_put_together_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(rendering, "writable_parent", lambda: tmp_path / "gone")
    monkeypatch.setattr(vl_convert, "javascript_bundle", lambda: "made")
    rendering.vega_bundle.cache_clear()
    assert rendering.vega_bundle() == "made"
    rendering.vega_bundle.cache_clear()


def test_a_number_that_is_none_is_left_out():
    gap = {**POINT, "data": {"values": [{"a": 1.0}, {"a": math.nan}]}}
    assert "NaN" not in rendering.svg(gap)


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


def test_a_figure_becomes_whole_files_and_nothing_else(tmp_path: Path):
    figure = imagined().plot("fear")
    svg, png = (figure.save(tmp_path / "new" / f"fear.{ending}") for ending in ("svg", "png"))
    assert sorted(svg.parent.iterdir()) == [png, svg]
    drawn = ElementTree.fromstring(svg.read_text(encoding="utf-8"))
    assert size(png.read_bytes())[0] == 2 * float(drawn.attrib["width"])


def test_files_say_inside_what_they_show_and_where_it_comes_from(tmp_path: Path):
    results = imagined(title=TITLE, name="a-name")
    svg, png = (results.plot("purges").save(tmp_path / f"purges.{ending}") for ending in ("svg", "png"))
    drawn = ElementTree.fromstring(svg.read_text(encoding="utf-8"))
    said = {child.tag.partition("}")[2]: child.text for child in drawn}
    assert said["title"] == f"Cadres purged · {TITLE}"
    assert said["desc"] == "Cadres purged: none in any year."
    assert said["metadata"] == str(results.provenance)
    inside = texts_in(png.read_bytes())
    assert inside["Title"] == said["title"]
    assert inside["Source"] == said["metadata"]


def test_an_unknown_figure_names_those_that_there_are():
    with pytest.raises(UsageError, match=r"no figure 'terror' in this answer; there are overview, fear, .* published"):
        imagined().plot("terror")


def test_the_same_results_give_the_same_files(tmp_path: Path):
    for ending in ("svg", "png"):
        one, other = (plausible(runs=2).plot("fates").save(tmp_path / f"{name}.{ending}") for name in ("one", "other"))
        assert one.read_bytes() == other.read_bytes()


def test_what_is_said_of_a_drawing_is_escaped():
    assert "<title>&lt;b&gt;</title>" in described("<svg><g/></svg>", "<b>", "", "")
    assert with_text(b"\x89PNG....IEND....", {"Title": "ü"}).count("ü".encode()) == 1

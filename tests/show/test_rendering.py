"""Pictures: the same specification gives the same text, and Vega is put together once for each version."""

from pathlib import Path

import pytest
import vl_convert

from politburo.show import rendering
from politburo.show.claims.matrix import COLOURS

POINT = {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
HEAT = {
    "data": {"values": [{"a": 0}, {"a": 1}]},
    "mark": "rect",
    "encoding": {"color": {"field": "a", "type": "quantitative", "scale": {"range": COLOURS}}},
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

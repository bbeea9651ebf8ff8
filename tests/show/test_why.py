"""The reasons of an event as a figure."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from politburo.ask.why import Term, weighty
from politburo.show.why import specification
from politburo.terms.accounts import ACCOUNTS

from .drawn import overlaps, size, texts
from .imagined_why import imagined_why

ANY = [(account.kind, account.charge) for account in ACCOUNTS]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "charge"), ANY)
def test_no_text_of_the_picture_covers_another_and_none_is_cut_off(kind: str, charge: str | None):
    why = replace(imagined_why(kind, charge), province="military_camps", post=123_456, person=1_234_567)
    drawing = why.plot().svg()
    found = texts(drawing)
    width = float(ElementTree.fromstring(drawing).attrib["width"])
    assert overlaps(found) == []
    assert all(text.left >= 0 and text.right <= width for text in found)
    assert [text.text for text in found if text.text == weighty(why)[0].meaning]


def test_the_picture_has_the_terms_in_order_of_weight():
    found = texts(imagined_why().plot().svg())
    names = [term.meaning for term in weighty(imagined_why())]
    heights = [next(text.top for text in found if text.text == name) for name in names]
    assert heights == sorted(heights)


def test_the_picture_is_saved_with_what_it_is_and_where_it_comes_from(tmp_path: Path):
    png, svg = imagined_why().save(tmp_path, formats=("png", "svg"))
    assert (png, svg) == (tmp_path / "reasons.png", tmp_path / "reasons.svg")
    assert size(png.read_bytes())[0] > 1000
    said = svg.read_text(encoding="utf-8")
    assert "a synthetic cadre, no real person is behind it" in said
    assert "simulated, not observed · scenario imagined" in said
    assert "fingerprint 0123456789ab · run 3 · event 77" in said


def test_an_event_shows_itself_in_a_notebook():
    why = imagined_why(province="<b>North</b>")
    assert why.plot().description == why.words()
    assert why.plot().specification["vconcat"][0]["layer"][0]["data"]["values"]
    assert "<b>" not in why._repr_html_()
    assert "&lt;b&gt;North&lt;/b&gt;" in why._repr_html_()


@pytest.mark.parametrize("bound", [0.3, 1.0, 5.0, 14.0])
def test_the_axis_is_labelled_in_times_as_likely(bound: float):
    term = Term("fear", "fear", "1", "exponent", 1.0, bound)
    axis = specification(imagined_why(terms=(term,)))["vconcat"][0]["layer"][0]["layer"][0]["encoding"]["x"]["axis"]
    assert 0.0 in axis["values"]
    assert 1 <= len(axis["values"]) <= 7
    assert "'× 1'" in axis["labelExpr"]
    assert not re.search(r"\de[+-]?\d", axis["labelExpr"])


def test_a_value_is_said_in_three_figures_with_its_unit_unless_it_is_a_pure_number():
    rate = Term("rate", "rate", "per month", "factor", 0.0000123, 1.0)
    terms = rate, Term("fear", "fear", "1", "exponent", 0.25, 0.5)
    data = specification(imagined_why(terms=terms))["vconcat"][0]["layer"][0]["data"]["values"]
    assert [row["value"] for row in data] == ["0.0000123 per month", "0.25"]

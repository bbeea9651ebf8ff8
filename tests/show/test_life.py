"""A life as a figure."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from politburo.ask.life import Life
from politburo.ask.life.watch import Turn
from politburo.show.life import specification

from .drawn import overlaps, size, texts
from .imagined_life import START, at, eventful, imagined_life


@pytest.mark.slow
@pytest.mark.parametrize(
    "life",
    [
        eventful(),
        imagined_life(),
        imagined_life(months=1),
        imagined_life(title="A title " * 60),
        imagined_life(months=36, columns={"close_penalised": [4] * 36, "acquaintances_fled": at(36, (0, 9), (35, 1))}),
        imagined_life(post=17, turns=[Turn(START + m, "rotation", 400 + m, 17, 18) for m in range(36)]),
    ],
)
def test_no_text_of_the_picture_covers_another_and_none_is_cut_off(life: Life):
    drawing = life.plot().svg()
    found = texts(drawing)
    width = float(ElementTree.fromstring(drawing).attrib["width"])
    assert len(found) > 10
    assert overlaps(found) == []
    assert all(text.left >= 0 and text.right <= width for text in found)


def test_the_picture_is_saved_with_what_it_is_and_where_it_comes_from(tmp_path: Path):
    png, svg = eventful().save(tmp_path, formats=("png", "svg"))
    assert (png, svg) == (tmp_path / "life.png", tmp_path / "life.svg")
    assert size(png.read_bytes())[0] > 2000
    said = [text.text for text in texts(svg.read_text(encoding="utf-8"))]
    assert "Person 17, a synthetic cadre" in said
    assert any("no real person is behind it" in text for text in said)
    assert any("This life is invented; it is not testimony." in text for text in said)
    assert any("simulated, not observed · scenario imagined" in text and text.endswith("· run 3") for text in said)


def test_a_line_breaks_where_the_holder_changes_and_ends_with_the_life():
    fear = specification(eventful())["vconcat"][2]["layer"][1]
    assert len(fear["data"]["values"]) == 19
    life = imagined_life(post=17, columns={"person": [17] * 10 + [400] * 14})
    line = specification(life)["vconcat"][2]["layer"][1]
    assert line["encoding"]["detail"]["field"] == "person"
    assert {row["person"] for row in line["data"]["values"]} == {17, 400}


def test_the_strip_shows_each_standing_for_as_long_as_it_lasted():
    bars = specification(eventful())["vconcat"][1]["layer"][0]["data"]["values"]
    spans = [(bar["standing"], round(12 * (bar["end"] - bar["begin"]))) for bar in bars]
    assert spans == [("serving", 2), ("lying low", 3), ("serving", 10), ("plotting", 4)]


def test_the_figure_says_in_words_what_it_shows():
    drawn = eventful().plot()
    assert drawn.description == eventful().words()
    assert len(drawn.specification["vconcat"]) == 6

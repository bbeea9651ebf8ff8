"""The one look: colours that can be told apart, texts whose width is known before they are drawn, and layouts."""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from politburo.show import look
from politburo.show.look import Layout
from politburo.terms.errors import UsageError

from .drawn import pixels

INKS = ("INK", "MUTED", "FEAR", "FEAR_OF_THE_TOP", "DISPLAYED", "PRIVATE", "REALITY", "RECORD", "PUBLIC", "LYING_LOW")

PAPERS = (look.PAPER, look.DARK[look.PAPER])

SIGHT = {
    "all cones": np.eye(3),
    "no red cones": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green cones": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "no blue cones": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
"""Linear red, green and blue as they are seen (Machado, Oliveira and Fernandes 2009, severity 1)."""

LUMINANCE = (0.2126, 0.7152, 0.0722)


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def uniform(light: np.ndarray) -> np.ndarray:
    """Lightness and two hues in which equal distances look equal (Oklab, Ottosson 2020)."""
    cones = np.cbrt(
        np.array([[0.41222, 0.53633, 0.05145], [0.21190, 0.68070, 0.10740], [0.08830, 0.28172, 0.62998]])
        @ np.clip(light, 0, 1)
    )
    return np.array([[0.21045, 0.79362, -0.00407], [1.978, -2.42859, 0.45059], [0.0259, 0.78277, -0.80868]]) @ cones


def contrast(colour: str, paper: str) -> float:
    """How many times lighter one is than the other (WCAG 2)."""
    dark, light = sorted(float(linear(each) @ LUMINANCE) for each in (colour, paper))
    return (light + 0.05) / (dark + 0.05)


def on(paper: str, colour: str) -> str:
    """A colour as it is on this paper."""
    return colour if paper == look.PAPER else look.DARK[colour]


def least_apart(colours: Sequence[str], sight: str) -> float:
    """The least distance between two colours as they are seen."""
    seen = [uniform(np.array(SIGHT[sight]) @ linear(colour)) for colour in colours]
    return min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))


def constants() -> set[str]:
    """All colours that the look names, in whatever form."""
    named = (value for name, value in vars(look).items() if name.isupper() and name not in ("DARK", "WORDS_OF_OTHERS"))
    return set(re.findall("#[0-9A-F]{6}", str(list(named))))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", INKS)
def test_every_colour_can_be_read_as_text_on_either_paper(name: str, paper: str):
    assert contrast(on(paper, getattr(look, name)), paper) >= 4.5


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("colour", [look.SERVES, look.LIES_LOW, look.FLED, *look.FORM_SHADES])
def test_every_area_can_be_seen_on_either_paper(colour: str, paper: str):
    assert contrast(on(paper, colour), paper) >= 3


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("colours", look.TOGETHER)
def test_colours_of_one_panel_are_told_apart_by_everyone(colours: tuple[str, ...], sight: str, paper: str):
    assert least_apart([on(paper, colour) for colour in colours], sight) > 0.15


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("stack", [(*look.FORM_SHADES[::-1], look.FLED), (look.LIES_LOW, look.SERVES)])
def test_streams_that_lie_side_by_side_are_told_apart_by_everyone(stack: tuple[str, ...], sight: str, paper: str):
    for below, above in pairwise(stack):
        assert least_apart([on(paper, below), on(paper, above)], sight) > 0.08


@pytest.mark.parametrize("paper", PAPERS)
def test_steps_of_the_scale_look_equal_and_go_one_way(paper: str):
    seen = [uniform(linear(on(paper, colour))) for colour in look.SHADE]
    steps = [float(np.linalg.norm(one - other)) for one, other in pairwise(seen)]
    assert max(steps) / min(steps) < 1.1
    lightness = [float(colour[0]) for colour in seen]
    assert lightness == sorted(lightness, reverse=paper == look.PAPER)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("paper", PAPERS)
def test_steps_of_the_scale_go_one_way_for_everyone(paper: str, sight: str):
    seen = [uniform(np.array(SIGHT[sight]) @ linear(on(paper, colour)))[0] for colour in look.SHADE]
    assert [float(light) for light in seen] == sorted(map(float, seen), reverse=paper == look.PAPER)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("part", np.linspace(0, 1, 81))
def test_text_can_be_read_on_every_tile(part: float, paper: str):
    colours = np.array([[int(on(paper, colour)[at : at + 2], 16) for at in (1, 3, 5)] for colour in look.SHADE])
    steps = np.linspace(0, 1, len(colours))
    tile = "#" + "".join(f"{round(np.interp(part, steps, channel)):02X}" for channel in colours.T)
    text = on(paper, look.ON_MUCH if part > look.TURN else look.ON_LITTLE)
    assert contrast(text, tile) >= 4.5


def test_every_colour_has_its_counterpart_on_dark_paper():
    assert constants() - {look.DARK[look.PAPER]} == set(look.DARK)
    assert len(set(look.DARK)) == len(look.DARK)


def test_a_chart_in_the_dark_keeps_its_texts_and_data():
    said = {"text": look.PAPER, "color": look.INK}
    chart = {"title": said, "data": {"values": [{"label": look.INK}]}, "layer": [{"mark": {"color": look.FEAR}}]}
    dark = look.in_dark(chart)
    assert dark["title"] == {"text": look.PAPER, "color": look.DARK[look.INK]}
    assert dark["data"] == chart["data"]
    assert dark["layer"][0]["mark"]["color"] == look.DARK[look.FEAR]
    assert chart["title"]["color"] == look.INK


def test_a_name_is_broken_after_a_hyphen_and_a_date_is_not():
    assert look.wrapped("Karl-Marx-Stadt", 11, 60, 2) == ["Karl-Marx-", "Stadt"]
    assert look.wrapped("from 1950-01 on", 11, 60, 2) == ["from", "1950-01 on"]


@given(st.text(), st.floats(40, 300), st.integers(1, 4))
def test_wrapped_lines_keep_to_their_room_and_number(text: str, room: float, lines: int):
    found = look.wrapped(text, 12, room, lines)
    assert 1 <= len(found) <= lines
    assert all(look.text_width(line, 12) <= room for line in found)


def test_a_text_is_broken_between_words():
    assert look.wrapped("cadres who fled from posts abroad", 12, 110) == ["cadres who fled", "from posts abroad"]


@pytest.mark.parametrize(
    "text", ["Defence minister executed", "WAVE M@ 2018-06-12 (100 %)", "summit fills jilt", "8–17 …"]
)
def test_the_width_of_a_text_is_what_is_drawn(text: str):
    size, drawn = 20, {"type": "text", "align": "left", "baseline": "middle", "text": "|" + text + "|", "fontSize": 20}
    spec = {"data": {"values": [{}]}, "width": 500, "height": 40, "view": {"stroke": None}, "mark": drawn}
    spec |= {"encoding": {"x": {"value": 5}, "y": {"value": 20}}, "config": look.config()}
    dark = np.flatnonzero((pixels(vl_convert.vegalite_to_png(spec))[:, :, :3].min(axis=2) < 128).any(axis=0))
    # From the first bar to the last: the text, and a bar's own width.
    assert dark[-1] - dark[0] == pytest.approx(look.text_width(text + "|", size), rel=0.04)


@given(st.text(), st.floats(20, 300))
def test_a_fitted_text_takes_one_line_and_no_more_than_its_room(text: str, room: float):
    fitted = look.fitted(text, 12, room)
    assert look.text_width(fitted, 12) <= room
    assert fitted == "" or fitted.isprintable()


def test_a_text_that_has_room_is_left_as_it_is():
    assert look.fitted("summit in Singapore", 12, 200) == "summit in Singapore"


def test_a_text_that_is_cut_says_so():
    cut = look.fitted("summit in Singapore", 12, 60)
    assert cut.endswith("…")
    assert "summit in Singapore".startswith(cut.removesuffix("…"))


def test_a_phone_has_room_for_the_narrow_layout():
    narrow = Layout("narrow")
    assert sum(narrow.padding[side] for side in ("left", "right")) + narrow.axis + narrow.room <= 340


def test_the_wide_layout_has_the_width_of_the_picture():
    assert (Layout().width, Layout().narrow, Layout().dark) == (860, False, False)


def test_an_unknown_layout_names_those_that_there_are():
    with pytest.raises(UsageError, match="'broad'; a figure is wide or narrow"):
        Layout("broad")

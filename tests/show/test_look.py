"""The one look: colours that can be read and told apart, and texts whose width is known before they are drawn."""

import numpy as np
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from politburo.show import look

from .drawn import pixels

INKS = ("INK", "MUTED", "FEAR", "FEAR_OF_THE_TOP", "DISPLAYED", "PRIVATE", "REALITY", "RECORD", "PUBLIC")

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


@pytest.mark.parametrize("name", INKS)
def test_every_colour_can_be_read_as_text_on_white(name: str):
    luminance = linear(getattr(look, name)) @ LUMINANCE
    assert 1.05 / (luminance + 0.05) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("colours", look.TOGETHER)
def test_colours_of_one_panel_are_told_apart_by_everyone(colours: tuple[str, ...], sight: str):
    seen = [uniform(np.array(SIGHT[sight]) @ linear(colour)) for colour in colours]
    apart = [np.linalg.norm(seen[one] - seen[other]) for one in range(len(seen)) for other in range(one)]
    assert min(apart) > 0.15


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

"""The scale of tiles as a style sheet: on each step of it the number can be read, in both looks."""

from __future__ import annotations

import re

import pytest

from politburo.lab.shades import STEPS, shades
from politburo.show import look


def brightness(colour: str) -> float:
    """Relative luminance as WCAG has it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def pairs(style: str) -> list[tuple[str, str]]:
    return re.findall(r"\{background:(#\w{6});color:(#\w{6})\}", style)


@pytest.mark.parametrize("place", range(3 * STEPS))
def test_a_number_can_be_read_on_every_step(place: int):
    one, other = sorted(map(brightness, pairs(shades())[place]))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def test_there_is_a_rule_for_every_step_in_light_in_dark_and_in_print():
    found = pairs(shades())
    assert len(found) == 3 * STEPS
    assert [paper for paper, _ in found[:STEPS]] == list(look.SHADE)
    assert found[2 * STEPS :] == found[:STEPS]

"""The picture of an effect under other parameters: every set that counts, in order, and which agree in sign."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from politburo.ask.compare.across_priors import ParameterSets
from politburo.ask.compare.comparison import Comparison
from politburo.show import look
from politburo.show.parameter_sets import MOST_SETS, OTHER, SAME, specification
from tests.show.test_compare import panels, rows, texts

pytestmark = pytest.mark.slow


def under(watched: Comparison, effects: list[list[float]], falls: list[float], series: tuple[str, ...]) -> Comparison:
    """The comparison with these effects of runs under each set, the same on every outcome."""
    values = np.array(effects)
    falling = np.repeat(np.array(falls)[:, None], values.shape[1], axis=1)

    def arm(apart: np.ndarray) -> Any:
        return SimpleNamespace(
            values=lambda name: falling if name == "regime_falls" else apart,
            experiment=SimpleNamespace(points=values), runs=values.shape[1], failures=(),
        )  # fmt: skip

    sets = ParameterSets((arm(values * 0), arm(values)), "All of it was made up.")
    return replace(watched, parameter_sets=sets, series=series)


@pytest.fixture
def asked(watched: Comparison) -> Comparison:
    """Five sets, under one of which the regime falls."""
    return under(watched, [[1, 3], [-1, -3], [4, 4], [9, 9], [0.5, 1.5]], [0, 0, 0, 1, 0], ("fear", "flights"))


def test_each_set_that_counts_is_a_dot_with_its_interval_in_order_of_the_effect(asked: Comparison):
    shown = panels(specification(asked))
    assert list(shown) == [
        "Mean fear of cadres (share): same sign in 3 of 4 sets (75 %)",
        "Cadres who fled, in all (persons): same sign in 3 of 4 sets (75 %)",
    ]
    drawn = rows(next(iter(shown.values())), having="effect")
    assert [(row["set"], row["effect"], row["same"]) for row in drawn] == [
        (1, -2.0, False), (4, 1.0, True), (0, 2.0, True), (2, 4.0, True),
    ]  # fmt: skip
    # t(1) at 95 % on one side = 6.3138
    assert drawn[2]["high"] == pytest.approx(2 + 6.3138, rel=1e-3)
    assert drawn[3]["low"] == drawn[3]["high"] == 4


def test_zero_and_the_effect_at_the_own_parameters_are_lines(asked: Comparison):
    first = next(iter(panels(specification(asked)).values()))
    own = asked.spreads(0)[0].at_defaults
    assert [row["level"] for row in rows(first, having="level")] == [0.0, own]
    said = texts(first)
    assert "'dashed: +" in said
    assert all(part in said for part in ("same sign", "other sign", SAME, OTHER))


def test_it_says_what_dots_and_lines_are_and_what_is_left_out(asked: Comparison):
    said = " ".join(specification(asked)["title"]["subtitle"])
    assert "lines: 90 % intervals over its 2 pairs of runs." in said
    assert "All of it was made up." in said
    assert "Left out: 1 set under which the regime falls in most runs of an arm." in said


def test_it_is_a_figure_where_other_parameters_were_asked_for(watched: Comparison, asked: Comparison):
    assert watched.figures == ("differences",)
    assert asked.figures == ("differences", "across_priors")
    assert asked.plot("across_priors").title.startswith("Effects under other parameters · An invented country")


def test_where_no_set_counts_or_differs_that_is_said(watched: Comparison):
    assert "no set counts" in texts(specification(under(watched, [[1.0, 2.0]], [1], ("fear",))))
    assert "identical in every set" in texts(specification(under(watched, [[0.0, 0.0]] * 2, [0, 0], ("fear",))))


def test_of_very_many_sets_some_are_drawn_the_extremes_among_them(watched: Comparison):
    many = under(watched, [[float(at), float(at)] for at in range(1000)], [0] * 1000, ("fear",))
    drawn = rows(specification(many), having="effect")
    assert len(drawn) == MOST_SETS
    assert (drawn[0]["effect"], drawn[-1]["effect"]) == (0, 999)


def test_on_dark_paper_it_is_the_same_picture(asked: Comparison):
    light, dark = (asked.plot("across_priors", dark=dark).specification for dark in (False, True))
    assert list(panels(light)) == list(panels(dark))
    assert look.DARK[look.PAPER] in texts(dark)

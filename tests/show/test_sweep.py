"""A sweep is drawn as it is: its pictures hold its numbers, and their texts fit."""

import json

import numpy as np
import pytest

from politburo.ask.sweep.answer import Sweep
from politburo.show.sweep import specification, value_axis
from tests.ask.sweep.swept import made, with_regions
from tests.show import drawn

PLAIN = ("fear", "grievance", "regime_falls")


@pytest.fixture(scope="module")
def sweeps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sweep]:
    folder = tmp_path_factory.mktemp("sweeps")
    (folder / "regions").mkdir()
    return {
        "one": made(folder / "one", {"sanctions": "0:1:5"}, outcomes=PLAIN, start="2000-07"),
        "grid": made(folder / "grid", ["sanctions=0:1:4", "fear.horizon=1:3:3"], outcomes=PLAIN),
        "spread": made(folder / "spread", ["live.broker_base", "fear.horizon=1:3"], points=12, outcomes=PLAIN),
        "single": made(folder / "single", ["sanctions"], points=3, runs=1, outcomes=PLAIN),
        "regions": with_regions(folder / "regions"),
    }


def values(spec: object, name: str) -> list:
    """Every value of a field in the data of a specification."""
    if isinstance(spec, dict):
        own = [spec[name]] if name in spec and not isinstance(spec[name], dict) else []
        return own + [value for part in spec.values() for value in values(part, name)]
    return [value for part in spec for value in values(part, name)] if isinstance(spec, list) else []


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["one", "grid", "spread", "single", "regions"])
def test_every_picture_is_drawn_and_its_texts_do_not_cover_each_other(sweeps: dict[str, Sweep], name: str, dark: bool):
    import vl_convert

    svg = vl_convert.vegalite_to_svg(sweeps[name].plot(dark=dark).specification)
    texts = drawn.texts(svg)
    assert texts
    assert drawn.overlaps(texts) == []


def test_along_one_factor_the_dots_are_the_means(sweeps: dict[str, Sweep]):
    spec = specification(sweeps["one"])
    assert values(spec, "mean") == pytest.approx(sweeps["one"].results.mean("fear").tolist(), rel=1e-3)
    assert "Sanctions held from 2000-07 on." in json.dumps(spec)


def test_a_map_has_a_tile_for_every_point_and_writes_its_mean(sweeps: dict[str, Sweep]):
    spec = specification(sweeps["grid"])
    written = [float(text) for text in values(spec, "text") if str(text).replace(".", "").isdigit() and "." in text]
    for mean in sweeps["grid"].results.mean("fear"):
        assert any(text == pytest.approx(mean, abs=0.06) for text in written)


def test_what_is_the_same_everywhere_is_said_and_not_drawn(sweeps: dict[str, Sweep]):
    said = json.dumps(specification(sweeps["one"]))
    assert "The same at every point, so not shown: grievance, regime falls" in said
    assert "Grievance" not in said


@pytest.mark.parametrize(
    ("seen", "low", "high"),
    [([0.4, 0.9], 0, 1), ([0.6, 0.62], 0.6, 0.62), ([0.0, 0.0], 0, 1), ([5.0, 5.0], 0, 10), ([-3.0, 4.0], -4, 4)],
)
def test_an_axis_holds_its_values_between_round_numbers(seen: list[float], low: float, high: float):
    axis = value_axis(np.array(seen))
    assert axis.low <= min(seen) <= max(seen) <= axis.high
    assert (axis.low, axis.high) == pytest.approx((low, high), abs=0.011 if high < 1 else 6)
    assert axis.ticks()

"""A sweep is shown as it is: its pictures hold its numbers, its texts fit, and what goes wrong is told."""

import json
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.sweep.swept import Sweep
from politburo.show.layout import Layout
from politburo.show.sweep import effects_frame, in_words, specification, table
from politburo.show.sweep.along import value_axis
from politburo.terms.errors import UsageError
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
        "spread": made(folder / "spread", ["broker_price", "fear.horizon=1:3"], points=12, outcomes=PLAIN),
        "single": made(folder / "single", ["sanctions"], points=3, runs=1, outcomes=PLAIN),
        "regions": with_regions(folder / "regions"),
    }


def values(spec: object, name: str) -> list:
    """Every value of a field in the data of a specification."""
    if isinstance(spec, dict):
        own = [spec[name]] if name in spec and not isinstance(spec[name], dict) else []
        return own + [value for part in spec.values() for value in values(part, name)]
    return [value for part in spec for value in values(part, name)] if isinstance(spec, list) else []


@pytest.mark.parametrize("layout", [Layout(), Layout("narrow"), Layout(dark=True)])
@pytest.mark.parametrize("name", ["one", "grid", "spread", "single", "regions"])
def test_every_picture_is_drawn_and_its_texts_do_not_cover_each_other(
    sweeps: dict[str, Sweep], name: str, layout: Layout
):
    import vl_convert

    svg = vl_convert.vegalite_to_svg(specification(sweeps[name], layout=layout))
    texts = drawn.texts(svg)
    assert texts
    assert drawn.overlaps(texts) == []


def test_along_one_factor_the_dots_are_the_means(sweeps: dict[str, Sweep]):
    spec = specification(sweeps["one"], "fear")
    assert values(spec, "mean") == pytest.approx(sweeps["one"].results.mean("fear").tolist(), rel=1e-3)
    assert "Sanctions held from 2000-07 on." in json.dumps(spec)


def test_a_map_has_a_tile_for_every_point_and_writes_its_mean(sweeps: dict[str, Sweep]):
    spec = specification(sweeps["grid"], "fear")
    written = [float(text) for text in values(spec, "text") if str(text).replace(".", "").isdigit() and "." in text]
    for mean in sweeps["grid"].results.mean("fear"):
        assert any(text == pytest.approx(mean, abs=0.06) for text in written)


def test_what_is_the_same_everywhere_is_said_and_not_drawn(sweeps: dict[str, Sweep]):
    said = json.dumps(specification(sweeps["one"]))
    assert "The same at every point, so not shown: grievance, regime falls" in said
    assert "Grievance" not in said
    assert "The same at every point: grievance, regime falls." in in_words(sweeps["one"])
    assert "ean grievance" in json.dumps(specification(sweeps["one"], "grievance"))


def test_the_words_say_the_paired_difference_and_its_interval(sweeps: dict[str, Sweep]):
    said = in_words(sweeps["one"])
    assert "5 points with 4 simulated runs each of An invented country" in said
    assert "Over sanctions, held from 2000-07 on, 0 to 1: fear " in said
    assert "(+1.0 [+1.0, +1.0])" in said
    assert "predict" not in said
    assert "interval" not in in_words(sweeps["single"])


def test_regions_are_counted_and_their_ranges_said(sweeps: dict[str, Sweep]):
    said = in_words(sweeps["regions"])
    calm = sweeps["regions"].placed.names.count("calm")
    assert f"Of 9 points: calm {calm}, afraid {9 - calm}." in said
    assert "little fear (fear below 2.9)" in said


def test_the_table_has_a_row_for_every_point_and_outcome(sweeps: dict[str, Sweep]):
    found = table(sweeps["grid"], "fear", "flights")
    assert len(found) == 24
    assert np.all(found["low"].to_numpy() <= found["median"].to_numpy())
    assert found["unit"].unique().tolist() == ["share", "persons"]
    assert found.loc[found["outcome"] == "fear", "mean"].tolist() == sweeps["grid"].results.mean("fear").tolist()
    assert len(effects_frame(sweeps["grid"])) == 6


def test_files_hold_where_they_come_from(sweeps: dict[str, Sweep], tmp_path: Path):
    png, svg, points, effects = sweeps["one"].save(tmp_path)
    origin = (
        f"seed 1, the same at every point · 5 points × 4 runs · fingerprint {sweeps['one'].results.fingerprint[:12]}"
    )
    assert drawn.size(png.read_bytes())[0] > 1000
    assert origin in png.read_bytes().decode("utf-8", "ignore")
    assert all(origin in file.read_text() for file in (svg, points, effects))


def test_in_a_notebook_it_is_a_chart_and_a_table(sweeps: dict[str, Sweep]):
    assert sweeps["grid"].plot("fear").specification["vconcat"]
    assert "<table>" in sweeps["grid"]._repr_html_()
    assert "Sweep" in repr(sweeps["grid"])
    with pytest.raises(UsageError, match="There is no outcome"):
        sweeps["grid"].plot("joy")


@pytest.mark.parametrize(
    ("seen", "low", "high"),
    [([0.4, 0.9], 0, 1), ([0.6, 0.62], 0.6, 0.62), ([0.0, 0.0], 0, 1), ([5.0, 5.0], 0, 10), ([-3.0, 4.0], -4, 4)],
)
def test_an_axis_holds_its_values_between_round_numbers(seen: list[float], low: float, high: float):
    axis = value_axis(np.array(seen))
    assert axis.low <= min(seen) <= max(seen) <= axis.high
    assert (axis.low, axis.high) == pytest.approx((low, high), abs=0.011 if high < 1 else 6)
    assert axis.ticks()

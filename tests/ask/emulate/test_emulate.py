"""An emulator of a scenario: its bank, its inputs, and what it says of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from politburo.ask.emulate import Emulation, plan
from politburo.run.engines import Shard, Threads
from politburo.terms.errors import UsageError
from tests.ask.emulate.made_up import Fearful, made

pytestmark = pytest.mark.slow  # a bank of made-up runs, and the fit to it


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Emulation:
    return made(tmp_path_factory.mktemp("bank"))


def test_what_a_lever_and_an_event_do_is_emulated(found: Emulation):
    fear = found.emulators["fear"]
    low, high = found.point({"sanctions": 0.1}), found.point({"sanctions": 0.4})
    differences = fear.differences(found.places(low, high))
    assert differences[1] - differences[0] == pytest.approx(0.3, abs=0.02)
    without = fear.differences(found.places(found.point({"fences along the river": 0})))[0]
    assert without == pytest.approx(-0.5, abs=0.02)
    assert fear.explained > 0.99
    assert fear.error.max() < 0.02


def test_the_reference_is_the_mean_of_what_the_scenario_says_and_has_all_events(found: Emulation):
    assert found.reference.tolist() == [0.0, 0.2, 1.0, 1.0]
    assert (found.emulators["fear"].differences(found.places(found.reference)) == 0).all()


def test_the_same_bank_gives_the_same_bits(found: Emulation, tmp_path: Path):
    other = made(tmp_path)
    places = found.places(found.point({"sanctions": 0.3}))
    assert other.results.fingerprint == found.results.fingerprint
    assert (other.emulators["fear"].error == found.emulators["fear"].error).all()
    assert (other.emulators["fear"].levels(places)[2] == found.emulators["fear"].levels(places)[2]).all()


def test_nothing_is_done_twice_and_points_can_be_added(found: Emulation):
    again, more = Fearful(), Fearful()
    assert made(found.folder, again).results.fingerprint == found.results.fingerprint
    assert again.asked == []
    larger = made(found.folder, more, points=32)
    assert len(larger.results.experiment.points) == 32
    assert len(more.asked) == 8 * 3


def test_outside_its_range_nothing_is_said(found: Emulation):
    with pytest.raises(UsageError, match=r"sanctions 0\.7 lies outside the range of the bank, 0 to 0\.5"):
        found.point({"sanctions": 0.7})
    with pytest.raises(UsageError, match=r"there \(1\) or left out \(0\)"):
        found.point({"floods": 0.5})
    with pytest.raises(UsageError, match="is no input of this emulator"):
        found.point({"purges": 0.5})


def test_its_tables_say_error_effect_and_range(found: Emulation):
    errors = found.table("errors").records()
    assert [(row["outcome"], row["seen"]) for row in errors] == [
        ("fear", "simulated truth"), ("purges", "simulated truth"), ("purges", "simulated reports"),
        ("regime_lasts", "simulated truth"),
    ]  # fmt: skip
    assert "10 points drawn at random" in str(found.table("errors").basis)
    effects = found.table("effects").to_pandas()
    sanctions = effects[(effects.input == "sanctions") & (effects.outcome == "fear")].iloc[0]
    assert sanctions["low"] < 0.5 < sanctions["high"]
    assert sanctions["chance"] + sanctions["error"] == pytest.approx((sanctions["high"] - sanctions["low"]) / 2)
    assert [row["input"] for row in found.table("inputs").records()] == [*found.inputs.names]
    assert len(found.table("months").records()) == 4 * 60
    assert "levers and events that are not named here" in found.words()


def test_its_picture_has_a_panel_for_each_outcome(found: Emulation):
    svg = found.plot().svg()
    assert svg.count(">simulated<") == 4
    assert "Purges, as reported" in svg


def test_the_points_held_out_are_others_than_those_fitted_to(found: Emulation):
    fitted, held = found.results.experiment.points, found.held_out.experiment.points
    assert not {*map(tuple, fitted)} & {*map(tuple, held)}
    assert (np.isin(held[:, 2:], (0, 1))).all()


@pytest.mark.parametrize(
    ("levers", "events", "said"),
    [
        (("fear.horizon",), (), "over levers and dated events"),
        (("campaign=0,0.5,1",), (), "needs a range"),
        (("campaign",), ("festival",), "historical reference"),
        (("campaign",), ("nowhere",), "no event whose label contains"),
        (("campaign",), ("fences", "floods", "sanctions", "summit"), "at most 4 dated events"),
        (("border_control",), ("fences",), "would change nothing"),
        (
            ("campaign", "warning", "rents", "sanctions", "harvest", "markets", "recall", "surveillance", "assurance"),
            (),
            "at most 8 levers",
        ),
    ],
)
def test_inputs_that_cannot_be_are_refused_before_anything_is_run(levers, events, said: str, tmp_path: Path):
    with pytest.raises(UsageError, match=said):
        plan("example", levers, events, out=tmp_path / "bank").check()
    assert not (tmp_path / "bank").exists()


def test_without_inputs_named_events_move_what_no_lever_holds():
    inputs = plan("example").inputs
    held = {one.name for one in inputs.levers}
    assert 1 <= len(held) <= 8
    assert 1 <= len(inputs.events) <= 4
    assert all({*one.lasting, *one.passing} - held for one in inputs.events)
    assert "succession" not in {one.kind for one in inputs.events}


def test_shards_cannot_do_a_bank(tmp_path: Path):
    with pytest.raises(UsageError, match="no shards can do a bank"):
        plan("example", out=tmp_path).execute(Shard(1, 2, Threads(1)))

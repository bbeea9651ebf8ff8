"""A calibration from end to end, much smaller than the short form, on an invented country and a known truth."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.ensemble import ensemble_of
from politburo.infer.calibrate import CalibrationPlan, networks, plan
from politburo.infer.calibrate.answer import Calibration, in_words
from politburo.infer.calibrate.effort import SHORT
from politburo.infer.calibrate.folder import Folder
from politburo.run.experiment import execute
from politburo.run.optional import MissingLibraryError
from politburo.terms.errors import StoreError, UsageError
from tests.packages import needing
from tests.show.drawn import texts

pytestmark = needing("bayesflow", "hetgpy")

TINY = replace(
    SHORT, trajectories=1, least=2, most=2, waves=1, points=20, replicates=2, outputs=2, candidates=400, training=100,
    held_out=0.2, records=2, networks=2, epochs=2, width=8, depth=2, draws=20, predictive=8,
)  # fmt: skip


def planned(out: Path, **changes: object) -> CalibrationPlan:
    return plan("example", synthetic=3, until="2001-12", scale=0.002, out=out, **{"effort": TINY, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    calibration = planned(tmp_path_factory.mktemp("calibration") / "folder").execute()
    calibration.save(formats=("json", "csv"))
    return calibration


def passing(found: Calibration) -> Calibration:
    """The same as if every gate were passed."""
    assert found.posterior is not None
    gates = tuple(replace(one, passed=True) for one in found.posterior.gates)
    return replace(found, posterior=replace(found.posterior, gates=gates))


@pytest.mark.long  # a small calibration, with networks that are compiled: three quarters of a minute
def test_where_a_gate_is_missed_the_first_words_say_so_and_no_posterior_is_written(found: Calibration) -> None:
    assert not found.passed
    assert found.sentences[0].startswith("Not calibrated: ")
    assert "networks agree, means" in found.sentences[0]  # two networks are too few
    assert (found.folder / "not-ruled-out.csv").exists()
    assert not (found.folder / "posterior.csv").exists()


@pytest.mark.long
def test_what_history_matching_left_is_an_ensemble_that_is_called_not_calibrated(found: Calibration) -> None:
    sets = ensemble_of(found.folder / "not-ruled-out.csv", found.base)
    assert sets is not None and len(sets) == TINY.draws
    assert sets.parameters == found.screened.names
    assert "not calibrated" in sets.origin and "gates" in sets.origin
    others = [at for at, name in enumerate(sets.parameters) if name not in found.active]
    assert all(len({one[at] for one in sets.sets}) > TINY.draws / 2 for at in others)


@pytest.mark.long
def test_all_passed_writes_a_posterior_and_a_miss_removes_it(found: Calibration, tmp_path: Path) -> None:
    good = passing(found)
    assert good.sentences[0].startswith("Calibrated: ")
    good.save(tmp_path, ("csv",))
    assert (tmp_path / "posterior.csv").exists()
    found.save(tmp_path, ("csv",))
    assert not (tmp_path / "posterior.csv").exists()


@pytest.mark.long
def test_somebody_elses_posterior_is_left_as_it_is(found: Calibration, tmp_path: Path) -> None:
    (tmp_path / "posterior.csv").write_text("mine\n")
    with pytest.raises(UsageError, match="not written by politburo"):
        found.save(tmp_path, ("csv",))
    assert (tmp_path / "posterior.csv").read_text() == "mine\n"


@pytest.mark.long
def test_a_calibration_that_is_there_is_read_and_nothing_is_trained_or_run_again(
    found: Calibration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("something was done again")

    monkeypatch.setattr(networks, "trained", refused)
    monkeypatch.setattr(sys.modules[execute.__module__], "_do", refused)
    again = planned(found.folder).execute()
    assert again.sentences == found.sentences
    assert again.written == found.written


@pytest.mark.long
def test_a_folder_of_another_calibration_is_refused(found: Calibration) -> None:
    with pytest.raises(StoreError, match="another calibration"):
        planned(found.folder, effort=replace(TINY, training=110)).execute()


@pytest.mark.long
def test_weights_that_were_damaged_are_trained_again_to_the_same(found: Calibration) -> None:
    path = found.folder / "networks" / "network-1.npz"
    before = path.read_bytes()
    path.write_bytes(before[:-3])
    planned(found.folder).execute()
    assert path.read_bytes() == before
    assert Folder(found.folder).manifest().digests.keys() >= {"targets", "gates", "effort"}


@pytest.mark.long
def test_the_known_truth_stands_beside_every_active_parameter(found: Calibration) -> None:
    rows = found.table("parameters").records()
    assert [row["parameter"] for row in rows] == list(found.active)
    assert found.known is not None
    for row in rows:
        assert row["known"] == found.known[str(row["parameter"])]
        assert row["inside"] == (row["networks_low"] <= row["known"] <= row["networks_high"])  # type: ignore[operator]
    assert "made from the set 3" in found.words()


@pytest.mark.long
def test_every_target_stands_beside_what_would_have_been_published(found: Calibration) -> None:
    rows = found.table("predictive").records()
    assert len(rows) == len(found.targets)
    assert found.predicted is not None and len(found.predicted.experiment.points) == TINY.predictive


@pytest.mark.long
def test_pictures_say_whether_it_is_calibrated(found: Calibration) -> None:
    assert found.figures[:2] == ("parameters", "predictive")
    for name in found.figures:
        said = " ".join(one.text for one in texts(found.plot(name).svg()))
        assert "Not calibrated" in said
        assert "simulated, not observed" in said.lower()


def test_words_on_a_parameter_follow_its_spread_and_its_middle() -> None:
    assert in_words(1.0, 0.0) == "left at its prior"
    assert in_words(0.5, 0.1) == "narrowed"
    assert in_words(0.95, 0.8) == "shifted up"
    assert in_words(0.4, -1.2) == "narrowed and shifted down"


def test_a_country_without_targets_is_refused_unless_evidence_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No public figures come with"):
        plan("example", short=True, out=tmp_path / "none")
    assert plan("example", short=True, synthetic=1).targets


def test_targets_are_those_that_were_public_on_the_day() -> None:
    whole, early = plan("north-korea", short=True), plan("north-korea", short=True, as_of="2012-12-31")
    assert 0 < len(early.targets) < len(whole.targets)
    assert early.folder != whole.folder
    assert all(str(one.figure.known_from) <= "2012-12-31" for one in early.targets)


def test_a_missing_library_is_named_before_anything_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[MissingLibraryError.__module__]
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == "bayesflow" else object())
    with pytest.raises(MissingLibraryError, match=r"bayesflow.*politburo\[infer\]"):
        planned(tmp_path / "none").execute()
    assert not (tmp_path / "none").exists()


def test_months_are_those_of_all_stages_at_most() -> None:
    found = plan("example", short=True, synthetic=1)
    own = found.effort
    runs = len(found.screening.points) + own.waves * own.points * own.replicates + own.training + own.predictive
    assert found.months == {0.03: 120 * runs}
    assert np.isfinite(runs)

"""A calibration from end to end, much smaller than the short form, on an invented country and a known truth."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from politburo.ask.ensemble import ensemble_of
from politburo.ask.sets_file import ensemble_at, write_sets
from politburo.infer.calibrate import CalibrationPlan, networks, plan
from politburo.infer.calibrate.answer import Calibration, in_words
from politburo.infer.calibrate.effort import SHORT
from politburo.infer.calibrate.folder import Folder
from politburo.run.experiment import execute
from politburo.run.optional import MissingLibraryError
from politburo.terms.errors import StoreError, UsageError
from tests.cli.calling import printed
from tests.packages import needing
from tests.show.drawn import texts

pytestmark = needing("bayesflow", "hetgpy")

TINY = replace(
    SHORT, trajectories=1, least=2, most=2, waves=1, points=20, replicates=2, outputs=2, candidates=400, training=100,
    held_out=0.2, records=2, networks=2, epochs=2, width=8, depth=2, draws=20, predictive=8,
)  # fmt: skip


DOCS = Path(__file__).parents[3] / "docs"

PAGE = DOCS / "six-commands.md"

BLOCKS = re.compile(r"```(sh|text)\n(.*?)```", re.DOTALL)

NUMBERS = re.compile(r"[−+]?\d[\d,.]*")

SMALLER = {
    "calibrate": "--until 2002-12 --scale 0.002",
    "compare": "--from 2002-01 --until 2002-12 --runs 40 --scale 0.002",
    "forecast": "--sets 12 --scale 0.002",
}
"""What the commands of the page are given besides, so that they take seconds."""


def planned(out: Path, **changes: object) -> CalibrationPlan:
    """The calibration of the page, smaller: of a record that was made from a known set."""
    made = out.parent / "invented"
    given = {"truth": made / "truth.csv", "until": "2002-12", "scale": 0.002, "effort": TINY, **changes}
    return plan(made / "scenario.toml", out=out, **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    place = tmp_path_factory.mktemp("page")
    shutil.copytree(DOCS / "invented", place / "invented")
    calibration = planned(place / "calibration").execute()
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
    assert "that of a known set" in found.words()
    made = replace(found, synthetic=3)
    assert "made from the set 3" in made.words()


@pytest.mark.long
def test_intervals_of_known_truths_hold_about_what_they_say(found: Calibration) -> None:
    held_out = [row for row in found.table("coverage").records() if row["level"] == 0.9]
    assert len(held_out) == len(found.active)
    runs, covered = (sum(row["runs"] for row in held_out), sum(row["covered"] * row["runs"] for row in held_out))  # type: ignore[operator,misc]
    low, high = binom.ppf([0.0005, 0.9995], runs, 0.9)
    assert low <= round(covered) <= high


def shape(text: str, *, numbers: bool) -> str:
    """A text with spaces counting as one, and without its numbers where these do not count."""
    joined = " ".join(text.split())
    return joined if numbers else NUMBERS.sub("#", joined)


@pytest.mark.long
def test_six_commands_print_what_the_page_shows(found: Calibration, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(found.folder.parent)
    monkeypatch.setattr("politburo.infer.calibrate.SHORT", TINY)
    blocks = BLOCKS.findall(PAGE.read_text(encoding="utf-8"))
    shown = [(typed, text) for (before, typed), (kind, text) in pairwise(blocks) if (before, kind) == ("sh", "text")]
    commands = [shlex.split(typed, comments=True)[1:] for typed, _ in shown]
    assert [one[0] for one in commands] == ["check", "evidence", "calibrate", "compare", "forecast", "score"]
    for (command, *words), (_, text) in zip(commands, shown, strict=True):
        own = [word.replace("posterior.csv", found.file_name) for word in words]
        said = printed(command, *own, *SMALLER.get(command, "").split())
        numbers = command in ("check", "evidence")  # of runs and of networks there are fewer here
        for part in text.split("…"):
            assert shape(part, numbers=numbers) in shape(said, numbers=numbers), command


@pytest.mark.long
def test_every_target_stands_beside_what_would_have_been_published(found: Calibration) -> None:
    rows = found.table("predictive").records()
    covered = [one for one in found.targets if one.figure.end <= date(2002, 12, 31)]  # the last month that is run
    assert len(rows) == len(covered) < len(found.targets)
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


def test_the_set_that_a_record_was_made_from_is_one_and_whole(tmp_path: Path) -> None:
    known = ensemble_at(DOCS / "invented" / "truth.csv", "truth")
    scenario = DOCS / "invented" / "scenario.toml"
    assert plan(scenario, short=True, truth=DOCS / "invented" / "truth.csv").truth == known.values(0)
    two = write_sets(tmp_path / "two.csv", known.parameters, {0: known.sets[0], 1: known.sets[0]}, "made up")
    with pytest.raises(UsageError, match=r"two\.csv holds 2 parameter sets"):
        plan(scenario, short=True, truth=two)
    part = write_sets(tmp_path / "part.csv", known.parameters[1:], {0: known.sets[0][1:]}, "made up")
    with pytest.raises(UsageError, match=f"says nothing of 1 parameter.*{known.parameters[0]}"):
        plan(scenario, short=True, truth=part)
    with pytest.raises(UsageError, match="either made"):
        plan(scenario, short=True, truth=two, synthetic=1)


def test_targets_are_those_that_were_public_on_the_day() -> None:
    whole, early = plan("north-korea", short=True), plan("north-korea", short=True, as_of="2012-12-31")
    assert 0 < len(early.targets) < len(whole.targets)
    assert early.folder != whole.folder
    assert all(str(one.figure.known_from) <= "2012-12-31" for one in early.targets)


def test_a_missing_library_is_named_before_anything_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[MissingLibraryError.__module__]
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == "bayesflow" else object())
    shutil.copytree(DOCS / "invented", tmp_path / "invented")
    with pytest.raises(MissingLibraryError, match=r"bayesflow.*politburo\[infer\]"):
        planned(tmp_path / "none").execute()
    assert not (tmp_path / "none").exists()


def test_months_are_those_of_all_stages_at_most() -> None:
    found = plan("example", short=True, synthetic=1)
    own = found.effort
    runs = len(found.screening.points) + own.waves * own.points * own.replicates + own.training + own.predictive
    assert found.months == {0.03: 120 * runs}
    assert np.isfinite(runs)

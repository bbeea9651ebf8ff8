"""Folders that earlier versions wrote are read, say so, and are not added to.

`earlier_formats.tar.xz` holds what these versions made of one small scenario: three months at scale 0.05, with an event
that lasts and one that passes.
"""

import json
import re
import shutil
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from politburo.ask.branch import branch
from politburo.ask.experiment import merge
from politburo.ask.run import run
from politburo.ask.run.results import Results
from politburo.ask.sensitivity import sensitivity
from politburo.ask.why import OtherReasonsError
from politburo.run.experiment import execute, open_experiment
from politburo.run.plan import make_plan
from politburo.run.replay import check_version
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.scenario import adapt, load
from politburo.show.page.report import OTHER_REASONS, notable_table
from politburo.terms.errors import StoreError, UsageError
from tests.folders import change
from tests.run.fake_month import fake_build, fake_simulate

KEPT = Path(__file__).with_name("earlier_formats.tar.xz")

ONLY_DATA: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python 3.11.2 has no such filter yet."""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("earlier")
    with tarfile.open(KEPT) as archive:
        archive.extractall(folder, **ONLY_DATA)
    return folder


@pytest.fixture(params=[1, 2, 3, 4])
def folder(unpacked: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return shutil.copytree(unpacked / f"runs-{request.param}", tmp_path / f"runs-{request.param}")


def test_the_numbers_are_those_that_were_written(folder: Path):
    runs = Runs.open(folder)
    marker = json.loads((folder / "done" / "run-00000.json").read_text())
    known = json.loads((folder / "manifest.json").read_text())["format"]
    assert Store(folder).marker(0).fingerprint == marker["fingerprint"]  # pyright: ignore[reportOptionalMemberAccess]
    assert runs.status == f"finished, written by an earlier version (format {known})"
    assert runs.series["fear"].shape == (1, 3)
    assert float(runs.series["fear"].max()) > 0
    assert len(runs.events) == len(runs.event_codes(0)["kind"]) > 50


def test_organs_and_ranks_are_called_as_they_were(folder: Path):
    runs = Runs.open(folder)
    assert runs.names.organ == ("party", "military", "security", "government", "trade", "diplomacy")
    assert runs.names.rank == ("top leadership", "senior/central", "provincial", "county")
    assert runs.top_ranks == runs.names.rank[:2]


def test_a_series_that_is_no_longer_kept_is_left_out(folder: Path):
    """Formats 1 to 3 hold payments for protection, which the model no longer knows."""
    with zipfile.ZipFile(folder / "series" / "run-00000.zarr.zip") as file:
        assert ("protection/zarr.json" in file.namelist()) == (folder.name != "runs-4")
    read = set(map(str, Runs.open(folder).series.load()))
    assert not any(name.startswith("protection") for name in read)
    assert read >= {"fear", "bribes_hidden", "bribes_hidden_by_circle"}


def test_the_levers_are_those_that_were_run(folder: Path):
    runs = Runs.open(folder)
    assert load(folder / "scenario.toml").digest() == runs.scenario.digest()
    levers = runs.scenario.levers
    assert [one.sanctions for one in levers] == [0.1, 0.6, 0.6]
    assert [one.harvest for one in levers] == [1.0, 0.7, 0.7]


def test_the_answer_says_what_its_counts_are(folder: Path):
    results = Results.open(folder)
    assert results.sentences
    assert results.tables
    said = "counted simulated cadres: its numbers of cadres are of the sample (scale 0.05), and no estimates"
    assert any(said in warning for warning in results.warnings) == (folder.name in ("runs-1", "runs-2"))


def test_reasons_are_there_where_they_were_kept(folder: Path):
    """Penalties have other terms now; promotions have one more, which had no part in these."""
    results = Results.open(folder)
    penalty, promotion = (list(results.events["kind"]).index(kind) for kind in ("penalty", "promotion"))
    if folder.name == "runs-1":
        with pytest.raises(UsageError, match="carries no reasons"):
            results.why(promotion)
        return
    why = results.why(promotion)
    assert {term.name for term in why.terms} == {"display", "competence", "peers", "juniors", "better", "looked_at"}
    assert why.hazard == pytest.approx(0.9122085)
    assert why.sentences
    told = rf"of kind 'penalty', has other reasons .*; politburo 0\.1\.0, model .* \(format {folder.name[-1]}\), can"
    with pytest.raises(OtherReasonsError, match=told):
        results.why(penalty)


def test_a_report_says_that_events_had_other_reasons(folder: Path):
    said = [row["why"] for row in notable_table(Results.open(folder)).records()]
    assert (OTHER_REASONS in said) == (folder.name != "runs-1")


def test_reasons_without_names_of_earlier_versions_are_not_told_as_those_of_today(tmp_path: Path):
    scenario = adapt(load("example"), until="2000-03", scale=0.05, runs=1)
    folder = run(scenario, out=tmp_path / "runs").folder
    number = list(Results.open(folder).events["kind"]).index("promotion")
    assert Results.open(folder).why(number).terms
    for known in (5, 6):
        change(folder / "manifest.json", format=known)
        with pytest.raises(OtherReasonsError, match=rf"of kind 'promotion', has other reasons .* \(format {known}\)"):
            Results.open(folder).why(number)


@pytest.mark.parametrize("part", ["series", "events"])
def test_what_their_markers_vouch_for_is_checked(folder: Path, part: str):
    file = next((folder / part).iterdir())
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    told = f"{file} is missing or damaged: .* run it again into a new folder: politburo run"
    with pytest.raises(StoreError, match=told):
        Runs.open(folder).series.load()
        Runs.open(folder).events  # noqa: B018 - it is read


def test_a_marker_of_another_run_is_refused(folder: Path):
    marker = folder / "done" / "run-00000.json"
    marker.write_text(marker.read_text().replace('"run": 0', '"run": 1'))
    told = "its checksum is another" if folder.name == "runs-4" else "it is that of run-00001"
    with pytest.raises(StoreError, match=rf"run-00000\.json is missing or damaged: {told}"):
        Runs.open(folder)


def test_nothing_is_added_to_them(folder: Path):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    plan = make_plan(adapt(Runs.open(folder).scenario, runs=2), folder)
    told = r"was written by an earlier version \(politburo 0\.1\.0, model [0-9a-f]{10}, format"
    with pytest.raises(StoreError, match=told):
        finish(plan, build=fake_build, simulate=fake_simulate())
    with pytest.raises(StoreError, match=r"made by another version of the model|written by an earlier version"):
        merge([folder], folder)
    assert before == {path: path.read_bytes() for path in before}


def test_who_follows_or_continues_a_run_is_told_which_version_can(folder: Path):
    store = Store(folder)
    sources = store.manifest().sources[:10]
    if store.manifest().is_of_this_model:
        pytest.skip("it is this version's model yet")
    with pytest.raises(StoreError, match=f"made by another version \\(politburo 0.1.0, model {sources}\\), which can"):
        check_version(store, Runs.open(folder).scenario)
    with pytest.raises(StoreError, match=f"another version of the model \\(politburo 0.1.0, model {sources}"):
        branch(folder, at="2000-02", sets={"rents": 0.4}, out=folder.parent / "branch")


@pytest.mark.parametrize("known", [1, 2])
def test_an_experiment_is_read_and_not_added_to(unpacked: Path, tmp_path: Path, known: int):
    folder = shutil.copytree(unpacked / f"experiment-{known}", tmp_path / "experiment")
    results = open_experiment(folder)
    assert results.factors == ("market_tolerance", "fear.horizon")
    assert results.values("fear").shape == (2, 2)
    assert results.missing == 0
    with pytest.raises(StoreError, match="was written by an earlier version"):
        execute(replace(results.experiment, runs=3), folder)
    with pytest.raises(StoreError, match=f"made by another version of the model .*, format {known}\\): merge it with"):
        merge([folder], tmp_path / "merged")
    points = next((folder / "points").iterdir())
    points.write_text(re.sub(r"0\.2", "0.3", points.read_text()))
    with pytest.raises(StoreError, match=f"{points} is missing or damaged"):
        open_experiment(folder).values("fear")


def test_an_analysis_is_read(unpacked: Path):
    found = sensitivity(unpacked / "sensitivity-1")
    assert found.plan.outcomes == ("fear",)
    assert len(found.kept) == 1

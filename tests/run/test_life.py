"""A life, as results give it: replayed, verified and labelled."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.run import run as run_scenario
from politburo.run.life import TURNS, Life
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.scenario import adapt, load
from politburo.scenario.changes import with_levers
from politburo.terms.errors import StoreError, UsageError

MONTHS = 30


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    scenario = with_levers(adapt(load("example"), runs=2, scale=0.05, until="2002-06"), start=None, purge_intensity=0.3)
    return run_scenario(scenario, out=tmp_path_factory.mktemp("life") / "runs")


@pytest.fixture(scope="module")
def penalised(results: Runs) -> Life:
    """Someone who is driven out in run 1."""
    executed = results.events.query("run == 1 and form == 'execution'")
    return results.life(person=int(executed["person"].to_numpy()[-1]), run=1)


def test_each_run_has_lives_of_its_own(results: Runs):
    first, second = (results.life(post=40, run=run) for run in (0, 1))
    assert first.fingerprint != second.fingerprint
    assert not np.array_equal(first.columns["fear"], second.columns["fear"])


def test_a_post_has_a_row_for_every_month_with_its_circle_beside_it(results: Runs):
    life = results.life(post=40)
    table, place = life.table, life.places[40]
    assert len(table) == MONTHS
    assert set(table["post"]) == {40}
    of_circle = results.series["fear_by_circle"].sel(run=0, organ=place.organ, rank=place.rank)
    np.testing.assert_array_equal(table["fear_of_circle"], of_circle)
    assert table["month"].iloc[0] == np.datetime64("2000-01-01")


def test_what_is_kept_is_no_larger_than_the_months(results: Runs):
    life = results.life(post=40)
    assert {len(column) for column in life.columns.values()} == {MONTHS}
    assert all(turn.kind in {kind.name for kind in TURNS} for turn in life.turns)


def test_a_life_that_ends_in_an_execution_says_so_with_the_event(results: Runs, penalised: Life):
    last = penalised.events.iloc[-1]
    assert (last["kind"], last["form"]) == ("penalty", "execution")
    of_run = results.events[results.events["run"] == 1].reset_index(drop=True)
    assert of_run.loc[last["event"], "person"] == penalised.person
    assert penalised.table["standing"].isna().tolist() == [False] * (len(penalised.table) - 1) + [True]
    assert np.isnan(penalised.table["fear"].iloc[-1])


def test_every_post_that_is_named_is_described(penalised: Life):
    named = {post for turn in penalised.turns for post in (turn.origin, turn.goal) if post is not None}
    assert named | set(penalised.columns["post"].tolist()) == set(penalised.places)
    assert all(place.province in ("Capital", "Border", "Plain") for place in penalised.places.values())


def test_the_months_are_told_as_they_are_done(results: Runs):
    told = []
    results.life(post=3, progress=lambda done, total: told.append((done, total)))
    assert told == [(month, MONTHS) for month in range(1, MONTHS + 1)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"post": 40, "run": 2}, r"There is no run 2 in .*; it holds runs 0 to 1\."),
        ({"post": 40, "run": -1}, r"There is no run -1"),
        ({"post": 100_000}, r"There is no post 100000; the posts have the numbers 0 to \d+\."),
        ({"post": -1}, r"There is no post -1"),
        ({"person": -1}, r"There is no person -1; the numbers of persons begin at 0\."),
        ({"person": 100_000}, r"There is no person 100000 in run 0; its cadres have the numbers 0 to \d+\."),
        ({}, "either a post or a person"),
        ({"post": 1, "person": 1}, "either a post or a person"),
    ],
)
def test_who_or_what_is_not_there_is_refused_with_what_is(results: Runs, asked: dict, said: str):
    with pytest.raises(UsageError, match=said):
        results.life(**asked)


def test_a_run_that_is_not_finished_cannot_be_followed(results: Runs, tmp_path: Path):
    folder = copied(results, tmp_path)
    Store(folder).marker_file(1).unlink()
    with pytest.raises(StoreError, match=r"Run 1 of .* is not finished"):
        Runs.open(folder).life(post=1, run=1)


@pytest.mark.parametrize(
    ("sources", "reason"), [(None, "compute other bits"), ("0" * 32, "another version of politburo")]
)
def test_a_run_that_comes_out_otherwise_is_not_followed(
    results: Runs, tmp_path: Path, sources: str | None, reason: str
):
    folder = copied(results, tmp_path)
    change(Store(folder).marker_file(0), fingerprint="0" * 32)
    if sources is not None:
        change(Store(folder).manifest_file, sources=sources)
    with pytest.raises(StoreError, match=f"does not come out as it is stored; .*{reason}"):
        Runs.open(folder).life(post=1)


def test_a_life_reads_as_text_and_nothing_in_it_is_taken_for_html(results: Runs):
    life = results.life(post=40)
    assert repr(life).startswith("Life of post 40, run 0 of An invented country, 2000-01 to 2002-06\nPost 40 (")
    shown = replace(life, scenario=replace(life.scenario, title="<script>alert('x')</script>"))._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_life_draws_itself(penalised: Life):
    assert penalised.plot().specification["title"]["text"] == f"Person {penalised.person}, a synthetic cadre"


def copied(results: Runs, tmp_path: Path) -> Path:
    """The run folder, copied so that it can be spoilt."""
    return Path(shutil.copytree(results.folder, tmp_path / "copy"))


def change(file: Path, **values: str) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | values))

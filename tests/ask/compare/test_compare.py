"""A baseline and its alternatives: paired by run number, in ordinary run folders, and equal where nothing differs."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import politburo as pb
from politburo.ask.compare.comparison import Comparison
from politburo.run.engines import Shard, ShardDone
from politburo.scenario import adapt, changed, load, month_name, month_number, reader, to_toml, with_off
from politburo.scenario.overview import first_difference
from politburo.terms.errors import UsageError
from tests.ask.compare.made import WATCHED, Compare, Made

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("asked", "how", "sentence"),
    [
        (
            ("example", "example"),
            {},
            "between example and 'example': what is asked for is already the case from",
        ),
        (
            ("example",),
            {"sets": {"border": 0.5}},
            "and 'border control 0.5': what is asked for is already the case from",
        ),
        (
            ("example",),
            {"sets": {"surveillance": 0.6}, "start": "2002-01", "until": "2003-01"},
            "already the case from 2000-01",
        ),
        (("example",), {"without": ["floods"]}, "between example and 'without floods'"),
        (
            ("example",),
            {"without": ["festival"], "until": None},
            "'without festival': 'a festival' is a historical reference, not modelled.",
        ),
    ],
)
def test_an_alternative_in_which_nothing_differs_is_refused_before_anything_is_simulated(
    compare: Compare, tmp_path: Path, asked: tuple[str, ...], how: dict, sentence: str
):
    made = Made()
    with pytest.raises(UsageError, match="Nothing would differ between") as caught:
        compare(*asked, made=made, **how)
    assert sentence in str(caught.value)
    assert made.asked == []
    assert list(tmp_path.iterdir()) == []


def test_several_events_that_are_not_modelled_are_named(compare: Compare):
    with pytest.raises(UsageError, match=r"'vice chairman executed', .* are historical references, not modelled\."):
        compare("north-korea", without=["executed"], until=None)


def test_a_mechanism_that_is_off_already_cannot_be_switched_off(compare: Compare):
    quiet = with_off(load("example"), "rumour")
    with pytest.raises(UsageError, match="Nothing would differ between example and 'rumour off'"):
        compare(quiet, off=["rumour"])


def test_two_alternatives_that_are_the_same_share_a_folder_and_differ_nowhere(compare: Compare):
    made = Made()
    held = changed("example", sets={"surveillance": 0.6}, start="2001-01")
    same = compare("example", held, made=made, **WATCHED)
    assert same.alternatives[0].results.folder == same.alternatives[1].results.folder
    assert len(made.asked) == 8


def test_a_change_of_what_outsiders_see_is_a_change(compare: Compare):
    blind = compare("example", sets={"record.delay_days": 90})
    assert all(total.mean == 0 and not total.distinguishable for total in blind.totals)
    assert blind.divergence().diverging == ()


def test_the_baseline_is_read_once(compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "base.toml"
    file.write_text(to_toml(adapt(load("example"), runs=4)))
    read, text_at = [], reader.text_at

    def noting(path: Path, source: str) -> str:
        read.append(source)
        return text_at(path, source)

    monkeypatch.setattr(reader, "text_at", noting)
    compare(file, sets={"surveillance": 0.6}, start="2001-01", without=["floods"])
    assert [source for source in read if source == str(file)] == [str(file)]


def test_paired_differences_are_those_of_the_same_run_number(watched: Comparison):
    found = watched
    base, other = (pb.open(arm.results.folder).series for arm in found.arms)
    assert found.baseline.results.scenario.seed == found.alternatives[0].results.scenario.seed
    for name in ("fear", "flights_by_circle", "penalties_by_circle_and_form", "income_by_province"):
        for run in (0, 3):
            theirs = other[name].sel(run=run).values.astype(float) - base[name].sel(run=run).values
            assert np.array_equal(found.differences[name].sel(run=run, alternative=found.alternatives[0].label), theirs)


def test_arms_are_ordinary_run_folders_that_comparisons_share(compare: Compare, tmp_path: Path):
    made = Made()
    compare(**WATCHED, made=made)
    compare(**WATCHED, made=made, runs=6)
    compare("example", sets={"surveillance": 0.9}, start="2001-01", made=made, runs=6)
    by_name = {name: [run for said, run in made.asked if said == name] for name, _ in made.asked}
    assert sorted(len(runs) for runs in by_name.values()) == [6, 6, 6]
    assert pb.open(next((tmp_path / "runs").glob("example-surveillance-0.6*"))).status == "finished"


def test_differences_are_labelled_with_alternative_run_month_and_groups(watched: Comparison):
    found = watched
    assert found.differences["fear"].dims == ("alternative", "run", "month")
    assert found.differences["fear_by_circle"].dims == ("alternative", "run", "month", "organ", "rank")
    assert found.differences["income"].attrs["units"] == "subsistence"
    chosen = found.differences["fear_by_circle"].isel(alternative=0, run=[1, 3], month=slice(3, 5), rank=1)
    assert chosen.shape == (2, 2, 6)
    assert np.array_equal(chosen, found.differences["fear_by_circle"].values[0, [1, 3], 3:5, :, 1])
    assert str(found.differences["month"].values[0])[:7] == "2000-01"


def test_the_mean_difference_of_each_month_comes_with_its_interval(watched: Comparison):
    last = watched.table("months").to_xarray().sel(outcome="fear").isel(alternative=0, month=-1)
    pairs = watched.differences["fear"].isel(alternative=0, month=-1).values
    assert float(last["difference"]) == pytest.approx(pairs.mean())
    # t(3 degrees of freedom) at 95 % on one side = 2.3534
    assert float(last["high"] - last["difference"]) == pytest.approx(2.3534 * pairs.std(ddof=1) / np.sqrt(4), rel=1e-4)


def test_runs_do_not_diverge_before_the_change(watched: Comparison):
    found = watched
    assert set(found.divergence().months) == {month_number("2001-01")}
    before = found.differences["fear"].sel(month=slice(None, "2000-12"))
    assert not before.values.any()
    assert {total.since for total in found.totals if total.distinguishable} == {month_number("2001-01")}


def test_totals_are_taken_from_the_first_month_in_which_anything_else_is_asked_for(watched: Comparison):
    found = watched
    assert month_name(found.period.start) == "2001-01"
    apart = found.differences[["fear", "flights"]].isel(alternative=0, month=slice(12, None))
    assert found.total("fear").mean == pytest.approx(float(apart["fear"].mean()))
    assert found.total("flights").mean == pytest.approx(float(apart["flights"].sum("month").mean()))


def test_what_two_scenarios_ask_for_first_differs_in_a_month():
    example = load("example")
    assert first_difference(example, example) is None
    assert first_difference(example, adapt(example, runs=3, until="2003-12")) is None
    late = pb.load("example")
    late = replace(late, logics=(*late.logics[:50], *["siege"] * (len(late.logics) - 50)))
    assert first_difference(example, late) == example.start + 50
    heir = replace(example, successions=(example.start + 70,))
    assert first_difference(example, heir) == example.successions[0]
    blind = replace(
        example, parameters=replace(example.parameters, record=replace(example.parameters.record, fast=0.1))
    )
    assert first_difference(example, blind) is None
    timid = replace(example, parameters=replace(example.parameters, fear=replace(example.parameters.fear, horizon=9)))
    assert first_difference(example, timid) == example.start


def test_levers_that_a_scenario_sets_are_the_change_and_no_outcome(watched: Comparison):
    found = watched
    names = {series.name for series in found.outcomes}
    assert {"surveillance", "campaign", "assurance"}.isdisjoint(names)
    assert found.total("surveillance").mean == pytest.approx(0.2)  # asked for by name, it is told all the same


def test_two_alternatives_stand_beside_one_baseline(shared: Compare, tmp_path: Path):
    (tmp_path / "more.toml").write_text('extends = "example"\n[levers]\nsurveillance = 0.5\n')
    found = shared("example", tmp_path / "more.toml", sets={"surveillance": 0.9})
    assert [arm.label for arm in found.arms] == ["baseline", "more", "surveillance 0.9"]
    assert found.total("fear", "surveillance 0.9").mean > found.total("fear", "more").mean > 0
    assert {total.alternative for total in found.totals} == {"more", "surveillance 0.9"}
    assert found.differences["fear"].sizes["alternative"] == 2
    again = shared("example", tmp_path / "more.toml", tmp_path / "more.toml")
    assert [arm.label for arm in again.alternatives] == ["more", "more (2)"]


def test_an_alternative_made_from_the_baseline_is_called_by_what_is_different(shared: Compare):
    found = shared("example", changed("example", sets={"surveillance": 0.9}))
    assert found.alternatives[0].label == "surveillance 0.9"


def test_alternatives_take_seed_runs_and_scale_of_the_baseline(compare: Compare, tmp_path: Path):
    (tmp_path / "other.toml").write_text(
        'extends = "example"\n[run]\nseed = 7\nruns = 2\nscale = 0.5\n[levers]\nrents = 0.5\n'
    )
    found = compare("example", tmp_path / "other.toml", scale=0.1)
    scenarios = [arm.results.scenario for arm in found.arms]
    assert {(one.seed, one.runs, one.scale) for one in scenarios} == {(1, 4, 0.1)}


def test_what_comes_out_does_not_depend_on_the_number_of_alternatives(shared: Compare, tmp_path: Path):
    (tmp_path / "more.toml").write_text('extends = "example"\n[levers]\nsurveillance = 0.5\n')
    alone = shared("example", tmp_path / "more.toml")
    beside = shared("example", tmp_path / "more.toml", sets={"surveillance": 0.9})
    assert alone.total("fear") == beside.total("fear")


def test_shards_do_their_share_of_all_arms_and_the_last_one_compares(compare: Compare):
    made = Made()
    with pytest.raises(ShardDone):
        compare(**WATCHED, engine=Shard(1, 2), made=made)
    assert sorted(run for _, run in made.asked) == [0, 0, 2, 2]
    found = compare(**WATCHED, engine=Shard(2, 2), made=made)
    assert found.runs == (0, 1, 2, 3)
    assert len(made.asked) == 8


def test_progress_is_told_over_all_arms(compare: Compare):
    told: list[tuple[int, int]] = []
    compare(**WATCHED, progress=lambda done, total: told.append((done, total)))
    assert {total for _, total in told} == {2 * 4 * 24}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (2 * 4 * 24, 2 * 4 * 24)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {},
            "There is nothing to compare example with: name another scenario, or what is to be different (an event "
            "left out, a lever held, a parameter set, a mechanism switched off).",
        ),
        ({"start": "2001-01"}, "Nothing is set from '2001-01' on: name a lever and its value."),
        (
            {"off": ["rumour"], "most_runs": 9},
            "The most runs say where adding them ends; say with a precision until when they are added.",
        ),
        (
            {"off": ["rumour"], "most_runs": 3, "precision": {"fear": 1}},
            "At most 3 runs cannot be fewer than the 4 to begin with.",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(shared: Compare, asked: dict, sentence: str):
    with pytest.raises(UsageError) as caught:
        shared(**asked)
    assert str(caught.value) == sentence


def test_scenarios_of_other_countries_and_times_are_refused(compare: Compare, tmp_path: Path):
    with pytest.raises(UsageError, match="runs in different countries share no chance"):
        compare("example", "north-korea", until=None)
    anew = replace(load("example"), draws_anew=((month_number("2001-01"), 7),))
    with pytest.raises(
        UsageError, match="draws chance under seed 1, from 2001-01 on 7, and example under seed 1: runs"
    ):
        compare("example", anew)
    (tmp_path / "late.toml").write_text('extends = "example"\nstart = "2012-01"\nend = "2012-06"\n')
    with pytest.raises(UsageError, match=r"no month in common .*: example 2000-01 to 2009-12, late 2012-01 to 2012-06"):
        compare("example", tmp_path / "late.toml", until=None)


def test_an_alternative_that_is_not_there_is_refused_with_those_that_are(watched: Comparison):
    found = watched
    with pytest.raises(UsageError, match=r"no alternative 'surveilance'.*'surveillance 0\.6 from 2001-01'\.$"):
        found.total("fear", "surveilance")
    with pytest.raises(UsageError, match="no outcome 'feer'; did you mean 'fear'"):
        found.total("feer")

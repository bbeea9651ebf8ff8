"""What a survey says of a bank of runs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.sets_file import origins_of, read_sets
from politburo.ask.survey import Survey, parameters_of, plan
from politburo.ask.survey.answer import OF_A_FILE
from politburo.ask.survey.measured import MISSING, name_of
from politburo.ask.survey.waves import Wave
from politburo.run.engines import Shard
from politburo.scenario import load, month_name
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.errors import UsageError
from tests.ask.survey.made_up import PARAMETERS, made_up, target

FEW = 12
"""Sets from which waves start where sets are run: as few as emulators can be fitted to."""

EAST_GERMANY = Path(__file__).parents[2] / "country" / "east-germany" / "scenario.toml"

TARGETS = (
    target("arrivals_per_year"),
    target("elite_arrivals_per_year", 10),
    target("male_share_of_arrivals", 0.2, unit="share"),
    target("cadre_executions_per_year", 5, joint=False),
)


def rule(number: int, run: int) -> dict[str, float]:
    """Arrivals are right in the upper half of the sets, flights in the lower half and a few above; the regime falls."""
    chance = 1.02 if run else 0.98
    return {
        "arrivals_per_year": (100.0 if number >= 20 else 300.0) * chance,
        "elite_arrivals_per_year": (10.0 if number < 20 or number >= 34 else 40.0) * chance,
        "male_share_of_arrivals": 0.2 if number != 39 else MISSING,
        "cadre_executions_per_year": 900.0,
        "regime_falls": float(number == 35),
    }


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    return made_up(tmp_path_factory.mktemp("survey") / "bank", TARGETS, rule)


def test_those_are_left_that_meet_the_independent_targets_and_last(found: Survey):
    assert found.survivors.tolist() == [34, 36, 37, 38, 39]
    said = found.table("space").records()
    assert [row["left"] for row in said] == [5, 5, 39]
    assert "Of 40 parameter sets 5 are not ruled out by the public record: 12 % [" in found.sentences[0]
    assert "Under 1 set the regime does not last." in found.sentences[0]


def test_every_target_has_the_share_of_sets_that_meet_it_and_both_middles(found: Survey):
    first, second, third, fourth = found.table("targets").records()
    assert (first["share_met"], second["share_met"], fourth["share_met"]) == (0.5, 26 / 40, 0)
    assert (third["share_met"], third["sets"]) == (1, 39)
    assert first["bank"] == pytest.approx(np.sqrt(100 * 300), rel=0.01)
    assert first["left"] == pytest.approx(100, rel=0.01)
    assert (fourth["joint"], fourth["left"]) == (False, pytest.approx(900))


def test_targets_that_are_hardly_met_together_conflict(found: Survey):
    [one] = found.table("conflicts").records()
    assert (one["first"], one["second"]) == ("arrivals per year 2000", "elite arrivals per year 2000")
    assert (one["together"], one["expected"]) == (6, 20 * 26 / 40)
    assert found.conflicts[0].p < 0.001
    assert "arrivals per year 2000 with elite arrivals per year 2000 (6 sets for 13 expected)" in " ".join(
        found.sentences
    )


def test_the_parameter_that_decides_has_moved(found: Survey):
    first = found.table("parameters").records()[0]
    assert (first["parameter"], first["surely"]) == (PARAMETERS[0], True)
    assert found.moved[0].apart > 1
    assert f"{PARAMETERS[0]} (higher by" in " ".join(found.sentences)


def test_survivors_are_written_so_that_they_can_be_run_anew(found: Survey, tmp_path: Path):
    path = found.save_survivors(tmp_path / "left.csv")
    again = read_sets(path)
    assert [list(one.values()) for one in again] == found.results.experiment.points[found.survivors].tolist()
    planned = plan("north-korea", among=path)
    assert planned.experiment.names == PARAMETERS
    assert planned.experiment.points.tolist() == [list(one.values()) for one in again]
    assert len(plan("north-korea", among=path, sets=2).experiment.points) == 2


def test_all_sets_are_there_with_what_they_make_of_the_targets(found: Survey):
    rows = found.table("sets").records()
    assert len(rows) == 40
    assert rows[0][name_of(TARGETS[0])] == pytest.approx(300, rel=0.01)
    assert rows[39][name_of(TARGETS[2])] is None


def test_the_answer_shows_the_hash_of_the_rules(found: Survey):
    assert f"rules {found.hash}" in str(found.provenance)
    assert f"Rules {found.hash}, fixed before" in found.sentences[-1]


def test_where_none_is_left_nothing_is_said_of_where(tmp_path: Path):
    none = made_up(tmp_path / "none", TARGETS, lambda number, run: rule(0, run), sets=6)
    assert len(none.survivors) == 0
    assert none.table("parameters").rows == []
    assert "0 are not ruled out" in none.sentences[0]


def test_all_that_can_matter_is_varied_and_what_outsiders_see_with_it():
    scenario = load("north-korea")
    names = parameters_of(scenario)
    assert {"record.seen_2", "record.family", "govern.elite_weight"} <= set(names)
    assert set(names) <= set(PARAMETER_DECLARATIONS)
    assert not any(name.startswith("siege.") for name in names)


def test_sets_are_the_same_whatever_their_number_and_end_with_2015():
    few, more = (plan("north-korea", sets=count).experiment for count in (3, 5))
    assert few.points.tolist() == more.points.tolist()[:3]
    assert few.identity == more.identity
    assert (few.base.scale, few.base.end) == (0.03, 2015 * 12 + 11)
    assert plan("north-korea", sets=1, until="2013-12").experiment.base.end == 2013 * 12 + 11


def test_a_country_without_targets_is_refused_before_anything_is_run():
    with pytest.raises(UsageError, match="No public figures come with the country 'example'"):
        plan("example")


def test_of_a_search_those_are_left_that_other_runs_confirm(tmp_path: Path):
    plain = made_up(tmp_path / "bank", TARGETS, rule)
    again = made_up(tmp_path / "again", TARGETS, lambda number, run: rule(36, max(run - 1, 0)), sets=5, runs=7)
    found = replace(plain, waves=(Wave(40, 20, 2.0, 4, 3), Wave(40, 20, 1.5, 9, 2)), confirmed=again.results, run=80)
    assert "Of 40 parameter sets 5 are not ruled out by the public record: 12 % [" in found.sentences[0]
    assert "A search by 40 sets more in 2 waves found 5 sets, each confirmed by 6 runs other than" in found.sentences[0]
    assert "it does not tell the share of the space" in found.sentences[0]
    assert [row["left"] for row in found.table("waves").records()] == [3, 2]
    assert found.table("space").records()[0]["left"] == 5
    assert found.table("targets").records()[0]["left"] == pytest.approx(100, rel=0.02)
    assert found.left.tolist() == again.results.experiment.points.tolist()
    path = found.save_survivors(tmp_path / "left.csv")
    assert [list(one.values()) for one in read_sets(path)] == found.left.tolist()


def test_of_sets_of_a_file_no_share_of_the_space_is_said(found: Survey):
    given = replace(
        found, results=replace(found.results, experiment=replace(found.results.experiment, design=OF_A_FILE))
    )
    assert "record: 12 % [5.1, 25 %] of these." in given.sentences[0]
    assert "of the space" not in given.sentences[0]


def test_the_run_by_which_a_set_was_chosen_does_not_count(tmp_path: Path):
    lucky = made_up(tmp_path / "lucky", TARGETS, lambda number, run: rule(36 if run == 0 else 1, 0), sets=3, runs=7)
    assert lucky.held(lucky.results).means[0, 0] < np.log(300)
    assert lucky.held(lucky.results, after=1).means[:, 0] == pytest.approx(np.log(300 * 0.98))


def test_where_a_search_finds_none_it_says_so(found: Survey):
    none = replace(found, waves=(Wave(40, 20, 2.0, 4, 0),), run=60)
    assert "A search by 20 sets more in 1 wave found none that is left." in none.sentences[0]
    assert (len(none.left), none.table("parameters").rows) == (0, [])


def test_waves_need_sets_that_are_drawn_and_enough_of_them(found: Survey, tmp_path: Path):
    with pytest.raises(UsageError, match="Waves start from at least 50 sets; 20 are too few"):
        plan("north-korea", sets=20, left=5)
    with pytest.raises(UsageError, match="at least 50 sets; 5 are too few"):
        plan("north-korea", among=found.save_survivors(tmp_path / "left.csv"), left=5)
    with pytest.raises(UsageError, match="each set is run once, and further where it is left; runs is 2"):
        plan("north-korea", sets=50, left=5, runs=2)
    with pytest.raises(UsageError, match="no shards can do them"):
        plan("north-korea", sets=50, left=5).execute(Shard(1, 2))


@pytest.mark.slow
def test_waves_are_run_kept_and_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("politburo.ask.survey.FEWEST", FEW)
    asked = {"scale": 0.01, "until": "1960-12", "sets": FEW, "out": tmp_path / "bank"}
    first = plan(EAST_GERMANY, left=10_000, most=3, **asked).execute()
    assert (len(first.there), first.run) == (FEW, FEW + 3)
    assert [row["run"] for row in first.table("waves").records()] == [3]
    told: list[int] = []
    again = plan(EAST_GERMANY, left=10_000, most=3, **asked).execute(None, lambda done, total: told.append(done))
    assert again.results.fingerprint == first.results.fingerprint
    assert again.left.tolist() == first.left.tolist()
    assert not any(told)


@pytest.mark.slow
def test_a_bank_is_run_kept_and_added_to(tmp_path: Path):
    asked = {"scale": 0.01, "until": "1960-12", "out": tmp_path / "bank"}
    first = plan(EAST_GERMANY, sets=2, runs=1, **asked).execute()
    assert first.values.shape == (2, 1, 1)
    assert np.nanmin(first.values) >= 0
    assert first.twice is not None and (len(first.twice.experiment.points), first.twice.runs) == (2, 2)
    planned = plan(EAST_GERMANY, sets=3, runs=1, **asked)
    assert sum(planned.months.values()) == 2 * 11 * 12  # the new set, twice
    assert np.array_equal(planned.execute().values[:2], first.values, equal_nan=True)


def test_as_of_a_day_only_what_was_public_counts_and_the_file_of_sets_says_so(found: Survey, tmp_path: Path):
    planned = plan("north-korea", sets=1, as_of="2010-12-31")
    assert {one.figure.series for one in planned.targets} >= {"arrivals_per_year", "male_share_of_arrivals"}
    assert all(one.figure.known_from <= date(2010, 12, 31) for one in planned.targets)
    assert month_name(planned.experiment.base.end) == "2010-12"
    early = replace(found, as_of=date(2000, 12, 31))
    assert early.sentences[0].startswith("As of 31 December 2000, when 4 targets were public: Of 40")
    [origin] = origins_of(early.save_survivors(tmp_path / "left.csv"))
    assert origin.endswith(" · as of 2000-12-31")
    with pytest.raises(UsageError, match="none of the targets of 'north-korea' was public"):
        plan("north-korea", as_of="2000-01-01")

"""A comparison as tables: both levels beside each difference, by year and group, with the basis of every interval."""

import json
import math
from typing import Any

import pytest

from politburo.ask.compare.comparison import Comparison
from politburo.scenario import changed, load, with_logic
from politburo.show.cells import shown
from politburo.show.terminal import as_text, table_parts
from tests.ask.compare.made import WATCHED, Compare, Made

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def several(shared: Compare) -> Comparison:
    """Two alternatives beside one baseline."""
    return shared("example", *(changed("example", sets={"surveillance": value}) for value in (0.5, 0.9)))


def rows_of(comparison: Comparison, name: str) -> list[dict[str, Any]]:
    """The rows of one of its tables."""
    return [dict(row) for row in comparison.table(name).records()]


def row_of(comparison: Comparison, name: str, **wanted: Any) -> dict[str, Any]:
    """The one row of a table that has these values."""
    [found] = [row for row in rows_of(comparison, name) if all(row[key] == value for key, value in wanted.items())]
    return found


def test_totals_have_a_row_for_each_outcome_with_both_levels_and_the_size(watched: Comparison):
    assert watched.table().name == "totals"
    assert len(watched.table().rows) == len(watched.outcomes)
    total, fear = watched.total("fear"), row_of(watched, "totals", outcome="fear")
    assert (fear["baseline"], fear["changed"], fear["difference"]) == (total.base, total.changed, total.mean)
    assert fear["size"] == pytest.approx(total.mean / abs(total.base))
    assert (fear["yardstick"], fear["taken"], fear["finding"]) == ("level", "mean", "distinguishable")
    assert row_of(watched, "totals", outcome="flights")["taken"] == "sum"


def test_every_table_with_an_interval_says_its_level_over_what_and_that_it_is_chance_alone(watched: Comparison):
    told = {table.name: str(table.basis) for table in watched.tables if table.basis}
    said = "90 % intervals over 4 pairs of runs (chance only: parameters are held at their defaults)"
    assert told.pop("regimes") == said.replace("pairs of runs", "runs of each arm")
    assert set(told) == {"totals", "years", "contributions", "months"}
    assert set(told.values()) == {said}
    described = json.loads(json.dumps(watched.to_json()))["tables"][0]["intervals"]
    assert described == {
        "level": 0.9,
        "over": "4 pairs of runs",
        "leaves_out": "chance only: parameters are held at their defaults",
    }


def test_what_is_identical_in_every_pair_has_no_interval_of_width_zero(watched: Comparison):
    cadres = row_of(watched, "totals", outcome="cadres")
    assert (cadres["difference"], cadres["low"], cadres["high"]) == (0, None, None)
    assert math.isnan(cadres["size"])
    assert cadres["finding"] == "identical in every pair"
    printed = as_text(table_parts(watched.table("totals")), width=160)
    assert "[0, 0]" not in printed


def test_levels_are_shown_in_so_many_digits_that_their_difference_shows(compare: Compare):
    small = compare("example", sets={"surveillance": 0.4001}, made=Made(own=0), series=["private_loyalty"])
    [row] = shown(small.table("totals")).rows[:1]
    headings = shown(small.table("totals")).headings
    levels = row[headings.index("baseline")], row[headings.index("changed")]
    assert levels[0] != levels[1]


def test_years_have_both_levels_too_and_add_up(watched: Comparison):
    rows = [row for row in rows_of(watched, "years") if row["outcome"] == "flights"]
    assert [(row["year"], row["months"]) for row in rows] == [(2001, 12)]
    assert rows[0]["difference"] == pytest.approx(watched.total("flights").mean)
    assert rows[0]["changed"] - rows[0]["baseline"] == pytest.approx(rows[0]["difference"])


def test_people_see_the_outcomes_that_were_asked_for_and_files_have_all(shared: Compare):
    asked = shared(**WATCHED, series=["purges", "fear"])
    table = asked.table("totals")
    assert [row[0] for row in shown(table).rows] == ["purges", "fear"]
    assert len(table.rows) == len(asked.outcomes)
    years = shown(asked.table("years")).rows
    assert {row[0] for row in years} == {"purges", "fear"}
    groups = shown(asked.table("contributions"))
    assert {row[0] for row in groups.rows} == {"fear"}


def test_what_is_identical_has_no_breakdown(shared: Compare):
    asked = shared(**WATCHED, series=["cadres", "fear"])
    assert {row[0] for row in shown(asked.table("contributions")).rows} == {"fear"}


def test_the_largest_contributions_of_two_outcomes_are_shown(watched: Comparison):
    rows = shown(watched.table("contributions")).rows
    kinds = {(row[0], row[2]) for row in rows}
    assert len({outcome for outcome, _ in kinds}) == 2
    assert {by for _, by in kinds} == {"organ", "rank", "form", "province"}


def test_several_alternatives_stand_side_by_side_in_one_table(several: Comparison):
    table = several.table()
    assert table.name == "scorecard"
    assert len(table.rows) == len(several.outcomes)
    fear = row_of(several, "scorecard", outcome="fear")
    for number, label in enumerate(("surveillance 0.5", "surveillance 0.9"), 1):
        total = several.total("fear", label)
        found = [fear[f"{name}_{number}"] for name in ("difference", "low", "high")]
        assert found == [total.mean, total.low, total.high]
    assert shown(table).headings[-2:] == ("surveillance 0.5 [90 %]", "surveillance 0.9 [90 %]")


def test_each_alternative_is_shown_in_the_totals(several: Comparison):
    labels = [row[0] for row in shown(several.table("totals")).rows]
    assert {label: labels.count(label) for label in labels} == {"surveillance 0.5": 4, "surveillance 0.9": 4}


def test_falls_of_the_regime_are_counted_with_what_they_bound(compare: Compare):
    rows = rows_of(compare(**WATCHED, made=Made(falls={1: 18})), "regimes")
    assert [(row["arm"], row["falls"], row["share"]) for row in rows] == [
        ("baseline", 0, 0.0),
        ("surveillance 0.6 from 2001-01", 1, 0.25),
    ]
    assert (rows[0]["low"], rows[0]["high"]) == (0.0, pytest.approx(0.527, abs=1e-3))


def test_months_and_pairs_are_for_files(watched: Comparison):
    months = watched.table("months").to_xarray()
    assert months["difference"].sel(alternative=watched.alternatives[0].label, outcome="fear").values == pytest.approx(
        watched.differences["fear"].mean("run").values[0]
    )
    assert months["changed"].attrs["long_name"] == "mean over the alternative's runs"
    pairs = [row for row in rows_of(watched, "pairs") if row["outcome"] == "flights"]
    assert [row["run"] for row in pairs] == [0, 1, 2, 3]
    assert sum(row["difference"] for row in pairs) / 4 == pytest.approx(watched.total("flights").mean)
    assert {row["diverges"] for row in pairs} == {"2001-01"}
    assert watched.to_json()["tables"][-1]["rows"] is None


def test_a_lever_that_the_leader_chooses_shows_what_was_in_force(shared: Compare):
    choosing = with_logic(load("example"), "strategic")
    held = shared(choosing, sets={"market_tolerance": 0.9})
    [lever] = [row for row in rows_of(held, "changes") if row["where"] == "levers.market_tolerance"]
    average = float(held.values(held.total("market_tolerance").outcome)[0].mean())
    assert lever["baseline"].startswith("chosen by the leader (strategic), ")
    assert float(lever["baseline"].split(", ")[1].removesuffix(" on average")) == pytest.approx(average, rel=0.01)
    assert lever["changed"] == "0.9"

"""An analysis in words and tables names what decides, in one order, what chance is worth, and what is left out."""

from dataclasses import replace
from pathlib import Path

import pytest

from politburo.ask.sensitivity.answer import Sensitivity
from politburo.ask.sensitivity.design import is_count
from politburo.ask.sensitivity.estimates import CHANCE
from tests.ask.sensitivity.imagined import KEPT, OUTCOMES, answer


@pytest.fixture(scope="module")
def imagined(tmp_path_factory: pytest.TempPathFactory) -> Sensitivity:
    return answer(tmp_path_factory.mktemp("imagined"))


def said_of(found: Sensitivity, outcome: str) -> str:
    return next(part for part in found.sentences if part.startswith(outcome.replace("_", " ")))


def test_they_begin_with_what_was_asked_and_over_which_ranges(imagined: Sensitivity):
    assert imagined.sentences[0].startswith(
        "Simulated: what decides flights and regime falls in “An invented country”, among 5 factors"
    )
    assert "predict" not in imagined.words()


def test_they_name_the_factors_with_meaning_index_interval_and_levels(imagined: Sensitivity):
    said = said_of(imagined, "flights")
    index = imagined.indices["flights"].indices.total[1]
    assert f"; total index {index:.2f} ±" in said
    assert "fear.horizon (time horizon over which risk becomes fear; total index" in said
    assert "11 at its low end alone, 14 at its high end alone" in said
    assert "Something that only draws chance anew has 0.0" in said


@pytest.mark.parametrize("method", ["both", "morris", "sobol"])
def test_table_text_and_tornado_have_one_order(tmp_path: Path, method: str):
    found = answer(tmp_path, method=method)
    for outcome in OUTCOMES:
        ranking = found.ranking(outcome)
        rows = [row for row in found.table("ranking").records() if row["outcome"] == outcome]
        assert [row["parameter"] for row in rows if row["rank"]] == list(ranking)
        said = said_of(found, outcome)
        named = [factor for factor in ranking if f"{factor} (" in said]
        assert len(named) >= 3
        assert named == sorted(named, key=lambda factor: said.index(f"{factor} ("))
        tornado = [row["parameter"] for row in found.table("tornado").records() if row["outcome"] == outcome]
        assert list(dict.fromkeys(tornado)) == [factor for factor in ranking if factor in KEPT]


def test_indices_have_no_more_decimals_than_are_known(imagined: Sensitivity):
    rows = [row for row in imagined.table().records() if row["kept"]]
    totals = [row[name] for row in rows for name in ("total", "total_low", "first_order_high")]
    assert all(total == round(float(str(total)), 3) for total in totals)


def test_what_is_not_distinguishable_from_chance_is_said_to_be_so_in_its_place(imagined: Sensitivity):
    rows = {row["parameter"]: row for row in imagined.table().records() if row["outcome"] == "regime_falls"}
    assert rows["fear.prior"]["finding"] == "not distinguishable"
    part = said_of(imagined, "regime falls").partition("fear.prior (")[2].partition(")")[0]
    assert part.endswith("not distinguishable from chance")


def test_counts_are_analysed_as_logarithms_and_it_is_said(tmp_path: Path):
    found = answer(tmp_path, method="morris")
    assert is_count("flights") and is_count("purges_a_year") and not is_count("fear") and not is_count("regime_falls")
    assert "Counts are analysed as log(1 + count): an effect of 0.7 doubles a count" in found.table().note
    assert ", a factor of " in said_of(found, "flights")
    assert ", a factor of " not in said_of(found, "regime falls")
    others = replace(found, plan=replace(found.plan, outcomes=("regime_falls",)))
    assert others.table().note == ""


def test_intervals_say_their_level_over_what_they_are_and_what_they_leave_out(imagined: Sensitivity, tmp_path: Path):
    ranges = "parameters drawn uniformly from their declared ranges, wide ones in the logarithm"
    uniform = f"({ranges}; values outside are left out)"
    both = f"90 % intervals over 10 trajectories and resamples of 64 base points {uniform}"
    assert str(imagined.table().basis) == str(imagined.table("convergence").basis) == both
    assert both in imagined.words()
    assert f"90 % intervals over 10 trajectories {uniform}" in answer(tmp_path, method="morris").words()
    assert str(imagined.table("tornado").basis) == (
        "90 % intervals over 16 pairs of runs with the same chance in the baseline and at the end (chance only: all "
        "other parameters are held at the scenario's values)"
    )


def test_sets_that_are_left_out_are_counted_with_the_reason(tmp_path: Path):
    found = answer(tmp_path, missing=1, early=2, scale=1.0)
    first, second, third = found.warnings
    assert first == (
        "Left out, of 60 sets of parameters of the screening: 2 because the regime falls within 12 months in half of "
        "the runs or more, and 6 because runs of theirs failed."
    )
    assert second.startswith("Left out, of 64 base points: 2 because at one of their sets of parameters the regime")
    assert third == (
        "The regime falls before the end in 10 % of the runs; outcomes are over the months that each run lived."
    )
    assert answer(tmp_path, ended=0, scale=1.0).warnings == ()


def test_people_see_the_kept_factors_with_their_meaning_and_chance(imagined: Sensitivity):
    table = imagined.table()
    assert table.most == 2 * 4
    rows = table.records()[:8]
    assert {row["parameter"] for row in rows} == {*KEPT, CHANCE}
    assert all(row["meaning"] for row in rows)
    assert "time horizon over which risk becomes fear" in " ".join(repr(imagined).split())


def test_they_say_what_was_kept_and_whether_it_has_converged(imagined: Sensitivity):
    said = imagined.words()
    assert "of the points hold" not in said
    assert "Screening by 10 trajectories keeps 3 of 5 factors" in said
    assert "Converged means: every total index is known to ± 0.08 or better (90 %)" in said


def test_without_indices_they_speak_of_effects(tmp_path: Path):
    said = answer(tmp_path, method="morris").words()
    assert "μ*" in said
    assert "Chance drawn anew moves it by" in said
    assert "total index" not in said


def test_where_few_points_hold_the_variance_they_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(OUTCOMES, "flights", lambda rows: 1.0 * (rows[:, 0] > 0.98))
    assert "of the points hold" in answer(tmp_path, own=0.0).words()


def test_a_difference_that_is_the_same_in_every_pair_has_no_interval(imagined: Sensitivity):
    import numpy as np

    from politburo.ask.sensitivity.estimates import end

    still, moved = (end(1.0, np.array([3.0, 4.0]), np.array([3.0 + by, 4.0 + by])) for by in (0.0, 2.0))
    assert (still.finding, moved.finding) == ("identical in every pair", "the same difference in every pair")
    assert np.isnan([still.low, still.high, moved.low, moved.high]).all()


def test_outcomes_that_are_too_rare_at_this_scale_are_named(imagined: Sensitivity):
    assert any(warning.startswith("regime falls: not estimated at scale 0.5") for warning in imagined.warnings)

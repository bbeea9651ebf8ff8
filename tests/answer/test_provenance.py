"""An interval says its level, over what it is, and what it leaves out."""

from politburo.answer import Basis, over_runs


def test_an_interval_over_runs_says_that_it_is_over_chance_alone():
    assert str(over_runs(20)) == "90 % intervals over 20 runs (chance only: parameters are held at their defaults)"


def test_pairs_are_called_pairs_and_one_is_one():
    assert over_runs(1, pairs=True).over == "1 pair of runs"


def test_parameters_that_a_scenario_sets_are_not_said_to_be_defaults():
    assert "at the scenario's values" in str(over_runs(2, changed=True))


def test_another_level_is_said():
    assert str(Basis("40 pairs", "the parameters", 0.95)).startswith("95 % intervals over 40 pairs (the parameters)")


def test_over_several_parameter_sets_an_interval_is_over_parameters_and_chance_and_says_that_sets_are_not_calibrated():
    assert str(over_runs(48, sets=48)) == (
        "90 % intervals over 48 runs, each under another parameter set: parameters and chance together "
        "(the sets are not calibrated, each counts alike)"
    )
    assert over_runs(96, sets=48).over == "96 runs under 48 parameter sets: parameters and chance together"
    assert over_runs(96, pairs=True, sets=48).over.startswith("the means of 48 parameter sets, of 96 pairs of runs")
    assert over_runs(20, sets=1).leaves_out == "chance only: parameters are held at one set of an ensemble"

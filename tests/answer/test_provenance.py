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

"""The file of rules, and the hash of all that they rest on."""

from dataclasses import replace

from politburo.ask.survey.rules import hash_of, rules
from politburo.country.countries import files_of
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from tests.ask.survey.made_up import PARAMETERS, target

EVIDENCE = files_of("north-korea").evidence


def test_discrepancies_are_the_tolerances_of_the_targets():
    fitted = EVIDENCE.of_kind("FIT")
    assert {one.figure.series for one in fitted} == set(rules().discrepancy)
    assert all(rules().factor(one) == one.tolerance for one in fitted)


def test_what_the_rules_do_not_name_has_its_own_tolerance_and_range():
    assert rules().factor(target("another_series", tolerance=1.7)) == 1.7
    said = PARAMETER_DECLARATIONS["fear.horizon"]
    assert rules().range_of("fear.horizon") == (said.low, said.high)


def test_ranges_of_the_rules_are_those_of_parameters_that_there_are():
    assert set(rules().ranges) <= set(PARAMETER_DECLARATIONS)


def test_the_limits_are_in_order():
    own = rules()
    assert 0 < own.second_highest < own.highest
    assert own.looser > 1


def test_the_hash_is_of_targets_and_ranges_too():
    own = rules()
    asked = hash_of(own, (target(),), PARAMETERS)
    assert asked == hash_of(own, (target(),), PARAMETERS)
    others = {
        hash_of(own, (target(value=101),), PARAMETERS),
        hash_of(own, (target(tolerance=1.3),), PARAMETERS),
        hash_of(own, (target(joint=False),), PARAMETERS),
        hash_of(own, (target(),), PARAMETERS[:1]),
        hash_of(replace(own, ranges={"fear.horizon": (1.0, 2.0)}), (target(),), PARAMETERS),
    } - {asked}
    assert len(others) == 4  # arrivals have the discrepancy of the rules, whatever their tolerance

"""What is said of a count from a part of the country, and when it is no estimate."""

import pytest

from politburo.run.outcomes import OF_CADRES, OUTCOMES, caution
from politburo.run.scale import sample, too_few
from politburo.scenario import adapt, load


def test_the_whole_country_is_no_sample():
    assert sample(load("example")) == ""
    assert sample(adapt(load("example"), scale=0.03)) == (
        "Estimates for the whole country from a sample of 3 % of the lower ranks and households (scale 0.03)."
    )


def test_a_number_of_households_says_for_how_many_people_each_stands():
    many, few = (adapt(load("example"), households=count) for count in (1_400_000, 1_000))
    assert sample(many) == "Each of 1,400,000 households stands for about 1 person."
    assert sample(few) == "Each of 1,000 households stands for about 1,400 people."
    assert sample(adapt(few, scale=0.1)) == (
        "Estimates for the whole country from a sample of 10 % of the lower ranks (scale 0.1). "
        "Each of 1,000 households stands for about 1,400 people."
    )


@pytest.mark.parametrize(
    ("count", "simulated", "scale", "said"),
    [
        (190.0, 19.0, 0.1, "too few simulated persons at scale 0.1: 19 simulated"),
        (200.0, 20.0, 0.1, ""),
        (5.0, 5.0, 0.1, ""),  # simulated one to one: rare, but no sample
        (0.0, 0.0, 0.1, "too few simulated persons at scale 0.1: 0 simulated"),
        (3.0, 3.0, 1.0, ""),
    ],
)
def test_a_count_takes_twenty_simulated_persons_unless_all_are_simulated(count, simulated, scale, said):
    assert too_few(count, simulated, scale) == said


def test_outcomes_of_thinned_cadres_are_held_to_it_and_coups_are_never_estimated():
    assert caution("executions", 150.0, 0.1) == "too few simulated persons at scale 0.1: 15 simulated"
    assert caution("executions", 150.0, 1.0) == caution("executions", 250.0, 0.1) == ""
    assert caution("flights_a_year", 15.0, 0.1).startswith("too few")
    assert caution("regime_falls", 0.5, 0.1).startswith("not estimated at scale 0.1")
    assert [name for name in OUTCOMES if caution(name, 1.0, 1.0)] == []


def test_what_is_not_thinned_is_good_at_every_scale():
    for name in ("senior_purges", "departures", "fear", "income_median"):
        assert caution(name, 1.0, 0.03) == ""


def test_the_names_of_counts_of_cadres_are_outcomes():
    assert set(OF_CADRES) <= set(OUTCOMES)

"""The ranges a simulation is held against."""

import pytest

from politburo.evidence import targets


def test_every_target_is_something_to_fit_or_a_bound_on_what_is_plausible():
    assert {target.kind for target in targets()} == {"FIT", "PRIOR"}
    assert len(targets("FIT")) + len(targets("PRIOR")) == len(targets())


@pytest.mark.parametrize("target", targets("FIT"), ids=lambda target: f"{target.figure.series} {target.figure.end}")
def test_what_is_to_be_fitted_names_what_it_is_compared_with(target):
    assert target.compared_with.startswith(("record: ", "series: "))


def test_a_prior_is_compared_with_nothing():
    assert all(not target.compared_with for target in targets("PRIOR"))


def test_officials_purged_are_told_apart_from_officials_executed():
    compared = {target.figure.series: target.compared_with for target in targets("FIT")}
    assert compared["cadres_purged_cumulative"] == "record: purges reported"
    assert compared["cadre_executions_cumulative"] == "record: executions reported"

"""What was known as of a day, and which figures were not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from politburo.country.countries import files_of
from politburo.country.figures import Evidence
from politburo.infer.quantities import QUANTITIES, asked_of, chance_of, history, middle, quantities_of, students
from tests.infer.made_up import figure

NORTH_KOREA = files_of("north-korea").evidence
BY_NAME = {one.series: one for one in QUANTITIES}
MALE, TOP = BY_NAME["arrivals_male"], BY_NAME["top_list_replaced"]
LAST = date(2015, 12, 31)


def test_at_the_end_of_a_year_its_count_is_not_known_and_a_month_later_it_is():
    before, after = (history(NORTH_KOREA, MALE, day) for day in (date(2012, 12, 31), date(2013, 1, 31)))
    assert [one.end.year for one in before.figures] == list(range(2002, 2012))
    assert after.figures[-1].end.year == 2012


def test_what_is_told_at_last_of_early_years_is_not_known_before():
    """Flights of 2013 and executions of 2012 were told in 2015; nothing was known of either at the end of 2014."""
    for series in ("elite_arrivals_per_year", "cadre_executions_per_year"):
        assert not len(history(NORTH_KOREA, BY_NAME[series], date(2014, 12, 31)))
        assert len(history(NORTH_KOREA, BY_NAME[series], LAST))


def test_the_first_account_of_a_year_is_the_one_that_was_known():
    early, late = figure(100), replace(figure(140, source="Revised"), known_from=date(2014, 1, 1))
    for figures in ((late, early), (early, late)):
        assert history(Evidence(figures=figures), BY_NAME["arrivals_total"], LAST).figures == (early,)


def test_a_sum_is_forecast_only_where_its_parts_are_not_published():
    assert "arrivals_total" not in {one.series for one in quantities_of(NORTH_KOREA)}
    assert [one.series for one in quantities_of(Evidence(figures=(figure(1),)))] == ["arrivals_total"]


def test_years_asked_for_begin_after_the_day_and_end_with_the_horizon_or_the_last_day():
    def years(as_of: date, **more: int) -> list[int]:
        return [one.end.year for one in asked_of(NORTH_KOREA, MALE, as_of, LAST, **more)]

    assert years(date(2010, 12, 31)) == [2011, 2012, 2013]
    assert years(date(2010, 12, 31), horizons=1) == [2011]
    assert years(date(2014, 12, 31)) == [2015]
    assert years(date(2014, 6, 30)) == [2014, 2015]
    assert [one.start for one in asked_of(NORTH_KOREA, TOP, date(2013, 12, 31), LAST)] == [date(2011, 12, 17)]


def test_later_figures_of_a_country_are_never_an_input():
    """Everything that is known as of a day is the same when all that was published later is cut away."""
    day = date(2012, 12, 31)
    cut = NORTH_KOREA.as_of(day)
    for quantity in quantities_of(NORTH_KOREA):
        assert history(cut, quantity, day).figures == history(NORTH_KOREA, quantity, day).figures


def test_rates_of_counts_are_by_the_year_and_of_shares_hazards():
    assert MALE.rate(np.array([100.0, 0.0]), 0.5) == pytest.approx([200.0, 1.0])
    share = TOP.rate(np.array([0.445]), 1.8)
    assert -np.expm1(-share * 1.8) == pytest.approx([0.445])
    assert TOP.drawn(share, 1.8, np.random.default_rng(1)) == pytest.approx([0.445])


def test_counts_are_spread_as_the_dispersion_says():
    chance = np.random.default_rng(2)
    for dispersion in (0.0, 0.2):
        drawn = MALE.drawn(np.full(40_000, 50.0), 1.0, chance, dispersion)
        assert drawn.mean() == pytest.approx(50, rel=0.02)
        assert drawn.var() == pytest.approx(50 + dispersion * 2_500, rel=0.05)


def test_chance_is_the_same_for_the_same_and_students_has_its_quantiles():
    drawn = students(chance_of("a", 1), 6, 1_000)
    assert (drawn == students(chance_of("a", 1), 6, 1_000)).all() and (
        drawn != students(chance_of("b", 1), 6, 1_000)
    ).any()
    assert np.quantile(drawn, 0.95) == pytest.approx(1.943, abs=0.02)
    assert middle(date(2012, 1, 1), date(2012, 12, 31)) == 2012.5

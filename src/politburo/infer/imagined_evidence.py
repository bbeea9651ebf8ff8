"""Evidence that a simulated run makes: for countries without a public record, and to see whether a truth is found.

Of every whole year of the scenario there are arrivals, their share of men, flights of the elite and executions, as
outsiders would have counted them, public from 31 days after the year. What is known of them is known: they are exact.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from politburo.ask.survey.measured import MISSING, TargetValues, name_of
from politburo.country.checks import FIT
from politburo.country.figures import Evidence, Figure, Target
from politburo.infer.simulated import UNTIL_PUBLISHED
from politburo.scenario import Scenario

SERIES = {
    "arrivals_per_year": "persons",
    "male_share_of_arrivals": "share",
    "elite_arrivals_per_year": "persons",
    "cadre_executions_per_year": "persons",
}
"""What is counted of each year, with its unit."""

TOLERANCE = 1.25

RUN = 999_998
"""The number of the run that makes it: no other question has it."""


def imagined(truth: Scenario, run: int = RUN) -> Evidence:
    """What a run of a scenario makes the record be; what it has no case of is left out."""
    from politburo.country import build
    from politburo.month import simulate

    years = range(-(-truth.start // 12), (truth.end + 1) // 12)
    asked = [_target(series, unit, year) for year in years for series, unit in SERIES.items()]
    country = build(truth.plan, truth.scale, truth.households)
    found = TargetValues(tuple(asked)).values(simulate(country, truth, run), truth, country, run)
    targets = [_of_value(one, found[name_of(one)]) for one in asked if found[name_of(one)] != MISSING]
    totals = [
        replace(one.figure, series="arrivals_total") for one in targets if one.figure.series == "arrivals_per_year"
    ]
    return Evidence(tuple(totals), tuple(targets))


def _target(series: str, unit: str, year: int) -> Target:
    first, last = date(year, 1, 1), date(year, 12, 31)
    known = last + timedelta(days=UNTIL_PUBLISHED.days)
    figure = Figure(series, first, last, 1.0, 1.0, 1.0, unit, "a simulated run", "", "", known, 5, "")
    return Target(figure, FIT, "record: simulated", "invented", TOLERANCE)


def _of_value(target: Target, value: float) -> Target:
    return replace(target, figure=replace(target.figure, value=value, low=value, high=value))

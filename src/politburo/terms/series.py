"""Series: what is tallied each month, with unit, groups, and from where in the month it is read.

This list is all that there is to say of a series: the tally, the files of a run, its tables and the model page read it.
To add one is to add a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["mean", "standing", "count", "percentile", "number"]
"""How a series is made of what it is read from.

mean: over all cadres, or over all people; standing: how many cadres stand so, or which share of them where the unit is
a share; count: how often something happened in the month; percentile: of a trait of households; number: a number of the
month itself.
"""


@dataclass(frozen=True, slots=True)
class Series:
    """One monthly series of the whole country, and by the groups that `by` names: organ, rank, form, province.

    `kind` says how it is made of `source`, which names a part of the month and its field, or the standing of the cadres
    counted, or nothing for all of them. `at` is the place of a percentile, a share.
    """

    name: str
    meaning: str
    unit: str
    by: tuple[str, ...]
    kind: Kind
    source: str
    at: float = 0.0


OF_CADRES, OF_FORMS, OF_HOUSEHOLDS = ("organ", "rank"), ("organ", "rank", "form"), ("province",)

ALL_SERIES: tuple[Series, ...] = (
    Series("fear", "mean fear of cadres", "share", OF_CADRES, "mean", "cadres.fear"),
    Series("private_loyalty", "mean private loyalty of cadres", "share", OF_CADRES, "mean", "cadres.private_loyalty"),
    Series("displayed_loyalty", "mean displayed loyalty of cadres", "share", OF_CADRES, "mean",
           "cadres.displayed_loyalty"),
    Series("perceived_risk", "mean perceived risk of being penalised", "per year", OF_CADRES, "mean",
           "cadres.perceived_risk"),
    Series("openness_close", "mean openness toward close friends", "share", OF_CADRES, "mean", "cadres.openness_close"),
    Series("openness_acquaintances", "mean openness toward acquaintances", "share", OF_CADRES, "mean",
           "cadres.openness_acquaintances"),
    Series("bribes_visible", "mean visible bribe-taking per cadre", "rents", OF_CADRES, "mean",
           "cadres.bribes_visible"),
    Series("bribes_hidden", "mean hidden bribe-taking per cadre", "rents", OF_CADRES, "mean", "cadres.bribes_hidden"),
    Series("lying_low", "share of cadres who lie low", "share", OF_CADRES, "standing", "lying low"),
    Series("away", "cadres in re-education", "persons", OF_CADRES, "standing", "away"),
    Series("plotting", "cadres who plot", "persons", OF_CADRES, "standing", "plotting"),
    Series("cadres", "cadres in post", "persons", OF_CADRES, "standing", ""),
    Series("penalties", "cadres penalised", "persons", OF_FORMS, "count", "counts.penalties"),
    Series("flights", "cadres who fled", "persons", OF_CADRES, "count", "counts.flights"),
    Series("turnover", "posts that changed hands for any reason", "posts", OF_CADRES, "count", "counts.turnover"),
    Series("income", "mean income of households", "subsistence", OF_HOUSEHOLDS, "mean", "homes.income"),
    Series("hardship", "mean hardship of households", "share", OF_HOUSEHOLDS, "mean", "homes.hardship"),
    Series("belief", "mean belief in the system", "share", OF_HOUSEHOLDS, "mean", "homes.belief"),
    Series("grievance", "mean grievance", "share", OF_HOUSEHOLDS, "mean", "homes.grievance"),
    Series("confidence", "mean confidence in stability", "share", OF_HOUSEHOLDS, "mean", "homes.confidence"),
    Series("kin_abroad", "mean share of kin abroad", "share", OF_HOUSEHOLDS, "mean", "homes.kin_abroad"),
    Series("households_fear", "mean fear of punishment of households", "share", OF_HOUSEHOLDS, "mean", "homes.fear"),
    Series("households_talk", "mean openness of households in talk about politics", "share", OF_HOUSEHOLDS, "mean",
           "homes.talk"),
    Series("departures", "ordinary people who left", "persons", OF_HOUSEHOLDS, "count", "counts.departures"),
    Series("departures_for_politics", "part of those who left that fear and discontent have in their wish to leave",
           "persons", OF_HOUSEHOLDS, "count", "counts.departures_for_politics"),
    Series("income_p10", "10th percentile of the income of households", "subsistence", (), "percentile",
           "homes.income", 0.1),
    Series("income_median", "median income of households", "subsistence", (), "percentile", "homes.income", 0.5),
    Series("income_p90", "90th percentile of the income of households", "subsistence", (), "percentile",
           "homes.income", 0.9),
    Series("plots_found", "plotters detected", "persons", (), "count", "counts.plots_found"),
    Series("coup_attempts", "coup attempts", "attempts", (), "number", "counts.coup_attempts"),
    Series("plot_hazard", "cadres to be expected to begin to plot", "persons per month", (), "number",
           "counts.plot_hazard"),
    Series("attempt_hazard", "coup attempts to be expected", "attempts per month", (), "number",
           "counts.attempt_hazard"),
    Series("fall_hazard", "falls of the regime to be expected", "falls per month", (), "number",
           "counts.fall_hazard"),
    Series("consolidation", "consolidated power of the leader", "share", (), "number", "state.regime.consolidation"),
    Series("reported_threat", "threat from the elite as reported to the leader", "1", (), "number",
           "state.regime.elite_threat"),
    Series("elite_means", "means of the top ranks to retaliate, as reported to the leader", "share", (), "number",
           "state.regime.elite_capability"),
    Series("predecessor_share", "share of the top ranks whom the predecessor appointed", "share", (), "number",
           "state.regime.predecessor_share"),
    Series("purge_intensity", "expected share of top posts penalised for disloyalty in a year", "per year", (),
           "number", "levers.purge_intensity"),
    Series("market_tolerance", "tolerance of markets", "share", (), "number", "levers.market_tolerance"),
    Series("surveillance", "reach of surveillance", "share", (), "number", "levers.surveillance"),
    Series("campaign", "intensity of campaigns", "share", (), "number", "levers.campaign"),
    Series("border_control", "share of crossings prevented", "share", (), "number", "levers.border_control"),
    Series("broker_price", "what a broker asks for the way over the border", "USD", (), "number",
           "state.regime.broker_price"),
    Series("assurance", "credibility of the security assurance in force", "share", (), "number", "levers.assurance"),
    Series("assurance_expected", "credibility of the security assurance that is expected", "share", (), "number",
           "levers.assurance_expected"),
)  # fmt: skip


def of(kind: Kind, *groups: tuple[str, ...]) -> tuple[Series, ...]:
    """The series of a kind, and by one of the groups if any are named."""
    return tuple(one for one in ALL_SERIES if one.kind == kind and (not groups or one.by in groups))


def grouped(series: Series) -> str:
    """Name of a series kept by groups, such as `fear_by_circle`; the plain name is the whole country."""
    groups = {OF_CADRES: "circle", OF_FORMS: "circle_and_form", OF_HOUSEHOLDS: "province"}
    return f"{series.name}_by_{groups[series.by]}"

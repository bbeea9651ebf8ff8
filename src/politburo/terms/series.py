"""Series: what is tallied each month, with unit and groups."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One monthly series. `by` names the groups it is also kept for: circle (organ × rank), province, form or none."""

    name: str
    meaning: str
    unit: str
    by: tuple[str, ...] = ()


CADRE_SERIES: tuple[Series, ...] = (
    Series("fear", "mean fear of cadres", "share", ("organ", "rank")),
    Series("private_loyalty", "mean private loyalty of cadres", "share", ("organ", "rank")),
    Series("displayed_loyalty", "mean displayed loyalty of cadres", "share", ("organ", "rank")),
    Series("perceived_risk", "mean perceived risk of being penalised", "per year", ("organ", "rank")),
    Series("openness_close", "mean openness toward close friends", "share", ("organ", "rank")),
    Series("openness_acquaintances", "mean openness toward acquaintances", "share", ("organ", "rank")),
    Series("bribes_visible", "mean visible bribe-taking per cadre", "rents", ("organ", "rank")),
    Series("bribes_hidden", "mean hidden bribe-taking per cadre", "rents", ("organ", "rank")),
    Series("protection", "mean protection payments per cadre", "rents", ("organ", "rank")),
    Series("lying_low", "share of cadres who lie low", "share", ("organ", "rank")),
    Series("plotting", "cadres who plot", "persons", ("organ", "rank")),
    Series("cadres", "cadres in post", "persons", ("organ", "rank")),
)
CADRE_EVENT_SERIES: tuple[Series, ...] = (
    Series("penalties", "cadres penalised", "persons", ("organ", "rank", "form")),
    Series("flights", "cadres who fled", "persons", ("organ", "rank")),
    Series("turnover", "posts that changed hands for any reason", "posts", ("organ", "rank")),
)
HOUSEHOLD_SERIES: tuple[Series, ...] = (
    Series("income", "mean income of households", "subsistence", ("province",)),
    Series("hardship", "mean hardship of households", "share", ("province",)),
    Series("belief", "mean belief in the system", "share", ("province",)),
    Series("grievance", "mean grievance", "share", ("province",)),
    Series("confidence", "mean confidence in stability", "share", ("province",)),
    Series("kin_abroad", "mean share of kin abroad", "share", ("province",)),
)
HOUSEHOLD_EVENT_SERIES: tuple[Series, ...] = (
    Series("departures", "ordinary people who left", "persons", ("province",)),
)
NATIONAL_SERIES: tuple[Series, ...] = (
    Series("income_p10", "10th percentile of the income of households", "subsistence"),
    Series("income_median", "median income of households", "subsistence"),
    Series("income_p90", "90th percentile of the income of households", "subsistence"),
    Series("plots_found", "plotters detected", "persons"),
    Series("coup_attempts", "coup attempts", "attempts"),
    Series("consolidation", "consolidated power of the leader", "share"),
    Series("reported_threat", "threat from the elite as reported to the leader", "1"),
    Series("purge_intensity", "expected share of top posts penalised for disloyalty in a year", "per year"),
    Series("market_tolerance", "tolerance of markets", "share"),
    Series("surveillance", "reach of surveillance", "share"),
    Series("campaign", "intensity of campaigns", "share"),
    Series("border_control", "share of crossings prevented", "share"),
    Series("assurance", "credibility of the security assurance in force", "share"),
    Series("assurance_expected", "credibility of the security assurance that is expected", "share"),
)
ALL_SERIES: tuple[Series, ...] = (
    CADRE_SERIES + CADRE_EVENT_SERIES + HOUSEHOLD_SERIES + HOUSEHOLD_EVENT_SERIES + NATIONAL_SERIES
)


def grouped(series: Series) -> str:
    """Name of a series kept by groups, such as `fear_by_circle`; the plain name is the whole country."""
    groups = {("organ", "rank"): "circle", ("organ", "rank", "form"): "circle_and_form", ("province",): "province"}
    return f"{series.name}_by_{groups[series.by]}"

"""Parameters of the simulated reports: what outsiders get to see."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter

LAGS = "reporting lags of purges 2010-2015 (evidence table reporting)"
SPREAD = f"{LAGS}: 0.9 to 1.1 in 14 dated cases, a little more because those not yet reported are missing"
CORRECTIONS = f"{LAGS}: geometric mean of 21 and 260 days"
SEXES = "arrivals of 2008 by sex (evidence table defectors; Unification Ministry)"
ROUTES = "transit of departures (evidence table border; Unification Ministry, KBS 2014)"


@dataclass(frozen=True, slots=True)
class Record:
    """Chances, delays and errors of reports; none of them changes what happens."""

    seen_1: float = parameter(
        0.9,
        "chance that a purge in rank 1 is ever reported",
        unit="share",
        low=0.3,
        high=1,
        source="assumed: outsiders follow top posts by name, so that they miss at most seven in ten cases; 1 misses "
        "none",
    )
    seen_2: float = parameter(
        0.2,
        "chance that a purge in rank 2 is ever reported",
        unit="share",
        low=0.02,
        high=0.8,
        source="assumed: less than record.seen_1: senior officials are known by name in part, from a few to most",
    )
    seen_3: float = parameter(
        0.02,
        "chance that a purge in rank 3 is ever reported",
        unit="share",
        low=0.001,
        high=0.3,
        source="assumed: less than record.seen_2: of provincial officials between one case in 1,000 and three in ten "
        "reach the outside",
    )
    seen_4: float = parameter(
        0.002,
        "chance that a purge in rank 4 or below is ever reported",
        unit="share",
        low=0,
        high=0.1,
        source="assumed: less than record.seen_3: county officials are unknown abroad, so from none to a tenth",
    )
    seen_execution: float = parameter(
        3.4,
        "chance of an execution being reported relative to other purges",
        unit="ratio",
        low=1,
        high=4,
        source="assumed: at least 1, as executions are told most; at 4 the default already has 0.8 of those in rank "
        "2 reported",
    )
    seen_minor: float = parameter(
        0.3,
        "chance of a demotion or lesser penalty being reported relative to purges",
        unit="ratio",
        low=0,
        high=1,
        source="assumed: at most 1, as a lesser penalty shows less than an absence; at 0 none is ever noticed",
    )
    announced: float = parameter(
        0.15, "share of reported cases in rank 1 that state media announce", unit="share", low=0, high=0.6, source=LAGS
    )
    announced_days: float = parameter(1.0, "delay of announced cases", unit="days", low=1, high=7, source=LAGS)
    delay_days: float = parameter(
        32.0, "median delay of reports that are not announced", unit="days", low=10, high=120, source=LAGS
    )
    delay_spread: float = parameter(
        1.2,
        "spread of the delays of reports, disclosures and corrections (standard deviation of the logarithm)",
        unit="1",
        low=0.5,
        high=2,
        source=SPREAD,
    )
    false_share: float = parameter(
        0.2,
        "share of persons reported executed who reappear: the report is false",
        unit="share",
        low=0,
        high=0.5,
        source=LAGS,
    )
    double_share: float = parameter(
        0.1,
        "share of reported cases that another source counts a second time",
        unit="share",
        low=0,
        high=0.4,
        source="evidence table reporting (order: one case of sixteen was disclosed twice); assumed: above 0.4 counts "
        "would be nearly half too high",
    )
    correction_days: float = parameter(
        74.0, "median time until a false report is corrected", unit="days", low=20, high=720, source=CORRECTIONS
    )
    named_1: float = parameter(
        0.9,
        "chance that a reported penalty in rank 1 is told by name",
        unit="share",
        low=0.4,
        high=1,
        source="assumed: holders of top posts are followed by name, so that at LOW four in ten of those reported are "
        "named; 1 names all",
    )
    named_2: float = parameter(
        0.1,
        "chance that a reported penalty in rank 2 is told by name",
        unit="share",
        low=0.01,
        high=0.5,
        source="evidence table reporting (order: some ten of seventy executed by the middle of 2015 are dated cases); "
        "assumed: at LOW nearly all are known as a number alone, at HIGH every second one by name",
    )
    family: float = parameter(
        0.5,
        "persons of the family who come along with a cadre who flees, and are counted apart",
        unit="persons",
        low=0,
        high=2,
        source="evidence table defectors (order: counts of flights from abroad hold families in part); assumed: at "
        "LOW all leave their families behind, as those who are posted abroad must, at HIGH a spouse and a child come",
    )
    flight_seen: float = parameter(
        0.55,
        "chance that the flight of a cadre from abroad is disclosed",
        unit="share",
        low=0.1,
        high=1,
        source="assumed: some flights are kept secret to protect families, but hosts and press let at least one in "
        "ten be known; 1 conceals none",
    )
    flight_seen_inland: float = parameter(
        0.5,
        "chance that a cadre who fled over the border arrives and is counted",
        unit="share",
        low=0.05,
        high=1,
        source="assumed: at 0.05 nearly all are caught, stay in China or hide their post; at 1 everybody arrives and "
        "is counted as a cadre",
    )
    flight_days: float = parameter(
        150.0,
        "median delay until the flight of a cadre is disclosed",
        unit="days",
        low=30,
        high=720,
        source="assumed: the middle of the range in the logarithm; at LOW a flight is told as fast as a purge "
        "(record.delay_days), at HIGH hosts keep it for two years",
    )
    arrive: float = parameter(
        0.6,
        "share of those who leave who eventually arrive where arrivals are counted",
        unit="share",
        low=0.2,
        high=1,
        source="assumed: below 0.2 arriving would be the exception among those who leave; 1 loses nobody to China or "
        "to repatriation",
    )
    fast: float = parameter(0.7, "share of arrivals by the fast route", unit="share", low=0.3, high=0.95, source=ROUTES)
    fast_months: float = parameter(
        3.6, "median transit by the fast route", unit="months", low=2, high=12, source=ROUTES
    )
    slow_months: float = parameter(
        60.0, "median transit by the slow route", unit="months", low=18, high=120, source=ROUTES
    )
    transit_spread: float = parameter(
        0.5,
        "spread of transit times (standard deviation of the logarithm)",
        unit="1",
        low=0.1,
        high=1,
        source="assumed: two thirds arrive within 1.1 times the median at 0.1, like a timetable, and 2.7 times at 1, "
        "where the two routes blur",
    )
    earlier_leavers: float = parameter(
        3500.0,
        "departures per year before the simulation starts, for arrivals still on their way",
        unit="persons per year",
        low=0,
        high=20000,
        source="evidence table defectors (order: 1,142 to 2,554 arrivals a year from 2002 to 2007); assumed: the "
        "default makes 2,100 a year at record.arrive 0.6, the high end nearly five times the most",
    )
    earlier_years: float = parameter(
        8.0,
        "years before the start from which people who left may still arrive",
        unit="years",
        low=0,
        high=20,
        source="assumed: by the slow route (5 years in the median) one in six is still on the way after 8 years, "
        "hardly anybody after 20",
    )
    earlier_women: float = parameter(
        0.78, "share of women among those who left before the start", unit="share", low=0.5, high=0.9, source=SEXES
    )

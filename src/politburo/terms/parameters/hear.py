"""Parameters of what cadres hear of penalties and flights."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Hear:
    """News is counted in cases: 1 is the news of a close friend's penalty, told in full. Weights are by distance."""

    memory: float = parameter(
        8.0,
        "half-life of the memory of news",
        unit="months",
        low=2,
        high=36,
        source="assumed: below 2 months a purge would be mostly forgotten by the next season; above 36 a case would "
        "still count half three years later",
    )
    most_news: float = parameter(
        20.0,
        "most news that a cadre holds in mind",
        unit="cases",
        low=5,
        high=50,
        source="assumed: fear is full at about 5 cases, so it bounds only how long a wave is remembered: 19 months "
        "to fall to one case from 5, 45 from 50",
    )
    close_case: float = parameter(
        1.0,
        "news from a close friend's case",
        unit="cases",
        low=0.2,
        high=2,
        source="assumed: 1 by the unit of news; below 0.2 five friends would have to fall to count as one, above 2 "
        "one friend alone would frighten nearly in full",
        mechanism="direct_news",
        neutral=0.0,
    )
    acquaintance_case: float = parameter(
        0.3,
        "news from an acquaintance's case",
        unit="cases",
        low=0,
        high=1,
        source="assumed: less than hear.close_case, since one is told less of an acquaintance's case; 1 would be all "
        "of it",
        mechanism="direct_news",
        neutral=0.0,
    )
    circle_case: float = parameter(
        0.12,
        "news when many in the cadre's own circle (organ and rank) are penalised",
        unit="cases per month",
        low=0,
        high=1,
        source="assumed: at the default memory 0.12 a month adds up to 1.4 cases in a circle hit again and again; 1 "
        "adds up to 12, where fear is full",
        mechanism="circle_news",
        neutral=0.0,
    )
    acquaintance_worth: float = parameter(
        0.3,
        "weight of what an acquaintance says, relative to a close friend",
        unit="ratio",
        low=0,
        high=1,
        source="assumed: from nothing to as much as a close friend: nobody believes an acquaintance more",
    )
    flight_half: float = parameter(
        0.004,
        "share of a circle that flees in a year at which half of the news of flights is reached",
        unit="per year",
        low=0.0005,
        high=0.05,
        source="evidence table defectors (order: 8 to 20 arrivals a year from posts abroad, some 2,400 by "
        "assumption); assumed: an eighth of the default would be chance, twelve times it a stampede",
    )
    circle_half: float = parameter(
        0.10,
        "share of a circle penalised in a year at which half of the circle's news is reached",
        unit="per year",
        low=0.01,
        high=1,
        source="assumed: at 0.01 one colleague in a hundred a year makes half of the news; at 1 only the penalty of "
        "a whole circle within a year does",
    )
    public_case: float = parameter(
        0.06,
        "news when many in rank 1 are penalised",
        unit="cases per month",
        low=0,
        high=0.5,
        source="assumed: less than hear.circle_case, as the top is farther away; kept up, 0.06 a month adds up to "
        "0.7 cases and 0.5 to six",
        mechanism="public_news",
        neutral=0.0,
    )
    public_half: float = parameter(
        2.0,
        "cases at the top at which half of their news is reached, and purges or flights at which half of the "
        "public's loss of confidence is",
        unit="cases per month",
        low=0.5,
        high=10,
        source="assumed: at 0.5 a case every other month is half of the news; at 10 a month, half of 218 posts in a "
        "year, only a slaughter is",
    )
    rumour: float = parameter(
        0.04,
        "share of their friends' news that cadres pick up in a month when all talk openly",
        unit="per month",
        low=0,
        high=0.2,
        source="Lohmann 1994 (mechanism); assumed: at 0 nothing is passed on; above 0.083, at the default memory, "
        "open talk keeps news alive for ever, and the range goes beyond",
        mechanism="rumour",
        neutral=0.0,
    )
    habituation: float = parameter(
        0.5,
        "loss of news value per monthly case in the top ranks that is already expected",
        unit="months/case",
        low=0,
        high=3,
        source="Lohmann 1994 (mechanism: surprise matters); assumed: at 0 nobody gets used to terror; at 3 two "
        "expected cases a month leave a seventh of the news",
        mechanism="habituation",
        neutral=0.0,
    )
    habit: float = parameter(
        18.0,
        "half-life of the adjustment of expectations to events",
        unit="months",
        low=6,
        high=60,
        source="assumed: below 6 months a year of terror would be normal; above 60 half of it would still surprise "
        "after five years",
    )
    flight_news: float = parameter(
        1.0,
        "weight of news of flights relative to news of penalties",
        unit="ratio",
        low=0,
        high=3,
        source="assumed: from no news at all to three times that of a penalty, as a flight is rarer; beyond, one "
        "flight would drown a purge",
        mechanism="news_of_flights",
        neutral=0.0,
    )

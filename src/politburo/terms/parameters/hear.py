"""Parameters of what cadres hear of penalties and flights."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Hear:
    """News is counted in cases: 1 is the news of a close friend's penalty, told in full."""

    memory: float = parameter(8.0, "half-life of the memory of news", unit="months", low=2, high=36)
    most_news: float = parameter(
        20.0,
        "most news that a cadre holds in mind",
        unit="cases",
        low=5,
        high=50,
        source="assumed: far above what a month brings, so that it bounds a wave of cases and nothing else",
    )
    close_case: float = parameter(
        1.0,
        "news from a close friend's case",
        unit="cases",
        low=0.2,
        high=2,
        mechanism="direct_news",
        neutral=0.0,
    )
    acquaintance_case: float = parameter(
        0.3,
        "news from an acquaintance's case",
        unit="cases",
        low=0,
        high=1,
        mechanism="direct_news",
        neutral=0.0,
    )
    circle_case: float = parameter(
        0.12,
        "news per month when many in the cadre's own circle (organ and rank) are penalised",
        unit="cases",
        low=0,
        high=1,
        mechanism="circle_news",
        neutral=0.0,
    )
    acquaintance_worth: float = parameter(
        0.3, "weight of what an acquaintance says, relative to a close friend", unit="1", low=0, high=1
    )
    flight_half: float = parameter(
        0.004,
        "share of a circle that flees in a year at which half of the news of flights is reached",
        unit="per year",
        low=0.0005,
        high=0.05,
    )
    circle_half: float = parameter(
        0.10,
        "share of a circle penalised in a year at which half of the circle's news is reached",
        unit="per year",
        low=0.01,
        high=1,
    )
    public_case: float = parameter(
        0.06,
        "news per month when many in the top leadership are penalised",
        unit="cases",
        low=0,
        high=0.5,
        mechanism="public_news",
        neutral=0.0,
    )
    public_half: float = parameter(
        2.0,
        "cases per month in the top leadership at which half of the news from the top is reached",
        unit="cases",
        low=0.5,
        high=10,
    )
    rumour: float = parameter(
        0.04,
        "share of their friends' news that cadres pick up in a month when all talk openly",
        unit="per month",
        low=0,
        high=0.2,
        mechanism="rumour",
        neutral=0.0,
    )
    habituation: float = parameter(
        0.5,
        "loss of news value per monthly case in the top ranks that is already expected",
        unit="months/case",
        low=0,
        high=3,
        mechanism="habituation",
        neutral=0.0,
    )
    habit: float = parameter(
        18.0, "half-life of the adjustment of expectations to events", unit="months", low=6, high=60
    )
    flight_news: float = parameter(
        1.0,
        "weight of news of flights relative to news of penalties",
        unit="1",
        low=0,
        high=3,
        mechanism="news_of_flights",
        neutral=0.0,
    )

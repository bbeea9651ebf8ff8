"""Parameters of vacancies: rotation, retirement, death, promotion, recruitment."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter

MOU = "0.32 a year over 218 posts, all reasons (Unification Ministry counts 2013); this part of it assumed"


@dataclass(frozen=True, slots=True)
class Fill:
    """Ordinary turnover is most of turnover; what purges add comes on top."""

    rotation_1: float = parameter(
        0.2,
        "rotation of posts in rank 1",
        unit="per year",
        low=0,
        high=0.5,
        source=MOU,
        mechanism="rotation",
        neutral=0.0,
    )
    rotation_2: float = parameter(
        0.12, "rotation of posts in rank 2", unit="per year", low=0, high=0.5, mechanism="rotation", neutral=0.0
    )
    rotation_3: float = parameter(
        0.08, "rotation of posts in rank 3", unit="per year", low=0, high=0.5, mechanism="rotation", neutral=0.0
    )
    rotation_4: float = parameter(
        0.05, "rotation of posts in rank 4", unit="per year", low=0, high=0.5, mechanism="rotation", neutral=0.0
    )
    retirement: float = parameter(
        0.15,
        "hazard of retirement above the retirement age",
        unit="per year",
        low=0,
        high=1,
        mechanism="retirement",
        neutral=0.0,
    )
    retirement_age: float = parameter(65.0, "age above which cadres retire", unit="years", low=55, high=80)
    death_65: float = parameter(
        0.02,
        "hazard of death at 65",
        unit="per year",
        low=0.005,
        high=0.06,
        source="Gompertz mortality, order of magnitude",
        mechanism="mortality",
        neutral=0.0,
    )
    death_doubling: float = parameter(
        8.0,
        "years of age in which the hazard of death doubles",
        unit="years",
        low=7,
        high=9.5,
        source="Gompertz mortality, order of magnitude",
    )
    candidates: float = parameter(6.0, "juniors considered for a vacant post", unit="persons", low=1, high=16)
    recruit_age: float = parameter(34.0, "mean age of recruits", unit="years", low=25, high=45)
    recruit_age_spread: float = parameter(
        6.0,
        "standard deviation of the age of recruits",
        unit="years",
        low=2,
        high=10,
        source="assumed: after service and studies, which end at different ages",
    )
    youngest: float = parameter(
        22.0, "least age of recruits", unit="years", low=18, high=28, source="assumed: no post before studies end"
    )
    recruit_tie: float = parameter(
        0.04,
        "closeness to the leader of the best connected newcomer; others have less, evenly spread",
        unit="share",
        low=0,
        high=0.2,
        source="assumed: hardly any, since ties to the leader are made at the top",
    )
    recruit_family: float = parameter(
        0.4,
        "least share of a newcomer's family that is at home; others have more, evenly spread up to all",
        unit="share",
        low=0,
        high=0.9,
        source="assumed: hardly anybody's whole family lives away from home",
    )
    recruit_loyalty: float = parameter(
        0.6,
        "private loyalty of newcomers above the mean of their peers",
        unit="1",
        low=0,
        high=2,
        mechanism="loyal_newcomers",
        neutral=0.0,
    )
    recruit_competence: float = parameter(
        0.15,
        "competence of newcomers below the mean",
        unit="1",
        low=0,
        high=0.5,
        source="Egorov & Sonin 2011; Zakharov 2016 (sign; value assumed)",
        mechanism="loyal_newcomers",
        neutral=0.0,
    )
    prospects_memory: float = parameter(12.0, "half-life of the memory of promotions", unit="months", low=3, high=48)

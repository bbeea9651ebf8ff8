"""Parameters of what reaches the leader."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Inform:
    """The leader sees what is displayed, and doubts it the more the elite is afraid."""

    doubt: float = parameter(
        1.0,
        "weight of the leader's prior against the loyalty that is displayed, when the elite is in full fear",
        unit="1",
        low=0,
        high=4,
        source="Wintrobe 1990 (mechanism: the dictator's dilemma); assumed: at 0 displays are taken at their face "
        "value; at 4 fear 0.25 makes them count for half of what he infers",
        mechanism="dictators_doubt",
        neutral=0.0,
    )
    prior: float = parameter(
        0.35,
        "disaffection that the leader expects of cadres of whom he knows nothing",
        unit="share",
        low=0.1,
        high=0.7,
        source="Wintrobe 1990 (mechanism); assumed: more than is shown, some 0.15 to 0.25 in the simulation, as "
        "everybody knows that displays are put on; above 0.7 he would take most of them for enemies",
    )
    attempt_alarm: float = parameter(
        0.5,
        "threat added by a failed coup",
        unit="1",
        low=0,
        high=2,
        source="Easton & Siverson 2018; Bokobza et al. 2022 (sign); assumed: reported threat is 0.2 to 0.3 in the "
        "simulation, so that 2 makes it about ten times that",
        mechanism="attempt_alarm",
        neutral=0.0,
    )
    alarm_memory: float = parameter(
        8.0,
        "half-life of an alarm",
        unit="months",
        low=2,
        high=36,
        source="assumed: below 2 months a failed coup would be forgotten within the season; above 36 it would still "
        "alarm half as much three years later",
    )
    rooting: float = parameter(
        24.0,
        "time in post after which a holder can use half of the post's arms against the leader",
        unit="months",
        low=3,
        high=120,
        source="Sudduth 2017 (mechanism: capability grows back after a purge); assumed: below 3 months newcomers "
        "command at once; above 120 hardly anybody does within a usual tenure",
    )
    inexperience: float = parameter(
        0.6,
        "competence that one lacks in the first month in a post",
        unit="standard deviations",
        low=0,
        high=2,
        source="assumed: at 0 newcomers know their post; at 2 all but the ablest of them do worse at first than most "
        "who have held one for long",
        mechanism="competent_administration",
        neutral=0.0,
    )
    learning: float = parameter(
        12.0,
        "time in which a newcomer learns half of what is lacking",
        unit="months",
        low=3,
        high=60,
        source="assumed: below 3 months a post would be learned in a season; above 60 hardly anybody would have "
        "learned it within a usual tenure",
    )

"""Parameters of the strategic leader and of consolidated power."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Govern:
    """How the leader weighs threats and costs."""

    ratio_floor: float = parameter(
        0.02,
        "purge intensity below which nobody distinguishes policies: added to both when they are compared",
        unit="per year",
        low=0.005,
        high=0.1,
        source="assumed: below 0.005 one case a year in 218 top posts would count as a policy; above 0.1 two thirds "
        "of a doubling from 0.05 would be hidden",
    )
    elite_weight: float = parameter(
        1.9,
        "weight of the threat from the elite in the leader's aims",
        unit="1",
        low=0,
        high=3,
        source="assumed: at 0 he ignores the elite; at 3 a threat of 0.2 alone makes him purge one top post in seven "
        "a year, consolidated and without assurance",
    )
    public_weight: float = parameter(
        0.5,
        "weight of the threat from the public in the leader's aims",
        unit="1",
        low=0,
        high=2,
        source="assumed: at 0 the public is ignored and markets are shut; at 2 a grievance of 0.6 opens nine tenths "
        "of them",
    )
    deterrence: float = parameter(
        6.0,
        "fall of the elite threat per unit of purge intensity (exponent)",
        unit="years",
        low=1,
        high=15,
        source="assumed: penalising a tenth of top posts a year lowers the threat by a tenth at 1 and by nearly four "
        "fifths at 15",
    )
    desperation: float = parameter(
        2.0,
        "danger from those whom purges drive to desperation, per squared intensity",
        unit="years²",
        low=0.5,
        high=8,
        source="assumed: at a quarter of top posts a year it costs 0.03 at 0.5 and 0.5 at 8, next to nothing and "
        "more than the usual elite threat",
    )
    retaliation_cost: float = parameter(
        3.6,
        "danger of purging before power is consolidated, per unit of intensity",
        unit="years",
        low=0,
        high=6,
        source="Sudduth 2017 (sign); assumed: at 0 nobody retaliates; at 6 a new leader purges nobody under less "
        "than about three times the usual threat",
    )
    competence_cost: float = parameter(
        1.0,
        "danger from abroad per unit of intensity, through the competence that purges cost, when no security "
        "assurance is given",
        unit="years",
        low=0,
        high=3,
        source="Boutton 2019; McMahon & Slantchev 2015 (mechanism); assumed: at 0 no assurance emboldens; at 3 a "
        "leader under the usual threat purges nobody without one",
        mechanism="external_restraint",
        neutral=0.0,
    )
    quell: float = parameter(
        1.5,
        "fall of the public threat per unit of market tolerance (exponent)",
        unit="1",
        low=0.3,
        high=4,
        source="assumed: full tolerance removes a quarter of the public's threat at 0.3 and all but a fiftieth at 4",
    )
    control_cost: float = parameter(
        0.25,
        "cost of market tolerance (loss of control and of belief), per squared tolerance",
        unit="1",
        low=0.05,
        high=1,
        source="assumed: a grievance of 0.6 opens markets in full at 0.05 and less than a fifth of them at 1",
    )
    inertia: float = parameter(
        0.15,
        "share of the gap to the chosen policy that is closed in a month",
        unit="per month",
        low=0.02,
        high=0.5,
        source="assumed: half of a new policy takes three years at 0.02, longer than most policies last, and a month "
        "at 0.5, as fast as orders travel",
    )
    succession_consolidation: float = parameter(
        0.1,
        "consolidated power with which a successor starts",
        unit="share",
        low=0,
        high=0.5,
        source="Svolik 2009 (mechanism: a successor starts contested); assumed: at 0 he brings nothing; above 0.5 "
        "more than half of his power would not be contested",
    )
    consolidation_years: float = parameter(
        0.8,
        "time in which a successor consolidates most of his power",
        unit="years",
        low=0.4,
        high=8,
        source="Svolik 2009 (mechanism: from contested to established rule); assumed: below 0.4 he would be safe "
        "before he could replace anybody; above 8 he would be contested for most of a reign",
    )
    setback: float = parameter(
        0.15,
        "consolidated power lost when a coup is attempted",
        unit="share",
        low=0,
        high=0.5,
        source="assumed: at 0 an attempt says nothing about his hold on power; above 0.5 a coup that failed would "
        "cost more than it left",
    )

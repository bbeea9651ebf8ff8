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
        4.2,
        "weight of the threat from the elite in the leader's aims",
        unit="1",
        low=0,
        high=5,
        source="assumed: at 0 he ignores the elite; at 5 a threat of 0.2 from the predecessor's men makes him purge "
        "one top post in six a year without assurance",
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
    own_men: float = parameter(
        0.6,
        "share of the elite threat that goes when all of the elite are the leader's own men",
        unit="share",
        low=0,
        high=1,
        source="Goldring & Matthews 2023a; Svolik 2009 (sign); assumed: the whole scale, from own men who are feared "
        "as much as any to own men who are never feared",
        mechanism="inherited_elite",
        neutral=0.0,
    )
    established: float = parameter(
        0.2,
        "share of the elite threat that consolidated power removes",
        unit="share",
        low=0,
        high=1,
        source="Svolik 2009 (mechanism: an established ruler is not challenged); assumed: the whole scale; at 1 who "
        "has all power fears nobody",
        mechanism="established_rule",
        neutral=0.0,
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
    weakness: float = parameter(
        1.0,
        "how far the danger of retaliation goes by the means of the elite, as reported",
        unit="share",
        low=0,
        high=1,
        source="Sudduth 2017 (mechanism: windows of weak elites); assumed: the whole scale: at 0 retaliation does not "
        "go by means, at 1 an elite without means cannot retaliate",
        mechanism="weak_elites",
        neutral=0.0,
    )
    usual_means: float = parameter(
        0.3,
        "means of the elite to retaliate at which the danger of purging is govern.retaliation_cost",
        unit="share",
        low=0.1,
        high=0.7,
        source="assumed: reported means are 0.2 to 0.45 in the simulation, so that below 0.1 or above 0.7 no elite "
        "would be usual",
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
    market_rents: float = parameter(
        0.3,
        "rise of the income that posts yield where markets are tolerated in full and everywhere",
        unit="1",
        low=0,
        high=1,
        source="Byman & Lind 2010; Haggard & Noland 2011 (mechanism); assumed: at 0 markets leave cadres nothing; at 1 "
        "open markets everywhere double what posts yield",
        mechanism="market_rents",
        neutral=0.0,
    )
    rents_bind: float = parameter(
        0.5,
        "fall of the elite threat per unit by which markets raise rents (exponent), as the leader believes",
        unit="1",
        low=0,
        high=3,
        source="Byman & Lind 2010 (mechanism); assumed: at 0 he does not count on it; at 3 rents raised by 0.3 would "
        "buy off more than half of the threat",
        mechanism="market_rents",
        neutral=0.0,
    )
    hunger: float = parameter(
        0.5,
        "rise of the public threat per unit of purge intensity, through the competence that purges cost, as the leader "
        "believes",
        unit="years",
        low=0,
        high=3,
        source="assumed: at 0 he does not think of it; at 3 purging a quarter of the top a year would nearly double "
        "the public threat",
        mechanism="competent_administration",
        neutral=0.0,
    )
    fragmented_blindness: float = parameter(
        0.5,
        "rise of type-blindness per unit of fragmentation of the organs of coercion",
        unit="1",
        low=0,
        high=1,
        source="Greitens 2016 (mechanism); assumed: at 0 rival organs see as well as one; at 1 full fragmentation, or "
        "none, moves half of all penalties",
        mechanism="fragmented_organs",
        neutral=0.0,
    )
    fragmented_public: float = parameter(
        0.5,
        "relative rise of the public threat under full fragmentation, and fall under none, as the leader believes",
        unit="1",
        low=0,
        high=1,
        source="Greitens 2016 (mechanism); assumed: at 0 rival organs control the public as well as one; at 1 the "
        "public is twice the threat under full fragmentation and none under a single organ",
        mechanism="fragmented_organs",
        neutral=0.0,
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

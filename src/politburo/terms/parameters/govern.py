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
        source="assumed: one top post in fifty a year, less than one case a year in the top leadership",
    )
    elite_weight: float = parameter(
        1.9, "weight of the threat from the elite in the leader's aims", unit="1", low=0, high=3
    )
    public_weight: float = parameter(
        0.5, "weight of the threat from the public in the leader's aims", unit="1", low=0, high=2
    )
    deterrence: float = parameter(
        6.0, "fall of the elite threat per unit of purge intensity (exponent)", unit="years", low=1, high=15
    )
    desperation: float = parameter(
        2.0, "danger from those whom purges drive to desperation, per squared intensity", unit="years²", low=0.5, high=8
    )
    retaliation_cost: float = parameter(
        3.6, "danger of purging before power is consolidated, per unit of intensity", unit="years", low=0, high=6
    )
    competence_cost: float = parameter(
        1.0,
        "danger from abroad per unit of intensity, through the competence that purges cost, when no security "
        "assurance is given",
        unit="years",
        low=0,
        high=3,
        source="Boutton 2019; McMahon & Slantchev 2015 (mechanism; value assumed)",
        mechanism="external_restraint",
        neutral=0.0,
    )
    quell: float = parameter(
        1.5, "fall of the public threat per unit of market tolerance (exponent)", unit="1", low=0.3, high=4
    )
    control_cost: float = parameter(
        0.25,
        "cost of market tolerance (loss of control and of belief), per squared tolerance",
        unit="1",
        low=0.05,
        high=1,
    )
    inertia: float = parameter(
        0.15, "share of the gap to the chosen policy that is closed in a month", unit="per month", low=0.02, high=0.5
    )
    succession_consolidation: float = parameter(
        0.1, "consolidated power with which a successor starts", unit="share", low=0, high=0.5
    )
    consolidation_years: float = parameter(
        0.8,
        "time in which a successor consolidates most of his power",
        unit="years",
        low=0.4,
        high=8,
        source="Svolik 2009 (contested to established rule; value assumed)",
    )
    setback: float = parameter(0.15, "consolidated power lost when a coup is attempted", unit="share", low=0, high=0.5)

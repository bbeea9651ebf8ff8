"""Parameters of plots found out, coup attempts and their outcome."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Conspire:
    """Strength is arms, weighed by rank, summed over a plotter and the plotters around him."""

    found: float = parameter(
        0.02, "hazard of detection of a plotter without surveillance", unit="per month", low=0, high=0.1
    )
    found_surveillance: float = parameter(
        0.25,
        "rise of the hazard of detection of a plotter under full surveillance",
        unit="per month",
        low=0,
        high=1,
        mechanism="detection",
        neutral=0.0,
    )
    attempt: float = parameter(
        0.02,
        "hazard of a coup attempt by a strong coalition",
        unit="per month",
        low=0.001,
        high=0.2,
        mechanism="coups",
        neutral=0.0,
    )
    attempt_strength: float = parameter(
        3.0, "strength at which half of the hazard of a coup attempt is reached", unit="strength", low=0.5, high=20
    )
    counterbalance: float = parameter(
        12.0,
        "strength of the organs that protect the leader, if fully loyal",
        unit="strength",
        low=1,
        high=100,
    )
    authority: float = parameter(
        0.2,
        "strength of a post without arms in rank 1: its word moves others",
        unit="strength",
        low=0,
        high=1,
        source="assumed: less than the arms of any armed organ, of which the strongest has 1",
    )
    rank_strength: float = parameter(
        0.4, "strength of a post relative to one a rank above", unit="share", low=0.1, high=0.9
    )
    taint: float = parameter(
        1.5,
        "suspicion that a failed attempt casts on the plotters' ties",
        unit="cases",
        low=0,
        high=5,
        mechanism="association",
        neutral=0.0,
    )

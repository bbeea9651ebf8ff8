"""Parameters of plots found out, coup attempts and their outcome."""

from dataclasses import dataclass

from politburo.terms.declarations import parameter


@dataclass(frozen=True, slots=True)
class Conspire:
    """Strength is arms, weighed by rank, summed over a plotter and the plotters around him; others may follow."""

    found: float = parameter(
        0.01,
        "hazard of detection of a plotter without surveillance",
        unit="per month",
        low=0,
        high=0.1,
        source="assumed: without surveillance a plotter is never betrayed at 0 and within ten months on average at "
        "0.1, which leaves surveillance little to add",
    )
    found_surveillance: float = parameter(
        0.1,
        "rise of the hazard of detection of a plotter under full surveillance",
        unit="per month",
        low=0,
        high=1,
        source="assumed: from no effect to certain detection within a month under full surveillance; by default plots "
        "live long enough to win others",
        mechanism="detection",
        neutral=0.0,
    )
    found_denounced: float = parameter(
        0.05,
        "rise of the hazard of detection of a plotter who speaks to loyal friends alone",
        unit="per month",
        low=0,
        high=0.3,
        source="assumed: at 0 friends keep every secret; at 0.3 who speaks to loyal friends is denounced within three "
        "months on average, and no plot could grow",
        mechanism="denunciation",
        neutral=0.0,
    )
    attempt: float = parameter(
        0.1,
        "hazard of a coup attempt by a strong coalition",
        unit="per month",
        low=0.001,
        high=0.2,
        source="assumed: a strong coalition waits 83 years on average at 0.001, that is for ever, and five months at "
        "0.2, as plots that wait are found",
        mechanism="coups",
        neutral=0.0,
    )
    attempt_strength: float = parameter(
        3.0,
        "strength at which half of the hazard of a coup attempt is reached",
        unit="strength",
        low=0.5,
        high=20,
        source="assumed: the strongest posts have about 1: at 0.5 one of them moves alone, at 20 twenty must move "
        "together",
    )
    counterbalance: float = parameter(
        12.0,
        "strength of the organs that protect the leader, if fully loyal",
        unit="strength",
        low=1,
        high=100,
        source="assumed: at 1 a single strongest post is a match for the guards; at 100 no coalition that friends "
        "could gather is",
    )
    fragmented_guards: float = parameter(
        0.5,
        "relative rise of the strength of the guards under full fragmentation of the organs, and fall under none",
        unit="1",
        low=0,
        high=1,
        source="Greitens 2016 (mechanism: counterbalancing); assumed: at 0 rival organs protect no better than one; "
        "at 1 twice as well, and a single organ not at all",
        mechanism="fragmented_organs",
        neutral=0.0,
    )
    authority: float = parameter(
        0.2,
        "strength of a post without arms in rank 1: its word moves others",
        unit="strength",
        low=0,
        high=1,
        source="assumed: by default less than the arms of any armed organ, of which security has 0.6; 0 is a voice "
        "that moves nobody, 1 one worth a general's troops",
    )
    rank_strength: float = parameter(
        0.4,
        "strength of a post relative to one a rank above",
        unit="ratio",
        low=0.1,
        high=0.9,
        source="assumed: less than 1, as superiors command their juniors' arms; at least 0.1, as it is the juniors "
        "who hold them",
    )
    bandwagon: float = parameter(
        0.5,
        "how much of those around an attempted coup join it if it is sure to win",
        unit="share",
        low=0,
        high=1,
        source="Singh 2014 (mechanism: soldiers join the side that they expect to win); assumed: at 0 a coalition "
        "stands alone; at 1 all whom it knows are with it once it wins",
        mechanism="bandwagon",
        neutral=0.0,
    )
    bandwagon_slope: float = parameter(
        8.0,
        "how sharply those around a coup tell a winner, against their loyalty",
        unit="1",
        low=1,
        high=30,
        source="assumed: where the chance exceeds one's loyalty by a tenth, 52 of 100 join at 1, next to no "
        "difference, and 95 at 30, nearly a step",
    )

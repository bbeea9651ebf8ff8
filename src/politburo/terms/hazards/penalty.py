"""Penalty: a cadre is penalised for disloyalty, as far as he stands out and is taken to be guilty; or on order.

Arms protect where retaliation is feared (Sudduth 2017) and endanger where willingness is seen (Goldring & Matthews
2023b).
"""

from __future__ import annotations

from politburo.terms.hazards.hazard import ADDEND, FACTOR, LOGIT, SHARE, Account, Hazard, Term, Values, exp
from politburo.terms.words import STANDINGS

LYING_LOW, AWAY = STANDINGS.index("lying low"), STANDINGS.index("away")
MOST_PENALTY_HAZARD = 0.9
"""No monthly hazard of a penalty for disloyalty exceeds this."""

visibility = Hazard("visibility", "how far a cadre stands out", "judge")
guilt = Hazard(
    "guilt", "how far a cadre who stands out is taken to be guilty", "judge", lent=("alarms",), times="visible"
)


@visibility.term(FACTOR, "the prominence of the post", "1", neutral=1.0)
def prominence(cadre, p, levers):
    return cadre.prominence


@visibility.term(FACTOR, "lying low", "share", neutral=1.0)
def low_profile(cadre, p, levers):
    return p.judge.low_profile if cadre.standing == LYING_LOW else 1


@visibility.term(FACTOR, "presence: who is in re-education is not penalised again", "share", neutral=1.0)
def presence(cadre, p, levers):
    return 0 if cadre.standing == AWAY else 1


@guilt.term(FACTOR, "armed backing", "share", neutral=1.0)
def shield(cadre, p, levers):
    return exp(-p.judge.shield * cadre.arms)


@guilt.term(LOGIT, "a weak display of loyalty under surveillance", "logit", neutral=0.0)
def display(cadre, p, levers):
    return p.judge.slope * p.judge.lukewarm * levers.surveillance * (1 - cadre.displayed_loyalty)


@guilt.term(LOGIT, "critical talk among acquaintances", "logit", neutral=0.0)
def talk(cadre, p, levers):
    said = cadre.openness_acquaintances * (1 - cadre.private_loyalty)
    return p.judge.slope * p.judge.talk * levers.surveillance * said


@guilt.term(LOGIT, "appointment by the predecessor", "logit", neutral=0.0)
def cohort(cadre, p, levers):
    return p.judge.slope * p.judge.cohort * cadre.predecessor


@guilt.term(LOGIT, "armed backing of a cadre who displays little loyalty", "logit", neutral=0.0)
def menace(cadre, p, levers):
    return p.judge.slope * p.judge.menace * cadre.arms * (1 - cadre.displayed_loyalty)


@guilt.term(LOGIT, "an unfounded denunciation", "logit", neutral=0.0)
def false_alarm(cadre, p, levers):
    return p.judge.slope * p.judge.false_alarm * cadre.alarms


@guilt.term(LOGIT, "the level of suspicion required for a penalty", "logit")
def threshold(cadre, p, levers):
    return -p.judge.slope * levers.offence_threshold


@guilt.term(LOGIT, "a campaign, which lowers the level of suspicion required", "logit", neutral=0.0)
def campaign(cadre, p, levers):
    return p.judge.slope * p.judge.campaign * levers.campaign


OWN = len(visibility.terms), len(guilt.terms)
"""How many terms of either are politburo's own."""

OF_THE_RANK = (
    Term("rate", "the rate of penalties in the rank at full intensity, as far as only the guilty are penalised",
         "years per month", FACTOR),
    Term("blind_rate", "the rate of penalties in the rank at full intensity, as far as anyone is penalised",
         "years per month", FACTOR),
    Term("type_blindness", "indiscriminate terror", "share", SHARE, 0.0),
)  # fmt: skip
"""What the phase works out for each rank."""

OF_THE_INTENSITY = (
    Term("ordered", "the purge intensity that opens cases", "per year", ADDEND),
    Term("named", "having been named in an inquiry", "per year", ADDEND, 0.0),
)
"""What makes the intensity that one meets: what the leader orders, and what follows from other cases."""


def charged(v: Values) -> float:
    """Hazard of a penalty for disloyalty."""
    guilty = (1 - v["type_blindness"]) * v["rate"] * guilt.combined(v)
    of_the_rank = guilty + v["type_blindness"] * v["blind_rate"]
    return min(visibility.combined(v) * of_the_rank * (v["ordered"] + v["named"]), MOST_PENALTY_HAZARD)


def account() -> Account:
    """Why cadres are penalised for disloyalty."""
    formula = (
        f"hazard = {visibility.formula} · [(1 − type_blindness) · rate · "
        f"{guilt.formula.removeprefix('visible · ')} + type_blindness · blind_rate] · (ordered + named), "
        f"at most {MOST_PENALTY_HAZARD}"
    )
    own = (*visibility.terms[: OWN[0]], *guilt.terms[: OWN[1]])
    others = (*visibility.terms[OWN[0] :], *guilt.terms[OWN[1] :])
    return Account("penalty", "disloyalty", (*OF_THE_RANK, *OF_THE_INTENSITY, *own, *others), formula, charged)


ORDERED = Term("ordered", "the share that was ordered of those who are like him", "share", FACTOR, 0.0)
"""What an order says; whom it means, the dated event tells."""


def ordered(v: Values) -> float:
    """Hazard of a penalty on order."""
    return v["ordered"]


def account_of_orders() -> Account:
    """Why cadres are penalised on order."""
    return Account("penalty", "order", (ORDERED,), "hazard = ordered", ordered)

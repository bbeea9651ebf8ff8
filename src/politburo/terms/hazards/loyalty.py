"""Loyalty: where the private loyalty of a cadre tends to, on the real line.

Close friends bring each other round by what they say they think: seen is the disaffection that they show by open talk,
and it is held against what one shows them of one's own, so that influence moves friends toward each other and the whole
of them nowhere (DeGroot 1974; with a part of one's own that stays, Friedkin & Johnsen 1990). Where friends have fallen
silent their silence passes for loyalty.
"""

from __future__ import annotations

from politburo.terms.hazards.hazard import ADDEND, Hazard

loyalty = Hazard("loyalty", "where private loyalty tends to", "believe", lent=("promoted",))


@loyalty.term(ADDEND, "the loyalty of a cadre without rents, ties or fear", "logit")
def base(cadre, p, levers):
    return p.believe.base


@loyalty.term(ADDEND, "lasting inclination", "logit", neutral=0.0)
def disposition(cadre, p, levers):
    return cadre.disposition


@loyalty.term(ADDEND, "the prospect of promotion", "logit", neutral=0.0)
def prospects(cadre, p, levers):
    return cadre.promoted


@loyalty.term(ADDEND, "rents of office", "logit", neutral=0.0)
def rents(cadre, p, levers):
    return p.believe.rents * levers.rents * cadre.rent


@loyalty.term(ADDEND, "reforms that reduce rents", "logit", neutral=0.0)
def reform(cadre, p, levers):
    return -p.believe.reform * levers.reform_pressure * cadre.rent


@loyalty.term(ADDEND, "closeness to the leader", "logit", neutral=0.0)
def tie(cadre, p, levers):
    return p.believe.tie * cadre.tie


@loyalty.term(ADDEND, "relatives whose fate depends on the regime", "logit", neutral=0.0)
def shared_fate(cadre, p, levers):
    return p.believe.shared_fate * cadre.family


@loyalty.term(ADDEND, "campaigns, on those who are not afraid", "logit", neutral=0.0)
def campaign(cadre, p, levers):
    return p.believe.campaign * levers.campaign * (1 - cadre.fear)


@loyalty.term(ADDEND, "fear", "logit", neutral=0.0)
def fear(cadre, p, levers):
    return -p.believe.fear * cadre.fear


@loyalty.term(ADDEND, "the neighbour's lead in prosperity, seen from a post in contact with it", "logit", neutral=0.0)
def exposure(cadre, p, levers):
    return -p.believe.exposure * levers.neighbour_lead * cadre.exposure


@loyalty.term(ADDEND, "what close friends let show, against what they are shown", "logit", neutral=0.0)
def persuasion(cadre, p, levers):
    return p.believe.persuasion * (cadre.openness_close * (1 - cadre.private_loyalty) - cadre.seen)

"""Plot: a cadre in office begins to plot."""

from __future__ import annotations

from politburo.terms.hazards.hazard import EXPONENT, FACTOR, Hazard

plot = Hazard("plot", "a cadre in office begins to plot", "choose", most=0.5)


@plot.term(FACTOR, "the hazard of a cadre who is neither afraid nor disloyal", "per month")
def rate(cadre, p, levers):
    return p.choose.plot_rate


@plot.term(EXPONENT, "fear", "1", neutral=0.0)
def fear(cadre, p, levers):
    return p.choose.plot_fear * cadre.fear


@plot.term(EXPONENT, "disaffection shown by friends", "1", neutral=0.0)
def friends(cadre, p, levers):
    return p.choose.plot_trust * cadre.seen


@plot.term(EXPONENT, "arms at the holder's disposal", "1", neutral=0.0)
def arms(cadre, p, levers):
    return p.choose.plot_arms * cadre.arms


@plot.term(EXPONENT, "surveillance", "1", neutral=0.0)
def surveillance(cadre, p, levers):
    return -p.choose.plot_surveillance * levers.surveillance


@plot.term(EXPONENT, "private loyalty", "1", neutral=0.0)
def loyalty(cadre, p, levers):
    return -p.choose.plot_loyalty * cadre.private_loyalty


@plot.term(EXPONENT, "relatives whose fate depends on the regime", "1", neutral=0.0)
def shared_fate(cadre, p, levers):
    return -p.choose.fate * cadre.family

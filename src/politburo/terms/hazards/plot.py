"""Plot: a cadre in office begins to plot, or joins one who does.

One plots for what office is worth to one who could take it (Svolik 2009; Egorov & Sonin 2011), where it could succeed:
with one's own means and those of close friends who say that they are disaffected (Chwe 2000), against guards who show
so much loyalty. Fear makes careful; who has arms and expects to be removed pre-empts it (Roessler 2011).
"""

from __future__ import annotations

from politburo.terms.hazards.hazard import EXPONENT, FACTOR, Hazard, log

plot = Hazard("plot", "a cadre in office begins to plot", "choose", most=0.5, lent=("chance", "rank_weight"))


@plot.term(FACTOR, "the hazard of a cadre without loyalty or fear who is sure to succeed", "per month")
def rate(cadre, p, levers):
    return p.choose.plot_rate


@plot.term(FACTOR, "close friends who plot and say so, whom one may join", "ratio", neutral=1.0)
def approached(cadre, p, levers):
    return 1 + p.choose.plot_join * cadre.approached


@plot.term(EXPONENT, "the chance of success, with the friends on whom one can count", "1", neutral=0.0)
def opportunity(cadre, p, levers):
    return p.choose.plot_opportunity * log(cadre.chance)


@plot.term(EXPONENT, "what power is worth to one who is near it", "1", neutral=0.0)
def ambition(cadre, p, levers):
    return p.choose.plot_ambition * cadre.rank_weight


@plot.term(EXPONENT, "arms, where one fears to be removed", "1", neutral=0.0)
def preemption(cadre, p, levers):
    return p.choose.plot_preemption * cadre.fear * cadre.arms


@plot.term(EXPONENT, "caution, from fear", "1", neutral=0.0)
def caution(cadre, p, levers):
    return -p.choose.plot_caution * cadre.fear


@plot.term(EXPONENT, "surveillance", "1", neutral=0.0)
def surveillance(cadre, p, levers):
    return -p.choose.plot_surveillance * levers.surveillance


@plot.term(EXPONENT, "private loyalty", "1", neutral=0.0)
def loyalty(cadre, p, levers):
    return -p.choose.plot_loyalty * cadre.private_loyalty


@plot.term(EXPONENT, "relatives whose fate depends on the regime", "1", neutral=0.0)
def shared_fate(cadre, p, levers):
    return -p.choose.fate * cadre.family

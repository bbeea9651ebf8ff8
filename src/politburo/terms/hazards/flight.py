"""Flight: a cadre flees abroad.

The chance to get out is 1 in a post abroad that is not withdrawn, less vetting after flights from there; at home it is
the access of the province to an open border, less border control. Family at home holds back those who are posted
abroad, as hostages; those at home take it along (hazard form: Reuter & Szakonyi 2019; outside option: Zakharov 2016).

People differ for good in how easily they would go. Half the variance is taken off, so that this leaves the mean hazard
of newcomers as it is; but those who go are the restless, and the mean of those who stay falls (Vaupel et al. 1979).
"""

from __future__ import annotations

from politburo.terms.hazards.hazard import EXPONENT, FACTOR, Hazard, exp

flight = Hazard("flight", "a cadre flees abroad", "choose", most=0.5, lent=("vetted",))


def open_border(p, levers):
    """How open the border is to a cadre, relative to a post abroad."""
    return p.choose.flee_inland * (1 - levers.border_control)


def posted(cadre, levers):
    """1 in a post abroad that is not withdrawn."""
    return cadre.abroad if cadre.withdrawn_beyond >= 1 - levers.posts_abroad else 0


def inland(cadre, p, levers):
    """Whether the way over the border is the easier one."""
    return cadre.access * open_border(p, levers) > posted(cadre, levers) * (1 - cadre.vetted)


@flight.term(FACTOR, "the hazard of a cadre abroad who is neither afraid nor tempted", "per month")
def rate(cadre, p, levers):
    return p.choose.flee_rate


@flight.term(FACTOR, "a post abroad, or the province's access to the border", "share", neutral=1.0)
def access(cadre, p, levers):
    return cadre.access if inland(cadre, p, levers) else posted(cadre, levers)


@flight.term(FACTOR, "the openness of the border", "share", neutral=1.0)
def border(cadre, p, levers):
    return open_border(p, levers) if inland(cadre, p, levers) else 1


@flight.term(EXPONENT, "fear", "1", neutral=0.0)
def fear(cadre, p, levers):
    return p.choose.flee_fear * cadre.fear


@flight.term(EXPONENT, "news of others who fled", "1", neutral=0.0)
def news(cadre, p, levers):
    return p.choose.flee_news * (1 - exp(-cadre.flights_heard))


@flight.term(EXPONENT, "the neighbour's lead in prosperity, seen from a post in contact with it", "1", neutral=0.0)
def outside(cadre, p, levers):
    return p.choose.flee_outside * levers.neighbour_lead * cadre.exposure


@flight.term(EXPONENT, "private loyalty", "1", neutral=0.0)
def loyalty(cadre, p, levers):
    return -p.choose.flee_loyalty * cadre.private_loyalty


@flight.term(EXPONENT, "family kept at home", "1", neutral=0.0)
def hostages(cadre, p, levers):
    return -p.choose.flee_family * posted(cadre, levers) * cadre.family


@flight.term(EXPONENT, "relatives whose fate depends on the regime", "1", neutral=0.0)
def shared_fate(cadre, p, levers):
    return -p.choose.fate * cadre.family


@flight.term(FACTOR, "what the vetting of posts abroad leaves of the chance to get out", "share", neutral=1.0)
def vetting(cadre, p, levers):
    return 1 if inland(cadre, p, levers) else 1 - cadre.vetted


@flight.term(EXPONENT, "a lasting inclination to leave", "1", neutral=0.0)
def frailty(cadre, p, levers):
    return p.choose.flee_frailty * (cadre.restless - p.choose.flee_frailty / 2)

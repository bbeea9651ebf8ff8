"""Lying low: a cadre moves to a trivial post, or comes back from one.

The logits compare what the two posts are worth; for who lies low they count the other way. Office is worth less where
nobody talks. In office one can still save oneself by one's conduct, as far as it shelters: effort is worth what it adds
to the chance to survive, and where nobody is safe whatever his conduct it is worth nothing (Montagnes & Wolton 2019).
"""

from __future__ import annotations

from politburo.terms.hazards.hazard import FACTOR, LOGIT, Hazard
from politburo.terms.words import STANDINGS

LYING_LOW = STANDINGS.index("lying low")

lying_low = Hazard("lying low", "a cadre moves to a trivial post, or comes back from one", "choose", lent=("helpless",))


def side(cadre, p):
    """Slope of the logits: toward a trivial post, or for who lies low away from it."""
    return -p.choose.low_slope if cadre.standing == LYING_LOW else p.choose.low_slope


def in_office(cadre, p):
    """The fear of one who is in office."""
    return cadre.fear / p.fear.low_profile if cadre.standing == LYING_LOW else cadre.fear


def hidden(cadre, p):
    """The fear of one who lies low."""
    return cadre.fear if cadre.standing == LYING_LOW else cadre.fear * p.fear.low_profile


@lying_low.term(FACTOR, "the most that the hazard can be", "per month")
def rate(cadre, p, levers):
    return p.choose.low_rate


@lying_low.term(LOGIT, "what office yields, less fear that conduct cannot help, and less lost company", "logit")
def office(cadre, p, levers):
    company = 1 - p.choose.perks * (1 - cadre.openness_acquaintances)
    safe = 1 - p.choose.ruin * cadre.helpless * min(in_office(cadre, p), 1)
    return -side(cadre, p) * levers.rents * cadre.rent * company * safe


@lying_low.term(LOGIT, "the worth of serving, which a trivial post has in part", "logit", neutral=0.0)
def service(cadre, p, levers):
    return -side(cadre, p) * (1 - p.choose.low_serving) * p.choose.serving * cadre.private_loyalty


@lying_low.term(LOGIT, "what a trivial post yields, less fear", "logit", neutral=0.0)
def trivial_post(cadre, p, levers):
    safe = 1 - p.choose.ruin * hidden(cadre, p)
    return side(cadre, p) * p.choose.low_rent * levers.rents * cadre.rent * safe


@lying_low.term(LOGIT, "the loss of face", "logit", neutral=0.0)
def face(cadre, p, levers):
    return -side(cadre, p) * p.choose.low_face

"""Departure: one of a household's people leaves.

Readiness is access to the border, sex and age. Because leaving takes cash, prosperity can raise exit as well as lower
it, and a poor harvest raises it at first and lowers it once savings are spent (Hirschman 1993; fight-or-flight report).
"""

from __future__ import annotations

from politburo.terms.hazards.hazard import ADDEND, FACTOR, Hazard

departure = Hazard("departure", "one of a household's people leaves", "live", agent="home")


@departure.term(FACTOR, "the hazard of one who wants to leave with all his might, and can", "per month")
def rate(home, p, levers):
    return p.live.exit_rate


@departure.term(FACTOR, "the openness of the border", "share", neutral=1.0)
def border(home, p, levers):
    return 1 - levers.border_control


@departure.term(FACTOR, "access to the border, sex and age", "ratio", neutral=1.0)
def readiness(home, p, levers):
    return home.readiness


@departure.term(FACTOR, "cash against the price of a broker", "share", neutral=1.0)
def means(home, p, levers):
    price = p.live.advance * levers.broker_price
    return home.cash / (price + home.cash)


@departure.term(ADDEND, "hardship", "1", neutral=0.0)
def want(home, p, levers):
    return p.live.exit_want * home.hardship


@departure.term(ADDEND, "being watched for relatives who left", "1", neutral=0.0)
def watched(home, p, levers):
    return p.live.exit_watched * levers.surveillance * home.kin_abroad


@departure.term(ADDEND, "relatives abroad who call", "1", neutral=0.0)
def call(home, p, levers):
    return p.live.exit_call * home.kin_abroad

"""Departure: one of a household's people leaves, if the way can be paid for.

Readiness is access to the border, sex and age. Three things draw: want, kin who left, and politics, which is fear of
punishment and discontent. Want is convex in what lacks for subsistence, so that ordinary hardship pulls little and
famine much. What brokers ask, and who can pay it, is worked out beside it (month.live): control of the border enters by
that price alone. Because leaving takes money, prosperity can raise exit as well as lower it, and a poor harvest raises
it at first and lowers it once savings are spent (Hirschman 1993; fight-or-flight report).
"""

from __future__ import annotations

from politburo.terms.hazards.hazard import ADDEND, FACTOR, Hazard

departure = Hazard("departure", "one of a household's people leaves, if the way can be paid for", "live", agent="home")

POLITICS = ("fear", "discontent")
"""The wishes to leave that count as political."""


@departure.term(FACTOR, "the hazard of one who wants to leave with all his might, and can", "per month")
def rate(home, p, levers):
    return p.live.exit_rate


@departure.term(FACTOR, "access to the border, sex and age", "ratio", neutral=1.0)
def readiness(home, p, levers):
    return home.readiness


@departure.term(ADDEND, "what income lacks for subsistence", "1", neutral=0.0)
def want(home, p, levers):
    lacks = max(1 - home.income, 0)
    return p.live.exit_want * lacks * lacks


@departure.term(ADDEND, "relatives who left", "1", neutral=0.0)
def kin(home, p, levers):
    return p.live.exit_kin * home.kin_abroad


@departure.term(ADDEND, "fear of punishment", "1", neutral=0.0)
def fear(home, p, levers):
    return p.live.exit_fear * home.fear


@departure.term(ADDEND, "disbelief in the system", "1", neutral=0.0)
def discontent(home, p, levers):
    return p.live.exit_discontent * (1 - home.belief)

"""Detection: a plotter is found out, by those who watch or through a friend who stays loyal."""

from __future__ import annotations

from politburo.terms.hazards.hazard import ADDEND, Hazard

detection = Hazard("detection", "a plotter is found out", "conspire", most=1.0, lent=("confided",))


@detection.term(ADDEND, "the hazard of detection without surveillance", "per month")
def found(cadre, p, levers):
    return p.conspire.found


@detection.term(ADDEND, "surveillance", "per month", neutral=0.0)
def surveillance(cadre, p, levers):
    return p.conspire.found_surveillance * levers.surveillance


@detection.term(ADDEND, "loyal friends to whom he has spoken", "per month", neutral=0.0)
def denounced(cadre, p, levers):
    return p.conspire.found_denounced * cadre.confided

"""Detection: a plotter is found out."""

from __future__ import annotations

from politburo.terms.hazards.hazard import ADDEND, Hazard

detection = Hazard("detection", "a plotter is found out", "conspire", most=1.0)


@detection.term(ADDEND, "the hazard of detection without surveillance", "per month")
def found(cadre, p, levers):
    return p.conspire.found


@detection.term(ADDEND, "surveillance", "per month", neutral=0.0)
def surveillance(cadre, p, levers):
    return p.conspire.found_surveillance * levers.surveillance

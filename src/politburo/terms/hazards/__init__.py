"""Hazards of the month, each as the list of its terms: one file for each."""

from __future__ import annotations

from politburo.terms.hazards.coup import attempt
from politburo.terms.hazards.departure import departure
from politburo.terms.hazards.detection import detection
from politburo.terms.hazards.flight import flight
from politburo.terms.hazards.hazard import (
    ADDEND,
    EXPONENT,
    FACTOR,
    LOGIT,
    MOST_TIMES,
    PARTS,
    SCORE,
    Account,
    Hazard,
    Term,
    exp,
    log,
    logistic,
)
from politburo.terms.hazards.loyalty import loyalty
from politburo.terms.hazards.lying_low import lying_low
from politburo.terms.hazards.penalty import MOST_PENALTY_HAZARD, guilt, visibility
from politburo.terms.hazards.plot import plot
from politburo.terms.hazards.promotion import merit

__all__ = [
    "ADDEND",
    "EXPONENT",
    "FACTOR",
    "HAZARDS",
    "LOGIT",
    "MOST_PENALTY_HAZARD",
    "MOST_TIMES",
    "PARTS",
    "SCORE",
    "Account",
    "Hazard",
    "Term",
    "exp",
    "log",
    "logistic",
]

HAZARDS: dict[str, Hazard] = {
    hazard.name: hazard
    for hazard in (
        departure, loyalty, lying_low, flight, plot, detection, attempt, visibility, guilt, merit
    )
}  # fmt: skip
"""All that is decided by a list of terms, in the order of the month; terms.plugins adds those of other packages."""

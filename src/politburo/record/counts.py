"""Counts of what outsiders knew over some days, of the whole country, as tables set them beside public figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from politburo.record.reports import Reports
from politburo.terms.words import FORMS, code

ARRIVALS = ("ordinary arrival", "cadre arrival")
PENALTIES = ("penalty report", "announcement", "double report", "false report", "correction")


def penalised(reports: Reports, forms: Sequence[str], first: date, last: date) -> float:
    """Persons reported penalised in one of these forms in the days `first` to `last`, less those who reappeared.

    The count is the one an outsider would make of the reports given: cases told twice are counted twice, and the day
    is that of the penalty, not of its report.
    """
    of_form = np.isin(reports.form, [code(FORMS, form) for form in forms])
    counted = reports.of(*PENALTIES) & of_form & reports.between(first, last, by="event_day")
    return float(reports.adds[counted].sum())


def fled_from_abroad(reports: Reports, first: date, last: date) -> float:
    """Cadres whose flight from a post abroad is disclosed, by the day of the flight."""
    counted = reports.of("flight disclosed") & reports.between(first, last, by="event_day")
    return float(reports.adds[counted].sum())


def arrived(reports: Reports, first: date, last: date, kinds: Sequence[str] = ARRIVALS) -> float:
    """Persons who arrived in the days `first` to `last` over the border, ordinary people and cadres unless told."""
    return float(reports.adds[reports.of(*kinds) & reports.between(first, last, by="report_day")].sum())

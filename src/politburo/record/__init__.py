"""What outsiders see of what happened: a pure function of the events, kept apart from reality."""

from politburo.record.outsiders import record
from politburo.record.reports import REPORT_COLUMNS, REPORT_KINDS, Reports

__all__ = ["REPORT_COLUMNS", "REPORT_KINDS", "Reports", "record"]

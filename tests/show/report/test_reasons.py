"""Reasons in the report: those that `why` gives, in few words."""

from __future__ import annotations

import politburo as pb
from politburo.ask.run.notable_events import notable_of_all
from politburo.ask.why.sentences import percent, reasons, weighty
from politburo.show.report.reasons import notable_table


def test_every_event_has_the_hazard_and_the_weightiest_reasons_that_why_gives(results: pb.Results):
    table = notable_table(results)
    assert len(table.rows) > 5
    for it, row in zip(notable_of_all(results), table.rows, strict=True):
        why = results.why(it.event, it.run)
        assert row[3] == f"run {it.run}, event {it.event}"
        assert row[2] == reasons(why)
        assert str(row[2]).startswith(f"{percent(why.hazard)} per month")
        for side in (1, -1):  # the weightiest of each side is named
            weightiest = [term.meaning for term in weighty(why) if side * term.contribution > 0][:1]
            assert all(meaning in str(row[2]) for meaning in weightiest)

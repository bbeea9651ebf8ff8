"""Levers after a day that are not taken as known: carried on by a rule from what was known on it.

The rule is the plainest one. Dated events after the day are left out, with all that they do. What a scenario scripts
by steps or lines stays from the next month on what it is in that month, and so does the logic of rule: what begins with
the month after the day is announced by then, such as a successor's rule after a death. What a leader chooses he goes on
choosing, and prices follow in the simulation from what is in force.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from politburo.scenario import Scenario, with_levers, with_logic
from politburo.scenario.changes import without_events
from politburo.scenario.months import calendar_month, month_name


def carried_on(base: Scenario, as_of: date) -> Scenario:
    """The same scenario with nothing in it that was not known on a day; itself where it ends by then."""
    first = calendar_month(as_of) + 1
    if not base.start <= first < base.end:
        return base
    later = [event.label for event in base.events if event.day > as_of]
    made = without_events(base, later)
    scripted = without_events(base, [event.label for event in base.events])
    held = {
        name: value
        for name, value in asdict(made.levers_at(first)).items()
        if name not in made.chosen_at(first)
        and len({getattr(scripted.levers_at(month), name) for month in range(first, base.end + 1)}) > 1
    }
    logic = made.logics[first - made.start]
    if any(other != logic for other in made.logics[first - made.start :]):
        made = with_logic(made, logic, start=month_name(first))
    return with_levers(made, start=month_name(first), **held)

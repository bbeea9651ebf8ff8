"""What is assumed: every lever and parameter with its source, and what differs from the parent."""

from dataclasses import replace

from politburo.answer import Table
from politburo.scenario import adapt, load, with_levers, with_off, with_parameters
from politburo.scenario.schema import LEVER_DECLARATIONS, PARAMETER_DECLARATIONS
from politburo.show.report.assumptions import (
    differences_table,
    events_table,
    levers_table,
    logics,
    parameters_table,
    parent,
    switched_off,
)

EXAMPLE = load("example")


def cell(table: Table, row: str, column: str) -> str:
    """What a table says of something."""
    (found,) = (cells for cells in table.rows if cells[0] == row)
    return str(found[table.places[column]])


def test_every_parameter_is_listed_with_its_source_and_range():
    table = parameters_table(EXAMPLE)
    assert len(table.rows) == len(PARAMETER_DECLARATIONS)
    declaration = PARAMETER_DECLARATIONS["fear.horizon"]
    assert cell(table, "parameters.fear.horizon", "source") == declaration.source
    assert cell(table, "parameters.fear.horizon", "plausible range") == f"{declaration.low:g} to {declaration.high:g}"
    assert all(row[table.places["source"]] for row in table.rows)


def test_a_changed_parameter_says_its_default_and_one_of_a_mechanism_that_is_off_says_so():
    changed = with_off(with_parameters(EXAMPLE, {"fear.horizon": 2.25}), "rumour")
    table = parameters_table(changed)
    assert cell(table, "parameters.fear.horizon", "value").startswith("2.25 (default ")
    assert cell(table, "parameters.hear.rumour", "value") == "0 (rumour is off)"


def test_every_lever_is_listed_with_its_course():
    table = levers_table(EXAMPLE)
    assert [row[0] for row in table.rows] == list(LEVER_DECLARATIONS)
    assert cell(table, "surveillance", "value") == "0.4 from 2000-01; 0.6 from 2002-01"
    assert "chosen by the leader (strategic) 2002-01 to 2009-12" in cell(table, "purge_intensity", "value")
    assert cell(with_held := levers_table(with_levers(EXAMPLE, rents=1.0)), "rents", "value") == "1 (default)"
    assert len(with_held.rows) == len(table.rows)


def test_a_lever_of_many_steps_is_summed_up():
    assert cell(levers_table(load("north-korea")), "broker_price", "value") == (
        "1000 to 17000 in 14 steps within 1000–17000"
    )


def test_dated_events_say_what_they_do():
    table = events_table(EXAMPLE)
    assert len(table.rows) == len(EXAMPLE.events)
    assert cell(table, "2004-09-10", "what it does") == "harvest 0.8 for 10 months"
    assert cell(table, "2008-05-01", "what it does") == "historical reference, not modelled"


def test_mechanisms_that_are_off_are_listed_and_no_others():
    assert switched_off(EXAMPLE).rows == ()
    assert [row[0] for row in switched_off(with_off(EXAMPLE, "rumour", "coups")).rows] == ["rumour", "coups"]


def test_the_logics_are_told_with_their_months():
    assert logics(EXAMPLE) == "scripted 2000-01 to 2001-12, strategic 2002-01 to 2009-12"
    assert logics(adapt(EXAMPLE, until="2001-06")) == "scripted"


def test_a_what_if_is_compared_with_what_it_extends():
    what_if = load("no-summit")
    other = parent(what_if)
    assert other is not None
    assert other == load("north-korea")
    found = {row[0] for row in differences_table(what_if, other).rows}
    assert "levers.assurance" in found


def test_a_scenario_of_the_library_is_compared_with_itself_as_it_comes():
    other = parent(adapt(EXAMPLE, runs=3))
    assert other == EXAMPLE
    assert [row[0] for row in differences_table(adapt(EXAMPLE, runs=3), EXAMPLE).rows] == ["run.runs"]


def test_a_scenario_that_extends_a_file_or_nothing_is_compared_with_nothing():
    assert parent(replace(EXAMPLE, name="mine")) is None
    assert parent(replace(EXAMPLE, parent="base.toml")) is None

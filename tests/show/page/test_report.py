"""What the report says: sections in their order, and where everything comes from; and the file, written whole."""

from __future__ import annotations

import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import politburo as pb
from politburo.answer.numbers import percent
from politburo.ask.run.notable_events import notable_of_all
from politburo.ask.run.results import Results
from politburo.ask.why import reasons, weighty
from politburo.cli.run import run
from politburo.run.plan import file_name
from politburo.scenario import Scenario, adapt, load, parse, with_levers, with_off
from politburo.show.cells import parts
from politburo.show.page.report import (
    FILE,
    Content,
    command,
    content_of,
    notable_table,
    parent,
    report_html,
    save_report,
)
from politburo.show.run import FIGURES
from politburo.terms.errors import StoreError
from politburo.terms.parameters import parameter_sources

from ..imagined import Imagined, imagined
from .made import in_folder, reported

EXAMPLE = load("example")

LARGEST = 5_000_000
"""Bytes that a report of 200 runs may take."""


@pytest.fixture(scope="module")
def content(results: pb.Results) -> Content:
    return content_of(results)


@pytest.mark.slow
def test_it_tells_what_was_run_and_ends_with_how_to_cite_it(content: Content, results: pb.Results):
    names = [section.name for section in content.sections]
    assert names == ["run", "outcomes", "years", "places", "fates", "events", "assumptions", "reproduce", "cite"]
    assert content.sections[0].paragraphs[: len(results.sentences)] == results.sentences


def test_every_figure_but_the_overview_is_shown_once(content: Content):
    shown = [figure.name for section in content.sections for figure in section.figures]
    assert sorted(shown) == sorted(set(FIGURES) - {"overview"})


def test_every_row_of_every_table_fits_its_columns(content: Content):
    tables = [table for section in content.sections for part in section.parts for table in part.tables]
    assert len(tables) >= 6
    assert all(len(row) == len(table.headings) == len(table.right) for table in tables for row in table.rows)


def test_the_years_are_those_of_the_results(content: Content, results: pb.Results):
    (section,) = (section for section in content.sections if section.name == "years")
    assert section.parts[0].tables == parts(results.table("years"))


def test_every_figure_says_in_its_data_where_it_comes_from(content: Content):
    for section in content.sections:
        for figure in section.figures:
            head, *rows = figure.data["csv"].splitlines()
            assert head.endswith(",provenance")
            assert all("scenario example" in row and "seed 1" in row for row in rows)


def test_it_says_how_many_runs_are_there_where_some_are_missing(results: pb.Results, tmp_path: Path):
    folder = tmp_path / "partly"
    shutil.copytree(results.folder, folder)
    (folder / "done" / "run-00001.json").unlink()
    facts = dict(content_of(pb.open(folder)).sections[0].facts)
    assert facts["Runs"] == "1 of 2 finished"


def test_the_resolved_scenario_in_the_page_is_the_one_that_was_run(content: Content, results: pb.Results):
    (part,) = (part for part in content.sections[-2].parts if part.file)
    assert parse(str(part.text), "scenario.toml").digest() == results.scenario.digest()


def test_what_is_assumed_begins_with_how_many_values_of_parameters_are(content: Content):
    (section,) = (section for section in content.sections if section.name == "assumptions")
    assert parameter_sources() in section.paragraphs


def test_references_say_what_they_were_used_for(content: Content):
    (part,) = content.sections[-1].parts
    assert part.file == "references.bib"
    assert "@misc{politburo" in str(part.text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "results",
    [
        imagined(months=3, runs=1, description=""),
        imagined(ended={0: 0, 1: 0}),
        imagined(ended={1: 13}),
        imagined(months=1),
    ],
    ids=["three months", "fallen at once", "one fallen", "one month"],
)
def test_whatever_happened_or_did_not_can_be_reported(results: Imagined, tmp_path: Path):
    made = in_folder(results, tmp_path)
    (events,) = (section for section in content_of(made).sections if section.name == "events")
    assert events.paragraphs[0].startswith("Nothing notable happened")
    assert report_html(made).endswith("</html>")


def titles(content: Content, section: str) -> list[str]:
    """What stands above the parts of a section."""
    return [part.title for it in content.sections if it.name == section for part in it.parts]


def test_what_is_assumed_lists_all_levers_and_parameters_and_what_differs(content: Content):
    assert titles(content, "assumptions") == [
        "Setting: difference from example",
        "Dated public events: difference from example",
        "Dated public events",
        "All levers, month by month",
        "All parameters with their sources",
    ]


def test_mechanisms_that_are_off_are_listed(tmp_path: Path):
    off = in_folder(Imagined.of(imagined(), scenario=with_off(imagined().scenario, "rumour", "coups")), tmp_path)
    assert "Mechanisms that are switched off" in titles(content_of(off), "assumptions")


def test_a_scenario_is_compared_with_what_it_extends_or_with_itself_as_it_comes():
    assert parent(load("no-summit")) == load("north-korea")
    assert parent(adapt(EXAMPLE, runs=3)) == EXAMPLE


def test_a_scenario_that_extends_a_file_or_nothing_is_compared_with_nothing():
    assert parent(replace(EXAMPLE, name="mine")) is None
    assert parent(replace(EXAMPLE, parent="base.toml")) is None


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


def of(scenario: Scenario) -> Results:
    """Imagined results of a scenario."""
    return Imagined.of(imagined(), scenario=scenario)


@pytest.mark.parametrize(
    "scenario", [EXAMPLE, adapt(EXAMPLE, runs=3, seed=7, scale=0.25, until="2003-06"), load("no-summit")]
)
def test_the_command_of_a_scenario_of_the_library_asks_for_the_same_scenario(scenario: Scenario):
    program, called, name, *options = shlex.split(command(of(scenario)))
    assert (program, called) == ("politburo", "run")
    asked = run.make_context("run", [name, *options]).params
    wanted = {key: asked[key] for key in ("runs", "seed", "until", "scale")}
    assert adapt(load(asked["scenario"]), **wanted).digest() == scenario.digest()
    assert asked["runs"] == scenario.runs


def test_a_scenario_that_is_not_in_the_library_is_run_from_its_resolved_file():
    assert command(of(with_levers(EXAMPLE, rents=0.5))) == "politburo run scenario.toml --runs 8"
    assert command(of(replace(EXAMPLE, name="mine"))) == "politburo run scenario.toml --runs 8"


def test_files_are_named_by_the_scenario_whatever_its_name():
    assert file_name(replace(EXAMPLE, name="../a <b>/c")) == "a-b-c"
    assert file_name(replace(EXAMPLE, name="?")) == "scenario"


@pytest.mark.slow
def test_the_report_is_saved_as_it_is_made(results: pb.Results, tmp_path: Path):
    path = save_report(results, tmp_path)
    assert path == tmp_path / FILE
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == report_html(results)


@pytest.mark.slow
def test_a_report_that_cannot_be_written_says_why(results: pb.Results, tmp_path: Path):
    (tmp_path / "taken").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match="taken is a file and no folder"):
        save_report(results, tmp_path / "taken")


@pytest.mark.slow
def test_the_report_of_many_runs_is_small_enough_to_be_sent_and_as_large_as_that_of_a_few(tmp_path: Path):
    few, many = (save_report(reported(tmp_path, runs), tmp_path).stat().st_size for runs in (20, 200))
    assert many < LARGEST
    assert many < 1.1 * few

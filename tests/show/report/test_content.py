"""What the report says: sections in their order, and that it says where everything comes from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import politburo as pb
from politburo.scenario import parse
from politburo.show.cells import parts
from politburo.show.figures import FIGURES
from politburo.show.report import report_html
from politburo.show.report.content import Content, content_of
from politburo.terms.parameters import parameter_sources

from ..imagined import Imagined, imagined
from .made import in_folder


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

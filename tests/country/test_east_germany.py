"""A country that someone made in an hour from a few public figures: it is used by its own names, from end to end."""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path

import pytest

import politburo as pb
from politburo.ask.claims import claims
from politburo.ask.countries import country
from politburo.ask.scenarios import overview
from politburo.country.folder import read_folder
from politburo.country.public import public_figures
from politburo.scenario import adapt, load
from politburo.show.look import WIDE, Layout
from politburo.show.page.claims import board_page
from politburo.show.page.report import report_html
from politburo.show.run import FIGURES

FOLDER = Path(__file__).parent / "east-germany"
FILES = read_folder(FOLDER)

OF_OTHERS = re.compile("Korea|Pyongyang|top leadership|senior/central|diplomacy|the South", re.IGNORECASE)
"""Words that belong to another country."""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    scenario = adapt(load(FOLDER / "scenario.toml"), runs=2, scale=0.02, until="1951-12")
    return pb.run(scenario, out=tmp_path_factory.mktemp("runs") / "kept", progress=None)


def test_its_files_have_no_errors_and_every_figure_has_an_address():
    FILES.check()
    assert all(entry.source_url for entry in FILES.evidence.accounts())
    assert FILES.plan.people == pytest.approx(FILES.evidence.figure("population_1950").value, abs=1)
    assert len(FILES.plan.organs) == len(FILES.plan.ranks) == 5


def test_those_who_were_registered_in_the_west_stand_beside_those_who_arrive():
    (arrived,) = public_figures(FILES.evidence, 1953)
    assert (arrived.measure, str(arrived)) == ("ordinary arrivals", "330500–331500")


def test_what_is_shown_of_it_counts_its_figures_in_words():
    assert "37 public figures come with it, 1 target of the fit among them; 20 are built in" in str(country(FOLDER))


def test_a_scenario_in_its_folder_names_it_by_its_title():
    assert "East Germany (.)" in str(overview(FOLDER / "scenario.toml"))


@pytest.mark.slow
def test_the_report_names_what_is_there_and_nothing_of_another_country(results: pb.Results):
    page = report_html(results)
    shown = re.sub(r"(?s)<(script|style|pre)\b.*?</\1>|<[^>]*>", " ", page)
    assert not OF_OTHERS.search(re.sub(r"(?s)All parameters with their sources.*?How to reproduce it", "", shown))
    assert "East Germany" in shown
    for one in (*FILES.plan.organs, *FILES.plan.ranks):
        assert escape(one.name, quote=False) in page or one.name.replace("&", "\\u0026") in page
    assert "Räte & Ministerien" not in page.replace("\\u0026", "&amp;").split("<script")[0]


@pytest.mark.slow
def test_the_record_calls_no_place_by_a_name_of_another_country(results: pb.Results):
    assert not OF_OTHERS.search(str(results.record("1951-06-30")) + str(results))


@pytest.mark.slow
@pytest.mark.parametrize("layout", [WIDE, Layout("narrow")])
def test_no_remark_of_a_figure_is_cut(results: pb.Results, layout: Layout):
    for figure in FIGURES.values():
        assert not any("…" in line for line in figure.specification(results, layout)["title"]["subtitle"])


@pytest.mark.slow
def test_a_claim_is_decided_in_it(tmp_path: Path):
    shutil.copytree(FOLDER, tmp_path / "east-germany")
    (tmp_path / "claims.toml").write_text(CLAIMS, encoding="utf-8")
    board = claims(tmp_path / "claims.toml", out=tmp_path / "kept")
    assert board.claim("G1").verdict == "holds"
    assert "east-germany, thinned to 2 %" in board_page(board)


CLAIMS = """
[settings.short]
country = "./east-germany"
start = "1953-01"
settle = 2
months = 4
scale = 0.02

[[claims]]
id = "G1"
says = "More people leave over an open border"
source = "own"
provenance = "H"
runs = 3
setting = "short"
changed = { held = { border_control = 0.1 } }
base = { held = { border_control = 0.95 } }

[[claims.tests]]
name = "departures"
observe = "departures per million"
window = [0, 4]
expect = "up"

[[claims.tests]]
name = "fear"
observe = "cadres.fear"
among = ["organ Ministerium für Staatssicherheit („Stasi“)", "rank Bezirk"]
expect = "reported"
"""

"""What a result cites: politburo in the version that made it, what was at work, the sources of its country."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

import politburo as pb
from politburo.scenario import Scenario, month_name, with_off
from politburo.show.cite import citation, citation_of_everything
from politburo.terms.leaders import LEADERS
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.references import references_in

from .made import read


def results_of(scenario: Scenario, folder: Path) -> pb.Results:
    return pb.run(scenario, scale=0.02, runs=1, until=month_name(scenario.start + 1), out=folder)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    return results_of(pb.load("example"), tmp_path_factory.mktemp("cited") / "example")


@pytest.fixture(scope="module")
def korea(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    return results_of(pb.load("north-korea"), tmp_path_factory.mktemp("cited") / "korea")


def test_the_public_name_gives_the_bibtex_of_results(made_up: pb.Results):
    assert pb.citation(made_up) == citation(made_up)


def test_politburo_comes_first_with_its_version_the_seed_and_the_fingerprint(made_up: pb.Results):
    program = next(iter(read(citation(made_up)).entries.values()))
    assert program.key == f"politburo-{version('politburo')}"
    assert program.fields["version"] == version("politburo")
    assert made_up.fingerprint in program.fields["note"]
    assert f"seed {made_up.scenario.seed}" in program.fields["note"]


def test_the_version_is_the_one_that_made_the_results_not_the_one_that_reads_them(made_up: pb.Results, tmp_path: Path):
    content = json.loads((made_up.folder / "manifest.json").read_text())
    older = tmp_path / "older"
    shutil.copytree(made_up.folder, older)
    (older / "manifest.json").write_text(json.dumps(content | {"politburo": "0.0.9"}))
    assert "politburo-0.0.9" in read(citation(pb.open(older))).entries


def test_a_made_up_country_cites_no_evidence_and_a_real_one_does(made_up: pb.Results, korea: pb.Results):
    assert not any(key.startswith("evidence-") for key in read(citation(made_up)).entries)
    assert "evidence-city-population-2008" in read(citation(korea)).entries


def test_a_page_that_is_both_a_work_and_a_source_is_one_entry(korea: pb.Results):
    addresses = [found.fields["url"] for found in read(citation(korea)).entries.values() if "url" in found.fields]
    assert len(addresses) == len(set(addresses))
    assert "dailynk2013" in read(citation(korea)).entries


def test_a_mechanism_switched_off_takes_its_work_along(made_up: pb.Results, tmp_path: Path):
    without = results_of(with_off(pb.load("example"), "preference_falsification"), tmp_path / "without")
    before, after = read(citation(made_up)).entries, read(citation(without)).entries
    assert set(before) - set(after) == {"kuran1991"}


def test_every_entry_stands_under_a_line_on_its_use(korea: pb.Results):
    blocks = citation(korea).strip().split("\n\n")
    assert len(blocks) == len(read(citation(korea)).entries)
    assert all(block.startswith("% Used for: ") for block in blocks)


def test_a_leader_of_another_package_is_cited_by_a_remark(made_up: pb.Results, monkeypatch: pytest.MonkeyPatch):
    foreign = replace(made_up, scenario=replace(made_up.scenario, logics=("watcher", "scripted")))
    last = citation(foreign).strip().splitlines()[-1]
    assert last == "% The leader watcher comes from another package: cite that package too."
    assert read(citation(foreign)).entries.keys() >= {"salmon2011"}


def test_everything_holds_the_works_of_all_mechanisms_and_leaders():
    wanted = {work.key for entry in (*MECHANISMS, *LEADERS) for work in references_in(entry.reference)}
    assert wanted <= set(read(citation_of_everything()).entries)


def test_the_same_results_give_the_same_text(korea: pb.Results):
    assert citation(pb.open(korea.folder)) == citation(korea)

"""What a result cites: politburo in the version that made it, what was at work, the sources of its country."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pybtex.database
import pytest
from pybtex.database import BibliographyData

import politburo as pb
from politburo.country.countries import files_of
from politburo.scenario import Scenario, month_name, with_off
from politburo.show.cite import all_sources, citation, citation_of_everything
from politburo.terms.leaders import LEADERS
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.references import references_in, works
from tests.folders import change

pytestmark = pytest.mark.slow


def read(bibtex: str) -> BibliographyData:
    """The entries of a bibliography, as a reader of BibTeX finds them."""
    return pybtex.database.parse_string(bibtex, "bibtex")


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
    older = tmp_path / "older"
    shutil.copytree(made_up.folder, older)
    change(older / "manifest.json", politburo="0.0.9")
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
    assert set(before) - set(after) == {"kuran1991", "crabtree2020"}


def test_every_entry_says_what_it_was_used_for_by_kind_and_once(korea: pb.Results):
    entries = read(citation(korea)).entries
    assert [key for key, entry in entries.items() if not entry.fields["annote"].startswith("Used for: ")] == []
    assert entries["kuran1991"].fields["annote"] == (
        r"Used for: mechanism: preference\_falsification; parameter: believe.stake"
    )
    assert entries["salmon2011"].fields["annote"] == "Used for: random numbers"
    assert entries["pfaff2006"].fields["annote"] == (
        r"Used for: mechanism: public\_confidence; parameter: live.confidence\_kin"
    )
    used = entries["dailynk2016"].fields["annote"].removeprefix("Used for: mechanisms: ").split(", ")
    assert len(used) == len(set(used)) > 20


def test_every_work_is_written_as_it_stands_in_the_bibliography():
    entries = read(citation_of_everything()).entries
    written = {key: entry for key, entry in entries.items() if not key.startswith("politburo-")}
    for key, entry in written.items():
        work = works()[key]
        assert dict(entry.fields) == {
            **{name: text for name, text in work.fields.items() if name != "shorthand"},
            "annote": entry.fields["annote"],
        }
        assert (entry.type, entry.persons) == (work.type, work.persons)
    assert set(works()) - set(written) == {
        "beaumont2002", "binois2018", "bosse2023", "bryant2010", "czado2009", "diebold1995", "efron2016",
        "fearnhead2012", "friedman1999", "gneiting2007", "gordon1993", "grimm2020", "gu2017", "harvey1997",
        "herman2017", "iwanaga2022", "kiefer1956", "kish1965", "kitagawa1996", "koenker2014", "korn1998",
        "lei2018", "mccullagh1989", "morris1991", "nyrup2020", "quenouille1956", "radev2022", "rasmussen2006",
        "saltelli2010", "searle1992", "simonsohn2018", "talts2018", "vernon2010", "yao2018",
    }  # fmt: skip  # methods of questions, of the model page and of tables, which no simulation stands on


def test_addresses_are_written_letter_by_letter_and_other_texts_as_latex(korea: pb.Results):
    written = citation(korea)
    addresses = [found.fields["url"] for found in read(written).entries.values() if "url" in found.fields]
    assert set(addresses) <= set(all_sources(files_of("north-korea").evidence)) | {
        work.fields.get("url") for work in works().values()
    }
    assert any(set(address) & set("_%&") for address in addresses)
    assert re.search(r"(?<!\\)[&_%]", re.sub(r"(?m)^    (?:url|doi) = .*$|^@.*$", "", written)) is None


def test_a_scenario_whose_name_would_end_the_field_is_cited_all_the_same(made_up: pb.Results):
    odd = pb.Results(made_up.folder, replace(made_up.scenario, name="a } \\ {b @misc{c"), made_up.store)
    program = next(iter(read(citation(odd)).entries.values()))
    assert program.fields["note"].startswith(f"version {version('politburo')}; scenario a")


def test_a_leader_of_another_package_is_cited_by_a_remark(made_up: pb.Results, monkeypatch: pytest.MonkeyPatch):
    scenario = replace(made_up.scenario, logics=("watcher", "scripted"))
    foreign = pb.Results(made_up.folder, scenario, made_up.store)
    last = citation(foreign).strip().splitlines()[-1]
    assert last == "% The leader watcher comes from another package: cite that package too."
    assert read(citation(foreign)).entries.keys() >= {"salmon2011"}


def test_everything_holds_the_works_of_all_mechanisms_and_leaders():
    wanted = {work for entry in (*MECHANISMS, *LEADERS) for work in references_in(entry.reference)}
    assert wanted <= set(read(citation_of_everything()).entries)


def test_the_same_results_give_the_same_text(korea: pb.Results):
    assert citation(pb.open(korea.folder)) == citation(korea)

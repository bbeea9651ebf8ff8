"""The page says all that the model says, in the order of the protocol, and stands in docs as it is made now."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from politburo.country import plan_of
from politburo.country.countries import LIBRARY_NAMES
from politburo.month import PHASES
from politburo.numerics.chance import Purpose
from politburo.show.describe import MARK, model_page
from politburo.show.describe.inputs import EVIDENCE
from politburo.show.markdown import anchor
from politburo.terms.declarations import declared
from politburo.terms.events import EVENT_NAMES, PUBLIC_EVENT_NAMES
from politburo.terms.leaders import LEADERS
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.parameters import Parameters, parameter_sources
from politburo.terms.references import references_in, works
from politburo.terms.series import ALL_SERIES

DOCS = Path(__file__).parents[3] / "docs"
ODD = (
    "Purpose and patterns",
    "Entities, state variables, and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialisation",
    "Input data",
    "Submodels",
    "References",
)
CONCEPTS = (
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
)


@cache
def page() -> str:
    """The page, made once for all tests, and not before one of them runs."""
    return model_page()


def headings(level: int) -> list[str]:
    return re.findall(rf"^#{{{level}}} [\d.]+ (.+)$", page(), re.MULTILINE)


def section(title: str) -> str:
    """The text under a heading, up to the next heading of its level or above."""
    marks, start = next(
        (m[1], m.end()) for m in re.finditer(rf"^(#+) [\d.]+ {re.escape(title)}$", page(), re.MULTILINE)
    )
    end = re.compile(rf"^#{{2,{len(marks)}}} ", re.MULTILINE).search(page(), start)
    return page()[start : end.start() if end else None]


def test_the_page_in_docs_is_the_one_that_the_model_makes_now():
    assert (DOCS / "model.md").read_text("utf-8") == page(), (
        "docs/model.md is not what the model says now; to renew it: politburo describe"
    )


def test_the_same_model_makes_the_same_page():
    assert model_page() == page()


def test_the_page_begins_with_the_mark_by_which_it_is_known():
    assert page().startswith(MARK)


def test_the_parts_are_those_of_the_protocol_in_its_order():
    assert tuple(headings(2)) == ODD
    assert all(concept in headings(3) for concept in CONCEPTS)


def test_every_link_within_the_page_leads_to_a_heading():
    targets = [anchor(heading) for heading in re.findall(r"^#+ (.+)$", page(), re.MULTILINE)]
    links = re.findall(r"\]\(#([^)]+)\)", page())
    assert set(links) <= set(targets)
    assert len(set(targets)) == len(targets)


def test_every_link_to_another_page_leads_to_a_file():
    names = re.findall(r"\]\(([\w.-]+\.md)\)", page())
    assert {"claims.md", "fit.md"} <= set(names)
    assert [name for name in names if not (DOCS / name).is_file()] == []


@pytest.mark.parametrize("group", [entry.name for entry in fields(Parameters)])
def test_every_parameter_stands_in_a_table_with_all_that_is_declared_of_it(group: str):
    for name, said, default in declared(type(getattr(Parameters(), group))):
        (row,) = re.findall(rf"^\| `{group}\.{name}` \|.*$", page(), re.MULTILINE)
        cells = [cell.strip() for cell in row.replace(r"\|", "").split(" | ")]
        assert f"{default:.10g}" in cells
        assert f"{said.low:.10g} to {said.high:.10g}" in cells
        assert said.mechanism is None or f"`{said.mechanism}` (off: {said.neutral:.10g})" in row


@pytest.mark.parametrize(("place", "phase"), list(enumerate((name for name, _ in PHASES), 1)))
def test_a_phase_has_its_place_its_mechanisms_and_the_equations_of_its_module(place: int, phase: str):
    module = inspect.getmodule(dict(PHASES)[phase])
    text = section(phase.capitalize())
    assert f"| {place} | {phase} |" in section("Process overview and scheduling")
    assert all(f"| `{entry.name}` |" in text for entry in MECHANISMS if entry.phase == phase)
    equations = [line.strip() for line in (inspect.getdoc(module) or "").splitlines() if line.startswith("    ")]
    assert [line for line in equations if line not in text] == []


@pytest.mark.parametrize("leader", LEADERS, ids=lambda leader: leader.name)
def test_a_logic_of_rule_says_what_it_chooses(leader):
    text = section(leader.name.replace("_", " ").capitalize())
    assert all(f"`{lever}`" in text for lever in leader.chooses)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Levers", [name for name, _, _ in declared(Levers)]),
        ("Events", EVENT_NAMES),
        ("Public events", PUBLIC_EVENT_NAMES),
        ("Series, each month", [series.name for series in ALL_SERIES]),
        ("Stochasticity", [purpose.name for purpose in Purpose]),
    ],
)
def test_every_term_is_in_its_table(title: str, names: list[str]):
    text = section(title)
    assert [name for name in names if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize("name", EVIDENCE.tables)
def test_every_source_of_a_table_is_linked(name: str):
    text = section(f"Table {name}")
    assert text.count("| [") == len({entry.source_url for entry in EVIDENCE.table(name)})
    assert all(f"`{series}`" in text for series in {entry.series for entry in EVIDENCE.table(name)})


@pytest.mark.parametrize("name", LIBRARY_NAMES)
def test_a_country_tells_its_provinces_and_organs(name: str):
    plan = plan_of(name)
    text = section(f"Country: {plan.title}")
    assert all(f"| {province.name.replace('_', ' ')} | {province.women:,} |" in text for province in plan.provinces)
    assert all(f"| {organ.name} |" in text for organ in plan.organs)


def test_every_work_that_the_page_cites_is_among_its_references():
    listed = section("References").strip().splitlines()
    assert len(listed) == len(works())
    assert [line for line in listed if not re.fullmatch(r"- \*\*.+\*\*: .+\.", line)] == []
    assert {"grimm2020", "kuran1991", "salmon2011"} <= set(references_in(page()))
    (kuran,) = (line for line in listed if "Kuran" in line)
    assert kuran == (
        "- **Kuran 1991**: Timur Kuran. Now Out of Never: The Element of Surprise in the East European Revolution of "
        "1989. *World Politics*, 44(1):7–48, 1991."
    )


def test_the_page_says_first_how_many_values_are_assumed_and_again_where_sources_stand():
    assert parameter_sources() in page()[: page().index("## 1 ")]
    assert parameter_sources() in section("Submodels")


def test_every_table_has_rows_of_one_length():
    for block in re.findall(r"(?:^\|.*\n)+", page(), re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1


def test_every_block_that_is_opened_is_closed():
    fences = re.findall(r"^```.*$", page(), re.MULTILINE)
    assert fences[::2] == ["```text"] * (len(fences) // 2)
    assert fences[1::2] == ["```"] * (len(fences) // 2)


def test_no_path_of_a_machine_and_no_object_stands_in_the_page():
    assert re.findall(r"/(?:home|work|tmp|root)/|0x[0-9a-f]{6,}|<function|\bnan\b", page()) == []

"""The page: one file, all text escaped, and a policy under which nothing but its own scripts can run."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

import politburo as pb
from politburo.answer import Column, Table
from politburo.show import look
from politburo.show.page import COLOURS, answer_html, table_html
from politburo.show.page.report import report_html
from politburo.show.rendering import vega_bundle
from tests.answer.made import MadeUp

from ..read_page import Read
from .conftest import HOSTILE


@pytest.fixture(scope="module")
def text(results: pb.Results) -> str:
    return report_html(results)


@pytest.fixture(scope="module")
def page(text: str) -> Read:
    return Read(text)


@pytest.mark.slow
def test_every_element_is_closed_and_every_id_is_the_only_one(page: Read):
    assert page.inside == []
    ids = [about["id"] for _, about in page.elements if "id" in about]
    assert len(ids) == len(set(ids))


def test_what_elements_refer_to_is_on_the_page(page: Read):
    ids = {about["id"] for _, about in page.elements if "id" in about}
    referring = ("for", "aria-labelledby", "aria-describedby", "data-searches", "data-plays", "data-saves-text")
    referred = {name for _, about in page.elements for key in referring for name in (about.get(key) or "").split()}
    links = {about["href"] for tag, about in page.elements if tag == "a"}
    assert referred | {str(link).removeprefix("#") for link in links} <= ids


def test_nothing_is_loaded_from_elsewhere(page: Read):
    loaded = {str(about[key]) for _, about in page.elements for key in ("src", "href", "action") if key in about}
    assert {address for address in loaded if not address.startswith("#")} == {"data:,"}


def test_only_the_scripts_of_the_page_may_run(page: Read):
    (policy,) = (about["content"] for _, about in page.elements if about.get("http-equiv"))
    allowed = re.search(r"script-src ([^;]*);", str(policy))
    assert allowed is not None
    run = [script for about, script in page.scripts if about.get("type") != "application/json"]
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in run}
    assert set(allowed.group(1).split()) == hashes
    assert len(hashes) == 2
    assert str(policy).startswith("default-src 'none';")


def test_text_of_a_scenario_is_escaped_wherever_it_stands(text: str, page: Read):
    assert HOSTILE not in text
    assert "<script>alert" not in text
    assert "alert(1)" not in "".join(script for about, script in page.scripts if not about.get("type"))


def test_data_for_the_script_are_json_and_say_the_text_as_it_was(page: Read):
    data = {about["id"]: json.loads(script) for about, script in page.scripts if about.get("type")}
    assert HOSTILE in json.dumps(data["data-fear"]["wide"], ensure_ascii=False).replace('\\"', '"')
    assert data["report"]["file"] == "example"
    assert all("<" not in script for about, script in page.scripts if about.get("type"))


@pytest.mark.slow
def test_the_same_results_give_the_same_page(results: pb.Results, text: str):
    assert report_html(pb.open(results.folder)) == text


def test_vega_comes_from_the_installed_package(text: str):
    assert "window.vegaEmbed=" in vega_bundle()
    assert vega_bundle() in text


def test_colours_of_the_page_can_be_read_on_its_paper():
    def contrast(one: str, other: str) -> float:
        lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)

    for name in ("ink", "muted", "link", "good", "short", "bad"):
        assert contrast(COLOURS[name], look.PAPER) >= 4.5
        assert contrast(look.DARK[COLOURS[name]], look.DARK[look.PAPER]) >= 4.5
    assert contrast(COLOURS["edge"], look.PAPER) >= 3


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_style_takes_every_colour_from_the_one_look(text: str):
    for style in (Path(pb.__file__).parent / "show" / "page").glob("*.css"):
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", style.read_text()) == []
    assert all(f"--{name}:{look.DARK[colour]}" in text for name, colour in COLOURS.items())


def test_a_fragment_holds_no_markup_of_a_table():
    said = answer_html(MadeUp())
    assert "<b>" not in said
    assert "&lt;b&gt;|fear" in said
    assert "&lt;angle brackets&gt;" in said


def test_a_fragment_has_no_bulk_tables_and_numbers_on_the_right():
    assert "Month by month" not in answer_html(MadeUp())
    table = Table("t", "Title", (Column("x"), Column("n", format="count")), [("a", 1)])
    assert 'text-align:right;vertical-align:top;white-space:pre">1</td>' in table_html(table)


def test_a_table_without_rows_says_so():
    said = table_html(Table("t", "Title", (Column("x"),), []))
    assert "none" in said and "<table" not in said


def test_lines_of_a_note_stay_lines():
    said = table_html(Table("t", "Title", (Column("x"),), [("a",)], note="one\ntwo"))
    assert 'white-space:pre-line"><small>one\ntwo' in said

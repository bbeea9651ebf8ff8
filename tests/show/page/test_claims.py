"""The pages of a board: in them everything is said, nothing is loaded, and text stays text."""

import base64
import hashlib
from pathlib import Path

import pytest

from politburo.show.page.claims import board_page, markdown, save_markdown, save_page
from politburo.terms.errors import StoreError
from tests.ask.claims.boards import HOSTILE, board, designed, measured

from ..read_page import Read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def text() -> str:
    return board_page(measured())


@pytest.fixture(scope="module")
def page(text: str) -> Read:
    return Read(text)


def test_every_element_is_closed_and_every_id_is_the_only_one(page: Read):
    assert page.inside == []
    ids = [about["id"] for _, about in page.elements if "id" in about]
    assert len(ids) == len(set(ids))


def test_every_link_and_label_leads_to_something_on_the_page(page: Read):
    ids = {about["id"] for _, about in page.elements if "id" in about}
    links = {str(about["href"]).removeprefix("#") for tag, about in page.elements if tag == "a"}
    referred = {about[key] for _, about in page.elements for key in ("for", "aria-labelledby") if key in about}
    assert links | referred <= ids


def test_nothing_is_loaded_and_only_its_own_script_may_run(page: Read, text: str):
    loaded = {str(about[key]) for _, about in page.elements for key in ("src", "href", "action") if key in about}
    assert {address for address in loaded if not address.startswith("#")} == {"data:,"}
    (policy,) = (str(about["content"]) for _, about in page.elements if about.get("http-equiv"))
    ((_, script),) = page.scripts
    assert policy.startswith("default-src 'none';")
    assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy


def test_text_of_a_claim_stays_text(page: Read, text: str):
    assert HOSTILE in page.said
    assert HOSTILE not in text
    assert "<i>" not in text


def test_the_headline_comes_before_the_verdicts(page: Read):
    assert "Simulated under 200 parameter sets of left.csv" in page.said
    assert page.said.index("Simulated under 200 parameter sets of left.csv") < page.said.index(
        "Intervals are of 95 % each"
    )


def test_what_was_not_measured_is_said_with_how_to_measure_it():
    said = Read(board_page(board())).said
    assert "politburo claims --sets FILE" in said
    assert "politburo claims --matrix" in said
    assert "politburo claims --artefacts" in said


def test_whether_a_claim_is_an_artefact_stands_with_it_and_under_each_variant(page: Read, told: str):
    for part in ("as an artefact: shifted: other labels", "Of 4 looks at an effect", "+0.020 [+0.010, +0.030]"):
        assert part in page.said
    assert "| X1 | holds | shifted | robust | shifted | robust | robust |" in told


def test_every_claim_is_there_with_verdict_share_note_and_design(page: Read):
    for part in ("too small", "not decided", "identity", "sign right in 99 % [96, 100]", "so where fear.personal large",
                 "nothing in it can be tested", "93 % chill", "counting all claims: fails",
                 "purge intensity 0.15 from the change on", "0.5 times the effect of the test “fear”"):  # fmt: skip
        assert part in page.said
    articles = [about for tag, about in page.elements if tag == "article"]
    assert [about["data-verdict"] for about in articles] == ["holds", "fails", "too small", "identity", "not decided"]


def test_every_measured_test_has_a_picture_that_says_in_words_what_it_shows(page: Read):
    pictures = [about for tag, about in page.elements if tag == "svg" and about.get("class") == "effect"]
    assert len(pictures) == 6
    assert all(about["role"] == "img" and "Verdict:" in str(about["aria-label"]) for about in pictures)


def test_mechanisms_that_no_claim_needs_are_listed_and_the_matrix_is_a_table_as_well(page: Read):
    assert "Needed by no claim: external restraint" in page.said
    assert "chill 90 %, rumour 30 %" in page.said


def test_it_is_written_whole_into_the_folder_of_the_board(tmp_path: Path):
    path = save_page(measured(tmp_path / "new"))
    assert path == tmp_path / "new" / "claims.html"
    assert path.read_text() == board_page(measured(tmp_path / "new"))
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        save_page(measured(), tmp_path / "file" / "inside")


@pytest.fixture(scope="module")
def told() -> str:
    return markdown(measured())


def test_in_markdown_what_a_report_states_and_the_simulation_does_not_show_comes_before_the_detail(told: str):
    assert (
        told.index("Simulated under 200 parameter sets of left.csv") < told.index("does not show") < told.index("## X1")
    )
    section = told[told.index("does not show") : told.index("## X1")]
    assert "| X2 |" in section and "X3" not in section


def test_in_markdown_every_claim_has_its_table_with_figures_minimum_and_share(told: str):
    assert "| fear | decides | holds | 0.070 → 0.14 (+0.070 \\[+0.060, +0.080\\]) | +0.05 | 93 % chill |" in told
    assert (
        "| placebo | decides | null within margin | 0.40 → 0.40 (+0.0010 \\[−0.0040, +0.0060\\]) | within ± 0.02 | – |"
        in told
    )
    assert "| X1 | fear | chill 90 %, rumour 30 % |" in told


def test_in_markdown_text_of_a_claim_ends_no_cell_and_marks_nothing_up(told: str):
    assert "<i>" not in told
    assert "[l](" not in told
    rows = [line for line in told.splitlines() if line.startswith("| X2")]
    assert rows[0].replace("\\|", "").count("|") == 9


def test_markdown_is_written_into_a_file(tmp_path: Path):
    assert save_markdown(board(), tmp_path / "docs" / "claims.md").read_text().endswith(f" -->\n\n{markdown(board())}")


def test_the_pages_show_the_design_of_each_claim_its_rival_and_what_cannot_be_tested_yet():
    for text in (Read(board_page(designed())).said, markdown(designed())):
        assert "Design 0123456789 (claim, predicted; voice: reporter); confirmed." in text
        assert "Rival: the fearless" in text and "+0.001" in text
        assert "not testable yet" in text and "observable: " in text
        assert "Implementation checks" in text and "decide no claim" in text


def test_the_page_lists_implementation_checks_apart_from_claims():
    page = Read(board_page(designed()))
    rows = [about["data-claim"] for tag, about in page.elements if tag == "tr" and "data-claim" in about]
    assert rows == ["X1", "X2", "X4", "X5"]
    assert page.inside == []

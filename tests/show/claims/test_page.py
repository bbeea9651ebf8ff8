"""The page of a board: one file in which everything is said, nothing is loaded, and text stays text."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from politburo.show import look
from politburo.show.claims.page import COLOURS, board_page, save_page
from politburo.terms.errors import StoreError
from tests.ask.claims.boards import HOSTILE, board, measured

pytestmark = pytest.mark.slow

VOID = ("meta", "link", "input", "br")


class Read(HTMLParser):
    """Elements of a page with their attributes, and what its scripts and its visible text say."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.scripts: list[str] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1] == "script":
            self.scripts.append(data)
        elif "style" not in self.inside:
            self.said += data


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
    (script,) = page.scripts
    assert policy.startswith("default-src 'none';")
    assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy


def test_text_of_a_claim_stays_text(page: Read, text: str):
    assert HOSTILE in page.said
    assert HOSTILE not in text
    assert "<i>" not in text


def test_the_headline_comes_before_the_verdicts(page: Read):
    assert "Across 200 parameter sets" in page.said
    assert page.said.index("Across 200 parameter sets") < page.said.index("Intervals are of 95 % each")


def test_what_was_not_measured_is_said_with_how_to_measure_it():
    said = Read(board_page(board())).said
    assert "politburo claims --across-priors 200" in said
    assert "politburo claims --matrix" in said


def test_every_claim_is_there_with_verdict_share_note_and_design(page: Read):
    for part in ("too small", "not decided", "identity", "75 % (135 of 180)", "it holds where fear.personal large",
                 "no share: nothing in it can be tested", "93 % chill", "counting all tests: fails",
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


def test_verdicts_can_be_read_on_both_papers():
    for colour in COLOURS.values():
        assert contrast(colour, look.PAPER) >= 4.5
        assert contrast(look.DARK[colour], look.DARK[look.PAPER]) >= 4.5


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_its_style_takes_every_colour_from_the_one_look():
    import politburo

    style = Path(politburo.__file__).parent / "show" / "claims" / "page.css"
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", style.read_text()) == []


def test_it_is_written_whole_into_the_folder_of_the_board(tmp_path: Path):
    path = save_page(measured(tmp_path / "new"))
    assert path == tmp_path / "new" / "claims.html"
    assert path.read_text() == board_page(measured(tmp_path / "new"))
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        save_page(measured(), tmp_path / "file" / "inside")

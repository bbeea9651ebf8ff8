"""The page of the board as its reader meets it: opened from disk, filtered, searched, printed, on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from politburo.show.page.claims import save_page
from tests.ask.claims.boards import HOSTILE, designed, measured

from .conftest import Heard, show

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_page(measured(), tmp_path_factory.mktemp("claims") / "a <b>folder</b>")


def shown(page: Page) -> list[str]:
    """Ids of the claims that are to be seen."""
    return [str(it.get_attribute("id")) for it in page.locator("article").all() if it.is_visible()]


def test_it_opens_from_disk_with_nothing_asked_for_elsewhere(page: Page, heard: Heard, board: Path):
    show(page, board)
    assert shown(page) == [f"claim-X{number}" for number in range(1, 6)]
    assert [address for address in heard.addresses if not address.startswith("data:")] == [board.resolve().as_uri()]
    assert page.get_by_text(HOSTILE).count() > 0


def test_claims_are_filtered_by_where_they_come_from_and_by_verdict(page: Page, board: Path):
    show(page, board)
    page.get_by_label("From", exact=True).select_option("R")
    assert shown(page) == ["claim-X2", "claim-X4"]
    page.get_by_label("Verdict", exact=True).select_option("identity")
    assert shown(page) == ["claim-X4"]
    assert page.get_by_role("status").inner_text() == "1 of 5 claims"
    assert page.locator("tr[data-claim]:visible").count() == 1


def test_claims_are_searched_by_all_that_is_said_of_them(page: Page, board: Path):
    show(page, board)
    page.get_by_label("Search").fill("RANDOM terror")
    assert shown(page) == ["claim-X3"]
    page.get_by_label("Search").fill("nothing like this")
    assert shown(page) == []
    assert page.get_by_role("status").inner_text() == "0 of 5 claims"


def test_a_link_to_a_claim_that_is_filtered_away_shows_it(page: Page, board: Path):
    show(page, board)
    page.get_by_label("From", exact=True).select_option("H")
    assert shown(page) == ["claim-X1"]
    page.evaluate("location.hash = 'claim-X2'")
    page.wait_for_function("!document.getElementById('claim-X2').hidden")
    assert page.get_by_label("From", exact=True).input_value() == ""


def test_everything_can_be_reached_and_opened_by_keyboard(page: Page, board: Path):
    show(page, board)
    page.get_by_label("From", exact=True).focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "verdict"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "search"
    page.locator("#claim-X1 summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("purge intensity 0.15 from the change on").first.is_visible()


def test_dark_is_dark_and_stays_readable(page: Page, board: Path):
    show(page, board)
    light = page.evaluate("getComputedStyle(document.querySelector('svg.effect .mark-symbol path')).fill")
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.querySelector('svg.effect .mark-symbol path')).fill") != light


def test_on_a_phone_nothing_is_wider_than_the_screen(phone: Page, board: Path):
    show(phone, board)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_print_opens_the_table_beside_the_matrix_and_leaves_designs_out(page: Page, board: Path):
    show(page, board)
    assert page.locator("details[open]").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details[open]").count() == page.locator("details:not(.data)").count() == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0
    assert page.pdf().startswith(b"%PDF")


def test_implementation_checks_are_below_the_claims_and_no_filter_touches_them(page: Page, tmp_path: Path):
    show(page, save_page(designed(), tmp_path))
    page.get_by_label("Verdict", exact=True).select_option("not testable yet")
    assert shown(page) == ["claim-X2", "claim-X3"]
    assert page.get_by_role("status").inner_text() == "1 of 4 claims"
    assert page.get_by_text("decide no claim").first.is_visible()

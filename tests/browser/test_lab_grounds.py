"""What the page rests on, a click away: assumptions, claims, limits, a citation; and pictures that are saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from politburo.lab.state import State
from politburo.terms.parameters import every_parameter
from tests.lab.serving import SMALL, Served, served

from .test_lab import NEEDS_AXE, load_axe, serious, shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STATE = State(**SMALL, levers={"purge_intensity": 0.6})
GROUNDS = ("Assumptions", "Claims", "Limits", "How to cite")


@pytest.fixture(scope="module")
def lab() -> Iterator[Served]:
    with served("--scenario", "example") as found:
        found.ready()
        yield found


@pytest.fixture
def page(browser: Browser, lab: Served) -> Iterator[Page]:
    with shown(browser, lab, STATE) as found:
        yield found


def opened(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_selector("#drawer[data-shown]")


def test_every_assumption_is_there_and_can_be_found(page: Page):
    opened(page, "Assumptions")
    lines = page.locator("#drawer tbody tr:visible")
    assert lines.count() == len(list(every_parameter()))
    page.get_by_label("Find").fill("surveillance")
    assert 0 < lines.count() < 60
    assert all("surveillance" in one.lower() for one in lines.all_inner_texts())
    page.keyboard.press("Escape")  # which empties the field
    assert lines.count() == len(list(every_parameter()))
    page.keyboard.press("Escape")
    assert not page.locator("#drawer").is_visible()


def test_claims_and_limits_are_read(page: Page):
    opened(page, "Claims")
    drawer = page.locator("#drawer")
    assert "Fear has led more cadres and diplomats to escape" in drawer.inner_text()
    page.get_by_role("button", name="Close").click()
    opened(page, "Limits")
    assert "It is no evidence." in drawer.inner_text()
    assert "have assumed values" in drawer.inner_text()


def test_a_citation_and_a_picture_are_saved(page: Page):
    opened(page, "How to cite")
    with page.expect_download() as got:
        page.get_by_role("button", name="Save as a file").click()
    bibtex = Path(got.value.path()).read_text(encoding="utf-8")
    assert bibtex.startswith("@misc{politburo-")
    assert "fingerprint" in bibtex
    page.get_by_role("button", name="Close").click()
    for kind, begin in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as got:
            page.get_by_role("button", name=f"Save the picture as {kind}: mean fear of cadres").click()
        assert got.value.suggested_filename == f"fear.{kind.lower()}"
        assert Path(got.value.path()).read_bytes().startswith(begin)


@NEEDS_AXE
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_serious_in_any_drawer(browser: Browser, lab: Served, width: int, scheme: str):
    with shown(browser, lab, STATE, width=width, scheme=scheme) as page:
        load_axe(page)
        for name in GROUNDS:
            opened(page, name)
            assert serious(page) == []
            assert page.evaluate("document.getElementById('drawer').scrollWidth <= innerWidth")
            page.keyboard.press("Escape")

"""Pages whose texts a stranger wrote: nothing of them runs, is fetched or becomes part of the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import politburo as pb
from politburo.ask.claims.board import decide
from politburo.ask.claims.claim_file import load_claims
from politburo.run.engines import Threads
from politburo.show.page.claims import save_page
from politburo.show.page.report import save_report
from tests.hostile.test_texts import claims_file
from tests.hostile.texts import EVIL, scenario

from .conftest import show

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

pytestmark = pytest.mark.browser

INTRUDERS = (
    "iframe, object, embed, base, link:not([rel=icon]), img[onerror], [onload], [onclick], a[href^='javascript'], "
    "a[href*='x.y']"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of a run, and the page of claims."""
    folder = tmp_path_factory.mktemp("texts")
    results = pb.run(scenario(EVIL), out=folder / "runs", engine=Threads(1))
    board = decide(load_claims(claims_file(EVIL, folder)), folder / "claims", engine=Threads(1))
    return {"report": save_report(results, results.folder), "claims": save_page(board)}


@pytest.mark.parametrize("name", ["report", "claims"])
def test_nothing_that_a_stranger_wrote_runs_or_becomes_an_element(page: Page, pages: dict[str, Path], name: str):
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    show(page, pages[name])
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for control in page.locator("main button, main summary").all()[:10]:
        if control.is_visible() and not (control.text_content() or "").startswith("Download"):
            control.click()
    page.wait_for_timeout(300)
    assert asked == []
    assert page.evaluate("typeof window.stolen") == "undefined"
    assert page.locator(INTRUDERS).count() == 0
    assert all(text in page.locator("body").inner_text() for text in ("javascript:stolen=1", "</style><b>", "{{7*7}}"))

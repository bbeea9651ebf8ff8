"""The page to hand out as a person meets it: opened from disk, with the network off."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from politburo.ask.emulate import Emulation, emulate
from politburo.lab.handout import write_handout
from politburo.run.engines import Threads
from tests.hostile.texts import EVIL, scenario

from .conftest import Heard, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AT_ONCE = 100
"""Milliseconds in which a slider is answered, on a processor four times slower."""

LEVERS = ("purge_intensity=0:0.5", "surveillance")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Emulation:
    return emulate(
        "example", LEVERS, ("fences", "floods"), series=("fear", "purges", "income"), points=16, held_out=10, runs=3,
        until="2004-12", scale=0.005, households=200, out=tmp_path_factory.mktemp("bank"), engine=Threads(1),
    )  # fmt: skip


@pytest.fixture(scope="module")
def file(found: Emulation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_handout(found, tmp_path_factory.mktemp("page") / "page.html")


def shown(browser: Browser, file: Path, heard: Heard, fragment: str = "", **how: Any) -> Iterator[Page]:
    for page in opened(browser, heard, **how):
        page.context.set_offline(True)
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector("html[data-usable]")
        yield page
    assert heard.errors == []
    assert {re.split("[?#]", address)[0] for address in heard.addresses} == {file.as_uri()}


@pytest.fixture
def page(browser: Browser, file: Path, heard: Heard) -> Iterator[Page]:
    yield from shown(browser, file, heard)


@pytest.fixture
def phone(browser: Browser, file: Path, heard: Heard) -> Iterator[Page]:
    yield from shown(browser, file, heard, width=390, scheme="dark")


def moved(page: Page, name: str, value: float) -> None:
    changed(page, lambda: page.get_by_label(name, exact=True).fill(str(value)))


def changed(page: Page, change: Callable[[], object]) -> None:
    """Change something, and wait until it is shown; the policy of the page lets no test evaluate a condition there."""
    before = page.locator("html").get_attribute("data-drawn")
    change()
    page.wait_for_selector(f"html:not([data-drawn='{before}'])", state="attached")


def verdict(page: Page, outcome: str = "fear", seen: str = "truth") -> str:
    return page.locator(f"article[data-outcome={outcome}][data-seen={seen}] .verdict").inner_text()


def test_a_slider_is_answered_with_the_numbers_of_the_emulator(page: Page, found: Emulation):
    assert "Move a lever" in verdict(page)
    moved(page, "purge intensity", 0.3)
    fear = found.emulators["fear"]
    places = found.places(found.point({"purge_intensity": 0.3}))
    said = re.search(r"period: ([+−][\d.]+) ± ([\d.]+) by chance ± ([\d.]+) by the emulator", verdict(page))
    assert said is not None
    told = [float(one.replace("−", "-")) for one in said.groups()]
    wanted = [fear.differences(places)[0, -1], fear.chance(places)[0, -1], fear.error[-1]]
    assert told == pytest.approx(wanted, rel=0.06, abs=0.006)
    article = page.locator("article[data-outcome=fear]")
    for band in ("path.wider.whatif", "path.band.whatif", "path.wider.apart", "path.band.apart"):
        assert len(str(article.locator(band).get_attribute("d"))) > 500, band
    assert "measured at 10 points" in page.locator("#basis").inner_text()


def test_an_event_is_switched_off_and_all_is_undone(page: Page):
    changed(page, lambda: page.get_by_label("floods").uncheck())
    assert page.locator(".switch.changed").count() == 1
    assert "by the emulator" in verdict(page)
    assert page.url.endswith("#floods=0")
    changed(page, lambda: page.get_by_role("button", name="Undo all changes").click())
    assert page.locator(".switch.changed").count() == 0
    assert "Move a lever" in verdict(page)


def test_a_link_opens_the_same_what_if(browser: Browser, file: Path, heard: Heard):
    for page in shown(browser, file, heard, "#purge_intensity=0.2&floods=0"):
        assert page.get_by_label("purge intensity", exact=True).input_value() == "0.2"
        assert not page.get_by_label("floods").is_checked()
        assert "by the emulator" in verdict(page)


def test_a_link_that_says_nonsense_is_passed_over(browser: Browser, file: Path, heard: Heard):
    for page in shown(browser, file, heard, "#purge_intensity=9&surveillance=x&<b>=1"):
        assert "Move a lever" in verdict(page)


def test_outside_the_range_that_was_run_nothing_is_drawn(page: Page):
    moved(page, "purge intensity", 0.8)
    assert page.get_by_role("alert").inner_text() == "purge intensity was run from 0 to 0.5 only."
    assert "nothing is emulated here" in verdict(page)
    assert page.locator("article[data-outcome=fear] path.band.whatif").get_attribute("d") == ""


def test_what_outsiders_see_takes_the_place_of_the_truth(page: Page):
    page.get_by_label("what outsiders see").check()
    page.wait_for_selector("article[data-outcome=purges][data-seen=outsiders]:not([hidden])")
    assert page.locator("article[data-outcome=purges][data-seen=truth]").is_hidden()
    counted = page.locator("article[data-outcome=purges][data-seen=outsiders]")
    assert "counted from simulated reports" in counted.locator("h3").inner_text()
    assert counted.locator("path.line.baseline").get_attribute("d")
    assert "Outsiders see nothing of this" in verdict(page)


def test_the_numbers_of_a_month_are_there_to_be_read(page: Page):
    moved(page, "surveillance", 0.9)
    article = page.locator("article[data-outcome=income]")
    article.get_by_text("Numbers as a table").click()
    assert article.locator("tbody tr").count() == 5
    assert "± " in article.locator("tbody").inner_text()


def test_it_is_there_in_korean_too(page: Page):
    page.get_by_label("Language").select_option("ko")
    page.wait_for_selector("html[lang=ko-KR][data-usable]")
    changed(page, lambda: page.locator("#lever-surveillance").fill("0.9"))
    assert "우연" in verdict(page)
    assert not re.search(r"handout\.|lever\.", page.locator("body").inner_text())


def test_it_is_moved_by_keys_alone(page: Page):
    page.get_by_label("surveillance", exact=True).focus()
    changed(page, lambda: page.keyboard.press("ArrowRight"))
    assert page.locator(".lever.held").count() == 1
    page.keyboard.press("Tab")
    assert page.locator("input:focus, button:focus").count() == 1


def test_on_a_phone_a_slider_is_answered_at_once_and_nothing_is_wider_than_it(phone: Page):
    phone.context.new_cdp_session(phone).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    took = []
    for value in (0.1, 0.2, 0.3, 0.15, 0.25):
        moved(phone, "purge intensity", value)
        took.append(phone.evaluate("Number(document.documentElement.dataset.took)"))
        time.sleep(0.05)
    assert min(took) < AT_ONCE  # what else this machine does can only add to it
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert "What-if − baseline: " in phone.locator("#summary").inner_text()


def test_texts_of_a_stranger_stay_texts(browser: Browser, heard: Heard, tmp_path: Path):
    made = emulate(
        scenario(EVIL), ("campaign",), (), series=("fear",), points=4, held_out=9, runs=3, scale=0.002, households=100,
        out=tmp_path / "bank", engine=Threads(1),
    )  # fmt: skip
    for page in shown(browser, write_handout(made, tmp_path / "page.html"), heard):
        assert page.locator("main img, main iframe, h1 *").count() == 0
        moved(page, "campaign", 0.7)

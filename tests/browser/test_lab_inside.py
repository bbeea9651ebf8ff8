"""One run looked into as a person does it: months moved, a tile opened, a purge explained, a cadre followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from politburo.lab.state import State
from politburo.scenario import to_toml
from tests.hostile.texts import EVIL, scenario
from tests.lab.serving import SMALL, Served, served

from .test_lab import NEEDS_AXE, load_axe, serious, shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STATE = State(**SMALL, levers={"purge_intensity": 0.6})


@pytest.fixture(scope="module")
def lab() -> Iterator[Served]:
    with served("--scenario", "example") as found:
        found.ready()
        yield found


@pytest.fixture
def page(browser: Browser, lab: Served) -> Iterator[Page]:
    with shown(browser, lab, STATE) as found:
        opened(found)
        yield found


def opened(page: Page) -> None:
    page.get_by_role("button", name="Open a run").click()
    page.wait_for_selector("html[data-inside][data-happened]")


def tile(page: Page, name: str) -> str:
    return page.get_by_role("button", name=f"{name}: ").inner_text()


def count(page: Page) -> int:
    page.wait_for_timeout(600)  # the list follows the month when it has settled
    said = page.locator("#happenings [role=status]").inner_text()
    return 0 if said.startswith("No ") else int(said.split()[0].replace(",", ""))


def test_the_months_are_moved_by_keys_and_played_with_numbers_on_every_tile(page: Page):
    slider = page.get_by_label("Month", exact=True)
    assert slider.get_attribute("aria-valuetext") == "Dec 2001"
    late, late_events = tile(page, "party, top leadership"), count(page)
    slider.focus()
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "Jan 2000"
    assert tile(page, "party, top leadership") != late
    assert count(page) < late_events
    page.get_by_role("button", name="Forward", exact=True).press("Enter")
    assert slider.get_attribute("aria-valuetext") == "Feb 2000"
    page.get_by_role("button", name="Play", exact=True).click()
    page.locator("output[for=month]", has_text="Apr 2000").wait_for()
    page.get_by_role("button", name="Pause").click()
    stopped = slider.input_value()
    page.wait_for_timeout(900)
    assert slider.input_value() == stopped


def test_a_tile_is_reached_by_arrow_keys_and_lists_what_happened_there(page: Page):
    everything = count(page)
    page.locator("table.tiles button").first.focus()
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What happened: Party, top leadership").wait_for()
    assert count(page) < everything
    assert all("Party, top leadership" in one for one in page.locator(".happened button").all_inner_texts())
    page.locator(".map button").first.click()
    page.get_by_role("heading", name="What happened: Capital").wait_for()


def test_another_measure_colours_and_numbers_the_tiles(page: Page):
    before = tile(page, "party, county")
    page.locator("#measure-cadres").select_option("cadres")
    assert tile(page, "party, county") != before
    assert "square roots" in page.locator(".panel .scale").first.inner_text()


def test_an_event_says_why_and_leads_to_the_life_of_who_it_befell(page: Page):
    page.locator(".happened button").first.press("Enter")
    page.wait_for_selector("html[data-why]")
    reasons = page.locator(".reasons")
    assert "Why person" in page.evaluate("document.activeElement.textContent")
    assert "a synthetic cadre" in reasons.inner_text()
    assert "×" in reasons.locator("table").first.inner_text()
    reasons.get_by_role("button", name="Follow person").click()
    page.wait_for_selector("html[data-life]")
    life = page.locator(".life")
    assert "Invented; not testimony." in life.inner_text()
    assert life.locator("svg").count() == 1
    person = page.evaluate("document.documentElement.dataset.life")
    assert f"Life of person {person} " in life.inner_text()


def test_those_who_were_purged_are_followed_one_after_another(page: Page):
    page.get_by_label("Choose", exact=True).select_option("purged")
    followed = []
    for _ in range(2):
        page.evaluate("delete document.documentElement.dataset.life")
        page.get_by_role("button", name="Follow one").click()
        page.wait_for_selector("html[data-life]")
        followed.append(page.evaluate("document.documentElement.dataset.life"))
    assert followed[0] != followed[1]
    page.evaluate("delete document.documentElement.dataset.why")
    page.locator(".turns button").last.click()
    page.wait_for_selector("html[data-why]")


def test_a_household_is_followed(page: Page):
    page.get_by_label("Choose", exact=True).select_option("left")
    page.get_by_role("button", name="Follow one").click()
    page.wait_for_selector("html[data-life]")
    life = page.locator(".life")
    assert "is synthetic: it stands for" in life.inner_text()
    assert "Invented; not testimony." in life.inner_text()
    assert life.locator("svg").count() == 1


def test_a_changed_what_if_is_looked_into_anew(page: Page):
    before = tile(page, "party, top leadership")
    page.evaluate("delete document.documentElement.dataset.inside")
    page.get_by_label("purge intensity", exact=True).fill("0.05")
    page.wait_for_selector("html[data-inside]")
    assert tile(page, "party, top leadership") != before
    assert "purge intensity 0.05" in page.locator("#inside-said").inner_text()
    page.get_by_label("Baseline or what-if").select_option("baseline")
    page.locator("#inside-said", has_not_text="0.05").filter(has_text="An invented country").wait_for()


def test_what_a_stranger_wrote_is_text_here_too(browser: Browser, lab: Served):
    source = to_toml(scenario(EVIL))
    with shown(browser, lab, STATE.model_copy(update={"scenario": "strange", "source": source, "levers": {}})) as page:
        opened(page)
        slider = page.get_by_label("Month", exact=True)
        slider.focus()
        page.keyboard.press("Home")
        page.get_by_role("button", name="How to cite").click()
        page.wait_for_selector("#drawer[data-shown]")
        assert page.evaluate("typeof window.stolen") == "undefined"
        assert page.locator("img, iframe, object, [onerror], #inside b, #drawer b").count() == 0


def test_nothing_moves_by_itself_where_less_motion_is_asked_for(browser: Browser, lab: Served):
    with shown(browser, lab, STATE) as page:
        page.emulate_media(reduced_motion="reduce")
        opened(page)
        assert page.get_by_role("button", name="Play", exact=True).count() == 0
        page.get_by_role("button", name="Back", exact=True).click()
        assert page.get_by_label("Month", exact=True).get_attribute("aria-valuetext") == "Nov 2001"


@NEEDS_AXE
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_serious_and_nothing_reaches_beyond_the_page(
    browser: Browser, lab: Served, width: int, scheme: str
):
    with shown(browser, lab, STATE, width=width, scheme=scheme) as page:
        opened(page)
        page.locator(".happened button").first.click()
        page.wait_for_selector("html[data-why]")
        page.get_by_role("button", name="Follow one").click()
        page.wait_for_selector("html[data-life]")
        for details in page.locator("#inside details").all():
            details.evaluate("one => { one.open = true; }")
        load_axe(page)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

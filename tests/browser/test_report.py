"""The report of a run as its reader meets it: opened from disk, in a browser without a network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

import politburo as pb
from politburo.show import look
from politburo.show.page.report import save_report
from politburo.show.run import FIGURES

from .conftest import Heard, show

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

HOSTILE = """</script><script>document.title = "stolen"</script><b>bold</b> 'single' "double" \\ back"""
FOCUSABLE = "a[href], button, input, select, summary, [tabindex='0']"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    """Two small runs of a scenario whose texts try to be more than text."""
    scenario = pb.load("example")
    labels = ("</script>", "it's \\ <i>", '"quoted" & <b>')
    events = tuple(replace(event, label=labels[place % 3]) for place, event in enumerate(scenario.events))
    scenario = replace(scenario, title=HOSTILE, description=HOSTILE, events=events)
    return pb.run(scenario, runs=2, scale=0.1, until="2004-12", out=tmp_path_factory.mktemp("runs") / "a <b>folder</b>")


@pytest.fixture(scope="module")
def report(results: pb.Results) -> Path:
    return save_report(results, results.folder)


def focused(page: Page) -> str:
    """A name for the element that has the focus."""
    return page.evaluate("""() => {
        const all = [...document.querySelectorAll("*")];
        return document.activeElement === document.body ? "" : String(all.indexOf(document.activeElement));
    }""")


def test_it_opens_from_disk_and_every_figure_is_drawn(page: Page, heard: Heard, report: Path):
    show(page, report)
    assert page.locator("[data-figure]").count() == len(set(FIGURES) - {"overview"})
    for figure in page.locator("[data-figure]").all():
        assert figure.locator(".drawing svg").count() == 1
    assert [address for address in heard.addresses if address.startswith("file:")] == [report.resolve().as_uri()]


def test_text_of_a_scenario_stays_text(page: Page, report: Path):
    show(page, report)
    assert page.title() == f"{' '.join(HOSTILE.split())}: report of a simulation"
    assert page.locator("h1").inner_text() == HOSTILE
    assert page.locator("main b, main i, h1 b").count() == 0
    assert page.get_by_role("cell", name="it's \\ <i>").first.inner_text() == "it's \\ <i>"


def test_nothing_can_be_fetched_and_no_other_script_runs(browser: Browser, report: Path):
    page = browser.new_page()
    show(page, report, complete=False)
    assert page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'fetched', () => 'refused')") == "refused"
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.intruder = true";
        document.body.append(script);
    }""")
    assert page.evaluate("window.intruder") is None
    page.close()


@pytest.mark.parametrize("name", ["apparatus", "provinces"])
def test_the_slider_moves_the_map_through_the_months(page: Page, report: Path, name: str):
    show(page, report)
    figure = page.locator(f"#figure-{name}")
    slider = figure.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    first = figure.locator(".drawing svg").evaluate("svg => svg.outerHTML")
    assert figure.locator("output").inner_text() == slider.get_attribute("aria-valuetext") == "January 2000"
    page.keyboard.press("End")
    page.wait_for_function(
        "([name, before]) => document.querySelector(`#figure-${name} .drawing svg`).outerHTML !== before",
        arg=[name, first],
    )
    assert figure.locator("output").inner_text() == "December 2004"


def test_another_measure_colours_the_provinces_anew(page: Page, report: Path):
    show(page, report)
    figure = page.locator("#figure-provinces")
    before = figure.locator(".drawing svg").evaluate("svg => svg.outerHTML")
    figure.get_by_role("combobox").select_option(index=1)
    page.wait_for_function(
        "before => document.querySelector('#figure-provinces .drawing svg').outerHTML !== before", arg=before
    )


def test_playing_goes_from_the_first_month_on_until_it_is_paused(page: Page, report: Path):
    show(page, report)
    figure = page.locator("#figure-apparatus")
    slider = figure.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    first = int(slider.input_value())
    button = figure.locator(".play")
    assert button.text_content() == "▶ Play: The apparatus"
    button.focus()
    page.keyboard.press("Enter")
    assert button.text_content() == "❚❚ Pause: The apparatus"
    page.wait_for_function(
        "first => Number(document.querySelector('#figure-apparatus input[type=range]').value) > first + 2", arg=first
    )
    page.keyboard.press("Enter")
    assert button.text_content() == "▶ Play: The apparatus"
    stopped = slider.input_value()
    page.wait_for_timeout(400)
    assert slider.input_value() == stopped


def test_search_finds_events_by_all_of_the_words(page: Page, report: Path):
    show(page, report, complete=False)
    rows = page.locator("#events-1 tbody tr")
    total = rows.count()
    assert total > 3
    page.get_by_label("Search the events").fill("EXECUTED party")
    found = [row.inner_text().lower() for row in rows.all() if row.is_visible()]
    assert 0 < len(found) < total
    assert all("executed" in text and "party" in text for text in found)
    assert page.locator("#events-1-found").inner_text() == f"{len(found)} of {total} found"
    page.get_by_label("Search the events").fill("no such event")
    assert not any(row.is_visible() for row in rows.all())
    page.get_by_label("Search the events").fill("")
    assert all(row.is_visible() for row in rows.all())


def test_the_keyboard_reaches_every_control(page: Page, report: Path):
    show(page, report)
    wanted = page.evaluate(
        """selector => {
        const all = [...document.querySelectorAll("*")];
        const shown = [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
        return shown.map(one => String(all.indexOf(one)));
    }""",
        FOCUSABLE,
    )
    reached = set()
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        reached.add(focused(page))
    assert set(wanted) <= reached


def test_every_control_has_a_name_of_its_own(page: Page, report: Path):
    show(page, report)
    names = page.evaluate("""() => [...document.querySelectorAll("figure button, figure summary")]
        .map(one => one.getAttribute("aria-label") ?? one.textContent)""")
    assert len(names) == len(set(names))
    assert page.locator("input, select").evaluate_all("them => them.every(one => one.labels.length === 1)")


def test_what_is_printed_at_once_has_every_figure_in_the_light_look_and_every_table_open(phone: Page, report: Path):
    show(phone, report, complete=False)
    phone.evaluate(
        """() => {
        window.seen = {};
        addEventListener("beforeprint", () => {
            seen.closed = document.querySelectorAll("details:not(.data):not([open])").length;
            seen.background = getComputedStyle(document.body).backgroundColor;
        });
        addEventListener("afterprint", () => {
            seen.drawn = [...document.querySelectorAll(".drawing svg")].map(svg => svg.getBoundingClientRect().height);
            seen.dark = document.querySelectorAll(".drawing svg [fill='PAPER']").length;
        });
    }""".replace("PAPER", look.DARK[look.PAPER].lower())
    )
    printed = phone.pdf(format="A4")
    seen = phone.evaluate("window.seen")
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") >= 5
    assert seen["closed"] == 0
    assert len(seen["drawn"]) == phone.locator("[data-figure]").count()
    assert min(seen["drawn"]) > 50
    assert seen["dark"] == 0
    assert phone.locator("details[open]").count() == 0


def test_the_dark_look_is_switched_for_page_and_figures(page: Page, report: Path):
    show(page, report)
    button = page.get_by_role("button", name="Dark")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    page.wait_for_selector("html[data-complete=yes]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == rgb(look.DARK[look.PAPER])
    drawn = page.locator("#figure-fear .drawing").evaluate("place => place.innerHTML").lower()
    assert look.DARK[look.FEAR].lower() in drawn
    assert look.FEAR.lower() not in drawn


def rgb(colour: str) -> str:
    return f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:7], 16)})"


def test_on_a_phone_nothing_is_wider_than_the_screen(phone: Page, report: Path):
    show(phone, report)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    widths = phone.locator(".drawing svg").evaluate_all("them => them.map(svg => svg.getBoundingClientRect().width)")
    assert max(widths) <= 390
    assert phone.evaluate("getComputedStyle(document.body).backgroundColor") == rgb(look.DARK[look.PAPER])


def test_data_are_shown_as_a_table(page: Page, report: Path, results: pb.Results):
    show(page, report)
    figure = page.locator("#figure-fear")
    figure.locator("summary").click()
    table = FIGURES["fear"].table(results)
    figure.locator("tbody tr").first.wait_for()
    assert figure.locator("tbody tr").count() == min(len(table.rows), 500)
    heads = figure.locator("thead th").all_inner_texts()
    assert heads == [name.replace("_", " ") for name in table.places]


@pytest.mark.parametrize("form", ["SVG", "PNG", "CSV"])
def test_figures_are_saved_with_where_they_come_from(page: Page, report: Path, results: pb.Results, form: str):
    show(page, report)
    figure = page.locator("#figure-fear")
    with page.expect_download() as download:
        figure.get_by_role("button", name=f"Download {form}").click()
    assert download.value.suggested_filename == f"example-fear.{form.lower()}"
    content = download.value.path().read_bytes()
    if form == "PNG":
        assert content.startswith(b"\x89PNG\r\n")
    elif form == "SVG":
        drawing = ElementTree.fromstring(content)
        assert drawing.findtext("{http://www.w3.org/2000/svg}metadata") == str(results.provenance)
    else:
        assert content.decode() == FIGURES["fear"].csv(results)


def test_without_scripts_text_and_tables_are_there(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.resolve().as_uri())
    assert page.get_by_text("The figures are drawn by JavaScript, which is switched off here").is_visible()
    assert page.locator("#years tbody tr").count() > 3
    context.close()

"""The lab as a person meets it: moved by keys and mouse, looked at, shared, taken away, stopped, and left alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import politburo as pb
from politburo.lab.state import Link, State, fragment
from politburo.run.engines import Threads
from politburo.scenario import load, to_toml
from tests.hostile.texts import EVIL, scenario
from tests.lab.serving import SMALL, Served, served
from tests.packages import needing

from .conftest import Heard, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STATE = State(**SMALL)
SLOW = STATE.model_copy(update={"until": "2009-12", "scale": 0.1, "runs": 64, "precision": 0.5})
SETTLED = "html[data-busy=no][data-drawn]"


@pytest.fixture(scope="module")
def lab() -> Iterator[Served]:
    with served("--scenario", "example") as found:
        found.ready()
        yield found


@contextmanager
def shown(browser: Browser, lab: Served, state: State = STATE, *, settled: bool = True, **how: Any) -> Iterator[Page]:
    """The page with a state set, on which nothing may go wrong and which may ask nobody else for anything."""
    heard = Heard()
    for page in opened(browser, heard, **how):
        page.goto(f"{lab.address}#{fragment(Link(state=state, series=['fear', 'purges']))}")
        page.wait_for_selector(SETTLED if settled else "html[data-usable]")
        yield page
    assert heard.errors == []
    assert [one for one in heard.addresses if not one.startswith((lab.address, "data:", "blob:"))] == []


@pytest.fixture
def page(browser: Browser, lab: Served) -> Iterator[Page]:
    with shown(browser, lab) as found:
        yield found


def changed(page: Page, change: Callable[[], object]) -> None:
    """Change something, and wait until its answers are there."""
    change()
    page.wait_for_selector("html:not([data-drawn])", state="attached")
    page.wait_for_selector(SETTLED, state="attached")


def verdict(page: Page, outcome: str = "fear") -> str:
    return page.locator(f"article[data-outcome={outcome}] .verdict").inner_text()


def test_a_lever_that_is_moved_by_the_keyboard_is_compared_with_the_baseline(page: Page):
    assert "Baseline alone" in verdict(page)
    slider = page.get_by_label("purge intensity", exact=True)
    slider.focus()
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    changed(page, lambda: page.keyboard.press("ArrowRight"))
    assert re.search(r"What-if − baseline, .*: \+0\.\d+ \[.*\]: distinguishable from zero", verdict(page))
    assert "4 pairs of runs are done" in page.locator("#status").inner_text()
    assert page.locator("article[data-outcome=fear] svg").count() == 1
    assert "90 % intervals over 4 pairs of runs (chance only" in page.locator("#basis").inner_text()
    changed(page, lambda: page.get_by_role("button", name="Let go of purge intensity").click())
    assert "Baseline alone" in verdict(page)


def test_an_event_is_added_moved_by_keys_dragged_and_left_out(page: Page):
    page.get_by_role("button", name="Add an event").press("Enter")
    page.get_by_label("Kind").select_option("campaign")
    page.get_by_label("In a few words").fill("a loud <b>campaign</b>")
    page.get_by_label("Day").fill("2000-06-10")
    page.get_by_label("Value, 0 to 1").fill("0.9")
    changed(page, lambda: page.get_by_role("button", name="Save", exact=True).press("Enter"))
    mark = page.locator("[data-event='a loud <b>campaign</b>']")
    assert "10 Jun 2000" in str(mark.get_attribute("aria-label"))
    mark.focus()
    changed(page, lambda: page.keyboard.press("ArrowRight"))
    assert "10 Jul 2000" in str(mark.get_attribute("aria-label"))
    assert mark.evaluate("one => one === document.activeElement")
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 6, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] + 8, steps=4)
    changed(page, page.mouse.up)
    assert "Jul 2000" not in str(mark.get_attribute("aria-label"))
    assert "What-if" in verdict(page)
    mark.focus()
    changed(page, lambda: page.keyboard.press("Delete"))
    assert mark.count() == 0
    assert "Baseline alone" in verdict(page)


def test_a_purge_is_ordered_of_whom_is_named_and_opened_again(page: Page):
    page.get_by_role("button", name="Add an event").click()
    page.get_by_label("Kind").select_option("purge ordered")
    page.get_by_label("Day").fill("2001-02-10")
    page.get_by_label("Value, 0 to 1").fill("0.5")
    page.get_by_label("Organ", exact=True).select_option("trade")
    page.get_by_label("Form of the penalty").select_option("removal")
    page.get_by_label("Age up to").fill("90")
    changed(page, lambda: page.get_by_role("button", name="Save", exact=True).click())
    assert "What-if" in verdict(page, "purges")
    mark = page.locator("[data-event='purge ordered']")
    assert "Organ trade" in str(mark.get_attribute("aria-label"))
    mark.press("Enter")
    assert page.get_by_label("Organ", exact=True).input_value() == "trade"
    assert page.get_by_label("Age up to", exact=True).input_value() == "90"
    page.get_by_label("Kind").select_option("campaign")
    assert not page.get_by_label("Organ", exact=True).is_visible()


def test_an_event_of_the_scenario_is_left_out_and_put_back(page: Page):
    first = load("example").events[0].label
    page.get_by_text("All dated events as a list").click()
    changed(page, lambda: page.get_by_role("button", name=f"Leave out: {first}").click())
    assert "left out" in str(page.locator(f"[data-event='{first}']").get_attribute("aria-label"))
    changed(page, lambda: page.get_by_role("button", name=f"Put back: {first}").click())
    assert "Baseline alone" in verdict(page)


def test_a_mechanism_is_switched_off_and_a_logic_chosen(page: Page):
    page.get_by_text("Rules of the model and their sources").click()
    page.locator("#mechanism-rumour").press("Space")
    changed(page, lambda: page.get_by_label("He", exact=True).select_option("random_terror"))
    assert "What-if" in verdict(page)
    changed(page, lambda: page.get_by_role("button", name="Undo all changes").click())
    assert page.locator("#mechanism-rumour").is_checked()
    assert "Baseline alone" in verdict(page)


def test_what_outsiders_see_is_counts_alone(page: Page):
    changed(page, lambda: page.get_by_label("what outsiders see").check())
    assert "Outsiders see nothing of this" in verdict(page)
    assert page.locator("article[data-outcome=fear] svg").count() == 0
    assert re.search(
        r"of [\d,]+ in the simulated truth, outsiders sooner or later learn of [\d,]+", verdict(page, "purges")
    )
    assert page.locator("article[data-outcome=purges] svg").count() == 1


def test_outcomes_are_chosen_by_what_they_mean(page: Page):
    changed(page, lambda: page.get_by_label("Show also").select_option(label="mean grievance"))
    assert page.locator("article").count() == 3
    changed(page, lambda: page.get_by_role("button", name="Remove: mean grievance").click())
    assert page.locator("article").count() == 2


def test_households_have_outcomes_and_a_number_of_their_own(page: Page):
    changed(page, lambda: page.get_by_role("button", name="Households", exact=True).click())
    names = [one.get_attribute("data-outcome") for one in page.locator("article").all()]
    assert {"income", "households_fear", "departures"} <= set(names)
    page.get_by_text("How many, how large").click()
    changed(page, lambda: page.get_by_label("Households simulated").select_option("500"))
    assert "500 households" in page.locator("#provenance").inner_text()


def test_a_link_opens_the_same_in_another_window(browser: Browser, lab: Served, page: Page):
    changed(page, lambda: page.get_by_label("campaign", exact=True).fill("0.9"))
    said, address = verdict(page), page.url
    with shown(browser, lab) as other:
        other.goto("about:blank")
        other.goto(address)
        other.wait_for_selector(SETTLED)
        assert verdict(other) == said
        assert other.get_by_label("campaign", exact=True).input_value() == "0.9"


def test_the_file_runs_to_the_same_fingerprint_on_the_command_line(page: Page, tmp_path: Path):
    changed(page, lambda: page.get_by_label("campaign", exact=True).fill("0.9"))
    with page.expect_download() as got:
        page.get_by_role("button", name="Scenario as a file").click()
    got.value.save_as(tmp_path / "what-if.toml")
    results = pb.run(tmp_path / "what-if.toml", out=tmp_path / "runs", engine=Threads(1))
    assert results.fingerprint in page.locator("#fingerprint").inner_text()
    assert "politburo run what-if.toml" in page.locator("#taken").inner_text()
    with page.expect_download() as got:
        page.get_by_role("button", name="Data as CSV").click()
    assert "difference" in Path(got.value.path()).read_text(encoding="utf-8")


def test_work_is_stopped_in_the_middle_and_goes_on(browser: Browser, lab: Served):
    with shown(browser, lab, SLOW, settled=False) as page:
        page.wait_for_selector("html[data-busy=yes]")
        page.get_by_role("button", name="Stop").click()
        page.wait_for_selector("html[data-busy=no]")
        page.get_by_role("button", name="Continue").click()
        page.wait_for_selector("html[data-busy=yes]")
        page.reload()
        page.wait_for_selector("html[data-busy=yes]")


def test_what_cannot_be_is_said_in_a_sentence_and_can_be_undone(page: Page):
    changed_ = page.get_by_label("Last month")
    page.get_by_text("How many, how large").click()
    changed_.fill("1999-01")
    page.wait_for_selector("#problem:not([hidden])")
    assert "1999-01 lies outside the scenario" in page.get_by_role("alert").inner_text()
    changed(page, lambda: changed_.fill("2001-06"))
    assert page.get_by_role("alert").count() == 0


def test_a_file_of_a_stranger_is_shown_as_text(page: Page):
    source = to_toml(scenario(EVIL))
    file = {"name": "<img src=x onerror=stolen=1>.toml", "mimeType": "text/plain", "buffer": source.encode()}
    changed(page, lambda: page.get_by_label("or a scenario file of yours").set_input_files([file]))  # type: ignore[list-item]
    assert page.evaluate("typeof window.stolen") == "undefined"
    assert page.locator("img, iframe, object, [onerror], h1 *").count() == 0
    assert "onerror" in page.locator("body").inner_text()
    file = {"name": "x.toml", "mimeType": "text/plain", "buffer": b'extends = "../secret.toml"'}
    page.get_by_label("or a scenario file of yours").set_input_files([file])  # type: ignore[list-item]
    page.get_by_role("alert").filter(has_text="only a file can extend").wait_for()


def test_with_a_wrong_token_there_is_nothing(browser: Browser, lab: Served):
    for page in opened(browser, Heard()):
        page.goto(f"http://{lab.host}/")
        assert "open the one that" in page.locator("body").inner_text()
        assert page.locator("input").count() == 0


def test_a_server_that_is_gone_is_missed_in_a_sentence(browser: Browser):
    heard = Heard()
    with served("--scenario", "example") as lab:
        for page in opened(browser, heard):
            page.goto(f"{lab.address}#{fragment(Link(state=STATE))}")
            page.wait_for_selector(SETTLED)
            lab.process.kill()
            lab.process.wait()
            page.get_by_label("campaign", exact=True).fill("0.9")
            page.get_by_role("alert").filter(has_text="start politburo lab again").wait_for()
    assert all("ERR_CONNECTION" in one or "ERR_EMPTY" in one for one in heard.errors)


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_nothing_reaches_beyond_the_page(browser: Browser, lab: Served, width: int):
    with shown(browser, lab, STATE.model_copy(update={"levers": {"campaign": 0.9}}), width=width) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for svg in page.locator("article svg").all():
            box, around = svg.bounding_box(), page.locator("#cards").bounding_box()
            assert box is not None
            assert around is not None
            assert box["x"] >= around["x"]
            assert box["x"] + box["width"] <= around["x"] + around["width"] + 1


NEEDS_AXE = needing("axe_playwright_python")


@NEEDS_AXE
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_axe_finds_nothing_serious(browser: Browser, lab: Served, width: int, scheme: str):
    state = STATE.model_copy(update={"levers": {"campaign": 0.9}})
    with shown(browser, lab, state, width=width, scheme=scheme) as page:
        for details in page.locator("details").all():
            details.evaluate("one => { one.open = true; }")
        load_axe(page)
        assert serious(page) == []
        changed(page, lambda: page.get_by_label("Lesson", exact=True).select_option("silence"))
        page.get_by_label("at least", exact=True).fill("-90")
        page.get_by_label("at most", exact=True).fill("-10")
        changed(page, page.get_by_role("button", name="That is my guess: show me").click)
        assert serious(page) == []
        page.get_by_role("button", name="Add an event").click()
        assert serious(page) == []


def load_axe(page: Page) -> None:
    """Load axe-core, which comes with axe-playwright-python, into the page."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    page.evaluate(Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8"))


def serious(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds that is serious or worse: the rule, and where it is broken first."""
    found = page.evaluate("axe.run()")
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def test_a_lesson_asks_for_a_guess_first_and_holds_it_against_what_is_simulated(page: Page):
    changed(page, lambda: page.get_by_label("Lesson", exact=True).select_option("guarantee"))
    assert "Baseline alone" in verdict(page, "penalties")
    lesson = page.locator("#lesson")
    assert "Step 1 of 3" in lesson.inner_text()
    assert "Simulated:" not in lesson.inner_text()
    page.get_by_label("at least", exact=True).fill("150")
    page.get_by_label("at most", exact=True).fill("50")
    page.keyboard.press("Enter")
    assert "Give two numbers, the smaller one first." in lesson.inner_text()
    page.get_by_label("at least", exact=True).fill("50")
    page.get_by_label("at most", exact=True).fill("150")
    changed(page, lambda: page.keyboard.press("Enter"))
    said = lesson.inner_text()
    assert re.search(r"Simulated: \d+ to \d+ percent \(90 % interval over 16 pairs of runs, chance only\)", said)
    assert "Your range, 50 to 150, holds all of it: a hit." in said
    assert "1 of 1 guesses hit so far." in said
    changed(page, page.get_by_role("button", name="Next step").click)
    page.get_by_label("at least", exact=True).fill("0")
    page.get_by_label("at most", exact=True).fill("10")
    changed(page, page.get_by_role("button", name="That is my guess: show me").click)
    said = lesson.inner_text()
    assert re.search(r"Simulated: -\d+ to -\d+ percent", said)
    assert "misses it" in said
    assert "1 of 2 guesses hit so far." in said


def test_what_outsiders_report_is_hidden_until_it_is_guessed(page: Page):
    changed(page, lambda: page.get_by_label("Lesson", exact=True).select_option("outsiders"))
    assert page.get_by_label("simulated truth").is_checked()
    page.get_by_label("at least", exact=True).fill("10")
    page.get_by_label("at most", exact=True).fill("90")
    changed(page, page.get_by_role("button", name="That is my guess: show me").click)
    assert page.get_by_label("what outsiders see").is_checked()
    assert "of every 100 (90 % of" in page.locator("#lesson").inner_text()
    assert "outsiders sooner or later learn of" in verdict(page, "purges")


def test_the_page_is_read_in_korean_with_the_same_numbers(browser: Browser, lab: Served):
    state = STATE.model_copy(update={"levers": {"campaign": 0.9}})
    with shown(browser, lab, state) as page:
        english = re.findall(r"\d+\.\d+", verdict(page))
        assert len(english) >= 5
        page.get_by_label("Language").select_option("ko")
        page.wait_for_selector("html[lang=ko-KR]")
        page.wait_for_selector(SETTLED)
        assert page.locator("#lever-campaign").input_value() == "0.9"
        assert page.get_by_label("사상 운동", exact=True).count() == 1
        assert "0과" in verdict(page)
        assert re.findall(r"\d+\.\d+", verdict(page)) == english
        page.get_by_label("수업", exact=True).select_option("guarantee")
        page.wait_for_selector("#lesson h2")
        assert "안전 보장" in page.locator("#lesson h2").inner_text()

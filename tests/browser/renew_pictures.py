"""Run as a program: takes the pictures of the lab that README and docs/lab.md show, from a lab at work."""

from __future__ import annotations

import shutil
from pathlib import Path

from politburo.lab.state import Link, State, fragment
from tests.browser.conftest import ARGUMENTS, PROGRAMS
from tests.lab.serving import served

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SETTLED = "html[data-busy=no][data-drawn]"
WIDTH, HEIGHT = 1280, 900

WHAT_IF = State(scenario="example", since="2002-01", levers={"purge_intensity": 0.3}, scale=1.0, runs=16)


def main() -> None:
    """Take them all."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with served("--scenario", "example") as lab, sync_playwright() as playwright:
        lab.ready()
        page = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS)).new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light"
        )
        page.set_default_timeout(300_000)
        page.goto(f"{lab.address}#{fragment(Link(state=WHAT_IF, series=['fear', 'displayed_loyalty']))}")
        page.wait_for_selector(SETTLED)
        page.screenshot(path=IMAGES / "lab.png", full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": 1238})
        # What stays in view while one scrolls would stand in the picture of a part.
        page.locator(".status").evaluate("one => { one.style.position = 'static'; }")
        page.get_by_role("button", name="Open a run").click()
        page.wait_for_selector("#inside table, #inside [role=grid]")
        page.locator("#inside").screenshot(path=IMAGES / "lab-inside.png")
        page.get_by_label("Lesson", exact=True).select_option("guarantee")
        page.wait_for_selector("html:not([data-drawn])", state="attached")
        page.wait_for_selector(SETTLED)
        page.get_by_label("at least", exact=True).fill("-40")
        page.get_by_label("at most", exact=True).fill("0")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Next step").wait_for()
        page.locator("#lesson").screenshot(path=IMAGES / "lab-lesson.png")


if __name__ == "__main__":
    main()

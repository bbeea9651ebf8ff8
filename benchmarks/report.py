"""How large the report of a run is, how long it takes to write, and how soon it can be used; writes REPORT.md.

It needs Chromium (apt-get install chromium fonts-liberation). The report is opened from disk, each time in a browser
context of its own; it is usable when its controls work and the figures in view are drawn.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

import politburo as pb
from politburo.ask.doctor import processor
from politburo.show.page.report import save_report

SCENARIO, RUNS, SCALE = "north-korea", 20, 0.02
"""The size of the page depends neither on the scale nor, but for a few digits, on the number of runs."""

OPENINGS = 9
VIEWS = {"a page of 1280 × 900 pixels": (1280, 900), "a phone of 390 × 844 pixels": (390, 844)}
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
MARKS = "() => [performance.getEntriesByName('usable')[0].startTime, performance.now()]"


def main() -> None:
    """Measure, print and write REPORT.md beside this file."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("Chromium is not installed: apt-get install chromium fonts-liberation")
    with tempfile.TemporaryDirectory() as folder:
        results = pb.run(SCENARIO, runs=RUNS, scale=SCALE, out=Path(folder) / "run")
        seconds = [_seconds_to_write(results) for _ in range(3)]
        path = save_report(results, results.folder)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
            rows = [_row(browser, path, name, *size) for name, size in VIEWS.items()]
            heading = _heading(browser.version, path.stat().st_size, seconds)
            browser.close()
    text = "\n".join([*heading, *rows, ""])
    Path(__file__).with_name("REPORT.md").write_text(text, encoding="utf-8")
    print(text)


def _heading(chromium: str, size: int, seconds: list[float]) -> list[str]:
    return [
        "# The report of a run",
        "",
        f"Written by `make bench` on {date.today().isoformat()}: {processor()}; Python {platform.python_version()}, "
        f"politburo {version('politburo')}, vl-convert {version('vl-convert-python')}, Chromium {chromium}.",
        "",
        f"`{SCENARIO}`, 12 years, {RUNS} runs: {size / 1e6:.1f} MB, written in {seconds[0]:.1f} s of CPU time the "
        f"first time in a process (Vega is taken from its package, libraries are loaded) and in {min(seconds):.1f} s "
        "after that. A test holds the report of 200 runs below 5 MB.",
        "",
        f"Time from opening the file, median and largest of {OPENINGS} openings:",
        "",
        "| seen on | usable after | all figures drawn after |",
        "| --- | ---: | ---: |",
    ]


def _seconds_to_write(results: pb.Results) -> float:
    begun = time.process_time()
    save_report(results, results.folder)
    return time.process_time() - begun


def _row(browser: Browser, path: Path, name: str, width: int, height: int) -> str:
    opened = [_opening(browser, path, width, height) for _ in range(OPENINGS)]
    said = [f"{median(times):,.0f} ms ({max(times):,.0f})" for times in zip(*opened, strict=True)]
    return f"| {name} | {' | '.join(said)} |"


def _opening(browser: Browser, path: Path, width: int, height: int) -> tuple[float, float]:
    """Milliseconds until the page is usable, and until all of it is drawn."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-complete=yes]")
    usable, complete = page.evaluate(MARKS)
    context.close()
    return usable, complete


if __name__ == "__main__":
    main()

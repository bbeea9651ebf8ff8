"""Chromium without a window, and pages on which anything that goes wrong is a failure."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATIENCE = 30_000
"""Milliseconds after which something that should happen on a page has not happened, on a busy machine as well."""


@dataclass
class Heard:
    """What a page let be heard of: errors, whatever it printed, and addresses that it asked for."""

    errors: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, where it is installed."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("Chromium is not installed: apt-get install chromium fonts-liberation")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def heard() -> Heard:
    """What the page of the test lets be heard of."""
    return Heard()


@pytest.fixture
def page(browser: Browser, heard: Heard) -> Iterator[Page]:
    """An empty page of 1280 × 900 pixels, light; after the test nothing may have gone wrong on it."""
    yield from opened(browser, heard)
    assert heard.errors == []
    assert [address for address in heard.addresses if not address.startswith(("file:", "data:", "blob:"))] == []


@pytest.fixture
def phone(browser: Browser, heard: Heard) -> Iterator[Page]:
    """The same, 390 pixels wide and dark."""
    yield from opened(browser, heard, width=390, scheme="dark")
    assert heard.errors == []


def opened(browser: Browser, heard: Heard, *, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
    """An empty page that is listened to."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("console", lambda message: heard.errors.append(message.text))
    page.on("pageerror", lambda error: heard.errors.append(str(error)))
    page.on("request", lambda request: heard.addresses.append(request.url))
    yield page
    context.close()


def show(page: Page, file: Path, *, complete: bool = True) -> None:
    """Open a file from disk and wait until what is in view is drawn, or all of it."""
    page.goto(file.resolve().as_uri())
    page.wait_for_selector(f"html[data-{'complete' if complete else 'usable'}=yes]")

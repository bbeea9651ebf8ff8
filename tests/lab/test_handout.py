"""The page to hand out: one file that holds all it needs, under a policy that lets it fetch nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path

import numpy as np
import pytest

from politburo.ask.emulate import Emulation
from politburo.lab.handout import MOST_BYTES, handout, write_handout
from politburo.terms.errors import UsageError
from tests.ask.emulate.made_up import made

pytestmark = pytest.mark.slow  # a bank of made-up runs, and the fit to it


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Emulation:
    return made(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def page(found: Emulation) -> str:
    return handout(found)


def held(page: str, name: str) -> dict:
    [said] = re.findall(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    return json.loads(said)


def test_its_policy_lets_its_one_script_and_its_style_in_and_nothing_else(page: str):
    [said] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    policy = html.unescape(said)
    [script] = re.findall(r'<script type="module">(.*?)</script>', page, re.DOTALL)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    for kind, text in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_nothing_in_it_is_fetched_or_evaluated(page: str):
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", page)
    assert not re.search(
        r"\beval\(|new Function|\bimport\s|https?://(?!www\.w3\.org/2000/svg|doi)", page.split("BibTeX")[0]
    )


def test_it_is_small_and_says_what_it_is(page: str, found: Emulation):
    assert len(page.encode()) < MOST_BYTES / 10
    assert "simulated, not observed" in page
    assert str(found.provenance) in page
    assert found.results.fingerprint in page  # in what is to be cited
    assert "levers and events that are not named here" in page


def test_what_it_holds_are_the_numbers_of_the_emulator(page: str, found: Emulation):
    bank = held(page, "bank")
    numbers = np.frombuffer(base64.b64decode(bank["numbers"]), "<f4")
    fear = bank["series"][0]
    first, length = fear["error"]
    assert numbers[first : first + length] == pytest.approx(found.emulators["fear"].error, rel=1e-5, abs=1e-9)
    assert [one["name"] for one in bank["levers"]] == ["sanctions", "campaign"]
    assert [one["reference"] for one in bank["levers"]] == found.reference[:2].tolist()


def test_it_takes_the_place_of_its_own_kind_alone(tmp_path: Path, found: Emulation):
    file = write_handout(found, tmp_path / "page.html")
    write_handout(found, file)
    file.write_text("<p>mine</p>")
    with pytest.raises(UsageError, match="not written by politburo"):
        write_handout(found, file)
    assert file.read_text() == "<p>mine</p>"

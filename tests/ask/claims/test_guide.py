"""The guide for scholars: its example runs, and it knows every key of a file of claims."""

import re
from pathlib import Path

import pytest

from politburo.ask.claims.board import decide
from politburo.ask.claims.claim_file import parse
from politburo.ask.claims.sections import (
    ArmSection,
    ClaimSection,
    LessSection,
    PresentSection,
    RivalSection,
    SettingSection,
    ShapeSection,
    TestSection,
)

GUIDE = Path(__file__).parents[3] / "docs" / "claims-of-your-own.md"


@pytest.fixture(scope="module")
def guide() -> str:
    return GUIDE.read_text(encoding="utf-8")


def examples(guide: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)


@pytest.mark.slow
def test_its_example_is_decided(guide: str, tmp_path: Path):
    example, _ = examples(guide)
    (decided,) = decide(parse(example, "the guide"), tmp_path).decided
    assert decided.verdict == "holds"
    assert [finding.verdict for finding in decided.findings] == ["holds", "reported"]


def test_its_example_of_a_shape_goes_with_the_settings_of_the_other(guide: str):
    _, claim = parse("".join(examples(guide)), "the guide")
    assert claim.shape is not None


def test_it_names_every_key(guide: str):
    of_tests = SettingSection, ArmSection, ClaimSection, TestSection, LessSection, RivalSection
    sections = (*of_tests, ShapeSection, PresentSection)
    keys = {key for section in sections for key in section.model_fields}
    assert {key for key in keys if not re.search(rf"\b{key}\b", guide)} == set()

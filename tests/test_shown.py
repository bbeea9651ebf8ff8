"""What README and tutorial show of a command's output is what the command prints, to the letter."""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.calling import printed

ROOT = Path(__file__).parents[1]
BLOCKS = re.compile(r"```(sh|text)\n(.*?)```", re.DOTALL)
KEPT = "politburo run example --out first"
"""Where a page has results made that further commands of it are about."""


def folded(text: str) -> list[str]:
    """Its lines with spaces counting as one, without those that are empty or stand for what is left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line not in ("", "…")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shown")


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_what_a_page_shows_is_what_its_commands_print(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder)
    if not Path("first").exists():
        printed(*shlex.split(KEPT)[1:], "--quiet")
    found = BLOCKS.findall((ROOT / page).read_text(encoding="utf-8"))
    assert any(KEPT in text for kind, text in found if kind == "sh")
    shown = [(typed, text) for (before, typed), (kind, text) in pairwise(found) if (before, kind) == ("sh", "text")]
    assert len(shown) >= 3
    for typed, text in shown:
        commands = [shlex.split(line, comments=True) for line in typed.splitlines()]
        words = [[word for word in words if word != "--open"] for _, *words in commands if words[0] != "run"]
        printed_lines = folded("\n".join(printed(*one) for one in words))
        assert [line for line in folded(text) if line not in printed_lines] == []

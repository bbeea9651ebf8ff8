"""What the page on what-ifs tells the reader to type works as it stands."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "what-ifs.md").read_text(encoding="utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = re.findall(r"^politburo (.*)$", SHELL, re.MULTILINE)


def test_the_python_of_the_page_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(block, names)
    assert "to the bit" in names["branch"].verified
    assert names["futures"].results.status == "finished"
    assert not names["sweep"].failures


@pytest.mark.parametrize("typed", COMMANDS)
def test_the_commands_of_the_page_can_be_typed(typed: str):
    from politburo.cli.commands import politburo

    name, *words = shlex.split(typed, comments=True)
    politburo.commands[name].make_context(name, words)


def test_every_command_that_asks_a_what_if_is_on_the_page():
    asked = {command.split()[0] for command in COMMANDS}
    assert {"compare", "branch", "sweep", "sensitivity", "explore", "outcomes", "merge"} <= asked


@pytest.mark.parametrize("picture", re.findall(r"\]\((images/[^)]+)\)", PAGE))
def test_the_pictures_of_the_page_are_there(picture: str):
    assert (Path(__file__).parents[1] / "docs" / picture).stat().st_size > 10_000

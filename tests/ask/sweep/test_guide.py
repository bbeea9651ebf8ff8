"""The page on sweeps says what works."""

import re
import shlex
from pathlib import Path

import pytest

from politburo.ask.sweep.plan import plan
from politburo.cli.commands import politburo
from tests.run.experiment.made_up import Simulation

PAGE = (Path(__file__).parents[3] / "docs" / "sweeps.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    simulation = Simulation().used(monkeypatch)
    [block] = blocks("python")
    exec(block, {})
    assert len(simulation.asked) == 33


@pytest.mark.parametrize("typed", re.findall(r"^politburo (.*)$", "\n".join(blocks("sh")), re.MULTILINE))
def test_the_commands_of_the_page_can_be_performed(typed: str):
    name, *words = shlex.split(typed)
    said = politburo.commands[name].make_context(name, words).params
    asked = plan(
        said["scenario"],
        list(said["over"]) or None,
        start=said["start"],
        outcomes=said["outcomes"],
        points=said["points"],
        runs=said["runs"],
        scale=said["scale"],
    )
    asked.experiment.check()


def test_the_file_of_the_page_can_be_swept(tmp_path: Path):
    [written] = blocks("toml")
    (tmp_path / "mine.toml").write_text(written)
    asked = plan(tmp_path / "mine.toml")
    asked.experiment.check()
    assert [region.name for region in asked.regions] == ["calm"]

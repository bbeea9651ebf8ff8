"""What the README tells the reader to type works as it stands, on a smaller country."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import politburo as pb

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.slow
def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in BLOCKS:
        small = block.replace('"north-korea", runs=20', '"example", runs=2, scale=0.02')
        exec(small.replace('only=["C11"]', 'only=["C11"], short=True'), names)
    assert names["results"].status == "finished"
    assert pb.open(names["results"].folder).fingerprint == names["results"].fingerprint


@pytest.mark.slow
def test_the_folder_looks_as_the_readme_says(tmp_path: Path):
    from politburo.cli import main

    folder = tmp_path / "results"
    words = ["run", "example", "--runs", "1", "--scale", "0.02", "--until", "2000-03", "--out", str(folder), "--quiet"]
    assert CliRunner().invoke(main, words).exit_code == 0
    listed = re.findall(r"^  ([\w/-]+(?:\.[\w.]+|/)) ", README, re.MULTILINE)
    assert len(listed) == 7
    assert [name for name in listed if not (folder / name).exists()] == []


def test_the_commands_and_options_of_the_readme_exist():
    from politburo.cli.commands import politburo

    shells = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    commands = re.findall(r"^politburo (\w+)", shells, re.MULTILINE)
    assert set(commands) == set(politburo.commands)
    options = {name for command in politburo.commands.values() for one in command.params for name in one.opts}
    assert set(re.findall(r"--[a-z-]+", README)) <= options


def test_the_scenario_of_the_readme_can_be_used():
    from politburo.scenario import parse

    [written] = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    scenario = parse(written, "my-scenario.toml")
    assert scenario.levers_at(scenario.end).market_tolerance == 0.2
    assert scenario.off == ("rumour",)


def test_the_readme_says_how_many_parameter_values_are_assumed():
    from politburo.terms.parameters import parameter_sources

    counted = parameter_sources().split(".")[0]
    assert re.match(r"Of the \d+ parameters, \d+ have assumed values: for \d+ only", counted)
    assert counted in " ".join(README.split())


def test_the_readme_counts_targets_and_claims_as_their_pages_do():
    said = " ".join(README.split())
    docs = Path(__file__).parents[1] / "docs"
    fit, board = ((docs / page).read_text(encoding="utf-8") for page in ("fit.md", "claims.md"))
    for page, pattern in (
        (fit, r"\d+ of \d+ independent targets are met"),
        (board, r"\d+ of \d+ claims that were tested"),
    ):
        [*_, counted] = re.findall(pattern, page)
        assert counted in said
    found = re.search(r"fresh seeds: (\d+); exploratory: (\d+)\.", board)
    assert found is not None
    assert f"{found[1]} are confirmed" in said and f"{found[2]} are exploratory" in said

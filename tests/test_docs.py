"""What the pages tell the reader to type works as it stands, and the files that they name are there."""

import re
import shlex
import textwrap
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from politburo.ask.fit.measures import MEASURES
from politburo.country import reader
from politburo.country.checks import Keys
from politburo.country.public import ACCOUNTS
from tests.ask.explore.made_up import QUICKEST
from tests.cli.calling import printed

ROOT = Path(__file__).parents[1]
PAGES = {page.name: page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md"))}
PAGE, OWN_COUNTRY = PAGES["what-ifs.md"], PAGES["a-country-of-your-own.md"]


def commands(page: str) -> list[str]:
    """What a page tells the reader to type after `politburo`."""
    typed = "\n".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    return re.findall(r"^(?:.* )?politburo ([a-z].*)$", typed, re.MULTILINE)


COMMANDS = commands(PAGE)

SHORTER = {
    '"runs": 4': '"until": "2004-12", "runs": 3',
    'until="2002-12"': 'until="2000-06"',
    'until="2004-12", **small': '**(small | {"until": "2001-12"})',
    "runs=6": "runs=3",
    "points=96": "points=70",
}
"""Months, runs and points of the page, and fewer with which it takes seconds."""


@pytest.mark.slow
def test_the_python_of_the_page_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("politburo.ask.explore.Search", lambda **asked: replace(QUICKEST, permutations=3, **asked))
    names: dict[str, Any] = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert all(any(asked in block for block in blocks) for asked in SHORTER)
    for block in blocks:
        for asked, shorter in SHORTER.items():
            block = block.replace(asked, shorter)
        exec(block, names)
    assert "to the bit" in names["branch"].verified
    assert names["futures"].results.status == "finished"
    assert not names["sweep"].failures


@pytest.mark.parametrize("typed", sorted({typed for page in PAGES.values() for typed in commands(page)}))
def test_the_commands_of_the_pages_can_be_typed(typed: str):
    from politburo.cli.commands import politburo

    name, *words = shlex.split(typed, comments=True)
    politburo.commands[name].make_context(name, words)


@pytest.mark.slow
def test_the_python_of_the_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    [block] = re.findall(r"```python\n(.*?)```", PAGES["tutorial.md"], re.DOTALL)
    names: dict[str, Any] = {}
    exec(block.replace("scale=0.1", "scale=0.02"), names)
    assert names["results"].status == "finished"


def test_the_scenario_of_the_tutorial_says_what_its_command_says():
    from politburo.scenario import changed, parse

    [written] = re.findall(r"```toml\n(.*?)```", PAGES["tutorial.md"], re.DOTALL)
    asked = changed("example", sets={"market": 0.1}, start="2003-01")
    assert parse(written, "suppressed.toml").levers == asked.levers


def test_the_what_if_of_dated_events_can_be_written_as_it_stands():
    from politburo.scenario import parse

    [written] = re.findall(r"```toml\n(.*?)```", PAGES["what-ifs.md"], re.DOTALL)
    asked = parse(written, "ill.toml")
    assert {event.kind for event in asked.events} >= {"power lost", "purge ordered", "ally lost"}
    assert [order.organ for _, order in asked.orders] == ["trade"]


STEPS = re.compile(r"`([^`\n]+)`:\n\n```(?:toml|text)\n(.*?)```|```sh\n(.*?)```", re.DOTALL)
"""What a page says to do: a file to save under a name, or commands to type."""


@pytest.mark.slow
def test_a_country_of_ones_own_is_made_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    answers: dict[str, str] = {}
    for file, text, typed in STEPS.findall(OWN_COUNTRY):
        if file:
            Path(file).write_text(text, encoding="utf-8")
        for line in typed.splitlines():
            _, *words = shlex.split(line, comments=True)
            answers[words[0]] = printed(
                *(str(found) for word in words for found in (Path().glob(word) if "*" in word else [word]))
            )
    assert "No problems found." in answers["check"]
    assert "Ruritania" in answers["show"]
    assert "250–400" in answers["run"]
    assert "arrivals_per_year" in answers["fit"].replace(" ", "_")
    assert "holds" in answers["claims"]


def rows_of(heading: str) -> list[tuple[str, str]]:
    """Names and whether they are needed, from the tables of a part of the page on countries."""
    [part] = re.findall(rf"^## \d\. {heading}\n(.*?)(?=^## )", OWN_COUNTRY, re.DOTALL | re.MULTILINE)
    return re.findall(r"^\| `(\w+)` \| (yes|no) \|", part, re.MULTILINE)


def declared(*tables: Keys) -> list[tuple[str, str]]:
    return [(name, "no" if key.optional else "yes") for keys in tables for name, key in keys.items()]


def test_the_tables_of_the_page_are_those_that_a_country_is_read_by():
    assert rows_of("Provinces") == declared(reader.PROVINCES)
    assert rows_of("Posts") == declared(reader.POSTS)
    assert rows_of("Figures, and where everything is from") == declared(reader.FIGURE, reader.TOPIC, reader.TARGET)
    networks = {name: key for name, key in reader.NETWORKS.items() if name != "source"}
    assert rows_of("Ranks and organs") == declared(reader.COUNTRY, networks, reader.EXIT, reader.RANK, reader.ORGAN)


def test_the_series_that_the_page_names_are_those_that_are_known():
    beside = re.findall(r"^\| (`.*`) \| ([a-z ]+)", OWN_COUNTRY, re.MULTILINE)
    named = {measure.strip(): tuple(re.findall(r"`(\w+)`", series)) for series, measure in beside}
    assert {measure: named.get(measure) for measure in ACCOUNTS} == ACCOUNTS
    [fitted] = re.findall(r"whose series is one of these:(.*?)\. Save", OWN_COUNTRY, re.DOTALL)
    assert re.findall(r"`(\w+)`", fitted) == list(MEASURES)


def test_every_command_that_asks_a_what_if_is_on_the_page():
    asked = {command.split()[0] for command in COMMANDS}
    assert {"compare", "branch", "sweep", "sensitivity", "explore", "outcomes", "merge"} <= asked


@pytest.mark.parametrize("picture", re.findall(r"\]\((images/[^)]+)\)", PAGE))
def test_the_pictures_of_the_page_are_there(picture: str):
    assert (Path(__file__).parents[1] / "docs" / picture).stat().st_size > 10_000


def test_every_public_name_is_in_the_reference():
    import politburo

    listed = re.findall(r"^\.\. auto\w+:: (\w+)$", PAGES["python.md"], re.MULTILINE)
    assert set(politburo.__all__) - {"__version__"} <= set(listed)


def test_what_the_reference_takes_from_the_sources_is_there():
    named = re.findall(r"^\.\. auto\w+:: (politburo\.[\w.]+)\.(\w+)$", PAGES["python.md"], re.MULTILINE)
    assert len(named) > 10
    assert [(module, name) for module, name in named if not hasattr(import_module(module), name)] == []


OF_EXAMPLES = re.compile("refuge|NAME|PHASE|run-0|^(series|events|done)/$|^build/")
"""What the pages name that is in no checkout: files that an example would add, and those of a folder of results."""


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/extending.md", "CONTRIBUTING.md"])
def test_the_files_that_a_page_names_are_there(page: str):
    written = re.sub(r"```.*?```", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    named = re.findall(r"`((?:[\w.-]+/)+(?:[\w.-]+\.(?:py|json|md|toml))?)`", written)
    there = [name for name in named if not OF_EXAMPLES.search(name)]
    assert len(there) > 5
    assert [
        name for name in there if not any((place / name).exists() for place in (ROOT, ROOT / "src" / "politburo"))
    ] == []


def test_the_examples_of_extending_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    for number, (_, block) in enumerate(re.findall(r"^( *)```python\n(.*?)^\1```", page, re.DOTALL | re.MULTILINE)):
        file = tmp_path / f"block_{number}.py"  # compiled functions are cached beside the file that they stand in
        file.write_text(textwrap.dedent(block), encoding="utf-8")
        exec(compile(file.read_text(encoding="utf-8"), file, "exec"), names)
    answer = names["answer"]
    assert {file.name for file in (tmp_path / "lying-low").iterdir()} == {"answer.json", "answer.md", "organs.csv"}
    [drawing] = names["DRAWINGS"]
    drawn = drawing.of(answer, dark=False)
    assert "lying low" in drawn.svg()
    assert names["command"].name == "refuge"

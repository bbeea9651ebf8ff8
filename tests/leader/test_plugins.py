"""A leader from another package is found by its name; a broken one is told of and passed over."""

import json
import re
from pathlib import Path

import pytest

import politburo as pb
from tests.packages import called, called_in_turn, edited, installed, python

pytestmark = pytest.mark.slow

TUTORIAL = (Path(__file__).parents[2] / "docs" / "leaders.md").read_text(encoding="utf-8")
(CODE,) = re.findall(r"```python\n(.*?)```", TUTORIAL, re.DOTALL)
KOREAN, PROJECT, SCENARIO = re.findall(r"```toml\n(.*?)```", TUTORIAL, re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("plugin"), {"watcher.py": CODE, "pyproject.toml": PROJECT})


def test_the_tutorial_writes_a_leader_in_thirty_lines():
    assert len(CODE.splitlines()) + len(PROJECT.splitlines()) <= 30


def test_the_leader_of_the_tutorial_is_listed_and_rules(site: Path):
    (site.parent / "watched.toml").write_text(SCENARIO)
    listed, doctor, run = called_in_turn(
        site, "leaders --json", "doctor", "run watched.toml --runs 1 --until 2000-06 --scale 0.05 --json"
    )
    (table,) = json.loads(listed.stdout)["tables"]
    assert ["watcher", "from another package: watcher:choose"] in [row[:2] for row in table["rows"]]
    assert "other leaders" in doctor.stdout
    assert run.returncode == 0, run.stderr
    folder = site.parent / json.loads(run.stdout)["folder"]
    course = pb.open(folder).series["surveillance"].values[0].tolist()
    assert course == sorted(course)
    assert course[0] < course[-1] <= 0.95


def test_an_edited_leader_does_not_continue_the_runs_of_the_older_one(site: Path, tmp_path: Path):
    other = edited(site, tmp_path, "watcher.py", CODE.replace("REACH = 1.5", "REACH = 0.5"))
    code = "from politburo.run.plan import identity; from politburo.scenario import load; print(identity(load('{}')))"
    identities = []
    for place in (site, other):
        (place.parent / "watched.toml").write_text(SCENARIO)
        identities.append(python(place, "-c", code.format("watched.toml")).stdout)
    assert all(identities)
    assert identities[0] != identities[1]


BROKEN = {
    "raising": ("raise RuntimeError('no luck')\n", "cannot be imported: RuntimeError: no luck."),
    "narrow": (
        "def choose(briefing): ...\n",
        "must be a function of (briefing, levers, assurance, parameters) that returns",
    ),
    "number": (
        "choose = 3\n",
        "must be a function of (briefing, levers, assurance, parameters) that returns a Decision.",
    ),
    "empty": ("", "cannot be imported: AttributeError: module 'empty' has no attribute 'choose'."),
}
"""Modules of leaders that cannot be used, with their source and what is said of them."""


def test_a_broken_leader_is_named_with_the_reason_and_passed_over(site: Path, tmp_path: Path):
    entries = "".join(f"{name} = {name}:choose\n" for name in BROKEN)
    broken = edited(site, tmp_path, "*.dist-info/entry_points.txt", f"[politburo.leaders]\n{entries}")
    for name, (code, _) in BROKEN.items():
        (broken / f"{name}.py").write_text(code)
    listed = called(broken, "leaders", "--json")
    assert listed.returncode == 0
    found = json.loads(listed.stdout)
    for name, (_, why) in BROKEN.items():
        told = f"The leader '{name}' of the entry point '{name}:choose' (politburo.leaders) {why}"
        assert any(warning.startswith(told) for warning in found["warnings"])
    assert BROKEN.keys().isdisjoint(row[0] for row in found["tables"][0]["rows"])


def test_a_broken_leader_stops_nothing_until_a_scenario_names_it(site: Path, tmp_path: Path):
    broken, why = edited(site, tmp_path, "watcher.py", "choose = 3\n"), "must be a function of (briefing, levers,"
    (tmp_path / "watched.toml").write_text(SCENARIO)
    small = "--runs 1 --until 2000-01 --scale 0.02 --quiet"
    doctor, run, refused = called_in_turn(broken, "doctor", f"run example {small}", f"run watched.toml {small}")
    assert why in " ".join(doctor.stdout.split())
    assert (run.returncode, refused.returncode) == (0, 2)
    assert why in refused.stderr
    assert "Traceback" not in refused.stderr


def test_no_package_can_take_the_name_of_a_leader_that_there_is(site: Path, tmp_path: Path):
    (names,) = site.glob("*.dist-info/entry_points.txt")
    content = names.read_text().replace("watcher = watcher:choose", "strategic = watcher:choose")
    assert content != names.read_text()
    assert (
        "another package" not in called(edited(site, tmp_path, str(names.relative_to(site)), content), "leaders").stdout
    )

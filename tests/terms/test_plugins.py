"""A mechanism of another package is one of the model's own as long as it is installed; a broken one is passed over."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import politburo as pb
from politburo.terms.errors import StoreError
from politburo.terms.hazards import HAZARDS
from politburo.terms.mechanism import OWN
from politburo.terms.parameters import Parameters
from politburo.terms.plugins import TAKEN, TAKEN_TERMS, plugged_in, source_digest
from tests.packages import called, called_in_turn, edited, installed, python

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")
SECTION = PAGE[PAGE.index("\n## A mechanism of your own\n") : PAGE.index("\n## A leader\n")]
(CODE,) = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
(PROJECT,) = re.findall(r"```toml\n(.*?)```", SECTION, re.DOTALL)

SCENARIO = """
extends = "example"
title = "An invented country of envious cadres"
end = "2001-12"

[run]
seed = 3
runs = 1
scale = 0.05

[levers]
neighbour_lead = 2.0

[parameters.choose]
flee_rate = 0.005
"""
ENVIOUS = SCENARIO + "\n[parameters.envy]\nstrength = 1.5\n"
SWITCHED_OFF = SCENARIO + "\n[mechanisms]\nenvy = false\n"

REPORT = """
import json
import politburo as pb
from politburo.ask.claims.mechanism_matrix import MECHANISM_NAMES
from politburo.ask.factors import all_parameters
from politburo.numerics.compile import cache_folder

found = {"mechanisms": MECHANISM_NAMES, "cache": str(cache_folder())}
for name in ("off", "envious"):
    results = pb.run(f"{name}.toml")
    events = results.events
    found[name] = {"folder": str(results.folder), "fingerprint": results.fingerprint}
    flight = events[events["kind"] == "flight"].iloc[0]
    why = results.why(int(flight["event"]), run=0)
    found[name]["terms"] = {term.name: [term.value, term.contribution] for term in why.terms}
    found[name]["words"] = why.words()
found["factors"] = [factor.name for factor in all_parameters(results.scenario)]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the page, installed, with two scenarios beside it."""
    site = installed(tmp_path_factory.mktemp("plugin"), {"envious.py": CODE, "pyproject.toml": PROJECT})
    (site.parent / "envious.toml").write_text(ENVIOUS)
    (site.parent / "off.toml").write_text(SWITCHED_OFF)
    return site


@pytest.fixture(scope="module")
def report(site: Path) -> dict[str, Any]:
    """What a process with the package finds."""
    done = python(site, "-c", REPORT, seconds=900)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    """The same scenario without the package."""
    folder = tmp_path_factory.mktemp("without")
    (folder / "plain.toml").write_text(SCENARIO)
    return pb.run(folder / "plain.toml", out=folder / "results")


def test_the_page_writes_a_mechanism_in_about_thirty_lines():
    assert len(CODE.splitlines()) <= 35


def test_without_such_packages_there_is_no_trace_of_them():
    assert plugged_in() == ()
    assert source_digest() == ""


def test_names_of_groups_and_mechanisms_and_terms_are_taken():
    assert set(Parameters.__dataclass_fields__) | {mechanism.name for mechanism in OWN} <= TAKEN
    for hazard in HAZARDS.values():
        assert {term.name for term in hazard.terms} <= TAKEN_TERMS


def test_its_parameter_and_switch_are_shown_and_described(site: Path):
    shown, page, doctor = (done.stdout for done in called_in_turn(site, "show example --all", "describe", "doctor"))
    assert re.search(r"^envy\s+choose\s+on\s", shown, re.MULTILINE)
    assert re.search(r"^envy\.strength\s+0\.5\s+0 to 2\s", shown, re.MULTILINE)
    assert "| `envy` | the neighbour's living, envied by those with low rents | 1 | exponent |" in page
    assert "`envy.strength · neighbour_lead · (1 − rent)`" in page
    assert "+ hostages + shared_fate + frailty + envy)" in page
    assert "envy (envious)" in doctor


@pytest.mark.long
def test_its_parameter_is_a_factor_and_its_switch_one_that_claims_try(report: dict[str, Any]):
    assert "envy.strength" in report["factors"]
    assert "envy" in report["mechanisms"]


@pytest.mark.long
def test_its_term_stands_among_the_reasons_of_a_flight(report: dict[str, Any]):
    value, contribution = report["envious"]["terms"]["envy"]
    assert 0 < value <= 1.5 * 2.0
    assert contribution == pytest.approx(value, rel=1e-3)
    assert "the neighbour's living, envied by those with low rents" in report["envious"]["words"]


@pytest.mark.long
def test_switched_off_the_runs_are_those_without_the_package(report: dict[str, Any], without: pb.Results, site: Path):
    off = python(site, "-c", SERIES.format(folder=report["off"]["folder"]))
    assert off.returncode == 0, off.stderr
    told = json.loads(off.stdout)
    assert told["events"] == without.events.to_csv()
    assert told["series"] == {name: values.values.tobytes().hex() for name, values in without.series.items()}
    assert report["off"]["terms"]["envy"] == [0, 0]
    assert report["envious"]["fingerprint"] != report["off"]["fingerprint"]


SERIES = """
import json
import politburo as pb
results = pb.open({folder!r})
series = {{name: values.values.tobytes().hex() for name, values in results.series.items()}}
print(json.dumps({{"series": series, "events": results.events.to_csv()}}))
"""


@pytest.mark.long
def test_a_folder_says_with_which_mechanism_it_was_made_and_needs_it(report: dict[str, Any], site: Path):
    folder = site.parent / report["envious"]["folder"]
    assert "mechanism envy" in json.loads((folder / "manifest.json").read_text())["digests"]
    with pytest.raises(StoreError) as raised:
        pb.open(folder)
    said = f"{folder} was made with the mechanism 'envy' of other packages; installed and usable are none."
    assert str(raised.value).startswith(said)


def test_a_folder_made_without_it_can_be_read_and_is_not_continued(site: Path, without: pb.Results):
    folder, scenario = without.folder, without.folder.parent / "plain.toml"
    code = f"""
import politburo as pb
from politburo.cli import main
print(pb.open({str(folder)!r}).fingerprint)
main(["run", {str(scenario)!r}, "--out", {str(folder)!r}])
"""
    again = python(site, "-c", code)
    assert (again.returncode, again.stdout.strip()) == (2, without.fingerprint)
    assert "mechanisms of other packages '' instead of 'envy'" in " ".join(again.stderr.split())


@pytest.mark.long
def test_the_second_start_compiles_nothing(report: dict[str, Any], site: Path):
    cache = Path(report["cache"])

    def compiled() -> dict[str, int]:
        return {
            str(file): file.stat().st_mtime_ns for file in cache.rglob("*") if file.suffix in (".nbi", ".nbc", ".py")
        }

    before = compiled()
    assert len(before) > 50
    again = python(site, "-c", "import politburo as pb; pb.run('envious.toml', out='again')")
    assert again.returncode == 0, again.stderr
    assert compiled() == before


@pytest.mark.long
def test_an_edited_package_is_compiled_anew_and_makes_other_results(report: dict[str, Any], site: Path, tmp_path: Path):
    other = edited(site, tmp_path, "envious.py", CODE.replace("/ 2", "/ 3"))
    code = "from politburo.numerics.compile import cache_folder; print(cache_folder())"
    assert python(other, "-c", code).stdout.strip() != report["cache"]
    code = "from politburo.run.plan import identity; from politburo.scenario import load; print(identity(load('{}')))"
    (other.parent / "envious.toml").write_text(ENVIOUS)
    assert len({python(place, "-c", code.format("envious.toml")).stdout for place in (site, other)}) == 2


@pytest.mark.cluster
@pytest.mark.long
def test_workers_of_their_own_see_the_same(report: dict[str, Any], site: Path):
    pytest.importorskip("distributed", reason="comes with politburo[cluster]")
    done = called(site, "run", "envious.toml", "--workers", "1", "--out", "by-workers", "--json", seconds=600)
    assert done.returncode == 0, done.stderr
    code = "import politburo as pb; print(pb.open('by-workers').fingerprint)"
    assert python(site, "-c", code).stdout.strip() == report["envious"]["fingerprint"]


def renamed(name: str) -> str:
    """The module of the page with a mechanism and terms of another name."""
    return CODE.replace('"envy"', f'"{name}"')


BROKEN = {
    "raising": ("raise RuntimeError('no luck')\n", "cannot be imported: RuntimeError: no luck; it is passed over."),
    "empty": ("", "cannot be imported: AttributeError: module 'empty' has no attribute 'MECHANISM'; it is passed"),
    "number": ("MECHANISM = 3\n", "is a int, not a Mechanism of politburo.terms.mechanism; it is passed over."),
    "needy": ("from politburo.terms.mechanisms import MECHANISMS\n", "cannot be imported: ImportError: "),
    "named": (CODE.replace('"envy", "choose"', '"Envy!", "choose"'), "is called 'Envy!'; a name is of small"),
    "taken": (CODE.replace('"envy", "choose"', '"fear", "choose"'), "is called 'fear', as something of politburo's"),
    "lost": (CODE.replace('"envy", "choose"', '"lost", "nowhere"'), "lives in the phase 'nowhere'; there are govern, "),
    "fixed": (CODE.replace("Strength,\n", "None,\n").replace('"envy", "choose"', '"fixed", "choose"'),
              "has parameters that are no frozen dataclass; it is passed over."),
    "strong": (CODE.replace('"envy", "choose"', '"strong", "choose"'), "has no parameter that its switch could set: "),
    "void": (renamed("void").replace('(("flight", FLIGHT), ("loyalty", LOYALTY))', "()"), "has no terms; it is passed"),
    "astray": (renamed("astray").replace('("flight", FLIGHT)', '("x", FLIGHT)'), "has a term of the hazard 'x'; there"),
    "injected": (
        renamed("injected").replace('FLIGHT = Term("injected"', "FLIGHT = Term('x\"); import os #'"),
        "has a term that cannot be used: 'x\"); import os #' is no name: it must be of letters, digits and underscores",
    ),
    "double": (
        renamed("double").replace('FLIGHT = Term("double"', 'FLIGHT = Term("news"'),
        "has a term that cannot be used: the hazard 'flight' has a term 'news' already; it is passed over.",
    ),
    "based": (renamed("based").replace("EXPONENT, 0.0", "EXPONENT, None"), "has a term 'based' without the neutral"),
    "unruly": (renamed("unruly").replace("0.0, envied", "0.0, len"), "has a term 'unruly' whose rule is no plain"),
}  # fmt: skip
"""Modules of mechanisms that cannot be used, with their source and what is said of them."""


def with_entries(site: Path, folder: Path, names: tuple[str, ...]) -> Path:
    """A copy of the package with an entry point for each of some modules."""
    entries = "".join(f"{name} = {name}:MECHANISM\n" for name in names)
    return edited(site, folder, "*.dist-info/entry_points.txt", f"[politburo.mechanisms]\n{entries}")


def test_a_broken_mechanism_is_named_with_the_reason_and_passed_over(site: Path, tmp_path: Path):
    broken = with_entries(site, tmp_path, ("envious", *BROKEN))
    for name, (code, _) in BROKEN.items():
        (broken / f"{name}.py").write_text(code)
    done = called(broken, "show", "example", "--all")
    assert done.returncode == 0
    said = " ".join(done.stderr.split())
    for name, (_, why) in BROKEN.items():
        start = f"Warning: The mechanism of the entry point {name} = '{name}:MECHANISM' (politburo.mechanisms) {why}"
        assert start in said
    assert said.count("Warning: ") == len(BROKEN)
    assert "Traceback" not in said
    assert re.search(r"^envy\.strength\s", done.stdout, re.MULTILINE)


def test_of_two_of_one_name_the_first_is_used_with_a_warning(site: Path, tmp_path: Path):
    both = with_entries(site, tmp_path, ("envious", "jealous"))
    (both / "jealous.py").write_text(CODE)
    done = called(both, "show", "example", "--all")
    assert done.returncode == 0
    said = "The mechanism of the entry point jealous = 'jealous:MECHANISM' (politburo.mechanisms) is called 'envy', as"
    assert said in " ".join(done.stderr.split())


def test_a_term_that_reads_what_there_is_not_is_named_with_what_there_is(site: Path, tmp_path: Path):
    other = edited(site, tmp_path, "envious.py", CODE.replace("cadre.rent", "cadre.salary"))
    done = called(other, "run", "example", "--runs", "1", "--until", "2000-01", "--scale", "0.02")
    assert done.returncode == 2
    said = " ".join(done.stderr.split())
    assert (
        "The term 'envy' of the hazard 'loyalty' (package envious) reads cadre.salary; there is no 'salary', but "
        in said
    )
    assert " rent," in said
    assert "Traceback" not in said

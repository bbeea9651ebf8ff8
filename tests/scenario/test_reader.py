"""Scenarios are found by name or by path; what is no scenario is refused by name, without reading it whole."""

import os
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from politburo.country.countries import LIBRARY
from politburo.scenario import load, parse, scenario_names, to_toml
from politburo.scenario.reader import HEADER, LARGEST, text_at
from politburo.terms.errors import ScenarioError
from politburo.terms.leaders import CHOOSABLE

SMALLEST = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-03"\n'


def refused(path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_the_library_holds_an_invented_country_two_real_ones_and_what_ifs():
    what_ifs = {"no-summit", "guarantee-2013", "markets-suppressed", "border-open", "predecessor-continues"}
    assert set(scenario_names()) == {"example", "north-korea", "soviet-union"} | what_ifs
    assert scenario_names() == tuple(sorted(scenario_names()))


def test_a_scenario_is_loaded_by_its_name_or_from_a_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(SMALLEST)
    assert load(path) == load(str(path))
    assert load(path).name == "mine"
    assert load("example").name == "example"


def test_an_unknown_name_is_answered_with_the_nearest_one():
    assert refused("north-koera") == (
        "There is no scenario 'north-koera'; did you mean 'north-korea'? A file must end in .toml."
    )


def test_the_errors_of_a_file_name_the_file(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(SMALLEST + "titel = 1\n")
    assert refused(path) == f"{path}, line 5: there is no key 'titel'; did you mean 'title'?"


def test_loading_a_scenario_imports_neither_numpy_nor_numba():
    code = (
        "import sys; from politburo.scenario import load; load('guarantee-2013');"
        "print({'numpy', 'numba', 'xarray', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_a_file_leaves_out_has_its_default():
    scenario = parse(SMALLEST, "small.toml")
    assert (scenario.seed, scenario.runs, scenario.scale) == (1, 20, 1.0)
    assert set(scenario.logics) == {"scripted"}
    assert scenario.chooses == CHOOSABLE
    assert (scenario.events, scenario.off, scenario.successions) == ((), (), ())


def test_a_written_scenario_is_read_though_its_leader_is_not_installed_here():
    text = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-02"\n[leader]\nlogic = "stranger"\n'
    with pytest.raises(ScenarioError, match="there is no logic 'stranger'"):
        parse(text, "my.toml")
    assert parse(f"complete = true\n{text}", "my.toml").logics == ("stranger", "stranger")


def refused_file(path: Path | str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert caught.value.exit_code == 2
    assert [problem.file for problem in caught.value.problems] == [str(path)]
    return str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path):
    path = tmp_path / "missing.toml"
    assert refused_file(path) == f"{path} does not exist."
    assert refused_file(path / "below.toml") == f"{path / 'below.toml'} does not exist."


def test_a_scenario_of_the_library_is_named_without_the_ending_of_a_file(tmp_path: Path):
    path = tmp_path / "north-korea.toml"
    assert refused_file(path) == f"{path} does not exist; the scenario of the library is called 'north-korea'."


def test_a_folder_is_no_scenario(tmp_path: Path):
    path = tmp_path / "folder.toml"
    path.mkdir()
    assert refused_file(path) == f"{path} is a folder, not a scenario file."


def test_a_pipe_is_refused_without_waiting_for_its_other_end(tmp_path: Path):
    path = tmp_path / "pipe.toml"
    os.mkfifo(path)
    assert refused_file(path) == f"{path} is a pipe or a device, not a scenario file."


def test_a_device_is_refused_file(tmp_path: Path):
    path = tmp_path / "endless.toml"
    path.symlink_to("/dev/zero")
    assert refused_file(path) == f"{path} is a pipe or a device, not a scenario file."


def test_a_link_that_leads_back_to_itself_is_refused_file(tmp_path: Path):
    path = tmp_path / "loop.toml"
    path.symlink_to(path)
    assert refused_file(path) == f"{path} cannot be read: Too many levels of symbolic links."


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_refused_file(tmp_path: Path):
    path = tmp_path / "locked.toml"
    path.write_text(SMALLEST)
    path.chmod(0)
    assert refused_file(path) == f"{path} cannot be read: Permission denied."


def test_what_the_system_says_against_reading_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "locked.toml"
    path.write_text(SMALLEST)
    monkeypatch.setattr(os, "open", denied)
    assert refused_file(path) == f"{path} cannot be read: Permission denied."


def test_a_path_that_no_file_can_have_is_refused_file():
    assert refused_file("a\0b.toml") == "a\\x00b.toml is not a path that a file can have."
    assert refused_file("a" * 300 + ".toml").endswith(".toml cannot be read: File name too long.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'title = "\xff"', "is not UTF-8 text: byte 9 cannot be read."),
        (SMALLEST.encode("utf-16"), "is not UTF-8 text: byte 0 cannot be read."),
        (b'title = "\0"', "is not valid TOML: Illegal character '\\x00' (at line 1, column 10)."),
        (b"", "is empty; a scenario needs at least title, country, start and end, or extends."),
        (b" \n\t\n", "is empty; a scenario needs at least title, country, start and end, or extends."),
        (b"title = 1\nstart = = 3\n", "is not valid TOML: Invalid value (at line 2, column 9)."),
        (b"a = 1\na = 2\n", "is not valid TOML: Cannot overwrite a value (at line 2, column 6)."),
        (b"\na = " + b"[" * 10**5, "cannot be read: line 2 is nested more than 16 deep."),
        (
            b"\n[levers]\nrents = [1, -" + b"9_" * 5000 + b"9]",
            "cannot be read: line 3, levers.rents, entry 2, is a whole number of 5001 digits; "
            "4300 is the most that can be read.",
        ),
        (b"#" * (LARGEST + 1), "has more than 1 MB, the most that a scenario file may have."),
    ],
)
def test_what_is_no_scenario_text_is_refused_with_the_reason(tmp_path: Path, content: bytes, sentence: str):
    path = tmp_path / "wrong.toml"
    path.write_bytes(content)
    assert refused_file(path).startswith(f"{path} {sentence}")


def test_a_small_file_takes_little_memory(tmp_path: Path):
    path = tmp_path / "x.toml"
    path.write_text(SMALLEST)
    tracemalloc.start()
    try:
        assert text_at(path, "x.toml") == SMALLEST
        assert tracemalloc.get_traced_memory()[1] < 500_000
    finally:
        tracemalloc.stop()


def test_the_line_of_broken_toml_is_told_apart(tmp_path: Path):
    path = tmp_path / "broken.toml"
    path.write_text("title = 1\nstart = = 3\n")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert [problem.line for problem in caught.value.problems] == [2]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path):
    path = tmp_path / "mark.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.encode())
    assert load(path).title == "t"


def test_a_file_that_politburo_wrote_itself_may_be_larger(tmp_path: Path):
    path = tmp_path / "scenario.toml"
    path.write_text(to_toml(load("example")) + "#" * LARGEST)
    assert path.read_text().startswith(HEADER)
    assert load(path) == load("example")


@pytest.mark.parametrize(
    "wrong", ["resolved = false\n", "resolved = true\nrun = 3\n", "resolved = true\nlevers = [1]\n"]
)
def test_what_only_looks_like_a_file_of_earlier_versions_is_refused_file(tmp_path: Path, wrong: str):
    path = tmp_path / "x.toml"
    path.write_text(f"{wrong}\n{SMALLEST}")
    with pytest.raises(ScenarioError, match="line 1: there is no key 'resolved'"):
        load(path)


def test_a_file_of_earlier_versions_is_read_with_the_levers_that_it_has(tmp_path: Path):
    path = tmp_path / "x.toml"
    event = '[[events]]\ndate = "2000-02-01"\nkind = "sanctions"\nvalue = 0.9\nlabel = "l"\n'
    path.write_text(f"resolved = true\nseed = 7\n{SMALLEST}[levers]\nsanctions = 0.3\n{event}")
    scenario = load(path)
    assert (scenario.seed, {levers.sanctions for levers in scenario.levers}) == (7, {0.3})


def test_the_name_of_a_file_cannot_change_the_terminal(tmp_path: Path):
    path = tmp_path / "\x1b[31mred.toml"
    path.write_text(SMALLEST + "titel = 1\n")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert str(caught.value) == (
        f"{tmp_path}/\\x1b[31mred.toml, line 5: there is no key 'titel'; did you mean 'title'?"
    )
    path.write_text(SMALLEST)
    assert load(path).name == "\\x1b[31mred"


def in_a_country(folder: Path, country: str, **files: str) -> Path:
    """A scenario file that names a country, and beside it the example, with other texts for some of its files."""
    shutil.copytree(LIBRARY / "example", folder / "mine")
    for name, text in files.items():
        (folder / "mine" / f"{name}.csv").write_text(text)
    path = folder / "mine.toml"
    path.write_text(SMALLEST.replace('"example"', f'"{country}"'))
    return path


@pytest.mark.parametrize("country", ["./mine", "mine/", "./mine/../mine/."])
def test_a_country_may_be_a_folder_beside_the_file(country: str, tmp_path: Path):
    path = in_a_country(tmp_path, country)
    if ".." in country:
        with pytest.raises(ScenarioError, match="leads out of the folder of this file; it can name only folders"):
            load(path)
        return
    scenario = load(path)
    assert scenario.plan == load("example").plan
    assert scenario.country == country
    assert parse(to_toml(scenario), "x.toml", scenario.files) == scenario


@pytest.mark.parametrize(
    "country", ["/etc", "../mine", "./../..", "./link", "./mine/posts.csv", "./nothing", "./a\x00b"]
)
def test_no_other_folder_is_read(country: str, tmp_path: Path):
    path = in_a_country(tmp_path / "here", country.replace("\0", "\\u0000"))
    shutil.copytree(LIBRARY / "example", tmp_path / "mine")
    (tmp_path / "here" / "link").symlink_to(tmp_path / "mine")
    with pytest.raises(ScenarioError, match=r"line \d+: country: |is not a folder with the files of a country"):
        load(path)


def test_what_is_wrong_with_a_country_is_told_with_what_is_wrong_with_the_scenario(tmp_path: Path):
    path = in_a_country(tmp_path, "./mine", posts="organ,rank\n", provinces="name\n=1\n")
    path.write_text(path.read_text().replace("2000-03", "1999-12") + "[levers]\nmarkets = 7\n")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    files = {Path(problem.file).name for problem in caught.value.problems}
    assert files == {"mine.toml", "posts.csv", "provinces.csv"}


def test_a_text_alone_names_no_folder():
    with pytest.raises(ScenarioError, match="only a file can name a folder beside it"):
        parse(SMALLEST.replace('"example"', '"./mine"'), "small.toml")

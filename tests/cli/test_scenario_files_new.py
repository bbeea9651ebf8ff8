"""`politburo new` writes a file that is right as it is, explains every choice, and never replaces another."""

import re
from pathlib import Path

import pytest

from politburo.ask.run import run
from politburo.scenario import load, new_file, scenario_names
from politburo.scenario.overview import differences
from politburo.scenario.schema import LEVER_DECLARATIONS, LONGEST_TITLE
from politburo.terms.errors import StoreError
from politburo.terms.events import PUBLIC_EVENT_NAMES
from politburo.terms.leaders import LEADER_NAMES
from tests.cli.calling import printed, refused


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the user is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def with_examples(text: str) -> str:
    """The text of a new file with every example in it used."""
    return re.sub(r"^#(?=[^ \n])", "", text, flags=re.MULTILINE)


def test_a_new_file_extends_north_korea_and_differs_in_nothing_yet(folder: Path):
    printed("new", "mine.toml")
    assert 'extends = "north-korea"' in (folder / "mine.toml").read_text()
    assert differences(load("north-korea"), load("mine.toml")) == ()
    assert "No problems found." in printed("check", "mine.toml")


def test_what_to_do_next_is_said():
    assert printed("new", "my own.toml", "--extends", "example") == (
        "my own.toml is written; it can be run as it is.\n"
        "  politburo diff example 'my own.toml'\n"
        "  politburo run 'my own.toml'\n"
    )


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("option", ["--extends", "--from"])
def test_every_scenario_of_the_library_can_be_started_from(name: str, option: str):
    printed("new", "mine.toml", option, name)
    assert differences(load(name), load("mine.toml")) == ()


def test_a_new_file_runs_as_it_is(folder: Path):
    from politburo.scenario import adapt

    printed("new", "mine.toml", "--extends", "example")
    results = run(adapt(load("mine.toml"), runs=1, scale=0.02, until="2000-03"), out=folder / "results")
    assert results.status == "finished"


@pytest.mark.parametrize("name", ["north-korea", "example"])
def test_every_example_in_a_new_file_is_right_as_it_is(name: str, folder: Path):
    printed("new", "mine.toml", "--extends", name)
    text = with_examples((folder / "mine.toml").read_text())
    (folder / "mine.toml").write_text(text)
    where = {found.where for found in differences(load(name), load("mine.toml"))}
    assert where >= {
        "levers.reform_pressure",
        "levers.markets",
        "mechanisms.rumour",
        "events.an example",
        "events.an ordered purge",
    }


def test_a_new_file_explains_levers_logics_and_kinds_of_events(folder: Path):
    printed("new", "mine.toml")
    text = (folder / "mine.toml").read_text()
    assert "#surveillance = 0.6 # reach of surveillance; share, 0 to 1\n" in text
    for name in LEVER_DECLARATIONS:
        assert f"\n#{name} = " in text
    for name in (*LEADER_NAMES, *PUBLIC_EVENT_NAMES):
        assert f"\n#   {name}: " in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_copy_keeps_the_comments_of_the_original(folder: Path):
    printed("new", "mine.toml", "--from", "example")
    text = (folder / "mine.toml").read_text()
    assert text.startswith("# A copy of example.")
    assert "# share of the lower ranks and of the households that is simulated" in text


def test_a_file_beside_it_or_below_can_be_extended(folder: Path):
    (folder / "below").mkdir()
    printed("new", "below/base.toml", "--from", "example")
    printed("new", "mine.toml", "--extends", "below/base.toml")
    assert 'extends = "below/base.toml"' in (folder / "mine.toml").read_text()
    assert differences(load("example"), load("mine.toml")) == ()


def test_a_file_in_another_folder_cannot_be_extended(folder: Path):
    (folder / "below").mkdir()
    printed("new", "base.toml", "--from", "example")
    assert refused("new", "below/mine.toml", "--extends", "base.toml") == (
        "Error: base.toml cannot be extended from below/mine.toml: "
        "a scenario extends files in its own folder or below.\n"
    )
    assert not (folder / "below/mine.toml").exists()


def test_a_file_that_is_there_is_never_overwritten(folder: Path):
    (folder / "mine.toml").write_text("mine")
    said = refused("new", "mine.toml")
    assert said == "Error: mine.toml already exists, and is not overwritten; choose another name.\n"
    assert (folder / "mine.toml").read_text() == "mine"


def test_a_link_that_leads_nowhere_is_not_written_through(folder: Path):
    (folder / "mine.toml").symlink_to(folder / "elsewhere.toml")
    assert "already exists" in refused("new", "mine.toml")
    assert not (folder / "elsewhere.toml").exists()


def test_a_file_that_appears_meanwhile_is_not_overwritten(folder: Path):
    (folder / "mine.toml").write_text("mine")
    with pytest.raises(Exception, match="already exists"):
        new_file.write_new(folder / "mine.toml", "other")
    assert (folder / "mine.toml").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere/mine.toml",), "The folder nowhere does not exist; make it first."),
        (("mine.txt",), "mine.txt cannot be the name of a scenario file: it must end in .toml."),
        (("mine.toml", "--extends", "north-koera"), "There is no scenario 'north-koera'; did you mean 'north-korea'?"),
        (("mine.toml", "--from", "missing.toml"), "missing.toml does not exist."),
        (("mine.toml", "--from", "example", "--extends", "example"), "give --extends or --from, not both."),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_reason(arguments: tuple[str, ...], sentence: str, folder: Path):
    assert sentence in refused("new", *arguments)
    assert list(folder.iterdir()) == []


def test_a_file_that_cannot_be_opened_is_told_with_the_reason(folder: Path):
    """Nobody, not even root, can open a file with a name of 300 characters."""
    name = "x" * 300 + ".toml"
    with pytest.raises(StoreError, match="cannot be written: File name too long"):
        new_file.write_new(folder / name, "text")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_of_a_file_that_does_not_fit_on_the_disk_nothing_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch):
    opened = Path.open

    def on_a_full_disk(self: Path, mode: str, **options):
        opened(self, mode, **options).close()
        return opened(Path("/dev/full"), "w", encoding="utf-8")

    monkeypatch.setattr(Path, "open", on_a_full_disk)
    with pytest.raises(StoreError, match=r"written: No space left on device; nothing is left of it"):
        new_file.write_new(folder / "mine.toml", "text")
    assert list(folder.iterdir()) == []


def test_a_parent_with_the_longest_title_can_be_extended(folder: Path):
    (folder / "base.toml").write_text(f'extends = "example"\ntitle = "{"x" * LONGEST_TITLE}"\n')
    printed("new", "mine.toml", "--extends", "base.toml")
    assert load("mine.toml").title.endswith("x: a what-if")


def test_a_copy_that_would_not_find_its_parent_is_not_left_behind(folder: Path):
    (folder / "below").mkdir()
    printed("new", "below/base.toml", "--from", "example")
    printed("new", "below/child.toml", "--extends", "below/base.toml")
    said = refused("new", "mine.toml", "--from", "below/child.toml")
    assert said.startswith("Error: mine.toml, line ")
    assert "base.toml does not exist" in said
    assert not (folder / "mine.toml").exists()


def test_a_name_that_spans_lines_cannot_write_into_the_file(folder: Path):
    name = 'x\ntitle = "theirs".toml'
    printed("new", name, "--extends", "example")
    assert load(folder / name).title == "An invented country: a what-if"


def test_a_new_country_has_no_errors_and_its_scenario_runs(folder: Path):
    said = printed("new", "--country", "my land")
    assert "politburo run 'my land/scenario.toml'" in said
    assert "No problems found." in printed("check", "my land", "my land/scenario.toml")
    assert "My country" in printed("show", "my land")
    scenario = load(folder / "my land" / "scenario.toml")
    assert run(scenario, runs=1, out=folder / "out", progress=None).scenario.plan.title == "My country"
    assert scenario.name == "my-land"


def test_the_files_of_a_new_country_explain_themselves(folder: Path):
    printed("new", "--country", "mine")
    text = (folder / "mine" / "country.toml").read_text()
    assert all(word in text for word in ("close_friends", "guards = true", "figure: SERIES", "politburo check"))
    assert "politburo run mine/scenario.toml" in (folder / "mine" / "scenario.toml").read_text()
    assert not any("FOLDER" in file.read_text() for file in (folder / "mine").iterdir())


@pytest.mark.parametrize("there", ["a folder", "an empty folder", "a file", "a link"])
def test_a_new_country_is_never_written_over_anything(folder: Path, there: str):
    path = folder / "mine"
    if there == "a file":
        path.write_text("mine")
    elif there == "a link":
        path.symlink_to(folder / "nothing")
    else:
        path.mkdir()
        if there == "a folder":
            (path / "country.toml").write_text("mine")
    assert "mine already exists, and is not overwritten" in refused("new", "--country", "mine")
    assert there != "a folder" or (path / "country.toml").read_text() == "mine"


def test_a_file_and_a_country_are_not_written_at_once():
    assert "Give either" in refused("new", "a.toml", "--country", "b")
    assert "Give either" in refused("new")
    assert "does not exist; make it first" in refused("new", "--country", "no/such")

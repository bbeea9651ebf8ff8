"""A file says what is different from another one; a scenario is written as TOML and read back to an equal one."""

from dataclasses import replace
from pathlib import Path

import pytest

from politburo.scenario import (
    adapt,
    load,
    month_number,
    parent_of,
    parse,
    scenario_names,
    to_toml,
    with_levers,
    with_off,
    with_parameters,
)
from politburo.scenario.reader import LARGEST, LARGEST_WRITTEN
from politburo.scenario.schema import LEVER_DECLARATIONS, MOST_MONTHS
from politburo.terms.errors import ScenarioError, UsageError
from politburo.terms.levers import Levers

BASE = """title = "base"
country = "example"
start = "2000-01"
end = "2003-12"
[run]
runs = 3
seed = 9
[leader]
logic = [{ from = "2000-01", value = "scripted" }, { from = "2001-06", value = "strategic" }]
chooses = ["purge_intensity"]
[levers]
surveillance = [{ from = "2000-01", value = 0.1 }, { from = "2001-01", value = 0.2 }, { from = "2003-01", value = 0.3 }]
rents = { linear = [{ from = "2000-01", value = 1.0 }, { from = "2003-01", value = 1.36 }] }
warning = 0.7
[mechanisms]
rumour = false
[parameters.fear]
horizon = 2.0
alike = 1.0
[record]
delay_days = 40.0
[[events]]
date = "2000-03-01"
kind = "sanctions"
value = 0.2
label = "first"
[[events]]
date = "2002-03-01"
kind = "sanctions"
value = 0.4
label = "second"
"""

EXAMPLE = load("example")

CHANGED = {
    "shorter": adapt(EXAMPLE, until="2006-06", runs=2, seed=2**32 - 1, scale=0.1),
    "levers held against events": with_levers(EXAMPLE, sanctions=1 / 3, campaign=0.1, assurance_expected=0.9),
    "mechanisms off": with_off(EXAMPLE, "rumour", "coups"),
    "parameters": with_parameters(with_off(EXAMPLE, "rumour"), {"fear.horizon": 2.1, "record.delay_days": 45.0}),
    "everything": parse(
        'extends = "no-summit"\nend = "2012-03"\n[levers]\nharvest = { linear = [{ from = "2008-02", value = 1.0 }, '
        '{ from = "2011-05", value = 0.7 }] }\n[record]\nfast = 0.5\n[[events]]\ndate = "2012-02-20"\n'
        'kind = "border closed"\nlabel = "closed"\nlevers = { campaign = 0.1, rents = 0.9 }\n',
        "everything.toml",
    ),
    "texts": replace(EXAMPLE, name="a b", title='"quotes" \\ back\\nslash é 金', description='two\n\t"""lines"""\\n'),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.toml").write_text(BASE)
    return tmp_path


def child(folder: Path, text: str, extends: str = "base.toml", name: str = "child.toml"):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"extends = {extends!r}\n{text}")
    return load(path)


def refused(folder: Path, text: str = "", extends: str = "base.toml") -> str:
    with pytest.raises(ScenarioError) as caught:
        child(folder, text, extends)
    assert caught.value.exit_code == 2
    return str(caught.value).replace(f"{folder}/", "")


def at(scenario, month: str):
    return scenario.levers_at(month_number(month))


def test_a_file_that_says_nothing_of_its_own_is_the_same_scenario_under_its_own_name(folder: Path):
    same, base = child(folder, ""), load(folder / "base.toml")
    assert (same.name, same.parent) == ("child", "base.toml")
    assert (base.name, base.parent) == ("base", None)
    assert same.digest() == base.digest()
    assert (same.title, same.events) == (base.title, base.events)


def test_tables_are_merged_by_their_keys(folder: Path):
    made = child(
        folder,
        "[run]\nruns = 5\n[levers]\nwarning = 0.1\n[mechanisms]\ncoups = false\n"
        "[parameters.fear]\nhorizon = 4.0\n[parameters.hear]\nmemory = 4.0\n[record]\nfast = 0.5\n"
        "[leader]\nlogic = 'siege'\n",
    )
    assert (made.runs, made.seed) == (5, 9)
    assert at(made, "2001-01").warning == 0.1
    assert at(made, "2001-01").surveillance == 0.2
    assert made.off == ("rumour", "coups")
    assert (made.parameters.fear.horizon, made.parameters.fear.alike) == (4.0, 1.0)
    assert (made.parameters.hear.memory, made.parameters.record.delay_days) == (4.0, 40.0)
    assert made.parameters.record.fast == 0.5
    assert set(made.logics) == {"siege"}
    assert made.chooses == ("purge_intensity",)


def test_a_mechanism_can_be_switched_on_again(folder: Path):
    assert child(folder, "[mechanisms]\nrumour = true\n").off == ()


def test_events_are_added_replaced_by_label_and_dropped(folder: Path):
    event = "[[events]]\ndate = '2001-01-01'\nkind = 'mark'\nlabel = {!r}\n"
    assert [entry.label for entry in child(folder, event.format("third")).events] == ["first", "third", "second"]
    replaced = child(folder, event.format("second"))
    assert [(entry.label, entry.kind) for entry in replaced.events] == [("first", "sanctions"), ("second", "mark")]
    assert at(replaced, "2003-01").sanctions == 0.2
    assert [entry.label for entry in child(folder, "drop_events = ['first']\n").events] == ["second"]


def test_a_shorter_run_starts_with_what_steps_lines_and_events_had_brought(folder: Path):
    made = child(folder, "start = '2001-07'\nend = '2002-06'\n")
    whole = load(folder / "base.toml")
    assert made.levers == whole.levers[18:30]
    assert made.logics == whole.logics[18:30]
    assert [event.label for event in made.events] == ["second"]


def test_what_lasts_into_a_shorter_run_goes_on_there(folder: Path):
    event = "[[events]]\ndate = '2000-10-01'\nkind = 'campaign'\nvalue = 0.9\nmonths = 6\nlabel = 'c'\n"
    child(folder, event, name="middle.toml")
    made = child(folder, "start = '2001-01'\n", extends="middle.toml")
    assert [at(made, month).campaign for month in ("2001-01", "2001-03", "2001-04")] == [0.9, 0.9, 0.2]


def test_a_succession_before_a_shorter_run_is_not_part_of_it(folder: Path):
    child(folder, "[[events]]\ndate = '2000-10-20'\nkind = 'succession'\nlabel = 's'\n", name="middle.toml")
    assert load(folder / "middle.toml").successions == (month_number("2000-11"),)
    assert child(folder, "start = '2001-01'\n", extends="middle.toml").successions == ()


def test_a_longer_run_goes_on_with_the_last_values(folder: Path):
    made = child(folder, "start = '1999-01'\nend = '2005-12'\n")
    assert at(made, "2005-12") == at(load(folder / "base.toml"), "2003-12")
    assert at(made, "1999-12").surveillance == 0.5
    assert at(made, "1999-12").rents == 1.0


def test_what_the_file_itself_says_outside_its_run_is_an_error(folder: Path):
    text = "start = '2001-07'\n[levers]\nwarning = [{ from = '2001-01', value = 0.1 }]\n"
    assert refused(folder, text) == (
        "child.toml, line 4: levers.warning, entry 1, from: 2001-01 lies outside the scenario, "
        "which runs from 2001-07 to 2003-12."
    )


def test_files_extend_files_that_extend_others(folder: Path):
    child(folder, "title = 'middle'\n[levers]\nwarning = 0.3\n", name="middle.toml")
    made = child(folder, "[levers]\nrents = 0.5\n", extends="middle.toml")
    assert (made.title, made.seed) == ("middle", 9)
    assert (at(made, "2001-01").warning, at(made, "2001-01").rents) == (0.3, 0.5)


def test_a_file_in_a_folder_below_looks_for_others_in_its_own_folder(folder: Path):
    (folder / "sub").mkdir()
    (folder / "sub" / "inner.toml").write_text(BASE.replace("base", "inner"))
    child(folder, "", extends="inner.toml", name="sub/middle.toml")
    assert child(folder, "", extends="sub/middle.toml").title == "inner"


def test_a_scenario_of_the_library_is_extended_by_name(folder: Path):
    made = child(folder, "[run]\nruns = 2\n", extends="north-korea")
    assert made.digest() == load("north-korea").digest()
    assert parse('extends = "north-korea"', "text.toml").digest() == made.digest()


def test_eight_files_may_extend_one_another_and_no_more(folder: Path):
    (folder / "0.toml").write_text(BASE)
    for number in range(1, 9):
        child(folder, "", extends=f"{number - 1}.toml", name=f"{number}.toml")
    assert load(folder / "8.toml").title == "base"
    assert "extends: more than 8 files extend one another: " in refused(folder, extends="8.toml")


def test_files_that_extend_each_other_in_a_circle_are_named(folder: Path):
    (folder / "b.toml").write_text('extends = "child.toml"\n')
    circle = "child.toml → b.toml → child.toml"
    assert f"b.toml, line 1: extends: the files extend each other in a circle: {circle}." in refused(
        folder, extends="b.toml"
    )
    assert "circle: child.toml → child.toml" in refused(folder, extends="child.toml")


@pytest.mark.parametrize(
    "path", ["../outside.toml", "/etc/base.toml", "sub/../../outside.toml", "..\\\\outside.toml", "C:\\\\base.toml"]
)
def test_a_path_that_leads_out_of_the_folder_is_refused(folder: Path, path: str):
    (folder.parent / "outside.toml").write_text(BASE)
    (folder / "child.toml").write_text(f'extends = "{path}"\n')
    with pytest.raises(ScenarioError) as caught:
        load(folder / "child.toml")
    assert "leads out of the folder of this file; it can extend only files that lie there or below" in str(caught.value)


def test_a_link_that_leads_out_of_the_folder_is_refused(folder: Path):
    (folder.parent / "outside.toml").write_text(BASE)
    (folder / "link.toml").symlink_to(folder.parent / "outside.toml")
    (folder / "out").symlink_to(folder.parent)
    assert "'link.toml' leads out of the folder" in refused(folder, extends="link.toml")
    assert "'out/outside.toml' leads out of the folder" in refused(folder, extends="out/outside.toml")
    (folder / "inside.toml").symlink_to("base.toml")
    assert child(folder, "", extends="inside.toml").title == "base"


@pytest.mark.parametrize(
    ("extends", "sentence"),
    [
        ("north-koera", "and a file must end in .toml; did you mean 'north-korea'?"),
        ("missing.toml", "missing.toml does not exist."),
        ("folder.toml", "folder.toml is a folder, not a scenario file."),
        ("broken.toml", "broken.toml is not valid TOML: Invalid value (at line 1, column 5)."),
        ("loop.toml", "loop.toml"),
    ],
)
def test_what_cannot_be_extended_is_named_with_the_line_that_asks_for_it(folder: Path, extends: str, sentence: str):
    (folder / "folder.toml").mkdir()
    (folder / "loop.toml").symlink_to("loop.toml")
    (folder / "broken.toml").write_text("a = =")
    message = refused(folder, extends=extends)
    assert message.startswith("child.toml, line 1: extends: ")
    assert sentence in message


def test_errors_of_a_file_are_told_though_it_extends_nothing_that_is_there(folder: Path):
    message = refused(folder, "[levers]\nwarning = 3\n", extends="missing.toml")
    assert message == (
        "child.toml has 2 errors:\n"
        "  - line 1: extends: missing.toml does not exist\n"
        "  - line 3: levers.warning: 3.0 lies outside 0 to 1 share (purges announced in advance (1) or overnight (0))"
    )


def test_errors_name_the_file_that_they_stand_in(folder: Path):
    (folder / "base.toml").write_text(BASE.replace("warning = 0.7", "warning = 7").replace('"second"', "2"))
    message = refused(folder, "titel = 'x'\n[levers]\nrents = 9\n")
    assert message == (
        "child.toml has 4 errors:\n"
        "  - line 2: there is no key 'titel'; did you mean 'title'?\n"
        "  - line 4: levers.rents: 9.0 lies outside 0 to 2 ratio (income that posts yield, relative to normal)\n"
        "  - base.toml, line 14: levers.warning: 7.0 lies outside 0 to 1 share "
        "(purges announced in advance (1) or overnight (0))\n"
        "  - base.toml, line 31: events, entry 2, label: 2 is not a text in quotes"
    )


def test_entries_are_counted_as_in_the_file_that_they_stand_in(folder: Path):
    event = "[[events]]\ndate = '2005-01-01'\nkind = 'mrak'\nlabel = 'third'\nlevers = { rent = 1 }\n"
    assert refused(folder, event) == (
        "child.toml has 3 errors:\n"
        "  - line 3: events, entry 1, date: 2005-01 lies outside the scenario, which runs from 2000-01 to 2003-12\n"
        "  - line 4: events, entry 1, kind: there is no kind of event 'mrak'; did you mean 'mark'?\n"
        "  - line 6: events, entry 1, levers has no key 'rent'; did you mean 'rents'?"
    )
    assert refused(folder, "[[events]]\ndate = '2001-01-01'\nkind = 'mark'\n") == (
        "child.toml, line 2: events, entry 1 lacks the key 'label'."
    )


def test_an_error_that_the_file_puts_right_is_none(folder: Path):
    (folder / "base.toml").write_text(BASE.replace("warning = 0.7", "warning = 7"))
    assert at(child(folder, "[levers]\nwarning = 0.2\n"), "2000-01").warning == 0.2


def test_labels_to_drop_must_be_there(folder: Path):
    assert refused(folder, "drop_events = ['frist', 'x']\n") == (
        "child.toml has 2 errors:\n"
        "  - line 2: drop_events, entry 1: base.toml has no event with the label 'frist'; did you mean 'first'?\n"
        "  - line 2: drop_events, entry 2: base.toml has no event with the label 'x'; it can be 'first', 'second'"
    )
    with pytest.raises(ScenarioError) as caught:
        parse(BASE.replace("[run]", "drop_events = ['first']\n[run]"), "x.toml")
    assert str(caught.value) == "x.toml, line 5: drop_events: there is nothing to drop them from without 'extends'."


def test_a_file_that_politburo_wrote_can_be_extended_like_any_other(folder: Path):
    (folder / "written.toml").write_text(to_toml(load(folder / "base.toml")))
    made = child(folder, "drop_events = ['second']\n", extends="written.toml")
    assert made.digest() == child(folder, "drop_events = ['second']\n", name="other.toml").digest()


def test_what_is_said_of_a_lever_takes_the_place_of_an_override_above(folder: Path):
    (folder / "held.toml").write_text(BASE + "[overrides]\nsanctions = 0.9\nrents = 0.5\n")
    made = child(folder, "[levers]\nsanctions = 0.1\n", extends="held.toml")
    assert {(levers.sanctions, levers.rents) for levers in made.levers} == {(0.1, 0.5), (0.2, 0.5), (0.4, 0.5)}


def test_a_text_that_is_no_file_extends_the_library_alone():
    with pytest.raises(ScenarioError) as caught:
        parse('extends = "base.toml"', "x.toml")
    assert str(caught.value) == (
        "x.toml, line 1: extends: 'base.toml' is a path, and only a file can extend a file beside it; name a scenario."
    )


def test_a_written_scenario_keeps_the_name_of_its_parent(folder: Path):
    made = child(folder, "[levers]\nwarning = 0.1\n")
    assert 'parent = "base.toml"' in to_toml(made)
    assert parse(to_toml(made), "x.toml") == made


def test_the_parent_of_a_scenario_is_found(folder: Path):
    child(folder, "title = 'other'\n")
    assert parent_of(load(folder / "child.toml")) == load(folder / "base.toml")
    assert parent_of(load(folder / "base.toml")) is None
    assert parent_of(load("no-summit")) == load("north-korea")
    assert parent_of(load("north-korea")) is None
    (folder / "written.toml").write_text(to_toml(load("guarantee-2013")))
    assert parent_of(load(folder / "written.toml")) == load("no-summit")


@pytest.mark.parametrize("name", scenario_names())
def test_a_scenario_of_the_library_extends_another_one_there_or_none(name: str):
    parent = load(name).parent
    assert parent is None or parent in scenario_names()


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_of_the_library_survives_writing_and_reading(name):
    scenario = load(name)
    assert parse(to_toml(scenario), "another-name.toml") == scenario


@pytest.mark.parametrize("scenario", CHANGED.values(), ids=CHANGED.keys())
def test_every_change_survives_writing_and_reading(scenario):
    assert parse(to_toml(scenario), "another-name.toml") == scenario
    assert parse(to_toml(scenario), "another-name.toml").digest() == scenario.digest()


def test_a_written_scenario_survives_a_file(tmp_path):
    path = tmp_path / "scenario.toml"
    path.write_text(to_toml(EXAMPLE), encoding="utf-8")
    assert load(path) == EXAMPLE


def test_a_written_scenario_says_what_its_file_says_and_leaves_out_defaults():
    lines = to_toml(EXAMPLE).splitlines()
    assert 'start = "2000-01"' in lines
    assert "complete = true" in lines
    assert '    { from = "2003-01", value = 0.5 },' in lines
    assert 'label = "fences along the river"' in lines
    assert not any(line.startswith(("rents", "harvest", "border_control")) for line in lines)


def test_a_scenario_that_was_made_by_hand_is_written_with_what_its_levers_are():
    by_hand = replace(EXAMPLE, runs=3)
    assert by_hand.document is None
    assert '    { from = "2003-06", value = 0.65 },' in to_toml(by_hand).splitlines()
    assert parse(to_toml(by_hand), "x.toml") == by_hand


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"title": "a\x1bb"},
            r"The title of the scenario cannot be written: the text holds the control character \x1b",
        ),
        ({"title": ""}, "The title of the scenario cannot be written: the text is empty."),
        ({"name": "a\nb"}, r"The name of the scenario cannot be written: the text holds the control character \n"),
        ({"description": "\ud800"}, "The description of the scenario cannot be written: "),
        ({"events": (replace(EXAMPLE.events[0], label="l" * 29),)}, "The label of an event of the scenario cannot be"),
    ],
)
def test_a_text_that_no_file_may_hold_is_not_written(changes, sentence):
    with pytest.raises(UsageError) as caught:
        to_toml(replace(EXAMPLE, **changes))
    assert str(caught.value).startswith(sentence)


def test_the_longest_scenario_with_a_value_for_each_lever_and_month_can_be_read_back():
    levers = tuple(
        Levers(**{name: d.low + (d.high - d.low) * month / 1201 for name, d in LEVER_DECLARATIONS.items()})
        for month in range(MOST_MONTHS)
    )
    longest = replace(
        EXAMPLE,
        start=2000 * 12,
        end=2000 * 12 + MOST_MONTHS - 1,
        levers=levers,
        logics=("scripted", "strategic") * (MOST_MONTHS // 2),
    )
    text = to_toml(longest)
    assert LARGEST < len(text) < LARGEST_WRITTEN
    assert parse(text, "longest.toml") == longest


def test_a_succession_that_no_event_tells_survives_every_change():
    by_hand = replace(EXAMPLE, successions=(EXAMPLE.start + 7, *EXAMPLE.successions))
    assert with_off(by_hand, "rumour").successions == by_hand.successions
    assert parse(to_toml(by_hand), "another-name.toml").successions == by_hand.successions

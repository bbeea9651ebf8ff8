"""A scenario is written as TOML and read back to an equal one."""

from dataclasses import replace

import pytest

from politburo.scenario import adapt, load, parse, scenario_names, to_toml, with_levers, with_off, with_parameters
from politburo.scenario.files import LARGEST, LARGEST_WRITTEN
from politburo.scenario.schema import LEVER_DECLARATIONS, MOST_MONTHS
from politburo.terms.errors import UsageError
from politburo.terms.levers import Levers

EXAMPLE = load("example")

CHANGED = {
    "shorter": adapt(EXAMPLE, until="2006-06", runs=2, seed=2**32 - 1, scale=0.1),
    "levers held against events": with_levers(EXAMPLE, sanctions=1 / 3, campaign=0.1, assurance_expected=0.9),
    "mechanisms off": with_off(EXAMPLE, "rumour", "coups"),
    "parameters": with_parameters(with_off(EXAMPLE, "rumour"), {"fear.horizon": 2.1, "record.delay_days": 45.0}),
    "everything": parse(
        'extends = "no-summit"\nend = "2012-03"\n[levers]\nharvest = { linear = [{ from = "2008-02", value = 1.0 }, '
        '{ from = "2011-05", value = 0.7 }] }\n[record]\nfast = 0.5\n[[events]]\ndate = "2012-02-20"\n'
        'kind = "border closed"\nlabel = "closed"\nlevers = { broadcasts = 0.1, rents = 0.9 }\n',
        "everything.toml",
    ),
    "texts": replace(EXAMPLE, name="a b", title='"quotes" \\ back\\nslash é 金', description='two\n\t"""lines"""\\n'),
}


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
    assert not any(line.startswith(("rents", "broadcasts", "border_control")) for line in lines)


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

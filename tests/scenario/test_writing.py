"""A resolved scenario is written as TOML and read back to an equal one."""

from dataclasses import replace

import pytest

from politburo.scenario import adapt, load, parse, scenario_names, to_toml, with_levers, with_off, with_parameters

EXAMPLE = load("example")

CHANGED = {
    "shorter": adapt(EXAMPLE, until="2006-06", runs=2, seed=2**32 - 1, scale=0.1),
    "levers held against events": with_levers(EXAMPLE, sanctions=1 / 3, campaign=0.1, assurance_expected=0.9),
    "mechanisms off": with_off(EXAMPLE, "rumour", "coups"),
    "parameters": with_parameters(with_off(EXAMPLE, "rumour"), {"fear.horizon": 2.1, "record.delay_days": 45.0}),
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


def test_a_written_scenario_shows_steps_and_leaves_out_defaults():
    lines = to_toml(EXAMPLE).splitlines()
    assert 'start = "2000-01"' in lines
    assert "resolved = true" in lines
    assert '  {from = "2003-06", value = 0.65},' in lines
    assert not any(line.startswith(("rents", "broadcasts")) for line in lines)

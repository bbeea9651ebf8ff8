"""What a file says in vain is found, with the reason; what has an effect is not."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politburo.scenario import load, parse, scenario_names, to_toml
from politburo.scenario.changes import without_events
from politburo.scenario.consistency import idle_parts
from politburo.scenario.overview import differences
from politburo.terms import leaders
from politburo.terms.errors import ScenarioError

HEAD = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-12"\n'


def event(day: str, kind: str, label: str, **keys: object) -> str:
    written = "".join(f"{key} = {value}\n" for key, value in keys.items())
    return f'[[events]]\ndate = "2000-{day}"\nkind = "{kind}"\nlabel = "{label}"\n{written}'


def found(text: str) -> list[str]:
    return [problem.message for problem in idle_parts(parse(HEAD + text, "x.toml"))]


@pytest.mark.parametrize("name", scenario_names())
def test_nothing_in_the_library_is_in_vain(name: str):
    assert list(idle_parts(load(name))) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (event("05-01", "summit cancelled", "l"), "nothing was announced or promised that it could end"),
        (event("05-01", "guarantee withdrawn", "l"), "nothing was announced or promised that it could end"),
        (event("05-01", "summit held", "l"), "nothing was announced or promised that it could end"),
        (
            "[levers]\nsanctions = 0.3\n" + event("05-01", "sanctions", "l", value=0.3),
            "sanctions has that value already",
        ),
        (event("05-01", "harvest", "l", value=1.0, months=3), "harvest has that value already"),
        (
            "[overrides]\nsanctions = 0.2\n" + event("05-01", "sanctions", "l", value=0.3),
            "sanctions is held by [overrides] then",
        ),
        (
            "[leader]\nlogic = 'strategic'\n" + event("05-01", "mark", "l", levers="{ market_tolerance = 0.9 }"),
            "market_tolerance is chosen by the leader then",
        ),
        (event("05-01", "power lost", "l", value=0.0), "power_lost has that value already"),
        (event("05-01", "posts abroad withdrawn", "l", value=0.0), "posts_abroad has that value already"),
        (event("05-01", "posts abroad opened", "l"), "posts_abroad has that value already"),
        (event("05-01", "news from outside", "l", value=0.0), "news_from_outside has that value already"),
        (event("05-01", "purge ordered", "l", value=0.0), "it orders the purge of nobody"),
        (event("12-16", "purge ordered", "l", value=0.3), "it would act from 2001-01, after the end"),
        (event("12-16", "sanctions", "l", value=0.3), "it would act from 2001-01, after the end"),
        (event("12-16", "succession", "l"), "it would act from 2001-01, after the end"),
        (
            "[overrides]\nsanctions = 0.2\n" + event("05-01", "sanctions", "l", value=0.3, levers="{ rents = 1.0 }"),
            "sanctions is held by [overrides] then, rents has that value already",
        ),
    ],
)
def test_an_event_that_changes_nothing_is_found_with_the_reason(text: str, reason: str):
    assert found(text) == [f"events, entry 1: 'l' changes nothing in the simulation: {reason}"]


@pytest.mark.parametrize(
    "text",
    [
        event("05-01", "mark", "l"),
        event("12-20", "mark", "l"),
        event("05-01", "succession", "l"),
        event("05-01", "sanctions", "l", value=0.3),
        event("05-01", "summit announced", "a", value=0.3) + event("05-03", "summit cancelled", "b"),
        "[levers]\nassurance = 0.2\n" + event("05-01", "guarantee withdrawn", "l"),
        event("05-01", "sanctions", "a", value=0.3) + event("05-02", "sanctions", "b", value=0.4),
        event("05-01", "power lost", "a", value=0.3) + event("05-02", "power lost", "b", value=0.3),
        event("05-01", "campaign", "a", value=0.3, months=9) + event("06-01", "campaign", "b", value=0.4, months=2),
        "[overrides]\nsanctions = [{ from = '2000-07', value = 0.2 }]\n" + event("05-01", "sanctions", "l", value=0.3),
        "[leader]\nlogic = [{ from = '2000-07', value = 'strategic' }]\n"
        + event("05-01", "mark", "l", levers="{ market_tolerance = 0.9 }"),
    ],
)
def test_what_changes_something_or_is_told_in_steps_is_no_slip(text: str):
    assert found(text) == []


def test_without_an_event_that_is_found_the_levers_are_the_same():
    text = HEAD + event("03-01", "sanctions", "a", value=0.3) + event("05-01", "sanctions", "b", value=0.3)
    scenario = parse(text, "x.toml")
    assert [problem.line for problem in idle_parts(scenario)] == [10]
    assert without_events(scenario, ["b"]).levers == scenario.levers
    assert without_events(scenario, ["a"]).levers != scenario.levers


KINDS = st.sampled_from(
    [
        *(("sanctions", {"value": value}) for value in (0.0, 0.2, 0.5)),
        *(("campaign", {"value": value, "months": months}) for value in (0.2, 0.6) for months in (1, 4)),
        *((kind, {}) for kind in ("summit cancelled", "summit held", "mark", "succession")),
        ("summit announced", {"value": 0.4}),
        *(("power lost", {"value": value}) for value in (0.0, 0.4, 1.0)),
        ("mark", {"levers": "{ rents = 1.0, market_tolerance = 0.7 }"}),
    ]
)
DAYS = st.tuples(st.integers(1, 12), st.sampled_from([2, 14, 15, 16, 28])).map(lambda day: "{:02d}-{:02d}".format(*day))
SETTINGS = st.sampled_from(
    [
        "",
        "[levers]\nsanctions = [{ from = '2000-04', value = 0.2 }]\n",
        "[levers]\nsanctions = { linear = [{ from = '2000-02', value = 0.0 }, { from = '2000-07', value = 0.5 }] }\n",
        "[overrides]\nsanctions = 0.2\ncampaign = [{ from = '2000-06', value = 0.6 }]\n",
        "[leader]\nlogic = [{ from = '2000-05', value = 'strategic' }]\n",
    ]
)


@settings(max_examples=60, derandomize=True)
@given(SETTINGS, st.lists(st.tuples(DAYS, KINDS), max_size=7))
def test_what_is_found_can_be_left_out_and_nothing_differs(setting: str, happens: list):
    events = [event(day, kind, f"l{number}", **keys) for number, (day, (kind, keys)) in enumerate(happens)]
    try:
        scenario = parse(HEAD + setting + "".join(events), "x.toml")
    except ScenarioError as error:
        assert "a month can have one" in str(error)
        return
    for problem in idle_parts(scenario):
        number = int(problem.message.split("'")[1][1:])
        without = parse(HEAD + setting + "".join(events[:number] + events[number + 1 :]), "x.toml")
        unlike = {one.where for one in differences(scenario, without)} - {f"events.l{number}"}
        assert unlike == set()


def test_steps_that_repeat_and_choices_never_made_are_found():
    logic = "[leader]\nlogic = [{ from = '2000-01', value = 'siege' }, { from = '2000-05', value = 'siege' }]\n"
    seed = "[run]\nseed = [{ from = '2000-01', value = 7 }, { from = '2000-05', value = 7 }]\n"
    assert found(logic + seed) == [
        "leader.logic, entry 2: 'siege' holds already since 2000-01; the step changes nothing",
        "run.seed, entry 2: 7 holds already since 2000-01; the step changes nothing",
    ]
    assert found(
        '[leader]\nlogic = "strategic"\nholds = { market_tolerance = "2000-01", purge_intensity = "2000-06" }\n'
    ) == [
        "leader.holds.market_tolerance: the leader does not choose 'market_tolerance' before 2000-01; "
        "the line changes nothing"
    ]


def test_parameters_of_what_is_off_or_never_rules_are_found():
    off = "[mechanisms]\nlearning = false\n"
    values = "[parameters.fear]\nalike = 0.9\nhorizon = 2.0\n[parameters.opportunist]\nstake = 4.0\n"
    assert found(off + values) == [
        "parameters.fear.alike: the mechanism 'learning' is off; the value changes nothing",
        "parameters.opportunist.stake: the logic 'opportunist' rules in no month; the value changes nothing",
    ]
    assert found("[leader]\nlogic = 'opportunist'\n" + values) == []


def test_a_logic_of_another_package_may_leave_everything_to_the_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(leaders, "plugins", lambda: {"guest": None})
    guest = "[leader]\nlogic = 'guest'\n[parameters.opportunist]\nstake = 4.0\n"
    assert found(guest + event("05-01", "mark", "l", levers="{ market_tolerance = 0.9 }")) == []


def test_what_a_file_inherits_and_what_politburo_wrote_is_left_alone(tmp_path: Path):
    idle = HEAD + event("05-01", "summit cancelled", "l")
    (tmp_path / "base.toml").write_text(idle)
    (tmp_path / "child.toml").write_text('extends = "base.toml"\n')
    (tmp_path / "written.toml").write_text(to_toml(parse(idle, "x.toml")))
    assert len(list(idle_parts(load(tmp_path / "base.toml")))) == 1
    assert list(idle_parts(load(tmp_path / "child.toml"))) == []
    assert list(idle_parts(load(tmp_path / "written.toml"))) == []

"""What is set on the page: written into an address and read back, turned into scenarios, refused where it cannot be."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from politburo.lab.state import (
    GIVEN,
    MOST_SOURCE,
    MOST_STATE,
    Added,
    Link,
    Ordered,
    Question,
    State,
    arms_of,
    base_of,
    file_of,
    fragment,
    of_fragment,
    read,
    scales_of,
)
from politburo.scenario import load, month_name, parse, to_toml
from politburo.terms.errors import PolitburoError, UsageError

CHANGED = State(
    scenario="example",
    since="2003-01",
    levers={"purge_intensity": 0.4, "harvest": 0.8},
    logic="siege",
    off=["rumour"],
    added=[Added(date="2004-05-03", kind="campaign", label="a campaign, “so called” <b>", value=0.9, months=4)],
)


def purge(order: Ordered) -> Added:
    return Added(date="2004-06-03", kind="purge ordered", label="purge", value=0.5, order=order)


@pytest.fixture(scope="module")
def labels() -> list[str]:
    return [event.label for event in load("example").events]


def test_a_link_is_the_same_after_it_went_through_an_address():
    link = Link(state=CHANGED, series=["fear", "purges"], seen="outsiders")
    written = fragment(link)
    assert of_fragment(f"#{written}") == link
    assert set(written) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_an_address_says_only_what_is_not_the_default():
    assert of_fragment(fragment(Link())) == Link()
    assert len(fragment(Link())) < 10


@pytest.mark.parametrize("cut", ["", "#", "x", "####", "e30é", fragment(Link(state=CHANGED))[:-9]])
def test_an_address_that_was_cut_off_says_so(cut: str):
    with pytest.raises(UsageError, match=r"cut off|no state"):
        of_fragment(cut)


def test_what_is_set_is_what_the_scenario_says(labels: list[str]):
    arms = arms_of(CHANGED)
    changed, base = arms.changed, arms.base
    assert changed is not None
    before, after = base.start + 35, base.start + 36
    assert changed.levers_at(before) == base.levers_at(before)
    assert changed.levers_at(after).purge_intensity == 0.4
    assert changed.levers_at(after).harvest == 0.8
    assert (changed.logics[35], changed.logics[36]) == (base.logics[35], "siege")
    assert changed.off == ("rumour",)
    assert [event.label for event in changed.events if event.label not in labels] == [CHANGED.added[0].label]
    assert changed.title.startswith(f"{base.title}: what-if")


def test_a_purge_is_ordered_of_whom_the_page_names():
    order = Ordered(organ="trade", rank="county", generation="predecessor", form="removal", age_from=40.0)
    state = State(scenario="example", added=[purge(order)])
    assert of_fragment(fragment(Link(state=state))).state == state
    changed = arms_of(state).changed
    assert changed is not None
    ((month, found),) = changed.orders
    assert month_name(month) == "2004-06"
    assert (
        found.words
        == "purge of 0.5 (organ trade, rank county, appointed by the predecessor, from 40 years old; removal)"
    )


def test_an_event_is_moved_and_another_left_out(labels: list[str]):
    first, second = load("example").events[:2]
    arms = arms_of(State(scenario="example", moved={first.label: "2001-03-04"}, without=[second.label]))
    assert arms.changed is not None
    days = {event.label: event.day.isoformat() for event in arms.changed.events}
    assert days[first.label] == "2001-03-04"
    assert second.label not in days
    assert set(days) == set(labels) - {second.label}


def test_where_nothing_is_different_there_is_a_baseline_alone():
    assert arms_of(State(scenario="example")).changed is None
    held = load("example").levers[0].warning
    arms = arms_of(State(scenario="example", levers={"warning": held}))
    assert arms.changed is None
    assert "Nothing would differ" in arms.notice


def test_the_file_says_the_same_scenario_as_the_page():
    text = file_of(CHANGED, 6)
    changed = arms_of(CHANGED).changed
    assert changed is not None
    read_back = parse(text, "what-if.toml")
    assert read_back.digest() == changed.digest()
    assert (read_back.runs, read_back.scale) == (6, CHANGED.scale)
    assert tomllib.loads(text)["complete"] is True


def test_a_file_that_is_brought_along_is_read_like_any_scenario():
    source = to_toml(load("example"))
    state = State(scenario="my own (2)", source=source, levers={"campaign": 0.9})
    assert base_of(state).title == load("example").title
    with pytest.raises(PolitburoError, match=r"my-own\.toml.*purge_intensty"):
        arms_of(State(scenario="my-own", source=f"{source}\n[levers.purge_intensty]\n"))


NEAR = 'title = "a"\nstart = "2000-01"\nend = "2001-01"\n'


@pytest.mark.parametrize(
    "source",
    [
        f'{NEAR}country = "./secret"',
        f'{NEAR}country = "/etc"',
        'extends = "../other.toml"',
        'extends = "/etc/passwd.toml"',
        'extends = "nothing"',
        "x = [" * 5000,
        "\0",
        "title = 3",
        "",
    ],
)
def test_a_file_that_is_brought_along_reaches_no_other_file(source: str, tmp_path: Path, monkeypatch: Any):
    (tmp_path / "secret").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PolitburoError) as raised:
        base_of(State(scenario="mine", source=source))
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    "said",
    [
        {"scale": 2.0},
        {"scale": 0.0},
        {"households": 1_000_000},
        {"runs": 65},
        {"runs": 1},
        {"runs": "8"},
        {"seed": -1},
        {"since": "2000-13"},
        {"until": "soon"},
        {"precision": 0.0},
        {"levers": {"purge_intensity": "a"}},
        {"levers": {f"l{number}": 0.1 for number in range(101)}},
        {"added": [{"date": "2000-01-01", "kind": "mark", "label": "x"}] * 101},
        {"added": [{"date": "2000-01-01", "kind": "mark", "label": ""}]},
        {"source": "x" * (MOST_SOURCE + 1)},
        {"scenario": "../example"},
        {"scenario": "a\nb"},
        {"ensemble": "/tmp/sets.csv"},
        {"ensemble": "not-ruled-out:../x"},
        {"unknown": 1},
        [],
        None,
        "x" * (MOST_STATE + 1),
    ],
)
def test_what_lies_outside_the_bounds_is_refused_in_a_sentence(said: Any):
    with pytest.raises(UsageError) as raised:
        read(json.dumps(said))
    assert len(str(raised.value)) < 400


def test_a_small_country_is_simulated_whole_and_a_large_one_in_part():
    assert scales_of(base_of(State(scenario="example", scale=1.0)))[-1] == 1
    offered = scales_of(base_of(State(scenario="north-korea")))
    assert offered[-1] == 0.1
    with pytest.raises(UsageError, match=r"At scale 0\.5 .* more than 60,000 .* choose a scale up to 0\.1"):
        base_of(State(scenario="north-korea", scale=0.5))


@pytest.mark.parametrize(
    "text", ["", "{", "NaN", '{"levers":{"harvest":NaN}}', '{"levers":{"harvest":1e999}}', "[" * 9999]
)
def test_what_is_no_data_is_refused(text: str):
    with pytest.raises(UsageError):
        read(text)


@pytest.mark.parametrize("session", ["", "../" * 10, "A" * 32, "a" * 31, "a" * 33, "a" * 31 + "\n"])
def test_a_session_is_no_path(session: str):
    with pytest.raises(UsageError):
        read(json.dumps({"session": session, "state": {}}), Question)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State(scenario="nowhere"), "There is no scenario 'nowhere'"),
        (State(scenario=GIVEN), "--scenario FILE"),
        (State(scenario="example", levers={"purge_intensity": 3.0}), "outside 0 to 1"),
        (State(scenario="example", levers={"purge": 0.3}), "no lever 'purge'"),
        (State(scenario="example", logic="kind"), "no logic 'kind'"),
        (State(scenario="example", off=["x"]), "no mechanism 'x'"),
        (State(scenario="example", without=["no such event"]), "no event 'no such event'"),
        (State(scenario="example", moved={"no such event": "2001-01-01"}), "no event"),
        (State(scenario="example", since="1990-01", levers={"campaign": 1.0}), "outside the scenario"),
        (State(scenario="example", until="1990-01"), "outside the scenario"),
        (State(scenario="example", added=[Added(date="2001-02-31", kind="mark", label="x")]), "is no day"),
        (State(scenario="example", added=[Added(date="2001-02-03", kind="sanctions", label="x")]), "needs a value"),
        (State(scenario="example", added=[purge(Ordered(organ="nowhere"))]), "nowhere"),
        (State(scenario="example", added=[purge(Ordered(age_from=60.0, age_to=40.0))]), "age_to lies below age_from"),
        (State(scenario="example", added=[purge(Ordered(form="banishment"))]), "banishment"),
    ],
)
def test_what_no_scenario_can_say_is_refused_in_the_words_of_scenarios(state: State, said: str):
    with pytest.raises(PolitburoError, match=said) as raised:
        arms_of(state)
    assert raised.value.exit_code == 2


def test_a_scenario_of_many_months_must_be_cut_and_one_of_many_households_is():
    long = f'{NEAR.replace("2001", "2030")}country = "example"\n[run]\nhouseholds = 50000\n'
    with pytest.raises(UsageError, match="up to 2019-12"):
        base_of(State(scenario="long", source=long))
    assert base_of(State(scenario="long", source=long, until="2001-12")).households == 20_000

"""One simulated run from inside: what the page is shown of it is what its files hold, and what the commands say."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from politburo.ask.run.notable_events import usual_runs
from politburo.ask.run.results import Results
from politburo.lab.happenings import LISTED, MOST_LISTED
from politburo.lab.inside import Inside, answered
from politburo.lab.question import Asked
from politburo.lab.state import State, read
from politburo.terms.errors import UsageError
from politburo.terms.words import FORMS, PURGE_FORMS

STATE = State(scenario="example", until="2002-12", scale=0.01, levers={"purge_intensity": 0.6}, runs=4)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    made = Asked(STATE, tmp_path_factory.mktemp("inside"))
    made.advance(2)
    return made


@pytest.fixture(scope="module")
def results(asked: Asked) -> Results:
    return asked.results("what-if", 2)


def found(asked: Asked, what: str, **more: Any) -> dict[str, Any]:
    said = {"session": "0" * 32, "state": STATE.model_dump(), "what": what, "runs": 2, **more}
    inside = read(json.dumps(said), Inside)
    return json.loads(json.dumps(answered(asked, inside), allow_nan=False))


def in_run(asked: Asked, what: str, **more: Any) -> dict[str, Any]:
    return found(asked, what, arm="what-if", run=1, **more)


def measured(said: dict[str, Any], of: str, name: str) -> np.ndarray:
    (values,) = [one["values"] for one in said[of] if one["name"] == name]
    return np.array(values, dtype=float)


def test_tiles_show_the_stored_series_of_that_run_alone(asked: Asked, results: Results):
    said = in_run(asked, "apparatus")
    assert (said["first"], said["months"], said["run"]) == ("2000-01", 36, 1)
    assert (said["organs"], said["ranks"]) == (list(results.names.organ), list(results.names.rank))
    fear = results.array("fear_by_circle")[1].reshape(36, -1)
    assert measured(said, "cadres", "fear") == pytest.approx(fear, abs=0.0006)
    belief = results.array("belief_by_province")[1]
    assert measured(said, "households", "belief") == pytest.approx(belief, abs=0.0006)
    penalties = results.array("penalties_by_circle_and_form")[1]
    purged = penalties[..., [FORMS.index(form) for form in PURGE_FORMS]].sum(axis=-1).reshape(36, -1)
    assert purged.sum() > 0
    assert measured(said, "cadres", "purged") == pytest.approx(purged, rel=0.006)


def test_every_value_lies_within_the_scale_that_colours_it(asked: Asked):
    said = in_run(asked, "apparatus")
    for one in [*said["cadres"], *said["households"]]:
        values = np.array(one["values"], dtype=float)
        assert one["low"] <= np.nanmin(values) <= np.nanmax(values) <= one["high"], one["name"]
        assert values.shape[0] == said["months"]
    places = [(one["column"], one["row"]) for one in said["provinces"]]
    assert len(set(places)) == len(places)


def test_without_a_number_it_is_the_run_nearest_to_the_medians(asked: Asked, results: Results):
    assert found(asked, "apparatus", arm="what-if")["run"] == usual_runs(results)[0]


def test_baseline_and_what_if_are_looked_into_apart(asked: Asked):
    base, changed = (
        found(asked, "apparatus", arm=arm, run=0)["cadres"][0]["values"] for arm in ("baseline", "what-if")
    )
    assert not np.array_equal(base, changed)


def test_events_are_those_up_to_the_month_there_the_latest_first(asked: Asked, results: Results):
    organ, rank = results.names.organ[0], results.names.rank[0]
    said = in_run(asked, "events", organ=organ, rank=rank, until="2001-06")
    assert said["count"] > 0
    assert len(said["events"]) <= MOST_LISTED
    dates = [one["date"] for one in said["events"]]
    assert all(later >= earlier for later, earlier in pairwise(dates))
    assert max(dates) < "2001-07"
    table = results.events
    there = table[(table.run == 1) & (table.organ == organ) & (table["rank"] == rank) & table.hazard.notna()]
    there = there[there.kind.isin(LISTED) & (there.date < "2001-07-01")]
    assert said["count"] == len(there)
    assert all(one["who"].startswith(f"{organ}, {rank}, ") for one in said["events"])


def test_events_of_a_province_are_events_in_it(asked: Asked, results: Results):
    everywhere = in_run(asked, "events")["count"]
    counts = [in_run(asked, "events", province=province)["count"] for province in results.names.province]
    assert sum(counts) == everywhere


def test_reasons_are_those_of_why(asked: Asked, results: Results):
    one = in_run(asked, "events")["events"][0]
    said, why = in_run(asked, "why", event=one["event"]), results.why(one["event"], run=1)
    assert said["sentences"] == list(why.sentences)
    assert said["contributions"] == pytest.approx([term.contribution for term in why.terms])
    assert [row[0] for row in said["rows"]] == [term.meaning for term in why.terms]
    assert said["person"] == why.person
    assert "simulated, not observed" in said["provenance"]


def test_a_life_is_that_of_the_command_and_said_to_be_invented(asked: Asked, results: Results):
    said = in_run(asked, "life", pick="purged")
    life = results.life(person=said["person"], run=1)
    assert said["sentences"] == list(life.sentences)
    assert "invented; it is not testimony" in said["sentences"][-1]
    assert any("purged" in one["what"] or one["event"] is not None for one in said["events"])
    for width in (240, 860):
        json.dumps(in_run(asked, "life", person=said["person"], width=width)["picture"], allow_nan=False)


def test_a_household_is_followed_and_one_from_which_somebody_left(asked: Asked, results: Results):
    said = in_run(asked, "life", pick="left")
    assert said["sentences"] == list(results.household(said["person"], run=1).sentences)
    events = results.events
    assert said["person"] in set(events[(events.run == 1) & (events.kind == "departure")].agent)
    assert "invented; it is not testimony" in in_run(asked, "life", pick="household", width=300)["sentences"][-1]


def test_those_who_are_meant_come_one_after_another_the_same_each_time(asked: Asked, results: Results):
    events = results.events
    purged = set(events[(events.run == 1) & events.form.isin(PURGE_FORMS)].person)
    persons = [in_run(asked, "life", pick="purged", draw=draw)["person"] for draw in (0, 1, 0)]
    assert set(persons) <= purged
    assert persons[0] == persons[2] != persons[1]


def test_what_there_is_not_is_said_in_a_sentence(asked: Asked):
    with pytest.raises(UsageError, match="no organ 'nowhere'"):
        in_run(asked, "events", organ="nowhere")
    with pytest.raises(UsageError, match="has no event"):
        in_run(asked, "why", event=10**8)
    with pytest.raises(UsageError, match="no person"):
        in_run(asked, "life", person=10**8)
    with pytest.raises(UsageError, match="Nothing is different"):
        Asked(STATE.model_copy(update={"levers": {}}), asked.folder).results("what-if", 2)


@pytest.mark.parametrize(
    "wrong", [{"run": 64}, {"run": -1}, {"runs": 0}, {"runs": 65}, {"event": 10**9}, {"draw": -1}, {"width": 10**6},
              {"what": "files"}, {"arm": "other"}, {"until": "2001-13"}, {"organ": "x" * 201}, {"session": "../x"}]
)  # fmt: skip
def test_what_is_out_of_bounds_is_refused(asked: Asked, wrong: dict[str, Any]):
    with pytest.raises(UsageError, match="no state of the page"):
        found(asked, **{"what": "apparatus", **wrong})

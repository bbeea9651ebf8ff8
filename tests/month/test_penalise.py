"""A penalty has a form, is on record, empties the post unless its form keeps it, and opens an inquiry."""

import numpy as np
import pytest

from politburo.month.penalise import penalise
from politburo.month.state import AWAY, SERVING
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import CHARGES, FORMS, FORMS_BY_SEVERITY
from tests.month.setting import POSTS, first_month, sigma

STRENGTHS = {
    "judge.threat_severity": 1.2, "judge.plot_severity": 2.5, "judge.rank_severity": 0.4, "judge.cut_demotion": 0.3,
    "judge.cut_reeducation": 0.7, "judge.cut_removal": 1.0, "judge.cut_expulsion": 1.9, "judge.cut_imprisonment": 2.3,
    "judge.cut_execution": 2.6, "judge.inquiry_attempt": 3.0,
}  # fmt: skip
CUTS = [f"judge.cut_{form.replace('-', '')}" for form in FORMS_BY_SEVERITY[1:]]
MILD = STRENGTHS | dict.fromkeys(CUTS, 60.0)
HARSH = STRENGTHS | dict.fromkeys(CUTS, -60.0)
EVERYONE = np.arange(POSTS.count, dtype=np.int32)
THREAT = 0.5


@pytest.mark.parametrize("charge", range(len(CHARGES)))
def test_forms_come_as_often_as_severity_says(charge):
    found = np.zeros((4, len(FORMS)))
    for run in range(20):
        now = first_month(STRENGTHS, run=run)
        now.state.regime.elite_threat[0] = THREAT
        penalise(now, EVERYONE, charge)
        np.add.at(found, (POSTS.rank, now.log.column("form")), 1)
    for rank in range(4):
        plotted = CHARGES[charge] in ("plotting", "coup attempt")
        severity = 1.2 * THREAT + 0.4 * (3 - rank) + (2.5 if plotted else 0)
        at_least = [1.0, *(sigma(severity - STRENGTHS[cut]) for cut in CUTS), 0.0]
        count = found[rank].sum()
        for place, form in enumerate(FORMS_BY_SEVERITY):
            p = at_least[place] - at_least[place + 1]
            assert abs(found[rank, FORMS.index(form)] - count * p) < 5 * np.sqrt(count * p * (1 - p)), (rank, form)


def test_a_penalty_is_on_record_with_person_form_and_charge():
    now = first_month(HARSH)
    now.state.regime.elite_threat[0] = THREAT
    now.state.cadres.person[:] += 9000
    who = np.array([3, 700], np.int32)
    penalise(now, who, CHARGES.index("plotting"))
    row = {name: column.tolist() for name, column in now.log.columns().items()}
    assert row["kind"] == [EVENT_NAMES.index("penalty")] * 2
    assert (row["agent"], row["person"]) == ([3, 700], [9003, 9700])
    assert (row["form"], row["charge"]) == ([4, 4], [1, 1])
    for name in ("organ", "rank", "province", "abroad"):
        assert row[name] == getattr(POSTS, name)[who].tolist()
    assert now.counts.penalties.sum() == 2
    assert now.counts.penalties[POSTS.circle[3], 4] >= 1
    cases = now.state.cases
    assert (cases.post[:2].tolist(), cases.flight[:2].tolist(), cases.in_use[0]) == ([3, 700], [0, 0], 2)


def test_some_forms_keep_the_post_for_its_holder_and_the_others_empty_it():
    for place, form in enumerate(FORMS_BY_SEVERITY):
        now = first_month(MILD | dict.fromkeys(CUTS[:place], -60.0))
        now.state.regime.elite_threat[0] = THREAT
        penalise(now, np.array([3, 700], np.int32), 0)
        assert now.log.column("form").tolist() == [FORMS.index(form)] * 2
        kept = form in ("lesser penalty", "re-education")
        assert np.flatnonzero(now.scratch.vacant).tolist() == ([] if kept else [3, 700])
        away = now.state.cadres.standing[[3, 700]].tolist()
        assert away == ([AWAY, AWAY] if form == "re-education" else [SERVING, SERVING])


@pytest.mark.parametrize(("charge", "size"), [("disloyalty", 1.0), ("plotting", 1.0), ("coup attempt", 3.0)])
def test_an_attempt_opens_a_larger_inquiry(charge, size):
    now = first_month(STRENGTHS)
    now.state.regime.elite_threat[0] = THREAT
    penalise(now, np.array([3, 700], np.int32), CHARGES.index(charge))
    assert now.state.cases.opens[:3].tolist() == [size, size, 0.0]


def test_no_penalties_change_nothing():
    now = first_month(STRENGTHS)
    before = now.state.digest()
    penalise(now, np.empty(0, np.int32), 0)
    assert (len(now.log), now.state.digest()) == (0, before)

"""A penalty has a form, is on record, empties the post unless it is a lesser one, and taints those around."""

import numpy as np
import pytest

from politburo.month.penalise import penalise
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import CHARGES
from tests.month.setting import POSTS, first_month, sigma

STRENGTHS = {
    "judge.threat_severity": 1.2, "judge.plot_severity": 2.5, "judge.rank_severity": 0.4, "judge.cut_demotion": 0.3,
    "judge.cut_removal": 1.0, "judge.cut_expulsion": 1.9, "judge.cut_execution": 2.6, "judge.client_case": 0.5,
    "hear.acquaintance_worth": 0.3,
}  # fmt: skip
MILD = STRENGTHS | {f"judge.cut_{form}": 60.0 for form in ("demotion", "removal", "expulsion", "execution")}
HARSH = STRENGTHS | {f"judge.cut_{form}": -60.0 for form in ("demotion", "removal", "expulsion", "execution")}
EVERYONE = np.arange(POSTS.count, dtype=np.int32)
THREAT = 0.5


@pytest.mark.parametrize("charge", range(len(CHARGES)))
def test_forms_come_as_often_as_severity_says(charge):
    found = np.zeros((4, 5))
    for run in range(20):
        now = first_month(STRENGTHS, run=run)
        now.state.regime.elite_threat[0] = THREAT
        penalise(now, EVERYONE, charge, 1.0)
        np.add.at(found, (POSTS.rank, now.log.column("form")), 1)
    for rank in range(4):
        severity = 1.2 * THREAT + 0.4 * (3 - rank) + (2.5 if charge > 0 else 0)
        at_least = [1.0, *(sigma(severity - cut) for cut in (0.3, 1.0, 1.9, 2.6)), 0.0]
        count = found[rank].sum()
        for form in range(5):
            p = at_least[form] - at_least[form + 1]
            assert abs(found[rank, form] - count * p) < 5 * np.sqrt(count * p * (1 - p)), (rank, form)


def test_a_penalty_is_on_record_with_person_form_and_charge():
    now = first_month(HARSH)
    now.state.regime.elite_threat[0] = THREAT
    now.state.cadres.person[:] += 9000
    who = np.array([3, 700], np.int32)
    penalise(now, who, CHARGES.index("plotting"), 1.0)
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


def test_a_lesser_penalty_leaves_the_holder_in_post_and_any_other_empties_it():
    demotion = MILD | {"judge.cut_demotion": -60.0}
    for strengths, form in ((MILD, 0), (demotion, 1), (HARSH, 4)):
        now = first_month(strengths)
        now.state.regime.elite_threat[0] = THREAT
        penalise(now, np.array([3, 700], np.int32), 0, 1.0)
        assert now.log.column("form").tolist() == [form, form]
        assert np.flatnonzero(now.scratch.vacant).tolist() == ([] if form == 0 else [3, 700])


@pytest.mark.parametrize("taint", [1.0, 1.5])
def test_suspicion_falls_on_ties_clients_and_patron(taint):
    now = first_month(STRENGTHS)
    now.state.regime.elite_threat[0] = THREAT
    who = int(np.flatnonzero(POSTS.rank == 1)[0])
    penalise(now, np.array([who], np.int32), 0, taint)
    expected = np.zeros(POSTS.count)
    for j in POSTS.close[who]:
        expected[j] += taint
    for j in POSTS.acquaintances[who]:
        expected[j] += taint * 0.3
    clients = np.flatnonzero(POSTS.patron == who)
    assert len(clients) > 0
    expected[clients] += 0.5
    expected[POSTS.patron[who]] += 0.5
    assert now.state.cadres.association == pytest.approx(expected, abs=1e-6)


def test_the_top_has_no_patron_to_taint():
    now = first_month(STRENGTHS | {"hear.acquaintance_worth": 0.0})
    now.state.regime.elite_threat[0] = THREAT
    penalise(now, np.array([0], np.int32), 0, taint=0.0)
    assert now.state.cadres.association.sum() == pytest.approx(0.5 * np.count_nonzero(POSTS.patron == 0))


def test_no_penalties_change_nothing():
    now = first_month(STRENGTHS)
    before = now.state.digest()
    penalise(now, np.empty(0, np.int32), 0, 1.0)
    assert (len(now.log), now.state.digest()) == (0, before)

"""An experiment that is really simulated has the same bits in threads, on other processes and in shards."""

from pathlib import Path

import numpy as np
import pytest

from politburo.run.engines import Shard, Threads, Workers
from politburo.run.engines.shard import ShardDone
from politburo.run.experiment import Experiment, Varied, execute, open_experiment
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.scenario import adapt, load, with_levers, with_parameters
from politburo.terms.errors import StoreError
from tests.run.experiment.made_up import kept

BASE = adapt(load("example"), until="2000-06", scale=0.02)
POINTS = np.array([[0.2, 3.0], [0.8, 2.0], [0.5, 4.0]])
ASKED = Experiment(BASE, (Varied("campaign", "2000-03"), Varied("fear.horizon")), POINTS, 3)


@pytest.fixture(scope="module")
def in_threads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return execute(ASKED, tmp_path_factory.mktemp("threads"), engine=Threads(2)).folder


def test_a_run_at_a_point_is_the_run_of_that_number_of_the_scenario_there(in_threads: Path, tmp_path: Path):
    scenario = with_levers(with_parameters(BASE, {"fear.horizon": 2.0}), start="2000-03", campaign=0.8)
    finish(make_plan(adapt(scenario, runs=3), tmp_path))
    run = Runs.open(tmp_path)
    fear = run.series["fear"].mean("month").values
    assert open_experiment(in_threads).values("fear")[1] == pytest.approx(fear)
    prints = [line for name, text in kept(in_threads).items() for line in text.decode().splitlines() if name]
    for number in range(3):
        marker = run.store.marker(number)
        assert marker is not None
        assert any(f'"{marker.fingerprint}"' in line for line in prints)


@pytest.mark.cluster
def test_it_has_the_same_files_from_other_processes(in_threads: Path, tmp_path: Path):
    pytest.importorskip("distributed")
    execute(ASKED, tmp_path, engine=Workers(2))
    assert kept(tmp_path) == kept(in_threads)


def test_shards_share_a_folder_and_end_with_the_same_files(in_threads: Path, tmp_path: Path):
    for share in (1, 2):
        with pytest.raises(ShardDone):
            execute(ASKED, tmp_path, engine=Shard(share, 3))
    assert 0 < open_experiment(tmp_path).missing < 9
    assert execute(ASKED, tmp_path, engine=Shard(3, 3)).missing == 0
    assert kept(tmp_path) == kept(in_threads)


def test_who_asks_for_more_while_shards_are_at_work_is_refused(tmp_path: Path):
    from politburo.run.experiment.store import ExperimentStore

    store = ExperimentStore(tmp_path)
    more = Experiment(BASE, ASKED.factors, POINTS, 4)
    with store.claimed(ASKED, shared=True), store.claimed(ASKED, shared=True):
        with pytest.raises(StoreError, match="is being written by others for 3 points and 3 runs"):
            execute(more, tmp_path, engine=Shard(1, 2))
        with pytest.raises(StoreError, match="is being written by another process"):
            execute(ASKED, tmp_path, engine=Threads(1))

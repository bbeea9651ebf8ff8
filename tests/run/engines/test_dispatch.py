"""Jobs sent to workers: all are done, what fails is told by name, and nothing is done where it must not be."""

import os
import signal
import time
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, cast

import pytest

from politburo.run.engines import Cluster, EngineError, dask, dispatch
from politburo.run.optional import needs
from politburo.terms.errors import PolitburoError, StoreError
from tests.run.engines.made import Deadly, Failing, MadeUp, Unsendable, UnsendableError, done_in

if TYPE_CHECKING:
    from distributed import Client

pytest.importorskip("distributed", reason="comes with politburo[cluster]")

pytestmark = pytest.mark.cluster


def pids(folder: Path) -> set[int]:
    return {int(line) for name in done_in(folder) for line in (folder / name).read_text().splitlines()}


def processes(client: "Client") -> set[int]:
    return set(cast("dict[str, int]", client.run(os.getpid)).values())


def until(happened, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_all_jobs_are_done_elsewhere_and_their_months_are_counted(tmp_path: Path, cluster: Cluster):
    told = []
    jobs = [MadeUp(str(number), tmp_path, months=12, seconds_a_month=0.1) for number in range(4)]
    assert cluster.do(jobs, lambda *counts: told.append(counts)) == {}
    assert done_in(tmp_path) == {"0", "1", "2", "3"}
    assert os.getpid() not in pids(tmp_path)
    assert len(pids(tmp_path)) == cluster.width == 2
    assert told == sorted(told)
    assert any(0 < done < 12 for done, _ in told)  # months of jobs that are under way are told too
    assert told[-1] == (48, 48)


def test_many_small_jobs_are_done_once_each_and_no_file_is_left_beside_them(tmp_path: Path, cluster: Cluster):
    names = {str(number) for number in range(60)}
    assert cluster.do([MadeUp(name, tmp_path) for name in names]) == {}
    assert done_in(tmp_path) == names
    assert all((tmp_path / name).read_text().count("\n") == 1 for name in names)
    assert list(tmp_path.glob("*.partial")) == []


def test_what_fails_is_returned_by_name_and_the_others_are_finished(tmp_path: Path, cluster: Cluster):
    failures = cluster.do(
        [
            Failing("value", tmp_path, error=ValueError("no market")),
            Failing("ours", tmp_path, error=PolitburoError("no leader")),
            Unsendable("unsendable", tmp_path),
            MadeUp("good", tmp_path),
        ]
    )
    assert {name: (type(error), str(error)) for name, error in failures.items()} == {
        "value": (ValueError, "no market"),
        "ours": (PolitburoError, "no leader"),
        "unsendable": (PolitburoError, f"{UnsendableError.__name__}: 1 is not 2"),
    }
    assert done_in(tmp_path) == {"good"}


def test_what_cannot_be_written_stops_the_rest_at_once(tmp_path: Path, cluster: Cluster):
    waits = MadeUp("waits", tmp_path, months=10_000, seconds_a_month=0.01)
    with pytest.raises(StoreError, match="full"):
        cluster.do([waits, Failing("bad", tmp_path, error=StoreError("full"), after="waits")])
    until((tmp_path / "waits.stopped").exists)


def test_an_interrupt_stops_what_is_under_way_within_a_month(tmp_path: Path, cluster: Cluster):
    def interrupt(*_: int) -> None:
        if (tmp_path / "0.begun").exists():
            raise KeyboardInterrupt

    jobs = [MadeUp(str(number), tmp_path, months=10_000, seconds_a_month=0.01) for number in range(9)]
    with pytest.raises(KeyboardInterrupt):
        cluster.do(jobs, interrupt)
    until((tmp_path / "0.stopped").exists)
    time.sleep(0.3)
    begun = set(tmp_path.glob("*.begun"))
    assert len(begun) <= 2
    assert done_in(tmp_path) == set()


def test_a_worker_that_is_killed_costs_time_and_no_results(tmp_path: Path, cluster: Cluster, client: "Client"):
    slow = [MadeUp(str(number), tmp_path, months=10, seconds_a_month=0.1) for number in range(4)]
    victim = min(processes(client))

    def kill() -> None:
        until((tmp_path / "0.begun").exists)
        os.kill(victim, signal.SIGKILL)

    killer = Thread(target=kill)
    killer.start()
    assert cluster.do(slow) == {}
    killer.join()
    assert done_in(tmp_path) == {"0", "1", "2", "3"}
    assert victim not in processes(client)


def test_a_job_that_kills_every_worker_is_named_and_the_others_are_finished(tmp_path: Path, cluster: Cluster):
    names = {str(number) for number in range(6)}
    others = [MadeUp(name, tmp_path, months=2, seconds_a_month=0.05) for name in names]
    failures = cluster.do([Deadly("deadly", tmp_path), *others])
    assert {name: str(error) for name, error in failures.items()} == {
        "deadly": "it ended every worker process that it was given to"
    }
    assert done_in(tmp_path) == names


def test_a_job_whose_workers_died_of_something_else_is_done_in_the_end(tmp_path: Path, cluster: Cluster):
    assert cluster.do([Deadly("unlucky", tmp_path, lives=2)]) == {}
    assert done_in(tmp_path) == {"unlucky"}


def test_another_version_of_politburo_does_nothing(tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dispatch, "package_sources", lambda: "newer")
    with pytest.raises(EngineError, match="The workers have another version of politburo: install the same one"):
        cluster.do([MadeUp("one", tmp_path)])
    assert done_in(tmp_path) == set()


def test_a_folder_that_the_workers_do_not_see_is_named(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Path, "touch", lambda _path: None)  # what is here is not there
    monkeypatch.setattr(dispatch, "SECONDS_UNTIL_SEEN", 0.1)
    with pytest.raises(EngineError, match=f"The workers do not see the folder {tmp_path}: choose one with `out`"):
        cluster.do([MadeUp("one", tmp_path)])
    assert done_in(tmp_path) == set()


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dask, "SECONDS_TO_ANSWER", 0.3)
    for address in ("tcp://127.0.0.1:1", "nowhere://"):
        with pytest.raises(EngineError, match=f"No Dask scheduler answers at {address}"):
            Cluster(address).do([MadeUp("one", tmp_path)])


def test_where_there_is_no_worker_for_long_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    cluster = needs("distributed", extra="cluster").LocalCluster
    monkeypatch.setattr(dispatch, "SECONDS_WITHOUT_WORKERS", 0.2)
    monkeypatch.setattr(dispatch, "SECONDS_BETWEEN_COUNTS", 0.1)
    with (
        cluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as nobody,
        pytest.raises(EngineError, match="There has been no worker"),
    ):
        Cluster(nobody.scheduler.address).do([MadeUp("one", tmp_path)])


def test_no_job_needs_no_cluster():
    assert Cluster("tcp://127.0.0.1:1").do([]) == {}

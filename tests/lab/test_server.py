"""The lab as its users start it: what it answers, that nothing stalls it, and that nothing is left of it."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import politburo as pb
from tests.cli.calling import call, refused

from .serving import SMALL, Served, events, gone, served

pytestmark = pytest.mark.survival
"""It starts processes, and kills and interrupts them."""

PATIENCE = 8.0
"""How many times as long as a quiet machine a busy one may take."""


@pytest.fixture(scope="module")
def lab() -> Iterator[Served]:
    with served("--scenario", "example") as found:
        found.ready()
        yield found


def question(session: str = "a", **state: object) -> dict[str, object]:
    return {"session": session * 32, "state": SMALL | state, "view": {"series": ["fear"]}}


def test_a_question_is_answered_again_and_again_until_the_most_runs(lab: Served):
    heard = list(lab.answers("a", levers={"purge_intensity": 0.5}))
    answers = [data for name, data in heard if name == "answer"]
    assert [one["runs"] for one in answers] == [2, 4]
    assert [one["done"] for one in answers] == [False, True]
    assert answers[0]["cards"][0]["total"]["pairs"] == 2


def test_what_cannot_be_simulated_is_said_and_the_next_question_is_answered(lab: Served):
    ((name, data),) = list(lab.answers("a", levers={"purge": 0.5}))
    assert (name, data["failed"]) == ("problem", False)
    assert "no lever 'purge'" in data["said"]
    assert list(lab.answers("a"))[-1][0] == "answer"


def test_what_is_no_question_is_refused(lab: Served):
    for path in ("answers", "inside", "scenario", "scenario.toml?runs=4", "data.csv?runs=4"):
        for wrong in (b"", b"{", b"null", b"x" * 300_000, b'{"session":"../../etc","state":{}}'):
            status, said = lab.asked(path, wrong)
            assert status == 400, (path, wrong[:9])
            assert len(said) < 1000
    for runs in ("", "0", "65", "x", "9" * 5000, "-1"):
        assert lab.asked(f"scenario.toml?runs={runs}", question())[0] == 400


def test_no_file_beside_those_of_the_page_can_be_had(lab: Served):
    for path in ("page/../state.py", "page/%2e%2e%2fstate.py", "page/..%2Fstate.py", "texts/../page/lab.js", "state.py",
                 "page/", "page/lab.html", "page/%00", "page//etc/passwd", "page/lab.js/x"):  # fmt: skip
        assert lab.asked(path)[0] == 404, path
    assert lab.asked("page/lab.js")[0] == 200


def test_a_request_from_elsewhere_is_refused(lab: Served):
    assert lab.asked("ping")[1] == b"here"
    assert lab.asked("ping", Host="evil.example")[0] == 421
    assert lab.asked("answers", question(), Origin="http://evil.example")[0] == 403
    wrong = Served(lab.address.replace(lab.address.split("/")[3], "x" * 32), lab.process)
    for path in ("", "ping", "page/lab.js", "catalogue"):
        assert wrong.asked(path)[0] == 403


def test_it_listens_to_this_machine_alone(lab: Served):
    port = int(lab.host.partition(":")[2])
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    assert {line[1] for line in listening if line[1].endswith(f":{port:04X}") and line[3] == "0A"} == {
        f"0100007F:{port:04X}"
    }


def test_nothing_that_is_simulated_stalls_the_server(lab: Served):
    with ThreadPoolExecutor(2) as pool:
        busy = [
            pool.submit(list, lab.answers(name, until="2009-12", scale=0.1, levers={"campaign": 0.9})) for name in "ab"
        ]
        longest, asked = 0.0, 0
        while not all(one.done() for one in busy):
            begun = time.monotonic()
            assert lab.asked("ping")[1] == b"here"
            longest, asked = max(longest, time.monotonic() - begun), asked + 1
            time.sleep(0.02)
    assert asked > 5
    assert longest < 0.2 * PATIENCE


def test_ten_pages_at_once_are_all_answered_soon(lab: Served):
    def first(name: str) -> float:
        begun = time.monotonic()
        stream = lab.answers(name, levers={"purge_intensity": 0.3 + int(name, 16) / 100}, runs=8)
        next(data for kind, data in stream if kind == "answer")
        waited = time.monotonic() - begun
        list(stream)
        return waited

    with ThreadPoolExecutor(10) as pool:
        waited = list(pool.map(first, "0123456789"))
    assert max(waited) < 2 * PATIENCE, sorted(waited)


def test_the_work_for_a_page_that_goes_stops(lab: Served):
    large = question("c", until="2009-12", scale=0.1, runs=64, levers={"campaign": 1.0})
    with lab.opened("answers", large) as response:
        response.readline()
    begun = time.monotonic()
    assert list(lab.answers("d"))[-1][0] == "answer"
    assert list(lab.answers("c", levers={"campaign": 1.0}))[-1][0] == "answer"
    assert time.monotonic() - begun < 4 * PATIENCE


def test_one_run_is_looked_into_and_what_there_is_not_is_said(lab: Served):
    asked = {"session": "b" * 32, "state": SMALL, "what": "life", "runs": 2, "width": 400}
    with lab.opened("inside", asked) as response:
        (name, found) = list(events(response))[-1]
    assert (name, found["arm"]) == ("done", "baseline")
    assert "invented; it is not testimony" in found["sentences"][-1]
    with lab.opened("inside", asked | {"what": "events", "organ": "nowhere"}) as response:
        (name, said) = list(events(response))[-1]
    assert (name, said["failed"]) == ("problem", False)
    assert "no organ 'nowhere'" in said["said"]


def test_the_work_for_a_look_that_is_given_up_stops(lab: Served):
    large = SMALL | {"until": "2009-12", "scale": 0.1, "levers": {"campaign": 0.7}}
    with lab.opened("inside", {"session": "9" * 32, "state": large, "what": "life", "runs": 32}) as response:
        response.readline()
    begun = time.monotonic()
    for _ in range(2):
        assert list(lab.answers("d"))[-1][0] == "answer"
    assert time.monotonic() - begun < 4 * PATIENCE


def test_a_worker_that_dies_is_replaced(lab: Served):
    large = question("f", until="2009-12", scale=0.1, runs=64, levers={"campaign": 1.0})
    with lab.opened("answers", large) as response:
        response.readline()
        for pid in lab.workers():
            os.kill(pid, signal.SIGKILL)
        said = response.read()
    assert b'"failed":true' in said
    assert list(lab.answers("d", levers={"campaign": 0.8}))[-1][0] == "answer"


def test_workers_that_died_with_nothing_to_do_are_replaced_before_anybody_notices(lab: Served):
    for pid in lab.workers():
        os.kill(pid, signal.SIGKILL)
    assert list(lab.answers("d", levers={"campaign": 0.85}))[-1][0] == "answer"


@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_and_no_run_is_left_however_it_ends(ended: signal.Signals, tmp_path: Path):
    with served("--scenario", "example", temporary=tmp_path) as lab:
        with lab.opened("answers", question(until="2009-12", scale=0.1, runs=64)) as response:
            response.readline()
            workers = lab.workers()
            assert workers
            begun = time.monotonic()
            lab.process.send_signal(ended)
            lab.process.wait(10)
            assert time.monotonic() - begun < 1 * PATIENCE
        assert gone(workers)
        assert list(tmp_path.glob("politburo-lab-*")) == []
        if ended == signal.SIGINT:
            assert lab.process.returncode == 0
            assert lab.process.stderr is not None
            assert "Traceback" not in lab.process.stderr.read()


def test_runs_are_kept_where_that_is_asked_for(tmp_path: Path):
    with served("--scenario", "example", "--runs-folder", str(tmp_path / "runs")) as lab:
        assert list(lab.answers("a"))[-1][0] == "answer"
    (kept,) = (tmp_path / "runs").glob("a*/example-*")
    assert pb.open(kept).runs == (0, 1, 2, 3)


def test_a_port_that_is_taken_is_told_in_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = call("lab", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert found.exit_code == 3
    assert "--port" in found.stderr


def test_what_is_no_scenario_is_refused_before_anything_is_served():
    refused("lab", "--no-browser", "--scenario", "nowhere")
    refused("lab", "--no-browser", "--port", "80")

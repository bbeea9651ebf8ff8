"""What other users of the machine can see of workers, and do to them: nothing."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from politburo.run.engines import Workers
from politburo.run.engines.workers import started
from politburo.run.optional import MissingLibraryError
from tests.run.engines.made import MadeUp, done_in

distributed: Any = pytest.importorskip("distributed", reason="comes with politburo[cluster]")

if TYPE_CHECKING:
    from distributed import Client

pytestmark = pytest.mark.cluster

REQUEST = b"GET /info/main/workers.html HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shared temporary folder in which another user has planted a link where Dask puts its lock."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "precious").write_text("kept")
    (folder / "dask-scratch-space").mkdir(mode=0o777)
    for name in ("global.lock", "purge.lock"):
        (folder / "dask-scratch-space" / name).symlink_to(folder / "precious")
    return folder


@pytest.fixture(scope="module")
def client(shared: Path) -> "Iterator[Client]":
    """A connection to a worker whose temporary folder is shared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(shared))
        patch.setattr(tempfile, "tempdir", None)
        with started(1) as client:
            client.wait_for_workers(1, timeout=60)
            yield client
        assert not list(shared.glob("politburo-workers-*"))


def processes_of(pid: int) -> set[int]:
    """A process and all that it has started, and they."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = {int(child) for task in tasks for child in (task / "children").read_text().split()}
    return {pid}.union(*map(processes_of, children))


def ports_of(pid: int) -> set[int]:
    """TCP ports at which a process listens."""
    sockets = {str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir() if file.is_symlink()}
    lines = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    return {
        int(line[1].partition(":")[2], 16) for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in sockets
    }


def answer(port: int) -> bytes:
    """What a port answers to a question in HTTP."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.settimeout(1)
        connection.sendall(REQUEST)
        try:
            return connection.recv(1000)
        except (TimeoutError, ConnectionError):
            return b""


def test_a_link_that_another_user_planted_is_not_followed(client: "Client", shared: Path):
    (worker,) = client.scheduler_info()["workers"].values()
    folder = shared / Path(worker["local_directory"]).relative_to(shared).parts[0]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (shared / "precious").read_text() == "kept"
    assert {entry.name for entry in (shared / "dask-scratch-space").iterdir()} == {"global.lock", "purge.lock"}


def test_no_port_answers_http(client: "Client"):
    assert client.submit(max, 1, 2).result() == 2
    ports = {port for pid in processes_of(os.getpid()) for port in ports_of(pid)}
    assert len(ports) >= 3  # of scheduler, nanny and worker
    assert {port: said for port in ports if b"HTTP" in (said := answer(port)) or b"<html" in said} == {}


@pytest.mark.parametrize("kind", ["plain", "foreign"])
def test_a_client_without_the_key_of_this_command_is_refused(client: "Client", kind: str):
    address = str(client.scheduler_info()["address"])
    if kind == "plain":
        address, security = address.replace("tls://", "tcp://"), None
    else:
        security = distributed.Security.temporary()
    with pytest.raises(OSError, match=r"imed out|refused|certificate|rror"):
        distributed.Client(address, security=security, timeout=2, set_as_default=False)
    assert client.submit(max, 1, 2).result() == 2


def test_without_the_library_that_makes_keys_no_worker_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(MissingLibraryError, match=r"cryptography, which is not installed: pip install 'politburo\[clu"):
        Workers(1).do([MadeUp("one", tmp_path)])
    assert done_in(tmp_path) == set()


def test_there_are_never_more_processes_than_jobs(tmp_path: Path):
    before = processes_of(os.getpid())
    engine = Workers(40)
    with engine.held():
        for count, folder in ((1, "one"), (2, "two")):
            (tmp_path / folder).mkdir()
            jobs = [MadeUp(str(job), tmp_path / folder, seconds_a_month=0.5) for job in range(count)]
            assert engine.do(jobs) == {}
            started = processes_of(os.getpid()) - before
            workers = [pid for pid in started if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
            assert len(workers) == count


BAD_ADDRESSES = {
    "tls://127.0.0.1:1": "demands keys: name those of the cluster in Dask's configuration",
    "ucx://127.0.0.1:1": "No Dask scheduler answers at ucx",
    "nothing": "No Dask scheduler answers at nothing",
    "tcp://127.0.0.1:1": "No Dask scheduler answers at tcp",
    "tcp://127.0.0.1:99999": "No Dask scheduler answers at tcp",
    "a b://c": "No Dask scheduler answers at a b",
}


def test_an_address_that_is_none_leaves_one_sentence():
    code = f"""
from politburo.run.engines import Cluster, EngineError
from tests.run.engines.made import MadeUp, Path
for address in {list(BAD_ADDRESSES)}:
    try: Cluster(address).do([MadeUp('one', Path('.'))])
    except EngineError as error: print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    said = run.stdout.splitlines()
    assert [part for line, part in zip(said, BAD_ADDRESSES.values(), strict=True) if part not in line] == []
    assert (run.returncode, run.stderr) == (0, "")

"""A lab that is started as its users do, asked without a browser, and ended."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SMALL = {"scenario": "example", "until": "2001-12", "scale": 0.005, "runs": 4}


@dataclass(frozen=True, slots=True)
class Served:
    """A lab at work: its address and its process."""

    address: str
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        """Where it listens."""
        return urlsplit(self.address).netloc

    def asked(self, path: str, data: Any = None, **headers: str) -> tuple[int, bytes]:
        """Status and content of what comes back for a path below its address; whatever there are data for is posted."""
        with self.opened(path, data, **headers) as response:
            return response.status, response.read()

    @contextmanager
    def opened(self, path: str, data: Any = None, **headers: str) -> Iterator[http.client.HTTPResponse]:
        """The same while it still comes; whoever leaves the block has gone."""
        connection = http.client.HTTPConnection(self.host, timeout=300)
        body = None if data is None else data if isinstance(data, bytes) else json.dumps(data).encode()
        said = {"Host": self.host} | ({} if data is None else {"Origin": f"http://{self.host}"}) | headers
        with closing(connection):
            connection.request("GET" if data is None else "POST", f"{urlsplit(self.address).path}{path}", body, said)
            with closing(connection.getresponse()) as response:
                yield response

    def answers(self, session: str, **state: Any) -> Iterator[tuple[str, Any]]:
        """The stream of answers to a question."""
        question = {"session": session * 32, "state": SMALL | state, "view": {"series": ["fear"]}}
        with self.opened("answers", question) as response:
            yield from events(response)

    def ready(self) -> None:
        """Wait until its workers are there."""
        *_, (last, _) = self.answers("e")
        assert last == "answer"

    def workers(self) -> list[int]:
        """The processes that it has started and that are there."""
        return [int(pid) for pid in subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        ).stdout.split()]  # fmt: skip


def events(response: http.client.HTTPResponse) -> Iterator[tuple[str, Any]]:
    """The events of a stream as they come."""
    assert response.status == 200, response.read()
    name = ""
    for raw in response:
        line = raw.decode().rstrip("\n")
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


@contextmanager
def served(*options: str, temporary: Path | None = None) -> Iterator[Served]:
    """A lab for the length of the block, whose temporary files are in a folder."""
    words = [sys.executable, "-m", "politburo", "lab", "--no-browser", *options]
    environment = os.environ | ({} if temporary is None else {"TMPDIR": str(temporary)})
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        yield Served(process.stdout.readline().split()[-1], process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        finally:
            process.kill()
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()


def gone(pids: list[int], seconds: float = 10.0) -> bool:
    """Whether none of the processes is left after a while."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def alive(pid: int) -> bool:
    """Whether a process is there, and no zombie."""
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - a pseudo-file of the system
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

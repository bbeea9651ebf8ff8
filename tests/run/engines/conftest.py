"""Two workers that the tests of one file share: starting them takes a second."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from politburo.run.engines import Cluster
from politburo.run.engines.workers import started

if TYPE_CHECKING:
    from distributed import Client


@pytest.fixture(scope="module")
def client() -> "Iterator[Client]":
    """A connection to two workers of this machine."""
    with started(2, open_to_all=True) as client:
        client.wait_for_workers(2, timeout=60)
        yield client


@pytest.fixture
def cluster(client: "Client") -> Cluster:
    """The same two workers, as a cluster that is there already."""
    return Cluster(str(client.scheduler_info()["address"]))

"""Workers that listen to nobody but the command that started them.

A Dask scheduler does what it is sent, by whoever can reach its port: on a machine or network with other users, that is
by any of them. Keys that are made for one command, and known to its workers only, shut them out.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from politburo.run.optional import needs


def private() -> Any:
    """Keys for one command; None, for no secrecy, where the library that makes them is not installed."""
    return needs("distributed", extra="cluster").Security.temporary() if find_spec("cryptography") else None

"""Scheduler and worker of Dask without the HTTP server that tells anybody who asks what is done, where and by whom.

Imported where workers are started, and by name in each of them: it needs Dask.
"""

from __future__ import annotations

from typing import Any

from distributed import Scheduler, Worker


class SilentScheduler(Scheduler):
    """A scheduler that listens to its workers and clients alone."""

    def start_http_server(self, *_: Any, **__: Any) -> None:
        """Start nothing: Dask has no option for it."""


class SilentWorker(Worker):
    """A worker that listens to its scheduler and to other workers alone."""

    def start_http_server(self, *_: Any, **__: Any) -> None:
        """Start nothing: Dask has no option for it."""

"""Scheduler and worker of Dask without the HTTP server that tells anybody who asks what is done, where and by whom.

Imported where workers are started, and by name in each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from distributed import Scheduler, Worker
else:
    try:
        from distributed import Scheduler, Worker
    except ModuleNotFoundError:  # without the extra nothing is started, but every module can be imported
        Scheduler = Worker = object


class SilentScheduler(Scheduler):
    """A scheduler that listens to its workers and clients alone."""

    def start_http_server(self, *_: Any, **__: Any) -> None:
        """Start nothing: Dask has no option for it."""


class SilentWorker(Worker):
    """A worker that listens to its scheduler and to other workers alone."""

    def start_http_server(self, *_: Any, **__: Any) -> None:
        """Start nothing: Dask has no option for it."""

"""The server of the lab: it listens to this machine alone, until it is interrupted."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import signal
import socket
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.lab.crew import MOST_WORKERS, Crew
from politburo.lab.routes import Lab
from politburo.lab.sessions import Sessions
from politburo.run.optional import needs
from politburo.terms.errors import StoreError

if TYPE_CHECKING:
    from starlette.applications import Starlette

HOST = "127.0.0.1"


def application(lab: Lab) -> Starlette:
    """The application, whose workers live as long as it does."""
    from starlette.applications import Starlette

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        lab.crew.start()
        first = asyncio.create_task(lab.choices())
        try:
            yield
        finally:
            first.cancel()
            await lab.crew.end()

    return Starlette(routes=lab.routes(), lifespan=lifespan)


def serve(
    scenario: str | None = None,
    *,
    port: int | None = None,
    browser: bool = True,
    runs_folder: str | Path | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Serve the lab on this machine alone until it is interrupted; `say` is told the address.

    Runs go into `runs_folder`, or else into a folder that is thrown away in the end. Raises MissingLibraryError without
    the extra `lab`, ScenarioError for a scenario that cannot be used, StoreError for a port or folder that cannot.
    """
    needs("starlette", extra="lab")
    uvicorn = needs("uvicorn", extra="lab")
    from politburo.lab.guard import Guard
    from politburo.lab.state import GIVEN
    from politburo.run.engines import usable_threads
    from politburo.scenario import load

    given, file = None, None
    if scenario is not None:
        found = load(scenario)
        if scenario.endswith(".toml"):
            given, file = found, str(Path(scenario).absolute())
    name = GIVEN if given is not None else scenario or "north-korea"
    with _place(runs_folder) as folder, _bound(port) as bound:
        crew = Crew(folder, file, min(usable_threads(), MOST_WORKERS), keep=runs_folder is not None)
        lab = Lab(crew, Sessions(folder, keep=runs_folder is not None), name, given)
        token, number = secrets.token_urlsafe(24), bound.getsockname()[1]
        guarded = Guard(application(lab), token, number)  # type: ignore[arg-type]
        config = uvicorn.Config(
            guarded, log_level="critical", access_log=False, timeout_graceful_shutdown=0, server_header=False,
            date_header=False, h11_max_incomplete_event_size=65_536,
        )  # fmt: skip
        address = f"http://{HOST}:{number}/{token}/"
        say(address)
        if browser:
            webbrowser.open(address)
        server = uvicorn.Server(config)
        # Ctrl-C is how it ends; where it is told to terminate, what it has made goes as well.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(server.serve(sockets=[bound]))


@contextmanager
def _place(asked: str | Path | None) -> Iterator[Path]:
    """The folder for the runs: the one that is asked for, or one that is removed in the end."""
    if asked is not None:
        from politburo.run.folder.files import made

        folder = Path(asked).absolute()
        made(folder)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="politburo-lab-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def _bound(port: int | None) -> Iterator[socket.socket]:
    """A socket that listens to this machine alone. Raises StoreError where the port cannot be had."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as found:
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((HOST, port or 0))
            found.listen(128)  # from here on whoever asks is waited for
        except OSError as error:
            raise StoreError(
                f"The port {port} cannot be had ({error.strerror}): name another one with --port."
            ) from None
        yield found

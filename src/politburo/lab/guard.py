"""Who may ask: only a page that this lab gave to someone who knows its address.

The address holds a random token. A request needs it, must name this server as its host (so that no name that an
attacker lets point to this machine will do), and must not come from a page of another origin. All answers carry a
policy under which a page runs nothing but the files of this server.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may do. Vega is run through its interpreter of expressions, so that nothing is evaluated."""

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

WRONG_TOKEN = "The address is not complete: open the one that `politburo lab` printed when it was started.\n"
WRONG_HOST = "This server answers only to the address that `politburo lab` printed.\n"
WRONG_ORIGIN = "Another page asked for this; it is refused.\n"


class Guard:
    """An application behind the token: it sees only requests that may be made, without the token in their path."""

    def __init__(self, app: App, token: str, port: int) -> None:
        self._app, self._begin = app, f"/{token}/"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refused = self._refused(scope)
        if refused is not None:
            await _refuse(send, *refused)
            return
        scope["path"] = scope["path"][len(self._begin) - 1 :]
        scope["raw_path"] = scope["path"].encode()

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name for name, _ in message["headers"]}
                said = {"content-security-policy": POLICY, **HEADERS}
                more = [(name.encode(), value.encode()) for name, value in said.items()]
                message["headers"] = [*message["headers"], *(one for one in more if one[0] not in known)]
            await send(message)

        await self._app(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = _headers(scope)
        if headers.get("host") not in self._hosts:
            return 421, WRONG_HOST
        begin = scope["path"][: len(self._begin)]
        if not hmac.compare_digest(begin.encode(), self._begin.encode()):
            return 403, WRONG_TOKEN
        origin = headers.get("origin")
        asks = scope["method"] not in ("GET", "HEAD")
        if origin is None:
            # Browsers name the origin of whatever is posted.
            return (403, WRONG_ORIGIN) if asks else None
        return None if origin in {f"http://{host}" for host in self._hosts} else (403, WRONG_ORIGIN)


def _headers(scope: Scope) -> Mapping[str, str]:
    """The headers of a request; of one that comes twice nothing is believed."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        found[key] = "" if key in found else value.decode("latin-1")
    return found


async def _refuse(send: Send, status: int, said: str) -> None:
    headers = {"content-type": "text/plain; charset=utf-8", **HEADERS}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": said.encode()})

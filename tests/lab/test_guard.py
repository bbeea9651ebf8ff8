"""Who may ask: the token, the host and the origin of a request are looked at before anything else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from politburo.lab.guard import Guard

TOKEN, PORT = "a-token", 4321
HOST = f"127.0.0.1:{PORT}"


def asked(
    path: str = f"/{TOKEN}/page", method: str = "GET", **headers: str | list[str]
) -> tuple[int, dict[str, str], str]:
    """Status, headers, and the path that the application behind the guard saw, or nothing."""
    seen: list[str] = []
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError

    said = {"host": HOST} | headers
    raw = [
        (name.encode(), one.encode())
        for name, value in said.items()
        for one in ([value] if isinstance(value, str) else value)
    ]
    scope = {"type": "http", "path": path, "method": method, "headers": raw}
    asyncio.run(Guard(app, TOKEN, PORT)(scope, receive, send))
    given = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], given, seen[0] if seen else ""


def test_a_request_with_the_token_is_handed_on_without_it():
    assert asked() == (200, asked()[1], "/page")
    assert asked(host=f"localhost:{PORT}")[0] == 200
    assert asked(method="POST", origin=f"http://{HOST}")[2] == "/page"


@pytest.mark.parametrize(
    "path", ["/", "/page", "/a-tokem/page", "/a-token", "//a-token/page", "/a-token2/", "", "/A-TOKEN/"]
)
def test_without_the_token_nothing_is_handed_on(path: str):
    status, _, seen = asked(path)
    assert (status, seen) == (403, "")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", f"evil.example:{PORT}", "", [HOST, HOST]]
)
def test_a_name_that_is_not_this_server_is_refused(host: Any):
    status, _, seen = asked(host=host)
    assert (status, seen) == (421, "")


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", f"https://{HOST}", "http://127.0.0.1:80", f"http://{HOST}.evil.example", ""],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_of_another_origin_is_refused(origin: str, method: str):
    status, _, seen = asked(method=method, origin=origin)
    assert (status, seen) == (403, "")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_what_changes_something_must_say_where_it_comes_from(method: str):
    assert asked(method=method)[::2] == (403, "")


@pytest.mark.parametrize("path", [f"/{TOKEN}/", "/wrong/"])
def test_every_answer_says_what_a_page_may_do(path: str):
    _, headers, _ = asked(path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


def test_a_page_runs_nothing_but_the_files_of_this_server():
    policy = asked()[1]["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy

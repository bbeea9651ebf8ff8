"""How the lab answers: plain data, errors in a sentence, and streams that end their work when nobody hears them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any

from politburo.terms.errors import PolitburoError, UsageError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def until(task: asyncio.Task[Any], heard: asyncio.Queue[dict[str, Any] | None]) -> AsyncIterator[dict[str, Any]]:
    """What is heard until a task is done."""
    task.add_done_callback(lambda _: heard.put_nowait(None))
    while (said := await heard.get()) is not None:
        yield said


def stream(events: AsyncGenerator[tuple[str, Any]]) -> Response:
    """Events as they come, whose work stops when nobody hears them any more."""
    from starlette.responses import StreamingResponse

    headers = {"x-accel-buffering": "no"}
    return StreamingResponse(lines(events), media_type="text/event-stream", headers=headers)


async def lines(events: AsyncGenerator[tuple[str, Any]]) -> AsyncIterator[str]:
    """Events in the form of server-sent events."""
    async with contextlib.aclosing(events):
        async for name, data in events:
            yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"


async def body(request: Request) -> bytes:
    """What was sent, as far as it may be long. Raises UsageError."""
    from politburo.lab.state import MOST_STATE

    found = b""
    async for part in request.stream():
        found += part
        if len(found) > MOST_STATE:
            raise UsageError(f"{MOST_STATE:,} bytes are the most that the page may send.")
    return found


async def or_error(found: Callable[[], Awaitable[Any]]) -> Response:
    """What is found, or with status 400 why it cannot be."""
    from starlette.responses import Response

    try:
        made = await found()
    except PolitburoError as error:
        return as_json({"error": str(error)}, 400)
    return made if isinstance(made, Response) else as_json(made)


def as_json(data: Any, status: int = 200) -> Response:
    """Plain data as JSON."""
    from starlette.responses import Response

    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text, status, media_type="application/json")


def whole_number(said: str | None, most: int) -> int:
    """The number of runs that an address says. Raises UsageError."""
    if said is None or not said.isdecimal() or not 1 <= int(said[:6]) <= most:
        raise UsageError(f"The number of runs must be a whole number from 1 to {most}.")
    return int(said)

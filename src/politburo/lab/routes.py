"""What is asked of the lab and answered: the page, what can be chosen, and answers that sharpen while more runs arrive.

An answer is a stream of server-sent events in the response to one question: it ends when the precision or the most runs
are reached, and when the page goes away, its work stops.
"""

from __future__ import annotations

import asyncio
import contextlib
from base64 import b64decode
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from politburo.lab.crew import Crew
from politburo.lab.responses import as_json, body, or_error, stream, until, whole_number
from politburo.lab.sessions import Sessions
from politburo.terms.errors import PolitburoError, UsageError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from politburo.lab.state import Question, State
    from politburo.scenario import Scenario

PAGE = files("politburo.lab") / "page"
TEXTS = files("politburo.lab") / "texts"

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
"""Kinds of pictures as files."""

KINDS = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}

SHARE = 4
"""Pairs of runs that a worker does before another session has its turn."""


@dataclass(slots=True)
class Lab:
    """What the routes share."""

    crew: Crew
    sessions: Sessions
    scenario: str
    given: Scenario | None = None
    _choices: asyncio.Task[dict[str, Any]] | None = None

    def routes(self) -> list[Any]:
        """The paths that there are; whatever else is asked for is not found."""
        from starlette.routing import Route

        return [
            Route("/", self.page),
            Route("/ping", self.ping),
            Route("/vega.js", self.vega),
            Route("/base.css", self.style),
            Route("/page/{name}", partial(self.file, PAGE)),
            Route("/texts/{name}", partial(self.file, TEXTS)),
            Route("/catalogue", self.catalogue),
            Route("/lessons", self.lessons),
            Route("/scenario", self.about, methods=["POST"]),
            Route("/answers", self.answers, methods=["POST"]),
            Route("/inside", self.inside, methods=["POST"]),
            Route("/scenario.toml", self.toml, methods=["POST"]),
            Route("/data.csv", self.csv, methods=["POST"]),
            Route("/figure.{kind}", self.figure, methods=["POST"]),
        ]

    async def page(self, request: Request) -> Response:
        """The page itself."""
        from starlette.responses import HTMLResponse

        return HTMLResponse((PAGE / "lab.html").read_text(encoding="utf-8"))

    async def ping(self, request: Request) -> Response:
        """Whether the server is there."""
        from starlette.responses import PlainTextResponse

        return PlainTextResponse("here")

    async def vega(self, request: Request) -> Response:
        """Vega, Vega-Lite and Vega-Embed, from the installed package."""
        from starlette.responses import Response

        from politburo.show.rendering import vega_bundle

        text = await asyncio.to_thread(vega_bundle)
        return Response(text, media_type=KINDS[".js"], headers={"cache-control": "private, max-age=86400"})

    async def style(self, request: Request) -> Response:
        """Colours and style that all pages of politburo have."""
        from starlette.responses import Response

        from politburo.lab.shades import shades
        from politburo.show.page import base_style

        return Response(base_style() + shades(), media_type=KINDS[".css"])

    async def file(self, folder: Any, request: Request) -> Response:
        """A file of the page, by its name alone."""
        from starlette.responses import PlainTextResponse, Response

        name = request.path_params["name"]
        known = {one.name for one in folder.iterdir() if one.is_file()}
        ending = name[name.rfind(".") :]
        if name not in known or ending not in KINDS:
            return PlainTextResponse("not found\n", 404)
        return Response((folder / name).read_text(encoding="utf-8"), media_type=KINDS[ending])

    async def catalogue(self, request: Request) -> Response:
        """All that can be chosen."""
        found = await self.choices()
        texts = sorted(one.name.removesuffix(".json") for one in TEXTS.iterdir() if one.name.endswith(".json"))
        return as_json(found | {"scenario": self.scenario, "languages": texts})

    async def lessons(self, request: Request) -> Response:
        """What the lessons ask and simulate; their words are among the texts."""
        from politburo.lab.lessons import lessons

        return as_json([one.plain() for one in lessons()])

    async def choices(self) -> dict[str, Any]:
        """What can be chosen, found once: when the server starts, while the browser does."""
        if self._choices is None:
            from politburo.lab.catalogue import catalogue

            self._choices = asyncio.create_task(asyncio.to_thread(catalogue, self.given))
        return await asyncio.shield(self._choices)

    async def about(self, request: Request) -> Response:
        """What the page must know of the base scenario of a state, which may bring one along."""
        from politburo.lab.catalogue import about
        from politburo.lab.state import base_of, read

        async def found() -> Any:
            state: State = read(await body(request))
            try:
                return await asyncio.to_thread(lambda: about(base_of(state, self.given)))
            except PolitburoError as error:  # the request is sound, what the user's file says is not
                return {"error": str(error)}

        return await or_error(found)

    async def toml(self, request: Request) -> Response:
        """The what-if as a scenario file."""
        from starlette.responses import Response

        from politburo.lab.state import MOST_RUNS, file_of

        async def found() -> Any:
            question = await self._question(request)
            runs = whole_number(request.query_params.get("runs"), MOST_RUNS)
            text = await asyncio.to_thread(file_of, question.state, runs, self.given)
            return Response(text, media_type="application/toml")

        return await or_error(found)

    async def csv(self, request: Request) -> Response:
        """What the pictures show, as CSV."""
        from starlette.responses import Response

        async def found() -> Any:
            return Response(await self._taken(request, "table"), media_type="text/csv")

        return await or_error(found)

    async def figure(self, request: Request) -> Response:
        """The picture of one outcome as a file."""
        from starlette.responses import PlainTextResponse, Response

        kind = request.path_params["kind"]
        if kind not in PICTURES:
            return PlainTextResponse("not found\n", 404)

        async def found() -> Any:
            made = await self._taken(request, kind)
            return Response(b64decode(made) if kind == "png" else made, media_type=PICTURES[kind])

        return await or_error(found)

    async def _taken(self, request: Request, do: str) -> str:
        """What a worker makes of a question to be taken away. Raises UsageError."""
        from politburo.lab.state import MOST_RUNS

        question = await self._question(request)
        order = {"do": do, "question": question.model_dump()}
        order["runs"] = whole_number(request.query_params.get("runs"), MOST_RUNS)
        said = await self.crew.do(order, 0, lambda _: None)
        if "done" not in said:
            raise UsageError(said.get("error", "This cannot be had: ask again."))
        return said["done"]

    async def answers(self, request: Request) -> Response:
        """A stream of answers to one question, each from more runs than the last."""

        async def found() -> Any:
            return stream(self._answers(await self._question(request)))

        return await or_error(found)

    async def inside(self, request: Request) -> Response:
        """What is asked of one run: a stream of progress that ends with what was found, so that it can be left."""
        from politburo.lab.inside import Inside
        from politburo.lab.state import read

        async def found() -> Any:
            inside: Inside = read(await body(request), Inside)
            self.sessions.asks(inside.session)
            return stream(self._order({"do": "inside", "question": inside.model_dump()}, 0))

        return await or_error(found)

    async def _question(self, request: Request) -> Question:
        from politburo.lab.state import Question, read

        question = read(await body(request), Question)
        self.sessions.asks(question.session)
        return question

    async def _answers(self, question: Question) -> AsyncGenerator[tuple[str, Any]]:
        """What is said of a question: first answers, then sharper ones, with progress between them."""
        from politburo.lab.question import FIRST

        asked, done, wanted = question.model_dump(), 0, FIRST
        while True:
            runs = min(wanted, done + SHARE)
            last = runs == wanted
            order = {"do": "show" if last else "advance", "question": asked, "runs": runs, "tidy": last}
            found = None
            async with contextlib.aclosing(self._order(order, done)) as heard:
                async for name, data in heard:
                    if name == "done":
                        found = data
                    elif name == "progress":
                        yield name, {"runs": done, "towards": wanted, **data}
                    else:
                        yield name, data
                        if name == "problem":
                            return
            done = runs
            if last:
                assert found is not None
                yield "answer", found
                if found["done"]:
                    return
                wanted = found["next"]

    async def _order(self, order: dict[str, Any], turn: int) -> AsyncGenerator[tuple[str, Any]]:
        """What is said of an order: that workers start, progress, and in the end what is done, or a problem."""
        if not self.crew.ready.is_set():
            yield "starts", {"cold": self.crew.cold}
            await self.crew.ready.wait()
        heard: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        task = asyncio.create_task(self.crew.do(order, turn, heard.put_nowait))
        try:
            async for said in until(task, heard):
                yield "progress", {"part": said["progress"]}
            said = task.result()
        finally:
            task.cancel()
        if "done" in said:
            yield "done", said["done"]
        else:
            yield "problem", {"said": said.get("error", ""), "failed": "error" not in said}

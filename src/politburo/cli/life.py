"""What `politburo life` does: follow one synthetic cadre or one post; show the story, the months and the picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from rich.console import Console
from rich.text import Text

from politburo.cli.output import print_json, standard_output
from politburo.cli.progress import shown
from politburo.cli.time_estimate import say_if_cold
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.run.life import Life


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; one of post and person is given."""

    folder: str
    post: int | None = None
    person: int | None = None
    run: int = 0
    month: str | None = None
    as_json: bool = False


def perform(request: Request) -> None:
    """Follow the cadre and print what came out on standard output; what is going on goes to standard error."""
    if (request.post is None) == (request.person is None):
        raise UsageError("Give a post to follow with --post, or a person with --person, and not both.")
    month = _month(request.month)
    console = Console(stderr=True, quiet=request.as_json and not Console(stderr=True).is_terminal, highlight=False)
    life = _life(request, console)
    from politburo.show.life import life_table, save_life
    from politburo.show.life_table import notes

    table = life_table(life, month)
    pictures = save_life(life, life.folder)
    if request.as_json:
        print_json(as_object(life, pictures))
        return
    page = standard_output()
    page.print(Text(life.words()))
    page.print(table)
    page.print(Text(notes(), "dim"))
    page.print()
    for picture in pictures:
        click.echo(f"picture: {picture}")


def as_object(life: Life, pictures: tuple[Path, ...]) -> dict[str, Any]:
    """A life as plain data for JSON: months as text, NaN or null where there is no value."""
    from politburo.scenario import month_name
    from politburo.terms.words import STANDINGS

    months = []
    for at in range(len(life.columns["month"])):
        row: dict[str, Any] = {name: _plain(values[at]) for name, values in life.columns.items()}
        standing = row["standing"]
        row |= {"month": month_name(row["month"]), "standing": STANDINGS[standing] if standing >= 0 else None}
        months.append(row)
    return {
        "folder": str(life.folder),
        "scenario": life.scenario.name,
        "seed": life.scenario.seed,
        "run": life.run,
        "fingerprint": life.fingerprint,
        "post": life.post,
        "person": life.person,
        "words": life.words(),
        "posts": [asdict(place) for place in life.places.values()],
        "events": [asdict(turn) | {"month": month_name(turn.month)} for turn in life.turns],
        "months": months,
        "pictures": [str(picture) for picture in pictures],
    }


def _life(request: Request, console: Console) -> Life:
    """Do the run again, with a bar that shows how far it is."""
    from politburo.ask.run.results import Results

    results = Results.open(request.folder)
    say_if_cold(console)
    with shown(f"run {request.run} of {results.scenario.title}, again", console) as advance:
        return results.life(post=request.post, person=request.person, run=request.run, progress=advance)


def _month(text: str | None) -> int | None:
    from politburo.scenario.months import month_number

    if text is None:
        return None
    try:
        return month_number(text)
    except ValueError as error:
        raise UsageError(f"--month: {error}.") from None


def _plain(value: np.generic) -> float | int:
    """A number as Python has it, floats to six digits."""
    return float(f"{value:.6g}") if isinstance(value, np.floating) else int(value)

"""`politburo life`."""

from __future__ import annotations

import click

from politburo.cli.options import Within, results_of
from politburo.cli.output import Output, answers
from politburo.terms.bounds import PERSON, POST, RUN
from politburo.terms.errors import UsageError


@click.command(short_help="Follow one synthetic cadre, or one post, through a run.")
@click.argument("folder", metavar="RUN")
@click.option("--post", metavar="N", type=Within(POST), help="Number of a post, followed across its holders.")
@click.option("--person", metavar="N", type=Within(PERSON), help="Number of a cadre, followed across posts.")
@click.option(
    "--run", metavar="K", type=Within(RUN), default=0, show_default=True, help="Number of the run in the folder."
)
@click.option("--month", metavar="YYYY-MM", help="Show every month from eleven before this one to three after it.")
@answers
def life(folder: str, post: int | None, person: int | None, run: int, month: str | None, output: Output) -> None:
    """Follow one synthetic cadre, or one post, through a run: fear, loyalty felt and shown, ties lost, choices.

    RUN is a folder with results. At the start of a run the person of each number holds the post of that number; those
    who come later have higher numbers. The run is done again for this, which takes as long as one run. The life is
    invented; it is not testimony.
    """
    if (post is None) == (person is None):
        raise UsageError("Give a post to follow with --post, or a person with --person, and not both.")
    from politburo.cli.progress import say_if_cold, shown

    console = output.console()
    results = results_of(folder)
    say_if_cold(console)
    with shown(f"run {run} of {results.scenario.title}, again", console) as advance:
        found = results.life(post=post, person=person, run=run, month=month, progress=advance)
    output.give(found, found.save(formats=("png", "svg")))

"""`politburo life`."""

from __future__ import annotations

import click

from politburo.cli.options import Within, results_of
from politburo.cli.output import Output, answers
from politburo.terms.bounds import PERSON, POST, RUN, Bounds
from politburo.terms.errors import UsageError

HOUSEHOLD = Bounds("number of the household", *PERSON.span)


@click.command(short_help="Follow one synthetic cadre, post or household through a run.")
@click.argument("folder", metavar="RUN")
@click.option("--post", metavar="N", type=Within(POST), help="Number of a post, followed across its holders.")
@click.option("--person", metavar="N", type=Within(PERSON), help="Number of a cadre, followed across posts.")
@click.option("--household", metavar="N", type=Within(HOUSEHOLD), help="Number of a household.")
@click.option(
    "--run", metavar="K", type=Within(RUN), default=0, show_default=True, help="Number of the run in the folder."
)
@click.option("--month", metavar="YYYY-MM", help="Show every month from eleven before this one to three after it.")
@answers
def life(
    folder: str,
    post: int | None,
    person: int | None,
    household: int | None,
    run: int,
    month: str | None,
    output: Output,
) -> None:
    """Follow one synthetic cadre, or one post, through a run: fear, loyalty felt and shown, ties lost, choices.

    Or follow one synthetic household: income, want, fear, trust, talk, and who left.

    RUN is a folder with results. At the start of a run the person of each number holds the post of that number; those
    who come later have higher numbers. The run is done again for this, which takes as long as one run. The life is
    invented; it is not testimony.
    """
    if sum(one is not None for one in (post, person, household)) != 1:
        raise UsageError(
            "Give a post to follow with --post, or a person with --person, or a household with --household: only one."
        )
    if household is not None and month is not None:
        raise UsageError("--month is for posts and persons: of a household --csv gives all months.")
    from politburo.cli.progress import say_if_cold, shown

    console = output.console()
    results = results_of(folder)
    say_if_cold(console)
    with shown(f"run {run} of {results.scenario.title}, again", console) as advance:
        if household is not None:
            found = results.household(household, run=run, progress=advance)
        else:
            found = results.life(post=post, person=person, run=run, month=month, progress=advance)
    output.give(found, found.save(formats=("png", "svg")))

"""`politburo nowcast`."""

from __future__ import annotations

from typing import Any

import click

from politburo.cli.options import SAME_SEED, Within, ensemble
from politburo.cli.output import Output, answers
from politburo.infer.bounds import PARTICLES
from politburo.terms.bounds import HOUSEHOLDS, SCALE, SEED
from politburo.terms.errors import UsageError


@click.command(short_help="Say how it stands with the elite, given the reports so far.")
@click.argument("scenario", metavar="SCENARIO_OR_FILE")
@click.option("--reports", metavar="FILE", help="Counts of reports by month and kind (CSV; docs/nowcast.md).")
@click.option(
    "--example", metavar="FILE", help="Write the reports of a simulated run to this file, as an example, and stop."
)
@click.option("--as-of", "as_of", metavar="YYYY-MM-DD", help="By reports known on this day.  [default: by all]")
@click.option("--particles", metavar="N", type=Within(PARTICLES), help="Runs that are followed.  [default: 200]")
@ensemble("as the scenario says, else not-ruled-out:COUNTRY where it is there")
@click.option("--series", metavar="NAME", multiple=True, help="Ask about this series; docs/model.md lists them.")
@click.option("--until", metavar="YYYY-MM", help="Last month of the example.")
@click.option("--scale", metavar="SHARE", type=Within(SCALE), help="Share of the country to simulate.  [default: 0.03]")
@click.option(
    "--households", metavar="N", type=Within(HOUSEHOLDS), help="Number of households.  [default: as the scale says]"
)
@click.option("--seed", metavar="N", type=Within(SEED), help=SAME_SEED)
@click.option("--out", metavar="FOLDER", help="Folder for the answer, with its tables and figures.  [default: none]")
@answers
def nowcast(
    scenario: str,
    reports: str | None,
    example: str | None,
    until: str | None,
    out: str | None,
    output: Output,
    **options: Any,
) -> None:
    """Say how it stands with the elite of a country (fear, loyalty, plots, purges), given the reports so far.

    Many runs of the model go on side by side, month by month. After each month they weigh by how likely the counts of
    reports known from it are under each, and where few carry most of the weight they are drawn anew, copies with
    another chance (a particle filter). The answer says what is simulated given the reports, beside what is simulated
    without them, and by how much one more report of each kind would move it. The columns of the file are month, kind
    and count; a month and kind that it leaves out is not known, which is not the same as
    none. All of it is simulated, not observed.
    """
    from pathlib import Path

    from politburo.answer.own_files import check_folder
    from politburo.cli.progress import say_how_long, shown
    from politburo.infer.nowcast import plan, save_example
    from politburo.run.engines import Threads
    from politburo.run.limits import SIMULATING, check_limits

    if (reports is None) == (example is None):
        raise UsageError("Give either the reports (--reports FILE) or a file for an example of them (--example FILE).")
    check_limits(SIMULATING)
    if example is not None:
        sizes = {name: options[name] for name in ("scale", "households", "seed")}
        click.echo(f"table: {save_example(scenario, example, until=until, **sizes)}")
        return
    if until is not None:
        raise UsageError("--until is the last month of an example; a nowcast ends with its reports, or with --as-of.")
    if out is not None:
        check_folder(Path(out))
    console, planned = output.console(), plan(scenario, reports or "", **options)
    say_how_long(planned.months, Threads(1), console, of=planned.base)
    with shown(f"{planned.base.title}, {planned.particles} particles", console) as advance:
        found = planned.execute(advance)
    output.give(found, () if out is None else found.save(out))

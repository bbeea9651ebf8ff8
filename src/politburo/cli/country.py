"""`politburo country`: commands that make a country."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers
from politburo.terms.errors import UsageError


@click.group(short_help="Make a country of your own.")
def country() -> None:
    """Make a country of your own: a folder that a scenario can name."""


@country.command("from-table", short_help="Make a country from a table of officials, without keeping a name.")
@click.argument("table", metavar="TABLE")
@click.option("--out", metavar="FOLDER", required=True, help="Folder of the country; it must not be there yet.")
@click.option(
    "--column",
    "columns",
    metavar="ROLE=COLUMN",
    multiple=True,
    help="Which column holds what: person, person_id, organ, rank, start, end, year, exit, fate, leader, iso3, cow, "
    "gw, country.  [default: by the headers of WhoGov, ARED and the like]",
)
@click.option("--ranks", metavar="A,B,…", help="Values of the rank from the top, four at most.  [default: guessed]")
@click.option("--country", "one", metavar="NAME", help="The country to take, where the table holds several.")
@click.option(
    "--year",
    type=int,
    metavar="YEAR",
    help="Whose posts to take.  [default: the last year with about as many as usual]",
)
@click.option(
    "--succession",
    "successions",
    type=int,
    metavar="YEAR",
    multiple=True,
    help="First year of a new leader; may be given again.  [default: by the column leader, if it is 0 or 1]",
)
@click.option("--people", type=click.IntRange(1_000, 2_000_000_000), metavar="N", help="People in the country.")
@click.option(
    "--officials", type=click.IntRange(1, 1_000_000), metavar="N", help="Officials below the posts of the table."
)
@click.option("--title", metavar="TEXT", help="Title of the country.  [default: its name]")
@click.option("--source", metavar="TEXT", help="Where the table is from, as its figures are to cite it.")
@click.option("--encoding", metavar="NAME", help="Encoding of the table.  [default: UTF-8, else guessed]")
@click.option("--leave-out", is_flag=True, help="Leave out rows that cannot be used, and say about how many.")
@answers
def from_table(
    table: str,
    out: str,
    columns: tuple[str, ...],
    ranks: str | None,
    one: str | None,
    year: int | None,
    successions: tuple[int, ...],
    people: int | None,
    officials: int | None,
    title: str | None,
    source: str | None,
    encoding: str | None,
    leave_out: bool,
    output: Output,
) -> None:
    """Make a country from a table of officials: posts, turnover, exits, tenure and generations, in counts alone.

    TABLE is CSV (or xlsx, with openpyxl) with a row for each person and post, or for each person and year. Names are
    dropped while it is read and written nowhere; dates become years; no count is of fewer than five persons, and all
    are given in fives. What the table cannot tell is listed, in the answer and in the README.md of the folder.
    """
    from politburo.ask.country_table import from_table as made

    answer = made(
        table,
        out,
        columns=_pairs(columns),
        ranks=[name for name in (ranks or "").split(",") if name.strip()],
        country=one,
        year=year,
        successions=successions,
        people=people,
        officials=officials,
        title=title,
        source=source,
        encoding=encoding,
        leave_out=leave_out,
    )
    output.give(answer)


def _pairs(said: tuple[str, ...]) -> dict[str, str]:
    """What is said as ROLE=COLUMN."""
    pairs = [one.partition("=") for one in said]
    for _, equals, column in pairs:
        if not equals or not column.strip():
            raise UsageError("--column takes ROLE=COLUMN, such as rank=level.")
    return {role.strip(): column for role, _, column in pairs}

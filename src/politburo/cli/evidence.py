"""`politburo evidence`."""

from __future__ import annotations

from pathlib import Path

import click

from politburo.cli.output import Output, answers


@click.command(short_help="Show the public figures that come with a country, and where accounts differ.")
@click.argument("country", metavar="COUNTRY_OR_FOLDER")
@click.option("--as-of", "as_of", metavar="YYYY-MM-DD", help="Only what was public on a day.  [default: everything]")
@click.option("--page", metavar="FILE", help="Also write a page, one HTML file with all of it.")
@answers
def evidence(country: str, as_of: str | None, page: str | None, output: Output) -> None:
    """Show the public figures that come with a country: values, sources, reliability, and since when they were public.

    COUNTRY is a name that `politburo countries` shows, FOLDER one with the files of a country. Accounts of one series
    that overlap in time and differ stand side by side.
    """
    from politburo.answer.own_files import check_place
    from politburo.ask.evidence import evidence as found_in

    if page is not None:
        check_place(Path(page))
    found = found_in(country, as_of)
    files: list[Path] = []
    if page is not None:
        from politburo.show.page.evidence import save_page

        files.append(save_page(found, Path(page)))
    output.give(found, files)

"""`politburo score`."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers


@click.command(short_help="Score forecasts by figures that were published since.")
@click.argument("forecasts", metavar="FORECASTS")
@click.option(
    "--with",
    "figures",
    metavar="FILE_OR_COUNTRY",
    required=True,
    help="Figures published since: a file (CSV) with the columns of figures.csv, or a country whose own are taken.",
)
@click.option("--out", metavar="FOLDER", help="Folder for the answer, with its tables and figures.  [default: none]")
@answers
def score(forecasts: str, figures: str, out: str | None, output: Output) -> None:
    """Score forecasts, as `politburo forecast` writes them, by figures that were published since.

    FORECASTS is a file of draws, Parquet or CSV, by whatever program. Its first forecaster is judged, in each of its
    tracks, and the others are what it is held against: the continuous ranked probability score and the log score, as
    they are and on the scale of the logarithm, skill against each baseline, the coverage of intervals, tests of Diebold
    and Mariano, and every miss. The program brings no figures of its own that are later than 2015.
    """
    from pathlib import Path

    from politburo.answer.own_files import check_folder
    from politburo.infer.score import score as scored

    if out is not None:
        check_folder(Path(out))
    found = scored(forecasts, figures)
    output.give(found, () if out is None else found.save(out))

"""`politburo merge`."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers
from politburo.terms.errors import StoreError


@click.command(short_help="Put the folders that shards have filled together into one.")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True)
@click.option("--out", metavar="FOLDER", required=True, help="Folder that is to hold all; it may be one of them.")
@answers
def merge(folders: tuple[str, ...], out: str, output: Output) -> None:
    """Put the folders that shards have filled together into one: of the same runs, experiment or claims.

    Every FOLDER is left as it is. Nothing is written over, and damaged runs are left out and named. The command that
    the shards were given, without --shard and with the merged folder as --out, then shows what came out.
    """
    from politburo.ask.experiment import merge

    done = merge(folders, out)
    output.give(done)
    if done.damaged:
        raise StoreError(
            "Damaged files were left out, and all else is merged. Give the command of that shard again, with the "
            "merged folder, to do them anew."
        )

"""What `politburo merge` does: put the folders of shards together and say what was done."""

from __future__ import annotations

import click

from politburo.terms.errors import StoreError


def perform(folders: tuple[str, ...], out: str) -> None:
    """Merge and print what was done. Raises StoreError when something is damaged, after all the rest is merged."""
    from politburo.ask.merging import merge

    done = merge(folders, out)
    click.echo(f"copied: {done.added}")
    click.echo(f"there already: {done.there}")
    click.echo(f"folder: {done.folder}")
    if done.damaged:
        named = ", ".join(str(path) for path in done.damaged)
        raise StoreError(
            f"Not as they were written, and so left out: {named}. All else is merged. "
            "Give the command of that shard again, with the merged folder, to do them anew."
        )

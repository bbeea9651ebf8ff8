"""What `politburo outcomes` prints: every number that experiments keep of a run, with its meaning and unit."""

from __future__ import annotations

import click


def tell() -> None:
    """List the outcomes by name."""
    from politburo.run.outcomes import OUTCOMES

    name, unit = (max(map(len, words)) for words in (OUTCOMES, [one.unit for one in OUTCOMES.values()]))
    for one in OUTCOMES.values():
        click.echo(f"{one.name:<{name}}  {'' if one.unit == '1' else one.unit:<{unit}}  {one.meaning}")

"""What `politburo leaders` prints: the logics of rule that a scenario can name."""

from __future__ import annotations

import click

from politburo.terms.leaders import LEADERS, plugins


def tell() -> None:
    """Print politburo's own logics, then those of other packages; one that cannot be used goes to standard error."""
    for kind in LEADERS:
        _print(kind.name, kind.meaning, ", ".join(kind.chooses) or "nothing", kind.reference)
    if not plugins():
        return
    from politburo.leader import broken_plugins

    broken = broken_plugins()
    for name, point in plugins().items():
        if name in broken:
            click.echo(f"Warning: {broken[name]}", err=True)
        else:
            _print(name, f"from another package: {point.value}", "what its Decision names", "see that package")


def _print(name: str, meaning: str, chooses: str, reference: str) -> None:
    click.echo(f"{name}\n  {meaning}\n  chooses: {chooses}\n  source:  {reference}")

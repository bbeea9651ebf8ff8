"""Writes docs/designs.md anew: `python docs/make_designs.py`."""

from __future__ import annotations

from pathlib import Path

from politburo.ask.claims.designs import the_designs
from politburo.show.page.designs import markdown


def main() -> None:
    """Write the page; nothing is simulated."""
    Path(__file__).with_name("designs.md").write_text(markdown(the_designs()), encoding="utf-8")


if __name__ == "__main__":
    main()

"""What leaders believe of the hazard of losing power, beside what it is: on the page as a kept check of them found it.

The page itself is made in a second and simulates nothing. `docs/make_pages.py` makes the check, draws its picture and
writes down what it says.
"""

from __future__ import annotations

from importlib.resources import files

from politburo.ask import leader_check
from politburo.show.cells import parts
from politburo.show.markdown import Part, from_docstring, inline, paragraph, table_lines

TITLE, KEPT = "What leaders believe, and what is", "leader-check.md"

PICTURE = (
    "![Hazards of losing power over purge intensity and over market tolerance: in the simulation, and as the strategic "
    "leader believes](images/leader-check.png)"
)


def beliefs() -> Part:
    """What is asked, the picture, and what was found."""
    kept = (files("politburo.show.describe") / KEPT).read_text(encoding="utf-8")
    return Part(TITLE, (from_docstring(leader_check.__doc__ or ""), PICTURE, kept))


def written(check: leader_check.LeaderCheck) -> str:
    """What a check found, as it is kept for the page: its sentences, and the table of hazards with its notes."""
    said = [f"**Warning:** {inline(one)}" for one in check.warnings]
    said += map(paragraph, check.sentences)
    [table] = parts(check.table("hazards"))
    return "\n\n".join([*said, "\n".join(table_lines(table)), f"*{inline(str(check.provenance))}*"]) + "\n"

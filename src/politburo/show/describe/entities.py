"""Who and what: the parts on entities, their variables and the words for them."""

from __future__ import annotations

from collections.abc import Sequence

from politburo.show.describe.markdown import Part, code, number, table
from politburo.show.describe.texts import text
from politburo.show.describe.vocabulary import lists_of_words, plain_name
from politburo.terms import variables
from politburo.terms.declarations import declared
from politburo.terms.levers import Levers
from politburo.terms.variables import Variable


def entities() -> Part:
    """Entities, state variables and scales."""
    return Part(
        "Entities, state variables, and scales",
        (text("entities"),),
        (
            Part("Words", (_words(),)),
            Part("Posts", ("What a post is; none of it changes.", variable_table(variables.POSTS))),
            Part("Cadres", ("The holder of each post, as he is this month.", variable_table(variables.CADRES))),
            Part(
                "Households",
                (
                    "What a household is:",
                    variable_table(variables.HOUSEHOLDS),
                    "And how it fares this month:",
                    variable_table(variables.HOMES),
                ),
            ),
            Part("Regime", ("What belongs to nobody.", variable_table(variables.REGIME))),
            Part("Last month's cases", ("What is heard of this month.", variable_table(variables.CASES))),
            Part("Levers", ("What the leader does and what the world does in a month.", _levers())),
        ),
    )


def variable_table(group: Sequence[Variable]) -> str:
    """Variables with meaning and unit."""
    return table(("variable", "meaning", "unit"), ((code(v.name), v.meaning, v.unit) for v in group))


def _words() -> str:
    """The fixed lists; a word stands for its position in them, in arrays and files."""
    rows = ((plain_name(name), ", ".join(listed)) for name, listed in lists_of_words().items())
    return table(("list", "words in order"), rows)


def _levers() -> str:
    rows = (
        (code(name), said.meaning, said.unit, number(default), f"{number(said.low)} to {number(said.high)}")
        for name, said, default in declared(Levers)
    )
    return table(("lever", "meaning", "unit", "default", "range"), rows)

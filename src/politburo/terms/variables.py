"""How a variable is declared: what a field of the country or of the state of a run stands for, beside its type.

    fear: Annotated[F32, Variable("fear F", "share", ("initial.fear",), moves=True, recruit=0.0)]

The rooms country and month hold the arrays; `variables_of` reads what their fields carry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_type_hints


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable, with unit ("1" for a pure number), what it starts from and what a change of holder does to it.

    `start` is added up from numbers, parameters (`initial.fear`) and what the country was built with (`people.age`);
    empty: it is set otherwise. `moves`: a person takes it along to another post. `recruit` is what a newcomer gets, a
    number or a parameter; none: it is drawn for him, or worked out, or stays with the post.
    """

    meaning: str
    unit: str
    start: tuple[str | float, ...] = ()
    moves: bool = False
    recruit: float | str | None = None


def variables_of(group: type) -> dict[str, Variable]:
    """The variables that the fields of a class carry, by name, in their order. Raises TypeError for one without."""
    found = {}
    for name, hint in get_type_hints(group, include_extras=True).items():
        (variable,) = (one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Variable))
        found[name] = variable
    return found

"""Every parameter of the model, declared once: for the state before the first month, each phase, leader, the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, make_dataclass

from politburo.terms.declarations import ASSUMED, Declaration, declared
from politburo.terms.parameters.believe import Believe
from politburo.terms.parameters.choose import Choose
from politburo.terms.parameters.conspire import Conspire
from politburo.terms.parameters.fear import Fear
from politburo.terms.parameters.fill import Fill
from politburo.terms.parameters.govern import Govern
from politburo.terms.parameters.hear import Hear
from politburo.terms.parameters.inform import Inform
from politburo.terms.parameters.initial import Initial
from politburo.terms.parameters.judge import Judge
from politburo.terms.parameters.leaders import Opportunist, RandomTerror, Responsive, Siege, Succession
from politburo.terms.parameters.live import Live
from politburo.terms.parameters.record import Record
from politburo.terms.plugins import plugged_in

__all__ = [
    "Believe",
    "Choose",
    "Conspire",
    "Fear",
    "Fill",
    "Govern",
    "Hear",
    "Inform",
    "Initial",
    "Judge",
    "Live",
    "Opportunist",
    "Parameters",
    "RandomTerror",
    "Record",
    "Responsive",
    "Siege",
    "Succession",
    "every_parameter",
    "parameter_sources",
]


_PLUGGED_IN = [
    (mechanism.name, mechanism.parameters, field(default_factory=mechanism.parameters)) for mechanism in plugged_in()
]


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters by what they belong to. The attribute path (`fear.horizon`) is the name in files and tables."""

    initial: Initial = field(default_factory=Initial)
    govern: Govern = field(default_factory=Govern)
    live: Live = field(default_factory=Live)
    hear: Hear = field(default_factory=Hear)
    fear: Fear = field(default_factory=Fear)
    believe: Believe = field(default_factory=Believe)
    choose: Choose = field(default_factory=Choose)
    conspire: Conspire = field(default_factory=Conspire)
    judge: Judge = field(default_factory=Judge)
    fill: Fill = field(default_factory=Fill)
    inform: Inform = field(default_factory=Inform)
    succession: Succession = field(default_factory=Succession)
    opportunist: Opportunist = field(default_factory=Opportunist)
    responsive: Responsive = field(default_factory=Responsive)
    siege: Siege = field(default_factory=Siege)
    random_terror: RandomTerror = field(default_factory=RandomTerror)
    record: Record = field(default_factory=Record)


if _PLUGGED_IN:  # the groups of other packages' mechanisms stand beside politburo's own
    Parameters = make_dataclass(  # pyright: ignore[reportAssignmentType, reportConstantRedefinition]
        "Parameters", _PLUGGED_IN, bases=(Parameters,), frozen=True, slots=True, namespace={"__module__": __name__}
    )


def every_parameter() -> Iterator[tuple[str, Declaration, float]]:
    """Path (`fear.horizon`), declaration and default of every parameter."""
    for group in fields(Parameters):
        for name, declaration, default in declared(type(getattr(Parameters(), group.name))):
            yield f"{group.name}.{name}", declaration, default


def parameter_sources() -> str:
    """Of how many parameters the value is published, of how many something else, and of how many nothing."""
    sources = [declaration.source for _, declaration, _ in every_parameter()]
    argued = sum(source.startswith(ASSUMED) for source in sources)
    assumed = sum(ASSUMED in source for source in sources)
    return (
        f"Of the {len(sources)} parameters, {assumed} have assumed values: for {argued} only the plausible range is "
        f"argued; for {assumed - argued} the mechanism, its sign, an order of magnitude or a total is published too. "
        f"The values of the other {len(sources) - assumed} are from published figures. "
        "All plausible ranges are judgements of the authors."
    )

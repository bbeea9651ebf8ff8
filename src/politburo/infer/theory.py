"""Rival theories as data: what each changes in a scenario, and the rule by which they are compared."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from politburo.scenario import Scenario, month_name, with_logic
from politburo.scenario.changes import described, with_off
from politburo.terms.checks import nearest, shown
from politburo.terms.errors import UsageError

FILE = files("politburo.infer") / "theories.toml"

SCRIPTED = "scripted"
"""The logic under which nobody chooses."""


@dataclass(frozen=True, slots=True)
class Theory:
    """What is different: another logic of rule where one chooses (None: the same one), and mechanisms switched off."""

    name: str
    meaning: str
    reference: str
    logic: str | None = None
    off: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Its name as that of a folder."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower())

    @property
    def changes(self) -> str:
        """What it changes, in words."""
        parts = [f"logic of rule {self.logic.replace('_', ' ')}"] if self.logic else []
        parts += [f"{', '.join(one.replace('_', ' ') for one in self.off)} off"] if self.off else []
        return "; ".join(parts) or "nothing"

    def scenario_of(self, base: Scenario) -> Scenario | None:
        """The scenario with the change; None where it has it so already, or where nobody chooses in it."""
        made = with_off(base, *self.off)
        if self.logic is not None:
            chosen = [base.start + at for at, logic in enumerate(base.logics) if logic != SCRIPTED]
            if not chosen or all(base.logics[month - base.start] == self.logic for month in chosen):
                return None
            made = with_logic(made, self.logic, start=month_name(chosen[0]))
        if not (self.logic or self.off):
            return made
        return described(made, base, name=f"{base.name}, {self.name}", title=f"{base.title}: {self.name}")


@dataclass(frozen=True, slots=True)
class Comparing:
    """What `theories.toml` says of how theories are compared, where the meaning of each is written beside it."""

    least_difference: float
    fewest_days: int
    nearest: float
    fewest: int


@cache
def theories() -> tuple[Theory, ...]:
    """The theories of the file, that which changes nothing first."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))["theories"]
    return tuple(Theory(**{**one, "off": tuple(one.get("off", ()))}) for one in said)


@cache
def comparing() -> Comparing:
    """The rule of the file."""
    return Comparing(**tomllib.loads(FILE.read_text(encoding="utf-8"))["rules"])


def rule_hash() -> str:
    """Hash (hex) of the file."""
    return hashlib.blake2b(FILE.read_bytes(), digest_size=6).hexdigest()


def theory_named(name: str) -> Theory:
    """The theory of that name. Raises UsageError for one that there is not."""
    found = {one.name: one for one in theories()}
    if name not in found:
        raise UsageError(f"There is no theory {shown(name)}; {nearest(name, tuple(found))}.")
    return found[name]


def theories_of(base: Scenario, only: tuple[str, ...] = ()) -> dict[Theory, Scenario]:
    """The theories that differ in a scenario, or those of some names, each with its scenario.

    That which changes nothing is always among them. Raises UsageError for a name that there is not, or that differs in
    nothing.
    """
    asked = [theory_named(name) for name in dict.fromkeys(only)]
    found: dict[Theory, Scenario] = {}
    for one in theories():
        if asked and one not in asked and one != theories()[0]:
            continue
        made = one.scenario_of(base)
        if made is not None:
            found[one] = made
        elif one in asked:
            raise UsageError(f"In {base.name!r} the theory {one.name!r} would change nothing.")
    return found

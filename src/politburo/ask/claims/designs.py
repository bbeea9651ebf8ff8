"""Designs: what decides each claim, written down before any run with it, with a hash that the board shows.

`designs.toml` says what its keys mean. A design is changed in the open: `registered.toml` of the tests holds the hash
of each, and one that differs must say why it is exploratory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from politburo.ask.claims.claim_file import the_board
from politburo.ask.claims.measurement import SEED
from politburo.ask.claims.record import Claim, Expectation
from politburo.ask.claims.toml_file import Section, Text, Wrong, gathered, read, unknown
from politburo.terms.checks import nearest, shown
from politburo.terms.line_numbers import Location
from politburo.terms.mechanisms import MECHANISM_NAMES

FILE = files("politburo.ask.claims") / "designs.toml"

NOT_YET_ON_THE_BOARD = ("C27", "C28", "C29", "C30", "C31", "C32", "C33")
"""Claims that are designed before anything can be run of them."""

Kind = Literal["claim", "implementation check", "finding", "not testable yet"]
KINDS: dict[Kind, str] = {
    "claim": "decided by one primary test, which can fail",
    "implementation check": "the sign is algebra: it shows that the program does what it says, and nothing more",
    "finding": "a figure is reported; nothing is asked for",
    "not testable yet": "the model lacks what it would be tested with",
}

Status = Literal["predicted", "accommodated"]
STATUSES: dict[Status, str] = {
    "predicted": "the model was not changed for it",
    "accommodated": "the model was changed after a failure, or built with the report in hand",
}

VOICES = ("reporter", "anonymous source", "hearsay", "none")
"""Who says it in a report; a voice may go on in words."""

NEEDS = (
    "observable", "population", "event", "lever", "mechanism", "leader", "arm", "setting of the rival",
    "parameter sets",
)  # fmt: skip
"""What a design may wait for."""

TESTED = ("setting", "change", "base", "among", "observe", "scale", "window", "expect", "arms", "pairs", "simulated",
          "seeds", "rival")  # fmt: skip
"""What every primary test says."""

MERGED = {"kindred_news": "learning", "learning_circle": "learning", "learning_conduct": "learning"}
"""Mechanisms that designs were registered with, and the one that has taken their place since."""

NOT_HASHED = frozenset({"voice", "noise", "needs", "decided_by", "exploratory"})
"""What may change without another design: it decides nothing."""

NOT_YET = "what is tested here is not yet the test that decides"
"""Said of the board's test where it is not the one that was designed."""

DECIDES_NOTHING = "no test here decides a claim"
"""Said where no primary test was designed."""

TESTED_KINDS: tuple[Kind, ...] = ("claim", "finding")
"""Kinds of which there is a primary test."""


class Design(Section):
    """One design; the keys are those of the file. `minimum` and `margin` are on `scale`; `window` in months."""

    model_config = ConfigDict(frozen=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9.-]{0,15}$")]
    says: Annotated[Text, Field(min_length=1)]
    source: Text
    provenance: Literal["R", "B", "H", "L", "R/B", "R/H", "B/H"]
    voice: Text
    status: Status
    kind: Kind
    why: Text = ""
    setting: str = ""
    change: Text = ""
    base: Text = ""
    placebo: Text = ""
    among: Text = ""
    observe: Text = ""
    scale: Text = ""
    window: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None
    expect: Expectation | None = None
    minimum: Annotated[float, Field(ge=0)] | None = None
    margin: Annotated[float, Field(ge=0)] | None = None
    rule: Text = ""
    arms: Annotated[int, Field(ge=2, le=100)] | None = None
    pairs: Annotated[int, Field(ge=3, le=10_000)] | None = None
    simulated: Annotated[float, Field(ge=0.001, le=1)] | None = None
    seeds: str = ""
    noise: Text = ""
    through: list[str] = Field(default_factory=list)
    rival: Text = ""
    without: list[str] = Field(default_factory=list)
    secondary: list[Text] = Field(default_factory=list)
    needs: list[Text] = Field(default_factory=list)
    decided_by: Text = ""
    exploratory: Text = ""


class Document(Section):
    """The whole file."""

    rules: dict[str, Text]
    settings: dict[str, Text]
    seeds: dict[str, Annotated[int, Field(ge=0, lt=2**63)]]
    designs: Annotated[list[Design], Field(min_length=1)]


@dataclass(frozen=True)
class Designs:
    """All designs by id, in the order of the file.

    With the rules that hold for all, in words, the words of settings, and the numbers of blocks of seeds.
    """

    by_id: Mapping[str, Design]
    rules: Mapping[str, str]
    settings: Mapping[str, str]
    seeds: Mapping[str, int]

    def hash_of(self, name: str) -> str:
        """Hash (10 hexadecimal digits) of all that decides in the design of that id."""
        design = self.by_id[name]
        said = design.model_dump(exclude=set(NOT_HASHED), exclude_defaults=True)
        said |= {"setting": self.settings.get(design.setting, ""), "seeds": self.seeds.get(design.seeds, 0)}
        said["rules"] = dict(self.rules)
        return _hash(json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")))

    @property
    def hash(self) -> str:
        """Hash (10 hexadecimal digits) of all designs together."""
        return _hash("\n".join(f"{name} {self.hash_of(name)}" for name in sorted(self.by_id)))

    def changed(self, registered: Mapping[str, str]) -> dict[str, str]:
        """What is wrong with designs whose hash is not the registered one, by id: nothing where they say why."""
        wrong = {
            name: "is not registered" if name not in registered else "was changed and does not say why: `exploratory`"
            for name, design in self.by_id.items()
            if registered.get(name) != self.hash_of(name) and not design.exploratory
        }
        return wrong | {name: "was registered and is gone" for name in registered if name not in self.by_id}


@dataclass(frozen=True, slots=True)
class Registered:
    """What the board shows of a design. `decides` says whether the board's own test is the one that was designed."""

    hash: str
    kind: Kind
    status: Status
    decides: bool
    exploratory: str

    @property
    def tested(self) -> bool:
        """Whether there is a primary test of it by design."""
        return self.kind in TESTED_KINDS

    def __str__(self) -> str:
        said = [self.kind, self.status, *([f"exploratory: {self.exploratory}"] if self.exploratory else [])]
        does = "the test here carries it out" if self.decides else NOT_YET if self.tested else DECIDES_NOTHING
        return f"Design {self.hash} ({', '.join(said)}): {does}."


@cache
def the_designs() -> Designs:
    """The designs that come with politburo, one for each claim of the board and for those still to come."""
    return parse(FILE.read_text(encoding="utf-8"), "designs.toml", the_board())


def registered(claim: Claim, *, short: bool = False) -> Registered | None:
    """What is registered for a claim of the board that comes with politburo; nothing for a scholar's own.

    The short form decides no design: it has fewer runs.
    """
    if claim not in the_board():
        return None
    designs = the_designs()
    design = designs.by_id[claim.id]
    decides = bool(design.decided_by) and not short
    return Registered(designs.hash_of(claim.id), design.kind, design.status, decides, design.exploratory)


def parse(text: str, source: str, board: Sequence[Claim], *, seed: int = SEED) -> Designs:
    """The designs that a TOML text says; `source` names it in errors, `seed` is that of the board.

    Raises ClaimError, with lines, for all that is wrong: also for a claim of the board that has no design, and for a
    design of a claim that there is not.
    """
    document, lines = read(text, source, Document, "a file of designs", {"designs": Design})
    claims = {claim.id: claim for claim in board}
    ids = [design.id for design in document.designs]
    wrong = [it for row, design in enumerate(document.designs) for it in _wrong(row, design, document, claims, seed)]
    wrong += [
        (("designs", row, "id"), f"{name} is there more than once; every claim has one design")
        for row, name in enumerate(ids)
        if name in ids[:row]
    ]
    wrong += [((), f"the claim {name} has no design") for name in claims if name not in ids]
    if wrong:
        raise gathered(source, lines, wrong)
    by_id = {design.id: design for design in document.designs}
    return Designs(by_id, document.rules, document.settings, document.seeds)


def _wrong(row: int, design: Design, document: Document, board: Mapping[str, Claim], seed: int) -> Iterator[Wrong]:
    """A place and a sentence for everything in a design that cannot be."""
    at: Location = ("designs", row)
    said = design.id
    known = (*board, *(name for name in NOT_YET_ON_THE_BOARD if name not in board))
    yield from unknown((*at, "id"), said, "claim", [design.id], known)
    if not design.voice.startswith(VOICES):
        yield (*at, "voice"), f"{said}: a voice begins with {', '.join(map(shown, VOICES))}"
    if not design.why and (design.kind != "claim" or design.status == "accommodated"):
        yield at, f"{said} needs `why`: it is no plain claim that was predicted"
    yield from _wrong_test(at, design)
    yield from unknown((*at, "setting"), said, "setting", _named(design.setting), tuple(document.settings))
    yield from unknown((*at, "seeds"), said, "block of seeds", _named(design.seeds), tuple(document.seeds))
    for key in ("through", "without"):
        yield from unknown((*at, key), said, "mechanism", getattr(design, key), (*MECHANISM_NAMES, *MERGED))
    for number, need in enumerate(design.needs):
        if not need.startswith(NEEDS):
            yield (*at, "needs", number), f"{said}: what is needed begins with one of {', '.join(NEEDS)}"
    if design.decided_by:
        yield from _wrong_link((*at, "decided_by"), design, document, board.get(design.id), seed)


def _wrong_test(at: Location, design: Design) -> Iterator[Wrong]:
    """Whether there is one whole primary test where there should be, and none where there should not."""
    there = [key for key in TESTED if getattr(design, key)]
    if design.kind not in TESTED_KINDS:
        if there:
            yield (*at, there[0]), f"{design.id}: {design.kind} has no primary test; take out {shown(there[0])}"
        return
    if missing := [key for key in TESTED if key not in there]:
        yield at, f"{design.id}: its primary test lacks {', '.join(map(shown, missing))}"
    bounds = {"up": "minimum", "down": "minimum", "within": "margin"}
    needed = bounds.get(design.expect or "")
    if design.kind == "claim" and needed is None:
        yield (*at, "expect"), f"{design.id}: a claim expects up, down or within; what is reported is a finding"
    if design.kind == "finding" and needed is not None:
        yield (*at, "expect"), f"{design.id}: a finding expects nothing: 'reported'"
    for key in ("minimum", "margin"):
        if (getattr(design, key) is not None) != (key == needed):
            yield at, f"{design.id}: {shown(design.expect)} {'needs' if key == needed else 'takes no'} `{key}`"
    if design.window and not 0 <= design.window[0] < design.window[1] <= 600:
        yield (*at, "window"), f"{design.id}: the window {design.window[0]} to {design.window[1]} cannot be"


def _wrong_link(at: Location, design: Design, document: Document, claim: Claim | None, seed: int) -> Iterator[Wrong]:
    """Why the test of the board that a design names is not the one that was designed."""
    tests = {} if claim is None else {test.name: test for test in claim.tests}
    if claim is None or design.decided_by not in tests:
        advice = nearest(design.decided_by, tuple(tests)) if tests else "it is not on the board"
        yield at, f"{design.id}: the board has no test {shown(design.decided_by)} of it; {advice}"
        return
    test = tests[design.decided_by]
    pairs = {
        "pairs": (design.pairs, claim.runs),
        "simulated": (design.simulated, test.base.scale),
        "window": (design.window, list(test.watch.window)),
        "expect": (design.expect, test.expect),
        "seeds": (document.seeds.get(design.seeds), seed),
    }
    for key, (designed, has) in pairs.items():
        if designed != has:
            yield at, f"{design.id}: `{key}` is {designed} by design and {has} on the board"


def _named(name: str) -> list[str]:
    return [name] if name else []


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()

"""Designs: what decides each claim, written down before any run with it, with a hash that the board shows.

`designs.toml` says what its keys mean. A design is changed in the open: `registered.toml` of the tests holds the hash
of each, and one that differs must say why it is exploratory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from politburo.ask.claims.claim_file import the_board
from politburo.ask.claims.record import Claim, Expectation, Rival, Test
from politburo.ask.claims.toml_file import Section, Text, Wrong, gathered, read, unknown
from politburo.run.plan import model_sources
from politburo.terms.checks import shown
from politburo.terms.line_numbers import Location
from politburo.terms.mechanisms import MECHANISM_NAMES

FILE = files("politburo.ask.claims") / "designs.toml"

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

NOT_HASHED = frozenset({"voice", "noise", "needs", "deviates", "exploratory"})
"""What may change without another design: it decides nothing."""

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
    deviates: Text = ""
    exploratory: Text = ""


class Frozen(Section):
    """A model that was frozen before fresh seeds were run with it: the hash of its sources, and the block of seeds."""

    model_config = ConfigDict(frozen=True)

    model: Annotated[str, Field(pattern=r"^[0-9a-f]{8,}$")]
    seeds: str
    on: Text


class Document(Section):
    """The whole file."""

    rules: dict[str, Text]
    settings: dict[str, Text]
    seeds: dict[str, Annotated[int, Field(ge=0, lt=2**63)]]
    frozen: list[Frozen] = Field(default_factory=list)
    designs: Annotated[list[Design], Field(min_length=1)]


@dataclass(frozen=True)
class Designs:
    """All designs by id, in the order of the file.

    With the rules that hold for all, in words, the words of settings, the numbers of blocks of seeds, and the models
    that were frozen.
    """

    by_id: Mapping[str, Design]
    rules: Mapping[str, str]
    settings: Mapping[str, str]
    seeds: Mapping[str, int]
    frozen: tuple[Frozen, ...] = ()

    def is_frozen(self, model: str, seed: int) -> bool:
        """Whether a model, by the hash of its sources, was frozen before it was run with a key of chance."""
        return any(one.model == model and self.seeds.get(one.seeds) == seed for one in self.frozen)

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
    """What the board shows of a design, and whether its verdict is `confirmed`: the model frozen, the seeds fresh."""

    hash: str
    kind: Kind
    status: Status
    voice: str
    confirmed: bool
    exploratory: str = ""

    @property
    def tested(self) -> bool:
        """Whether there is a primary test of it by design."""
        return self.kind in TESTED_KINDS

    @property
    def standing(self) -> str:
        """Confirmed or exploratory, and why."""
        if not self.tested:
            return "decides no claim"
        return "confirmed" if self.confirmed else f"exploratory: {self.exploratory or NOT_FROZEN}"

    def __str__(self) -> str:
        return f"Design {self.hash} ({self.kind}, {self.status}; voice: {self.voice}); {self.standing}."


NOT_FROZEN = "the model was not frozen before these seeds were run"
IN_SHORT = "the short form has fewer runs than the design"


@cache
def the_designs() -> Designs:
    """The designs that come with politburo, one for each claim."""
    return parse(FILE.read_text(encoding="utf-8"), "designs.toml", the_board())


@cache
def whole_board() -> tuple[Claim, ...]:
    """The claims that come with politburo, in the order of their designs; what cannot be tested yet has no tests."""
    tested = {claim.id: claim for claim in the_board()}
    return tuple(tested.get(name) or _untested(design) for name, design in the_designs().by_id.items())


def _untested(design: Design) -> Claim:
    missing = "; ".join(design.needs) or design.why
    return Claim(design.id, design.says, design.source, design.provenance, 0, (), missing=missing)


def registered(claim: Claim, *, short: bool = False) -> Registered | None:
    """What is registered for a claim that comes with politburo, on whatever seeds; nothing for a scholar's own."""
    if claim not in (replace(one, seed=claim.seed) for one in whole_board()):
        return None
    designs = the_designs()
    design = designs.by_id[claim.id]
    why = IN_SHORT if short else design.exploratory or design.deviates
    confirmed = bool(claim.tests) and not why and designs.is_frozen(model_sources(), claim.seed)
    return Registered(designs.hash_of(claim.id), design.kind, design.status, design.voice, confirmed, why)


def parse(text: str, source: str, board: Sequence[Claim]) -> Designs:
    """The designs that a TOML text says; `source` names it in errors.

    Raises ClaimError, with lines, for all that is wrong: also for a claim of the board that has no design, or whose
    primary test is not the one designed.
    """
    document, lines = read(text, source, Document, "a file of designs", {"designs": Design})
    claims = {claim.id: claim for claim in board}
    ids = [design.id for design in document.designs]
    wrong = [it for row, design in enumerate(document.designs) for it in _wrong(row, design, document, claims)]
    wrong += [
        (("designs", row, "id"), f"{name} is there more than once; every claim has one design")
        for row, name in enumerate(ids)
        if name in ids[:row]
    ]
    wrong += [((), f"the claim {name} has no design") for name in claims if name not in ids]
    if wrong:
        raise gathered(source, lines, wrong)
    by_id = {design.id: design for design in document.designs}
    return Designs(by_id, document.rules, document.settings, document.seeds, tuple(document.frozen))


def _wrong(row: int, design: Design, document: Document, board: Mapping[str, Claim]) -> Iterator[Wrong]:
    """A place and a sentence for everything in a design that cannot be."""
    at: Location = ("designs", row)
    said = design.id
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
    if design.id in board and design.kind in TESTED_KINDS:
        yield from _wrong_on_the_board(at, design, document, board[design.id])
    if design.kind in TESTED_KINDS and design.id not in board and not design.needs:
        yield at, f"{said} has no test on the board, and does not say what is missing: `needs`"


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


def _wrong_on_the_board(at: Location, design: Design, document: Document, claim: Claim) -> Iterator[Wrong]:
    """Where the test of the board that decides, or the shape that it asks for, is not the one that was designed."""
    if (shape := claim.shape) is not None:
        pairs = {
            "pairs": (design.pairs, claim.runs),
            "simulated": (design.simulated, shape.levels[0].scale),
            "window": (design.window, list(shape.watch.window)),
            "expect": (design.expect, "reported"),
            "seeds": (document.seeds.get(design.seeds), claim.seed),
        }
        yield from _otherwise(at, design.id, pairs)
        return
    test = next(test for test in claim.tests if test.role == "decides")
    without = tuple(dict.fromkeys(MERGED.get(name, name) for name in design.without))
    pairs = {
        "pairs": (design.pairs, claim.runs),
        "simulated": (design.simulated, test.base.scale),
        "window": (design.window, _window_of(claim, test)),
        "expect": (design.expect, test.expect),
        "minimum": (design.minimum or 0.0, float(claim.votes or test.minimum)),
        "seeds": (document.seeds.get(design.seeds), claim.seed),
        "rival": (design.rival.partition(" (")[0], _rival_of(claim).says.partition(" (")[0]),
        "without": (sorted(without), sorted(set(without) & set(_rival_of(claim).off))),
    }
    yield from _otherwise(at, design.id, pairs)


def _otherwise(at: Location, said: str, pairs: Mapping[str, tuple[object, object]]) -> Iterator[Wrong]:
    for key, (designed, has) in pairs.items():
        if designed != has:
            yield at, f"{said}: `{key}` is {designed!r} by design and {has!r} on the board"


def _window_of(claim: Claim, test: Test) -> list[int]:
    """The months in which a test looks, and the one that is taken off it."""
    looked = [test.watch.window, *([claim.test(test.less.test).watch.window] if test.less else [])]
    return [min(first for first, _ in looked), max(last for _, last in looked)]


def _rival_of(claim: Claim) -> Rival:
    """The rival of a claim: that of the tests that decide it, or what stands for it among its tests."""
    stated = (Rival(test.says) for test in claim.tests if test.role == "rival")
    return next((test.rival for test in claim.tests if test.rival is not None), None) or next(stated, Rival(""))


def _named(name: str) -> list[str]:
    return [name] if name else []


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()

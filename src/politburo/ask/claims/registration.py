"""Registering claims of one's own: a hash of all that decides each, and a date, for a public deposit before any run.

A registration is a text, in TOML, that `politburo claims FILE --register` prints. The day is that of the computer's
clock: only a deposit that others keep proves it. What a claim is called in words, whose it is and what is noted of it
decides nothing, and is in no hash; everything else is, so that a claim that was changed has another. So has one that
another version of politburo reads in another way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap
from typing import Any

from politburo.answer import Answer, Column, Provenance, Table
from politburo.ask.claims.record import Claim
from politburo.ask.claims.toml_file import Section, read
from politburo.run.plan import model_sources
from politburo.terms.errors import ClaimError
from politburo.terms.text_files import UnusableFileError, content_of, decoded

IN_WORDS = ("says", "source", "provenance", "note", "missing")
"""What decides nothing."""

MOST_BYTES = 1_000_000

DIGEST = 16
"""Bytes of a hash: so many that nobody finds another claim with the same."""


class Registered(Section):
    """A registration as a file says it: the hash of each claim by its id."""

    date: date
    politburo: str
    model: str
    claims: dict[str, str]


@dataclass(frozen=True, repr=False)
class Registration(Answer):
    """Claims with their hashes, registered on a day."""

    question = "registration"

    claims: tuple[Claim, ...]
    day: date

    @property
    def title(self) -> str:
        """What it is."""
        return "Designs of claims, registered before any run with them"

    @property
    def provenance(self) -> Provenance:
        """Day, version and model."""
        return Provenance(details={"date": self.day.isoformat(), "model": model_sources()})

    @property
    def tables(self) -> tuple[Table, ...]:
        """`registration`: a row for each claim."""
        columns = (
            Column("claim", meaning="id of the claim"),
            Column("hash", meaning="of all that decides the claim"),
            Column("says", meaning="what is claimed"),
        )
        rows = [(claim.id, hash_of(claim), claim.says) for claim in self.claims]
        return (Table("registration", "Hash of each design", columns, rows, keys=("claim",)),)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a hash is of, and what proves the day."""
        return (ABOUT,)

    @property
    def text(self) -> str:
        """The registration as the text that is deposited, and that `--registered` reads."""
        lines = [*wrap(f"{self.title}. {ABOUT}", 80, initial_indent="# ", subsequent_indent="# ")]
        lines += [f"date = {self.day.isoformat()}"]
        lines += [f'politburo = "{version("politburo")}"', f'model = "{model_sources()}"', "", "[claims]"]
        lines += [f'"{claim.id}" = "{hash_of(claim)}"' for claim in self.claims]
        return "\n".join(lines) + "\n"


ABOUT = (
    "A hash is of all that decides a claim: arms, tests, bounds, number of runs and seed. The date is that of a "
    "computer's clock: deposit this text where others keep it, which proves the date."
)


def registration(claims: Sequence[Claim]) -> Registration:
    """The registration of some claims, today."""
    return Registration(tuple(claims), date.today())


def read_registration(path: str | Path) -> Registered:
    """The registration of a file. Raises ClaimError for one that is none."""
    try:
        text = decoded(content_of(Path(path), MOST_BYTES, "registration"))
    except UnusableFileError as error:
        raise ClaimError(f"{path} cannot be read as a registration: {error}.") from None
    return read(text, str(path), Registered, "a registration", {})[0]


def standing(claim: Claim, registered: Registered, *, short: bool = False) -> str:
    """Whether what is run is what was registered, in words."""
    if claim.id not in registered.claims:
        return "not registered"
    if registered.claims[claim.id] != hash_of(claim):
        return f"changed since it was registered on {registered.date}"
    if short:
        return f"in the short form, not as registered on {registered.date}"
    later = "" if registered.model == model_sources() else ", the model changed since"
    return f"as registered on {registered.date}{later}"


def hash_of(claim: Claim) -> str:
    """Hash (32 hexadecimal digits) of all that decides a claim, the files of a country of one's own among it."""
    told = asdict(claim, dict_factory=_what_decides)
    arms = [arm for test in claim.tests for arm in (test.changed, test.base)]
    files = [arm.files for arm in (*arms, *(claim.shape.levels if claim.shape else ())) if arm.files is not None]
    told["countries"] = sorted({one.digest for one in files})
    return hashlib.blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=DIGEST).hexdigest()


def _what_decides(told: list[tuple[str, Any]]) -> dict[str, Any]:
    told = [pair for pair in told if pair != ("shape", None)]  # so that claims without one keep their hash
    return {name: value for name, value in told if name not in (*IN_WORDS, "files")}

"""What files of claims and of designs have in common: how they are read, and how all that is wrong is said at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from politburo.scenario.error_messages import KINDS_OF_VALUE
from politburo.terms.checks import nearest, printable, shown, text_of
from politburo.terms.errors import ClaimError
from politburo.terms.line_numbers import Location, UnreadableError, line_numbers, place

LONGEST_TEXT = 20_000

Text = Annotated[str, AfterValidator(text_of(LONGEST_TEXT, "it may have", lines=True))]
"""A text without control characters, on one line or several."""

Wrong = tuple[Location, str]
"""Where something is wrong, and what."""

Lines = Mapping[Location, int]
"""The line of every place in a file."""


class Section(BaseModel):
    """A table of the file: unknown keys are errors, and nothing is converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True)


Root = TypeVar("Root", bound=Section)


def read(
    text: str, source: str, root: type[Root], what: str, sections: Mapping[str, type[Section]]
) -> tuple[Root, Lines]:
    """What a TOML text says, as `root`, and the line of every place in it.

    `source` names the text in errors, `what` says what it is, and `sections` what the table under each key is. Raises
    ClaimError, with lines, for all that does not fit.
    """
    try:
        lines = line_numbers(text)
        written = tomllib.loads(text)
    except UnreadableError as error:
        raise ClaimError(f"{source} cannot be read: {error}.") from None
    except (ValueError, RecursionError) as error:
        raise ClaimError(f"{source} is not valid TOML: {printable(str(error))}.") from None
    try:
        return root.model_validate(written), lines
    except ValidationError as error:

        def keys_at(location: Location) -> tuple[str, ...]:
            known = [sections[part] for part in location if isinstance(part, str) and part in sections]
            return tuple((known[-1] if known else root).model_fields)

        found = [_found(details, what, keys_at(details["loc"][:-1])) for details in error.errors(include_url=False)]
        raise gathered(source, lines, found) from None


def unknown(at: Location, said: str, what: str, names: Iterable[str], allowed: tuple[str, ...]) -> Iterator[Wrong]:
    """A sentence for every name that is not allowed, with the nearest that is."""
    for name in names:
        if name not in allowed:
            yield at, f"{said}: there is no {what} {shown(name)}; {nearest(name, allowed)}"


def gathered(source: str, lines: Lines, wrong: Iterable[Wrong]) -> ClaimError:
    """One error of everything that is wrong, in the order of lines."""
    told = sorted({(_line(location, lines), sentence) for location, sentence in wrong})
    if len(told) == 1:
        ((line, sentence),) = told
        return ClaimError(f"{source}, line {line}: {sentence}{'' if sentence.endswith('?') else '.'}")
    listed = "".join(f"\n  - line {line}: {sentence}" for line, sentence in told)
    return ClaimError(f"{source} has {len(told)} errors:{listed}")


def _found(details: Any, what: str, keys: tuple[str, ...]) -> Wrong:
    """What the schema finds, as a place and a sentence; `keys` are those that may stand there."""
    location: Location = details["loc"]
    where, outer = place(location), place(location[:-1])
    context, value = details.get("ctx", {}), shown(details["input"])
    match details["type"]:
        case "missing":
            lacks = f"{outer} lacks the key {shown(location[-1])}" if outer else f"{shown(location[-1])} is missing"
            return location[:-1], lacks
        case "extra_forbidden":
            return location, f"{outer or what} has no key {shown(location[-1])}; {nearest(str(location[-1]), keys)}"
        case "greater_than_equal":
            return location, f"{where}: {value} is below {context['ge']:g}, the least that is allowed"
        case "less_than_equal":
            return location, f"{where}: {value} is above {context['le']:g}, the most that is allowed"
        case "literal_error":
            return location, f"{where}: {value} is not allowed; it can be {context['expected']}"
        case "too_short" | "too_long":
            needed = context.get("min_length", context.get("max_length"))
            return location, f"{where}: {context['actual_length']} entries where {needed} are needed"
        case "value_error":
            return location, f"{where}: {context['error']}"
        case kind if kind in KINDS_OF_VALUE:
            return location, f"{where}: {value} is not {KINDS_OF_VALUE[kind]}"
    return location, f"{where}: {printable(details['msg'])}, not {value}"


def _line(location: Location, lines: Lines) -> int:
    """The line of a place, or of the nearest table around it that is written."""
    while location and location not in lines:
        location = location[:-1]
    return lines.get(location, 1)

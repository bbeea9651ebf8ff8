"""New scenario files: a copy, or a what-if of a few lines with every choice explained, ready to be filled in.

In a what-if, lines that explain begin with `# `; lines to use begin with `#` alone, and hold as they are once that is
taken away.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import textwrap
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from politburo.country.reader import slug
from politburo.scenario.months import month_name, number
from politburo.scenario.reader import LIBRARY_NAMES, SUFFIX, library_text, load
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import HOUSEHOLDS, LEVER_DECLARATIONS, LONGEST_TITLE, RUNS, SCALES, SEEDS
from politburo.terms.checks import printable
from politburo.terms.declarations import Declaration, declared
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.events import GENERATIONS, PUBLIC_EVENT_KINDS
from politburo.terms.leaders import LEADERS
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.parameters import Fear, Record
from politburo.terms.words import FORMS

DEFAULT_PARENT = "north-korea"

COUNTRY_SCENARIO = "scenario.toml"

WIDTH = 118
AFTER_TITLE = ": a what-if"
EXAMPLES_OF_MECHANISMS = ("rumour", "anticipation", "coups")
STEPPED, STRAIGHT = "reform_pressure", "markets"
"""The levers that show the two ways to write a course."""


def write_scenario(file: str, *, extends: str | None = None, origin: str | None = None) -> None:
    """Write a what-if that extends one scenario (by default `north-korea`), or a copy of another one, `origin`.

    A file that would be wrong is not left behind. Raises UsageError for a file that is there already or cannot be
    written so, ScenarioError for a scenario that cannot be used, StoreError when the file cannot be written.
    """
    if extends is not None and origin is not None:
        raise UsageError(
            "A new scenario either extends another or is a copy of one: give --extends or --from, not both."
        )
    path = Path(file)
    _possible(path)
    if origin is not None:
        text = _copied(_text_of(origin), origin, file)
    else:
        extends = extends or DEFAULT_PARENT
        text = what_if(load(extends), _as_written(extends, path), file)
    write_new(path, text)
    try:
        load(path)
    except BaseException:
        path.unlink()
        raise


TEMPLATE = Path(str(files("politburo.country"))) / "template"
"""The files of a country to start from, and a scenario in it."""


def write_country(folder: str) -> Path:
    """Write the files of a country, and a scenario in it, into a folder that is not there; the path of the scenario.

    Nothing is left of what cannot be written whole. Raises UsageError for a folder that is there already or cannot be
    made there, StoreError when a file cannot be written.
    """
    path, shown = Path(folder), printable(folder)
    if not path.absolute().parent.is_dir():
        raise UsageError(f"The folder {printable(str(path.parent))} does not exist; make it first.")
    try:
        path.mkdir()
    except FileExistsError:
        raise UsageError(f"{shown} already exists, and is not overwritten; choose another name.") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{shown} cannot be written: {getattr(error, 'strerror', None) or error}.") from None
    try:
        for file in sorted(TEMPLATE.iterdir()):
            text = file.read_text(encoding="utf-8").replace("FOLDER", _typed(folder))
            text = text.replace("NAME", slug(path.absolute().name))
            write_new(path / file.name, text)
        load(path / COUNTRY_SCENARIO)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    return path / COUNTRY_SCENARIO


def _possible(path: Path) -> None:
    """Raise UsageError for a name that no new scenario file can have."""
    shown = printable(str(path))
    if path.suffix != SUFFIX:
        raise UsageError(f"{shown} cannot be the name of a scenario file: it must end in {SUFFIX}.")
    if os.path.lexists(path):
        raise UsageError(f"{shown} already exists, and is not overwritten; choose another name.")
    if not path.parent.is_dir():
        raise UsageError(f"The folder {printable(str(path.parent))} does not exist; make it first.")


def _text_of(name_or_file: str) -> str:
    """The text of a scenario that can be used, as it is written."""
    load(name_or_file)
    if name_or_file in LIBRARY_NAMES:
        return library_text(name_or_file)
    return Path(name_or_file).read_text(encoding="utf-8-sig")


def _as_written(extends: str, path: Path) -> str:
    """How a new file names its parent: by its name in the library, or by its path from the folder of the new file."""
    if extends in LIBRARY_NAMES:
        return extends
    folder, parent = path.parent.resolve(), Path(extends).resolve()
    if not parent.is_relative_to(folder):
        raise UsageError(
            f"{printable(extends)} cannot be extended from {printable(str(path))}: "
            "a scenario extends files in its own folder or below."
        )
    return parent.relative_to(folder).as_posix()


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there; of one that cannot be written whole, nothing is left.

    Raises UsageError when it is there after all, StoreError when it cannot be written.
    """
    shown = printable(str(path))
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise UsageError(f"{shown} already exists, and is not overwritten; choose another name.") from None
    except OSError as error:
        raise StoreError(f"{shown} cannot be written: {error.strerror}.") from None
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise StoreError(f"{shown} cannot be written: {error.strerror}; nothing is left of it.") from None


def what_if(parent: Scenario, extends: str, file: str) -> str:
    """The text of a file named `file` that extends `parent`, which is written `extends` there."""
    return "\n".join(_what_if(parent, extends, file)) + "\n"


def _copied(text: str, origin: str, file: str) -> str:
    """The text of a scenario as the text of a file of one's own, with a line that says what it was."""
    return f"# A copy of {_typed(origin)}. Make your changes, then: politburo check {_typed(file)}\n\n{text}"


def _what_if(parent: Scenario, extends: str, file: str) -> Iterator[str]:
    yield from _said(
        f"A what-if: the same as {printable(extends)}, except for what this file says. Lines that begin with # and no "
        "space are examples: remove the # to use one. What this file leaves out stays as it is there."
    )
    yield "#"
    mine = _typed(file)
    commands = {
        f"politburo check {mine}": "check this file for errors",
        f"politburo diff {_typed(extends)} {mine}": "show what it changes",
        f"politburo run {mine}": "simulate it",
    }
    width = max(map(len, commands))
    yield from (f"#   {command:<{width}}  {said}" for command, said in commands.items())
    yield "#"
    yield from _said("An editor that knows TOML checks as you type: politburo schema --out politburo.schema.json")
    yield ""
    yield f"extends = {_toml(extends)}"
    yield f"title = {_toml(parent.title[: LONGEST_TITLE - len(AFTER_TITLE)] + AFTER_TITLE)}"
    yield 'description = """\nDescribe here what is different, and why.\n"""'
    yield ""
    yield from _said("Months are written 2012-01 in quotes. Another first or last month:")
    yield f"#start = {_toml(month_name(parent.start))}"
    yield f"#end = {_toml(month_name(parent.end))}"
    yield from _dropped(parent)
    yield from _run(parent)
    yield from _leader(parent)
    yield from _levers(parent)
    yield from _events(parent)
    yield from _mechanisms()
    yield from _parameters()


def _dropped(parent: Scenario) -> Iterator[str]:
    if parent.events:
        yield ""
        yield from _said("Dated events that are left out here, by their labels:")
        yield f"#drop_events = {_toml([parent.events[-1].label])}"


def _run(parent: Scenario) -> Iterator[str]:
    yield from ("", "[run]")
    yield f"#seed = {parent.seed} # seed of chance: {SEEDS[0]} to {SEEDS[1]}"
    yield f"#runs = {parent.runs} # replications: {RUNS[0]} to {RUNS[1]}"
    yield f"#scale = {parent.scale} # share of lower ranks and households that is simulated: {SCALES[0]} to {SCALES[1]}"
    yield from _said(f"Households that are simulated, whatever the scale: {HOUSEHOLDS[0]} to {HOUSEHOLDS[1]}.")
    yield f"#households = {parent.plan.households}"


def _leader(parent: Scenario) -> Iterator[str]:
    yield from ("", "[leader]")
    yield from _said("One logic of rule, or one after another, each from its month on:")
    for kind in LEADERS:
        yield from _said(f"{kind.name}: {kind.meaning}", indent="  ")
    logic, first = parent.logics[-1], month_name(parent.start)
    yield f"#logic = [{{ from = {_toml(first)}, value = {_toml(logic)} }}]"
    yield from _said(
        "The levers that the leader chooses himself, where his logic can; the others have the values below:"
    )
    yield f"#chooses = {_toml(list(parent.chooses))}"
    yield from _said(
        "Of these, the levers that he chooses only before a month; from then on they have the values below:"
    )
    yield f"#holds = {{ market_tolerance = {_toml(month_name(parent.end))} }}"


def _levers(parent: Scenario) -> Iterator[str]:
    yield from ("", "[levers]")
    yield from _said(
        "One value; or steps, each of which holds until the next; or straight lines between points. The values here "
        "are those of the last month. A lever that is given here loses its earlier steps, but dated events still "
        "change it."
    )
    first, middle = parent.start, (parent.start + parent.end + 1) // 2
    for name, declaration in LEVER_DECLARATIONS.items():
        value = float(getattr(parent.levers[-1], name))
        course = _toml(value)
        if name in (STEPPED, STRAIGHT) and middle > first:
            ends = (declaration.low, (declaration.low + declaration.high) / 2)
            points = ", ".join(
                f"{{ from = {_toml(month_name(month))}, value = {_toml(float(end))} }}"
                for month, end in zip((first, middle), ends, strict=True)
            )
            course = f"[{points}]" if name == STEPPED else f"{{ linear = [{points}] }}"
        yield from _example(name, course, declaration)


def _events(parent: Scenario) -> Iterator[str]:
    yield ""
    yield from _said(
        "Dated public events. One acts from its month, or from the next one if it falls after the 15th. One with the "
        "label of an event of the parent takes its place. Besides what its kind does, an event may change any levers. "
        "Kinds:"
    )
    for kind in PUBLIC_EVENT_KINDS:
        yield from _said(f"{kind.name}: {kind.meaning}", indent="  ")
    day = f"{month_name((parent.start + parent.end) // 2)}-10"
    yield from ("#[[events]]", f"#date = {_toml(day)}", '#kind = "campaign"', '#label = "an example"')
    yield from ("#value = 0.6", "#months = 3", "#levers = { surveillance = 0.8 }")
    plan = parent.plan
    yield ""
    yield from _said(
        "Of whom a purge is ordered: of an organ, a rank, a province, a generation (of the predecessor or of the "
        "leader), of an age in years, or of those who are all that; and in which form, if not as severe as each case "
        "would be:"
    )
    for what in ("organ", "rank", "province"):
        yield from _said(f"{what}s: {', '.join(entry.name for entry in getattr(plan, f'{what}s'))}", indent="  ")
    yield from _said(f"forms: {', '.join(FORMS)}", indent="  ")
    yield from ("#[[events]]", f"#date = {_toml(day)}", '#kind = "purge ordered"', '#label = "an ordered purge"')
    meant = f"organ = {_toml(plan.organs[-1].name)}, generation = {_toml(GENERATIONS[0])}, age_from = 50.0"
    yield from ("#value = 0.2", f"#order = {{ {meant}, form = {_toml(FORMS[2])} }}")


def _mechanisms() -> Iterator[str]:
    yield from ("", "[mechanisms]")
    yield from _said(f"Rules that are switched off; `politburo show NAME --all` lists all {len(MECHANISMS)}.")
    for mechanism in MECHANISMS:
        if mechanism.name in EXAMPLES_OF_MECHANISMS:
            yield f"#{mechanism.name} = false # {mechanism.meaning}"


def _parameters() -> Iterator[str]:
    for section, group, name in (("parameters.fear", Fear, "horizon"), ("record", Record, "delay_days")):
        yield from ("", f"[{section}]")
        yield from _said(
            "The simulated reports: what outsiders learn; nothing here changes what happens."
            if section == "record"
            else "Strengths of the rules, by the phase of the month that they act in; `politburo show NAME --all` "
            "lists all of them with units, ranges and sources."
        )
        for key, declaration, default in declared(group):
            if key == name:
                yield from _example(key, _toml(default), declaration)


def _example(name: str, value: str, declaration: Declaration) -> Iterator[str]:
    """A line to use, with unit and range behind it, or above it where that makes it too long."""
    unit = "" if declaration.unit == "1" else f"{declaration.unit}, "
    said = f"{declaration.meaning}; {unit}{number(declaration.low)} to {number(declaration.high)}"
    line = f"#{name} = {value}"
    if len(line) + len(said) + 3 <= WIDTH:
        yield f"{line} # {said}"
    else:
        yield from _said(said)
        yield line


def _said(text: str, indent: str = "") -> list[str]:
    """Comment lines."""
    return [f"# {line}" for line in textwrap.wrap(indent + text, WIDTH, subsequent_indent=2 * indent)]


def _typed(name: str) -> str:
    """A name as one types it in a command, on one line whatever it holds."""
    return printable(shlex.quote(name))


def _toml(value: Any) -> str:
    """A value as TOML; JSON spells texts, numbers and lists alike."""
    return json.dumps(value, ensure_ascii=False)

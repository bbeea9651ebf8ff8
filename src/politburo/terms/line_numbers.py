"""The line in which every key of a TOML text stands.

The reader of the standard library does not tell, so the text is walked once more. What is walked over may be broken
in any way: the walk then ends there, and the reader says what is wrong. It comes before the reader, whose time and
stack grow fast with the depth of a text: a text nested deeper than any scenario needs to be is refused here, and so is
a whole number that Python does not read.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from contextlib import suppress
from typing import NoReturn

from politburo.terms.checks import printable

Location = tuple[str | int, ...]
"""Keys and positions in lists that lead to a value, such as ("events", 2, "label")."""

DEEPEST = 16
"""Keys and lists inside one another that a scenario file may have; it needs five."""

BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
SPACE = re.compile(r"[ \t]*+")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]++")
ON_ONE_LINE = re.compile(r'"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*+\'')
ON_MANY_LINES = re.compile(
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*+"{3,5}|\'\'\'(?:\'{0,2}[^\'])*+\'{3,5}', re.DOTALL
)  # without (?!…) in it, which Python 3.11.2 does not match in a repeat that gives nothing back
PLAIN_VALUE = re.compile(r"[^\s,\[\]{}#=][^,\[\]{}#\n]*+")
SIMPLE_LINE = re.compile(
    r"""([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+(?:"[^"\\\n]*+"|[^\s,\[\]{}#="'][^,\[\]{}#\n]{0,99}+)(?=[ \t]*+(?:#|\n|\Z))"""
)
"""What most lines are: a key and a short value, both of the plainest kind. It saves much of the time."""

MOST_DIGITS = 4300
"""Digits of a whole number that Python reads unless it is asked to read more."""


class UnreadableError(ValueError):
    """A text that may be TOML but is not read: it is nested too deep, or a number is too long; `line` says where."""

    def __init__(self, line: int, why: str, key: str | None = None) -> None:
        super().__init__(f"line {line}, {key}, {why}" if key else f"line {line} {why}")
        self.line = line
        self.key = key


class _BrokenError(Exception):
    """The text is no TOML from here on."""


def place(location: Location) -> str:
    """Where in the file, in words: `levers.surveillance, entry 2, value`."""
    words = ""
    for previous, part in zip((None, *location), location, strict=False):
        if isinstance(part, int):
            words += f", entry {part + 1}"
        else:
            words += (", " if isinstance(previous, int) else ".") + printable(part) if words else printable(part)
    return words


def line_numbers(text: str) -> dict[Location, int]:
    """The line, counted from 1, of every key, table and entry of a list. Raises UnreadableError."""
    walk = _Walk(text)
    with suppress(_BrokenError):
        walk.document()
    return walk.lines


class _Walk:
    """A position in a text, and what has been met so far; `entries` counts the tables of each list of tables."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.position = 0
        self.lines: dict[Location, int] = {}
        self.entries: dict[Location, int] = {}
        self.newlines = [found.start() for found in re.finditer("\n", self.text)]

    def document(self) -> None:
        """Walk over the whole text, header by header and key by key."""
        table: Location = ()
        while self.skip(BLANK) < len(self.text):
            if self.text.startswith("[", self.position):
                table = self.header()
            elif found := SIMPLE_LINE.match(self.text, self.position):
                self.note((*table, found[1]), self.position)
                self.position = found.end()
            else:
                self.key_and_value(table)

    def header(self) -> Location:
        """A line `[table]` or `[[list of tables]]`; its location."""
        begin = self.position
        is_list = self.text.startswith("[[", begin)
        self.position += 1 + is_list
        *outer, last = self.keys(())
        location: Location = ()
        for key in outer:
            location = self.latest((*location, key))
            self.note(location, begin)
        location = (*location, last)
        self.note(location, begin)
        if is_list:
            self.entries[location] = self.entries.get(location, 0) + 1
        location = self.latest(location)
        self.note(location, begin)
        self.expect("]]" if is_list else "]")
        return location

    def latest(self, location: Location) -> Location:
        """The latest table of a list of tables, where the location is one."""
        count = self.entries.get(location)
        return location if count is None else (*location, count - 1)

    def key_and_value(self, table: Location) -> None:
        """A line `key = value`, in a table or inside braces."""
        begin = self.position
        location = table
        for key in self.keys(table):
            location = (*location, key)
            self.note(location, begin)
        self.expect("=")
        self.value(location)

    def keys(self, table: Location) -> list[str]:
        """A key, in several parts where it has dots."""
        found: list[str] = []
        while True:
            self.skip(SPACE)
            found.append(self.one_key())
            if len(table) + len(found) > DEEPEST:
                self.refuse_depth()
            self.skip(SPACE)
            if not self.text.startswith(".", self.position):
                return found
            self.position += 1

    def one_key(self) -> str:
        quoted = self.take(ON_ONE_LINE)
        if quoted is None:
            bare = self.take(BARE_KEY)
            if bare is None:
                raise _BrokenError
            return bare
        try:
            return tomllib.loads(f"key = {quoted}")["key"]
        except ValueError:
            raise _BrokenError from None

    def value(self, location: Location) -> None:
        """A value of any kind; the keys and entries inside it are noted."""
        if len(location) > DEEPEST:
            self.refuse_depth()
        self.skip(SPACE)
        begin = self.position
        if self.text.startswith("[", self.position):
            self.entries_of_list(location)
        elif self.text.startswith("{", self.position):
            self.keys_in_braces(location)
        elif all(self.take(pattern) is None for pattern in (ON_MANY_LINES, ON_ONE_LINE, PLAIN_VALUE)):
            raise _BrokenError
        elif self.position - begin > MOST_DIGITS:
            digits = re.sub("[+_-]", "", self.text[begin : self.position].strip())
            if digits.isdecimal() and len(digits) > MOST_DIGITS:
                why = f"is a whole number of {len(digits)} digits; {MOST_DIGITS} is the most that can be read"
                raise UnreadableError(self.line_at(begin), why, place(location))

    def entries_of_list(self, location: Location) -> None:
        self.position += 1
        count = 0
        while self.skip(BLANK) < len(self.text) and self.text[self.position] != "]":
            self.note((*location, count), self.position)
            self.value((*location, count))
            count += 1
            self.skip(BLANK)
            if not self.text.startswith(",", self.position):
                break
            self.position += 1
        self.expect("]")

    def keys_in_braces(self, location: Location) -> None:
        self.position += 1
        while self.skip(BLANK) < len(self.text) and self.text[self.position] != "}":
            self.key_and_value(location)
            self.skip(BLANK)
            if not self.text.startswith(",", self.position):
                break
            self.position += 1
        self.expect("}")

    def refuse_depth(self) -> NoReturn:
        raise UnreadableError(self.line_at(self.position), f"is nested more than {DEEPEST} deep")

    def note(self, location: Location, position: int) -> None:
        self.lines.setdefault(location, self.line_at(position))

    def line_at(self, position: int) -> int:
        return bisect_left(self.newlines, position) + 1

    def skip(self, pattern: re.Pattern[str]) -> int:
        """Go behind what the pattern finds here, which may be nothing; the new position."""
        found = pattern.match(self.text, self.position)
        self.position = found.end() if found else self.position
        return self.position

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """What the pattern finds here, or None; the position is behind it."""
        found = pattern.match(self.text, self.position)
        if found is None:
            return None
        self.position = found.end()
        return found.group()

    def expect(self, sign: str) -> None:
        self.skip(SPACE)
        if not self.text.startswith(sign, self.position):
            raise _BrokenError
        self.position += len(sign)

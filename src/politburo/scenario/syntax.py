"""The text of a file as keys and values, with the lines they stand in; or why it is no TOML."""

from __future__ import annotations

import re
import tomllib

from politburo.scenario.checks import printable
from politburo.scenario.extends import Written
from politburo.scenario.places import TooDeepError, places
from politburo.scenario.sentences import unusable


def written(text: str, source: str) -> Written:
    """What a text says; `source` is its file's name. Raises ScenarioError."""
    if not text.strip():
        raise unusable(source, "is empty; a scenario needs at least title, country, start and end, or extends")
    try:
        lines = places(text)
        return Written(source, tomllib.loads(text), lines)
    except TooDeepError as error:
        raise unusable(source, f"cannot be read: {error}", error.line) from None
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(source, str(error)) from None
    except ValueError:
        raise _not_toml(source, "a whole number has more digits than can be read") from None
    except RecursionError:
        raise unusable(source, "cannot be read: it is nested too deep") from None


def _not_toml(source: str, reason: str) -> Exception:
    line = re.search(r"at line (\d+)", reason)
    return unusable(source, f"is not valid TOML: {printable(reason)}", int(line.group(1)) if line else None)

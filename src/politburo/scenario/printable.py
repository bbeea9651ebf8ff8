"""Text of unknown origin made fit for a terminal: what would steer it is written out instead."""

from __future__ import annotations

import unicodedata

STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that show nothing themselves: control and format characters, surrogates, line separators."""


def printable(text: str, *, keep: str = "") -> str:
    r"""The text with characters that show nothing escaped as TOML escapes them (`\u001b`), but for those in `keep`."""
    return "".join(
        _escaped(character) if unicodedata.category(character) in STEERING and character not in keep else character
        for character in text
    )


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

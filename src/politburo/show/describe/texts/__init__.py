"""The parts of the model page that are written by hand, one Markdown file each."""

from __future__ import annotations

import re
from importlib.resources import files

from politburo.show.describe.markdown import Part


def text(name: str) -> str:
    """The text of that name."""
    return (files("politburo.show.describe.texts") / f"{name}.md").read_text(encoding="utf-8").strip()


def parts(name: str) -> tuple[Part, ...]:
    """The parts of a text that has a heading (`# …`) over each of them."""
    pieces = re.split(r"^# (.+)$", text(name), flags=re.MULTILINE)[1:]
    return tuple(Part(title, (body.strip(),)) for title, body in zip(pieces[::2], pieces[1::2], strict=True))

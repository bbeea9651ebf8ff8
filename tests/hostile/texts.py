"""Texts that try to be more than text: markup, scripts, addresses, expressions, formulas, and what steers a terminal.

Beside each stands a plain one of the same length, so that what is made of both has the same structure.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser

import tomli_w

from politburo.scenario import Scenario, adapt, load, parse, to_toml

EVIL = (
    "<script>stolen=1</script>",
    '"><img src=x onerror=a()>',
    "'><svg onload=stolen=1>",
    "</style><b>",
    "</script><script>a()//",
    "]]></desc><script>a()//",
    "--><iframe src=//x.y>",
    "javascript:stolen=1",
    "[x](javascript:a())",
    "![x](http://x.y/z.png)",
    "<http://x.y>",
    "http://x.y/z?a=1&b=2",
    "' + stolen + '",
    '"; stolen = 1; "',
    "datum.x + stolen(1)",
    '{"signal": "stolen"}',
    "{{7*7}} {% x %} ${x}",
    "`x` | **y** | ~~z~~ | $a$",
    "&lt;script&gt;&#x3c;",
    "\\u003cscript\\u003e \\",
    "[bold red]x[/] :smile:",
    "=HYPERLINK(1)",
    "# x",
    "- x",
    "1. x",
    "%s %d {0} {x}",
    "<!-- x",
    "<x y='z' onclick=\"a()\">",
    "😀 é",
)
"""Each short enough for a label, on one line."""

STEERING = ("\x1b[31mx", "\x1b]0;x\x07", "\x9b2J", "\u202ex", "\u2066x", "x\ry", "x\x08y", "\x00", "\u2028x", "\x7f")
"""Refused in every text of a file: they would colour, clear or turn what is printed."""


PLAIN = tuple(f"{re.sub(r'[^a-z ]', 'x', text)[:-1]}{chr(ord('a') + place % 26)}" for place, text in enumerate(EVIL))
"""The same of letters and blanks alone, which nobody could take for more than text."""


def scenario(texts: Sequence[str] = EVIL) -> Scenario:
    """A small scenario, all of whose texts are these."""
    said = tomllib.loads(to_toml(adapt(load("example"), until="2001-03", scale=0.02, runs=2)))
    marks = [
        {"date": f"2000-{1 + place % 12:02}-{1 + place // 12:02}", "kind": "mark", "label": label}
        for place, label in enumerate(texts)
    ]
    named = {"name": " ".join(texts)[:200], "title": " ".join(reversed(texts))[:200]}
    return parse(tomli_w.dumps(said | named | {"description": "\n\n".join(texts), "events": marks}), "texts.toml")


class _Structure(HTMLParser):
    """Counts elements with the names of their attributes, and remembers what could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.dangerous: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[f"{tag} {' '.join(sorted(name for name, _ in attrs))}".strip()] += 1
        for name, value in attrs:
            leads = re.match(r"\s*(javascript|data|vbscript|https?|//)", value or "", re.IGNORECASE)
            if name.startswith("on") or (name in ("href", "src", "action", "formaction", "xlink:href") and leads):
                self.dangerous.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.found[f"/{tag}"] += 1

    def handle_comment(self, data: str) -> None:
        self.found["comment"] += 1

    def unknown_decl(self, data: str) -> None:
        self.found["declaration"] += 1


def structure(page: str) -> tuple[Counter[str], list[str]]:
    """The elements of a page, with the names of their attributes, and those that lead somewhere or do something."""
    read = _Structure()
    read.feed(page)
    read.close()
    return read.found, read.dangerous

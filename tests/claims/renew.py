"""Run as a program: decides the short form and the standing form anew and stores them. `python -m tests.claims.renew`

With a name it does one of them alone: `short`, which decides at the defaults, or `standing`, under sets that come with
North Korea, which is to be done where these are others. Do so when verdicts, or sets, are meant to change, and say in
the change why they do.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.claims import short, standing


def main() -> None:
    """Store the verdicts and shares, and say which are other ones than before."""
    asked = sys.argv[1:] or ["short", "standing"]
    with tempfile.TemporaryDirectory() as folder:
        if "short" in asked:
            board = short.short_board(Path(folder))
            _store(short.STORED, short.stored_form(board), short.changes)
            print("stated by a report, and not shown by the simulation:", *short.failing(board), sep="\n  ")
        if "standing" in asked:
            _store(standing.STORED, standing.standing(Path(folder)), standing.changes)


def _store(file: Path, found: dict[str, Any], changes: Any) -> None:
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{file.name}:", *(changes(before, found) or ["nothing changed"]), sep="\n  ")


if __name__ == "__main__":
    main()

"""Run as a program: decides the short form anew and stores its verdicts. `python -m tests.claims.renew`

Do so when verdicts are meant to change, and say in the change why they do.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.claims.short import STORED, changes, failing, short_board, stored_form


def main() -> None:
    """Store the verdicts, and say which are other ones than before."""
    before = json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        board = short_board(Path(folder))
    found = stored_form(board)
    STORED.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(*(changes(before, found) or ["no verdict changed"]), sep="\n")
    print("stated by a report, and not shown by the simulation:", *failing(board), sep="\n  ")


if __name__ == "__main__":
    main()

"""Run as a program: says in the parameter sets that come with politburo that they are sets of the model as it is now.

Sets found under another model are refused. Where the sources changed and no number did (a faster loop, a new key of a
scenario file), they are as good as before: this is the way to say so. It refuses where a golden hash is not that of the
last commit. The board's freeze in ask/claims/designs.toml then needs an entry with the hash that is printed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

from politburo.ask.sets_file import countries_with_sets, file_of
from politburo.run.plan import model_sources
from tests.properties.renew_golden import GOLDEN
from tests.properties.run_bits import bits

SAID = re.compile(r"\bmodel [0-9a-f]{12}\b")


def committed() -> dict[str, object]:
    """The golden hashes of the last commit."""
    told = subprocess.run(
        ["git", "show", f"HEAD:./{GOLDEN.name}"], cwd=GOLDEN.parent, capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)


if __name__ == "__main__":
    if bits() != committed():
        sys.exit("Results are not those of the last commit: sets must be found anew (politburo survey --left).")
    for country in countries_with_sets():
        file = file_of(country)
        text = file.read_text(encoding="utf-8")
        file.write_text(SAID.sub(f"model {model_sources()[:12]}", text), encoding="utf-8")
        print(f"wrote {file}")
    print(f'[[frozen]]: model = "{model_sources()}"')

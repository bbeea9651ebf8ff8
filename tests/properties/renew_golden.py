"""Run as a program: writes anew the hashes that runs of the packaged example are held to.

Do so when results are meant to change, and say in the change why they do.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.properties.run_bits import bits

GOLDEN = Path(__file__).parent / "golden.json"

if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(bits(), indent=2) + "\n", encoding="utf-8")
    print(f"wrote {GOLDEN}")

"""Run as a program: writes anew the numbers of the whole country that thinned countries are held to (some minutes).

Do so when results at scale 1 are meant to change.
"""

from __future__ import annotations

import json

import numpy as np

from tests.properties.scale_ratios import REFERENCE, values_at

RUNS = 24

if __name__ == "__main__":
    values, _ = values_at(1.0, RUNS)
    said = {name: [float(v.mean()), float(v.std(ddof=1) / np.sqrt(RUNS))] for name, v in values.items()}
    REFERENCE.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {REFERENCE}")

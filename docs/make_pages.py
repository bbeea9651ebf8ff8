"""Writes docs/fit.md and the picture of the README from a run of north-korea: `python docs/make_pages.py FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import vl_convert

import politburo as pb
from politburo.ask.fit import fit_page, fit_table, runs_of

REASONS: dict[str, str] = {}
"""Why a target is missed, by the key of its row."""

TUNED = """
## What was set by hand

These defaults were chosen, in a few rounds, so that the simulated reports come near the targets above. The fit is
therefore no evidence for the model. All other parameters were set before and left alone.

- The leader: `govern.elite_weight`, `retaliation_cost`, `competence_cost`, `consolidation_years`, `inertia`. They make
  purges rare in 2012 and frequent from 2013 on.
- Penalties: `judge.rank_severity` and the four `judge.cut_…`, for the mix of forms.
- Reporting: `record.seen_2` and `record.seen_execution`.
- Flight of cadres: `choose.flee_rate`, `flee_fear`, `flee_inland`, `fear.recall`, `fear.recall_memory`.
- Fear: `hear.rumour`, `fear.personal`. Plots: `choose.plot_rate`. The level of loyalty: `believe.base`.
- Departures: `live.exit_rate`, `live.advance`. The effects of kin, `live.exit_watched` and `live.exit_call`, follow
  from the reasons that arrivals give (table defectors), which are not among the targets.
- Turnover: `fill.rotation_1`.
- In the scenario: the predecessor's purge intensity, and the broker's price in 2008 and 2009, for which no quote
  exists.

Executions and purges are counted as outsiders knew them on the day on which the figure was published. Turnover is
counted in the simulated truth, because state media show who holds which top post. The targets end with 2015; what is
simulated for later years was not compared with anything. That no coup was observed is not a target: it bounds the
hazard, no more.
"""

DOCS = Path(__file__).parent


def main(folder: Path) -> None:
    """Write both from the run in `folder`."""
    results = pb.open(folder)
    page = fit_page(fit_table(runs_of(results)), REASONS) + TUNED
    (DOCS / "fit.md").write_text(page, encoding="utf-8")
    svg = (folder / "picture.svg").read_text(encoding="utf-8")
    # Half the size of the run's own picture: small enough for the repository, sharp enough for a page.
    (DOCS / "images" / "north-korea.png").write_bytes(vl_convert.svg_to_png(svg, scale=1.0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Writes docs/fit.md, the pictures in docs/images and what the model page keeps anew: `python docs/make_pages.py`."""

from __future__ import annotations

from pathlib import Path

import vl_convert

import politburo as pb
from politburo.answer import Figure
from politburo.show.describe import beliefs

TUNED = """
## What was set by hand

These defaults were chosen, in a few rounds, so that the simulated reports come near the targets above. The fit is
therefore no evidence for the model. All other parameters were set before and left alone. A survey does not rule this
point out, by the rules that it then had ([Repairs](repairs.md) says how the point was chosen and what else is left).

- The leader: `govern.elite_weight`, `retaliation_cost`, `competence_cost`, `consolidation_years`, `inertia`. They make
  purges rare in 2012 and frequent from 2013 on.
- Penalties: `judge.rank_severity` and the four `judge.cut_…`, for the mix of forms.
- Reporting: `record.seen_2` and `record.seen_execution`.
- Flight of cadres: `choose.flee_rate`, `flee_fear`, `flee_inland`, `fear.recall`, `fear.recall_memory`.
- Fear: `hear.rumour`, `fear.personal`. Plots: `choose.plot_rate`. The level of loyalty: `believe.base`.
- Departures: `live.exit_rate`, and who can pay at which price: `live.broker_base`, `broker_enforcement`,
  `funds_slope`, `kin_pay`, `credit_women`, `credit_men`. The weights of kin and politics, `live.exit_kin`, `exit_fear`
  and `exit_discontent`, follow from the reasons that arrivals give (table defectors).
- Turnover: `fill.moved_out_1`.
- In the scenario: the predecessor's purge intensity, and how far each dated tightening of the border goes. In the
  country: factors of readiness to leave by sex.

Executions and purges are counted as outsiders knew them on the day on which the figure was published. Who left the
list of the top is counted in the simulated truth, because state media show who holds which top post. Accounts that
contradict each other stand apart, and none is taken for the truth. The targets end with 2015; what is simulated for
later years was not compared with anything. That no coup was observed is not a target: it bounds the
hazard, no more.
"""

DOCS = Path(__file__).parent


def main() -> None:
    """Run what they show, unless it is in `runs` already, and write them."""
    results = pb.run("north-korea")
    (DOCS / "fit.md").write_text(pb.fit(results).to_markdown() + TUNED, encoding="utf-8")
    draw(results.plot(), "north-korea")
    draw(pb.compare("north-korea", "no-summit").plot(), "compare-no-summit")
    draw(pb.sweep("leaders-map").plot(), "leaders-map")
    check = pb.leader_check("example", runs=4, scale=0.1, until="2004-12")
    draw(check.plot(), "leader-check")
    (Path(beliefs.__file__).parent / beliefs.KEPT).write_text(beliefs.written(check), encoding="utf-8")


def draw(figure: Figure, name: str) -> None:
    """Write a figure at half the size of a saved one: small enough for the repository, sharp enough for a page."""
    (DOCS / "images" / f"{name}.png").write_bytes(vl_convert.svg_to_png(figure.svg(), scale=1.0))


if __name__ == "__main__":
    main()

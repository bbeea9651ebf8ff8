"""Writes docs/forecasts.md anew: `python docs/make_forecasts.py`; what was run is kept, and found again.

Baselines cost nothing. The simulation is run only with `--simulate`: parameter sets are drawn from the declared ranges
and held to what was public at the end of 2009, those that are left are run in both tracks as of the ends of 2009 to
2014, and everything is scored by what was published of the years to 2015. It can be stopped and goes on where it was.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import vl_convert

from politburo.answer import Figure
from politburo.answer.numbers import numbered, percent
from politburo.ask.intervals import share_interval
from politburo.ask.survey import survey
from politburo.infer.comparison import Judged
from politburo.infer.forecast import plan
from politburo.infer.outlook import Outlook
from politburo.infer.price_baselines import KNOWN
from politburo.infer.score import LEAST, MOST, Score, score
from politburo.infer.simulated import Simulated
from politburo.infer.synthetic import coverage, synthetic
from politburo.run.experiment import ExperimentResults
from politburo.show.cells import parts as parts_of
from politburo.show.markdown import inline, paragraph, table_lines

DOCS = Path(__file__).parent
PAGE = DOCS / "forecasts.md"

DAYS = tuple(f"{year}-12-31" for year in range(2009, 2015))
UNTIL, STRETCH = "2015-12", 0.2

MARK = "<!-- From here on written by docs/make_forecasts.py. -->"


def main() -> None:
    """Run what is asked for, unless it is kept already, and write the page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--simulate", action="store_true", help="run the simulation, and not the baselines alone")
    asked.add_argument("--drawn", type=int, default=256, help="parameter sets that are drawn and held to the record")
    asked.add_argument("--most", type=int, default=4_000, help="sets that are searched beside them, at most")
    asked.add_argument("--sets", type=int, default=64, help="how many that are left are looked for, and run")
    asked.add_argument("--runs", type=int, default=2, help="runs of each")
    asked.add_argument("--out", type=Path, default=Path("runs/rolling-forecasts"), help="folder in which all is kept")
    said = asked.parse_args()
    said.out.mkdir(parents=True, exist_ok=True)
    draws, parts = said.out / "draws.parquet", []
    if said.simulate:
        sets = said.out / "sets-2009.csv"
        held = survey(
            "north-korea", as_of=DAYS[0], sets=said.drawn, left=said.sets, most=said.most, out=said.out / "survey-2009"
        )
        held.save_survivors(sets)
        planned = plan(
            "north-korea", as_of=DAYS, until=UNTIL, among=sets, sets=said.sets, runs=said.runs,
            out=said.out / "forecast",
        )  # fmt: skip
        found = planned.execute()
        bank = Simulated(ExperimentResults(planned.tracks[0].folder, planned.tracks[0].experiment), planned.evidence)
        parts = [f"Sets: {held.sentences[0]}", synthetic_truth(bank, found)]
        draw(found.plot(), "forecasts-simulation")
    else:
        found = plan("north-korea", as_of=DAYS, until=UNTIL, baselines_only=True).execute()
    found.save_draws(draws)
    scored = score(draws, "north-korea")
    if scored.compared:
        draw(scored.plot("skill"), "forecasts-skill")
    draw(scored.plot("pit"), "forecasts-pit")
    before, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{before}{MARK}\n\n{written(found, scored, parts)}", encoding="utf-8")


def written(found: Outlook, scored: Score, parts: list[str]) -> str:
    """What was found, as Markdown."""
    titles = {"forecasters", "skill", "coverage", "tests", "series", "misses"}
    tables = [
        "\n".join([f"### {inline(shown.title)}", "", *table_lines(shown)])
        for table in scored.tables
        if table.name in titles and table.printed
        for shown in parts_of(table)
    ]
    bars = [bar(one, scored) for one in scored.own] if found.simulated else [NOT_RUN]
    pictures = [f"![{name}](images/forecasts-{name}.png)" for name in ("skill", "pit")]
    pictures += ["![forecasts](images/forecasts-simulation.png)"] if found.simulated else []
    said = [one for one in found.sentences if one.startswith("Not a forecast")]
    texts = map(paragraph, (*said, *parts, *scored.sentences, *scored.warnings, *found.warnings))
    return "\n\n".join([*bars, *texts, *pictures, *tables]) + "\n"


NOT_RUN = (
    "**The simulation has not been scored here yet**: what follows are the baselines alone, the first of which stands "
    "in the place of the forecaster that is judged. `python docs/make_forecasts.py --simulate` runs the rest."
)


def bar(own: Judged, scored: Score) -> str:
    """Whether the bars that were set are met by a track."""
    best, inside = scored.best(own), next(one for one in own.coverage() if one.level == 0.9)
    sound = _met(LEAST <= inside.share <= MOST)
    parts = [f"coverage of 90 % intervals within {percent(LEAST)} to {percent(MOST)}: {sound}"]
    if best is not None:
        skill = best.skill
        parts.append(f"skill above zero against the best baseline, its interval too: {_met(skill.low > 0)}")
        parts.append(f"skill of {percent(STRETCH)}: {_met(skill.value >= STRETCH)}")
    return f"**{own.name}**: {'; '.join(parts)}."


def synthetic_truth(bank: Simulated, found: Outlook) -> str:
    """How often intervals held where the truth is one of the sets."""
    made = synthetic(bank, [date.fromisoformat(day) for day in DAYS], found.until)
    held, count = coverage(made, 0.9)
    if not count:
        return "There was no synthetic truth to forecast."
    low, high = share_interval(held, count)
    return (
        f"Synthetic truth: of {numbered(count, 'forecast')} in which a set stood for the country ({KNOWN}), "
        f"the 90 % intervals held {percent(held / count)} [{percent(low)}, {percent(high)}, were they independent]."
    )


def draw(figure: Figure, name: str) -> None:
    """Write a figure at half the size of a saved one."""
    (DOCS / "images" / f"{name}.png").write_bytes(vl_convert.svg_to_png(figure.svg(), scale=1.0))


def _met(yes: bool) -> str:
    return "met" if yes else "**not met**"


if __name__ == "__main__":
    main()

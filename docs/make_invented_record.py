"""Writes docs/invented anew: `python docs/make_invented_record.py`.

The folder holds the invented country `example` with a public record that one simulated run makes, of the whole country,
under a known parameter set: `targets.csv` and `figures.csv` hold what would have been published by the end of January
2007, `later.csv` what followed, `truth.csv` the set. What is published has the errors of the observation model of
`politburo calibrate`. docs/six-commands.md goes from this record to a forecast, and the tests do so too.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

from politburo.ask.claims.robustness import drawn
from politburo.ask.sets_file import write_sets
from politburo.ask.survey import parameters_of
from politburo.ask.survey.rules import rules
from politburo.country.checks import FIT
from politburo.country.figures import Figure, Target
from politburo.infer.calibrate import truth
from politburo.run.experiment import execute
from politburo.scenario import Scenario, load
from politburo.terms.errors import UsageError

FOLDER = Path(__file__).parent / "invented"

COUNTRY = ("country.toml", "posts.csv", "provinces.csv")

KNOWN = date(2007, 1, 31)
"""The last day on which anything of the record was published."""

FIRST, LAST = 2000, 2009
"""Years of the record, and of what followed it."""

YEARLY = {
    "arrivals_per_year": ("persons", 1.25, "arrivals"),
    "elite_arrivals_per_year": ("persons", 1.25, "flights"),
    "cadre_executions_per_year": ("persons", 1.5, "purges"),
}
WHOLE = {
    "cadres_purged_cumulative": ("persons", 1.5, "purges"),
    "top_list_replaced": ("share of persons", 1.15, "purges"),
}
"""Series with their units, tolerances and groups: of each year, and of all years."""

ARRIVALS, TOTAL = "arrivals_per_year", "arrivals_total"
"""The target, and the figure of the same that is forecast."""

LEAST = {"elite_arrivals_per_year": 10, "cadre_executions_per_year": 20}
"""Persons of whom such a record has to tell in all years, so that it tells something."""

SOURCE = "Invented yearbook"

FIGURE_COLUMNS = (
    "series", "period_start", "period_end", "value", "low", "high", "unit", "source_title", "source_url", "source_date",
    "known_from", "reliability", "note", "topic",
)  # fmt: skip
TARGET_COLUMNS = (*FIGURE_COLUMNS[:-1], "kind", "compared_with", "about", "tolerance", "joint", "rivals", "account")


def main() -> None:
    """Make the record, from the first set under which the regime lasts and enough happens, and write it."""
    for name in COUNTRY:
        path = files("politburo.country") / "library" / "example" / name
        (FOLDER / name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("figures.csv", "targets.csv", "later.csv", "truth.csv"):
        (FOLDER / name).unlink(missing_ok=True)
    base = load(FOLDER / "scenario.toml")
    names, number = parameters_of(base), 0
    while not (found := record_of(base, {name: drawn(number)[name] for name in names}, number)):
        number += 1
    known = [one for one in found if one.figure.known_from <= KNOWN]
    later = [one.figure for one in found if one.figure.known_from > KNOWN]
    write("targets.csv", TARGET_COLUMNS, map(target_row, known))
    write("figures.csv", FIGURE_COLUMNS, map(figure_row, totals([one.figure for one in known])))
    write(
        "later.csv",
        FIGURE_COLUMNS,
        map(figure_row, [*totals(later), *(one for one in later if one.series != ARRIVALS)]),
    )
    write_sets(FOLDER / "truth.csv", names, {number: [drawn(number)[name] for name in names]}, "made up")
    print(f"The record is made from the set {number} of the draws across priors.")


def record_of(base: Scenario, known: dict[str, float], number: int) -> tuple[Target, ...]:
    """What would have been published of one run under a set; nothing where the regime falls or little happens."""
    years = range(FIRST, LAST + 1)
    spans = [(series, date(year, 1, 1), date(year, 12, 31), *said) for series, said in YEARLY.items() for year in years]
    spans += [(series, date(FIRST, 1, 1), date(2006, 12, 31), *said) for series, said in WHOLE.items()]
    spans += [("top_list_replaced", date(FIRST, 1, 1), date(LAST, 12, 31), *WHOLE["top_list_replaced"])]
    targets = tuple(
        Target(
            Figure(series, start, end, 1.0, 1.0, 1.0, unit, SOURCE, "", "", end + truth.DELAY, 5, ""),
            FIT, "record: simulated", about, tolerance,
        )
        for series, start, end, unit, tolerance, about in spans
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        results = execute(truth.experiment_of(base, known, targets), Path(folder) / "truth")
        try:
            found = truth.told(results, targets, rules(), number)
        except UsageError:
            return ()
    counted = {series: sum(one.figure.value for one in found if one.figure.series == series) for series in LEAST}
    replaced = max(one.figure.value for one in found if one.figure.series == "top_list_replaced")
    enough = all(counted[series] >= least for series, least in LEAST.items()) and replaced < 1
    return found if len(found) == len(targets) and enough else ()


def totals(figures: Sequence[Figure]) -> list[Figure]:
    """Arrivals of each year as the figure that is forecast."""
    return [replace(one, series=TOTAL) for one in figures if one.series == ARRIVALS]


def figure_row(figure: Figure) -> list[object]:
    """A row of figures.csv."""
    none = figure.unit == "persons" and figure.value < 1  # on the scale of the logarithm none stands for a part of one
    values = 3 * [f"{0 if none else figure.value:.6g}"]
    return [
        figure.series, figure.start, figure.end, *values, figure.unit, figure.source_title, "", "", figure.known_from,
        figure.reliability, "made by a simulated run", "record",
    ]  # fmt: skip


def target_row(target: Target) -> list[object]:
    """A row of targets.csv."""
    of_target = [target.kind, target.compared_with, target.about, target.tolerance, "yes", "", ""]
    return [*figure_row(target.figure)[:-1], *of_target]


def write(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table."""
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([columns, *rows])


if __name__ == "__main__":
    main()

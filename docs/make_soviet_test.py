"""Another country as a test: `python docs/make_soviet_test.py predict`, then `python docs/make_soviet_test.py score`.

The Soviet Union of 1930 to 1941 is simulated under the parameter sets that the record of North Korea does not rule out.
The first step writes what they say of each target of which a simulation has a counterpart into soviet-prediction.csv;
of targets.csv it reads names, periods and units, and no value. That file is to be committed before the second step,
which reads the values and writes into docs/soviet-union.md which of them lie inside. Runs are kept, and found again.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import LEVEL, Column, Row, Table
from politburo.answer.numbers import numbered, percent, percent_range
from politburo.ask.experiment import base_of
from politburo.ask.intervals import share_interval
from politburo.ask.sets_file import ensemble_at, file_of
from politburo.run.experiment import Experiment, Varied, execute
from politburo.run.folder.sealed import checksum
from politburo.scenario.months import calendar_month
from politburo.show.cells import parts as parts_of
from politburo.show.markdown import table_lines
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, KEPT_FORMS, PURGE_FORMS, code

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from politburo.country import Country
    from politburo.month import Outcome
    from politburo.scenario import Scenario

DOCS = Path(__file__).parent
PAGE, PREDICTION = DOCS / "soviet-union.md", DOCS / "soviet-prediction.csv"
COUNTRY, SETS_OF = "soviet-union", "north-korea"
TARGETS = Path(str(files("politburo.country"))) / "library" / COUNTRY / "targets.csv"

MARK = "<!-- From here on written by docs/make_soviet_test.py. -->"

COLUMNS = ("series", "period_start", "period_end", "unit", "counterpart", "median", "low", "high", "sets")
"""Of the file of what is predicted."""

SCALE = 0.03
"""Share of the two lower ranks and of the households that is simulated; the two upper ranks are whole."""

MISSING = -1.0
"""What is kept where the regime fell before the end of a period."""

ARREST = ("imprisonment", "execution")
EXECUTION = ("execution",)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What a simulation has in the place of a target: of whom, what is counted, and whether as a share of all of them.

    `ranks` are the places of ranks from the top. With `cohort` those count alone who were in the first rank on the
    first day. `leave` counts all who are off the list of that rank on the last day, `stay` the others; `deaths` counts
    natural deaths too.
    """

    said: str
    forms: tuple[str, ...] = ()
    organ: str = ""
    ranks: tuple[int, ...] = (0, 1, 2, 3)
    share: bool = False
    cohort: bool = False
    deaths: bool = False
    leave: bool = False
    stay: bool = False


def top(
    said: str, *forms: str, share: bool = False, deaths: bool = False, leave: bool = False, stay: bool = False
) -> Counterpart:
    """Of those who were in the first rank, the Central Committee, on the first day."""
    return Counterpart(said, forms, "", (0,), share, cohort=True, deaths=deaths, leave=leave, stay=stay)


def organ(name: str, said: str, *forms: str, ranks: tuple[int, ...] = (0, 1, 2, 3), share: bool = False) -> Counterpart:
    """Of the posts of an organ."""
    return Counterpart(said, forms, name, ranks, share)


LEADING = (0, 1, 2)
OFF, SHOT = "of the first rank of the first day, those off it", "of the first rank of the first day, those executed"
DISMISSED = "removed, expelled, imprisoned or executed"

COUNTERPARTS: Mapping[str, Counterpart] = {
    "central_committee_1934_arrested_and_shot": top(SHOT, *EXECUTION),
    "central_committee_1934_arrested_and_shot_share": top(f"{SHOT}, share", *EXECUTION, share=True),
    "central_committee_1934_violent_deaths": top(SHOT, *EXECUTION),
    "central_committee_1934_did_not_survive": top(f"{SHOT} or dead in post", *EXECUTION, deaths=True),
    "central_committee_1934_natural_deaths": top("of the first rank of the first day, those dead in post", deaths=True),
    "central_committee_1934_not_reelected": top(OFF, leave=True),
    "central_committee_1934_not_reelected_alternative": top(OFF, leave=True),
    "central_committee_1934_reelected": top("of the first rank of the first day, those still in it", stay=True),
    "central_committee_1934_arrested_by_June_1937": top("of that rank, imprisoned or executed", *ARREST),
    "central_committee_1934_lost_at_June_1937_plenum": top(f"of that rank, {DISMISSED}", *PURGE_FORMS),
    "central_committee_1934_lost_June_to_October_1937": top(f"of that rank, {DISMISSED}", *PURGE_FORMS),
    "army_dismissed_share": organ("military", f"military posts, {DISMISSED}", *PURGE_FORMS, share=True),
    "army_purged_share": organ("military", f"military posts, {DISMISSED}", *PURGE_FORMS, share=True),
    "army_purged_share_older": organ("military", f"military posts, {DISMISSED}", *PURGE_FORMS, share=True),
    "economic_managers_shot_share": organ("industry", "industry, executed", *EXECUTION, share=True),
    "security_officers_arrested": organ("security", "security, imprisoned or executed", *ARREST),
    "security_leading_officers_arrested": organ(
        "security", "security, upper three ranks, imprisoned or executed", *ARREST, ranks=LEADING
    ),
    "security_officers_dismissed": organ("security", f"security, {DISMISSED}", *PURGE_FORMS),
    "security_officers_dismissed_share": organ("security", f"security, {DISMISSED}", *PURGE_FORMS, share=True),
    "security_leading_officers_dismissed": organ(
        "security", f"security, upper three ranks, {DISMISSED}", *PURGE_FORMS, ranks=LEADING
    ),
    "security_leading_officers_dismissed_share": organ(
        "security", f"security, upper three ranks, {DISMISSED}", *PURGE_FORMS, ranks=LEADING, share=True
    ),
    "diplomats_repressed": organ("diplomacy", "diplomacy, imprisoned or executed", *ARREST),
    "diplomats_shot": organ("diplomacy", "diplomacy, executed", *EXECUTION),
    "diplomats_purged_share": organ("diplomacy", f"diplomacy, {DISMISSED}", *PURGE_FORMS, share=True),
}
"""By the series of a target. Of the others a simulation has none: they count members, sentences, ranks of the army."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A target without its value."""

    series: str
    start: date
    end: date
    unit: str

    @property
    def name(self) -> str:
        """What its counterpart is called among the outcomes of a run."""
        return f"{self.series} {self.start} {self.end}"

    @property
    def of(self) -> Counterpart:
        """Its counterpart."""
        return COUNTERPARTS[self.series]


def asked() -> list[Asked]:
    """The targets that have a counterpart: names, periods and units, each once; no value is read."""
    day = date.fromisoformat
    with TARGETS.open(encoding="utf-8", newline="") as file:
        rows = [
            Asked(row["series"], day(row["period_start"]), day(row["period_end"]), row["unit"])
            for row in csv.DictReader(file)
            if row["series"] in COUNTERPARTS
        ]
    return list(dict.fromkeys(rows))


@dataclass(frozen=True, slots=True)
class Values:
    """The counterparts of targets, taken from the simulated truth of a run: archives were opened."""

    targets: tuple[Asked, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called."""
        return tuple(one.name for one in self.targets)

    @property
    def digest(self) -> str:
        """Hash (hex) of how they are taken."""
        return checksum([[one.name, repr(one.of)] for one in self.targets])

    def values(self, outcome: Outcome, scenario: Scenario, country: Country, run: int) -> dict[str, float]:
        """The counterparts in a run; MISSING where the regime fell before the end of the period."""
        end = scenario.end if outcome.ended_month is None else outcome.ended_month - 1
        return {
            one.name: value_of(one, outcome.events, country) if calendar_month(one.end) <= end else MISSING
            for one in self.targets
        }


def value_of(target: Asked, events: Mapping[str, NDArray], country: Country) -> float:
    """The counterpart of a target in the events of a run, in persons or as a share."""
    of = target.of
    posts, weights = country.posts, country.weights[country.posts.circle]
    meant = np.isin(posts.rank, of.ranks)
    if of.organ:
        meant &= posts.organ == country.names.organ.index(of.organ)
    counted = cohort(target, events) if of.cohort else penalised(target, events, meant, weights)
    whole = float(weights[meant].sum())
    if of.stay:
        counted = whole - counted
    return min(counted / whole, 1.0) if of.share else counted


def within(target: Asked, events: Mapping[str, NDArray]) -> NDArray[np.bool_]:
    """Which events happened in the period of a target."""
    order = events["month"].astype(np.int64) * 32 + events["day"]
    first, last = (calendar_month(day) * 32 + day.day for day in (target.start, target.end))
    return (order >= first) & (order <= last)


def penalised(
    target: Asked, events: Mapping[str, NDArray], meant: NDArray[np.bool_], weights: NDArray[np.float64]
) -> float:
    """Persons in posts that are meant who were penalised in some forms, each once, for as many as the post stands."""
    chosen = events["kind"] == EVENT_NAMES.index("penalty")
    chosen &= np.isin(events["form"], [code(FORMS, form) for form in target.of.forms]) & within(target, events)
    agents, persons = events["agent"][chosen], events["person"][chosen]
    there = meant[agents]
    _, first = np.unique(persons[there], return_index=True)
    return float(weights[agents[there][first]].sum())


def cohort(target: Asked, events: Mapping[str, NDArray]) -> float:
    """Of the persons in the first rank on the first day, those of whom what is asked happened until the last."""
    of = target.of
    kinds, forms = events["kind"], [code(FORMS, form) for form in of.forms]
    penalty = kinds == EVENT_NAMES.index("penalty")
    comes = kinds == EVENT_NAMES.index("promotion")
    counts = np.zeros(len(kinds), bool)
    if of.leave or of.stay:
        gone = [EVENT_NAMES.index(name) for name in ("flight", "retirement", "death", "moved down", "dismissed")]
        kept = np.isin(events["form"], [code(FORMS, form) for form in KEPT_FORMS])
        counts = np.isin(kinds, gone) | (penalty & ~kept)
    elif forms:
        counts = penalty & np.isin(events["form"], forms)
    if of.deaths:
        counts |= kinds == EVENT_NAMES.index("death")
    chosen = np.flatnonzero((comes | counts) & (events["rank"] == 0) & within(target, events))
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at in chosen.tolist():
        person = int(events["person"][at])
        first.setdefault(person, at)
        last[person] = at
    return float(sum(not comes[first[person]] and bool(counts[last[person]]) for person in first))


def predict(count: int | None, out: Path) -> None:
    """Step one: simulate, and write the intervals. No value of a target is read."""
    targets, base = tuple(asked()), base_of(COUNTRY, scale=SCALE)
    sets = ensemble_at(file_of(SETS_OF), SETS_OF)
    free = [at for at, name in enumerate(sets.parameters) if name not in sets.held_by(base)]
    points = np.array([[one[at] for at in free] for one in sets.sets[:count]])
    names = tuple(Varied(sets.parameters[at]) for at in free)
    experiment = Experiment(base, names, points, 1, f"sets of {SETS_OF}", Values(targets), own_chances=True)
    results = execute(experiment, out)
    with PREDICTION.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(
            ("series", "period_start", "period_end", "unit", "counterpart", "median", "low", "high", "sets")
        )
        for one in targets:
            values = results.outcomes[one.name].to_numpy(np.float64)
            values = values[values != MISSING]
            ends = np.quantile(values, [0.5, (1 - LEVEL) / 2, (1 + LEVEL) / 2]) if len(values) else 3 * [np.nan]
            numbers = (f"{end:.4g}" for end in ends)
            written.writerow((one.series, one.start, one.end, one.unit, one.of.said, *numbers, len(values)))
    print(f"{len(points)} sets, {numbered(len(sets.held_by(base)), 'parameter')} held by the scenario: {PREDICTION}")


def score() -> None:
    """Step two: read the values, and write into the page which of them lie inside."""
    rows = list(scored())
    held = sum(bool(row[-1]) for row in rows)
    low, high = share_interval(held, len(rows))
    sets = sorted({row["sets"] for row in prediction()})
    sets = sets[0] if len(sets) == 1 else f"{sets[0]} to {sets[-1]}"
    columns = (
        Column("target", meaning="what is published", format="name"),
        Column("period", meaning="of what time"),
        Column("counterpart", meaning="what stands for it in a run"),
        Column("published", "", "the published value", "number"),
        Column("predicted", "", "median over sets", "number", interval=("low", "high")),
        Column("low", "", "5 % of the sets are below", "number"),
        Column("high", "", "5 % of the sets are above", "number"),
        Column("inside", meaning="whether the published value lies inside", format="yes"),
    )
    table = Table("targets", "Targets beside what was predicted", columns, rows)
    said = (
        f"Of {len(rows)} targets {held} lie inside the {percent(LEVEL)} interval over {sets} parameter sets, one run "
        f"each, that was written down before: {percent(held / len(rows))} "
        f"[{percent_range(low, high)}, were they independent, which they are not]."
    )
    before, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    tables = ["\n".join(table_lines(part)) for part in parts_of(table)]
    PAGE.write_text("\n\n".join([before.rstrip(), MARK, said, *tables]) + "\n", encoding="utf-8")
    print(said)


def prediction() -> list[dict[str, str]]:
    """The rows of what was predicted."""
    with PREDICTION.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scored() -> Iterator[Row]:
    """Each published value beside its prediction."""
    with TARGETS.open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    for one in prediction():
        same: Sequence[dict[str, str]] = [
            row for row in published if all(row[key] == one[key] for key in ("series", "period_start", "period_end"))
        ]
        for row in same:
            value, low, high = float(row["value"]), float(one["low"]), float(one["high"])
            period = f"{row['period_start']} to {row['period_end']}"
            yield (
                row["series"],
                period,
                one["counterpart"],
                value,
                float(one["median"]),
                low,
                high,
                low <= value <= high,
            )


def main() -> None:
    """Do the step that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("predict", "score"))
    parser.add_argument("--sets", type=int, help="the first so many sets; all of them unless said")
    parser.add_argument("--out", type=Path, default=Path("runs/soviet-test"), help="folder in which runs are kept")
    said = parser.parse_args()
    if said.step == "predict":
        predict(said.sets, said.out)
    else:
        score()


if __name__ == "__main__":
    main()

"""One synthetic household followed through the months of one run: want, fear, trust, talk, and who left.

The run is done again for it, as for a cadre. A household has a number; there is no name, and nobody real behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Answer, Column, Provenance, Row, Table
from politburo.answer.numbers import count, figures, listed, month_in_words, numbered
from politburo.ask.life.sentences import INVENTED, TESTIMONY
from politburo.run.replay import OnProgress, check_run, replay
from politburo.scenario import month_name
from politburo.terms.errors import UsageError
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import SEXES

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.country import Country
    from politburo.month.now import Now

FELT = ("income", "hardship", "cash", "belief", "grievance", "confidence", "fear", "talk", "kin_abroad")
"""What is kept of a household, as columns of month.state.Homes are called."""

MONTHS = (
    Column("month", format="month"),
    Column("income", "subsistence", "income of the month", "number"),
    Column("income_of_province", "subsistence", "mean income in the province", "number", "province's\nmean income"),
    Column("hardship", "share", "hardship, 0 to 1", "number"),
    Column("cash", "USD", "savings", "number", "savings"),
    Column("grievance", "share", "grievance, 0 to 1", "number"),
    Column("belief", "share", "belief in the system, 0 to 1", "number"),
    Column("confidence", "share", "confidence in stability, 0 to 1", "number"),
    Column("fear", "share", "fear of punishment, 0 to 1", "number"),
    Column("talk", "share", "openness in talk about politics, 0 to 1", "number"),
    Column("kin_abroad", "share", "kin abroad, 0 to 1", "number", "kin\nabroad"),
    Column("left", "persons", "persons for whom the household stands who left", "count"),
    Column("kin_left", "persons", "persons who left households of kin", "count", "kin\nwho left"),
)
MOST_TOLD = 6
"""Months of leaving that are named one by one, at most."""


@dataclass(frozen=True, eq=False, repr=False)
class HouseholdLife(Answer):
    """A household through the months of a run, as it comes out when it is done again.

    `columns` have an entry for each month: its number, what FELT names, the mean income of the province, and how many
    left the household and its kin. `sex` and `age` are those of its person of working age at the start; the household
    stands for `weight` people.
    """

    question = "life"

    results: Results = field(repr=False)
    run: int
    household: int
    province: str
    sex: str
    age: float
    weight: float
    columns: dict[str, NDArray]

    @property
    def title(self) -> str:
        """Which household is followed, in which run."""
        return f"Life of household {self.household} in run {self.run} of {self.results.title}"

    @property
    def provenance(self) -> Provenance:
        """That of the results, with the number of the run."""
        return replace(self.results.provenance, runs=None, details={"run": str(self.run)})

    @property
    def folder(self) -> Path:
        """The folder of its own within that of the results; it need not exist."""
        return self.results.folder / "lives" / f"household-{self.household}-run-{self.run}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """The life in a paragraph, that it is invented, and where real testimony is."""
        testimony = TESTIMONY.get(self.results.scenario.country, "")
        return " ".join(_told(self)), f"{INVENTED} {testimony}".strip()

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        """`months` (all of them) and `notable_months`: each January, the first and the last."""
        rows = list(_months(self))
        shown = self.columns["month"] % 12 == 0
        shown[[0, -1]] = True
        some = [rows[at] for at in np.flatnonzero(shown)]
        title = "Each January, the first and the last month"
        return (
            Table("months", "All months", MONTHS, rows, keys=("month",), bulk=True),
            Table("notable_months", title, MONTHS, some, keys=("month",)),
        )


class HouseholdWatch:
    """Looks at one household after each month of a run: give it to `replay` as `on_month`."""

    def __init__(self, country: Country, household: int) -> None:
        self.rows: list[dict[str, Any]] = []
        self._household = household
        # Those who leave these households are kin abroad for this one.
        self._kin = np.flatnonzero((country.households.kin == household).any(axis=1))
        self._first_event = 0

    def __call__(self, now: Now) -> None:
        """Look at the month that has just ended."""
        kinds, agents, persons = (now.log.column(name, self._first_event) for name in ("kind", "agent", "persons"))
        left = kinds == EVENT_NAMES.index("departure")
        homes = now.state.homes
        self.rows.append(
            {"month": now.month}
            | {name: float(getattr(homes, name)[self._household]) for name in FELT}
            | {"left": int(persons[left & (agents == self._household)].sum())}
            | {"kin_left": int(persons[left & np.isin(agents, self._kin)].sum())}
        )
        self._first_event = len(now.log)


def follow_household(
    results: Results, household: int, *, run: int = 0, progress: OnProgress | None = None
) -> HouseholdLife:
    """Do a run of `results` again and follow one household through it.

    Raises UsageError for a run or household that there is not; StoreError when the run is not finished, or does not
    come out again as it is stored.
    """
    from politburo.country import build

    store, scenario = results.store, results.scenario_of(run)
    check_run(store, scenario.runs, run)
    country = build(scenario.plan, scenario.scale, scenario.households)
    homes = country.households
    if not 0 <= household < homes.count:
        raise UsageError(
            f"There is no household {household}; the simulated households have the numbers 0 to {homes.count - 1}."
        )
    watch = HouseholdWatch(country, household)
    outcome = replay(store, scenario, country, run, watch, progress)
    whole = {"month", "left", "kin_left"}
    columns = {
        name: np.array([row[name] for row in watch.rows], np.int32 if name in whole else np.float32)
        for name in watch.rows[0]
    }
    province = int(homes.province[household])
    income = outcome.series["income_by_province"][:, province]
    columns["income_of_province"] = income[[row["month"] - scenario.start for row in watch.rows]]
    return HouseholdLife(
        results=results,
        run=run,
        household=household,
        province=country.provinces[province],
        sex=SEXES[homes.sex[household]],
        age=float(homes.age[household]),
        weight=float(homes.weight[household]),
        columns=columns,
    )


def _months(life: HouseholdLife) -> Iterator[Row]:
    columns = {name: values.tolist() for name, values in life.columns.items()}
    columns["month"] = [month_name(month) for month in columns["month"]]
    return zip(*(columns[column.name] for column in MONTHS), strict=True)


def _told(life: HouseholdLife) -> Iterator[str]:
    person = {"women": "a woman", "men": "a man"}[life.sex]
    begin = month_in_words(int(life.columns["month"][0]))
    yield (
        f"Household {life.household} in run {life.run} of {life.results.title} is synthetic: it stands for "
        f"{count(life.weight)} people of {life.province.replace('_', ' ')}. Its person of working age is {person}, "
        f"{life.age:.0f} years old in {begin}."
    )
    income, usual = life.columns["income"], life.columns["income_of_province"]
    poorest = int(np.argmin(income))
    yield (
        f"Income, in subsistence, went from {figures(income[0])} to {figures(income[-1])} (the mean of the province "
        f"from {figures(usual[0])} to {figures(usual[-1])}) and was lowest at {figures(income[poorest])} in "
        f"{_when(life, poorest)}."
    )
    yield f"{_course(life, 'Fear of punishment', 'fear')}, {_course(life, 'grievance', 'grievance')}."
    yield (
        f"{_course(life, 'Belief in the system', 'belief')}, "
        f"{_course(life, 'confidence in its stability', 'confidence')}, "
        f"and {_course(life, 'openness in talk about politics', 'talk')}."
    )
    yield _leaving(life, "left", "Of those for whom it stands")
    yield _leaving(life, "kin_left", "Of the households of its kin")
    last = int(life.columns["month"][-1])
    if last < life.results.scenario.end:
        yield f"The run ended with the fall of the regime in {month_in_words(last)}."


def _course(life: HouseholdLife, what: str, name: str) -> str:
    """From where to where, and the height between where it lies above both."""
    values = life.columns[name]
    most, said = int(np.argmax(values)), f"{what} went from {values[0]:.2f} to {values[-1]:.2f}"
    higher = f"{values[most]:.2f}" not in (f"{values[0]:.2f}", f"{values[-1]:.2f}")
    return f"{said} (at most {values[most]:.2f}, in {_when(life, most)})" if higher else said


def _leaving(life: HouseholdLife, name: str, whose: str) -> str:
    gone = life.columns[name]
    months = np.flatnonzero(gone).tolist()
    if not months:
        return f"{whose} nobody left."
    all_of_them = f"{whose} {numbered(int(gone.sum()), 'person')} left"
    if len(months) > MOST_TOLD:
        return f"{all_of_them}, in {len(months)} months from {_when(life, months[0])} to {_when(life, months[-1])}."
    return f"{all_of_them}: {listed([f'{int(gone[at])} in {_when(life, at)}' for at in months])}."


def _when(life: HouseholdLife, at: int) -> str:
    return month_in_words(int(life.columns["month"][at]))

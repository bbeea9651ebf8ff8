"""Reports: one row for each account that reaches the outside, as plain arrays of equal length; and counts of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.terms.words import FORMS, SEXES, Names, code

if TYPE_CHECKING:
    import pandas as pd

STATE_MEDIA, OTHER = "state media", "other"


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One kind of report: who says it, whether it is true, and what it adds to a count of cases (a correction −1)."""

    name: str
    meaning: str
    source: str
    true: bool
    adds: int


REPORT_KINDS: tuple[ReportKind, ...] = (
    ReportKind("penalty report", "the penalty of a cadre is reported abroad", OTHER, True, 1),
    ReportKind("announcement", "state media announce the penalty of a cadre", STATE_MEDIA, True, 1),
    ReportKind("double report", "another source tells a reported case again and it is counted twice", OTHER, True, 1),
    ReportKind("false report", "a cadre is reported executed who is not", OTHER, False, 1),
    ReportKind("correction", "state media show a cadre who had been reported executed", STATE_MEDIA, True, -1),
    ReportKind("flight disclosed", "the flight of a cadre from a post abroad is disclosed", OTHER, True, 1),
    ReportKind("cadre arrival", "a cadre who fled over the border arrives where arrivals are counted", OTHER, True, 1),
    ReportKind("ordinary arrival", "an ordinary person who left arrives where arrivals are counted", OTHER, True, 1),
)
REPORT_NAMES: tuple[str, ...] = tuple(kind.name for kind in REPORT_KINDS)

ARRIVALS = ("ordinary arrival", "cadre arrival")
PENALTIES = ("penalty report", "announcement", "double report", "false report", "correction")

REPORT_COLUMNS: dict[str, str] = {
    "kind": "kind of report",
    "event": "number of the event in its run; of a false report that which occasioned it (−1: before the run)",
    "event_day": "day of what is reported; of a departure for arrivals",
    "report_day": "day from which the report is known; of the arrival for arrivals",
    "form": "form of the penalty as reported (−1: none)",
    "organ": "organ (−1: an ordinary person)",
    "rank": "rank (−1: an ordinary person)",
    "province": "province of the post or household (−1: unknown)",
    "sex": "sex of ordinary people who arrive (−1: a cadre)",
    "persons": "persons reported; officials alone, without their families",
    "family": "persons of the family who came along with a cadre who fled",
    "named": "whether a penalised cadre is told by name (1) or as one of a number (0)",
    "weight": "reports on the whole country for which this one stands, as in the table of events",
}

Days = NDArray[np.datetime64]
Codes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports in order of their day, as arrays of shape (n,); `REPORT_COLUMNS` says what they mean.

    Kinds, forms and sexes are positions in `REPORT_KINDS` and in the lists of `terms.words`, organs, ranks and
    provinces in those of the country; days are datetime64[D].
    """

    kind: Codes
    event: NDArray[np.int32]
    event_day: Days
    report_day: Days
    form: Codes
    organ: Codes
    rank: Codes
    province: Codes
    sex: Codes
    persons: NDArray[np.int32]
    family: NDArray[np.int32]
    named: Codes
    weight: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def true(self) -> NDArray[np.bool_]:
        """Whether what each row reports is so."""
        return np.array([kind.true for kind in REPORT_KINDS])[self.kind]

    @property
    def adds(self) -> NDArray[np.float64]:
        """What each row adds to a count of persons in the whole country.

        Those it reports, or takes back if it is a correction, as often as its weight says.
        """
        return np.array([kind.adds for kind in REPORT_KINDS])[self.kind] * self.persons * self.weight.astype(np.float64)

    def of(self, *names: str) -> NDArray[np.bool_]:
        """Which rows are of the kinds with these names. Raises ValueError for a name that is no kind."""
        return np.isin(self.kind, [REPORT_NAMES.index(name) for name in names])

    def between(self, first: date, last: date, *, by: str) -> NDArray[np.bool_]:
        """Which rows have the day `by`, event_day or report_day, from `first` to `last`, both included."""
        days = getattr(self, by)
        return (days >= np.datetime64(first, "D")) & (days <= np.datetime64(last, "D"))

    def where(self, chosen: NDArray) -> Reports:
        """The chosen rows: a boolean for each row, or their positions in the order wanted."""
        return Reports(*(getattr(self, column)[chosen] for column in REPORT_COLUMNS))

    def seen_by(self, as_of: date) -> Reports:
        """What was known at the end of the day `as_of`."""
        return self.where(self.report_day <= np.datetime64(as_of, "D"))

    def table(self, names: Names) -> pd.DataFrame:
        """The same as a table in words, with who says it and whether it is true."""
        import pandas as pd

        words = {"kind": REPORT_NAMES, "form": FORMS, "sex": SEXES} | names._asdict()
        columns = {
            name: pd.Categorical.from_codes(getattr(self, name), list(words[name]))
            if name in words
            else getattr(self, name)
            for name in REPORT_COLUMNS
        }
        sources = pd.Categorical([REPORT_KINDS[kind].source for kind in self.kind], [STATE_MEDIA, OTHER])
        return pd.DataFrame(columns | {"true": self.true, "source": sources})


def in_order(parts: Iterable[Reports]) -> Reports:
    """All reports of the parts in the order of their day, those of one day in the order given."""
    given = list(parts)
    joined = Reports(*(np.concatenate([getattr(part, entry.name) for part in given]) for entry in fields(Reports)))
    return joined.where(np.argsort(joined.report_day, kind="stable"))


def penalised(reports: Reports, forms: Sequence[str], first: date, last: date) -> float:
    """Persons reported penalised in one of these forms in the days `first` to `last`, less those who reappeared.

    The count is the one an outsider would make of the reports given: cases told twice are counted twice, and the day
    is that of the penalty, not of its report.
    """
    of_form = np.isin(reports.form, [code(FORMS, form) for form in forms])
    counted = reports.of(*PENALTIES) & of_form & reports.between(first, last, by="event_day")
    return float(reports.adds[counted].sum())


def told_by_name(reports: Reports, forms: Sequence[str], first: date, last: date) -> float:
    """Persons told by name as penalised in one of these forms in the days `first` to `last`, less those who reappeared.

    Who is told by name again is known to be the same person, and is counted once.
    """
    of_form = np.isin(reports.form, [code(FORMS, form) for form in forms])
    cases = reports.of(*PENALTIES) & ~reports.of("double report") & (reports.named == 1)
    return float(reports.adds[cases & of_form & reports.between(first, last, by="event_day")].sum())


def fled_from_abroad(reports: Reports, first: date, last: date, *, families: bool = False) -> float:
    """Cadres whose flight from a post abroad is disclosed, by the day of the flight; with those who came along."""
    counted = reports.of("flight disclosed") & reports.between(first, last, by="event_day")
    along = reports.family * reports.weight.astype(np.float64) if families else np.zeros(len(reports))
    return float((reports.adds + along)[counted].sum())


def arrived(reports: Reports, first: date, last: date, kinds: Sequence[str] = ARRIVALS) -> float:
    """Persons who arrived in the days `first` to `last` over the border, ordinary people and cadres unless told."""
    return float(reports.adds[reports.of(*kinds) & reports.between(first, last, by="report_day")].sum())

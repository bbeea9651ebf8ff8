"""Tally: the series of the month, and a day for each of its events.

Where a cadre stands for several of the whole country he counts for as many: counts, and means over several circles, are
estimates for the whole country at every scale. Attempts at a coup are those on the one regime there is.

Sums run in fixed order in a pass of their own. The day of an event is drawn for the record alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.country import Country
from politburo.country.country import F32, F64, I32, I64, U8, Number
from politburo.month.now import Now, draw_again
from politburo.month.state import AWAY, LYING_LOW, PLOTTING
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import Whole, kernel, part
from politburo.numerics.flags import count_codes
from politburo.numerics.structure import Shared, lent, structure
from politburo.numerics.sums import pairwise, sum_groups, sum_weighted_groups
from politburo.terms.series import ALL_SERIES, OF_CADRES, OF_FORMS, OF_HOUSEHOLDS, Series, grouped, of
from politburo.terms.words import FORMS, STANDINGS

INCOME_BINS, BINS_PER_UNIT = 2048, np.float32(128)
DAYS = np.float32(28)
"""Events fall on the first 28 days, so that every month has them."""

DAY = np.int64(Purpose.DAY)

MEANS = np.bool_(True)

STOOD = (*STANDINGS[1:], "")
"""Rows of posts by standing; the last is of all posts."""

_FELT, _STANDING = of("mean", OF_CADRES), of("standing")
_LIVED, _PERCENTILES = of("mean", OF_HOUSEHOLDS), of("percentile")
_HIT, _PUNISHED, _LEFT, _EVERYWHERE = (of("count", groups) for groups in (OF_CADRES, OF_FORMS, OF_HOUSEHOLDS, ()))
_NUMBERS = of("number")
_OF_CADRES, _OF_HOUSEHOLDS = (*_FELT, *_STANDING, *_HIT), (*_LIVED, *_LEFT)
_OF_ALL = (*_OF_CADRES, *_PUNISHED, *_OF_HOUSEHOLDS, *_PERCENTILES, *_EVERYWHERE, *_NUMBERS)
_AT = {one.name: place for place, one in enumerate(_OF_ALL)}
_NUMBERS_AT = len(_OF_ALL) - len(_NUMBERS)
_READ = {one.name: attrgetter(one.source) for one in ALL_SERIES if one.kind != "standing"}
"""How a series is read from what the month holds."""
_read_numbers = attrgetter(*(one.source for one in _NUMBERS))

_ROWS = np.array([STOOD.index(one.source) for one in _STANDING])
_SHARES = np.array([one.unit == "share" for one in _STANDING])
_PLACES = np.array([one.at for one in _PERCENTILES])


class Tally(Shared):
    """The series of a run as they are counted: tables with a row for each month, and the columns they are read from.

    `whole` (months, series) is of the whole country, the others by circle, by circle and form, and by province. The
    order within each is that of the lists above.
    """

    whole: F32
    by_circle: F32
    by_form: F32
    by_province: F32
    felt: tuple[F32, ...]
    hit: tuple[F32, ...]
    punished: tuple[F32, ...]
    lived: tuple[F32, ...]
    left: tuple[F32, ...]
    everywhere: tuple[F32, ...]
    incomes: tuple[F32, ...]
    sums: F64
    forms: F64
    unsaid: F32
    stood: F64
    bins: I64

    def __new__(cls, now: Now, months: int) -> Tally:
        """Tables of NaN, as long as the run."""

        def table(*shape: int) -> F32:
            return np.full((months, *shape), np.nan, np.float32)

        def columns(series: tuple[Series, ...]) -> tuple[NDArray, ...]:
            return tuple(_READ[one.name](now) for one in series)

        circles, provinces = len(now.country.circle_sizes), len(now.country.provinces)
        parts = {
            "whole": table(len(_OF_ALL)),
            "by_circle": table(len(_OF_CADRES), circles),
            "by_form": table(len(_PUNISHED), circles, len(FORMS)),
            "by_province": table(len(_OF_HOUSEHOLDS), provinces),
            "felt": columns(_FELT),
            "hit": columns(_HIT),
            "punished": columns(_PUNISHED),
            "lived": columns(_LIVED),
            "left": columns(_LEFT),
            "everywhere": columns(_EVERYWHERE),
            "incomes": columns(_PERCENTILES),
            "sums": np.empty(max(circles, provinces)),
            "forms": np.empty(circles * len(FORMS)),
            "unsaid": np.empty(circles, np.float32),
            "stood": np.empty((len(STOOD), circles)),
            "bins": np.empty(INCOME_BINS, np.int64),
        }
        tally = _tables(*[parts[name] for name in _PARTS])
        for name, value in parts.items():
            setattr(tally, name, value)
        return tally

    def latest(self, rows: int, names: Sequence[str]) -> list[float]:
        """The values of series of the whole country in the last of some months."""
        return [float(self.whole[rows - 1, _AT[name]]) for name in names]

    def take_over(self, other: Tally, rows: int) -> None:
        """Copy the first rows of the tables of another run of the same country."""
        for name in ("whole", "by_circle", "by_form", "by_province"):
            getattr(self, name)[:rows] = getattr(other, name)[:rows]

    def series(self, country: Country) -> dict[str, NDArray]:
        """All series of the run by name: the whole country (months,) and by groups; NaN after the regime's end."""
        out: dict[str, NDArray] = {}
        organs_and_ranks = len(country.organs), len(country.ranks)
        groups = {
            OF_CADRES: (_OF_CADRES[0], self.by_circle, organs_and_ranks),
            OF_FORMS: (_PUNISHED[0], self.by_form, (*organs_and_ranks, len(FORMS))),
            OF_HOUSEHOLDS: (_OF_HOUSEHOLDS[0], self.by_province, self.by_province.shape[2:]),
        }
        for one in ALL_SERIES:
            out[one.name] = self.whole[:, _AT[one.name]].copy()
            if one.by:
                first, table, shape = groups[one.by]
                out[grouped(one)] = table[:, _AT[one.name] - _AT[first.name]].reshape(len(table), *shape)
        return out


_PARTS = (
    "whole", "by_circle", "by_form", "by_province", "felt", "hit", "punished", "lived", "left", "everywhere",
    "incomes", "sums", "forms", "unsaid", "stood", "bins",
)  # fmt: skip

_Tally = structure("Tally", _PARTS, Tally)


@kernel
def _tables(
    whole: Any, by_circle: Any, by_form: Any, by_province: Any, felt: Any, hit: Any, punished: Any, lived: Any,
    left: Any, everywhere: Any, incomes: Any, sums: Any, forms: Any, unsaid: Any, stood: Any, bins: Any,
) -> Any:  # fmt: skip
    parts = (
        whole, by_circle, by_form, by_province, felt, hit, punished, lived, left, everywhere, incomes, sums, forms,
        unsaid, stood, bins,
    )  # fmt: skip
    return _Tally(*lent(parts))


def tally(now: Now, tables: Tally, row: int, first_event: int) -> None:
    """Write the month's series into `tables` at `row`, and draw days for the events from `first_event` on."""
    count(now, tables, row, first_event)
    numbers = _read_numbers(now)
    tables.whole[row, _NUMBERS_AT:] = [one.item() if isinstance(one, np.ndarray) else one for one in numbers]


@kernel
def count(now: Now, tables: Tally, row: int, first_event: int) -> None:
    """All of `tally` that is read from arrays."""
    draw_days(now, first_event)
    whole, by_circle, at = tables.whole[row], tables.by_circle[row], np.int64(0)
    count_standing(tables.stood, now.scratch.in_bins, now.posts.blocks, now.posts.circle, now.cadres.standing)
    for s in range(len(tables.felt)):
        tables.sums[:] = 0
        sum_groups(tables.sums, now.posts.blocks, now.posts.circle, tables.felt[s])
        whole[at] = write_cadres(by_circle[at], tables.sums, tables.stood[-1], now.sizes.weights, MEANS)
        at += 1
    for s in range(len(_ROWS)):
        whole[at] = write_cadres(by_circle[at], tables.stood[_ROWS[s]], tables.stood[-1], now.sizes.weights, _SHARES[s])
        at += 1
    for s in range(len(tables.hit)):
        whole[at] = write_cases(by_circle[at], tables.hit[s], tables.sums, now.sizes.weights)
        at += 1
    for s in range(len(tables.punished)):
        whole[at] = write_cases_by_form(tables.by_form[row, s], tables.punished[s], tables.forms, now.sizes.weights)
        at += 1
    at = count_households(now, tables, row, at)
    for s in range(len(tables.everywhere)):
        whole[at] = write_cases(tables.unsaid, tables.everywhere[s], tables.sums, now.sizes.weights)
        at += 1


@part
def draw_days(now: Now, first_event: int) -> None:
    """The day of each event, from the agent it happened to and its kind."""
    log = now.log
    for k in range(first_event, log.count):
        row = log.rows[k]
        row.day = 1 + np.int32(draw_again(now, np.int64(row.agent), DAY, np.int64(row.kind)) * DAYS)


@part
def count_standing(stood: F64, codes: I64, blocks: I32, circle: U8, standing: U8) -> None:
    """Posts by circle: lying low, plotting, away, all; into `stood` (4, circles)."""
    stood[:] = 0
    for b in range(len(blocks) - 1):
        lo, hi = blocks[b], blocks[b + 1]
        count_codes(codes, standing[lo:hi])
        stood[0, circle[lo]] += codes[LYING_LOW]
        stood[1, circle[lo]] += codes[PLOTTING]
        stood[2, circle[lo]] += codes[AWAY]
        stood[3, circle[lo]] += hi - lo


@part
def write_cadres(out: F32, sums: F64, posts: F64, weights: F64, averaged: bool | np.bool_) -> Number:
    """Sums over the cadres of each circle, or means over them, for the whole country; returns that of all circles."""
    everywhere, held_everywhere = 0.0, 0.0
    for c in range(len(out)):
        together, held = sums[c] * weights[c], posts[c] * weights[c]
        everywhere += together
        held_everywhere += held
        out[c] = together / max(held, 1.0) if averaged else together
    return everywhere / held_everywhere if averaged else everywhere


@part
def write_cases(out: Any, cases: F32, values: F64, weights: F64) -> Number:
    """Each case stands for as many as its circle's weight says; returns the cases of all circles."""
    for c in range(len(weights)):
        values[c] = cases[c] * weights[c]
        out[c] = values[c]
    return pairwise(values[: len(weights)])


@part
def write_cases_by_form(out: F32, cases: F32, values: F64, weights: F64) -> Number:
    """The same by form."""
    forms = cases.shape[1]
    for c in range(len(weights)):
        for k in range(forms):
            values[c * forms + k] = cases[c, k] * weights[c]
            out[c, k] = values[c * forms + k]
    return pairwise(values)


@part
def count_households(now: Now, tables: Tally, row: int, at: Whole) -> Whole:
    """Means over the people of each province, those who left, and percentiles of income; returns the next place."""
    whole, by_province, households = tables.whole[row], tables.by_province[row], now.households
    people, sums = now.sizes.people, tables.sums[: len(now.sizes.people)]
    everyone = 0.0
    for here in people:
        everyone += here
    for s in range(len(tables.lived)):
        sums[:] = 0
        everywhere = 0.0
        sum_weighted_groups(sums, households.blocks, households.province, tables.lived[s], households.weight)
        for province in range(len(people)):
            by_province[s, province] = sums[province] / max(people[province], 1e-9)
            everywhere += sums[province]
        whole[at] = everywhere / everyone
        at += 1
    for s in range(len(tables.left)):
        for province in range(len(people)):
            by_province[len(tables.lived) + s, province] = tables.left[s][province]
        whole[at] = pairwise(tables.left[s])
        at += 1
    for s in range(len(tables.incomes)):
        if s == 0:
            count_incomes(tables.bins, now.scratch.leaving, tables.incomes[s])
        whole[at] = percentile(tables.bins, _PLACES[s] * len(households.weight))
        at += 1
    return at


@part
def count_incomes(counts: I64, bins: I32, income: F32) -> None:
    """Households by income: first the bin of each (n,), in a loop that is packed, then how many are in each."""
    counts[:] = 0
    last = np.int32(len(counts) - 1)
    for i in range(len(bins)):
        bins[i] = min(np.int32(income[i] * BINS_PER_UNIT), last)
    for its in bins:
        counts[np.uint32(its)] += 1


@kernel
def percentile(counts: I64, wanted: float) -> Number:
    """Middle of the bin in which so many households have been passed."""
    below = 0
    for k in range(len(counts)):
        below += counts[k]
        if below >= wanted:
            return (k + 0.5) / BINS_PER_UNIT
    return (len(counts) + 0.5) / BINS_PER_UNIT

"""What outsiders see: reports of penalties, disclosures of flights, arrivals.

Reality and record are apart: nothing here changes what happened. Every draw belongs to one event (its post or
household, its month, the purpose), so an event that happens in two scenarios is reported the same way in both,
whatever else differs between them.

- A penalty is reported with a chance by rank and form, after a log-normal delay. State media announce some of those in
  the top rank, almost at once. Another source may tell a case that was not announced again, and it is counted twice.
- False reports: beside each reported execution an associate of the executed, of the same circle and province, is
  reported executed as well with chance f / (1 − f), and reappears after a delay. So of all persons reported executed
  the share f, `false_share` (at most one half), was not, in expectation; accounts told twice do not enter that share.
- Of those in the two top ranks some are told by name, the others as one of a number; whom state media announce is
  always told by name. Single cases that the public knows are thus fewer than the totals that services tell.
- Flights from posts abroad are disclosed or concealed; some of the family come along, and are counted apart. Cadres who
  flee over the border and ordinary people arrive after a transit by a fast or a slow route. People who left before the
  simulation starts are still arriving.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from politburo.numerics.arithmetic import exp, normal
from politburo.numerics.chance import Purpose, uniform
from politburo.numerics.compile import kernel
from politburo.record.reports import REPORT_NAMES, Reports, in_order
from politburo.terms.events import EVENT_NAMES
from politburo.terms.parameters import Record
from politburo.terms.words import FORMS, LAST_RANKED, MINOR_FORMS, SEXES, code

Events = Mapping[str, NDArray]
Key = tuple[int, int]

DAYS_A_MONTH = 365.25 / 12
FIRST, AGAIN, ASSOCIATE, DISCLOSURE = range(4)
"""Channels of a draw that one event needs several times."""

NAMED = FIRST, ASSOCIATE
"""Channels of those who may be told by name: the penalised, and who is falsely reported beside them."""


def record(events: Events, parameters: Record, seed: int, run: int, start: int, as_of: date | None = None) -> Reports:
    """All reports from month `start` on, in which a run begins, on its events; with `as_of`, those known on that day.

    `events` has the columns of terms.events.EVENT_COLUMNS as codes, shape (n,), n ≥ 0, and is left as it is. Who left
    before the run begins and arrives in it is reported too, without an event.
    """
    key = (seed, run)
    events = {**events, "event": np.arange(len(events["month"]), dtype=np.int32)}
    reports = in_order(
        (
            *_of_penalties(_kind(events, "penalty"), parameters, key),
            *_of_flights(_kind(events, "flight"), parameters, key),
            _of_departures(_kind(events, "departure"), parameters, key),
            _of_departures(_earlier(parameters, key, start), parameters, key),
        )
    )
    reports = reports.where(reports.report_day >= np.datetime64(start - 1970 * 12, "M"))
    return reports if as_of is None else reports.seen_by(as_of)


def _of_penalties(cases: Events, p: Record, key: Key) -> tuple[Reports, ...]:
    """Reports of penalties: first accounts and announcements, second accounts, false accounts and their corrections."""
    cases = _where(cases, _draw(key, cases, Purpose.REPORTED) < _chance_of_report(cases, p))
    announced = (cases["rank"] == 0) & (_draw(key, cases, Purpose.ANNOUNCED) < np.float32(p.announced))
    told = _days(cases) + np.where(
        announced, np.timedelta64(round(p.announced_days), "D"), _delay(key, cases, p, FIRST, p.delay_days)
    )
    again = ~announced & (_draw(key, cases, Purpose.REPORT_DOUBLE) < np.float32(p.double_share))
    told_again = told + _delay(key, cases, p, AGAIN, p.delay_days)

    odds = np.float32(p.false_share / (1 - p.false_share))
    falsely = (cases["form"] == code(FORMS, "execution")) & (_draw(key, cases, Purpose.REPORT_FALSE) < odds)
    told_falsely = _days(cases) + _delay(key, cases, p, ASSOCIATE, p.delay_days)
    corrected = told_falsely + _days_late(
        _draw(key, cases, Purpose.REPORT_CORRECTION), p.correction_days, p.delay_spread
    )
    by_name = {channel: _draw(key, cases, Purpose.NAMED, channel) < _chance_of_name(cases, p) for channel in NAMED}
    own, others = by_name[FIRST] | announced, by_name[ASSOCIATE]
    return (
        _rows("penalty report", cases, told, ~announced, named=own),
        _rows("announcement", cases, told, announced, named=own),
        _rows("double report", cases, told_again, again, named=own),
        _rows("false report", cases, told_falsely, falsely, named=others),
        _rows("correction", cases, corrected, falsely, named=others),
    )


def _chance_of_report(cases: Events, p: Record) -> NDArray[np.float32]:
    """Chance of each penalty of ever being reported, by rank and form; above one means surely."""
    by_rank = np.array([p.seen_1, p.seen_2, p.seen_3, p.seen_4], np.float32)
    factors = {form: p.seen_minor if form in MINOR_FORMS else 1.0 for form in FORMS} | {"execution": p.seen_execution}
    by_form = np.array([factors[form] for form in FORMS], np.float32)
    return by_rank[np.minimum(cases["rank"], LAST_RANKED)] * by_form[cases["form"]]


def _chance_of_name(cases: Events, p: Record) -> NDArray[np.float32]:
    """Chance of each reported penalty of being told by name: below the two top ranks nobody is known abroad."""
    return np.array([p.named_1, p.named_2, 0.0], np.float32)[np.minimum(cases["rank"], 2)]


def _of_flights(cases: Events, p: Record, key: Key) -> tuple[Reports, ...]:
    """Flights from posts abroad are disclosed; cadres who fled over the border arrive. Some of either never are."""
    abroad = cases["abroad"] == 1
    chance = np.where(abroad, np.float32(p.flight_seen), np.float32(p.flight_seen_inland))
    seen = _draw(key, cases, Purpose.REPORTED, DISCLOSURE) < chance
    disclosed = _days(cases) + _delay(key, cases, p, DISCLOSURE, p.flight_days)
    arrived = _days(cases) + _transit(key, cases, p, channel=0)
    family = np.floor(np.float32(p.family) + _draw(key, cases, Purpose.FAMILY)).astype(np.int32)
    return (
        _rows("flight disclosed", cases, disclosed, seen & abroad, family=family),
        _rows("cadre arrival", cases, arrived, seen & ~abroad, family=family),
    )


def _of_departures(cases: Events, p: Record, key: Key) -> Reports:
    """Arrivals of ordinary people, each on their own; channel 0 of their draws belongs to cadres."""
    persons = cases["persons"]
    leavers = {
        **_where(cases, np.repeat(np.arange(len(persons)), persons)),
        "persons": np.ones(persons.sum(), np.int32),
    }
    first = np.repeat(np.cumsum(persons) - persons, persons)
    channel = 1 + np.arange(len(first)) - first
    arrives = _draw(key, leavers, Purpose.ARRIVE, channel) < np.float32(p.arrive)
    arrived = _days(leavers) + _transit(key, leavers, p, channel)
    return _rows("ordinary arrival", leavers, arrived, arrives)


def _earlier(p: Record, key: Key, start: int) -> Events:
    """Departures of single persons in the years before the simulation starts, spread evenly over the months."""
    months = start - np.arange(round(12 * p.earlier_years), 0, -1)
    before = np.floor(np.arange(len(months) + 1) * (p.earlier_leavers / 12)).astype(np.int64)
    count = np.diff(before)
    month = np.repeat(months, count)
    agent = np.arange(len(month)) - np.repeat(before[:-1], count)
    who = {"agent": agent, "month": month}
    women = _draw(key, who, Purpose.EARLIER) < np.float32(p.earlier_women)
    sex = np.where(women, code(SEXES, "women"), code(SEXES, "men"))
    day = 1 + np.floor(_draw(key, who, Purpose.DAY) * np.float32(28)).astype(np.int64)
    unknown = np.full(len(month), -1)
    cadre = dict.fromkeys(("form", "organ", "rank", "province"), unknown)
    one = dict.fromkeys(("persons", "weight"), np.ones_like(month))
    return {"event": unknown, **who, "day": day, "sex": sex, **one, **cadre}


def _transit(key: Key, cases: Events, p: Record, channel: ArrayLike) -> NDArray[np.timedelta64]:
    """Days on the way to where arrivals are counted, by the fast or the slow route."""
    fast = _draw(key, cases, Purpose.ROUTE, channel) < np.float32(p.fast)
    median = np.where(fast, p.fast_months, p.slow_months) * DAYS_A_MONTH
    return _days_late(_draw(key, cases, Purpose.TRANSIT, channel), median, p.transit_spread)


def _delay(key: Key, cases: Events, p: Record, channel: int, median: float) -> NDArray[np.timedelta64]:
    return _days_late(_draw(key, cases, Purpose.REPORT_DELAY, channel), median, p.delay_spread)


def _draw(key: Key, cases: Events, purpose: Purpose, channel: ArrayLike = FIRST) -> NDArray[np.float32]:
    """One uniform in [0, 1) for each case, float32[n]: `key` is (seed, run), the rest says what it is for.

    Agents and months of the cases are whole numbers ≥ 0 of shape (n,); so is `channel`, or one number for all.
    """
    out = np.empty(len(cases["agent"]), np.float32)
    channels = np.full(len(out), channel, np.uint32)
    seed, run = map(np.uint32, key)
    agent, month = (cases[name].astype(np.uint32) for name in ("agent", "month"))
    _write_draws(out, seed, run, agent, month, np.uint32(purpose), channels)
    return out


def _days_late(chance: NDArray[np.float32], median: ArrayLike, spread: float) -> NDArray[np.timedelta64]:
    """Log-normal delays in whole days, at least one, for uniforms of shape (n,); `median` in days, one or (n,)."""
    out = np.empty(len(chance), np.float32)
    _write_delays(out, chance, np.full(len(chance), median, np.float32), np.float32(spread))
    return np.maximum(np.rint(out), 1).astype(np.int64).astype("timedelta64[D]")


def _kind(events: Events, name: str) -> Events:
    return _where(events, events["kind"] == EVENT_NAMES.index(name))


def _where(events: Events, chosen: NDArray) -> Events:
    return {name: column[chosen] for name, column in events.items()}


def _days(cases: Events) -> NDArray[np.datetime64]:
    """The day of each event."""
    months = (cases["month"].astype(np.int64) - 1970 * 12).astype("datetime64[M]")
    return months.astype("datetime64[D]") + (cases["day"].astype(np.int64) - 1).astype("timedelta64[D]")


def _rows(
    kind: str,
    cases: Events,
    day: NDArray[np.datetime64],
    chosen: NDArray[np.bool_],
    *,
    family: NDArray[np.int32] | None = None,
    named: NDArray[np.bool_] | None = None,
) -> Reports:
    """One report of this kind on each chosen case, known from `day`; nobody came along or is named unless given."""
    count = np.count_nonzero(chosen)
    codes = {name: cases[name][chosen].astype(np.int8) for name in ("form", "organ", "rank", "province", "sex")}
    return Reports(
        kind=np.full(count, REPORT_NAMES.index(kind), np.int8),
        event=cases["event"][chosen].astype(np.int32),
        event_day=_days(cases)[chosen],
        report_day=day[chosen],
        persons=cases["persons"][chosen].astype(np.int32),
        family=np.zeros(count, np.int32) if family is None else family[chosen],
        named=np.zeros(count, np.int8) if named is None else named[chosen].astype(np.int8),
        weight=cases["weight"][chosen].astype(np.float32),
        **codes,
    )


# Draws and delays use the package's own arithmetic, so that reports have the same bits on every processor; what happens
# with them afterwards in NumPy is comparison, selection and whole numbers.


@kernel
def _write_draws(out, seed, run, agent, month, purpose, channel):
    """Write one uniform in [0, 1) for each case into out, float32[n]; agent, month and channel are uint32[n]."""
    for case in range(out.size):
        out[case] = uniform(seed, run, agent[case], month[case], purpose, channel[case])


@kernel
def _write_delays(out, chance, median, spread):
    """Write log-normal draws with these medians, float32[n], and spread of the logarithm into out, float32[n]."""
    for case in range(out.size):
        out[case] = median[case] * exp(spread * normal(chance[case]))

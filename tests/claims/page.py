"""Writes docs/claims.md: what the paired ensembles found, in figures. `python -m tests.claims.page`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.claims import test_catalyst as catalyst
from tests.claims.ensemble import RUNS, Effect, effect, mean_of, mediated, paired, simulated, total_of
from tests.claims.test_assurance import CANCELLED, EXPECTED, TestC17TheSupportIsAShow, relative, weighing
from tests.claims.test_terror import (
    TestC06FearDrivesFlight,
    TestC08SomeRetireToTrivialPosts,
    among_stayers,
    arms,
    arms_with_random_exposure,
)

PAGE = Path(__file__).parents[2] / "docs" / "claims.md"

HEAD = f"""# What has been tested so far

Eight claims about how such a system works, decided for a stated country and stated parameters: North Korea thinned to
a tenth (C06: three tenths, C11: half), constant levers, two years to settle, then one thing changed in one arm of a
pair with the same seeds; {RUNS} pairs ({catalyst.RUNS} for C11). Minimum effects and numbers of runs were written down
before the runs; after a first pass the time to settle was cut from three years to two and C06 thinned from one half,
to save time. Intervals are of 95 %. The share says how much of an effect is lost when the mechanism named is off;
above 100 % the effect turns round without it. All of it is simulated; nothing here says that the real country works
like this. Where a claim falls short it stays so, and its test is marked as an expected failure with the figures.

| claim | changed → observed | effect [95 %] | minimum | share through a mechanism | verdict |
| --- | --- | --- | --- | --- | --- |
"""

TAIL = """
C15a: the lever enters through anticipation alone, so that its share is 1 by construction (an identity); what is not
coded is the sign, which comes from what the same leader would do with a guarantee. Under a leader who would do the
same, the effect is nothing.

C08 holds for surveillance and not for arbitrariness: at the same number of penalties the share who lie low does not
move when penalties fall whatever the conduct.

C11 holds in the whole, and crossed with the wish to leave (the neighbour's lead). Two finer designs fell short of what
was set down: contact with the outside splits the additional flights about evenly, where six in ten were asked of the
upper half, and the difference between circles that were hit more or less is not told from nothing.
"""


def row(claim: str, what: str, found: Effect, minimum: str, share: str, holds: bool, unit: str = "") -> str:
    """One line of the table."""
    figures = f"{found.mean:+.3g} [{found.low:+.3g}, {found.high:+.3g}]{unit}"
    return f"| {claim} | {what} | {figures} | {minimum} | {share} | {'holds' if holds else '**fails**'} |\n"


def percent(share: float) -> str:
    """A share as words in the table."""
    return f"{100 * share:.0f} %"


def rows() -> Iterator[str]:
    """The lines of the table, in order of the claims."""
    yield from _terror()
    yield from _catalyst()
    yield from _assurance()


def _terror() -> Iterator[str]:
    shown = among_stayers("display", *arms())
    off = among_stayers("display", *arms(off=("preference_falsification",)))
    change = "purge intensity 0.03 → 0.15 a year"
    yield row(
        "C05",
        f"{change} → displayed loyalty of those who stay",
        shown,
        "+0.01",
        f"{percent(mediated(shown, off))} preference falsification",
        shown.low > 0 and shown.mean >= 0.01,
    )
    felt = among_stayers("devotion", *arms())
    off = among_stayers("devotion", *arms(off=("resentment",)))
    yield row(
        "C05",
        f"{change} → private loyalty of those who stay",
        felt,
        "−0.01",
        f"{percent(mediated(felt, off))} resentment of fear",
        felt.high < 0 and felt.mean <= -0.01,
    )
    changed, base = arms_with_random_exposure()
    flights = effect(changed, base, total_of("flights"))
    off = effect(*arms_with_random_exposure(("flight_from_fear",)), total_of("flights"))
    before = float(np.mean([total_of("flights")(one) for one in simulated(base)]))
    yield row(
        "C06",
        f"{change}, exposure at random → flights in three years (from {before:.0f})",
        flights,
        "× 1.3",
        f"{percent(mediated(flights, off))} flight from fear",
        flights.low > 0 and 1 + flights.mean / before >= TestC06FearDrivesFlight.MINIMUM,
    )
    c08 = TestC08SomeRetireToTrivialPosts
    for what, a, b in (
        ("type-blindness 0 → 1, same number of penalties", c08.BLIND, c08.SEEING),
        ("surveillance 0.2 → 0.8", c08.WATCHED, c08.UNWATCHED),
    ):
        low = effect(a, b, mean_of("lying_low"))
        yield row("C08", f"{what} → share lying low", low, "+0.005", "–", low.low > 0 and low.mean >= c08.MINIMUM)
    for what, name, minimum in (
        ("openness toward acquaintances", "openness_acquaintances", "−0.05"),
        ("openness toward close friends", "openness_close", "less"),
        ("visible bribe-taking, rents", "bribes_visible", "−15 %"),
        ("hidden bribe-taking, rents", "bribes_hidden", "a third of that at most"),
    ):
        found = effect(*arms(), mean_of(name))
        before = float(np.mean([mean_of(name)(one) for one in simulated(arms()[1])]))
        yield row("C09", f"{change} → {what} (from {before:.2f})", found, minimum, "–", found.high < 0)


def _catalyst() -> Iterator[str]:
    flights = total_of("flights", last=catalyst.MONTHS)
    whole = effect(catalyst.wave(), catalyst.calm(), flights)
    before = float(np.mean([flights(one) for one in simulated(catalyst.calm())]))
    off = ("flight_from_fear",)
    share = mediated(whole, effect(catalyst.wave(off), catalyst.calm(off), flights))
    yield row(
        "C11",
        f"a wave of three months → flights in {catalyst.MONTHS} months (from {before:.0f})",
        whole,
        "+20 %",
        f"{percent(share)} flight from fear",
        whole.low > 0 and whole.mean / before >= catalyst.MINIMUM_RISE,
    )
    wished = catalyst.wished_before()
    theirs = paired(
        simulated(catalyst.wave()),
        simulated(catalyst.calm()),
        lambda a, b: catalyst.flights_of(a, wished) - catalyst.flights_of(b, wished),
    )
    yield row(
        "C11",
        "the same → additional flights among those with more contact with the outside",
        theirs,
        f"{percent(catalyst.MINIMUM_SHARE)} of all",
        "–",
        theirs.low > 0 and theirs.mean / whole.mean >= catalyst.MINIMUM_SHARE,
    )
    more = catalyst.more_where_it_was_heard()
    yield row(
        "C11",
        "the same → additional flights per 1,000 cadres, circles hit more less the others",
        Effect(1e3 * more.mean, 1e3 * more.low, 1e3 * more.high, more.pairs),
        "above 0",
        "–",
        more.low > 0,
    )


def _assurance() -> Iterator[str]:
    for claim, name, first in (("C15a", "perceived_risk", 3), ("C16", "fear", 1)):
        found, level = relative(weighing(EXPECTED), weighing(), name, first, 6)
        what = f"guarantee expected (credibility 0.6) → {name.replace('_', ' ')} in half a year (from {level:.3f})"
        yield row(claim, what, found, "+10 %", "100 % anticipation", found.low > 0 and found.mean / level >= 0.1)
    level = float(np.mean([total_of("penalties", 0, 6)(one) for one in simulated(weighing())]))
    purges = effect(weighing(EXPECTED), weighing(), total_of("penalties", 0, 6))
    within = purges.low > -0.1 * level and purges.high < 0.1 * level
    yield row("C16", f"the same → penalties in half a year (from {level:.0f})", purges, "within ± 10 %", "–", within)
    peak = effect(weighing(CANCELLED), weighing(), mean_of("fear", 3, 6))
    later = effect(weighing(CANCELLED), weighing(), mean_of("fear", 12, 15))
    what = f"cancelled after half a year → fear half a year later (at its peak {peak.mean:+.3f})"
    yield row("C16", what, later, "a third of the peak at most", "–", later.high < peak.mean / 3)
    c17 = TestC17TheSupportIsAShow()
    shown, felt = c17.stayers("display"), c17.stayers("devotion")
    off = c17.stayers("display", off=("preference_falsification",))
    yield row(
        "C17",
        "guarantee expected → displayed loyalty of those who stay",
        shown,
        "+0.005",
        f"{percent(mediated(shown, off))} preference falsification",
        shown.low > 0 and shown.mean >= 0.005,
    )
    yield row(
        "C17",
        "guarantee expected → private loyalty of those who stay (a hypothesis of ours)",
        felt,
        "−0.002",
        "–",
        felt.high < 0 and felt.mean <= -0.002,
    )


if __name__ == "__main__":
    PAGE.write_text(HEAD + "".join(rows()) + TAIL, encoding="utf-8")

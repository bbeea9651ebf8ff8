"""A test in words: what is simulated in both arms, what is changed, and what is observed among whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from politburo.ask.claims.arms import SHOCKS
from politburo.ask.claims.observables import SERIES, TRAITS, known, statistics_of
from politburo.ask.claims.populations import POPULATIONS
from politburo.ask.claims.record import EXPECTATIONS, PROVENANCES, Arm, Claim, Test
from politburo.scenario.schema import LEVER_DECLARATIONS
from politburo.terms.mechanisms import MECHANISMS

MEANINGS = {entry.name: entry.meaning for entry in MECHANISMS}

STATISTICS = {
    "mean": "mean",
    "total": "sum over the months",
    "highest": "highest month",
    "variation": "standard deviation from month to month",
    "per 1,000": "per 1,000 posts",
    "any": "share of runs in which it happens",
    "spread": "standard deviation",
    "standardised": "mean in standard deviations of the base arm",
    "correlation": "correlation",
    "slope": "slope",
    "share": "share",
    "rate": "a year",
    "count": "number",
}
"""What each statistic is, in words."""

TOLD = ("scenario", "logic", "throughout", "held", "pulses", "parameters", "off", "shock", "chooses")
"""What arms do, each told in words of its own; whatever else differs is told by its name."""

ALIKE = ("country", "start", "settle", "months", "scale", "exposure_at_random")
"""What both arms share, told once."""

Facts = tuple[tuple[str, str], ...]


def design(test: Test) -> Facts:
    """What is done in a test, as (name, words)."""
    changed, base = test.changed, test.base
    facts = [
        ("Changed arm", "; ".join(_own(changed, base)) or "as in the country's own scenario"),
        ("Base arm", "; ".join(_own(base, changed)) or "nothing is changed"),
        ("Observed", _observed(test)),
        ("Country", _country(base)),
        ("Months", _months(test)),
        ("The leader", _leader(base) if _leader(base) == _leader(changed) else f"{_leader(changed)}; {_leader(base)}"),
    ]
    shared = [pair for pair in base.throughout if pair in changed.throughout]
    if shared:
        facts.append(("Levers in both arms", ", ".join(_value(*pair) for pair in shared)))
    if test.less is not None:
        times = "" if test.less.factor == 1 else f"{test.less.factor:g} times "
        facts.append(("Taken off", f"{times}the effect of the test “{test.less.test}”"))
    if test.through:
        facts.append(("Switched off for the share", "; ".join(f"{spaced(n)}: {MEANINGS[n]}" for n in test.through)))
    if test.identity:
        facts.append(("Identity", test.identity))
    return tuple(facts)


def spaced(name: str) -> str:
    """A name of the program as words."""
    return name.replace("_", " ")


def listing() -> str:
    """All that a file of claims can name, for a scholar who writes one."""
    by_statistics: dict[tuple[str, ...], list[str]] = {}
    for name in known():
        by_statistics.setdefault(statistics_of(name), []).append(name)
    lines = ["observe (and the statistics that go with it, the first by default)"]
    for statistics, names in by_statistics.items():
        lines += [f"  {', '.join(statistics)}:", *(f"    {name}{_unit(name)}" for name in names)]
    lines += ["", "among (groups of posts; several together mean those in all of them)"]
    lines += [f"  {name}: {meaning}" for name, (meaning, _) in POPULATIONS.items()]
    lines += ["", "expect", *(f"  {name}: {meaning}" for name, meaning in EXPECTATIONS.items())]
    lines += ["", "provenance", *(f"  {name}: {meaning}" for name, meaning in PROVENANCES.items())]
    lines += ["", "through, off (mechanisms)", *(f"  {name}: {meaning}" for name, meaning in MEANINGS.items())]
    lines += ["", "held, throughout, pulses (levers)"]
    lines += [f"  {name}: {said.meaning}, {said.low:g} to {said.high:g}" for name, said in LEVER_DECLARATIONS.items()]
    lines += ["", "shock", *(f"  {name}: {shock.meaning}" for name, shock in SHOCKS.items())]
    return "\n".join(lines)


def command(claims: tuple[Claim, ...], *, short: bool) -> str:
    """The command that decides the claims again: those of the board by name, others from their file."""
    from politburo.ask.claims.claim_file import the_board

    board = the_board()
    ids = {claim.id for claim in board}
    if not {claim.id for claim in claims} <= ids:
        words = ["politburo claims my-claims.toml"]
    else:
        words = ["politburo claims"]
        words += [f"--only {claim.id}" for claim in claims] if len(claims) < len(board) else []
    return " ".join([*words, "--short"] if short else words)


def _own(arm: Arm, other: Arm) -> Iterator[str]:
    """What an arm does that the other does not."""
    if arm.scenario is not None:
        yield f"the scenario {arm.scenario}"
    if arm.logic != other.logic:
        yield f"under the leader {spaced(arm.logic)}"
    if own := [pair for pair in arm.throughout if pair not in other.throughout]:
        yield ", ".join(_value(*pair) for pair in own) + " throughout"
    if own := [pair for pair in arm.held if pair not in other.held]:
        yield ", ".join(_value(*pair) for pair in own) + " from the change on"
    for pulse in arm.pulses:
        if pulse not in other.pulses:
            yield f"{_value(pulse.lever, pulse.value)} in months {pulse.first + 1} to {pulse.last} after the change"
    if own := [pair for pair in arm.parameters if pair not in other.parameters]:
        yield ", ".join(f"{name} = {value:g}" for name, value in own)
    if own := [name for name in arm.off if name not in other.off]:
        yield f"without {', '.join(map(spaced, own))}"
    if arm.shock is not None and arm.shock != other.shock:
        yield SHOCKS[arm.shock].meaning
    if arm.chooses != other.chooses:
        yield f"the leader chooses {', '.join(map(spaced, arm.chooses)) or 'nothing'}"
    for key in (entry.name for entry in fields(Arm) if entry.name not in (*TOLD, *ALIKE)):
        if (said := getattr(arm, key)) != getattr(other, key):
            yield f"{spaced(key)}: {said}"


def _observed(test: Test) -> str:
    watch = test.watch
    what = f"{watch.observe}{_unit(watch.observe)}, {STATISTICS[watch.statistic]}"
    if watch.beside:
        what += f" with {watch.beside}"
    if watch.among:
        what += f"; among {', and of these '.join(POPULATIONS[name][0] for name in watch.among)}"
    return what


def _unit(name: str) -> str:
    unit = SERIES.get(name, "")
    return f" ({unit})" if unit not in ("", "1") else ""


def _country(arm: Arm) -> str:
    said = arm.country
    if arm.scale < 1:
        said += f", thinned to {100 * arm.scale:g} % of lower ranks and households"
    return said + (", contact with the outside handed to anyone" if arm.exposure_at_random else "")


def _months(test: Test) -> str:
    said = f"{test.base.settle} to settle, then the change, then {test.base.months}"
    if test.watch.observe in TRAITS:
        return f"{said}; observed at the end"
    first, last = test.watch.window
    return f"{said}; observed in months {first + 1} to {last} after the change"


def _leader(arm: Arm) -> str:
    if arm.scenario is not None:
        return "as in the scenario"
    if arm.logic == "scripted":
        return "by script: he chooses nothing"
    return f"{spaced(arm.logic)}; chooses {', '.join(map(spaced, arm.chooses)) or 'nothing'}"


def _value(lever: str, value: float) -> str:
    return f"{spaced(lever)} {value:g}"

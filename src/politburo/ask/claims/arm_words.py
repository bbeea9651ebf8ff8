"""Tests in words: what is done in both arms, what is observed and among whom; and all that a file can name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from politburo.ask.claims.arms import ALTERATIONS
from politburo.ask.claims.changes import PRACTICES, SHOCKS
from politburo.ask.claims.effect_words import spaced
from politburo.ask.claims.followed import POPULATIONS, QUANTITIES
from politburo.ask.claims.observables import COMPOSED, SERIES, in_words, known, statistics_of
from politburo.ask.claims.record import EXPECTATIONS, PROVENANCES, ROLES, SCALES, Arm, Test
from politburo.scenario.schema import LEVER_DECLARATIONS
from politburo.terms.mechanisms import MECHANISMS

Facts = tuple[tuple[str, str], ...]
"""Facts as (name, words)."""

MEANINGS = {entry.name: entry.meaning for entry in MECHANISMS}

STATISTICS = {
    "mean": "mean over the months",
    "last": "in the last month",
    "total": "sum over the months",
    "highest": "highest month",
    "variation": "standard deviation from month to month",
    "any": "share of runs in which it happens",
    "spread": "standard deviation",
    "correlation": "correlation",
    "rank correlation": "correlation of ranks",
    "gains": "95th percentile of what each gains, against the median",
    "median gain": "median of what each gains",
    "share": "share",
    "rate": "a year",
}
"""What each statistic is, in words."""

TOLD = ("scenario", "logic", "throughout", "held", "pulses", "parameters", "off", "shock", "practice", "chooses")
"""What arms do, each told in words of its own; whatever else differs is told by its name."""

ALIKE = ("country", "start", "settle", "months", "scale", "altered", "panel")
"""What both arms share, told once."""


def design(test: Test) -> Facts:
    """What is done in a test, as (name, words)."""
    changed, base = test.changed, test.base
    facts = [
        ("Changed arm", "; ".join(_own(changed, base)) or "as in the country's own scenario"),
        ("Base arm", "; ".join(_own(base, changed)) or "nothing is changed"),
        ("Observed", _observed(test)),
        ("Country", _country(base)),
        ("Scale", SCALES[test.scale]),
        ("Role", f"{test.role}: {ROLES[test.role]}"),
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
    if test.levels:
        facts.append(("Levels between", "; ".join(", ".join(_own(arm, base)) for arm in test.levels)))
    if test.rival is not None:
        rival = test.rival.of(changed)
        facts.append(("Rival", f"{test.rival.says} ({'; '.join(_own(rival, changed))})"))
    if test.identity:
        facts.append(("Identity", test.identity))
    return tuple(facts)


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
    lines += ["  organ NAME, rank NAME: posts of what the country calls so"]
    lines += ["", "scale", *(f"  {name}: {meaning}" for name, meaning in SCALES.items())]
    lines += ["", "role", *(f"  {name}: {meaning}" for name, meaning in ROLES.items())]
    lines += ["", "expect", *(f"  {name}: {meaning}" for name, meaning in EXPECTATIONS.items())]
    lines += ["", "provenance", *(f"  {name}: {meaning}" for name, meaning in PROVENANCES.items())]
    lines += ["", "through, off (mechanisms)", *(f"  {name}: {meaning}" for name, meaning in MEANINGS.items())]
    lines += ["", "held, throughout, pulses (levers)"]
    lines += [f"  {name}: {said.meaning}, {said.low:g} to {said.high:g}" for name, said in LEVER_DECLARATIONS.items()]
    lines += ["", "shock", *(f"  {name}: {shock.meaning}" for name, shock in SHOCKS.items())]
    lines += ["", "practice", *(f"  {name}: {practice.meaning}" for name, practice in PRACTICES.items())]
    lines += ["", "altered", *(f"  {name}: {meaning}" for name, (meaning, _) in ALTERATIONS.items())]
    return "\n".join(lines)


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
    if arm.practice is not None and arm.practice != other.practice:
        yield PRACTICES[arm.practice].meaning
    if own := [name for name in arm.altered if name not in other.altered]:
        yield "; ".join(ALTERATIONS[name][0] for name in own)
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
        what += f"; among {in_words(watch.among)}"
    return what


def _unit(name: str) -> str:
    unit = SERIES.get(name, "")
    if name in COMPOSED:
        return f" ({COMPOSED[name][0]})"
    if name in QUANTITIES and not name.startswith(("cadres.", "homes.")):
        return f" ({QUANTITIES[name].meaning})"
    return f" ({unit})" if unit not in ("", "1") else ""


def _country(arm: Arm) -> str:
    said = arm.country_name
    if arm.scale < 1:
        said += f", thinned to {100 * arm.scale:g} % of lower ranks and households"
    return "; ".join([said, *(ALTERATIONS[name][0] for name in arm.altered)])


def _months(test: Test) -> str:
    said = f"{test.base.settle} to settle, then the change, then {test.base.months}"
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

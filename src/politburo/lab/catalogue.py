"""What can be chosen on the page, from the declarations of the model: levers, events, logics, mechanisms, outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from politburo.ask.compare.quantities import COMPARED
from politburo.ask.ensemble import NOT_RULED_OUT, ensemble_names
from politburo.lab.state import GIVEN, MOST_HOUSEHOLDS, MOST_MONTHS, MOST_RUNS, MOST_SOURCE, SCALES, State, scales_of
from politburo.run.outcomes import Outcome
from politburo.scenario import Scenario, load, month_name, scenario_names
from politburo.scenario.events import EFFECTS
from politburo.scenario.months import spans
from politburo.scenario.schema import ORDER_DECLARATIONS, declaration_of_value
from politburo.show import look
from politburo.terms.declarations import Declaration, declared
from politburo.terms.events import GENERATIONS, PUBLIC_EVENT_KINDS
from politburo.terms.leaders import LEADERS, chosen_by, leader_names
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.series import ALL_SERIES, OF_CADRES, OF_FORMS, OF_HOUSEHOLDS
from politburo.terms.words import FORMS

OF_THE_LEADER = (
    "purge_intensity", "warning", "offence_threshold", "type_blindness", "surveillance", "fragmentation", "campaign",
    "market_tolerance", "rents", "reform_pressure", "loyalty_over_competence", "recall",
)  # fmt: skip
"""Levers that are the leader's; the others say how the world around him is."""

OF_A_MONTH = ("power_lost", "power_gained", "news_from_outside")
"""Levers that say what happens in one month: they are for events, and held for years they would mean nothing."""


def catalogue(given: Scenario | None = None) -> dict[str, Any]:
    """All that can be chosen, as plain data: the same for every scenario."""
    state = State()
    return {
        "scenarios": [{"name": name, "title": load(name).title} for name in scenario_names()]
        + ([{"name": GIVEN, "title": given.title}] if given is not None else []),
        "levers": [
            _number(name, declaration, default) | {"group": "leader" if name in OF_THE_LEADER else "world"}
            for name, declaration, default in declared(Levers)
            if name not in OF_A_MONTH
        ],
        "kinds": [_kind(one.name, one.meaning) for one in PUBLIC_EVENT_KINDS],
        "orders": {
            "generations": list(GENERATIONS),
            "forms": list(FORMS),
            "ages": [ORDER_DECLARATIONS["age_from"].low, ORDER_DECLARATIONS["age_to"].high],
        },
        "logics": _logics(),
        "mechanisms": [
            {"name": one.name, "phase": one.phase, "meaning": one.meaning, "source": one.reference}
            for one in MECHANISMS
        ],
        "outcomes": [_outcome(one) for one in COMPARED],
        "dark": look.DARK,
        "words": sorted(look.WORDS_OF_OTHERS),
        "defaults": state.model_dump(),
        "bounds": {
            "scale": [SCALES[0], SCALES[-1]],
            "runs": [2, MOST_RUNS],
            "households": [100, MOST_HOUSEHOLDS],
            "months": MOST_MONTHS,
            "source": MOST_SOURCE,
        },
    }


def about(scenario: Scenario) -> dict[str, Any]:
    """What the page must know of a base scenario: its months, events, what each lever and the leader do there."""
    months = range(scenario.start, scenario.end + 1)
    return {
        "name": scenario.name,
        "title": " ".join(scenario.title.split()),
        "description": scenario.description.strip(),
        "country": scenario.plan.name,
        "organs": [one.name for one in scenario.plan.organs],
        "ranks": [one.name for one in scenario.plan.ranks],
        "provinces": [one.name for one in scenario.plan.provinces],
        "first": month_name(scenario.start),
        "last": month_name(scenario.end),
        "events": [
            {
                "date": event.day.isoformat(),
                "label": event.label,
                "kind": event.kind,
                "does": event.changes,
                "modelled": event.is_modelled,
            }
            for event in scenario.events
        ],
        "levers": {
            name: [[month_name(span.first), span.value] for span in spans(course, scenario.start)]
            for name, course in _courses(scenario).items()
        },
        "chosen": [[month_name(span.first), list(span.value)] for span in spans(_chosen(scenario, months), months[0])],
        "logics": [[month_name(span.first), span.value] for span in spans(scenario.logics, scenario.start)],
        "off": list(scenario.off),
        "ensembles": [name for name in ensemble_names() if name == f"{NOT_RULED_OUT}:{scenario.country}"],
        "households": scenario.households,
        "scales": scales_of(scenario),
    }


def _courses(scenario: Scenario) -> Mapping[str, list[float]]:
    names = [name for name, _, _ in declared(Levers) if name not in OF_A_MONTH]
    return {name: [getattr(levers, name) for levers in scenario.levers] for name in names}


def _chosen(scenario: Scenario, months: range) -> list[tuple[str, ...]]:
    """The levers that the leader chooses in each month: what the file says of them then has no effect."""
    return [
        tuple(name for name in scenario.chosen_at(month) if name in chosen_by(scenario.logics[month - months.start]))
        for month in months
    ]


def _number(name: str, declaration: Declaration, default: float | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "meaning": declaration.meaning,
        "unit": declaration.unit,
        "low": declaration.low,
        "high": declaration.high,
        "default": default,
        "source": declaration.source,
    }


def _kind(name: str, meaning: str) -> dict[str, Any]:
    effect = EFFECTS[name]
    declaration = declaration_of_value(effect)
    value = None if declaration is None else _number("value", declaration, effect.default)
    return {
        "name": name,
        "meaning": meaning.replace("`", ""),
        "value": value,
        "optional": effect.optional,
        "months": effect.lasts == "months",
        "orders": effect.orders,
    }


def _logics() -> list[dict[str, Any]]:
    own = {one.name: one for one in LEADERS}
    return [
        {
            "name": name,
            "meaning": own[name].meaning if name in own else "",
            "source": own[name].reference if name in own else "",
            "chooses": list(chosen_by(name)),
        }
        for name in leader_names()
    ]


def _outcome(one: Outcome) -> dict[str, Any]:
    return {
        "name": one.name,
        "meaning": _BY_NAME[one.name].meaning if one.name in _BY_NAME else one.meaning.removesuffix(", in all"),
        "unit": one.unit,
        "group": _group(one.name),
    }


_BY_NAME = {one.name: one for one in ALL_SERIES}


def _group(name: str) -> str:
    """Of whom an outcome is: cadres, households, or the leader and his rule."""
    series = _BY_NAME.get(name)
    if name.startswith("income") or (series is not None and series.by == OF_HOUSEHOLDS):
        return "households"
    if series is None or series.by in (OF_CADRES, OF_FORMS) or name in ("plots_found", "plot_hazard"):
        return "cadres"
    return "leader"

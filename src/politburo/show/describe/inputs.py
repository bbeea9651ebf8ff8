"""What a run starts from and is given: countries, the state before the first month, public events, evidence."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from collections.abc import Iterable, Iterator
from types import ModuleType

from politburo.answer.numbers import capitalised
from politburo.ask.countries import tasks
from politburo.country import People, draws, households, plan_of, posts, ties
from politburo.country.checks import FIT
from politburo.country.countries import LIBRARY_NAMES, files_of
from politburo.country.country import I32
from politburo.country.figures import Figure
from politburo.country.plan import CountryPlan
from politburo.month.state import Cadres, Homes, Regime
from politburo.scenario.events import EFFECTS, Effect
from politburo.show.describe.model import variable_table
from politburo.show.markdown import Part, code, from_docstring, number, table, text
from politburo.terms.events import PUBLIC_EVENT_KINDS
from politburo.terms.leaders import CHOOSABLE
from politburo.terms.parameters import Initial
from politburo.terms.variables import variables_of

LASTS = {"onward": "until changed", "month": "one month", "months": "as many months as the event says"}

EVIDENCE = files_of("north-korea").evidence
"""The public figures by which the default values of parameters were set."""

TABLE_MEANINGS: dict[str, str] = {
    "timeline": "dated public events; the events of scenarios have their days from it",
    "structure": "population by province, posts, missions abroad; the country is built from it",
    "livelihoods": "markets, trade, growth, prices, surveys of people who left; the course of markets in scenarios",
    "border": "prices of brokers, to be compared; transit times, controls; the border in scenarios, transit in reports",
    "reporting": "delays and errors of reports; the simulated reports",
    "purges": "officials purged and executed, by year and source; only compared with results",
    "defectors": "arrivals by sex, home province and occupation; only compared with results",
    "targets": "ranges derived from the other tables, with which the simulated reports are compared",
}
"""Table → what is in it and what it is used for."""

BUILDING = (posts, ties, households, draws)
"""Modules of the room country that say how a plan becomes a country."""


def initialisation() -> Part:
    """Initialisation."""
    plans = tuple(_country(plan_of(name)) for name in LIBRARY_NAMES)
    return Part("Initialisation", (text("Initialisation"),), (*plans, _building(), _first_state()))


def _country(plan: CountryPlan) -> Part:
    facts = (
        f"Households: {plan.households:,}. Ties of each post: {plan.close_friends} close friends and "
        f"{plan.acquaintances} acquaintances, of which a share of {number(plan.far_share)} may lead anywhere. "
        f"Ties of kin of each household: {plan.kin}. "
        f"Factor of readiness to leave: women {number(plan.women_exit)}, men {number(plan.men_exit)}."
    )
    tables = (_provinces(plan), _ranks(plan), _organs(plan))
    blocks = (plan.about, facts, *tables, _values_and_sources(plan))
    return Part(f"Country: {plan.title}", blocks)


def _values_and_sources(plan: CountryPlan) -> str:
    """Where the values of a country are from; those of one source together."""
    found: dict[str, list[str]] = {}
    for entry in plan.sources:
        found.setdefault(entry.source, []).append(f"{entry.what}: {entry.key}")
    return table(("source", "of"), ((source.replace("_", " "), "; ".join(what)) for source, what in found.items()))


def _provinces(plan: CountryPlan) -> str:
    rows = (
        (one.name.replace("_", " "), f"{one.women:,}", f"{one.men:,}", number(one.border_access), number(one.markets))
        for one in plan.provinces
    )
    return table(("province", "women", "men", "access to an open border", "spread of markets"), rows)


def _ranks(plan: CountryPlan) -> str:
    shared = [
        sum(one.posts for one in plan.postings if one.rank == r and one.place is None) for r in range(len(plan.ranks))
    ]
    rows = (
        (one.name, f"{count:,}", number(round(spread / count, 3)), *map(number, (one.rent, one.age, one.tie, one.arms)),
         "yes" if one.top else "")
        for one, count, spread in zip(plan.ranks, _sizes(plan).sum(axis=0).tolist(), shared, strict=True)
    )  # fmt: skip
    columns = ("rank", "posts at scale 1", "share in all provinces, by population", "rent", "mean age at first",
               "mean tie to the leader", "arms", "national leadership")  # fmt: skip
    return table(columns, rows)


def _organs(plan: CountryPlan) -> str:
    rows = (
        (one.name, _list(sizes), _list(_abroad(plan, organ)), *map(number, (one.rent, one.arms, one.exposure)),
         ", ".join(tasks(one)))
        for organ, (one, sizes) in enumerate(zip(plan.organs, _sizes(plan).tolist(), strict=True))
    )  # fmt: skip
    columns = ("organ", "posts of each rank at scale 1", "of which abroad", "rent", "arms", "exposure", "special task")
    return table(columns, rows)


def _sizes(plan: CountryPlan) -> I32:
    """Posts of the whole country by organ and rank."""
    return posts.circle_sizes(plan).reshape(len(plan.organs), len(plan.ranks))


def _abroad(plan: CountryPlan, organ: int) -> Iterator[int]:
    for rank in range(len(plan.ranks)):
        yield sum(one.abroad for one in plan.postings if (one.organ, one.rank) == (organ, rank))


def _building() -> Part:
    blocks = (block for module in BUILDING for block in (from_docstring(module.__doc__ or ""), _constants(module)))
    first = ("The first holders of the posts are drawn with:", variable_table(People))
    return Part("From a plan to a country", (*blocks, *first))


def _first_state() -> Part:
    """What every variable is before the first month."""
    rows = [
        (whose, code(name), variable.unit, " + ".join(map(_begin, variable.start)))
        for whose, group in (("cadres", Cadres), ("households", Homes), ("regime", Regime))
        for name, variable in variables_of(group).items()
        if variable.start
    ]
    levers = f"The regime's policy starts from the scenario's first levers: {', '.join(map(code, CHOOSABLE))}."
    others = "What is not listed is 0, or begins to be counted."
    return Part("The state before the first month", (levers, others, table(("of", "variable", "unit", "value"), rows)))


def _begin(part: str | float) -> str:
    """A number, a parameter with its default, or what was drawn for each when the country was built."""
    if not isinstance(part, str):
        return number(part)
    source, _, name = part.partition(".")
    return f"{code(part)} ({number(getattr(Initial(), name))})" if source == "initial" else f"{name} (drawn for each)"


def _constants(module: ModuleType) -> str:
    rows = list(constants(inspect.getsource(module)))
    return table(("constant", "value", "note"), ((code(name), value, note) for name, value, note in rows))


def constants(source: str) -> Iterator[tuple[str, str, str]]:
    """Name, value and comment of every constant of a module that has a comment: numbers that no declaration holds."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign) or "#" not in lines[node.lineno - 1]:
            continue
        names = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
        values = node.value.elts if len(names) > 1 and isinstance(node.value, ast.Tuple) else [node.value]
        note = lines[node.lineno - 1].split("#", 1)[1].strip()
        yield ", ".join(map(ast.unparse, names)), ", ".join(_literal(value) for value in values), note


def _literal(node: ast.expr) -> str:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_told(one)}" for key, one in value.items())
    return _told(value)


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return _list(value)
    return number(value) if isinstance(value, int | float) else str(value)


def _list(values: Iterable[float]) -> str:
    return ", ".join(number(value) for value in values)


def input_data() -> Part:
    """Input data."""
    return Part("Input data", (text("Input data"),), (Part("Public events", (_events(),)), _evidence()))


def patterns() -> str:
    """The published estimates with which the simulated reports are compared."""
    rows = (
        (
            target.figure.series.replace("_", " "),
            f"{target.figure.start} to {target.figure.end}",
            target.account,
            _range(target.figure),
            f"× {number(target.tolerance)}",
            target.compared_with,
        )
        for target in EVIDENCE.of_kind(FIT)
    )
    return table(("quantity", "period", "account", "published estimate (range)", "tolerance", "compared with"), rows)


def _events() -> str:
    rows = ((code(kind.name), kind.meaning, *_effect(EFFECTS.get(kind.name, Effect()))) for kind in PUBLIC_EVENT_KINDS)
    return table(("kind", "meaning", "sets", "sets to zero", "lasts"), rows)


def _how(effect: Effect) -> str:
    return " (to 1 less the value)" if effect.rest else " (added to what it is)" if effect.adds else ""


def _effect(effect: Effect) -> tuple[str, str, str]:
    sets = code(effect.sets) + _how(effect) if effect.sets else ""
    lasts = LASTS[effect.lasts] if effect.sets else LASTS["month"] if effect.orders else ""
    return (sets, ", ".join(map(code, effect.clears)), lasts)


def _evidence() -> Part:
    introduction = (
        "Every figure has a source, a reliability from 1 (one anonymous source) to 5 (official count or seen by all), "
        "and the day on which it was published. Accounts that differ stand side by side."
    )
    return Part("Evidence", (introduction, _overview()), tuple(_table_of(name) for name in TABLE_MEANINGS))


def _overview() -> str:
    rows = (
        (code(name), TABLE_MEANINGS[name], str(len(EVIDENCE.table(name))), str(len(_sources(name))))
        for name in TABLE_MEANINGS
    )
    return table(("table", "content and use", "figures", "sources"), rows)


def _table_of(name: str) -> Part:
    found = EVIDENCE.table(name)
    first, last = min(entry.start for entry in found), max(entry.end for entry in found)
    series = ", ".join(code(one) for one in dict.fromkeys(entry.series for entry in found))
    span = f"{capitalised(TABLE_MEANINGS[name])}. Figures from {first:%Y-%m} to {last:%Y-%m}. Series: {series}."
    return Part(f"Table {name}", (span, _sources_table(name)))


def _sources_table(name: str) -> str:
    counts = Counter(entry.source_url for entry in EVIDENCE.table(name))
    rows = (
        (_linked(entry), entry.source_date, str(entry.reliability), str(counts[entry.source_url]))
        for entry in _sources(name)
    )
    return table(("source", "dated", "reliability", "figures"), rows)


def _sources(name: str) -> list[Figure]:
    """One figure for each source of a table, in the order of the table: the first that it gave."""
    return list({entry.source_url: entry for entry in reversed(EVIDENCE.table(name))}.values())[::-1]


def _linked(entry: Figure) -> str:
    address = entry.source_url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("|", "%7C")
    return f"[{entry.source_title.replace('[', '(').replace(']', ')')}]({address})"


def _range(entry: Figure) -> str:
    between = "" if entry.low == entry.high else f" ({number(entry.low)} to {number(entry.high)})"
    return f"{number(entry.value)}{between} {entry.unit}"

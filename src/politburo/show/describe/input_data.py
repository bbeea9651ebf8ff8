"""Input data: public events, and the packaged tables with all their sources."""

from __future__ import annotations

from collections import Counter

from politburo.evidence import TABLES, Figure, figures, targets
from politburo.evidence.meanings import TABLE_MEANINGS
from politburo.scenario.events import EFFECTS, Effect
from politburo.show.describe.markdown import Part, code, number, sentence, table, text
from politburo.terms.events import PUBLIC_EVENT_KINDS

LASTS = {"onward": "until changed", "month": "one month", "months": "as many months as the event says"}


def input_data() -> Part:
    """Input data."""
    return Part("Input data", (text("Input data"),), (Part("Public events", (_events(),)), _evidence()))


def patterns() -> str:
    """The published estimates with which the simulated reports are compared."""
    rows = (
        (target.figure.series.replace("_", " "), _span(target.figure), _range(target.figure), target.compared_with)
        for target in targets("FIT")
    )
    return table(("quantity", "period", "published estimate (range)", "compared with"), rows)


def _events() -> str:
    rows = ((code(kind.name), kind.meaning, *_effect(EFFECTS.get(kind.name, Effect()))) for kind in PUBLIC_EVENT_KINDS)
    return table(("kind", "meaning", "sets", "sets to zero", "lasts"), rows)


def _effect(effect: Effect) -> tuple[str, str, str]:
    lasts = LASTS[effect.lasts] if effect.sets else ""
    return (code(effect.sets) if effect.sets else "", ", ".join(map(code, effect.clears)), lasts)


def _evidence() -> Part:
    introduction = (
        "Every figure has a source, a reliability from 1 (one anonymous source) to 5 (official count or seen by all), "
        "and the day on which it was published. Accounts that differ stand side by side."
    )
    return Part("Evidence", (introduction, _overview()), tuple(_table_of(name) for name in TABLES))


def _overview() -> str:
    rows = (
        (code(name), TABLE_MEANINGS.get(name, ""), str(len(figures(name))), str(len(_sources(name)))) for name in TABLES
    )
    return table(("table", "content and use", "figures", "sources"), rows)


def _table_of(name: str) -> Part:
    found = figures(name)
    first, last = min(entry.start for entry in found), max(entry.end for entry in found)
    series = ", ".join(code(one) for one in dict.fromkeys(entry.series for entry in found))
    span = f"{sentence(TABLE_MEANINGS.get(name, name))}. Figures from {first:%Y-%m} to {last:%Y-%m}. Series: {series}."
    return Part(f"Table {name}", (span, _sources_table(name)))


def _sources_table(name: str) -> str:
    counts = Counter(entry.source_url for entry in figures(name))
    rows = (
        (_linked(entry), entry.source_date, str(entry.reliability), str(counts[entry.source_url]))
        for entry in _sources(name)
    )
    return table(("source", "dated", "reliability", "figures"), rows)


def _sources(name: str) -> list[Figure]:
    """One figure for each source of a table, in the order of the table: the first that it gave."""
    return list({entry.source_url: entry for entry in reversed(figures(name))}.values())[::-1]


def _linked(entry: Figure) -> str:
    address = entry.source_url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("|", "%7C")
    return f"[{entry.source_title.replace('[', '(').replace(']', ')')}]({address})"


def _span(entry: Figure) -> str:
    return f"{entry.start} to {entry.end}"


def _range(entry: Figure) -> str:
    between = "" if entry.low == entry.high else f" ({number(entry.low)} to {number(entry.high)})"
    return f"{number(entry.value)}{between} {entry.unit}"

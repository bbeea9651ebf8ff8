"""The designs of the claims as Markdown: all of them in one table, then each with everything that it says."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from politburo.answer import Column, Table
from politburo.ask.claims.designs import KINDS, STATUSES, Design, Designs
from politburo.ask.claims.effect_words import spaced
from politburo.ask.claims.record import PROVENANCES
from politburo.show.cells import shown
from politburo.show.markdown import inline, table_lines

TITLE = "Designs of the claims"

READING = """
What decides each claim was written down and kept in the history of the sources before any run with it: the change,
among whom, what is observed on which scale and when, in which direction and how large an effect must be, how many
pairs of runs, and a rival model in which the claim fails. Each claim has one primary test; everything else is
secondary, is shown, and decides nothing.

**Nothing on this page is a result.** The [board of claims](claims.md) runs these designs, shows the hash of each, and
says of those that cannot be run yet what is missing.

What was known when this was written: the two reports, the literature up to 2015, and what the board showed for the
model as it was then. Changes like some of these had been run with that model, on other seeds, and their effects were
known: for these claims a prediction is one about the model to come. Whose voice a report gives was read off the
wording of each claim, and is to be checked against the reports.

A design has a hash of all that decides: not of the voice, of what is known of the noise, nor of what it still needs.
Where the program cannot do just what a design says, the deviation is told beside it, and the claim is exploratory. A
design that is changed after a look says so, with why and when, until it is confirmed on fresh seeds with the model
frozen; a test fails when one is changed in silence.
"""

MARK = "<!-- Written by `make renew` from src/politburo/ask/claims/designs.toml. -->\n\n"


def markdown(designs: Designs) -> str:
    """All designs as Markdown. The same designs give the same text."""
    return MARK + "\n".join(_lines(designs))


def _lines(designs: Designs) -> Iterator[str]:
    yield from (f"# {TITLE}", READING, f"Hash of all designs together: `{designs.hash}`.", "")
    yield from (f"- {kind}: {meaning}." for kind, meaning in KINDS.items())
    yield from (f"- {status}: {meaning}." for status, meaning in STATUSES.items())
    yield from (f"- {name}: {meaning}." for name, meaning in PROVENANCES.items())
    yield from ("", "## All designs", "", *table_lines(shown(overview(designs))), "")
    yield from ("## Rules for all", "", *_items(designs.rules), "")
    yield from ("## What is alike in all arms", "", *_items(designs.settings), "")
    yield from ("## Blocks of seeds", "")
    yield "Never used before these designs; `pilot` is for the noise of base arms alone, never for a difference."
    yield from ("", *_items({name: str(number) for name, number in designs.seeds.items()}), "")
    for design in designs.by_id.values():
        yield from (f"## {design.id}: {inline(design.says)}", "")
        table = Table("design", design.id, (Column("what"), Column("says", heading="design")), facts(design, designs))
        yield from (*table_lines(shown(table)), "")


def overview(designs: Designs) -> Table:
    """One row for each design: what it asks for, and what it waits for."""
    columns = (
        Column("claim"), Column("stated_as", heading="from"), Column("says", heading="what it says"), Column("kind"),
        Column("status"), Column("asked", heading="asked for"), Column("pairs", format="count"),
        Column("waits", heading="parts still needed", format="count"), Column("hash"),
    )  # fmt: skip
    rows = [
        (one.id, one.provenance, one.says, one.kind, one.status + (", exploratory" if one.exploratory else ""),
         asked(one) or "–", one.pairs, len(one.needs), designs.hash_of(one.id))
        for one in designs.by_id.values()
    ]  # fmt: skip
    return Table("designs", TITLE, columns, rows)


def asked(design: Design) -> str:
    """Direction and least effect on the scale of the primary test, in words; nothing where there is no test."""
    match design.expect:
        case None:
            return ""
        case "reported":
            return f"reported, {design.scale}"
        case "within" | "not up":
            sign = "within ±" if design.expect == "within" else "not above"
            return f"{sign} {design.margin:g}, {design.scale}"
        case "up" | "down":
            bound = (design.minimum or 0.0) * (1 if design.expect == "up" else -1)
            if not bound:
                return f"{'above' if design.expect == 'up' else 'below'} 0, {design.scale}"
            factor = f" (a factor of {math.exp(bound):.2f})" if design.scale.startswith("log") else ""
            return f"{'at least' if bound > 0 else 'at most'} {_number(bound)}{factor}, {design.scale}"


def facts(design: Design, designs: Designs) -> tuple[tuple[str, str], ...]:
    """Everything that a design says, as (what, words)."""
    first, last = design.window or (0, 0)
    said = (
        ("source", f"{design.source}; {design.provenance}; voice: {design.voice}"),
        ("kind", f"{design.kind}, {design.status}"),
        ("why", design.why),
        ("exploratory", design.exploratory),
        ("change", design.change),
        ("baseline", design.base),
        ("placebo", design.placebo),
        ("setting", design.setting),
        ("among", design.among),
        ("observed", design.observe),
        ("window", f"months {first + 1} to {last} from the change" if design.window else ""),
        ("asked for", asked(design)),
        ("and", design.rule),
        ("runs", _runs(design, designs)),
        ("noise", design.noise),
        ("through", ", ".join(map(spaced, design.through))),
        ("rival in which it fails", design.rival),
        ("off in the rival", ", ".join(map(spaced, design.without))),
        ("secondary", "; ".join(design.secondary)),
        ("still needed", "; ".join(design.needs)),
        ("carried out otherwise", design.deviates),
        ("hash", designs.hash_of(design.id)),
    )
    return tuple((what, words) for what, words in said if words)


def _runs(design: Design, designs: Designs) -> str:
    if design.pairs is None:
        return ""
    seeds = f"seeds {design.seeds} ({designs.seeds[design.seeds]}), runs 0 to {design.pairs - 1}"
    scale = f"{100 * (design.simulated or 1):g} % of lower ranks and households"
    return f"{design.pairs} pairs of {design.arms} arms; {scale}; {seeds}"


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _items(said: Mapping[str, str]) -> Iterator[str]:
    yield from (f"- {spaced(name)}: {inline(words)}" for name, words in said.items())

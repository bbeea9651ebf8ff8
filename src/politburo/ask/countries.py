"""Countries without a simulation: which there are, what one is made of and what is assumed in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from politburo.answer import Answer, Column, Listing, Provenance, Row, Table
from politburo.answer.numbers import numbered
from politburo.country.countries import country_names, files_at, files_of, origin
from politburo.country.folder import CountryFiles
from politburo.country.plan import CountryPlan, Organ
from politburo.scenario import Scenario, load
from politburo.terms.checks import printable
from politburo.terms.errors import CountryError

NAMED_ASSUMPTIONS = 12
"""Groups of assumed values that are listed unless everything is asked for."""


def countries_list() -> Listing:
    """Every country that a scenario can name, and the folder it is from; a warning for each that cannot be used."""
    columns = (
        Column("name", meaning="as a scenario names it"),
        Column("title"),
        Column("organs", "1", "organs", "integer"),
        Column("ranks", "1", "ranks", "integer"),
        Column("provinces", "1", "provinces", "integer"),
        Column("cadres", "persons", "posts of all ranks", "count"),
        Column("people", "persons", "people who live there", "count"),
        Column("figures", "1", "public figures that come with it", "count"),
        Column("from", meaning="politburo, or the package that offers it"),
    )
    rows, unusable = [], []
    for name in country_names():
        try:
            rows.append(_listed(name, files_of(name)))
        except CountryError as error:
            unusable.append(printable(str(error), keep="\n"))
    title = "Countries that can be named"
    sentence = "A scenario names one of these, or a folder: politburo new --country FOLDER writes one to start from."
    table = Table("countries", "Countries", columns, rows, keys=("name",), simulated=False)
    return Listing("countries", title, (table,), (sentence,), warnings=tuple(unusable))


def _listed(name: str, files: CountryFiles) -> Row:
    plan = files.plan
    counts = len(plan.organs), len(plan.ranks), len(plan.provinces)
    return name, plan.title, *counts, sum(plan.cadres), plan.people, len(files.evidence), origin(name)


def country(of: str | Path | Scenario, *, everything: bool = False) -> CountryOverview:
    """What a country is made of: that of a scenario, of a name, or in a folder.

    A name that a country has is that country's, before a scenario's. With `everything`, every value is listed with its
    source. Raises CountryError with all that is wrong, and UsageError or ScenarioError for a name that there is not.
    """
    if isinstance(of, Scenario):
        return CountryOverview(of.country_files, everything)
    if str(of).endswith(".toml"):
        return CountryOverview(load(of).country_files, everything)
    return CountryOverview(files_at(of).check(), everything)


@dataclass(frozen=True, eq=False, repr=False)
class CountryOverview(Answer):
    """A country in tables and sentences: ranks, organs, provinces, and where its values are from."""

    question: ClassVar[str] = "country"

    files: CountryFiles
    everything: bool = False

    @property
    def plan(self) -> CountryPlan:
        """The country, before it is built."""
        return self.files.plan

    @property
    def title(self) -> str:
        """What the country is called."""
        return self.plan.title

    @property
    def provenance(self) -> Provenance:
        """The folder and what its files hold."""
        details = {"country": printable(self.files.source), "digest": self.files.digest[:12]}
        return Provenance(details=details, stamp=None)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        plan = self.plan
        evidence = self.files.evidence
        targets = numbered(len(evidence.of_kind("FIT")), "target")
        figures = (
            f"{numbered(len(evidence), 'public figure')} come with it, {targets} of the fit among them; "
            f"{len(self.files.cited)} are built in: politburo evidence {printable(self.files.source)}"
            if len(evidence)
            else "No public figures come with this country"
        )
        top = f"first {plan.top_ranks} are" if plan.top_ranks > 1 else "first one is"
        said = (
            f"{sum(plan.cadres):,} cadres in {numbered(len(plan.organs), 'organ')} and {len(plan.ranks)} ranks, of "
            f"which the {top} the national leadership; {plan.people:,} people in "
            f"{numbered(len(plan.provinces), 'province')}, for whom {plan.households:,} households stand at scale 1.",
            f"{assumed_in_words(plan)}; those of a row of provinces.csv or posts.csv count as one."
            + ("" if self.everything else " --all lists every value with its source."),
            f"{figures}.",
        )
        return (plan.about, *said) if plan.about else said

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return (_ranks(self.plan), _organs(self.plan), _provinces(self.plan), _sources(self.plan, self.everything))


def assumed_in_words(plan: CountryPlan) -> str:
    """How many of a country's values are assumed, and how many of these in part, as the begin of a sentence."""
    assumed = sum(entry.is_assumed for entry in plan.sources)
    in_part = sum(entry.is_assumed_in_part for entry in plan.sources)
    said = f"{assumed} of {len(plan.sources)} values are assumed"
    return f"{said}, {in_part} of them in part" if in_part else said


def posts_by_circle(plan: CountryPlan) -> list[list[float]]:
    """Planned posts by organ and rank."""
    found = [[0.0] * len(plan.ranks) for _ in plan.organs]
    for posting in plan.postings:
        found[posting.organ][posting.rank] += posting.posts
    return found


def _ranks(plan: CountryPlan) -> Table:
    columns = (
        Column("rank"),
        Column("posts", "posts", "posts of the rank", "count"),
        Column("abroad", "posts", "of which abroad", "count"),
        Column("rent", "ratio", "what a post yields, relative to the top", "number"),
        Column("arms", "ratio", "arms, relative to a top post of the same organ", "number"),
        Column("age", "years", "mean age of first holders", "number", "mean age"),
        Column("tie", "share", "mean tie of first holders to the leader", "number", "tie to the leader"),
        Column("top", meaning="whether it is of the national leadership", format="yes", heading="national leadership"),
    )
    abroad = [sum(one.abroad for one in plan.postings if one.rank == rank) for rank in range(len(plan.ranks))]
    rows = [
        (one.name, count, away, one.rent, one.arms, one.age, one.tie, one.top)
        for one, count, away in zip(plan.ranks, plan.cadres, abroad, strict=True)
    ]
    return Table("ranks", "Ranks, from the top", columns, rows, keys=("rank",), simulated=False)


def _organs(plan: CountryPlan) -> Table:
    ranks = [Column(f"rank_{at}", "posts", f"posts of rank {one.name}", "count", one.name)
             for at, one in enumerate(plan.ranks, 1)]  # fmt: skip
    columns = (
        Column("organ"),
        *ranks,
        Column("abroad", "posts", "of which abroad", "count", shown=False),
        Column("rent", "ratio", "what a post yields, relative to the average organ", "number"),
        Column("arms", "share", "means to resist", "number"),
        Column("exposure", "share", "contact with the outside", "number"),
        Column("task", meaning="what it does besides", heading="special task"),
    )
    abroad = [sum(one.abroad for one in plan.postings if one.organ == organ) for organ in range(len(plan.organs))]
    rows = [
        (one.name, *map(round, posts), away, one.rent, one.arms, one.exposure, ", ".join(tasks(one)))
        for one, posts, away in zip(plan.organs, posts_by_circle(plan), abroad, strict=True)
    ]
    return Table("organs", "Organs: posts by rank", columns, rows, keys=("organ",), simulated=False)


def tasks(organ: Organ) -> Iterator[str]:
    """What an organ does besides, in words."""
    if organ.guards:
        yield "guards the regime"
    if organ.trades:
        yield "trades abroad"
    if organ.serves_abroad:
        yield "serves abroad"


def _provinces(plan: CountryPlan) -> Table:
    columns = (
        Column("province", format="name"),
        Column("people", "persons", "people who live there", "count"),
        Column("women", "persons", "women among them", "count"),
        Column("men", "persons", "men among them", "count", shown=False),
        Column("posts", "posts", "posts that are set there; others are shared out by population", "count", "own posts"),
        Column("border_access", "share", "access to an open border", "number"),
        Column("markets", "ratio", "spread of market places, mean 1", "number"),
        Column("capital", meaning="whether it is the capital", format="yes", shown=False),
    )
    own = [sum(one.posts for one in plan.postings if one.place == place) for place in range(len(plan.provinces))]
    rows = [
        (one.name, one.women + one.men, one.women, one.men, round(posts), one.border_access, one.markets,
         at == plan.capital)
        for at, (one, posts) in enumerate(zip(plan.provinces, own, strict=True))
    ]  # fmt: skip
    return Table("provinces", "Provinces", columns, rows, keys=("province",), simulated=False)


def _sources(plan: CountryPlan, everything: bool) -> Table:
    columns = (
        Column("what", meaning="what the values are of", format="name"),
        Column("values", meaning="which they are"),
        Column("value", meaning="the values", shown=False),
        Column("source", meaning="where they are from", format="name"),
        Column("assumed", meaning="whether they are assumed, wholly or in part", format="yes", shown=everything),
    )
    rows: list[Row] = []
    if everything:
        rows += [(entry.what, entry.key, entry.value, entry.source, entry.is_assumed) for entry in plan.sources]
    else:
        assumed = (entry for entry in plan.sources if entry.is_assumed)
        for (what, source), entries in groupby(assumed, key=lambda entry: (entry.what, entry.source)):
            together = list(entries)
            keys, values = (", ".join(getattr(one, name) for one in together) for name in ("key", "value"))
            rows.append((what, keys, values, source, True))
    title = "Values and where they are from" if everything else "What is assumed"
    most = None if everything else NAMED_ASSUMPTIONS
    return Table("sources", title, columns, rows, keys=("what", "values"), most=most, simulated=False)

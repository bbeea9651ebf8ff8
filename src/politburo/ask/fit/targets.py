"""The targets of a country: which are fitted, which count in measures over all, and what they are called.

Each target is a published figure marked FIT in `targets.csv` of the country. Accounts that contradict each other stand
as targets of their own: no simulation can meet all of them, and none of them is taken for the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from politburo.ask.fit.measures import MEASURES, has_counterpart
from politburo.country.checks import FIT
from politburo.country.figures import Evidence, Figure, Target
from politburo.terms.errors import UsageError

FITTED = (
    "govern.elite_weight", "govern.retaliation_cost", "govern.competence_cost", "govern.consolidation_years",
    "govern.inertia", "judge.rank_severity", "judge.cut_demotion", "judge.cut_removal", "judge.cut_expulsion",
    "judge.cut_execution", "record.seen_2", "record.seen_execution", "choose.flee_rate", "choose.flee_fear",
    "choose.flee_inland", "fear.recall", "fear.recall_memory", "hear.rumour", "fear.personal", "choose.plot_rate",
    "believe.base", "fill.moved_out_1", "live.broker_base", "live.broker_enforcement", "live.credit_men",
    "live.credit_women", "live.exit_rate", "live.funds_slope", "live.kin_pay",
)  # fmt: skip
"""Parameters whose defaults were set by hand so that the simulated reports come near the targets."""


FITTED_TO = "north-korea"
"""The country whose targets they were set by."""


def check_targets(evidence: Evidence, country: str) -> None:
    """Raise UsageError for a country with which no targets come that a simulation has a counterpart of."""
    if fitted_of(evidence):
        return
    if not len(evidence):
        raise UsageError(f"No public figures come with the country {country!r}.")
    raise UsageError(
        f"The figures of the country {country!r} are not to be compared with a simulation: its targets.csv has no row "
        f"of kind {FIT} whose series is one of {', '.join(MEASURES)}."
    )


def fitted_of(evidence: Evidence) -> list[Target]:
    """The targets to be fitted, as far as a simulation has a counterpart of them."""
    return [target for target in evidence.of_kind(FIT) if has_counterpart(target.figure.series)]


def said(target: Target) -> str:
    """A target in a few words: its name, its year or years, and the account."""
    figure = target.figure
    years = f"{figure.start.year}" if figure.start.year == figure.end.year else f"{figure.start.year}–{figure.end.year}"
    account = f" ({target.account})" if target.account else ""
    return f"{figure.series.replace('_', ' ')} {years}{account}"


def period_in_words(figure: Figure) -> str:
    """The time of which a figure speaks: whole years by their numbers, else its first and last day."""
    first, last = figure.start, figure.end
    from_new_year = (first.month, first.day) == (1, 1)
    years = f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if from_new_year and (last.month, last.day) == (12, 31):
        return years
    until = f"{last.day} {last:%b}"
    if not from_new_year:
        return f"{first.day} {first:%b} {first.year} to {until} {last.year}"
    return f"{first.year} to {until}" if first.year == last.year else f"{first.year} to {until} {last.year}"


def error_in_words(figure: Figure) -> str:
    """The range of a published figure; nothing where it is exact."""
    return "" if figure.low == figure.high else f"{figure.low:,.6g}–{figure.high:,.6g}"


def is_share(figure: Figure) -> bool:
    """Whether a figure is a share, which ends at 1."""
    return figure.unit.partition(" ")[0] == "share"


Ranking = Callable[[Sequence[int]], float]
"""How far an account, its targets by their places, lies from what was simulated: less is nearer."""


def independent(targets: Sequence[Target], distance: Ranking) -> list[int]:
    """Places of the targets that enter measures over all: no fact counts twice.

    These are the joint ones, and of rival accounts of one matter those of the account that is nearest, as a whole.
    """
    nearest = {place for told in accounts(targets) for place in min(told, key=distance)}
    joint = (place for place, target in enumerate(targets) if target.joint)
    return [place for place in joint if not targets[place].rivals or place in nearest]


def accounts(targets: Sequence[Target]) -> list[list[list[int]]]:
    """The rival accounts of each matter of which there are some: places of the joint targets of each account."""
    found: dict[str, dict[str, list[int]]] = {}
    for place, target in enumerate(targets):
        if target.joint and target.rivals:
            found.setdefault(target.rivals, {}).setdefault(target.account, []).append(place)
    return [list(told.values()) for told in found.values()]

"""A stored run, continued from a month with something changed: the same to the bit before, another history after.

What a scenario can say of a month: levers, dated events, the logic of rule, chance. Parameters and mechanisms hold for
a whole run, so that no branch can change them: with other ones the months before would have been others, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.ask.branch.answer import Branch, SameBefore
from politburo.ask.compare.across_priors import SetRuns, set_runs, sets_done
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import Arm, outcome_named
from politburo.ask.compare.totals import over_cadres
from politburo.ask.experiment import Parts
from politburo.ask.run.results import Results
from politburo.run.plan import Plan, digests, make_plan, model_sources
from politburo.run.replay import check_run
from politburo.run.runner import finish
from politburo.run.store import PARTS
from politburo.scenario import (
    Scenario,
    adapt,
    month_name,
    month_number,
    with_levers,
    with_logic,
    with_one_past,
    with_seed,
)
from politburo.scenario.changes import change_in_words, described, labels_with, refuse_no_change, without_events
from politburo.scenario.months import month_of_effect
from politburo.scenario.names import LEVER_NAMES, full_names
from politburo.scenario.overview import differences, first_difference
from politburo.scenario.schema import LONGEST_DESCRIPTION, RUNS
from politburo.terms.checks import between, printable
from politburo.terms.errors import StoreError, UsageError

if TYPE_CHECKING:
    from politburo.run.engines import Engine, OnProgress

OF_SETS = (
    "With each set the parent's scenario is run from its first month on, and branched in {at} with the same change and "
    "the same chance: the months before are not those of the parent's runs."
)
"""What must be known of a branch under other parameters."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a branch does differently from its month on.

    Levers by their full names, words in the labels of events that are left out, another logic of rule, another seed,
    and the one run of the parent, by its number, that all runs of the branch continue.
    """

    sets: Mapping[str, float]
    without: tuple[str, ...]
    leader: str | None
    seed: int | None
    run: int | None

    @property
    def acts(self) -> bool:
        """Whether anything but chance is different."""
        return bool(self.sets or self.without or self.leader)

    @property
    def draws_anew(self) -> bool:
        """Whether chance is another than the parent's."""
        return self.seed is not None or self.run is not None

    @property
    def by_chance_alone(self) -> Change:
        """The same chance with nothing else different."""
        return Change({}, (), None, self.seed, self.run)

    @property
    def acting(self) -> str:
        """What is different besides chance, in a few words, such as `siege leader, market tolerance 0.2`."""
        said = (f"{self.leader} leader" if self.leader else "", change_in_words(sets=self.sets, without=self.without))
        return ", ".join(filter(None, said))

    @property
    def words(self) -> str:
        """What is different in a few words, such as `market tolerance 0.2, seed 7`; empty where nothing is."""
        chance = [f"run {self.run} many times"] if self.run is not None else []
        chance += [f"seed {self.seed}"] if self.seed is not None else []
        return ", ".join(filter(None, (self.acting, *chance)))


@dataclass(frozen=True, eq=False)
class BranchPlan:
    """A branch as it is asked for (see `branch`), before anything is run.

    Raises UsageError or ScenarioError for what cannot be changed from a month on, and StoreError for a parent that is
    damaged, unfinished or of another version of the model.
    """

    parent: str | Path | Results
    at: str
    sets: Mapping[str, float] = field(default_factory=dict)
    without: Sequence[str] = ()
    leader: str | None = None
    seed: int | None = None
    run: int | None = None
    runs: int | None = None
    series: Sequence[str] = ()
    across_priors: int | None = None
    out: str | Path | None = None

    def __post_init__(self) -> None:
        """Find out now what cannot be."""
        _ = self.shown, self.change, self.scenarios
        if not self.change.acts and (self.series or self.across_priors is not None):
            raise UsageError(
                "Nothing but chance is different, so there is no effect to be shown, nor to be asked for under other "
                "parameters: branch with something changed."
            )
        if self.across_priors is not None and self.results.ensemble is not None:
            raise UsageError(
                f"The runs of {self.results.folder} have the parameter sets of an ensemble already, and so has the "
                "branch: leave out the number of sets across priors."
            )
        self._check_parent()
        _ = self.plans, self.under_sets

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The outcomes that are shown, by their full names."""
        return tuple(outcome_named(name).name for name in self.series)

    @cached_property
    def results(self) -> Results:
        """The runs that are continued."""
        return self.parent if isinstance(self.parent, Results) else Results.open(self.parent)

    @cached_property
    def change(self) -> Change:
        """What is different from the month on, by full names."""
        named = full_names(self.sets)
        whole = [name for name in named if name not in LEVER_NAMES]
        if whole:
            raise UsageError(
                f"The parameter {whole[0]!r} holds for a whole run and cannot change in {printable(self.at)}; a branch "
                "changes levers, events, the leader or chance. To see what the parameter does, compare whole runs."
            )
        return Change(named, tuple(self.without), self.leader, self.seed, self.run)

    @cached_property
    def month(self) -> int:
        """The number of the month in which it begins."""
        adapt(self.results.scenario, until=self.at)  # which refuses a month that the parent has not
        return month_number(self.at)

    @cached_property
    def count(self) -> int:
        """How many runs it has."""
        parent = self.results
        if self.run is not None:
            check_run(parent.store, parent.scenario.runs, self.run)
        count = parent.scenario.runs if self.runs is None else self.runs
        try:
            between(*RUNS)(count)
        except ValueError as error:
            raise UsageError(f"The number of runs cannot be used: {error}.") from None
        if self.run is None and count > parent.scenario.runs:
            raise UsageError(
                f"{parent.folder} has {parent.scenario.runs} runs, and {count} cannot be continued: give it more runs "
                "first, or continue one of them many times (`run`)."
            )
        return count

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Its scenario and, where chance is drawn anew and something else changes too, that without the change."""
        month, _, parent, origin = self.month, self.count, self.results.scenario, str(self.results.folder)
        made = continued(parent, month, self.change, origin)
        if not (self.change.acts and self.change.draws_anew):
            return (made,)
        return made, continued(parent, month, self.change.by_chance_alone, origin)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The runs of both, and where they are kept."""
        outs = (self.out, None if self.out is None else f"{self.out}-unchanged")
        sets = self.results.ensemble
        if sets is not None and self.run is not None:  # each future of one run has the parameters of its past
            sets = sets.of(self.run)
        plans = [
            make_plan(adapt(one, runs=self.count), out, sets) for one, out in zip(self.scenarios, outs, strict=False)
        ]
        for plan in plans:
            if plan.folder.absolute().resolve() == self.results.store.folder.resolve():
                raise UsageError(f"{plan.folder} holds the parent: a branch needs a folder of its own.")
        return tuple(plans)

    @cached_property
    def under_sets(self) -> tuple[SetRuns, ...]:
        """The runs of both arms under other parameters, where these are asked for; they are kept beside the branch."""
        made, *unchanged = self.scenarios
        base = unchanged[0] if unchanged else self.results.scenario
        return set_runs([base, made], self.across_priors, self.plans[0].folder.parent)

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, whatever is there already."""
        months = sum(map(_months, self.plans)) + sum(one.months for one in self.under_sets)
        return {self.results.scenario.size: months}

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> Branch:
        """Do the runs that are not there yet, and verify that each begins as its parent's does.

        Raises StoreError for one that does not: it then does not count as finished; otherwise as `politburo.run` does.
        `progress(done, total)` is told months.
        """
        same = SameBefore(self.results.store.folder, self.results.scenario.start, self.month, self.run)
        parts = Parts(sum(self.months.values()), progress)
        for plan in self.plans:
            with parts.part(_months(plan)) as told:
                finish(plan, engine=engine, on_progress=told, check=same)
        sets = sets_done(self.under_sets, parts, engine, OF_SETS.format(at=month_name(self.month)))
        parts.settle()
        (own, fingerprint), *unchanged = map(same.verified, self.plans)
        base = unchanged[0][0] if unchanged else self.results
        compared = None
        if self.change.acts:
            over = over_cadres(base, own.scenario.end, 2, own.folder / "compared")
            arms = Arm("baseline", base.scenario, base), Arm(self.change.acting, own.scenario, own)
            compared = Comparison(
                arms[0], arms[1:], own.folder, series=self.shown, parameter_sets=sets, over_cadres=over
            )
        return Branch(self.results, own, base, self.month, self.change, fingerprint, compared)

    def _check_parent(self) -> None:
        """Raise StoreError when the parent cannot be continued: another version of the model, or damage."""
        parent = self.results
        manifest = parent.store.manifest()
        again = (
            f"Run it again into a new folder (politburo run {parent.store.scenario_file} --out NEW) and branch that."
        )
        if not manifest.is_of_this_model:
            raise StoreError(
                f"{parent.folder} was made by another version of the model ({manifest.made_by}; this is "
                f"{model_sources()[:10]}), so nothing goes on from it to the bit. {again}"
            )
        leaders = digests(parent.scenario)["leaders"]
        if manifest.digests.get("leaders", leaders) != leaders:
            raise StoreError(
                f"{parent.folder} was made with another version of the logic of rule that its scenario names. {again}"
            )
        runs = range(self.count) if self.run is None else (self.run,)
        for run in runs:
            check_run(parent.store, parent.scenario.runs, run)
            for part in PARTS:
                parent.store.checked(part, run)


def _months(plan: Plan) -> int:
    return plan.scenario.runs * len(plan.scenario.levers)


def continued(parent: Scenario, month: int, change: Change, origin: str) -> Scenario:
    """The scenario of the branch that begins in a month; `origin` says whose runs it continues.

    Raises UsageError and ScenarioError for a change that cannot be made, that would reach back before the month, or
    that changes nothing.
    """
    at = month_name(month)
    if not change.words:
        raise UsageError(
            f"Nothing would be different from {at} on: hold a lever, leave an event out, let another logic of rule "
            "govern, give another seed, or continue one run many times."
        )
    later = [event.label for event in parent.events if month_of_effect(event.day) >= month]
    gone = [label for word in change.without for label in labels_with(word, later, parent, start=at)]
    made = without_events(parent, gone)
    made = made if change.leader is None else with_logic(made, change.leader, start=at)
    made = with_levers(made, start=at, **change.sets)
    _refuse_earlier_changes(parent, made, month)
    if change.acts:
        refuse_no_change(parent, made, change.acting)
    made = made if change.run is None else with_one_past(made, change.run, start=at)
    made = made if change.seed is None else with_seed(made, change.seed, start=at)
    if change.run is None:
        refuse_no_change(parent, made, change.words)
    return _called(made, parent, at, change.words, origin)


def _refuse_earlier_changes(parent: Scenario, made: Scenario, month: int) -> None:
    """Raise UsageError where the two ask for anything else in the months before."""
    first = first_difference(parent, made)
    if first is not None and first < month:
        until = month_name(month - 1)
        found = differences(adapt(parent, until=until), adapt(made, until=until))
        told = "; ".join(f"{one.where} {one.change}" for one in found)
        raise UsageError(f"The change would reach back before {month_name(month)}: {printable(told)}.")


def _called(scenario: Scenario, parent: Scenario, at: str, said: str, origin: str) -> Scenario:
    """The scenario under a name, title and description that say what it continues, and what is different."""
    told = f"Continues {printable(origin)} from {at} with: {said}."
    room = LONGEST_DESCRIPTION - len(told) - 2
    return described(
        scenario,
        parent,
        name=f"{parent.name} from {at}, {said}",
        title=f"{parent.title}: from {at}, {said}",
        description="\n\n".join(filter(None, (parent.description[:room].rstrip(), told))),
    )


def branch(
    parent: str | Path | Results,
    *,
    at: str,
    sets: Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    leader: str | None = None,
    seed: int | None = None,
    run: int | None = None,
    runs: int | None = None,
    series: Sequence[str] = (),
    across_priors: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Branch:
    """Continue the runs of a folder from the month `at` (`2018-05`) with something changed.

    `sets` holds levers at a value (short names do, as in `compare`), `without` leaves out dated events of that month or
    later by a word of their label, `leader` lets another logic of rule govern, `seed` draws chance anew: all from `at`
    on. With `run` all runs of the branch continue that one run of the parent, each with chance of its own from `at` on:
    many futures of one past; what outsiders learn of that past is drawn for each. `runs` is how many, by default as
    many as the parent has. `series` are the outcomes that are shown, by the names that `politburo outcomes` lists; by
    default those that differ most. With `across_priors`, the same is asked under that many parameter sets drawn from
    the declared ranges besides, with few runs each: with every set the parent's scenario is run from its first month on
    and branched in the same month, so that the months before are not those of the parent's runs.

    The branch is a run folder like any other, `out` or one under `runs/`. Before `at` the files of each run are those
    of the parent to the bit: that is verified when a run is finished, and told by the fingerprint of the branch. Where
    chance is drawn anew and something else changes too, the same branch without the change is run beside it.

    Raises UsageError or ScenarioError for what cannot be changed from a month on; StoreError for a parent that is
    damaged, unfinished or of another version of the model, before anything is run, and for a run that does not begin as
    its parent's does; otherwise as `politburo.run` does. What is finished is kept: the same call goes on from there.
    """
    plan = BranchPlan(parent, at, sets or {}, without, leader, seed, run, runs, series, across_priors, out)
    return plan.execute(engine, progress)

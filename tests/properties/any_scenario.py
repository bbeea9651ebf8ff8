"""Any scenario that may be written: levers and parameters anywhere within their declared ranges, for hypothesis."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, example, settings
from hypothesis import strategies as st

from politburo.country import plan_of
from politburo.scenario import Scenario
from politburo.scenario.changes import with_levers, with_parameters
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.declarations import Declaration, declared
from politburo.terms.events import GENERATIONS, Order
from politburo.terms.levers import Levers
from politburo.terms.words import FORMS
from tests.properties.worlds import first_months

MONTHS = 5
LEVERS = {name: declaration for name, declaration, _ in declared(Levers)}
PLAN = plan_of("example")
PARAMETERS = {path: d for path, d in PARAMETER_DECLARATIONS.items() if not path.startswith("record.")}


@dataclass(frozen=True)
class Choices:
    """What is chosen of a scenario; the rest has its defaults."""

    levers: dict[str, float] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=dict)
    chooses: tuple[str, ...] = ()
    succession: int = 0
    orders: tuple[tuple[int, Order], ...] = ()
    seed: int = 1

    def scenario(self) -> Scenario:
        """The scenario: a few months long, under a strategic leader if there is something for him to choose."""
        made = with_parameters(with_levers(first_months(MONTHS), start=None, **self.levers), self.parameters)
        return replace(
            made,
            seed=self.seed,
            logics=("strategic" if self.chooses else "scripted",) * MONTHS,
            chooses=self.chooses,
            successions=(made.start + self.succession,),
            orders=tuple((made.start + month, order) for month, order in self.orders),
        )


def _within(declarations: dict[str, Declaration]) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries({}, optional={name: st.floats(d.low, d.high) for name, d in declarations.items()})


any_order = st.builds(
    Order,
    share=st.floats(0, 1),
    organ=st.sampled_from([None, *(organ.name for organ in PLAN.organs)]),
    rank=st.sampled_from([None, *(rank.name for rank in PLAN.ranks)]),
    province=st.sampled_from([None, *(province.name for province in PLAN.provinces)]),
    generation=st.sampled_from([None, *GENERATIONS]),
    age_from=st.floats(0, 120),
    age_to=st.floats(0, 120),
    form=st.sampled_from([None, *FORMS]),
)

any_choices = st.builds(
    Choices,
    levers=_within(LEVERS),
    parameters=_within(PARAMETERS),
    chooses=st.sampled_from([(), ("purge_intensity",), ("market_tolerance",), ("purge_intensity", "market_tolerance")]),
    succession=st.integers(0, MONTHS - 1),
    orders=st.lists(st.tuples(st.integers(0, MONTHS - 1), any_order), max_size=2).map(tuple),
    seed=st.integers(0, 2**32 - 1),
)

LOWEST = Choices({name: d.low for name, d in LEVERS.items()}, {path: d.low for path, d in PARAMETERS.items()})
HIGHEST = Choices({name: d.high for name, d in LEVERS.items()}, {path: d.high for path, d in PARAMETERS.items()})
STORMY = Choices(
    {"purge_intensity": 1.0, "surveillance": 0.2, "border_control": 0.0, "type_blindness": 0.3},
    {"choose.flee_rate": 0.005, "choose.plot_rate": 0.5, "choose.plot_opportunity": 0.3,
     "choose.plot_loyalty": 1.0, "conspire.attempt": 0.2,
     "conspire.counterbalance": 100.0, "conspire.attempt_strength": 0.5, "live.exit_rate": 0.05, "fear.horizon": 10.0},
)  # fmt: skip
"""A scenario in which much happens: penalties, flights, plots, failed coups and departures in every month."""

HAPPENING = replace(
    STORMY,
    levers=STORMY.levers | {"power_lost": 0.1, "news_from_outside": 30.0, "posts_abroad": 0.4, "external_threat": 2.0},
    orders=((1, Order(0.5, organ="party", form="lesser penalty")), (1, Order(1.0, rank="county")), (3, Order(0.3))),
)
"""The same with what dated events bring: purges are ordered, some of the same persons, and power is lost."""

MILD = replace(
    STORMY,
    parameters=STORMY.parameters
    | {"judge.plot_severity": 1.0, "judge.rank_severity": 0.0, "judge.cut_demotion": 4.0, "judge.threat_severity": 0.0},
)
"""The same, but almost every penalty is a lesser one, after which the penalised are still in post."""

FALLING = replace(STORMY, parameters=STORMY.parameters | {"conspire.counterbalance": 1.0, "conspire.found": 0.0})
"""The same, but nobody protects the leader: the regime falls."""


def same_examples_every_time(test):
    """The same few examples at every run of the tests, the two ends of all ranges and the stormy ones among them."""
    few = settings(max_examples=12, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    for choices in (LOWEST, HIGHEST, STORMY, MILD, FALLING, HAPPENING):
        test = example(choices)(test)
    return few(test)

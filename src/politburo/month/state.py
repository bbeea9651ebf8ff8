"""The state of a run: arrays and a few numbers. A checkpoint is this and the month, nothing else.

Each field is declared here once: what it means, its unit, what it starts from, and what becomes of it when the holder
of a post changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from politburo.country import Country
from politburo.country.country import F32, F64, I32, I64, U8
from politburo.terms.parameters import Parameters
from politburo.terms.variables import Variable, variables_of

CONDUCT_BINS = 8
DISPLAYS_TRIED = 8
"""Displays that are tried out by who chooses what to show."""

SERVING, LYING_LOW, PLOTTING, AWAY = 0, 1, 2, 3
"""Codes of `standing`, in the order of terms.words.STANDINGS."""

HELD, FLED, PENALISED, RETIRED, DIED, PROMOTED, MOVED_DOWN, EXCHANGED = (np.uint8(code) for code in range(8))
"""Why a post has fallen vacant this month; held: it has not.

Moved down: its holder makes room for a junior, into whose post he goes; that post is then exchanged, and not to be
filled.
"""


class Cadres(NamedTuple):
    """The holder of each post, arrays of shape (n,). What moves is of the person, the rest is of the post."""

    person: Annotated[I32, Variable("serial number of the holder", "number", moves=True)]
    loyalty: Annotated[
        F32, Variable("private loyalty L", "logit", ("initial.loyalty", "people.disposition"), moves=True)
    ]
    private_loyalty: Annotated[
        F32, Variable("private loyalty as a share, ℓ = σ(L)", "share", ("initial.private_loyalty",), moves=True)
    ]
    disposition: Annotated[F32, Variable("lasting inclination to loyalty", "1", ("people.disposition",), moves=True)]
    perceived_risk: Annotated[
        F32,
        Variable(
            "perceived risk of being penalised",
            "per year",
            ("initial.perceived_risk",),
            moves=True,
            recruit="fear.prior",
        ),
    ]
    fear: Annotated[F32, Variable("fear F", "share", ("initial.fear",), moves=True, recruit=0.0)]
    displayed_loyalty: Annotated[
        F32, Variable("displayed loyalty D", "share", ("initial.displayed_loyalty",), moves=True)
    ]
    openness_close: Annotated[
        F32, Variable("openness toward close friends o", "share", (1.0,), moves=True, recruit=1.0)
    ]
    openness_acquaintances: Annotated[
        F32, Variable("openness toward acquaintances o'", "share", (1.0,), moves=True, recruit=1.0)
    ]
    penalties_heard: Annotated[
        F32, Variable("news of penalties that is remembered", "cases", (0.0,), moves=True, recruit=0.0)
    ]
    flights_heard: Annotated[
        F32, Variable("news of flights that is remembered", "cases", (0.0,), moves=True, recruit=0.0)
    ]
    seen: Annotated[F32, Variable("disaffection seen among close friends who talk", "share", (0.0,))]
    backing: Annotated[F32, Variable("strength that close friends who talk would bring to a plot", "strength", (0.0,))]
    approached: Annotated[F32, Variable("close friends who plot and have told the holder so", "persons", (0.0,))]
    named: Annotated[
        F32,
        Variable("how far the holder's name has come up in inquiries", "per year", (0.0,), moves=True, recruit=0.0),
    ]
    competence: Annotated[F32, Variable("competence", "standard deviations", ("people.competence",), moves=True)]
    age: Annotated[F32, Variable("age", "years", ("people.age",), moves=True)]
    predecessor: Annotated[
        F32, Variable("1 if the predecessor appointed the holder", "0 or 1", (0.0,), moves=True, recruit=0.0)
    ]
    tie: Annotated[F32, Variable("closeness to the leader", "share", ("people.tie",), moves=True)]
    family: Annotated[F32, Variable("share of the family that is at home", "share", ("people.family",), moves=True)]
    restless: Annotated[F32, Variable("lasting inclination to leave", "1", ("people.restless",), moves=True)]
    bribes_visible: Annotated[F32, Variable("bribes that others can see", "rents", (0.0,))]
    bribes_hidden: Annotated[F32, Variable("bribes that nobody sees", "rents", (0.0,))]
    standing: Annotated[U8, Variable("serving, lying low, plotting or away in re-education", "code", recruit=0.0)]
    since: Annotated[I32, Variable("month in which the holder took the post", "month")]


class Homes(NamedTuple):
    """The households, arrays of shape (h,)."""

    income: Annotated[F32, Variable("income of the month", "subsistence", ("initial.income",))]
    hardship: Annotated[F32, Variable("hardship", "share", ("initial.hardship",))]
    cash: Annotated[F32, Variable("savings", "USD", ("initial.cash",))]
    belief: Annotated[F32, Variable("belief in the system", "share", ("initial.belief",))]
    grievance: Annotated[F32, Variable("grievance", "share", ("initial.grievance",))]
    confidence: Annotated[F32, Variable("confidence in stability", "share", ("initial.confidence",))]
    kin_abroad: Annotated[F32, Variable("kin abroad", "share", ("households.kin_abroad",))]
    fear: Annotated[F32, Variable("fear of punishment", "share", ("initial.households_fear",))]
    talk: Annotated[F32, Variable("openness in talk about politics", "share", (1.0,))]


class Cases(NamedTuple):
    """Last month's penalties and flights, to be heard of this month: the first `in_use[0]` entries are in use."""

    post: Annotated[I32, Variable("post whose holder was penalised or fled last month", "index")]
    flight: Annotated[U8, Variable("1 for a flight, 0 for a penalty", "0 or 1")]
    displayed_loyalty: Annotated[F32, Variable("loyalty that the holder displayed", "share")]
    opens: Annotated[F32, Variable("size of the inquiry that the case opens", "cases")]
    in_use: Annotated[I32, Variable("number of cases in use", "cases")]
    unseen: Annotated[
        F64,
        Variable(
            "cases to expect among cadres for whom simulated ones stand, by kind and circle: none at scale 1", "cases"
        ),
    ]

    @property
    def penalised(self) -> I32:
        """Posts whose holders were penalised, in the order of the cases."""
        return self.post[: self.in_use[0]][self.flight[: self.in_use[0]] == 0]

    @property
    def fled(self) -> I32:
        """Posts whose holders fled."""
        return self.post[: self.in_use[0]][self.flight[: self.in_use[0]] == 1]


class Regime(NamedTuple):
    """What belongs to nobody: the leader's stock of power, alarms, and rates as they have been seen.

    Single numbers are arrays of one entry, so that compiled phases can change them.
    """

    consolidation: Annotated[F64, Variable("consolidated power of the leader", "share", ("initial.consolidation",))]
    purge_intensity: Annotated[F64, Variable("purge intensity in force", "per year", (0.0,))]
    market_tolerance: Annotated[F64, Variable("market tolerance in force", "share", (0.0,))]
    surveillance: Annotated[F64, Variable("surveillance in force", "share", (0.0,))]
    type_blindness: Annotated[F64, Variable("type-blindness in force", "share", (0.0,))]
    loyalty_over_competence: Annotated[
        F64, Variable("weight of displayed loyalty in appointments, in force", "share", (0.0,))
    ]
    alarm: Annotated[F64, Variable("the leader's alarm over failed coups, which fades", "1", (0.0,))]
    recall_alarm: Annotated[F64, Variable("alarm over a recall home, which fades", "share", (0.0,))]
    expected_cases: Annotated[F64, Variable("cases per month at the top that cadres now expect", "cases", (0.0,))]
    boldness: Annotated[
        F64, Variable("purge intensity under a full assurance relative to the one without", "ratio", (1.0,))
    ]
    announced: Annotated[
        F64, Variable("rate of purges this month relative to the mean: how far they are announced", "ratio", (1.0,))
    ]
    elite_threat: Annotated[
        F64, Variable("threat from the elite as reported to the leader", "1", ("initial.elite_threat",))
    ]
    elite_fear: Annotated[F64, Variable("mean fear of the top ranks", "share", (0.0,))]
    elite_capability: Annotated[F64, Variable("means of the top ranks to retaliate", "share", (0.0,))]
    predecessor_share: Annotated[
        F64, Variable("share of the top ranks whom the predecessor appointed", "share", (0.0,))
    ]
    fled_abroad: Annotated[
        F64, Variable("share of the posts abroad from which holders fled, as it is remembered", "share", (0.0,))
    ]
    public_grievance: Annotated[F64, Variable("mean grievance of the public", "share", ("initial.public_grievance",))]
    competence: Annotated[F64, Variable("mean competence of the top ranks", "standard deviations", (0.0,))]
    administration: Annotated[
        F64,
        Variable(
            "mean competence of cadres, less what newcomers to a post have still to learn",
            "standard deviations",
            (0.0,),
        ),
    ]
    broker_price: Annotated[F64, Variable("what a broker asks for the way over the border", "USD", (0.0,))]
    broker_error: Annotated[F64, Variable("what moves that price besides, in its logarithm", "1", (0.0,))]
    usual_demand: Annotated[
        F64, Variable("people a month who would leave if they could pay, as brokers are used to", "persons", (0.0,))
    ]
    next_person: Annotated[I64, Variable("serial number of the next recruit", "number")]
    ended: Annotated[NDArray[np.bool_], Variable("whether the regime has fallen", "yes or no")]
    conduct_cases: Annotated[F32, Variable("penalties remembered, by circle and displayed loyalty", "cases")]
    conduct_posts: Annotated[F32, Variable("posts remembered, by circle and displayed loyalty", "posts")]
    shelter: Annotated[
        F32, Variable("share of the rank's mean risk that full displayed loyalty seems to remove, by rank", "share")
    ]
    display_norm: Annotated[
        F32, Variable("displayed loyalty at which one passes for loyal as likely as not, by rank", "share")
    ]
    prospects: Annotated[F32, Variable("rate of promotions out of each circle", "per year")]


Group = TypeVar("Group", Cadres, Homes, Cases, Regime)


@dataclass(slots=True)
class State:
    """Everything that one month hands to the next. The rows of `minds` are the columns of cadres named in MINDS."""

    cadres: Cadres
    minds: F32
    homes: Homes
    cases: Cases
    regime: Regime

    def copy(self) -> State:
        """The same state in memory of its own."""
        minds = self.minds.copy()
        cadres = _copied(self.cadres)._replace(**dict(zip(MINDS, minds, strict=True)))
        return State(cadres, minds, _copied(self.homes), _copied(self.cases), _copied(self.regime))

    def digest(self) -> str:
        """Hash of the full state, hex: equal only if every number is equal to the bit."""
        found = hashlib.blake2b(digest_size=16)
        for column in (*self.cadres, *self.homes, *self.regime):
            found.update(column.data if column.size > 1 else repr(column.item()).encode())
        for column in (self.cases.post, self.cases.flight, self.cases.displayed_loyalty, self.cases.opens):
            found.update(column[: self.cases.in_use[0]].data)
        if self.cases.unseen.any():
            found.update(self.cases.unseen.data)
        return found.hexdigest()


def _copied(group: Group) -> Group:
    """A group of columns in memory of its own."""
    columns: Any = group
    return type(group)(*[column.copy() for column in columns])


CADRES, HOMES, REGIME = variables_of(Cadres), variables_of(Homes), variables_of(Regime)

MINDS = tuple(name for name, variable in CADRES.items() if variable.moves and name != "person")
"""What a person takes along when he changes posts; ties, rent and circle stay with the post."""

RECRUIT = {name: variable.recruit for name, variable in CADRES.items() if variable.recruit is not None}
"""What a newcomer starts from where it is not drawn for him: a number, or the name of a parameter."""


def founded(country: Country, month: int, parameters: Parameters) -> State:
    """The state before the first month: everyone was appointed by the predecessor and nothing has been heard."""
    n, h = country.posts.count, country.households.count
    circles, ranks = len(country.circle_sizes), len(country.ranks)
    sources = {"initial": parameters.initial, "people": country.people, "households": country.households}

    def started(variables: Mapping[str, Variable], shape: int, kind: type) -> dict[str, NDArray]:
        """Arrays of the variables that start from numbers and from what `sources` hold, added up."""
        return {name: begin(np.empty(shape, kind), variable) for name, variable in variables.items() if variable.start}

    def begin(array: NDArray, variable: Variable) -> NDArray:
        """Write the start of a variable into an array."""
        first, *others = (np.asarray(named(part) if isinstance(part, str) else part) for part in variable.start)
        np.add(first.astype(array.dtype, copy=False), array.dtype.type(0), out=array)  # which makes 0 of -0
        for part in others:
            array += part.astype(array.dtype, copy=False)
        return array

    def named(path: str) -> float | NDArray:
        source, _, name = path.partition(".")
        return getattr(sources[source], name)

    minds = np.empty((len(MINDS), n), np.float32)
    begun = started({name: variable for name, variable in CADRES.items() if name not in MINDS}, n, np.float32)
    cadres = Cadres(
        person=np.arange(n, dtype=np.int32),
        standing=np.full(n, SERVING, np.uint8),
        since=np.full(n, month - 1, np.int32),
        **begun | {name: begin(mind, CADRES[name]) for name, mind in zip(MINDS, minds, strict=True)},
    )
    cases = Cases(
        np.zeros(n, np.int32),
        np.zeros(n, np.uint8),
        np.zeros(n, np.float32),
        np.zeros(n, np.float32),
        in_use=np.zeros(1, np.int32),
        unseen=np.zeros((2, circles)),
    )
    regime = Regime(
        next_person=np.array([n]),
        ended=np.zeros(1, np.bool_),
        conduct_cases=np.zeros((circles, CONDUCT_BINS), np.float32),
        conduct_posts=np.zeros((circles, CONDUCT_BINS), np.float32),
        shelter=np.zeros(ranks, np.float32),
        display_norm=np.full(ranks, parameters.initial.displayed_loyalty - parameters.believe.leeway, np.float32),
        prospects=np.zeros(circles, np.float32),
        **started(REGIME, 1, np.float64),
    )
    return State(cadres, minds, Homes(**started(HOMES, h, np.float32)), cases, regime)

"""The state of a run: plain arrays and a few numbers. A checkpoint is this and the month, nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields

import numpy as np

from politburo.country import Country
from politburo.country.country import F32, F64, I32, U8

CIRCLES = 24
RANKS = 4
CONDUCT_BINS = 8
SERVING, LYING_LOW, PLOTTING = 0, 1, 2

PERSONAL = (
    "person",
    "loyalty",
    "devotion",
    "disposition",
    "risk",
    "fear",
    "display",
    "open_close",
    "open_far",
    "penalties_heard",
    "flights_heard",
    "association",
    "competence",
    "age",
    "predecessor",
    "tie",
    "family",
)
"""What a person takes along when he changes posts; ties, rent and circle stay with the post."""


@dataclass(slots=True)
class Cadres:
    """The holder of each post, arrays of shape (n,).

    loyalty is private loyalty on the real line, devotion its logistic; risk is the yearly hazard of a penalty as he
    sees it; penalties_heard and flights_heard count news in cases; seen is the disaffection seen among ties who talk.
    """

    person: I32
    loyalty: F32
    devotion: F32
    disposition: F32
    risk: F32
    fear: F32
    display: F32
    open_close: F32
    open_far: F32
    penalties_heard: F32
    flights_heard: F32
    seen: F32
    association: F32
    competence: F32
    age: F32
    predecessor: F32
    tie: F32
    family: F32
    bribes_visible: F32
    bribes_hidden: F32
    protection: F32
    standing: U8
    since: I32


@dataclass(slots=True)
class Homes:
    """The households, arrays of shape (h,): income in subsistence, cash in USD, the rest shares."""

    income: F32
    hardship: F32
    cash: F32
    belief: F32
    grievance: F32
    confidence: F32
    kin_abroad: F32


@dataclass(slots=True)
class Cases:
    """Last month's penalties and flights, to be heard of this month: the first `count` entries are in use.

    `unseen` (2, 24) are penalties and flights by circle that are to be expected among the cadres for whom simulated
    ones stand: none but in a thinned country.
    """

    post: I32
    flight: U8
    display: F32
    count: int = 0
    unseen: F64 = field(default_factory=lambda: np.zeros((2, CIRCLES)))

    @property
    def penalised(self) -> I32:
        """Posts whose holders were penalised, in the order of the cases."""
        return self.post[: self.count][self.flight[: self.count] == 0]

    @property
    def fled(self) -> I32:
        """Posts whose holders fled."""
        return self.post[: self.count][self.flight[: self.count] == 1]

    def clear(self) -> None:
        """Forget last month's cases."""
        self.count = 0
        self.unseen.fill(0)

    def add(self, posts: I32, flight: int, display: F32) -> None:
        """Add the cases of `posts`, whose holders showed `display`."""
        end = self.count + len(posts)
        self.post[self.count : end] = posts
        self.flight[self.count : end] = flight
        self.display[self.count : end] = display[posts]
        self.count = end


@dataclass(slots=True)
class Regime:
    """What belongs to nobody: the leader's stock of power, alarms, and rates as they have been seen."""

    consolidation: float = 1.0
    purge_intensity: float = 0.0
    market_tolerance: float = 0.0
    surveillance: float = 0.0
    type_blindness: float = 0.0
    loyalty_over_competence: float = 0.0
    alarm: float = 0.0
    recall_alarm: float = 0.0
    expected_cases: float = 0.0
    boldness: float = 1.0
    announced: float = 1.0
    elite_threat: float = 0.3
    elite_fear: float = 0.0
    elite_capability: float = 0.0
    predecessor_share: float = 0.0
    public_grievance: float = 0.3
    competence: float = 0.0
    next_person: int = 0
    ended: bool = False
    circle_rate: F32 = field(default_factory=lambda: np.zeros(CIRCLES, np.float32))
    conduct_cases: F32 = field(default_factory=lambda: np.zeros((RANKS, CONDUCT_BINS), np.float32))
    conduct_posts: F32 = field(default_factory=lambda: np.zeros((RANKS, CONDUCT_BINS), np.float32))
    shelter: F32 = field(default_factory=lambda: np.zeros(RANKS, np.float32))
    prospects: F32 = field(default_factory=lambda: np.zeros(CIRCLES, np.float32))


@dataclass(slots=True)
class State:
    """Everything that one month hands to the next."""

    cadres: Cadres
    homes: Homes
    cases: Cases
    regime: Regime

    def digest(self) -> str:
        """Hash of the full state, hex: equal only if every number is equal to the bit."""
        found = hashlib.blake2b(digest_size=16)
        for part in (self.cadres, self.homes, self.regime):
            for entry in fields(part):
                value = getattr(part, entry.name)
                found.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
        for column in (self.cases.post, self.cases.flight, self.cases.display):
            found.update(column[: self.cases.count].tobytes())
        if self.cases.unseen.any():
            found.update(self.cases.unseen.tobytes())
        return found.hexdigest()


def founded(country: Country, month: int) -> State:
    """The state before the first month: everyone was appointed by the predecessor and nothing has been heard."""
    posts, people, households = country.posts, country.people, country.households
    n, h = posts.count, households.count

    def full(count: int, value: float) -> F32:
        return np.full(count, value, np.float32)

    cadres = Cadres(
        person=np.arange(n, dtype=np.int32),
        loyalty=full(n, 0.3) + people.disposition,
        devotion=full(n, 0.5),
        disposition=people.disposition.copy(),
        risk=full(n, 0.02),
        fear=full(n, 0.05),
        display=full(n, 0.65),
        open_close=full(n, 1.0),
        open_far=full(n, 1.0),
        penalties_heard=full(n, 0.0),
        flights_heard=full(n, 0.0),
        seen=full(n, 0.0),
        association=full(n, 0.0),
        competence=people.competence.copy(),
        age=people.age.copy(),
        predecessor=full(n, 0.0),
        tie=people.tie.copy(),
        family=people.family.copy(),
        bribes_visible=full(n, 0.0),
        bribes_hidden=full(n, 0.0),
        protection=full(n, 0.0),
        standing=np.zeros(n, np.uint8),
        since=np.full(n, month - 1, np.int32),
    )
    homes = Homes(
        income=full(h, 1.0),
        hardship=full(h, 0.5),
        cash=full(h, 50.0),
        belief=full(h, 0.55),
        grievance=full(h, 0.4),
        confidence=full(h, 0.95),
        kin_abroad=households.kin_abroad.copy(),
    )
    cases = Cases(np.empty(n, np.int32), np.empty(n, np.uint8), np.empty(n, np.float32))
    return State(cadres, homes, cases, Regime(next_person=n))

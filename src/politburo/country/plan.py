"""What a country is built from: plain numbers, each with its source or called assumed in the files that set it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from politburo.country.checks import is_assumed, is_wholly_assumed
from politburo.terms.errors import UsageError

MOST_ORGANS = 16
RANKS = (2, 6)
MOST_PROVINCES = 100

TASKS = ("guards", "trades", "serves_abroad")
"""What sets an organ apart in the model and in claims, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province: population by sex, access to an open border (0–1), spread of market places (mean 1).

    `tile` is its place, as (column, row) from the top left, on a map of equal tiles; None where no map is known.
    """

    name: str
    women: int
    men: int
    border_access: float
    markets: float = 1.0
    tile: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank: what a post yields and its arms, relative to the top; mean age and tie to the leader of first holders.

    The posts of a `top` rank belong to the national leadership: they are never thinned by the scale.
    """

    name: str
    rent: float
    age: float
    tie: float
    arms: float
    top: bool = False


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ: the living that its posts yield, their arms, their contact with the outside.

    The leaders of organs that guard the regime (`guards`) stand against a coup if they are loyal. `trades` marks an
    organ that handles foreign trade, `serves_abroad` one that represents the country abroad.
    """

    name: str
    rent: float
    arms: float
    exposure: float
    guards: bool = False
    trades: bool = False
    serves_abroad: bool = False


@dataclass(frozen=True, slots=True)
class Posting:
    """So many `posts` of an organ and a rank (codes) in a province (code), or in all by population (None).

    Fractions of posts are allowed: they are rounded when a country is built. So many of the posts are `abroad`; which
    ones is drawn among all of the organ and rank.
    """

    organ: int
    rank: int
    place: int | None
    posts: float
    abroad: int = 0


@dataclass(frozen=True, slots=True)
class Sourced:
    """A value, or a few that stand together, in words, and where it is from: `what` it is of, such as `organ party`."""

    what: str
    key: str
    value: str
    source: str

    @property
    def is_assumed(self) -> bool:
        """Whether it is an assumption, in part at least."""
        return is_assumed(self.source)

    @property
    def is_assumed_in_part(self) -> bool:
        """Whether it is an assumption in part, and has another source besides."""
        return self.is_assumed and not is_wholly_assumed(self.source)


@dataclass(frozen=True, slots=True)
class CountryPlan:
    """A country before it is built. Households and the ranks below the top ones shrink with scale, top ranks never do.

    Ranks are in order from the top. `capital` is the code of a province. `about` says in a sentence or two what the
    country is. `sources` says where every value is from, which decides nothing: plans that differ in it
    alone are equal. Raises UsageError for a country that cannot be built.
    """

    name: str
    title: str
    about: str
    provinces: tuple[Province, ...]
    capital: int
    organs: tuple[Organ, ...]
    ranks: tuple[Rank, ...]
    postings: tuple[Posting, ...]
    households: int
    close_friends: int
    acquaintances: int
    kin: int
    far_share: float
    women_exit: float
    men_exit: float
    sources: tuple[Sourced, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if said := self._problem():
            raise UsageError(f"The country {self.name!r} cannot be built: {said}.")

    def organs_that(self, task: str) -> tuple[int, ...]:
        """Codes of the organs that have a task, one of TASKS."""
        return tuple(code for code, organ in enumerate(self.organs) if getattr(organ, task))

    @property
    def people(self) -> int:
        """People who live there."""
        return sum(province.women + province.men for province in self.provinces)

    @property
    def cadres(self) -> tuple[int, ...]:
        """Posts of each rank, from the top."""
        return tuple(
            round(sum(posting.posts for posting in self.postings if posting.rank == rank))
            for rank in range(len(self.ranks))
        )

    @property
    def top_ranks(self) -> int:
        """How many ranks, from the top, are those of the national leadership."""
        return sum(rank.top for rank in self.ranks)

    def _problem(self) -> str:
        """What keeps the country from being built, if anything does."""
        counts = (
            ("organs", len(self.organs), 1, MOST_ORGANS),
            ("ranks", len(self.ranks), *RANKS),
            ("provinces", len(self.provinces), 1, MOST_PROVINCES),
        )
        for what, count, least, most in counts:
            if not least <= count <= most:
                return f"it has {count} {what}; there must be {least} to {most}"
        for what, entries in (("organ", self.organs), ("rank", self.ranks), ("province", self.provinces)):
            names = [entry.name for entry in entries]
            if twice := [name for name in names if names.count(name) > 1]:
                return f"two of its {what}s are called {twice[0]!r}"
        if not self.ranks[0].top or any(low.top > high.top for high, low in pairwise(self.ranks)):
            return "its top ranks must be the first ones, and at least one"
        for entry, posts in zip(self.ranks, self.cadres, strict=True):
            if posts < 1:
                return f"there is no post of rank {entry.name!r}"
        return ""

"""What a country is built from: plain numbers, each with its source or called assumed in the plan that sets it."""

from __future__ import annotations

from dataclasses import dataclass

from politburo.evidence import Figure


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
class Organ:
    """An organ: its share of the cadres of each rank, the living it yields, its arms, its contact with the outside.

    `abroad` gives the number of its posts abroad in each rank.
    """

    name: str
    shares: tuple[float, float, float, float]
    rent: float
    arms: float
    exposure: float
    abroad: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class CountryPlan:
    """A country before it is built. Ranks 3–4 and households shrink with scale, ranks 1–2 never do.

    `evidence` holds the public figures that it was made from: none for a country that is made up.
    """

    name: str
    title: str
    provinces: tuple[Province, ...]
    capital: int
    organs: tuple[Organ, ...]
    posts: tuple[int, int, int, int]
    central_share: float
    households: int
    close_friends: int
    acquaintances: int
    kin: int
    far_share: float
    women_exit: float
    men_exit: float
    evidence: tuple[Figure, ...] = ()

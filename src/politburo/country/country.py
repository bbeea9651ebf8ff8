"""The country as arrays: who lives there before the first month. Shared by all runs and never written to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
U8 = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Links:
    """Lists of unlike length in compressed rows: that of i is `ends[starts[i]:starts[i + 1]]`."""

    starts: I32
    ends: I32


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts in order of community (province, organ, rank), so that ties are near in memory. Arrays have shape (n,).

    `circle` is organ × 4 + rank; `patron` a post one rank up in the same organ (−1 where there is none); `access` that
    of the province to an open border. `blocks` (b + 1,) are the starts of the runs of posts of one province, organ and
    rank, with the end as last entry; `top` lists the posts of the two top ranks, `by_circle` the posts of each circle,
    `clients` those whose patron a post is. `close` (n, 6) and `acquaintances` (n, 10) are the other ends of the ties
    of each post: symmetric, none to itself.
    """

    organ: U8
    rank: U8
    province: U8
    circle: U8
    rent: F32
    prominence: F32
    arms: F32
    exposure: F32
    abroad: F32
    access: F32
    patron: I32
    blocks: I32
    top: I32
    by_circle: Links
    clients: Links
    close: I32
    acquaintances: I32

    @property
    def count(self) -> int:
        """Number of posts."""
        return len(self.organ)


@dataclass(frozen=True, slots=True)
class People:
    """The first holders of the posts, shape (n,).

    Disposition and competence are standard normal, ages in years, tie to the leader and family at home are shares.
    """

    disposition: F32
    competence: F32
    age: F32
    tie: F32
    family: F32


@dataclass(frozen=True, slots=True)
class Households:
    """Persons of working age, each standing for `weight` people, in order of province. All arrays have shape (h,).

    `readiness` is access to an open border times the factors of sex and age; `aptitude` is log-normal with median 1;
    `dependence` on the ration and `kin_abroad` at the start are shares. `blocks` are the starts of the provinces, with
    the end as last entry.
    """

    province: U8
    sex: U8
    age: F32
    weight: F32
    aptitude: F32
    dependence: F32
    readiness: F32
    kin_abroad: F32
    kin: I32
    blocks: I32

    @property
    def count(self) -> int:
        """Number of households."""
        return len(self.province)


@dataclass(frozen=True, slots=True)
class Country:
    """A built country.

    `circle_sizes` counts the posts of each circle (24,), `whole_sizes` those of the whole country for which they stand.
    """

    name: str
    title: str
    provinces: tuple[str, ...]
    scale: float
    posts: Posts
    people: People
    households: Households
    circle_sizes: I32
    whole_sizes: I32

    @property
    def weights(self) -> F64:
        """Posts of the whole country for which one of each circle stands (24,): 1 where none is left out."""
        return self.whole_sizes / np.maximum(self.circle_sizes, 1)

    @property
    def thinned(self) -> bool:
        """Whether the country has fewer posts than the whole one."""
        return not np.array_equal(self.circle_sizes, self.whole_sizes)

"""The country as arrays: who lives there before the first month. Shared by all runs and never written to.

Posts, people and households are named tuples of columns, each with what it stands for; their `count` hides the method
of tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from politburo.terms.variables import Variable, variables_of
from politburo.terms.words import Names

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]
Number = Any
"""One number of a column, as small compiled rules take it: a type checker knows no more of an element of an array."""


class Links(NamedTuple):
    """Lists of unlike length in compressed rows: that of i is `ends[starts[i]:starts[i + 1]]`."""

    starts: I32
    ends: I32


class Posts(NamedTuple):
    """Posts in order of community (province, organ, rank), so that ties are near in memory. Arrays have shape (n,).

    `circle` is organ × number of ranks + rank; `patron` a post one rank up in the same organ (−1 where there is none);
    `access` that of the province to an open border. `blocks` (b + 1,) are the starts of the runs of posts of one
    province, organ and rank, with the end as last entry; `top` lists the posts of the top ranks, `by_circle` the posts
    of each circle, `clients` those whose patron a post is. `close` (n, friends) and `acquaintances` (n, others) are the
    other ends of the ties of each post: symmetric, none to itself.
    """

    organ: Annotated[U8, Variable("organ that the post belongs to", "code")]
    rank: Annotated[U8, Variable("rank of the post, from the top", "code")]
    province: Annotated[U8, Variable("province where the post is, or from which it is staffed", "code")]
    circle: Annotated[U8, Variable("organ and rank together: the colleagues whose fate is known", "code")]
    rent: Annotated[F32, Variable("income that the post yields, relative to a top post of the average organ", "rents")]
    prominence: Annotated[F32, Variable("how visible the holder is", "ratio")]
    arms: Annotated[F32, Variable("means to resist: guns and guards", "share")]
    exposure: Annotated[F32, Variable("contact with the outside", "share")]
    abroad: Annotated[F32, Variable("1 if the post is abroad", "0 or 1")]
    withdrawn_beyond: Annotated[
        F32, Variable("share of posts abroad that are withdrawn before this one is (at home 1)", "share")
    ]
    access: Annotated[F32, Variable("access of the province to an open border", "share")]
    patron: Annotated[
        I32, Variable("post one rank up in the same organ whose client the holder is (−1: none)", "index")
    ]
    blocks: Annotated[I32, Variable("where the posts of each province, organ and rank start", "index")]
    top: Annotated[I32, Variable("the posts of the top ranks", "index")]
    by_circle: Annotated[Links, Variable("the posts of each circle", "index")]
    clients: Annotated[Links, Variable("the posts whose patron a post is", "index")]
    close: Annotated[I32, Variable("posts of close friends", "index")]
    acquaintances: Annotated[I32, Variable("posts of acquaintances", "index")]

    @property
    def count(self) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Number of posts."""
        return len(self.organ)


class People(NamedTuple):
    """The first holders of the posts, shape (n,).

    Disposition, competence and restlessness are standard normal, ages in years, tie to the leader and family at home
    are shares.
    """

    disposition: Annotated[F32, Variable("lasting inclination to loyalty, standard normal", "1")]
    competence: Annotated[F32, Variable("competence, standard normal", "standard deviations")]
    age: Annotated[F32, Variable("age", "years")]
    tie: Annotated[F32, Variable("closeness to the leader", "share")]
    family: Annotated[F32, Variable("share of the family that is at home", "share")]
    restless: Annotated[F32, Variable("lasting inclination to leave, standard normal", "1")]


class Households(NamedTuple):
    """Persons of working age, each standing for `weight` people, in order of province. All arrays have shape (h,).

    `readiness` is access to an open border times the factors of sex and age; `aptitude` is log-normal with median 1;
    `dependence` on the ration and `kin_abroad` at the start are shares. `blocks` are the starts of the provinces, with
    the end as last entry.
    """

    province: Annotated[U8, Variable("province", "code")]
    sex: Annotated[U8, Variable("sex", "code")]
    age: Annotated[F32, Variable("age, from 20 to 60", "years")]
    weight: Annotated[F32, Variable("people represented by the household", "persons")]
    aptitude: Annotated[F32, Variable("aptitude for markets times their spread in the province, log-normal", "ratio")]
    dependence: Annotated[F32, Variable("dependence on the ration", "share")]
    readiness: Annotated[F32, Variable("access to an open border times the factors of sex and age", "ratio")]
    kin_abroad: Annotated[F32, Variable("kin abroad at the start", "share")]
    kin: Annotated[I32, Variable("households of relatives", "index")]
    blocks: Annotated[I32, Variable("where the households of each province start", "index")]

    @property
    def count(self) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Number of households."""
        return len(self.province)


@dataclass(frozen=True, slots=True)
class Country:
    """A built country.

    `organs` and `ranks`, from the top, are names; `guards`, `trades` and `serves_abroad` are the codes of the organs
    that do so, and the first `top_ranks` ranks are those of the national leadership.
    `circle_sizes` counts the posts of each circle (circles,), `whole_sizes` those of the whole country for which they
    stand;
    `weights` are for how many of them one stands: 1 where none is left out, and in no circle if the country is not
    `thinned`.
    """

    name: str
    title: str
    provinces: tuple[str, ...]
    organs: tuple[str, ...]
    ranks: tuple[str, ...]
    guards: tuple[int, ...]
    trades: tuple[int, ...]
    serves_abroad: tuple[int, ...]
    top_ranks: int
    scale: float
    posts: Posts
    people: People
    households: Households
    circle_sizes: I32
    whole_sizes: I32
    weights: F64 = field(init=False)
    thinned: bool = field(init=False)

    @property
    def names(self) -> Names:
        """What its organs, ranks and provinces are called."""
        return Names(self.organs, self.ranks, self.provinces)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", self.whole_sizes / np.maximum(self.circle_sizes, 1))
        object.__setattr__(self, "thinned", not np.array_equal(self.circle_sizes, self.whole_sizes))


POSTS, HOUSEHOLDS = variables_of(Posts), variables_of(Households)

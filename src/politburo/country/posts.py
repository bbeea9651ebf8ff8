"""Building the posts: how many of each kind, what they are worth, whose client each is, and who holds them first.

With a uniform draw u of its own for each number of each post:

    rent       = of the rank · of the organ · (½ + u)
    arms       = of the rank · of the organ · (½ + u)
    prominence = ½ + u
    exposure   = (of the organ + 0.15 · access of the province) · (½ + u) at home, at most 1;  0.85 + 0.15 · u abroad

The patron is drawn from the posts one rank up in the same organ, in the same province, else in the capital, else
anywhere. The age of a first holder is normal about the mean of the rank with a spread of 8 years, from 25 to 84; the
tie to the leader is twice the mean of the rank times u, at most 1; the share of the family at home is 0.4 + 0.6 · u,
where u is the greater of two draws for posts abroad: who is sent leaves family behind.
"""

from __future__ import annotations

from operator import add

import numpy as np

from politburo.country.country import F32, F64, I32, U8, Links, People, Posts
from politburo.country.draws import integers, normals, uniforms
from politburo.country.plan import MOST_ORGANS, CountryPlan
from politburo.country.ties import compressed, starts_of_runs, ties
from politburo.numerics.chance import Purpose
from politburo.numerics.sums import in_order

AGE_SPREAD = 8.0  # assumed: years, of the first holders of a rank
NEAR, FAR = 60, 400  # assumed: reach of ties to close friends and to acquaintances, in posts


def apportion(total: int, weights: list[float]) -> list[int]:
    """Whole numbers that sum to `total` in proportion to `weights` (largest remainders)."""
    every = in_order(np.array(weights))
    exact = [total * weight / every for weight in weights]
    whole = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[: total - sum(whole)]:
        whole[i] += 1
    return whole


def circle_sizes(plan: CountryPlan, scale: float = 1.0) -> I32:
    """Posts of each circle (organ × number of ranks + rank) in the country that a scale makes, (circles,).

    Ranks below the top ones are thinned, but no circle that has posts in the whole country is left without any.
    """
    planned = np.zeros((len(plan.organs), len(plan.ranks)))
    for posting in plan.postings:
        planned[posting.organ, posting.rank] += posting.posts
    sizes = np.zeros(planned.shape, np.int32)
    for rank, posts in enumerate(planned.T.tolist()):
        size = round(in_order(np.array(posts)))
        whole = apportion(size, posts)
        total = size if plan.ranks[rank].top else max(round(size * scale), sum(map(bool, whole)))
        sizes[:, rank] = np.maximum(apportion(total, posts), np.minimum(whole, 1))
    return sizes.ravel()


def build_posts(plan: CountryPlan, scale: float) -> Posts:
    """The posts of a plan; ranks below the top ones are thinned by `scale`."""
    organ, rank, province = _places(plan, scale)
    n, ranks = len(organ), len(plan.ranks)
    circle = (organ * np.uint8(ranks) + rank).astype(np.uint8)
    abroad = _abroad(plan, scale, organ, rank)
    access = np.array([p.border_access for p in plan.provinces], np.float32)[province]
    half = np.float32(0.5)
    of_organ = {name: _by_organ(plan, name)[organ] for name in ("rent", "arms", "exposure")}
    rent = _by_rank(plan, "rent")[rank] * of_organ["rent"] * (half + uniforms(n, Purpose.POST, 1))
    arms = _by_rank(plan, "arms")[rank] * of_organ["arms"] * (half + uniforms(n, Purpose.POST, 3))
    at_home = (of_organ["exposure"] + np.float32(0.15) * access) * (half + uniforms(n, Purpose.POST, 0))
    exposure = np.where(abroad > 0, np.float32(0.85) + np.float32(0.15) * uniforms(n, Purpose.POST, 0), at_home)
    pools = _pools(organ, rank, province, plan.capital)
    patron = _patrons(pools, n)
    sizes = circle_sizes(plan, scale)
    times = circle_sizes(plan) / np.maximum(sizes, 1)
    return Posts(
        organ=organ,
        rank=rank,
        province=province,
        circle=circle,
        rent=rent.astype(np.float32),
        prominence=half + uniforms(n, Purpose.POST, 2),
        arms=arms.astype(np.float32),
        exposure=np.minimum(exposure, np.float32(1)).astype(np.float32),
        abroad=abroad,
        withdrawn_beyond=_withdrawn_beyond(abroad),
        access=access,
        patron=patron,
        blocks=starts_of_runs(province.astype(np.int32) * len(sizes) + circle),
        top=np.flatnonzero(rank < plan.top_ranks).astype(np.int32),
        by_circle=compressed(circle.astype(np.int32), np.arange(n, dtype=np.int32), len(sizes)),
        clients=_clients(pools, patron, circle, times),
        close=ties(_communities(organ, province), plan.close_friends, plan.far_share, NEAR, Purpose.TIE),
        acquaintances=ties(_communities(organ, province), plan.acquaintances, plan.far_share, FAR, Purpose.TIE_FAR),
    )


def _by_rank(plan: CountryPlan, name: str) -> F32:
    return np.array([getattr(rank, name) for rank in plan.ranks], np.float32)


def _by_organ(plan: CountryPlan, name: str) -> F32:
    return np.array([getattr(organ, name) for organ in plan.organs], np.float32)


def first_holders(plan: CountryPlan, posts: Posts) -> People:
    """Who holds the posts before the first month."""
    n, rank = posts.count, posts.rank
    age = _by_rank(plan, "age")[rank] + np.float32(AGE_SPREAD) * normals(n, Purpose.PERSON, 2)
    tie = _by_rank(plan, "tie")[rank] * np.float32(2) * uniforms(n, Purpose.PERSON, 3)
    at_home = uniforms(n, Purpose.PERSON, 4)
    at_home = np.where(posts.abroad > 0, np.maximum(at_home, uniforms(n, Purpose.PERSON, 6)), at_home)
    return People(
        disposition=normals(n, Purpose.PERSON, 0),
        competence=normals(n, Purpose.PERSON, 1),
        age=np.clip(age, 25, 84).astype(np.float32),
        tie=np.minimum(tie, np.float32(1)),
        family=np.float32(0.4) + np.float32(0.6) * at_home,
        restless=normals(n, Purpose.PERSON, 5),
    )


def _places(plan: CountryPlan, scale: float) -> tuple[U8, U8, U8]:
    """Organ, rank and province of every post, in order of province, organ, rank."""
    people = [float(p.women + p.men) for p in plan.provinces]
    cells: list[tuple[int, int, int, int]] = []
    for circle, count in enumerate(circle_sizes(plan, scale).tolist()):
        organ, rank = divmod(circle, len(plan.ranks))
        here = [posting for posting in plan.postings if (posting.organ, posting.rank) == (organ, rank)]
        counts = [0] * len(people)
        for posting, posts in zip(here, apportion(count, [posting.posts for posting in here]), strict=True):
            if posting.place is None:
                counts = [*map(add, counts, apportion(posts, people))]
            else:
                counts[posting.place] += posts
        cells += ((province, organ, rank, posts) for province, posts in enumerate(counts))
    cells.sort()
    counts = [cell[3] for cell in cells]
    columns = [np.repeat(np.array([cell[k] for cell in cells], np.uint8), counts) for k in range(3)]
    return columns[1], columns[2], columns[0]


def _abroad(plan: CountryPlan, scale: float, organ: U8, rank: U8) -> F32:
    """1 for posts abroad, drawn among those of their organ and rank; thinned like their rank."""
    abroad = np.zeros(len(organ), np.float32)
    drawn = uniforms(len(organ), Purpose.POST, 4)
    for o, r in sorted({(posting.organ, posting.rank) for posting in plan.postings if posting.abroad}):
        wanted = sum(posting.abroad for posting in plan.postings if (posting.organ, posting.rank) == (o, r))
        here = np.flatnonzero((organ == o) & (rank == r))
        count = min(wanted if plan.ranks[r].top else round(wanted * scale), len(here))
        abroad[here[np.argsort(drawn[here], kind="stable")[:count]]] = 1
    return abroad


def _withdrawn_beyond(abroad: F32) -> F32:
    """For each post the share of posts abroad that are withdrawn before it: their places in an order drawn once."""
    beyond = np.ones(len(abroad), np.float32)
    posts = np.flatnonzero(abroad)
    order = posts[np.argsort(uniforms(len(abroad), Purpose.POST, 7)[posts], kind="stable")]
    beyond[order] = ((np.arange(len(order)) + 0.5) / max(len(order), 1)).astype(np.float32)
    return beyond


def _pools(organ: U8, rank: U8, province: U8, capital: int) -> list[tuple[I32, I32]]:
    """Posts of one rank, organ and province, and those among which they have patrons.

    Patrons are one rank up in the same organ, in the same province or else the capital or else anywhere.
    """
    pools: list[tuple[I32, I32]] = []
    for o in range(int(organ.max()) + 1):
        for r in range(1, int(rank.max()) + 1):
            above = np.flatnonzero((organ == o) & (rank == r - 1)).astype(np.int32)
            below = np.flatnonzero((organ == o) & (rank == r)).astype(np.int32)
            for p in np.unique(province[below]).tolist():
                here = below[province[below] == p]
                near = above[province[above] == p]
                near = near if len(near) else above[province[above] == capital]
                pool = near if len(near) else above
                if len(pool):
                    pools.append((here, pool))
    return pools


def _patrons(pools: list[tuple[I32, I32]], n: int) -> I32:
    """A patron for each of n posts, −1 where there is none."""
    patron = np.full(n, -1, np.int32)
    for here, pool in pools:
        patron[here] = pool[integers(n, np.full(n, len(pool), np.int32), Purpose.POST, 5)[here]]
    return patron


def _clients(pools: list[tuple[I32, I32]], patron: I32, circle: U8, times: F64) -> Links:
    """Posts by patron. A post of each circle stands for `times` (circles,) of the whole country.

    Where a post stands for more than its patron does, it is a client of others too, as those for whom it stands would
    be: so whoever has clients has as many as in the whole country.
    """
    client = np.flatnonzero(patron >= 0).astype(np.int32)
    more = [max(round(float(times[circle[here[0]]] / times[circle[pool[0]]])), 1) - 1 for here, pool in pools]
    others = [np.tile(here, count) for (here, _), count in zip(pools, more, strict=True)]
    if not others:
        return compressed(patron[client], client, len(patron))
    limits = np.concatenate([np.full(len(who), len(pool)) for who, (_, pool) in zip(others, pools, strict=True)])
    drawn = np.split(integers(len(limits), limits, Purpose.POST, 6), np.cumsum([len(who) for who in others])[:-1])
    patrons = [pool[places] for (_, pool), places in zip(pools, drawn, strict=True)]
    return compressed(np.concatenate([patron[client], *patrons]), np.concatenate([client, *others]), len(patron))


def _communities(organ: U8, province: U8) -> I32:
    """Number of the community (province and organ) of each post, rising with the index."""
    key = province.astype(np.int32) * MOST_ORGANS + organ
    return np.cumsum(np.concatenate([[0], (np.diff(key) != 0).astype(np.int32)])).astype(np.int32)

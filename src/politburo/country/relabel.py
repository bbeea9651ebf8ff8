"""The same country under other labels: who has which number, and which code an organ or a province has.

Organs and provinces are counted the other way round, and within the posts of one province, organ and rank, and the
households of one province, everyone has another number, drawn once. Nobody and nothing else changes: who holds which
post, who is tied to whom, and what anything is called. Ranks keep their codes, which say who is above whom.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from politburo.country.construction import freeze
from politburo.country.country import I32, U8, Country, Households, Links, Posts
from politburo.country.plan import TASKS
from politburo.country.ties import compressed, starts_of_runs


def relabelled(country: Country, key: int) -> Country:
    """The country under other labels; the key decides who has which number within a block."""
    posts, homes, ranks = country.posts, country.households, len(country.ranks)
    organ, province = _turned(posts.organ, country.organs), _turned(posts.province, country.provinces)
    lived = _turned(homes.province, country.provinces)
    mixed = np.random.Generator(np.random.Philox(key))
    order = np.lexsort((mixed.random(posts.count), posts.rank, organ, province))
    home_order = np.lexsort((mixed.random(homes.count), lived))
    circles = _circles(country)
    turned = replace(
        country,
        organs=country.organs[::-1],
        provinces=country.provinces[::-1],
        **{task: tuple(sorted(len(country.organs) - 1 - code for code in getattr(country, task))) for task in TASKS},
        posts=_posts(posts, order, organ[order], province[order], ranks, len(circles)),
        people=type(country.people)(*(column[order] for column in country.people)),
        households=_households(homes, home_order, lived[home_order]),
        circle_sizes=country.circle_sizes[circles],
        whole_sizes=country.whole_sizes[circles],
    )
    freeze(turned)
    return turned


def _turned(codes: U8, names: tuple[str, ...]) -> U8:
    """Codes counted from the other end."""
    return (np.uint8(len(names) - 1) - codes).astype(np.uint8)


def _circles(country: Country) -> NDArray[np.int64]:
    """For each circle under the new codes the one that it was."""
    return np.arange(len(country.circle_sizes)).reshape(-1, len(country.ranks))[::-1].ravel()


def _numbers(order: NDArray[np.int64]) -> I32:
    """The new number of whoever had each number, and −1 for nobody (n + 1,)."""
    numbers = np.full(len(order) + 1, -1, np.int32)
    numbers[order] = np.arange(len(order), dtype=np.int32)
    return numbers


def _posts(posts: Posts, order: NDArray[np.int64], organ: U8, province: U8, ranks: int, circles: int) -> Posts:
    numbers, rank = _numbers(order), posts.rank[order]
    circle = (organ * np.uint8(ranks) + rank).astype(np.uint8)
    moved = {name: getattr(posts, name)[order] for name in ("rent", "prominence", "arms", "exposure", "abroad",
                                                            "withdrawn_beyond", "access")}  # fmt: skip
    return Posts(
        organ=organ,
        rank=rank,
        province=province,
        circle=circle,
        **moved,
        patron=numbers[posts.patron[order]],
        blocks=starts_of_runs(province.astype(np.int32) * circles + circle),
        top=np.sort(numbers[posts.top]),
        by_circle=compressed(circle.astype(np.int32), np.arange(len(order), dtype=np.int32), circles),
        clients=_links(posts.clients, order, numbers),
        close=numbers[posts.close[order]],
        acquaintances=numbers[posts.acquaintances[order]],
    )


def _links(links: Links, order: NDArray[np.int64], numbers: I32) -> Links:
    """Links between the same, by their new numbers."""
    counts = np.diff(links.starts)
    rows = np.repeat(np.arange(len(counts)), counts)
    return compressed(numbers[rows], numbers[links.ends], len(order))


def _households(homes: Households, order: NDArray[np.int64], province: U8) -> Households:
    moved = {name: column[order] for name, column in homes._asdict().items() if name not in ("province", "blocks")}
    kin = _numbers(order)[moved.pop("kin")]
    return Households(province=province, blocks=starts_of_runs(province), kin=kin, **moved)

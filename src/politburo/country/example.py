"""The plan of a small fictional country, for tests and teaching. Every number is invented."""

from __future__ import annotations

from collections.abc import Iterator

from politburo.country.plan import CountryPlan, Organ, Posting, Province, Rank

CENTRAL_SHARE = 0.9  # share of the posts of rank 2 that are in the capital

# Posts of each organ in each rank.
POSTS = (
    (24, 96, 315, 1_000),
    (12, 48, 154, 440),
    (7, 29, 91, 260),
    (9, 38, 84, 200),
    (4, 15, 35, 60),
    (4, 14, 21, 40),
)
ABROAD = {(4, 2): 12, (4, 3): 30, (5, 1): 4, (5, 2): 8, (5, 3): 20}


def example() -> CountryPlan:
    """Three provinces, one along an open border; 3,000 cadres and 5,000 households."""
    return CountryPlan(
        name="example",
        title="Example",
        about="A small fictional country, for tests and teaching: three provinces, one along an open border.",
        provinces=(
            Province("Capital", 260_000, 240_000, 0.01, tile=(0, 1)),
            Province("Border", 160_000, 140_000, 1.0, tile=(0, 0)),
            Province("Plain", 310_000, 290_000, 0.03, tile=(1, 1)),
        ),
        capital=0,
        organs=(
            Organ("party", rent=1.10, arms=0.02, exposure=0.05),
            Organ("military", rent=1.00, arms=0.80, exposure=0.03),
            Organ("security", rent=1.15, arms=0.60, exposure=0.08, guards=True),
            Organ("government", rent=0.90, arms=0.00, exposure=0.08),
            Organ("trade", rent=1.25, arms=0.00, exposure=0.35, trades=True),
            Organ("diplomacy", rent=1.10, arms=0.00, exposure=0.45, serves_abroad=True),
        ),
        ranks=(
            Rank("top leadership", rent=1.0, age=64, tie=0.6, arms=1.0, top=True),
            Rank("senior/central", rent=0.75, age=57, tie=0.25, arms=0.6, top=True),
            Rank("provincial", rent=0.5, age=51, tie=0.06, arms=0.3),
            Rank("county", rent=0.35, age=45, tie=0.02, arms=0.1),
        ),
        postings=tuple(_postings()),
        households=5_000,
        close_friends=6,
        acquaintances=10,
        kin=4,
        far_share=0.15,
        women_exit=1.5,
        men_exit=0.45,
    )


def _postings() -> Iterator[Posting]:
    """The top is in the capital, most of the centre too; all other posts are everywhere."""
    for organ, sizes in enumerate(POSTS):
        for rank, size in enumerate(sizes):
            central = (1.0, CENTRAL_SHARE, 0.0, 0.0)[rank] * size
            if central:
                yield Posting(organ, rank, 0, central)
            if central < size:
                yield Posting(organ, rank, None, size - central, ABROAD.get((organ, rank), 0))

"""The plan of North Korea in 2008, from the packaged evidence; what it does not give is assumed here, by name.

- Population by province: 2008 census (ten provinces, and the military camps that the census counts apart).
- Tracked top posts: 218 (Unification Ministry, 2013). Missions abroad: 53.
- Number of cadres: no solid count exists for provinces and counties (evidence gives 1,000 to 2,000,000 by
  definition); about 200,000 is assumed.
- Weights of organs: elected delegates of the 2016 congress for party, military and state; the parts of security, trade
  and diplomacy within the state are assumed.
- Access to an open border: assumed so that the home provinces of those who arrived come out (80–85 % from the two
  Hamgyong provinces in 2007–08): two of the provinces along the border send almost everyone, two almost no one.
"""

from __future__ import annotations

from collections.abc import Iterator

from politburo.country.plan import CountryPlan, Organ, Posting, Province, Rank
from politburo.evidence import Figure, figure

WOMEN_SHARE = 0.513  # 2008 census, all ages, outside military camps (assumed equal in all provinces)
WOMEN_SHARE_CAMPS = 0.06  # assumed

BORDER_ACCESS = {  # assumed, see above
    "Pyongyang": 0.01,
    "Ryanggang": 1.0,
    "N_Hamgyong": 0.9,
    "S_Hamgyong": 0.10,
    "Jagang": 0.03,
    "N_Pyongan": 0.03,
    "S_Pyongan": 0.015,
    "N_Hwanghae": 0.01,
    "S_Hwanghae": 0.01,
    "Kangwon": 0.015,
    "military_camps": 0.002,
}

TILES = {  # column and row on a map of tiles, roughly where they lie; the camps are no place and stand apart
    "Pyongyang": (1, 2),
    "Ryanggang": (2, 0),
    "N_Hamgyong": (3, 0),
    "S_Hamgyong": (2, 1),
    "Jagang": (1, 1),
    "N_Pyongan": (0, 1),
    "S_Pyongan": (0, 2),
    "N_Hwanghae": (1, 3),
    "S_Hwanghae": (0, 3),
    "Kangwon": (2, 2),
    "military_camps": (3, 3),
}

RANK_2, RANK_3, RANK_4 = 2_300, 18_000, 179_482  # assumed: with 218 top posts, 200,000 cadres
CENTRAL_SHARE = 0.9  # assumed: share of the posts of rank 2 that are in the capital
STAFF_ABROAD_PER_MISSION = 11  # assumed: 53 missions with about 600 diplomats
TRADE_POSTS_ABROAD = 1_800  # assumed

# Assumed: rents, arms and exposure.
ORGANS = (
    Organ("party", rent=1.10, arms=0.02, exposure=0.05),
    Organ("military", rent=1.00, arms=0.80, exposure=0.03),
    Organ("security", rent=1.15, arms=0.60, exposure=0.08, guards=True),
    Organ("government", rent=0.90, arms=0.00, exposure=0.08),
    Organ("trade", rent=1.25, arms=0.00, exposure=0.35, trades=True),
    Organ("diplomacy", rent=1.10, arms=0.00, exposure=0.45, serves_abroad=True),
)

# Assumed: rents, ages, ties and arms.
RANKS = (
    Rank("top leadership", rent=1.0, age=64, tie=0.6, arms=1.0, top=True),
    Rank("senior/central", rent=0.75, age=57, tie=0.25, arms=0.6, top=True),
    Rank("provincial", rent=0.5, age=51, tie=0.06, arms=0.3),
    Rank("county", rent=0.35, age=45, tie=0.02, arms=0.1),
)


def north_korea() -> CountryPlan:
    """The plan; raises EvidenceError when a packaged figure is missing."""
    people = {name: figure("structure", f"population_census_{name}") for name in BORDER_ACCESS}
    top_posts = figure("structure", "top_leadership_posts_tracked_MOU")
    missions = figure("structure", "diplomatic_missions", "2017")
    sectors = ("party_political", "military", "state_economic")
    sizes = (round(top_posts.value), RANK_2, RANK_3, RANK_4)
    delegates = [figure("structure", f"congress_delegates_{sector}", "2016") for sector in sectors]
    return CountryPlan(
        name="north-korea",
        title="North Korea",
        about="North Korea in 2008, from public figures and named assumptions.",
        provinces=tuple(_province(name, round(people[name].value)) for name in BORDER_ACCESS),
        capital=0,
        organs=ORGANS,
        ranks=RANKS,
        postings=tuple(_postings(sizes, delegates, round(missions.value * STAFF_ABROAD_PER_MISSION))),
        households=250_000,
        close_friends=6,
        acquaintances=10,
        kin=4,
        far_share=0.08,
        women_exit=1.5,
        men_exit=0.45,
        evidence=(*people.values(), top_posts, missions, *delegates),
    )


def _province(name: str, people: int) -> Province:
    women = round(people * (WOMEN_SHARE_CAMPS if name == "military_camps" else WOMEN_SHARE))
    return Province(name, women, people - women, BORDER_ACCESS[name], tile=TILES[name])


def _postings(sizes: tuple[int, ...], delegates: list[Figure], diplomats: int) -> Iterator[Posting]:
    """Ranks of so many posts: the top is in the capital, most of the centre too, all other posts are everywhere."""
    p, m, s = (sector.value / sum(other.value for other in delegates) for sector in delegates)
    # Security is set apart from party and military, trade and diplomacy from the state: assumed.
    lower = (0.9 * p, 0.8 * m, 0.1 * p + 0.2 * m, 0.86 * s, 0.10 * s, 0.04 * s)
    upper = (0.9 * p, 0.8 * m, 0.1 * p + 0.2 * m, 0.70 * s, 0.15 * s, 0.15 * s)
    abroad = {(4, 2): 200, (4, 3): TRADE_POSTS_ABROAD - 200, (5, 1): 40, (5, 2): 100, (5, 3): diplomats - 140}
    for organ in range(len(ORGANS)):
        for rank, size in enumerate(sizes):
            posts = size * (upper if RANKS[rank].top else lower)[organ]
            central = (1.0, CENTRAL_SHARE, 0.0, 0.0)[rank] * posts
            if central:
                yield Posting(organ, rank, 0, central)
            if central < posts:
                yield Posting(organ, rank, None, posts - central, abroad.get((organ, rank), 0))

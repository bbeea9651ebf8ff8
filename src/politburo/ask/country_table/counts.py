"""What is told of a table: counts of at least five persons, in fives.

Two rules keep persons out of it, whatever is subtracted from what:

- **Merging.** A cell of one to four persons is never told: it joins another organ, a neighbouring rank, the
  neighbouring years or forms, until each has at least five. The rest, such as those who stayed where some left, counts
  as a cell of its own.
- **Fives.** Every count is a multiple of five, and so is every sum and every difference of counts. The cells of one
  partition add up to its total (largest remainders), and rates are made of these counts alone.

Each person is counted once in a partition: of several posts in a year the highest counts.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low
from typing import TypeVar

from politburo.ask.country_table.careers import FEWEST, LONGEST_LABEL, NO_ORGAN, Careers, Post
from politburo.ask.country_table.exits import IN_OFFICE, NAMES, NOT_KNOWN, OTHER, REGIME
from politburo.terms.errors import UsageError

BASE = FEWEST
OFF = BASE - 1
"""How far a count in fives can be from the true one."""

MOST_ORGANS, MOST_RANKS = 16, 5
ORDINALS = ("first", "second", "third", "fourth", "fifth")
CARRIED = 0.6
"""Share of an organ's last holders who must hold another one from the next year on for the two to be taken for one."""

TENURES = (1, 3, 5, 10)
"""Years from which on the classes of tenure begin, below the first: less than a year."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Turnover:
    """Of those who held a post when the year before `first` ended, how many left by the end of the year `last`."""

    first: int
    last: int
    holders: int
    left: int

    @property
    def years(self) -> int:
        """Years that it covers."""
        return self.last - self.first + 1

    def hazard(self, left: float | None = None, holders: float | None = None) -> float:
        """Turnover a year: −ln(share that stayed) / years; of other counts, where they are given."""
        left, holders = self.left if left is None else left, self.holders if holders is None else holders
        return math.log(holders / max(holders - max(left, 0), holders / 100)) / self.years

    @property
    def low(self) -> float:
        """The least hazard that fits counts as far off as fives allow."""
        return self.hazard(max(self.left - OFF, FEWEST), self.holders + OFF) if self.left else 0.0

    @property
    def high(self) -> float:
        """The most."""
        return self.hazard(self.left + OFF, max(self.holders - OFF, 2 * FEWEST)) if self.left else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """All that is told of a table. Counts are persons, in fives; `posts` are (organ, rank, count) of the year `year`.

    `first` and `last` are the first and the last year in which five persons or more held a post. `generations` are
    (first year, last year, count) of those who entered under each leader. `doubts` are sentences.
    """

    persons: int
    first: int
    last: int
    year: int
    organs: tuple[str, ...]
    ranks: tuple[str, ...]
    posts: tuple[tuple[int, int, int], ...]
    turnover: tuple[Turnover, ...]
    exits: Mapping[str, int]
    tenure: Mapping[str, int]
    mean_tenure: float | None
    generations: tuple[tuple[int, int, int], ...]
    doubts: tuple[str, ...]


def counts_of(careers: Careers, year: int | None = None) -> Counts:
    """Count a table. `year` is the one whose posts are told, by default the last with about as many holders as usual.

    Raises UsageError for a year in which fewer than five persons held a post.
    """
    remarks = [*careers.remarks, *_doubts(careers.doubts)]
    careers, renamed = _without_renaming(careers)
    held = held_by_year(careers)
    told = [year for year, holders in held.items() if len(holders) >= FEWEST]
    if not told:
        raise UsageError("In no year did five persons or more hold a post: too few to tell anything of them.")
    chosen = _usual_year({one: len(held[one]) for one in told}) if year is None else year
    holders = held.get(chosen, {})
    if len(holders) < FEWEST:
        raise UsageError(f"Fewer than five persons held a post at the end of {chosen}: choose another --year.")
    cells = Counter((post.organ, post.rank) for post in holders.values())
    merged, together = merged_posts(cells, _others(careers.organs))
    turnover = _turnover(held, careers)
    exits, tenure, years = _exits(careers), *_tenure(careers)
    generations = _generations(careers, told[0], told[-1])
    if NOT_KNOWN in exits:
        remarks.append(f"How persons left is not in the table, or not clear: {few(exits[NOT_KNOWN])}.")
    remarks += _merges(cells, merged, careers, turnover)
    if renamed:
        remarks.append(f"Organs that were taken for another under a new name, by their holders: {renamed}.")
    sizes = Counter[int]()
    for (organ, _), count in merged.items():
        sizes[organ] += count
    organs = sorted(sizes, key=lambda organ: (organ < 0, -sizes[organ], organ))
    ranks = sorted({rank for _, rank in merged})
    called = [_rank_name(together[rank], place, careers.rank_names) for place, rank in enumerate(ranks)]
    posts = sorted((organs.index(organ), ranks.index(rank), held) for (organ, rank), held in in_fives(merged).items())
    persons = len({post.person for post in careers.posts})
    return Counts(
        persons=BASE * round(persons / BASE),
        first=told[0],
        last=told[-1],
        year=chosen,
        organs=tuple(NO_ORGAN if organ < 0 else careers.organs[organ] for organ in organs),
        ranks=tuple(called),
        posts=tuple(posts),
        turnover=turnover,
        exits=exits,
        tenure=tenure,
        mean_tenure=years,
        generations=generations,
        doubts=tuple(remarks),
    )


def _rank_name(together: Sequence[int], place: int, names: Sequence[str]) -> str:
    """What a rank is called: by the user's names, or by its place."""
    called = " and ".join(names[rank] if rank < len(names) else "others" for rank in together)
    return called if names and len(called) <= LONGEST_LABEL else f"{ORDINALS[place]} rank"


def _usual_year(holders: Mapping[int, int]) -> int:
    """The year whose number of holders is nearest to the median of all years; of several the last."""
    middle = median_low(holders.values())
    return min(holders, key=lambda year: (abs(holders[year] - middle), -year))


def few(count: int) -> str:
    """A count of rows in words, in fives."""
    return "fewer than five" if count < FEWEST else f"about {BASE * round(count / BASE)}"


def in_fives(cells: Mapping[Key, int]) -> dict[Key, int]:
    """Cells of at least five as multiples of five that add up to their total in fives, none below five."""
    units = {key: count // BASE for key, count in cells.items()}
    missing = max(round(sum(cells.values()) / BASE) - sum(units.values()), 0)
    order = sorted(cells, key=lambda key: (-(cells[key] % BASE), list(cells).index(key)))
    for key in order[:missing]:
        units[key] += 1
    return {key: BASE * count for key, count in units.items()}


def too_small(count: int) -> bool:
    """Whether a count would tell of one to four persons."""
    return 0 < count < FEWEST


def merged_neighbours(
    cells: Sequence[tuple[Key, int]], join: Callable[[Key, Key], Key], rest: int = 0
) -> list[tuple[Key, int]]:
    """Neighbouring cells put together until none is too small; nothing where even all together are.

    `join` makes the name of two that become one.
    """
    found = [(key, count) for key, count in cells if count]
    while any(too_small(count) for _, count in found):
        if len(found) == 1:
            return []
        small = min(range(len(found)), key=lambda place: found[place][1])
        other = min(
            (place for place in (small - 1, small + 1) if 0 <= place < len(found)), key=lambda place: found[place][1]
        )
        first, second = sorted((small, other))
        found[first : second + 1] = [(join(found[first][0], found[second][0]), found[first][1] + found[second][1])]
    return found


def held_by_year(careers: Careers) -> dict[int, dict[int, Post]]:
    """The post that each person held when a year ended (in a table by years: in that year), the highest of several."""
    held: dict[int, dict[int, Post]] = {year: {} for year in range(careers.first, careers.last + 1)}
    for post in sorted(careers.posts, key=lambda one: (one.rank, one.start, one.organ), reverse=True):
        end = careers.last + 1 if post.end is None else post.end
        for year in range(post.start, min(end, careers.last + 1)):
            held[year][post.person] = post
    return held


def merged_posts(
    cells: Mapping[tuple[int, int], int], others: Collection[int] = ()
) -> tuple[dict[tuple[int, int], int], list[tuple[int, ...]]]:
    """Holders by organ and rank, with what is too small put together, and the ranks that each new one is made of.

    −1 is the organ of all others.

    Ranks first, then organs: a rank that is too small joins the one next to it, a cell that is too small the other
    organs in its rank, and where these are too small the next rank, then the smallest cell there is.
    """
    by_rank = Counter[int]()
    for (_, rank), count in cells.items():
        by_rank[rank] += count
    single: list[tuple[tuple[int, ...], int]] = [((rank,), by_rank[rank]) for rank in sorted(by_rank)]
    ranks = merged_neighbours(single, lambda a, b: (*a, *b))
    while len(ranks) > MOST_RANKS:
        ranks[-2:] = [((*ranks[-2][0], *ranks[-1][0]), ranks[-2][1] + ranks[-1][1])]
    of_rank = {rank: place for place, (together, _) in enumerate(ranks) for rank in together}
    found = Counter[tuple[int, int]]()
    for (organ, rank), count in cells.items():
        found[-1 if organ in others else organ, of_rank[rank]] += count
    sizes = Counter[int]()
    for (organ, _), count in found.items():
        sizes[organ] += count
    kept = {organ for organ, _ in sizes.most_common() if organ >= 0}
    kept = set(sorted(kept, key=lambda organ: (-sizes[organ], organ))[: MOST_ORGANS - 1])
    for cell in list(found):
        if cell[0] >= 0 and (cell[0] not in kept or too_small(found[cell])):
            found[-1, cell[1]] += found.pop(cell)
    while small := [cell for cell in found if too_small(found[cell])]:
        _join_smallest(found, small[0])
    return dict(found), [together for together, _ in ranks]


def _join_smallest(found: Counter[tuple[int, int]], small: tuple[int, int]) -> None:
    """Put a cell of the other organs together with another cell, which the rest of this module promises to exist."""
    rank = small[1]
    candidates = [cell for cell in found if cell != small]
    nearest = min(candidates, key=lambda cell: (cell[0] >= 0, abs(cell[1] - rank), found[cell], cell))
    count = found.pop(small) + found.pop(nearest)
    found[-1, nearest[1]] += count


def _others(labels: Sequence[str]) -> set[int]:
    return {organ for organ, label in enumerate(labels) if label == NO_ORGAN}


def _without_renaming(careers: Careers) -> tuple[Careers, str]:
    """The table with organs that went on under another name put together, and which these were, where that is told."""
    spans: dict[int, tuple[int, int]] = {}
    for post in careers.posts:
        first, last = spans.get(post.organ, (post.start, post.start))
        spans[post.organ] = (min(first, post.start), max(last, _last_year(careers, post)))
    leaving, coming = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for post in careers.posts:
        first, last = spans[post.organ]
        if post.start == first:
            coming[post.organ].add(post.person)
        if _last_year(careers, post) == last:
            leaving[post.organ].add(post.person)
    successor: dict[int, int] = {}
    for old in sorted(organ for organ in spans if len(leaving[organ]) >= FEWEST):
        for new in sorted(organ for organ in spans if len(coming[organ]) >= FEWEST):
            follows = old != new and spans[new][0] - spans[old][1] in (0, 1) and spans[new][1] > spans[old][1]
            carried = len(leaving[old] & coming[new])
            if follows and carried >= max(FEWEST, CARRIED * len(leaving[old])):
                successor.setdefault(old, new)
    named = []
    final: dict[int, int] = {}
    for old in successor:
        new = old
        while new in successor:  # which ends, as each goes on after the one before
            new = successor[new]
        final[old] = new
        named.append(f"{careers.organs[old]} as {careers.organs[new]}")
    posts = tuple(replace(post, organ=final.get(post.organ, post.organ)) for post in careers.posts)
    return replace(careers, posts=posts), "; ".join(named)


def _last_year(careers: Careers, post: Post) -> int:
    """The last year at whose end a post was held, or its first where there is none."""
    return careers.last if post.end is None else max(post.end - 1, post.start)


def _turnover(held: Mapping[int, Mapping[int, Post]], careers: Careers) -> tuple[Turnover, ...]:
    """Turnover by year, with years put together until those who left and those who stayed are none or at least five."""
    found: list[tuple[int, int]] = []
    begin = careers.first + 1
    for year in range(careers.first + 1, careers.last + 1):
        if _tellable(held, begin, year):
            found.append((begin, year))
            begin = year + 1
    if found and begin <= careers.last and _tellable(held, found[-1][0], careers.last):
        found[-1] = (found[-1][0], careers.last)
    return tuple(_window(held, first, last) for first, last in found)


def _tellable(held: Mapping[int, Mapping[int, Post]], first: int, last: int) -> bool:
    there, left = _who_left(held, first, last)
    stayed = len(there) - len(left)
    return len(there) >= FEWEST and not too_small(len(left)) and stayed >= FEWEST


def _who_left(held: Mapping[int, Mapping[int, Post]], first: int, last: int) -> tuple[set[int], set[int]]:
    """Those in office when the year before `first` ended, and those of them who were once not, up to `last`."""
    there = set(held[first - 1])
    return there, {person for person in there if any(person not in held[year] for year in range(first, last + 1))}


def _window(held: Mapping[int, Mapping[int, Post]], first: int, last: int) -> Turnover:
    there, left = _who_left(held, first, last)
    parts = in_fives({"left": len(left), "stayed": len(there) - len(left)})
    return Turnover(first, last, sum(parts.values()), parts["left"])


def _last_posts(careers: Careers) -> list[Post]:
    """The post of each person that ended last."""
    latest: dict[int, Post] = {}
    for post in careers.posts:
        best = latest.get(post.person)
        if best is None or _end(careers, post) > _end(careers, best):
            latest[post.person] = post
    return list(latest.values())


def _end(careers: Careers, post: Post) -> tuple[int, bool]:
    return (careers.last + 1 if post.end is None else post.end, post.exit != NOT_KNOWN)


def _exits(careers: Careers) -> dict[str, int]:
    """Persons by how they left for the last time, or were in office when the table ended."""
    forms = Counter(_form(post) for post in _last_posts(careers))
    for name in NAMES:
        if too_small(forms[name]) and name != OTHER:
            forms[OTHER] += forms.pop(name)
    while too_small(forms[OTHER]):
        smallest = min((name for name in forms if forms[name] and name != OTHER), key=lambda name: (forms[name], name))
        forms[OTHER] += forms.pop(smallest)
    return in_fives({name: forms[name] for name in NAMES if forms[name]})


def _form(post: Post) -> str:
    return IN_OFFICE if post.end is None and post.exit != REGIME else post.exit


def _tenure(careers: Careers) -> tuple[dict[str, int], float | None]:
    """Persons who left by the years from their first post to the end of their last, and the mean, to half a year."""
    first: dict[int, int] = {}
    for post in careers.posts:
        first[post.person] = min(first.get(post.person, post.start), post.start)
    years = [post.end - first[post.person] for post in _last_posts(careers) if post.end is not None]
    bounds = (0, *TENURES, 10_000)
    classes = [((low, high), sum(low <= year < high for year in years)) for low, high in pairwise(bounds)]
    merged = merged_neighbours(classes, lambda a, b: (a[0], b[1]))
    if not merged:
        return {}, None
    return in_fives({_years(*key): count for key, count in merged}), round(2 * sum(years) / len(years)) / 2


def _years(low: int, high: int) -> str:
    if high == TENURES[0] and low == 0:
        return "less than a year"
    return f"{low} years or more" if high == 10_000 else f"{low} to {high - 1} years"


def _generations(careers: Careers, begin: int, until: int) -> tuple[tuple[int, int, int], ...]:
    """Persons by the leader under whom they entered, as the years in which he ruled, from `begin` and `until`."""
    if not careers.successions:
        return ()
    entered: dict[int, int] = {}
    for post in careers.posts:
        entered[post.person] = min(entered.get(post.person, post.start), post.start)
    inside = [year for year in careers.successions if begin < year <= until]
    spans = list(pairwise((begin, *inside, until + 1)))
    years = [min(max(year, begin), until) for year in entered.values()]
    cells = [((low, high), sum(low <= year < high for year in years)) for low, high in spans]
    merged = in_fives(dict(merged_neighbours(cells, lambda a, b: (a[0], b[1]))))
    return tuple((low, high - 1, count) for (low, high), count in merged.items())


def _doubts(found: Mapping[str, int]) -> list[str]:
    return [f"{what.capitalize()}: {few(count)}." for what, count in found.items() if count]


def _merges(
    cells: Mapping[tuple[int, int], int],
    merged: Mapping[tuple[int, int], int],
    careers: Careers,
    turnover: Sequence[Turnover],
) -> list[str]:
    """What was put together, without saying how many persons were in it."""
    said = []
    if any(organ < 0 for organ, _ in merged):
        said.append(
            f"Organs with fewer than five persons in a rank, and those beyond the {MOST_ORGANS - 1} largest, are "
            f'put together as "{NO_ORGAN}".'
        )
    if len({rank for _, rank in merged}) < len({rank for _, rank in cells}):
        said.append("Ranks with fewer than five persons are put together with the next one.")
    if any(one.years > 1 for one in turnover):
        said.append("Years in which one to four persons left or stayed are put together with the years beside them.")
    if not turnover:
        said.append("Turnover is not told: too few persons left or stayed in every span of years.")
    elif turnover[-1].last < careers.last or turnover[0].first > careers.first + 1:
        said.append("Turnover is not told of all years: too few persons left or stayed in the others.")
    if several := overlapping(careers):
        said.append(
            f"Persons with several posts at once, counted in the highest: {few(several)} in the year with the most."
        )
    return said


def overlapping(careers: Careers) -> int:
    """Persons with several posts at the end of a year, in the year with the most."""
    held = Counter(
        (year, post.person)
        for post in careers.posts
        for year in range(post.start, careers.last + 1 if post.end is None else post.end)
    )
    return max(Counter(year for (year, _), count in held.items() if count > 1).values(), default=0)

"""The rank of a post, from 0 at the top to 3, by its name, its number or the order that the user gives.

The names are those of WhoGov's `classification` and `prestige_1`, put in the order in which Nyrup, Yamagishi & Bramwell
weigh them, and the usual ones of ruling parties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TOPMOST = 0
LOWEST = 3
MOST_NAMED = 4
"""Ranks whose names a user can put in order."""

_NAMES = (
    (0, "vice president, deputy prime minister, vice premier, deputy chief of state"),
    (3, "junior, candidate, alternate, adviser, advisor, ambassador, representative, chief of staff, governor central"),
    (3, "deputy minister, vice minister, deputy director, deputy head, low"),
    (0, "president, prime minister, premier, chief of state, head of state, monarch, general secretary, chairman"),
    (0, "first secretary, supreme, leader, standing committee, top"),
    (2, "director, spokesperson, governor, head of, department, state secretary, deputy, vice, medium"),
    (1, "minister, ruling group, royal family, attorney general, legal official, member, secretary, marshal, high"),
)
_KNOWN = tuple((rank, re.compile(rf"\b({'|'.join(map(re.escape, names.split(', ')))})\b")) for rank, names in _NAMES)
"""Rank → what its names hold; the first that fits."""


def rank_of(text: str, order: Sequence[str]) -> tuple[int, bool]:
    """The rank, and whether the text did not tell it. `order` names ranks from the top; what it lacks is the lowest."""
    written = " ".join(text.casefold().split())
    if order:
        known = [name.strip().casefold() for name in order]
        return (known.index(written), False) if written in known else (len(known), True)
    number = written.removesuffix(".0")
    if number.isdecimal() and len(number) <= 4:
        return min(max(int(number) - 1, TOPMOST), LOWEST), False
    said = " ".join(re.findall(r"\w+", written))
    rank = next((rank for rank, names in _KNOWN if names.search(said)), None)
    return (LOWEST, True) if rank is None else (rank, False)

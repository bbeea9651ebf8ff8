"""Kinds of simulated events and of dated public events, and the columns of the event table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event."""

    name: str
    meaning: str


EVENT_KINDS: tuple[Kind, ...] = (
    Kind("penalty", "a cadre is penalised; `form` and `charge` say how and for what"),
    Kind("flight", "a cadre flees abroad; `abroad` says whether from a post abroad"),
    Kind("plot found", "a plotter is detected (the penalty is an event of its own)"),
    Kind("coup attempt", "a coup is attempted and fails (one that succeeds is a regime end)"),
    Kind("regime end", "a coup succeeds; the run ends"),
    Kind("departure", "ordinary people leave; `persons` says how many, `agent` is the household"),
    Kind("promotion", "a post in the top ranks is filled from below; `agent` is the post that is filled"),
    Kind("rotation", "two posts in the top ranks exchange their holders: one event for each post"),
    Kind("retirement", "the holder of a post in the top ranks retires"),
    Kind("death", "the holder of a post in the top ranks dies"),
    Kind("plot", "a cadre begins to plot"),
    Kind(
        "moved down",
        "the holder of a post in the top ranks makes room for a junior and goes down into his post; `agent` is the "
        "post that he leaves",
    ),
    Kind("returned", "the holder of a post in the top ranks returns to it from re-education"),
    Kind("dismissed", "the holder of a post in the top ranks does not return to it from re-education"),
)
EVENT_NAMES: tuple[str, ...] = tuple(kind.name for kind in EVENT_KINDS)

PUBLIC_EVENT_KINDS: tuple[Kind, ...] = (
    Kind(
        "succession",
        "a new leader takes over: his logic governs, his power is not consolidated, and all cadres in post count as "
        "appointed by the predecessor",
    ),
    Kind("summit announced", "a summit is announced: an assurance of credibility `value` is expected from now on"),
    Kind(
        "summit held",
        "a summit is held: `value` is the credibility of the assurance given there; without a value none is given, "
        "and none is expected any more",
    ),
    Kind("summit cancelled", "a summit is cancelled: no assurance is expected and none is in force"),
    Kind("guarantee given", "a security guarantee takes force; `value` is its credibility"),
    Kind("guarantee withdrawn", "a security guarantee is withdrawn: none is in force and none is expected"),
    Kind("sanctions", "sanctions change to `value`"),
    Kind("border tightened", "border control changes to `value`"),
    Kind("border closed", "the border is closed: border control changes to `value`, which is 1 unless said"),
    Kind("congress", "a party congress: a campaign of intensity `value` that lasts `months`"),
    Kind("campaign", "a campaign of intensity `value` starts; it lasts `months`"),
    Kind("harvest", "the harvest changes to `value`; it lasts `months`"),
    Kind(
        "recall home", "cadres posted abroad are recalled home; `value` is the reach of the order; it lasts one month"
    ),
    Kind("mark", "historical reference, not modelled: a date that pictures show and that changes nothing"),
)
PUBLIC_EVENT_NAMES: tuple[str, ...] = tuple(kind.name for kind in PUBLIC_EVENT_KINDS)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the event table: its name, NumPy type in memory, and meaning."""

    name: str
    dtype: str
    meaning: str


LOGGED_COLUMNS: tuple[Column, ...] = (
    Column("month", "i4", "calendar month, year × 12 + month − 1"),
    Column("day", "u1", "day of the month, used only by the simulated reports"),
    Column("kind", "u1", "kind of event"),
    Column("agent", "i4", "index of the post, or of the household for departures"),
    Column("person", "i4", "serial number of the cadre who holds the post (−1: an ordinary person)"),
    Column("organ", "i1", "organ (−1: none)"),
    Column("rank", "i1", "rank (−1: none)"),
    Column("province", "i1", "province"),
    Column("form", "i1", "form of the penalty (−1: none)"),
    Column("charge", "i1", "charge of the penalty (−1: none)"),
    Column("abroad", "u1", "1 if the post is abroad"),
    Column("sex", "i1", "sex of those who depart (−1: a cadre)"),
    Column("persons", "i4", "persons concerned"),
)
"""What is logged as it happens."""

EVENT_COLUMNS: tuple[Column, ...] = (
    *LOGGED_COLUMNS,
    Column(
        "weight",
        "f4",
        "events of the whole country for which this one stands: below scale 1 more than 1 for provincial and county "
        "cadres; persons × weight adds up to an estimate for the whole country",
    ),
)
OF_THE_REGIME = ("coup attempt", "regime end")
"""Kinds of events that happen to the regime, of which there is one: they stand for themselves at every scale."""

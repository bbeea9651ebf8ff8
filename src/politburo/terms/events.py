"""Kinds of simulated events and of dated public events, and the columns of the event table."""

from __future__ import annotations

from dataclasses import dataclass

from politburo.terms.declarations import parameter


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
    Kind(
        "posts abroad withdrawn",
        "a share `value` of the posts abroad is withdrawn: from them nobody gets out any more but over the border, as "
        "from a post at home; which posts they are is drawn once, and a larger share holds those of a smaller one",
    ),
    Kind(
        "posts abroad opened",
        "posts abroad are opened again: a share `value` of all is open, which is 1 unless said",
    ),
    Kind(
        "war alarm",
        "war is in the air: the threat from abroad changes to `value` for `months`; a campaign that comes with it, and "
        "whatever else, is said in `levers`",
    ),
    Kind(
        "ally lost",
        "an ally is lost for good: the threat from abroad changes to `value`, and no assurance is in force or expected "
        "any more; trade that is lost with him is said in `levers`, as `sanctions`",
    ),
    Kind(
        "power lost",
        "the leader falls ill, is said to be dead or has failed: his consolidated power falls at once by `value`, a "
        "share of full power, and gathers again as it always does",
    ),
    Kind("power gained", "a triumph: the leader's consolidated power rises at once by `value`, a share of full power"),
    Kind(
        "news from outside",
        "outsiders publish `value` cases (leaflets, broadcasts, a report), which all hear of, cadres and households, "
        "as they hear of so many cases at the top",
    ),
    Kind(
        "purge ordered",
        "a purge beside those that the leader chooses: a share `value` of those whom `order` means is penalised; it "
        "names an organ, a rank, a province, a generation, ages or all of them, and the form of the penalty",
    ),
    Kind("mark", "historical reference, not modelled: a date that pictures show and that changes nothing"),
)
PUBLIC_EVENT_NAMES: tuple[str, ...] = tuple(kind.name for kind in PUBLIC_EVENT_KINDS)

GENERATIONS = ("predecessor", "leader")
"""Whose men a purge may be ordered of: those whom the predecessor appointed, or those who owe their post to him."""


@dataclass(frozen=True, slots=True)
class Order:
    """A purge that is ordered: of whom, in which form. Whatever is None is not named, so that any will do.

    Organ, rank and province have the names of the country. Ages are counted in full years.
    """

    share: float = parameter(
        0.0,
        "share of those meant who are penalised",
        unit="share",
        low=0,
        high=1,
        source="assumed: from nobody to all of them; said by each order",
    )
    organ: str | None = None
    rank: str | None = None
    province: str | None = None
    generation: str | None = None
    age_from: float = parameter(
        0.0,
        "age from which a cadre is meant",
        unit="years",
        low=0,
        high=120,
        source="assumed: any age that a cadre can reach; from birth on unless the order says so",
    )
    age_to: float = parameter(
        120.0,
        "age up to which a cadre is meant",
        unit="years",
        low=0,
        high=120,
        source="assumed: any age that a cadre can reach; up to any age unless the order says so",
    )
    form: str | None = None

    @property
    def words(self) -> str:
        """The order in short: `purge of 0.3 (organ trade, 50 to 65 years old; execution)`."""
        return f"purge of {self.share:g} ({self.whom})"

    @property
    def whom(self) -> str:
        """Who is meant, and the form of the penalty: `organ trade, 50 to 65 years old; execution`."""
        said = [f"{name} {getattr(self, name)}" for name in ("organ", "rank", "province") if getattr(self, name)]
        said += [f"appointed by the {self.generation}"] if self.generation else []
        since, until = self.age_from > 0, self.age_to < 120
        if since or until:
            low, high = f"{self.age_from:g}", f"{self.age_to:g}"
            ages = f"{low} to {high}" if since and until else f"from {low}" if since else f"up to {high}"
            said.append(f"{ages} years old")
        return (", ".join(said) or "any cadre") + (f"; {self.form}" if self.form else "")


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

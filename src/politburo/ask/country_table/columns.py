"""Which column of a table holds what: known headers of published data sets, and the user's own mapping.

Nothing of a header that is not known here is ever shown: a file without headers has a person in its first line.

- WhoGov, within-country file: `year`, `country_isocode`, `country_name`, `position` and `name` from its codebook (the
  appendix of Nyrup & Bramwell 2020); `classification`, `portfolio_1`, `prestige_1` and `leader` (1 for the leader) from
  the replication code of Nyrup, Yamagishi & Bramwell. Its `id` numbers rows and not persons, and is not used.
- ARED (Harvard Dataverse, doi:10.7910/DVN/QZ9BSA): `CCODE` (Correlates of War), `STATE`, `REG_REINST`, `ELITE_NAME`,
  `ELITE_REENTER`, `ELITE_REEXIT`, `ELITE_EXITTYPE` and `ELITE_EXITFATE`, from the headers of two of its files, as a
  public copy has them; its codebook was not at hand.
- The other headers are those that one would give such columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from politburo.terms.checks import nearest, printable, shown
from politburo.terms.errors import UsageError

KNOWN: dict[str, tuple[str, ...]] = {
    "person": ("elite_name", "person", "person_name", "full_name", "name"),
    "person_id": ("person_id", "personid", "elite_id", "individual_id", "wikidata_id"),
    "organ": (
        *("organ", "institution", "portfolio_1", "portfolio", "reg_reinst", "ministry", "department", "agency"),
        *("body", "organisation", "organization", "position", "post", "office"),
    ),
    "rank": ("rank", "classification", "level", "grade", "prestige_1"),
    "start": (
        *("start", "start_date", "startdate", "start_year", "begin", "entry", "entry_date", "elite_reenter"),
        *("date_in", "appointed"),
    ),
    "end": ("end", "end_date", "enddate", "end_year", "exit_date", "elite_reexit", "date_out", "left"),
    "year": ("year",),
    "exit": ("exit", "exit_type", "exittype", "elite_exittype", "how_ended", "how_it_ended", "end_reason"),
    "fate": ("fate", "exit_fate", "elite_exitfate", "post_exit_fate"),
    "leader": ("leader",),
    "iso3": ("country_isocode", "iso3", "iso3c", "iso_code", "country_text_id"),
    "cow": ("ccode", "cowcode", "cow", "cown"),
    "gw": ("gwno", "gwcode", "gwn", "gw"),
    "country": ("country", "country_name", "state", "statename"),
}
"""What a column holds → its known headers, in small letters; the first that a table has is taken."""

ROLES = tuple(KNOWN)
OF_PERSONS = ("person", "person_id")
COUNTRY_ROLES = ("iso3", "cow", "gw", "country")


class Columns:
    """Where each thing stands in a row, and how its column may be called in a message."""

    def __init__(self, places: Mapping[str, int], titles: Mapping[str, str]) -> None:
        self._places, self._titles = dict(places), dict(titles)

    def __contains__(self, role: str) -> bool:
        return role in self._places

    def cell(self, row: Sequence[str], role: str) -> str:
        """What a row has there, without blanks around it; nothing for a column that the table lacks."""
        place = self._places.get(role)
        return row[place].strip() if place is not None and place < len(row) else ""

    def only(self, row: Sequence[str]) -> list[str]:
        """A row without what stands in columns that are not read."""
        read = set(self._places.values())
        return [cell if place in read else "" for place, cell in enumerate(row)]

    def title(self, role: str) -> str:
        """The header of a column, which is a known one or was named by the user."""
        return self._titles[role]

    def found(self) -> dict[str, str]:
        """What is read, and from which column."""
        return {role: self._titles[role] for role in ROLES if role in self._places}


def find_columns(header: Sequence[str], named: Mapping[str, str], file: str) -> Columns:
    """The columns of a table by its header, and by what the user says (`{"rank": "Stufe"}`).

    Raises UsageError for a role that there is not, a column that the table lacks or that is to hold two things, and a
    table in which persons, organs or years cannot be found. No header is shown but those that the user named.
    """
    titles = [cell.strip().casefold() for cell in header]
    places: dict[str, int] = {}
    shown_as: dict[str, str] = {}
    for role, title in named.items():
        if role not in KNOWN:
            raise UsageError(f"There is nothing called {shown(role)} that a column could hold; {nearest(role, ROLES)}.")
        if title.strip().casefold() not in titles:
            raise UsageError(f"{file} has no column {shown(title)} (asked for with --column {role}=…).")
        places[role] = titles.index(title.strip().casefold())
        shown_as[role] = printable(title.strip())
    for role, known in KNOWN.items():
        free = (title for title in known if title in titles and titles.index(title) not in places.values())
        title = next(free, None) if role not in places else None
        if title is not None:
            places[role], shown_as[role] = titles.index(title), title
    doubled = {place for place in places.values() if list(places.values()).count(place) > 1}
    if doubled:
        roles = " and ".join(role for role, place in places.items() if place in doubled)
        raise UsageError(f"One column of {file} is to hold {roles}: name two with --column.")
    _check_roles(places, file)
    return Columns(places, shown_as)


def _check_roles(places: Mapping[str, int], file: str) -> None:
    lacking = [
        what
        for what, roles in {
            "the person (person or person_id)": OF_PERSONS,
            "the organ or position (organ)": ("organ",),
            "the beginning (start), or the year (year) where each row is one year of a person": ("start", "year"),
        }.items()
        if not any(role in places for role in roles)
    ]
    if lacking:
        found = ", ".join(role for role in ROLES if role in places) or "nothing"
        raise UsageError(
            f"{file}, line 1: no column was found for {'; '.join(lacking)} (found: {found}). Its first line must hold "
            "the names of the columns; say which is which with --column organ=COLUMN and so on."
        )

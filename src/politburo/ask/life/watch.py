"""Watches one post, or one person, through a run: what is felt, shown and done there, month by month.

A post is watched across its holders, a person across the posts held. Turnover below the top ranks is not logged;
it is read from who holds which post before and after the month, and, for deaths and retirements, from the rule and the
draw that decided them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.country import Country
from politburo.country.country import I32
from politburo.month.fill import age_and_leave
from politburo.month.judge import ends_now, is_taken_back
from politburo.month.now import Now
from politburo.month.numbers import numbers
from politburo.month.state import AWAY, DIED, LYING_LOW, PLOTTING, RETIRED, SERVING
from politburo.numerics.chance import Purpose
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import CHARGES, FORMS, KEPT_FORMS

FELT = (
    "fear", "perceived_risk", "private_loyalty", "displayed_loyalty", "openness_close", "openness_acquaintances",
)  # fmt: skip
"""What is kept of the holder, as series and columns of month.state.Cadres are called."""

TIES = ("close", "acquaintances", "patron", "clients")
"""Those whose penalties open inquiries in which the holder of a post is named: prefixes of what is counted of them."""

OWN_EVENTS = ("penalty", "flight", "plot", "plot found", "coup attempt", "regime end")
"""Kinds of logged events that happen to the holder; turnover is read from the state instead."""

MOVES = {
    LYING_LOW: ("lying low", "return to office"),
    PLOTTING: ("plot", "plot given up"),
    AWAY: ("penalty", "returned"),
}
"""Standings other than serving, and what their begin and their end are called."""

ENDS_OF_PLOTS = ("plot found", "coup attempt", "penalty")
"""Logged events that end a plot, so that it was not given up."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happens to a person: its kind, such as `promotion` or `plot`, and the posts that it concerns.

    `origin` is the post in which it happens or which it leads out of, None for a recruit and for who comes from a post
    that is not simulated of itself, as in a thinned country; `goal` is the post that it leads to or leaves the person
    in, None out of the apparatus.

    `event` is the number of the event in the log of the run, None for what is not logged.
    """

    month: int
    kind: str
    person: int
    origin: int | None
    goal: int | None
    form: str | None = None
    charge: str | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """Who holds a post at the end of a month, in which standing and at what age."""

    post: int
    person: int
    standing: int
    age: np.float32


class Watch:
    """Looks at one post or one person after each month of a run: give it to `simulate` as `on_month`.

    `months` and `rows` have an entry for each month seen, `turns` what happened. Of a month in which the person leaves
    the apparatus only what happened to the ties is kept; the rest is NaN and the standing −1.
    """

    def __init__(self, country: Country, *, post: int | None = None, person: int | None = None) -> None:
        count = country.posts.count
        self.rows: list[dict[str, Any]] = []
        self.turns: list[Turn] = []
        self._post, self._person = post, person
        # Before the first month each post is held by the person of its number.
        self._holders: I32 = np.arange(count, dtype=np.int32)
        self._next_person, self._first_event = count, 0
        start = post if post is not None else person
        known = start is not None and start < count
        self._before = Seat(start, start, SERVING, country.people.age[start]) if known and start is not None else None

    def __call__(self, now: Now) -> None:
        """Look at the month that has just ended."""
        before, after = self._before, self._seat(now)
        if before is not None or after is not None:
            self._keep(now, before, after)
            if before is not None:
                self._happened_to(now, before)
            if after is not None and (before is None or before.person != after.person):
                self._came(now, after)
            if now.state.regime.ended[0]:
                self._saw_the_end(now, after or before)
        self._before = after
        self._holders = now.state.cadres.person.copy()
        self._next_person, self._first_event = int(now.state.regime.next_person[0]), len(now.log)

    def _seat(self, now: Now) -> Seat | None:
        """Where the post or the person is at the end of the month; None when the person is in no post."""
        cadres = now.state.cadres
        post = self._post if self._post is not None else _holds(cadres.person, self._person)
        if post is None:
            return None
        return Seat(post, int(cadres.person[post]), int(cadres.standing[post]), cadres.age[post])

    def _keep(self, now: Now, before: Seat | None, after: Seat | None) -> None:
        """Add the row of the month. News of ties comes to the post that was held when it happened."""
        cadres, cases = now.state.cadres, now.state.cases
        kept = (*FELT, "named")  # which no series holds
        if after is None:
            assert before is not None
            felt: dict[str, float] = dict.fromkeys(kept, np.nan)
            at, standing = before, -1
        else:
            felt = {name: float(getattr(cadres, name)[after.post]) for name in kept}
            at, standing = after, after.standing
        post = (before or at).post
        ties = ties_of(now.country, post)
        self.rows.append(
            {"month": now.month, "post": at.post, "person": at.person, "standing": standing, **felt}
            | {f"{name}_penalised": np.isin(ends, cases.penalised).sum() for name, ends in ties.items()}
            | {f"{name}_fled": np.isin(ends, cases.fled).sum() for name, ends in ties.items()}
        )

    def _happened_to(self, now: Now, before: Seat) -> None:
        """What happened to the holder of the month before."""
        holds = _holds(now.state.cadres.person, before.person)
        logged = self._logged(now, before)
        self.turns += logged
        if holds is None:
            if all(turn.goal is not None for turn in logged):
                self._add(now, self._natural_end(now, before), before.person, before.post, None)
            return
        self._changed_standing(now, before, holds, {turn.kind for turn in logged})
        if holds != before.post:
            self._moved(now, before.person, before.post, holds)

    def _logged(self, now: Now, before: Seat) -> list[Turn]:
        """The logged events of the holder, in order."""
        found = []
        persons, kinds = (now.log.column(name, self._first_event) for name in ("person", "kind"))
        forms, charges = (now.log.column(name, self._first_event) for name in ("form", "charge"))
        for at in np.flatnonzero(persons == before.person):
            kind = EVENT_NAMES[kinds[at]]
            if kind in OWN_EVENTS:
                form = FORMS[forms[at]] if forms[at] >= 0 else None
                charge = CHARGES[charges[at]] if charges[at] >= 0 else None
                out = kind == "flight" or (kind == "penalty" and form not in KEPT_FORMS)
                goal = None if out else before.post
                number = self._first_event + int(at)
                found.append(Turn(now.month, kind, before.person, before.post, goal, form, charge, number))
        return found

    def _natural_end(self, now: Now, before: Seat) -> str:
        """How one left without being penalised or fleeing, by the rule that decided it.

        In a thinned country who is moved down goes among those for whom a junior stands.
        """
        if before.standing == AWAY:
            (again,) = now.draw_for(np.array([before.post], np.int32), Purpose.RETURN)
            judge = numbers(now.parameters.judge)
            if ends_now(again, judge) and not is_taken_back(again, judge):
                return "dismissed"
        vacant, age = np.zeros(1, np.uint8), np.array([before.age], np.float32)
        draw = now.draw_for(np.array([before.post], np.int32), Purpose.RETIRE)
        age_and_leave(vacant, age, draw, numbers(now.parameters.fill))
        return {DIED: "death", RETIRED: "retirement"}.get(vacant[0], "moved down")

    def _changed_standing(self, now: Now, before: Seat, holds: int, logged: set[str]) -> None:
        """The standing that the holder chose, where nothing that was done to him brought it about."""
        was, standing = before.standing, int(now.state.cadres.standing[holds])
        promoted = self._kind_of_move(now, before.post, holds) == "promotion"
        caught = was == PLOTTING and not logged.isdisjoint(ENDS_OF_PLOTS)
        if standing == AWAY or was == standing or promoted or caught or (standing == PLOTTING and "plot" in logged):
            return
        begins, ends = MOVES[standing or was]
        self._add(now, ends if standing == SERVING else begins, before.person, before.post, before.post)

    def _came(self, now: Now, after: Seat) -> None:
        """How the new holder came to the post."""
        if after.person >= self._next_person:
            self._add(now, "promotion" if self._rose(now, after) else "recruitment", after.person, None, after.post)
            return
        origin = _holds(self._holders, after.person)
        assert origin is not None
        self._moved(now, after.person, origin, after.post)

    def _rose(self, now: Now, after: Seat) -> bool:
        """Whether a newcomer comes from below: in a thinned country, as one of those for whom a cadre there stands.

        The log says so of the top ranks. Below them posts are filled from below as long as somebody is there.
        """
        rank = now.country.posts.rank[after.post]
        if rank < now.country.top_ranks:
            return self._number(now, "promotion", after.person) is not None
        return now.country.thinned and rank < len(now.country.ranks) - 1

    def _moved(self, now: Now, person: int, origin: int, goal: int) -> None:
        self._add(now, self._kind_of_move(now, origin, goal), person, origin, goal)

    def _kind_of_move(self, now: Now, origin: int, goal: int) -> str:
        """From one post to another: within the rank in rotation, up by promotion, else moved down."""
        rank = now.country.posts.rank
        if rank[origin] == rank[goal]:
            return "rotation"
        return "promotion" if rank[goal] < rank[origin] else "moved down"

    def _saw_the_end(self, now: Now, seat: Seat | None) -> None:
        """The end of the regime, for those who did not bring it about."""
        ours = [turn for turn in self.turns if turn.month == now.month and turn.kind == "regime end"]
        if seat is not None and not ours:
            self._add(now, "regime end", seat.person, seat.post, seat.post)

    def _add(self, now: Now, kind: str, person: int, origin: int | None, goal: int | None) -> None:
        number = self._number(now, kind, person)
        self.turns.append(Turn(now.month, kind, person, origin, goal, event=number))

    def _number(self, now: Now, kind: str, person: int) -> int | None:
        """Number of the event in the log, if it was logged."""
        if kind not in EVENT_NAMES:
            return None
        persons, kinds = (now.log.column(name, self._first_event) for name in ("person", "kind"))
        found = np.flatnonzero((persons == person) & (kinds == EVENT_NAMES.index(kind)))
        return self._first_event + int(found[0]) if len(found) else None


def ties_of(country: Country, post: int) -> dict[str, NDArray[np.integer]]:
    """Posts whose penalties open inquiries in which the holder of a post is named, by TIES."""
    posts = country.posts
    patron = posts.patron[[post]]
    return {
        "close": np.unique(posts.close[post]),
        "acquaintances": np.unique(posts.acquaintances[post]),
        "patron": patron[patron >= 0],
        "clients": np.flatnonzero(posts.patron == post),
    }


def _holds(holders: I32, person: int | None) -> int | None:
    """The post that a person holds, or None."""
    found = np.flatnonzero(holders == person)
    return int(found[0]) if len(found) else None

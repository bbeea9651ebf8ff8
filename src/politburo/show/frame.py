"""What stands around the panels of every figure: its title, the dated events, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from politburo.answer import SIMULATED, over_runs
from politburo.ask.run.months import ended_months, month_name
from politburo.run.scale import sample
from politburo.scenario.events import NOT_MODELLED
from politburo.show import look
from politburo.show.axes import TimeAxis, year_of
from politburo.show.labels import UNMODELLED, Label, placed
from politburo.show.layout import Layout
from politburo.show.marks import Spec, lines_of_text
from politburo.show.panels import event_strip

if TYPE_CHECKING:
    from politburo.answer import Answer
    from politburo.ask.run.results import Results
    from politburo.scenario import PublicEvent

EVENT_ROWS, NUMBER_ROWS = 8, 3
"""Rows above the panels for labels of events, and for their numbers."""

REFERENCE = "○"
"""Stands before the label of an event that changes nothing in the simulation."""

STAMP = SIMULATED[0].upper() + SIMULATED[1:]

NUMBERED = 12
"""How many events are numbered on a phone, at most: each takes a line below the figure."""


@dataclass(frozen=True, slots=True)
class Events:
    """The dated events of a scenario as far as they are shown, how many are not, and when regimes fell."""

    time: TimeAxis
    labels: list[Label]
    hidden: int
    ends: list[tuple[float, str]]

    def strip(self, layout: Layout) -> Spec:
        """Labels, or numbers, above the panels."""
        return event_strip(self.labels, self.ends, self.time, layout)

    def key(self) -> list[str]:
        """What the numbers stand for, and the crosses, in lines."""
        said = [f"{label.mark} · {label.text}" for label in self.labels if label.mark]
        return [*said, "× · the regime falls in a run"] if self.ends else said

    def foot(self) -> list[str]:
        """What the sign before an event that changes nothing means, and how many events are not shown."""
        references = any(label.kind == UNMODELLED for label in self.labels)
        sign = [f"{REFERENCE} {NOT_MODELLED}"] if references else []
        return [*sign, f"{self.hidden} more events are omitted for space"] if self.hidden else sign


@lru_cache(maxsize=4)
def events_of(results: Results, layout: Layout) -> Events:
    """The events that are shown within the time of the scenario."""
    scenario = results.scenario
    time = TimeAxis(scenario.start, scenario.end, layout.width)
    dated = [
        (time.pixel(year_of(event.day)), label_of(event, layout, event.label), kind_of(event))
        for event in scenario.events
    ]
    inside = [event for event in dated if 0 <= event[0] < layout.width]
    labels = placed(
        inside,
        size=look.SMALL,
        room=layout.room,
        rows=NUMBER_ROWS if layout.narrow else EVENT_ROWS,
        most=NUMBERED if layout.narrow else None,
    )
    ends = [((month + 0.5) / 12, month_name(month)) for month in ended_months(results)]
    return Events(time, labels, len(inside) - len(labels), ends)


def framed(
    results: Results,
    title: str | None,
    about: Sequence[str],
    panels: Sequence[Spec],
    layout: Layout,
    events: Events | None = None,
    params: Sequence[Spec] = (),
) -> Spec:
    """A figure: panels one below the other, under the title and what is said about it, above where it comes from.

    The title is that of the scenario; `title`, where there is one, stands before it.
    """
    key = events.key() if events and layout.narrow else []
    if key:
        about = [*about, "Numbers: dated events, named below."]
    foot = [*(events.foot() if events else ()), *results.provenance.parts()]
    return composed(
        [title, results.scenario.title] if title else [results.scenario.title],
        about,
        [
            *([events.strip(layout)] if events else []),
            *panels,
            *([lines_of_text(key, layout, look.INK)] if key else []),
        ],
        foot,
        layout,
        params,
    )


def composed(
    title: Sequence[str],
    about: Sequence[str],
    panels: Sequence[Spec],
    foot: Sequence[str],
    layout: Layout,
    params: Sequence[Spec] = (),
) -> Spec:
    """Panels one below the other, under the parts of a title and what is said about it, above the parts of a foot."""
    said = [line for text in about for line in look.wrapped(text, look.HEADING - 1, layout.room, lines=4)]
    return {
        "config": look.config(),
        "padding": layout.padding,
        "spacing": 14,
        "title": {
            "text": _title(title, layout),
            "subtitle": said,
            "fontSize": title_size(layout),
            "subtitleFontSize": look.HEADING - 1,
            "subtitlePadding": 6,
            "frame": "group",
            "offset": 14,
        },
        **({"params": list(params)} if params else {}),
        # Colours and areas mean one thing in each panel, and another in the next one.
        "resolve": {"scale": {"color": "independent", "size": "independent"}},
        "vconcat": [*panels, lines_of_text(_in_lines(foot, layout), layout)],
    }


def framed_points(
    answer: Answer, title: Sequence[str], about: Sequence[str], panels: Sequence[Spec], layout: Layout
) -> Spec:
    """A figure of an answer made of experiments: panels under title, remarks and warnings, above its provenance."""
    scale = answer.provenance.scale
    said = [*about, *answer.warnings, *part_of_the_country(1 if scale is None else scale)]
    drawn = composed(title, said, panels, answer.provenance.parts(), layout)
    return described(drawn, answer.words(), layout)


def headed(text: str) -> str:
    """The text with a capital at its begin."""
    return text[:1].upper() + text[1:]


def described(drawn: Spec, description: str, layout: Layout) -> Spec:
    """The figure with what a screen reader says of it, in the colours of the layout."""
    drawn["description"] = description
    return look.in_dark(drawn) if layout.dark else drawn


def part_of_the_country(scale: float) -> list[str]:
    """What must be said beside a figure where only a part of the country is simulated."""
    return [sample(scale)] if scale != 1 else []


def title_size(layout: Layout) -> int:
    """Size of type of the title of a figure."""
    return look.HEADING + 2 if layout.narrow else look.TITLE


def bands(results: Results, *, halves: bool) -> str:
    """That it is simulated, what lines and bands are, and what bands leave out; or that one run has none."""
    runs = len(results.runs)
    if runs == 1:
        return f"{STAMP}: one run, so no interval."
    return f"{STAMP}. Lines: medians; bands: {'50 % and ' if halves else ''}{over_runs(runs)}."


def means_over(results: Results) -> str:
    """That values are means over runs, for charts whose parts must add up, which those of medians do not."""
    runs = len(results.runs)
    return "One run" if runs == 1 else f"Means over {runs} runs"


def caveats(results: Results) -> list[str]:
    """What must be said of every figure: that regimes fell, and that the country is simulated in part."""
    runs, ended = len(results.runs), len(ended_months(results))
    lines = []
    if ended:
        said = "" if runs == 1 else f" in all {runs} runs" if ended == runs else f" in {ended} of {runs} runs"
        lines += [f"The regime fell{said}; later months and years show the runs in which it lasted."]
    return lines + part_of_the_country(results.scenario.scale)


def _title(parts: Sequence[str], layout: Layout) -> list[str]:
    """The parts of a title, such as those of figure and scenario, in one line, or in several on a phone."""
    size = title_size(layout) * look.BOLD
    if layout.narrow:
        return [line for part in parts for line in look.wrapped(part, size, layout.room, lines=2)]
    return look.wrapped(" · ".join(parts), size, layout.room, lines=2)


def _in_lines(parts: Sequence[str], layout: Layout) -> list[str]:
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines[-1] else part
        if lines[-1] and look.text_width(longer, look.SMALL) > layout.room:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def kind_of(event: PublicEvent) -> str:
    """The kind of an event as it is drawn."""
    return event.kind if event.is_modelled else UNMODELLED


def label_of(event: PublicEvent, layout: Layout, text: str) -> str:
    """The `text` of an event as it is drawn: on a phone, where only a number stands at its place, with its day."""
    text = text if event.is_modelled else f"{REFERENCE} {text}"
    return f"{event.day.day} {event.day:%b %Y}: {text}" if layout.narrow else text

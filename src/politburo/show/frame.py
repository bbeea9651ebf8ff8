"""What stands around the panels of every figure: title, remarks, dated events, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.answer import SIMULATED
from politburo.answer.numbers import capitalised
from politburo.ask.run.tables import basis_of
from politburo.ask.run.values import ended_months
from politburo.run.scale import sample
from politburo.show import look
from politburo.show.events import Events
from politburo.show.look import Layout
from politburo.show.marks import Spec, lines_of_text

if TYPE_CHECKING:
    from politburo.answer import Answer
    from politburo.ask.run.results import Results

STAMP = capitalised(SIMULATED)


def framed(
    results: Results,
    title: str | None,
    about: Sequence[str],
    panels: Sequence[Spec],
    layout: Layout,
    events: Events | None = None,
    params: Sequence[Spec] = (),
) -> Spec:
    """A figure of runs: `composed` under the title of their scenario, `title` before it, above their provenance."""
    titles = [part for part in (title, results.scenario.title) if part]
    return composed(titles, about, panels, results.provenance.parts(), layout, events, params)


def composed(
    title: Sequence[str],
    about: Sequence[str],
    panels: Sequence[Spec],
    foot: Sequence[str],
    layout: Layout,
    events: Events | None = None,
    params: Sequence[Spec] = (),
) -> Spec:
    """Panels one below the other, under the parts of a title and what is said about it, above the parts of a foot.

    `events` stand above the panels; on a phone, where they are numbered, their key stands below.
    """
    panels = list(panels)
    if events:
        foot = [*events.foot(), *foot]
        panels.insert(0, events.strip(layout))
        if layout.narrow and (key := events.key()):
            about = [*about, "Numbers: dated events, named below."]
            panels.append(lines_of_text(key, layout, look.INK))
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
    basis = basis_of(results)
    if basis is None:
        return f"{STAMP}: one run, so no interval."
    return f"{STAMP}. Lines: medians; bands: {'50 % and ' if halves else ''}{basis}."


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

"""What stands around the panels of every figure: title, remarks, dated events, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from politburo.answer import SIMULATED, Drawing
from politburo.answer.numbers import capitalised
from politburo.ask.run.tables import basis_of, run_parts_in_words
from politburo.ask.run.values import ended_months
from politburo.run.scale import Sized, sample
from politburo.show import look
from politburo.show.events import Events
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, lines_of_text

if TYPE_CHECKING:
    from politburo.answer import Answer
    from politburo.ask.run.results import Results

STAMP = capitalised(SIMULATED)

MOST_LINES = {False: 4, True: 8}
"""Lines of a remark, at most, by whether the figure is narrow."""

NOTHING = "no regime lasted through its first month, so there is nothing to show."
"""What is said of a figure in words where that is so."""


def drawing(
    name: str, title: str, draw: Callable[[Any], Spec], applies: Callable[[Any], bool] = lambda answer: True
) -> Drawing:
    """A figure of answers as they have it: what `draw` makes of one, on light or dark paper.

    What a screen reader says of it are the answer's sentences, where `draw` gives it no other description.
    """

    def drawn(answer: Answer, dark: bool) -> Spec:
        made = draw(answer)
        if "description" not in made:
            made["description"] = answer.words()
        return look.in_dark(made) if dark else made

    return Drawing(name, title, drawn, applies)


def framed(
    answer: Answer,
    title: Sequence[str],
    about: Sequence[str],
    panels: Sequence[Spec],
    layout: Layout = WIDE,
    events: Events | None = None,
    params: Sequence[Spec] = (),
) -> Spec:
    """Panels one below the other, under the parts of a title and what is said about it, above the provenance.

    `events` stand above the panels; on a phone, where they are numbered, their key stands below.
    """
    panels, foot = list(panels), list(answer.provenance.parts())
    if events:
        foot = [*events.foot(), *foot]
        panels.insert(0, events.strip(layout))
        if layout.narrow and (key := events.key()):
            about = [*about, "Numbers: dated events, named below."]
            panels.append(lines_of_text(key, layout, look.INK))
    most = MOST_LINES[layout.narrow]
    said = [line for text in about for line in look.wrapped(text, look.HEADING - 1, layout.room, lines=most)]
    size = look.HEADING + 2 if layout.narrow else look.TITLE
    return {
        "config": look.config(),
        "padding": layout.padding,
        "spacing": 14,
        "title": {
            "text": _title(title, size * look.BOLD, layout),
            "subtitle": said,
            "fontSize": size,
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


def cautions(answer: Answer) -> list[str]:
    """What must be said of every figure of an answer made of experiments: its warnings, and how much is simulated."""
    return [*answer.warnings, *part_of_the_country(answer.provenance)]


def part_of_the_country(of: Sized) -> list[str]:
    """What must be said beside a figure where only a part of the country is simulated."""
    return [said] if (said := sample(of)) else []


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
    """What must be said of every figure: that regimes fell, what of bands is parameters, and of what part it is."""
    runs, ended = len(results.runs), len(ended_months(results))
    lines = []
    if ended:
        said = "" if runs == 1 else f" in all {runs} runs" if ended == runs else f" in {ended} of {runs} runs"
        lines += [f"The regime fell{said}; later months and years show the runs in which it lasted."]
    lines += [said] if (said := run_parts_in_words(results)) else []
    return lines + part_of_the_country(results.scenario)


def _title(parts: Sequence[str], size: float, layout: Layout) -> list[str]:
    """The parts of a title, such as those of figure and scenario, in one line, or in several on a phone."""
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

"""The picture of a comparison: what each panel shows, and that it shows nothing else."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from politburo.ask.compare.comparison import Comparison
from politburo.scenario import changed
from politburo.show import look
from politburo.show.compare import COLOURS, specification
from tests.ask.compare.made import WATCHED, Compare, Made

pytestmark = pytest.mark.slow


def panels(drawn: dict[str, Any]) -> dict[str, Any]:
    """The panels of a picture by their headings."""
    return {" ".join(one["title"]["text"]): one for one in drawn["vconcat"] if "title" in one}


def showing(comparison: Comparison, series: list[str]) -> Comparison:
    """The same comparison with these outcomes shown."""
    return replace(comparison, series=tuple(series))


def texts(part: Any) -> str:
    return str(part)


def rows(panel: dict[str, Any], *, having: str) -> list[dict[str, Any]]:
    """All rows of data in a panel that have a field."""
    found: list[dict[str, Any]] = []

    def look_into(part: Any) -> None:
        if isinstance(part, dict):
            values = part.get("data", {}).get("values", [])
            found.extend(row for row in values if having in row and row not in found)
            for inner in part.values():
                look_into(inner)
        elif isinstance(part, list | tuple):
            for inner in part:
                look_into(inner)

    look_into(panel)
    return found


def test_a_level_is_shown_month_by_month_with_its_interval(watched: Comparison):
    shown = panels(specification(showing(watched, ["fear"])))
    assert list(shown) == ["Mean fear of cadres (share)"]
    drawn = rows(shown["Mean fear of cadres (share)"], having="mean")
    monthly = watched.table("months").to_xarray().sel(outcome="fear").isel(alternative=0)
    assert len(drawn) == 24
    assert drawn[-1]["when"] == "December 2001"
    for end, column in {"mean": "difference", "low": "low", "high": "high"}.items():
        found = [row.get(end, math.nan) for row in drawn]
        assert found == pytest.approx(monthly[column].values.tolist(), rel=1e-3, nan_ok=True)


def test_what_no_change_reaches_says_so_and_not_zero(watched: Comparison):
    said = texts(panels(specification(showing(watched, ["cadres"]))))
    assert "identical in every pair" in said
    assert "0 at the end" not in said


def test_what_happens_is_shown_as_a_running_total_that_ends_at_the_total(watched: Comparison):
    shown = panels(specification(showing(watched, ["flights"])))
    drawn = rows(shown["Cadres who fled (persons), running total"], having="mean")
    assert drawn[-1]["mean"] == pytest.approx(watched.total("flights").mean, rel=1e-3)
    assert {row["mean"] for row in drawn[:12]} == {0}


def test_main_outcomes_that_differ_are_shown_unless_others_are_asked_for(watched: Comparison):
    assert len(panels(specification(watched))) == 8
    assert list(panels(specification(showing(watched, ["fear", "purges", "highest_fear"])))) == [
        "Mean fear of cadres (share)",
        "Cadres removed, expelled, imprisoned or executed (persons), running total",
    ]


def test_what_differs_by_a_trifle_is_not_drawn_and_what_differs_by_much_is(compare: Compare, shared: Compare):
    few = compare(**WATCHED, made=Made(common=0, own=0, only=("belief", "departures", "income"), little=("income",)))
    assert [one.name for one in few.drawn] == ["departures", "belief"]
    assert few.total("income").distinguishable
    none = shared("example", sets={"record.delay_days": 90})
    assert len(none.drawn) == 8


def test_the_change_is_marked_where_no_event_marks_it(watched: Comparison):
    assert "'the change'" in texts(specification(watched))


def test_an_event_that_is_left_out_says_so(shared: Compare):
    left = shared("example", without=["successor"], until="2002-12")
    assert "a successor takes over (left out)" in texts(specification(left))
    assert "'the change'" not in texts(specification(left))


def test_a_change_before_the_first_event_that_differs_is_marked_too(shared: Compare):
    both = shared("example", without=["successor"], until="2002-12", sets={"border": 0.9}, start="2001-02")
    said = texts(specification(both))
    assert "'the change'" in said
    assert "a successor takes over (left out)" in said


def test_the_picture_begins_a_year_before_the_change(shared: Compare):
    late = shared("example", sets={"surveillance": 0.6}, start="2001-06")
    drawn = rows(panels(specification(showing(late, ["fear"])))["Mean fear of cadres (share)"], having="mean")
    assert drawn[0]["when"] == "June 2000"


def test_each_alternative_has_its_line_and_its_name(shared: Compare):
    others = [changed("example", sets={"surveillance": value}) for value in (0.5, 0.9)]
    both = shared("example", *others)
    drawn = texts(panels(specification(showing(both, ["fear"]))))
    assert "surveillance 0.5" in drawn
    assert "surveillance 0.9" in drawn
    assert all(colour in drawn for colour in COLOURS[:2])
    assert "Differences from the baseline" in texts(specification(both)["title"])


def test_lines_of_one_colour_are_told_apart_by_their_names(shared: Compare):
    others = [changed("example", sets={"rents": value}) for value in (0.4, 0.5, 0.6, 0.7)]
    drawn = texts(panels(specification(showing(shared("example", *others), ["fear"]))))
    assert "'rents 0.4'" in drawn
    assert "'rents 0.7 (dashed)'" in drawn


def test_names_that_have_no_room_become_letters_with_a_key(shared: Compare):
    others = [changed("example", sets={"surveillance": value}, start="2000-02") for value in (0.5, 0.9)]
    said = specification(showing(shared("example", *others), ["fear"]))
    assert "a: surveillance 0.5 from 2000-02. b: surveillance 0.9 from 2000-02." in said["title"]["subtitle"]
    assert "'name': 'b'" in texts(panels(said))


def test_the_picture_says_how_many_pairs_there_are_and_what_the_band_is(watched: Comparison):
    said = " ".join(specification(watched)["title"]["subtitle"])
    assert "Alternative − baseline; 4 pairs of simulated runs, each with the same chance in both arms" in said
    assert "band: 90 % intervals over 4 pairs of runs (chance only: parameters are held at their defaults)" in said
    assert "What is counted is added up from January 2001 on" in said
    assert "simulated, not observed" in texts(specification(watched)["vconcat"][-1])


def test_on_dark_paper_it_is_the_same_picture(watched: Comparison):
    light, dark = (watched.plot(dark=dark).specification for dark in (False, True))
    assert list(panels(light)) == list(panels(dark))
    assert look.DARK[look.PAPER] in texts(dark)


def test_it_is_the_figure_of_a_comparison(watched: Comparison):
    assert watched.figures == ("differences",)
    figure = watched.plot()
    assert figure.title.startswith("Differences over time · An invented country")
    assert figure.description.startswith("4 pairs of simulated runs")
    assert f"fingerprint of {watched.alternatives[0].label}" in figure.provenance


def test_files_are_whole_and_say_where_they_come_from(watched: Comparison, tmp_path: Path):
    import pandas as pd

    files = watched.save(tmp_path / "new")
    assert sorted(file.name for file in files) == [
        "answer.json", "arms.csv", "changes.csv", "contributions.csv", "differences.png", "differences.svg",
        "divergence.csv", "months.csv", "pairs.csv", "regimes.csv", "totals.csv", "years.csv",
    ]  # fmt: skip
    assert sorted((tmp_path / "new").iterdir()) == sorted(files)
    origin = f"fingerprint of surveillance 0.6 from 2001-01: {watched.alternatives[0].results.fingerprint[:12]}"
    assert origin in (tmp_path / "new" / "differences.svg").read_text()
    frames = {file.stem: pd.read_csv(file) for file in files if file.suffix == ".csv"}
    assert len(frames["totals"]) == len(watched.totals)
    assert len(frames["months"]) == 24 * len(watched.outcomes)
    assert set(frames["contributions"]["by"]) == {"organ", "rank", "form", "province"}
    assert all(origin in frame["provenance"][0] for frame in frames.values())
    said = "90 % intervals over 4 pairs of runs (chance only: parameters are held at their defaults)"
    assert {str(frames[name]["intervals"][0]) for name in ("totals", "years", "contributions", "months")} == {said}

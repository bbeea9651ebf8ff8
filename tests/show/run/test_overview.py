"""The picture: whole files, texts that can be read, and nothing said that is not simulated."""

import html
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from politburo.ask.run import run
from politburo.ask.run.results import Results
from politburo.scenario import PublicEvent, load
from politburo.scenario.changes import with_parameters
from politburo.show.run import FIGURES
from politburo.terms.errors import StoreError

from ..drawn import overlaps, size, texts
from ..imagined import imagined, plausible

pytestmark = pytest.mark.slow

OVERVIEW = FIGURES["overview"]
TITLE = 'A <b>bold</b> title & "quotes"'


def save_pictures(results: Results, folder: Path) -> tuple[Path, Path]:
    """The overview as PNG and as SVG."""
    figure = results.plot()
    return figure.save(folder / "picture.png"), figure.save(folder / "picture.svg")


def foot_of(spec: dict) -> str:
    """The small print of a figure."""
    return " ".join(row["text"] for row in spec["vconcat"][-1]["layer"][0]["data"]["values"])


def test_both_files_are_whole_and_nothing_else_is_left(tmp_path: Path):
    png, svg = save_pictures(imagined(), tmp_path)
    assert (png, svg) == (tmp_path / "picture.png", tmp_path / "picture.svg")
    assert sorted(tmp_path.iterdir()) == [png, svg]
    width, height = size(png.read_bytes())
    drawn = ElementTree.fromstring(svg.read_text(encoding="utf-8"))
    assert (width, height) == (2 * float(drawn.attrib["width"]), 2 * float(drawn.attrib["height"]))
    assert width >= 2000


def test_a_picture_that_cannot_be_written_says_why(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        save_pictures(imagined(), tmp_path / "file" / "folder")


def test_a_long_title_and_long_labels_are_cut_to_their_room(tmp_path: Path):
    results = plausible(title="a very long title " * 30)
    drawing = save_pictures(results, tmp_path)[1].read_text(encoding="utf-8")
    assert overlaps(texts(drawing)) == []
    assert any(text.text.endswith("…") for text in texts(drawing))


def test_text_of_a_scenario_stays_text(tmp_path: Path):
    drawing = save_pictures(imagined(title=TITLE), tmp_path)[1].read_text(encoding="utf-8")
    assert "<b>" not in drawing
    assert html.escape(TITLE, quote=False) in drawing
    assert TITLE in [text.text for text in texts(drawing)]


def test_it_says_that_it_is_simulated_over_how_many_runs_and_where_it_comes_from():
    spec = OVERVIEW.specification(imagined(runs=7, name="a-name", seed=12))
    said = " ".join(spec["title"]["subtitle"])
    assert said.startswith(
        "Simulated, not observed. Lines: medians; bands: 90 % intervals over 7 runs "
        "(chance only: parameters are held at their defaults)."
    )
    foot = foot_of(spec)
    assert all(part in foot for part in ("politburo ", "scenario a-name", "seed 12", "fingerprint 0123456789ab"))


def test_one_run_has_no_interval_and_an_ended_regime_is_told():
    assert "one run, so no interval" in OVERVIEW.specification(imagined(runs=1))["title"]["subtitle"][0]
    assert "fell in 1 of 2 runs" in OVERVIEW.specification(imagined(ended={0: 20}))["title"]["subtitle"][-1]


def test_a_scenario_with_parameters_of_its_own_does_not_claim_their_defaults():
    changed = with_parameters(load("example"), {"fear.horizon": 2.25}).parameters
    for figure in (OVERVIEW, FIGURES["fear"], FIGURES["published"]):
        said = " ".join(figure.specification(imagined(parameters=changed))["title"]["subtitle"])
        assert "held at the scenario's values" in said
        assert "defaults" not in said


def test_events_without_room_are_counted():
    foot = foot_of(OVERVIEW.specification(plausible()))
    labels = OVERVIEW.specification(plausible())["vconcat"][0]["layer"][0]["data"]["values"]
    assert f"{len(plausible().scenario.events) - len(labels)} more events omitted for space" in foot


def test_the_figure_of_the_answer_is_the_picture():
    results = plausible()
    assert results.plot().specification["vconcat"] == OVERVIEW.specification(results)["vconcat"]
    assert results.plot().title == "One look at the scenario · Ten imagined years"


def test_what_a_real_run_leaves_can_be_shown(tmp_path: Path):
    results = run("example", runs=2, scale=0.2, out=tmp_path / "runs")
    assert all(path.stat().st_size for path in save_pictures(results, results.folder))
    rows = [row for row in results.table("years").records() if row["quantity"] == "execution"]
    found = results.series["penalties_by_circle_and_form"].sel(form="execution").sum(("organ", "rank"))
    by_year = found.groupby("month.year").sum().median("run").to_series()
    expected = by_year.loc[[row["year"] for row in rows]].tolist()
    assert [row["simulated_truth"] for row in rows] == pytest.approx(expected, rel=1e-5)
    assert results.sentences[0].startswith("2 simulated runs of ")


def test_events_that_change_nothing_are_marked_as_historical_references():
    events = (
        PublicEvent(date(2010, 3, 1), "mark", "an official executed", None, None),
        PublicEvent(date(2010, 9, 1), "sanctions", "sanctions", 0.5, None),
    )
    spec = OVERVIEW.specification(imagined(events=events))
    assert [row["text"] for row in spec["vconcat"][0]["layer"][0]["data"]["values"]] == [
        "○ an official executed",
        "sanctions",
    ]
    assert foot_of(spec).startswith("○ historical reference, not modelled")
    assert "historical reference" not in foot_of(OVERVIEW.specification(imagined(events=events[1:])))


def test_summary_and_captions_name_the_same_peaks():
    results = plausible(runs=12)
    told = results.words()
    when = re.search(r"Fear was highest in (\w+ \d+)", told)
    assert when is not None
    assert "all cadres from 0.1" in FIGURES["fear"].words(results)
    assert f"highest in {when[1]}" in FIGURES["fear"].words(results)
    assert f"in {when[1]}, when the median of fear over runs was highest" in FIGURES["apparatus"].words(results)
    left = re.search(r"ordinary people left \(most in (\d+)", told)
    assert left is not None
    assert f"most in {left[1]}," in FIGURES["departures"].words(results)
    purged = re.search(r"executed\) in (\d+)", told)
    assert purged is not None
    assert f"most in {purged[1]}," in FIGURES["purges"].words(results)

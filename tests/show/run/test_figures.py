"""Figures: every one can be drawn, read and tabled, whatever came out, and says where it comes from."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
import vl_convert

from politburo.scenario import PublicEvent
from politburo.show import look
from politburo.show.look import LAYOUTS, Layout
from politburo.show.run import FIGURES

from ..drawn import overlaps, texts
from ..imagined import START, imagined, plausible

LONG = {"months": 144, "country": "north-korea", "start": 2008 * 12}
NASTY = "it's a \\ back\nslash ${datum.x} \" <b> 'datum.kind' #FFFFFF"

OUTCOMES = {
    "many runs": plausible(runs=20, ended={3: 50, 4: 77, 5: 78}),
    "one run": plausible(runs=1),
    "nothing happens": imagined(),
    "three months": imagined(months=3),
    "begins and ends within a year": imagined(months=14, start=START + 6),
    "regimes that fall early": imagined(ended={0: 3, 1: 5}),
    "regimes that fall at once": imagined(months=1, ended={0: 0, 1: 0}),
}
NARROW = ("many runs", "one run", "three months", "regimes that fall early")
"""Outcomes that are drawn for a phone as well."""

ORDER = ("overview", "fear", "loyalty", "purges", "executions", "flights", "departures")
ORDER += ("apparatus", "fates", "provinces", "published")


def strings(part: Any) -> Iterator[str]:
    """All texts in a part of a chart."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield key
            yield from strings(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from strings(value)
    elif isinstance(part, str):
        yield part


def test_figures_come_in_the_order_in_which_they_are_read():
    assert tuple(FIGURES) == ORDER
    assert all(name == entry.name for name, entry in FIGURES.items())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("outcome", "layout"),
    [(outcome, layout) for layout in LAYOUTS for outcome in (OUTCOMES if layout == "wide" else NARROW)],
)
@pytest.mark.parametrize("name", FIGURES)
def test_no_text_covers_another_or_is_cut_off(outcome: str, name: str, layout: str):
    drawing = vl_convert.vegalite_to_svg(FIGURES[name].specification(OUTCOMES[outcome], Layout(layout)))
    width, found = float(ElementTree.fromstring(drawing).attrib["width"]), texts(drawing)
    assert len(found) > 5
    assert overlaps(found) == []
    assert [text.text for text in found if text.left < 0 or text.right > width] == []
    assert width <= (340 if layout == "narrow" else 1070)


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_words_and_table_speak_of_every_outcome(outcome: str, name: str):
    results, entry = OUTCOMES[outcome], FIGURES[name]
    said = entry.words(results)
    assert said.endswith(".")
    assert said.count(". ") <= 2
    assert "nan" not in said
    assert entry.table(results).rows


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_the_table_as_csv_says_in_its_last_column_where_it_comes_from(name: str):
    results = plausible(runs=3, name="a-name")
    read = pd.read_csv(io.StringIO(FIGURES[name].csv(results)))
    assert read.columns[-1] == "provenance"
    (origin,) = read["provenance"].unique()
    assert all(part in origin for part in ("politburo ", "scenario a-name", "seed 1", "3 runs", "0123456789ab"))
    assert len(read) == len(FIGURES[name].table(results).rows)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_in_small_print_where_it_comes_from(name: str, layout: str):
    spec = FIGURES[name].specification(plausible(runs=3, name="a-name"), Layout(layout))
    foot = " ".join(row["text"] for row in spec["vconcat"][-1]["layer"][0]["data"]["values"])
    assert all(part in foot for part in ("politburo ", "scenario a-name", "seed 1", "3 runs", "0123456789ab"))
    assert any("imulated" in line for line in spec["title"]["subtitle"])


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_stays_small_however_many_runs(name: str):
    sizes = [len(json.dumps(FIGURES[name].specification(imagined(runs=runs, **LONG)))) for runs in (3, 60)]
    assert max(sizes) <= 150_000
    assert abs(sizes[1] - sizes[0]) < 5_000


def test_all_tables_together_stay_small():
    results = plausible(runs=60)
    assert sum(len(entry.csv(results).encode()) for entry in FIGURES.values()) * 144 / 120 < 1_500_000


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_valid_vega_lite(name: str):
    drawn = plausible(runs=2).plot(name, dark=True)
    assert drawn.description == drawn.specification["description"]
    assert vl_convert.vegalite_to_vega(drawn.specification)["background"] == look.DARK[look.PAPER]


@pytest.mark.parametrize("name", FIGURES)
def test_dark_figures_have_no_light_colour_left(name: str):
    results = plausible(runs=2)
    light = set(strings(FIGURES[name].specification(results, Layout()))) & set(look.DARK)
    dark = set(strings(FIGURES[name].specification(results, Layout(dark=True))))
    assert light
    left = dark & (set(look.DARK) - set(look.DARK.values()))
    assert left == set()
    assert dark >= {look.DARK[colour] for colour in light}


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_texts_of_a_scenario_are_data_and_never_expressions(name: str):
    events = (PublicEvent(date(2010, 3, 1), "mark", NASTY, None, None),)
    results = imagined(title=NASTY, events=events, name="it's")
    spec = FIGURES[name].specification(results, Layout(dark=True))
    found = {text.text for text in texts(vl_convert.vegalite_to_svg(spec))}
    start = look.fitted(NASTY, 12, 1e9)[:12]
    assert any(start in text for text in found)
    assert not any(NASTY[:6] in text for text in expressions(spec))


def expressions(part: Any) -> Iterator[str]:
    """Texts that Vega-Lite reads as expressions."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in {"expr", "calculate", "filter", "test", "labelExpr"} and isinstance(value, str):
                yield value
            elif key not in {"data", "title"}:
                yield from expressions(value)
    elif isinstance(part, list):
        for value in part:
            yield from expressions(value)


@pytest.mark.parametrize("name", FIGURES)
def test_a_title_that_names_a_colour_stays_as_it_is_in_the_dark(name: str):
    spec = FIGURES[name].specification(imagined(title=look.PAPER), Layout(dark=True))
    assert any(look.PAPER in line for line in spec["title"]["text"])


def test_a_chart_carries_its_words_for_who_cannot_see_it():
    results = plausible(runs=2)
    for entry in FIGURES.values():
        assert entry.specification(results)["description"] == entry.words(results)


def test_some_figures_are_played_over_the_months_and_one_has_a_choice_of_measures():
    for name, entry in FIGURES.items():
        params = entry.specification(plausible(runs=2)).get("params", [])
        bound = {param["name"]: param["bind"] for param in params if "bind" in param}
        assert ("month" in bound) == (name in ("apparatus", "provinces"))
        assert ("measure" in bound) == (name == "provinces")
        if bound:
            assert (bound["month"]["input"], bound["month"]["min"], bound["month"]["max"]) == ("range", 0, 119)


DOCS = (Path(__file__).parents[3] / "docs" / "figures.md").read_text(encoding="utf-8")


def test_the_page_on_figures_names_all_of_them_in_their_order():
    assert tuple(re.findall(r"^\| `(\w+)` \|", DOCS, re.MULTILINE)) == ORDER


@pytest.mark.slow
def test_the_python_of_the_page_on_figures_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL):
        exec(block.replace("runs=4", 'runs=2, scale=0.02, until="2002-12"'), names)
    assert {path.name for path in (tmp_path / "appendix").iterdir()} >= {"fear.svg", "overview.svg", "years.csv"}
    assert (tmp_path / "fear.svg").exists()

"""A life in words, in a table, and as a picture."""

import re
from io import StringIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from rich.console import Console

from politburo.run.life import TURNS, Life
from politburo.run.watch import Turn
from politburo.show.life import in_words, life_table, plot, save_life, turn_in_words
from politburo.show.life_picture import specification
from politburo.terms.errors import StoreError, UsageError

from .drawn import overlaps, size, texts
from .imagined_life import START, at, eventful, imagined_life


def test_a_life_is_told_from_its_begin_to_its_end():
    said = in_words(eventful())
    parts = [
        "Person 17 in run 3 of Imagined is a synthetic cadre",
        "held post 17 (trade, senior/central rank, Capital, abroad) in January 2010",
        "In July 2010 the cadre was rotated to post 18 (Border, at home)",
        "in October 2010 the cadre received a lesser penalty for disloyalty",
        "promoted to post 1 (party, top leadership rank, N Hamgyong)",
        "in August 2011 the cadre was found out as a plotter; in August 2011 the cadre was executed for plotting",
        "Fear was lowest at 0.10 in January 2010 and highest at 0.72 in July 2011",
        "(the mean of that organ and rank was then 0.25), after three close friends had been penalised or had fled",
        "Private loyalty went from 0.60 to 0.32, displayed loyalty from 0.65 to 0.89",
        "greatest in July 2011: 0.32 felt, 0.89 shown",
        "lay low for three months of 20: March 2010 to May 2010",
        "plotted for four months of 20: April 2011 to July 2011",
        "close friends were penalised three times and fled once and acquaintances were penalised twice",
    ]
    places = [said.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert all(one < other for one, other in pairwise(places))
    assert "was still in post" not in said


def test_a_quiet_life_is_told_as_quiet():
    said = in_words(imagined_life(months=36))
    assert "No close friend or acquaintance was penalised or fled in all this time." in said
    assert said.endswith("The cadre was still in post when the run ended in December 2012.")
    assert not re.search("lay low|plotted|executed", said)


def test_a_post_is_told_by_its_holders():
    holders = [*[17] * 10, *[400] * 14]
    turns = [Turn(START + 10, "flight", 17, 17, None, event=9), Turn(START + 10, "recruitment", 400, None, 17)]
    said = in_words(imagined_life(post=17, turns=turns, columns={"person": holders}))
    assert said.startswith(
        "Post 17 (trade, senior/central rank, Capital, abroad) in run 3 of Imagined, January 2010 to"
    )
    assert "had two holders, all synthetic cadres. Person 17 fled from a post abroad in November 2010." in said
    assert "Private loyalty went" not in said, "the loyalty of two persons is no development"


def test_many_turns_are_told_by_the_first_and_the_last():
    turns = [Turn(START + month, "rotation", 17, 17 + month % 2, 18 - month % 2) for month in range(20)]
    said = in_words(imagined_life(turns=turns))
    assert "12 more turns" in said
    assert said.count("was rotated") == 8


@pytest.mark.parametrize("kind", [kind.name for kind in TURNS])
def test_every_kind_of_turn_has_words(kind: str):
    turn = Turn(START, kind, 17, None if kind == "recruitment" else 18, 17, "execution", "disloyalty", 1)
    assert re.fullmatch(
        r"(was|entered|retired|died|fled|began|returned|gave|attempted|led) ?.*", turn_in_words(turn, imagined_life())
    )


def printed(life: Life, month: int | None = None) -> list[str]:
    console = Console(width=110, record=True, file=StringIO())
    console.print(life_table(life, month))
    return console.export_text().splitlines()


def test_the_table_has_the_months_in_which_something_happened_and_each_january():
    rows = [line for line in printed(eventful()) if re.match(r" ?\d{4}-\d\d", line)]
    months = [row.split()[0] for row in rows]
    told = {3: "2010-03", 4: "2010-04", 6: "2010-06", 7: "2010-07", 10: "2010-10"}
    assert months == ["2010-01", *told.values(), "2011-01", "2011-04", "2011-05", "2011-06", "2011-08"]
    assert "××" in rows[months.index("2011-05")]
    assert ">" in rows[months.index("2011-06")]
    assert "lying low" in rows[months.index("2010-03")]


def test_the_table_gives_the_numbers_of_events_whose_reasons_can_be_asked_for():
    text = " ".join(" ".join(printed(eventful())).split())
    assert "(event 21)" in text
    assert "(event 78)" in text
    assert "(event 4)" not in text


def test_around_a_month_every_month_is_shown():
    rows = [line.split()[0] for line in printed(eventful(), START + 13) if re.match(r" ?\d{4}-\d\d", line)]
    assert rows == [f"{(START + m) // 12}-{(START + m) % 12 + 1:02d}" for m in range(2, 17)]


def test_a_month_outside_the_life_is_refused_with_its_span():
    with pytest.raises(UsageError, match="2011-09 lies outside the life of person 17, which spans 2010-01 to 2011-08"):
        life_table(eventful(), START + 20)


@pytest.mark.slow
@pytest.mark.parametrize(
    "life",
    [
        eventful(),
        imagined_life(),
        imagined_life(months=1),
        imagined_life(title="A title " * 60),
        imagined_life(months=36, columns={"close_penalised": [4] * 36, "acquaintances_fled": at(36, (0, 9), (35, 1))}),
        imagined_life(post=17, turns=[Turn(START + m, "rotation", 400 + m, 17, 18) for m in range(36)]),
    ],
)
def test_no_text_of_the_picture_covers_another_and_none_is_cut_off(life: Life, tmp_path: Path):
    drawing = save_life(life, tmp_path)[1].read_text(encoding="utf-8")
    found = texts(drawing)
    width = float(ElementTree.fromstring(drawing).attrib["width"])
    assert len(found) > 10
    assert overlaps(found) == []
    assert all(text.left >= 0 and text.right <= width for text in found)


def test_the_picture_is_saved_beside_the_results_under_its_own_name(tmp_path: Path):
    png, svg = save_life(eventful(), tmp_path)
    assert (png, svg) == (tmp_path / "lives" / "person-17-run-3.png", tmp_path / "lives" / "person-17-run-3.svg")
    assert size(png.read_bytes())[0] > 2000
    assert save_life(imagined_life(post=17), tmp_path)[0].name == "post-17-run-3.png"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lives"]


def test_a_picture_that_cannot_be_written_says_why(tmp_path: Path):
    (tmp_path / "lives").write_text("in the way")
    with pytest.raises(StoreError, match="lives cannot be written"):
        save_life(eventful(), tmp_path)


def test_the_picture_says_that_the_cadre_is_synthetic_and_where_it_comes_from(tmp_path: Path):
    said = [text.text for text in texts(save_life(eventful(), tmp_path)[1].read_text(encoding="utf-8"))]
    assert "Person 17, a synthetic cadre" in said
    assert any("no real person is behind it" in text for text in said)
    assert any("scenario imagined · seed 1 · run 3 · fingerprint of the run 0123456789ab" in text for text in said)


def test_a_line_breaks_where_the_holder_changes_and_ends_with_the_life():
    fear = specification(eventful())["vconcat"][2]["layer"][1]
    assert len(fear["data"]["values"]) == 19
    life = imagined_life(post=17, columns={"person": [17] * 10 + [400] * 14})
    line = specification(life)["vconcat"][2]["layer"][1]
    assert line["encoding"]["detail"]["field"] == "person"
    assert {row["person"] for row in line["data"]["values"]} == {17, 400}


def test_the_strip_shows_each_standing_for_as_long_as_it_lasted():
    bars = specification(eventful())["vconcat"][1]["layer"][0]["data"]["values"]
    spans = [(bar["standing"], round(12 * (bar["end"] - bar["begin"]))) for bar in bars]
    assert spans == [("serving", 2), ("lying low", 3), ("serving", 10), ("plotting", 4)]


def test_the_figure_says_in_words_what_it_shows():
    drawn = plot(eventful())
    assert drawn.description == in_words(eventful())
    assert len(drawn.specification["vconcat"]) == 6


def test_fear_that_is_nowhere_known_is_not_told():
    assert "Fear was" not in in_words(
        imagined_life(months=1, columns=dict.fromkeys(("fear", "private_loyalty"), np.nan))
    )

"""The provinces: tiles where they lie, coloured by what the reader chooses."""

import pytest

from politburo.country import country_names, plan_of
from politburo.show.look import Layout
from politburo.show.run.provinces import CHOICES, MEASURES, PEOPLE, specification, table, tiles_of, values_of, words

from ..imagined import imagined, plausible


def rows(spec: dict) -> dict[str, dict]:
    return {row["province"]: row for row in spec["vconcat"][1]["layer"][0]["data"]["values"]}


def param(spec: dict, name: str) -> dict:
    return next(entry for entry in spec["params"] if entry["name"] == name)


@pytest.mark.parametrize("name", country_names())
def test_every_country_has_a_map_with_a_place_for_each_province(name: str):
    tiles = [tile for province in plan_of(name).provinces if (tile := province.tile) is not None]
    assert len(tiles) == len(plan_of(name).provinces)
    assert len(set(tiles)) == len(tiles)
    assert min(column for column, _ in tiles) == min(row for _, row in tiles) == 0


def test_north_is_up_and_east_is_right():
    tiles = tiles_of(imagined(country="north-korea"))
    assert tiles["N_Hamgyong"][1] < tiles["S_Hamgyong"][1] < tiles["Kangwon"][1]
    assert tiles["N_Pyongan"][0] < tiles["Jagang"][0] < tiles["Ryanggang"][0] < tiles["N_Hamgyong"][0]
    assert tiles["S_Hwanghae"][0] < tiles["N_Hwanghae"][0]


def test_a_country_without_a_map_has_its_provinces_side_by_side(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("politburo.show.run.provinces._declared", lambda _: ())
    assert tiles_of(imagined()) == {"Capital": (0, 0), "Border": (1, 0), "Plain": (0, 1)}


@pytest.mark.parametrize("layout", [Layout(), Layout("narrow")])
@pytest.mark.parametrize("name", country_names())
def test_each_tile_has_a_value_of_each_measure_for_each_month(name: str, layout: Layout):
    found = rows(specification(imagined(country=name, months=30), layout))
    assert set(found) == {province.name for province in plan_of(name).provinces}
    assert all(len(row[measure]) == 30 for row in found.values() for measure, _ in CHOICES)


def test_departures_are_those_of_twelve_months_for_so_many_people():
    results = imagined(runs=1, departures={(0, 20): 300.0})
    people = plan_of("example").provinces[2].women + plan_of("example").provinces[2].men
    left = values_of(results)["departures"]
    assert left[19, 2] == 0
    # Two thirds of those who leave the imagined country leave its third province.
    assert left[23, 2] == pytest.approx(200 / people * PEOPLE)


def test_the_scale_of_each_measure_holds_all_its_values():
    spec = specification(plausible(runs=2))
    for row in rows(spec).values():
        for measure in MEASURES:
            scale = param(spec, "scales")["value"][measure.name]
            assert scale["low"] < scale["high"]
            assert all(scale["low"] - 1e-6 <= value <= scale["high"] + 1e-6 for value in row[measure.name])


def test_the_reader_chooses_between_all_measures():
    bound = param(specification(imagined()), "measure")["bind"]
    assert (bound["input"], tuple(zip(bound["options"], bound["labels"], strict=True))) == ("select", CHOICES)
    assert param(specification(imagined()), "measure")["value"] in bound["options"]


def test_a_name_that_finds_no_room_takes_two_lines():
    found = rows(specification(imagined(country="north-korea"), Layout("narrow")))
    assert found["military_camps"]["name"] == ["military", "camps"]
    assert found["S_Hwanghae"]["name"] == ["S Hwanghae"]


def test_a_reader_is_told_where_most_left():
    said = words(imagined(runs=1, departures={(0, 15): 300.0}))
    assert "in the twelve months to April 2011, of 100,000 people 33 left Border, the most, and 0.0 Capital" in said


def test_the_table_has_a_row_for_each_month_and_province():
    found = table(imagined(months=3))
    assert len(found.rows) == 3 * 3
    assert found.column("province")[:3] == ["Capital", "Border", "Plain"]
    assert list(found.places)[3:] == ["departures_a_year_of_100000", *(name for name, _ in CHOICES[1:])]

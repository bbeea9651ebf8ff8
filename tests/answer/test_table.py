"""Tables say what they hold, and are the same rows to pandas, xarray and JSON."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from politburo.answer import Column, Table, later, records
from tests.answer.made import COLUMNS, MadeUp


def test_a_table_is_found_by_what_its_columns_are_called():
    table = MadeUp().table("totals")
    assert table.column("baseline") == [0.2123, 0.5]
    assert table.records()[0]["since"] == "2018-05"


def test_numbers_of_a_column_are_numbers_and_of_any_other_an_error():
    table = MadeUp().table("totals")
    assert np.array_equal(table.numbers("difference"), [0.0011, np.nan], equal_nan=True)
    assert table.numbers("pairs") == [1200.0, 0.0]
    with pytest.raises(TypeError, match="'series' holds 'private_loyalty', which is no number"):
        table.numbers("series")


def test_people_see_the_ends_of_an_interval_in_the_cell_of_its_value():
    assert [one.name for one in MadeUp().table().shown] == [
        "series",
        "baseline",
        "difference",
        "agreeing",
        "since",
        "day",
        "pairs",
    ]


@pytest.mark.parametrize(
    "columns",
    [
        (Column("a"), Column("a")),
        (Column("a", interval=("low", "high")),),
        (Column("a", finer="b"),),
        (Column("provenance"),),
    ],
)
def test_columns_that_do_not_fit_are_refused(columns: tuple[Column, ...]):
    with pytest.raises(ValueError, match="columns of table 'name' do not fit"):
        Table("name", "title", columns, [])


def test_a_data_frame_has_dates_and_says_units():
    frame = MadeUp().table().to_pandas()
    assert frame["since"].tolist()[0] == pd.Timestamp("2018-05-01")
    assert frame["day"].tolist()[0] == pd.Timestamp("2018-06-12")
    assert frame.attrs["baseline"] == {"units": "share", "long_name": "mean of the baseline"}


def test_labelled_arrays_lie_over_the_columns_that_tell_rows_apart():
    found = MadeUp().table().to_xarray()
    assert found["baseline"].sel(series="private_loyalty") == 0.2123
    assert found["baseline"].attrs["units"] == "share"


def test_a_table_without_such_columns_is_no_labelled_array():
    with pytest.raises(ValueError, match="tell the rows of table 'name' apart"):
        Table("name", "title", COLUMNS[:1], [("a",)]).to_xarray()


def test_json_has_null_where_there_is_no_number_and_no_number_of_numpy():
    columns = (Column("a"), Column("b"), Column("c"))
    row: Any = (float("nan"), np.int64(3), np.float32(0.5))
    [found] = Table("name", "title", columns, [row]).as_json()["rows"]
    assert found == [None, 3, 0.5]
    assert [type(value) for value in found[1:]] == [int, float]


def test_rows_come_from_objects_and_from_mappings():
    columns = (Column("name"), Column("unit"))
    assert records(columns, [Column("x", "share"), {"name": "y", "unit": "1"}]) == [("x", "share"), ("y", "1")]


def test_rows_can_be_made_when_they_are_first_looked_at_and_once():
    asked = []
    rows = later(lambda: asked.append(1) or [("a",), ("b",)])
    assert not asked
    assert (len(rows), rows[1], [*rows]) == (2, ("b",), [("a",), ("b",)])
    assert asked == [1]

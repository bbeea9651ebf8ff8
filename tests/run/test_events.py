"""Events on disk are words and days, and read back as the codes they were."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from fake_month import PROVINCES, fake_events
from hypothesis import given, settings
from hypothesis import strategies as st

from politburo.run.events import read_codes, read_table, write_events
from politburo.terms.errors import StoreError
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES
from politburo.terms.words import ORGANS

START, END = 2008 * 12, 2019 * 12 + 11


def made(count: int, seed: int = 1) -> dict:
    return fake_events(np.random.default_rng(seed), count, START, END)


def one(**said: int) -> dict:
    """A single event in March 2012 that says nothing but this."""
    unsaid = {"month": 2012 * 12 + 2, "day": 1, "kind": 0, "agent": 5, "province": 0, "abroad": 0, "persons": 1}
    return {c.name: np.array([said.get(c.name, unsaid.get(c.name, -1))], c.dtype) for c in EVENT_COLUMNS}


@settings(max_examples=20, deadline=None)
@given(count=st.integers(0, 400), seed=st.integers(0, 1000))
def test_events_read_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, count: int, seed: int):
    file = tmp_path_factory.mktemp("events") / "run.parquet"
    events = made(count, seed)
    write_events(file, events, 7, PROVINCES)
    found = read_codes(file, PROVINCES)
    assert list(found) == [column.name for column in EVENT_COLUMNS]
    for name, values in events.items():
        assert found[name].dtype == values.dtype
        np.testing.assert_array_equal(found[name], values)


def test_a_row_says_in_words_what_happened(tmp_path: Path):
    file = tmp_path / "run.parquet"
    penalty = one(day=17, organ=1, rank=0, province=2, form=4, charge=1, person=99, abroad=1)
    write_events(file, penalty, 7, PROVINCES)
    row = duckdb.read_parquet(str(file)).df().iloc[0].to_dict()
    assert row == {
        "run": 7,
        "date": pd.Timestamp("2012-03-17"),
        "kind": "penalty",
        "agent": 5,
        "person": 99,
        "organ": "military",
        "rank": "top leadership",
        "province": "Capital",
        "form": "execution",
        "charge": "plotting",
        "abroad": True,
        "sex": None,
        "persons": 1,
    }


def test_what_an_event_does_not_say_is_missing(tmp_path: Path):
    file = tmp_path / "run.parquet"
    write_events(file, one(kind=EVENT_NAMES.index("departure"), sex=0), 0, PROVINCES)
    table = read_table([file], PROVINCES)
    assert table.loc[0, "sex"] == "women"
    assert table[["person", "organ", "rank", "form", "charge"]].isna().to_numpy().all()


def test_the_types_of_a_table_do_not_depend_on_what_happened(tmp_path: Path):
    types = []
    for number, events in enumerate((made(0), made(50), one(), one(person=3, organ=0, sex=1))):
        file = tmp_path / f"{number}.parquet"
        write_events(file, events, 0, PROVINCES)
        types.append(read_table([file], PROVINCES).dtypes.to_dict())
    assert types[1:] == types[:-1]
    assert list(types[0]["organ"].categories) == list(ORGANS)


def test_tables_of_several_runs_keep_the_order_of_runs_and_events(tmp_path: Path):
    files = [tmp_path / f"{run}.parquet" for run in (10, 2)]
    for run, file in zip((10, 2), files, strict=True):
        write_events(file, made(5000, run), run, PROVINCES)
    table = read_table(files, PROVINCES)
    assert table["run"].tolist() == [10] * 5000 + [2] * 5000
    np.testing.assert_array_equal(table["agent"], np.concatenate([made(5000, run)["agent"] for run in (10, 2)]))


def test_the_same_run_is_the_same_file_to_the_byte(tmp_path: Path):
    for name in ("once", "again"):
        write_events(tmp_path / name, made(30_000), 0, PROVINCES)
    assert (tmp_path / "once").read_bytes() == (tmp_path / "again").read_bytes()


@pytest.mark.parametrize("folder", ["it's", "50% [new]", "a*b", "a?b", "naïve ünï"])
def test_no_name_of_a_folder_or_province_is_taken_for_a_command(tmp_path: Path, folder: str):
    (tmp_path / folder).mkdir()
    (tmp_path / "axb").mkdir()
    write_events(tmp_path / "axb" / "run.parquet", made(3), 0, PROVINCES)
    file = tmp_path / folder / "run.parquet"
    provinces = ("O'North'); DROP", "South", "[Capital]")
    write_events(file, made(50), 0, provinces)
    assert len(read_codes(file, provinces)["month"]) == 50
    assert len(read_table([file], provinces)) == 50
    assert set(read_table([file], provinces)["province"]) == set(provinces)


def test_a_damaged_file_is_named(tmp_path: Path):
    file = tmp_path / "run.parquet"
    write_events(file, made(50), 0, PROVINCES)
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(StoreError, match="missing or damaged"):
        read_codes(file, PROVINCES)
    file.unlink()
    with pytest.raises(StoreError, match=f"{file}"):
        read_table([file], PROVINCES)

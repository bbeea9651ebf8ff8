"""Events on disk are words and days, and read back as the codes they were."""

import math
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politburo.month.log import Reasons
from politburo.run.events import (
    count_events,
    find_events,
    read_before,
    read_codes,
    read_rows,
    read_table,
    write_events,
)
from politburo.terms.accounts import MOST_TERMS, account_of
from politburo.terms.errors import StoreError
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES
from politburo.terms.words import CHARGES, Names
from tests.run.fake_month import NAMES, fake_events, fake_reasons

START, END = 2008 * 12, 2019 * 12 + 11


def made(count: int, seed: int = 1) -> dict:
    return fake_events(np.random.default_rng(seed), count, START, END)


def one(**said: int) -> dict:
    """A single event in March 2012 that says nothing but this."""
    unsaid = {"month": 2012 * 12 + 2, "day": 1, "kind": 0, "agent": 5, "province": 0, "abroad": 0, "persons": 1}
    return {c.name: np.array([said.get(c.name, unsaid.get(c.name, -1))], c.dtype) for c in EVENT_COLUMNS}


def told(event: int, hazard: float, *terms: float) -> Reasons:
    """The reasons of one event alone."""
    row = np.full((1, MOST_TERMS), np.nan, np.float32)
    row[0, : len(terms)] = terms
    return Reasons(np.array([event], np.int32), np.array([hazard], np.float32), row)


@settings(max_examples=20)
@given(count=st.integers(0, 400), seed=st.integers(0, 1000))
def test_events_read_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, count: int, seed: int):
    file = tmp_path_factory.mktemp("events") / "run.parquet"
    events = made(count, seed)
    write_events(file, events, 7, NAMES)
    found = read_codes(file, NAMES)
    assert list(found) == [column.name for column in EVENT_COLUMNS]
    for name, values in events.items():
        assert found[name].dtype == values.dtype
        np.testing.assert_array_equal(found[name], values)


def test_a_row_says_in_words_what_happened(tmp_path: Path):
    file = tmp_path / "run.parquet"
    penalty = one(day=17, organ=1, rank=0, province=2, form=4, charge=1, person=99, abroad=1, weight=10)
    write_events(file, penalty, 7, NAMES, told(0, 0.17, 0.02, 0.15, 0.1))
    row = duckdb.read_parquet(str(file)).df().iloc[0].to_dict()
    assert row | {"reasons": list(row["reasons"])} == {
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
        "weight": 10,
        "hazard": pytest.approx(0.17),
        "reasons": [pytest.approx(0.02), pytest.approx(0.15), pytest.approx(0.1)],
    }


def test_what_an_event_does_not_say_is_missing(tmp_path: Path):
    file = tmp_path / "run.parquet"
    write_events(file, one(kind=EVENT_NAMES.index("departure"), sex=0), 0, NAMES)
    table = read_table([file], NAMES)
    assert table.loc[0, "sex"] == "women"
    assert table[["person", "organ", "rank", "form", "charge"]].isna().to_numpy().all()


def test_the_types_of_a_table_do_not_depend_on_what_happened(tmp_path: Path):
    types = []
    for number, events in enumerate((made(0), made(50), one(), one(person=3, organ=0, sex=1))):
        file = tmp_path / f"{number}.parquet"
        write_events(file, events, 0, NAMES, fake_reasons(np.random.default_rng(1), events))
        types.append(read_table([file], NAMES).dtypes.to_dict())
    assert types[1:] == types[:-1]
    assert list(types[0]["organ"].categories) == list(NAMES.organ)


def test_tables_of_several_runs_keep_the_order_of_runs_and_events(tmp_path: Path):
    files = [tmp_path / f"{run}.parquet" for run in (10, 2)]
    for run, file in zip((10, 2), files, strict=True):
        write_events(file, made(5000, run), run, NAMES)
    table = read_table(files, NAMES)
    assert table["run"].tolist() == [10] * 5000 + [2] * 5000
    np.testing.assert_array_equal(table["agent"], np.concatenate([made(5000, run)["agent"] for run in (10, 2)]))


def test_the_same_run_is_the_same_file_to_the_byte(tmp_path: Path):
    for name in ("once", "again"):
        events = made(30_000)
        write_events(tmp_path / name, events, 0, NAMES, fake_reasons(np.random.default_rng(1), events))
    assert (tmp_path / "once").read_bytes() == (tmp_path / "again").read_bytes()


@pytest.mark.parametrize("folder", ["it's", "50% [new]", "a*b", "a?b", "naïve ünï"])
def test_no_name_of_a_folder_or_province_is_taken_for_a_command(tmp_path: Path, folder: str):
    (tmp_path / folder).mkdir()
    (tmp_path / "axb").mkdir()
    write_events(tmp_path / "axb" / "run.parquet", made(3), 0, NAMES)
    file = tmp_path / folder / "run.parquet"
    names = Names(NAMES.organ, ("the 1st'); --", *NAMES.rank[1:]), ("O'North'); DROP", "South", "[Capital]"))
    write_events(file, made(50), 0, names)
    assert len(read_codes(file, names)["month"]) == 50
    assert len(read_table([file], names)) == 50
    assert set(read_table([file], names)["province"]) == set(names.province)
    assert set(read_table([file], names)["rank"].dropna()) == set(names.rank)


def test_a_damaged_file_is_named(tmp_path: Path):
    file = tmp_path / "run.parquet"
    write_events(file, made(50), 0, NAMES)
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(StoreError, match="missing or damaged"):
        read_codes(file, NAMES)
    file.unlink()
    with pytest.raises(StoreError, match=f"{file}"):
        read_table([file], NAMES)


def test_every_event_keeps_its_own_hazard_and_reasons(tmp_path: Path):
    file, events = tmp_path / "run.parquet", made(3000)
    reasons = fake_reasons(np.random.default_rng(2), events)
    write_events(file, events, 0, NAMES, reasons)
    assert 500 < len(reasons.event) < 3000
    given = dict(zip(reasons.event.tolist(), zip(reasons.hazard, reasons.terms, strict=True), strict=True))
    table, rows = duckdb.read_parquet(str(file)).df(), read_rows(file, NAMES, range(3000))
    for number, (hazard, kept) in enumerate(zip(table["hazard"], table["reasons"], strict=True)):
        charge = events["charge"][number]
        account = account_of(EVENT_NAMES[events["kind"][number]], CHARGES[charge] if charge >= 0 else None)
        if account is None:
            assert np.isnan(hazard)
            assert pd.isna(kept)
            assert rows[number]["reasons"] is None
        else:
            assert hazard == given[number][0]
            assert list(kept) == given[number][1][: len(account.terms)].tolist()
            assert rows[number]["reasons"] == dict(zip(account.names, kept, strict=True))


def test_reasons_that_name_themselves_as_earlier_versions_kept_them_are_read(tmp_path: Path):
    file, before = tmp_path / "run.parquet", tmp_path / "before.parquet"
    write_events(file, one(charge=1, weight=1), 7, NAMES, told(0, 0.17, 0.02, 0.15))
    reasons = "map(['surveillance', 'found'], [0.5::FLOAT, 0.25::FLOAT])"
    duckdb.execute(f"COPY (SELECT * REPLACE ({reasons} AS reasons) FROM '{file}') TO '{before}' (FORMAT parquet)")
    assert read_rows(before, NAMES, [0])[0]["reasons"] == {"surveillance": 0.5, "found": 0.25}
    assert read_before(before, NAMES, 2101 * 12)["value"].tolist() == [0.5, 0.25]


def test_events_are_numbered_within_their_run(tmp_path: Path):
    files = [tmp_path / f"{run}.parquet" for run in (4, 1)]
    for run, file in zip((4, 1), files, strict=True):
        events = made(300, run)
        write_events(file, events, run, NAMES, fake_reasons(np.random.default_rng(run), events))
    table = read_table(files, NAMES)
    assert table["event"].tolist() == [*range(300), *range(300)]
    assert "reasons" not in table
    rows = table.to_dict("records")
    for row in (0, 299, 300, 421):
        read = read_rows(files[row // 300], NAMES, [row % 300])[row % 300]
        assert read is not None
        for name in ("run", "kind", "agent", "province", "persons"):
            assert read[name] == rows[row][name]
        hazard = math.nan if read["hazard"] is None else read["hazard"]
        assert hazard == pytest.approx(rows[row]["hazard"], nan_ok=True)


def test_an_event_that_is_not_there_is_left_out(tmp_path: Path):
    write_events(tmp_path / "some", made(5), 0, NAMES)
    write_events(tmp_path / "none", made(0), 0, NAMES)
    assert count_events(tmp_path / "some") == 5
    assert count_events(tmp_path / "none") == 0
    assert list(read_rows(tmp_path / "some", NAMES, [4, 5])) == [4]
    assert read_rows(tmp_path / "none", NAMES, [0]) == {}


def test_events_are_found_by_kind_and_rank(tmp_path: Path):
    files = [tmp_path / f"{run}.parquet" for run in (4, 1)]
    for run, file in zip((4, 1), files, strict=True):
        write_events(file, made(300, run), run, NAMES)
    table = read_table(files, NAMES)
    expected = table[table["kind"].isin(["penalty", "flight"]) & table["rank"].isin(NAMES.rank[:2])]
    found = find_events(files, NAMES, ("penalty", "flight"), NAMES.rank[:2])
    assert len(found) > 5
    for column, values in (("run", [one.run for one in found]), ("event", [one.event for one in found])):
        assert values == expected[column].tolist()
    assert [one.province for one in found] == expected["province"].tolist()


def test_reasons_of_a_damaged_file_are_refused(tmp_path: Path):
    file = tmp_path / "run.parquet"
    file.write_bytes(b"PAR1")
    for read in (lambda: read_rows(file, NAMES, [0]), lambda: count_events(file)):
        with pytest.raises(StoreError, match="missing or damaged"):
            read()


@settings(max_examples=20)
@given(count=st.integers(0, 300), seed=st.integers(0, 1000), month=st.integers(START, END + 1))
def test_what_lies_before_a_month_is_read_with_hazards_and_reasons(
    tmp_path_factory: pytest.TempPathFactory, count: int, seed: int, month: int
):
    file, events = tmp_path_factory.mktemp("events") / "run.parquet", made(count, seed)
    reasons = fake_reasons(np.random.default_rng(seed), events)
    write_events(file, events, 7, NAMES, reasons)
    found, earlier = read_before(file, NAMES, month), int((events["month"] < month).sum())
    for name, values in events.items():
        assert found[name].dtype == values.dtype
        np.testing.assert_array_equal(found[name], values[:earlier])
    told = {int(event): row for row, event in enumerate(reasons.event) if event < earlier}
    assert set(np.flatnonzero(~np.isnan(found["hazard"]))) == set(told)
    np.testing.assert_array_equal(found["hazard"][list(told)], reasons.hazard[list(told.values())])
    assert found["terms"].sum() == len(found["value"])
    assert set(np.flatnonzero(found["terms"])) == set(told)
    ends = np.cumsum(found["terms"])
    for event, row in told.items():
        kept = found["value"][ends[event] - found["terms"][event] : ends[event]]
        np.testing.assert_array_equal(kept, reasons.terms[row][: len(kept)])


def test_before_the_first_event_there_is_nothing(tmp_path: Path):
    file = tmp_path / "run.parquet"
    write_events(file, made(50), 7, NAMES)
    assert {len(values) for values in read_before(file, NAMES, START).values()} == {0}
    with pytest.raises(StoreError, match="missing or damaged"):
        read_before(tmp_path / "none.parquet", NAMES, START)

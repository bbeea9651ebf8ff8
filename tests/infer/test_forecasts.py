"""Files of forecasts: what is written is read again, and what anybody may send is refused in words."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from politburo.infer.forecasts import name_of, read_forecasts, save_forecasts
from politburo.terms.errors import StoreError, UsageError
from tests.infer.made_up import forecast

ORIGIN = "politburo 0 · made up"
HEAD = "forecaster,track,as_of,series,period_start,period_end,unit,draw,value\n"
ROW = "simulation,,2011-12-31,arrivals_total,2012-01-01,2012-12-31,persons,{},{}\n"
SOUND = HEAD + "".join(ROW.format(number, number + 0.5) for number in range(20))


@pytest.mark.parametrize("name", ["draws.parquet", "draws.csv", "a [*] name?.parquet"])
def test_what_is_written_is_read_again_to_the_bit(name: str, tmp_path: Path):
    written = [
        forecast(np.random.default_rng(1).gamma(2, 100, 50), by="simulation", track="levers known"),
        forecast(np.arange(30), 2013, by="random walk", series="arrivals_male"),
    ]
    path = save_forecasts(tmp_path / name, written, ORIGIN)
    read = read_forecasts(path)
    assert [(one.forecaster, one.track, one.as_of, one.asked) for one in read] == [
        (one.forecaster, one.track, one.as_of, one.asked) for one in written
    ]
    assert all((one.draws == other.draws).all() for one, other in zip(read, written, strict=True))
    save_forecasts(path, written, ORIGIN)  # what politburo wrote it may write again


def test_a_file_of_somebody_else_is_not_written_over(tmp_path: Path):
    (tmp_path / "draws.csv").write_text("mine\n1\n")
    with pytest.raises(UsageError, match="was not written by politburo"):
        save_forecasts(tmp_path / "draws.csv", [forecast(range(30))], ORIGIN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no column 'forecaster'"),
        (HEAD, "holds no forecast"),
        (SOUND.replace("unit", "units"), "has no column 'unit'"),
        (SOUND.replace("3.5", "many"), "line 5, value: 'many' is no number"),
        (SOUND.replace(",3.5", ",nan"), "is no number"),
        (SOUND.replace(",3.5", ",-1"), "not a number from 0"),
        (SOUND.replace(",3.5", ",1e300"), "not a number from 0"),
        (SOUND.replace("2011-12-31", "2011"), "as_of cannot be used"),
        (SOUND.replace("2012-12-31", "2011-12-31"), "comes before period_start"),
        (SOUND.replace("persons", ""), "unit is ''"),
        (SOUND.replace("simulation", "s" * 200), "one line of 1 to 100 characters"),
        (SOUND.replace("simulation", "s\x1b[31m"), "one line of 1 to 100 characters"),
        (HEAD + ROW.format(0, 1), "number of draws of a forecast is 1; it must be at least 20"),
        (SOUND + "a,b\n", "there are 2 cells"),
        (SOUND + '"', "cannot be read as forecasts"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_is_wrong(text: str, said: str, tmp_path: Path):
    (tmp_path / "draws.csv").write_text(text)
    with pytest.raises(UsageError, match=re.escape(said)):
        read_forecasts(tmp_path / "draws.csv")


def test_a_parquet_file_of_other_columns_or_types_or_none_at_all_is_refused(tmp_path: Path):
    from politburo.run.parquet import database

    for number, (select, said) in enumerate(
        [
            ("1 AS value", "has no column 'forecaster'"),
            ("'x' AS forecaster, 1 AS track, '' AS as_of, '' AS series, '' AS period_start, '' AS period_end, "
             "'' AS unit, 1.0 AS value", "the column track is of the type INTEGER"),
        ]
    ):  # fmt: skip
        path = tmp_path / f"{number}.parquet"
        database().execute(f"COPY (SELECT {select}) TO '{path}' (FORMAT parquet)")
        with pytest.raises(UsageError, match=said):
            read_forecasts(path)
    (tmp_path / "no.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(StoreError, match=r"no\.parquet"):
        read_forecasts(tmp_path / "no.parquet")
    with pytest.raises(UsageError, match="does not exist"):
        read_forecasts(tmp_path / "none.parquet")


def test_counts_are_on_the_scale_of_the_logarithm_with_one_added_and_shares_as_they_are():
    counts, shares = forecast(np.zeros(20)), forecast(np.full(20, 0.5), unit="share of persons")
    assert counts.asked.logged(np.array([0.0])) == 0
    assert shares.asked.logged(np.array([0.5])) == pytest.approx(np.log(0.5))
    assert name_of("simulation", "levers known") == "simulation, levers known"


def test_a_damaged_parquet_file_is_read_or_refused_and_never_ends_otherwise(tmp_path: Path):
    path = save_forecasts(tmp_path / "draws.parquet", [forecast(np.arange(40.0))], ORIGIN)
    sound, chance = path.read_bytes(), np.random.default_rng(4)
    refused = 0
    for place in chance.integers(len(sound), size=60).tolist():
        damaged = bytearray(sound)
        damaged[place] ^= 1 << int(chance.integers(8))
        path.write_bytes(damaged[: None if place % 5 else place])
        try:
            read_forecasts(path)
        except (UsageError, StoreError) as error:
            refused += 1
            assert "draws.parquet" in str(error) or "number of" in str(error)
    assert refused > 20

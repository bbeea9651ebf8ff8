"""Parameter sets as a file."""

from pathlib import Path

import pytest

from politburo.ask.sets_file import countries_with_sets, read_sets, write_sets
from politburo.ask.survey import parameters_of
from politburo.scenario import load
from politburo.terms.errors import UsageError

NAMES = ("fear.horizon", "choose.plot_rate", "record.seen_2")


def test_what_is_written_is_read_to_the_last_digit(tmp_path: Path):
    values = 2 + 1 / 3, 7e-3, 0.1 + 0.2
    path = write_sets(tmp_path / "sets.csv", NAMES, {3: values}, "politburo 0")
    assert read_sets(path) == [dict(zip(NAMES, values, strict=True))]


def test_a_file_of_the_package_is_written_over_and_no_other(tmp_path: Path):
    path = write_sets(tmp_path / "sets.csv", NAMES, {3: (2.0, 7e-3, 0.3)}, "politburo 0")
    write_sets(path, NAMES, {}, "politburo 0")
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not written by politburo"):
        write_sets(path, NAMES, {}, "politburo 0")


def test_sets_that_a_survey_did_not_rule_out_come_with_a_country():
    for country in countries_with_sets():
        found = read_sets(country)
        assert len(found) >= 20
        assert set(found[0]) == set(parameters_of(load(country)))
    assert "north-korea" in countries_with_sets()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "holds no parameter set"),
        ("fear.horizon\n", "holds no parameter set"),
        ("fear.horizn\n2\n", "there is no parameter 'fear.horizn'; did you mean 'fear.horizon'"),
        ("fear.horizon,fear.horizon\n2,2\n", "a column is there twice"),
        ("set,fear.horizon\n1\n", "line 2: there are 1 cells for 2 columns"),
        ("fear.horizon\nlong\n", "line 2, fear.horizon: 'long' is no number"),
        ("fear.horizon\nnan\n", "'nan' is no number"),
        ("fear.horizon\n1e9\n", "fear.horizon cannot be so"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path: Path, text: str, why: str):
    (tmp_path / "sets.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=why):
        read_sets(tmp_path / "sets.csv")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="cannot be read as parameter sets"):
        read_sets(tmp_path / "none.csv")

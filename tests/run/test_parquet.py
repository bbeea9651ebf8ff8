"""DuckDB works in memory alone: what does not fit is an error, and nothing goes to the disk."""

from pathlib import Path

import pytest

from politburo.run.parquet import database, naming
from politburo.terms.errors import StoreError

MORE_THAN_FITS = """
    SELECT max(n) FROM (
        SELECT count(*) OVER (PARTITION BY hash(i) % 7 ORDER BY hash(i)) AS n FROM range(4000000) numbers(i)
    )
"""
"""A query that sorts so many numbers that DuckDB, with a folder for what does not fit into memory, would use it."""


def test_a_query_for_which_memory_is_short_ends_and_leaves_nothing_in_the_folder_one_works_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="Out of Memory"), naming(Path("file")), database(reading=True) as opened:
        opened.execute(MORE_THAN_FITS)
    assert not list(tmp_path.iterdir())
    with database(reading=True) as opened:
        assert opened.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("reading", [True, False])
def test_no_folder_is_known_to_it(reading: bool):
    with database(reading=reading) as opened:
        assert opened.execute("SELECT current_setting('temp_directory')").fetchone() == ("",)

"""Every packaged table says what it holds."""

from politburo.evidence import TABLES
from politburo.evidence.meanings import TABLE_MEANINGS


def test_every_table_says_what_it_holds_and_what_it_is_for():
    assert tuple(TABLE_MEANINGS) == TABLES

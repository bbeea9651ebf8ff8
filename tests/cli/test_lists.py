"""What there is to name in other commands, listed: `politburo leaders` as a user calls it."""

import json

from politburo.terms.leaders import LEADERS
from tests.cli.calling import printed


def test_every_logic_of_rule_is_listed_with_what_it_chooses_and_where_it_comes_from():
    (table,) = json.loads(printed("leaders", "--json"))["tables"]
    rows = {row[0]: row[1:] for row in table["rows"]}
    for one in LEADERS:
        assert rows[one.name] == [one.meaning, ", ".join(one.chooses) or "nothing", one.reference]
    said = printed("leaders")
    assert all(one.name in said for one in LEADERS)


def test_countries_are_listed_with_their_size_and_origin():
    said = printed("countries")
    assert "north-korea" in said and "24,052,231" in said and "politburo" in said

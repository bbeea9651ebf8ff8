"""A life in tables."""

from dataclasses import replace

from politburo.ask.life import Life
from tests.show.imagined_life import START, eventful, imagined_life


def shown(life: Life) -> dict[str, str]:
    """Which ties were penalised or fled, by the months that are shown."""
    return {str(row["month"]): str(row["ties"]) for row in life.table("notable_months").records()}


def test_the_months_shown_are_those_in_which_something_happened_and_each_january():
    months = shown(eventful())
    told = ("2010-03", "2010-04", "2010-05", "2010-06", "2010-07", "2010-10")
    assert tuple(months) == ("2010-01", *told, "2011-01", "2011-04", "2011-05", "2011-06", "2011-08")
    assert months["2011-05"] == "2 close friends penalised; patron penalised"
    assert months["2011-06"] == "1 close friend fled"
    assert months["2010-05"] == "2 clients penalised"
    assert eventful().table("notable_months").records()[1]["standing"] == "lying low"


def test_a_month_in_which_only_the_patron_or_clients_are_penalised_is_shown():
    for tie, said in (("patron", "patron penalised"), ("clients", "1 client penalised")):
        life = imagined_life(columns={f"{tie}_penalised": [0] * 4 + [1] + [0] * 19})
        assert shown(life)["2010-05"] == said


def test_events_whose_reasons_can_be_asked_for_have_a_number():
    events = eventful().table("events").records()
    assert [row["ask_why"] for row in events if row["event"] in (4, 21, 78)] == [None, 21, 78]
    assert events[-1]["what_happened"] == "was executed for plotting"


def test_all_months_are_there_for_programs():
    months = eventful().table()
    assert (months.name, len(months.rows)) == ("months", 20)
    last = months.records()[-1]
    assert (last["standing"], last["fear"], last["person"]) == (None, None, 17)
    assert all(value is None or type(value) in (str, int, float) for row in months.rows for value in row)


def test_around_a_month_every_month_is_shown():
    rows = replace(eventful(), month=START + 13).table("notable_months").column("month")
    assert rows == [f"{(START + m) // 12}-{(START + m) % 12 + 1:02d}" for m in range(2, 17)]

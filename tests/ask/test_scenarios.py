"""What is shown of scenarios is what people can read: of thousands of events the first, and how many more there are."""

from pathlib import Path

from politburo.ask.scenarios import MOST_EVENTS, overview
from politburo.show.terminal import answer_parts, as_text


def test_of_very_many_events_people_see_the_first_and_programs_all(tmp_path: Path):
    events = (f'[[events]]\ndate = "2003-05-01"\nkind = "mark"\nlabel = "mark {place}"\n' for place in range(600))
    file = tmp_path / "many.toml"
    file.write_text('extends = "example"\n' + "".join(events))
    found = overview(file)
    assert len(found.table("events").rows) == MOST_EVENTS
    assert len(found.table("differs_events").rows) == 600
    said = as_text(answer_parts(found))
    assert "100 more rows omitted for space" in said
    assert "mark 499" in said
    assert "mark 599" not in said

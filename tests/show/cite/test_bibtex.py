"""What is written is BibTeX: a reader of it finds the names, titles and addresses that went in."""

from __future__ import annotations

import pytest

from politburo.show.cite.bibtex import entry, institution, work_entry
from politburo.show.cite.sources import all_sources
from politburo.terms.references import REFERENCES, Reference

from .made import read

USES = [("mechanism", "rents"), ("mechanism", "chill"), ("dates of events", ""), ("mechanism", "rents")]


@pytest.mark.parametrize("work", REFERENCES, ids=lambda work: work.key)
def test_every_work_is_read_back_as_it_was_declared(work: Reference):
    (found,) = read(work_entry(work, USES)).entries.values()
    assert found.key == work.key
    assert found.fields["title"] == "{" + work.title + "}"
    assert found.fields["year"] == str(work.year)
    assert found.fields.get("url", "") == work.url
    assert len(found.persons["author"]) == len(work.authors)


def test_a_person_is_taken_apart_into_names_and_an_institution_is_not():
    (work,) = (work for work in REFERENCES if work.key == "mcmahon2015")
    first, second = read(work_entry(work, USES)).entries[work.key].persons["author"]
    assert (first.last_names, first.first_names) == (["McMahon"], ["R."])
    assert second.last_names == ["Slantchev"]
    (ministry,) = (work for work in REFERENCES if work.key == "ministry2013")
    (author,) = read(work_entry(ministry, USES)).entries[ministry.key].persons["author"]
    assert str(author) == institution(ministry.authors[0])


def test_what_stands_in_a_field_cannot_end_it_or_be_a_command():
    odd = entry("misc", "odd", {"title": "A } \\b { 10% of A&B_C #1 $", "url": "https://a.b/c%20d_e?f=1&g=2"}, USES)
    (found,) = read(odd).entries.values()
    assert found.fields["title"] == r"{A ) /b ( 10\% of A\&B\_C \#1 \$}"
    assert found.fields["url"] == "https://a.b/c%20d_e?f=1&g=2"


def test_a_field_without_a_text_is_left_out():
    assert "publisher" not in read(entry("misc", "some", {"title": "T", "publisher": ""}, USES)).entries["some"].fields


def test_the_uses_stand_above_the_entry_by_kind_and_once():
    first, second = entry("misc", "some", {"title": "T"}, USES).splitlines()[:2]
    assert first == "% Used for: dates of events; mechanisms: rents, chill."
    assert second == "@misc{some,"


def test_an_at_sign_in_a_use_begins_no_entry():
    assert list(read(entry("misc", "some", {"title": "T"}, [("leader", "@misc{other,")])).entries) == ["some"]


def test_long_uses_are_broken_into_lines_that_are_all_comments():
    lines = entry("misc", "some", {"title": "T"}, [("mechanism", f"number_{i}") for i in range(40)]).splitlines()
    uses = lines[: lines.index("@misc{some,")]
    assert len(uses) > 3
    assert all(line.startswith("% ") and len(line) <= 100 for line in uses)


def test_no_address_of_a_source_holds_what_would_end_a_field():
    assert [url for url in all_sources() if set(url) & set("{} ")] == []

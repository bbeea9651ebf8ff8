"""Countries as pictures: all that is said can be read, on a page and on a phone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from politburo.ask.countries import CountryOverview, country
from politburo.country.plan import Organ, Posting, Province, Rank
from politburo.show.country import TITLES, specification
from politburo.show.look import Layout
from politburo.show.rendering import svg
from tests.show.drawn import overlaps, texts

pytestmark = pytest.mark.slow


def crowded() -> CountryOverview:
    """As many organs, ranks and provinces as there can be, with long names."""
    found = country("example")
    names = [f"the {number} bureau of everything and more" for number in range(16)]
    plan = replace(
        found.plan,
        organs=tuple(Organ(name, 1.0, 1.0, 0.5) for name in names),
        ranks=tuple(Rank(name, 1.0, 50, 0.1, 0.1, top=at == 0) for at, name in enumerate(names[:6])),
        provinces=tuple(Province(f"province number {at}", 5_000, 5_000, 0.123) for at in range(100)),
        postings=tuple(Posting(organ, rank, None, 12_345.0) for organ in range(16) for rank in range(6)),
    )
    found.files.__dict__["plan"] = plan
    return found


@pytest.mark.parametrize("layout", [Layout("wide"), Layout("narrow")], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["example", "north-korea"])
def test_no_text_covers_another(name: str, layout: Layout):
    drawn = texts(svg(specification(country(name), layout)))
    assert overlaps(drawn) == []
    assert len(drawn) > 40


@pytest.mark.parametrize("layout", [Layout("wide"), Layout("narrow")], ids=["wide", "narrow"])
def test_no_text_covers_another_where_there_is_much(layout: Layout):
    found = crowded()
    try:
        assert overlaps(texts(svg(specification(found, layout)))) == []
    finally:
        del found.files.__dict__["plan"]


def test_each_part_can_be_plotted_alone_in_light_and_dark():
    found = country("example")
    assert found.figures == tuple(TITLES)
    whole = len(str(found.plot().specification))
    for name in list(TITLES)[1:]:
        assert len(str(found.plot(name, dark=True).specification)) < whole
        assert found.plot(name).png().startswith(b"\x89PNG")


def test_the_figure_says_what_is_assumed():
    assert "values are assumed" in str(specification(country("example"))["title"])

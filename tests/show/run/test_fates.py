"""Fates of cadres: streams that lie one upon another and add up."""

from itertools import pairwise

import pytest

from politburo.show.run.fates import LEAVES, STANDINGS, specification, streams_of, table, words
from politburo.terms.words import FORMS

from ..imagined import imagined, plausible


def areas(panel: dict) -> dict[str, list[dict]]:
    """The rows of each stream of a panel."""
    found: dict[str, list[dict]] = {}
    for row in panel["layer"][0]["data"]["values"]:
        found.setdefault(row["fate"], []).append(row)
    return found


@pytest.mark.parametrize(("panel", "names"), [(1, tuple(STANDINGS)), (2, tuple(LEAVES))])
def test_each_stream_begins_where_the_one_below_ends(panel: int, names: tuple[str, ...]):
    results = plausible(runs=4)
    found = areas(specification(results)["vconcat"][panel])
    drawn = [name for name in names if name in found]
    assert len(drawn) >= 3
    assert all(row["low"] == 0 for row in found[drawn[0]])
    for below, above in pairwise(drawn):
        for under, over in zip(found[below], found[above], strict=True):
            assert over["low"] == pytest.approx(under["high"])


def test_all_cadres_in_post_serve_lie_low_or_plot():
    found = areas(specification(imagined(series={"lying_low": 0.25, "plotting": 126.0}))["vconcat"][1])
    assert found["serve"][0]["high"] == pytest.approx(1)
    assert found["plot"][0]["high"] == pytest.approx(0.1)
    assert found["lie low"][0]["high"] - found["lie low"][0]["low"] == pytest.approx(0.25)


def test_the_lower_panel_holds_all_who_were_penalised_in_twelve_months():
    results = imagined(runs=2, penalties={(0, 12, form): 2 * (at + 1) for at, form in enumerate(FORMS)})
    befalls = streams_of(results)[1]
    assert {form: befalls[form][12] for form in FORMS} == {form: at + 1 for at, form in enumerate(FORMS)}
    assert sum(befalls[form][11] for form in FORMS) == 0


def test_every_form_of_penalty_and_flight_has_its_stream():
    assert set(LEAVES) == {*FORMS, "flight"}


def test_streams_end_with_the_last_regime():
    found = areas(specification(imagined(ended={0: 3, 1: 5}))["vconcat"][1])
    assert len(found["serve"]) == 5


def test_a_reader_is_told_how_many_lay_low_and_what_befell_cadres():
    said = words(imagined(runs=1, penalties={(0, 14, "execution"): 3, (0, 15, "removal"): 2}))
    assert "20 of 100 lay low in January 2010, 20 in December 2011" in said
    assert "in the year to April 2011: 5 (0 lesser penalties, 0 demotions, 0 re-educations, 2 removals" in said
    assert "0 expulsions, 0 imprisonments, 3 executions); 0 fled" in said


def test_the_table_has_a_row_for_each_month():
    found = table(imagined(months=5))
    assert found.column("month") == ["2010-01", "2010-02", "2010-03", "2010-04", "2010-05"]
    assert found.column("lie_low") == pytest.approx([0.2] * 5)

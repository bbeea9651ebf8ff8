"""The public figures that stand beside the record of a year."""

from datetime import date

from politburo.country.countries import files_of
from politburo.country.figures import Evidence, Figure
from politburo.country.public import public_figures

EVIDENCE = files_of("north-korea").evidence


def said(year: int) -> dict[str, str]:
    return {entry.measure: str(entry) for entry in public_figures(EVIDENCE, year)}


def test_executions_span_all_accounts_of_the_year():
    assert said(2012)["officials executed"] == "3–17"
    assert said(2013)["officials executed"] == "10–39"
    assert said(2014)["officials executed"] == "31–55"


def test_every_account_of_a_range_is_kept_with_its_source():
    executed = next(entry for entry in public_figures(EVIDENCE, 2013) if entry.measure == "officials executed")
    assert len({entry.source_title for entry in executed.sources}) == 3


def test_a_running_total_says_since_when():
    assert said(2013)["officials purged"] == "31 since 2012 to 3 December"
    assert said(2012)["officials purged"] == "14 since 2012 to 24 October"
    assert said(2015)["officials purged"] == "100–145 since 2012"


def test_a_count_that_stops_within_the_year_says_where():
    assert said(2015)["cadre arrivals"] == "20 to 20 October"
    assert said(2014)["cadre arrivals"] == "18"


def test_arrivals_are_the_count_of_the_registry():
    assert [said(year)["ordinary arrivals"] for year in (2011, 2012, 2015)] == ["2706", "1502", "1275"]


def test_a_year_without_a_figure_has_none():
    assert public_figures(EVIDENCE, 2018) == ()


def test_a_country_without_figures_has_none_in_any_year():
    assert public_figures(Evidence(), 2013) == ()


def test_a_series_of_any_country_stands_beside_the_measure_that_its_name_begins_with():
    day = date(1953, 1, 1)
    figures = tuple(
        Figure(series, day, date(1953, 12, 31), value, value, value, "persons", "Yearbook", "", "1954", day, 4, "")
        for series, value in (("arrivals_total_registry", 5.0), ("arrivals_total", 3.0), ("cadres_executed_court", 2.0))
    )
    found = {entry.measure: str(entry) for entry in public_figures(Evidence(figures), 1953)}
    assert found == {"officials executed": "2", "ordinary arrivals": "3–5"}

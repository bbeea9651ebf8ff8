"""What the figures of north-korea hold and how they are asked."""

from datetime import date

import pytest

from politburo.country.countries import files_of
from politburo.country.figures import Evidence
from politburo.terms.errors import EvidenceError

EVIDENCE = files_of("north-korea").evidence

PROVINCES = (
    "Pyongyang",
    "Ryanggang",
    "N_Hamgyong",
    "S_Hamgyong",
    "Jagang",
    "N_Pyongan",
    "S_Pyongan",
    "N_Hwanghae",
    "S_Hwanghae",
    "Kangwon",
)


@pytest.mark.parametrize("table", EVIDENCE.tables)
def test_every_figure_lies_in_its_range_and_names_its_source(table):
    assert EVIDENCE.table(table)
    for entry in EVIDENCE.table(table):
        assert entry.low <= entry.value <= entry.high, entry
        assert entry.start <= entry.end, entry
        assert 1 <= entry.reliability <= 5, entry
        assert entry.source_title and entry.source_url.startswith("http") and entry.unit and entry.note, entry


@pytest.mark.parametrize("table", EVIDENCE.tables)
def test_no_figure_stands_twice_in_a_table(table):
    seen = [(entry.series, entry.start, entry.end, entry.value) for entry in EVIDENCE.table(table)]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("table", EVIDENCE.tables)
def test_no_figure_is_public_before_its_period_begins(table):
    assert all(entry.known_from >= entry.start for entry in EVIDENCE.table(table))


@pytest.mark.parametrize("table", [name for name in EVIDENCE.tables if name != "timeline"])
def test_a_figure_is_public_from_the_day_of_its_source(table):
    exact = [entry for entry in EVIDENCE.table(table) if len(entry.source_date) == len("2015-05-14")]
    for entry in exact:
        day = date.fromisoformat(entry.source_date)
        assert entry.known_from == (max(day, entry.end) if table == "targets" else day), entry


REGISTRY = tuple(
    entry
    for entry in (*EVIDENCE.table("defectors"), *EVIDENCE.table("targets"))
    if "Status of North Korean defectors" in entry.source_title
)


def test_the_registry_told_each_year_in_the_january_after_it():
    assert len(REGISTRY) > 50
    assert all(entry.known_from == date(entry.end.year + 1, 1, 31) for entry in REGISTRY)


OUTCOMES = ("purges", "defectors", "reporting", "targets")
ASKED = ("share_", "household_income", "informal_", "official_activity", "perceived_", "expects_", "leader_")
FOUND_OUT = ("china_", "transit_", "share_direct")


@pytest.mark.parametrize("table", OUTCOMES)
def test_no_outcome_is_told_of_a_time_after_2015(table):
    assert max(entry.end for entry in EVIDENCE.table(table)) <= date(2015, 12, 31)


def test_nothing_that_people_were_asked_or_that_befell_them_is_told_of_a_time_after_2015():
    told = [
        entry
        for table, names in (("livelihoods", ASKED), ("border", FOUND_OUT))
        for entry in EVIDENCE.table(table)
        if entry.series.startswith(names)
    ]
    assert len(told) > 20
    assert max(entry.end for entry in told) <= date(2015, 12, 31)


INPUTS = (
    "population_", "party_members", "congress_delegates", "military_size", "diplomatic_missions", "overseas_",
    "official_markets_count", "market_count_", "gdp_growth", "trade_with_China", "rice_price", "broker_cost",
    "tightening_",
)  # fmt: skip


def test_whatever_else_is_told_of_later_years_is_an_input_of_scenarios():
    later = {
        entry.series for entry in EVIDENCE.figures if entry.end > date(2015, 12, 31) and entry.topic not in OUTCOMES
    }
    assert [name for name in sorted(later) if not name.startswith(INPUTS)] == []


def test_no_title_tells_how_it_went_on():
    telling = ("defections", "fewest arrivals", "on the rise", "five-year reign", "421", "back from the dead")
    titles = {entry.source_title.lower() for table in EVIDENCE.tables for entry in EVIDENCE.table(table)}
    late = {title for title in titles if "title withheld" in title}
    assert len(late) > 8
    assert [title for title in sorted(titles) if any(word in title for word in telling)] == [
        "elite defections under kim jong-un (korean) / dong-a ilbo"
    ]


def test_a_source_dated_by_month_or_year_makes_a_figure_public_no_earlier_than_that():
    vague = [
        entry
        for table in EVIDENCE.tables
        if table != "timeline"
        for entry in EVIDENCE.table(table)
        if len(entry.source_date) < 10 and entry not in REGISTRY
    ]
    assert vague
    for entry in vague:
        if len(entry.source_date) == len("2015-05"):
            assert entry.known_from == max(date.fromisoformat(f"{entry.source_date}-01"), entry.end), entry
        elif entry.source_date:
            assert entry.known_from == date(int(entry.source_date), 12, 31), entry
        else:
            assert entry.known_from == entry.end, entry


def test_an_execution_announced_a_day_later_is_public_from_that_day():
    assert EVIDENCE.figure("purge_vice_chairman_executed").known_from == date(2013, 12, 13)


def test_provinces_and_camps_make_the_census_total():
    counted = [EVIDENCE.figure(f"population_census_{name}").value for name in (*PROVINCES, "military_camps")]
    assert sum(counted) == EVIDENCE.figure("population_total", "2008").value == 24_052_231


def test_the_size_of_the_apparatus_is_found_by_name():
    assert EVIDENCE.figure("top_leadership_posts_tracked_MOU").value == 218
    assert EVIDENCE.figure("diplomatic_missions").value == 53


def test_conflicting_accounts_stand_side_by_side():
    vintages = ("cadres_executed_NIS_briefing_2015-05-13", "senior_officials_executed_NIS_via_lawmaker_2015-04-29")
    told = [EVIDENCE.yearly(series, 2013)[0].value for series in vintages]
    assert told == [30, 10]


def test_yearly_figures_are_those_whose_period_lies_within_the_year():
    assert [entry.value for entry in EVIDENCE.yearly("arrivals_total", 2012)] == [1502]
    assert EVIDENCE.yearly("arrivals_total", 2017) == ()
    assert all(entry.end.year == 2013 for entry in EVIDENCE.yearly("top_posts_replaced_share_military", 2013))
    assert EVIDENCE.yearly("top_posts_replaced_share", 2013) == ()  # counted from 2011 on


def test_a_table_that_does_not_exist_has_no_figures():
    assert EVIDENCE.table("purge") == ()
    assert EVIDENCE.tables == (
        "timeline", "structure", "livelihoods", "border", "reporting", "purges", "defectors", "targets",
    )  # fmt: skip


def test_a_misspelt_series_is_answered_with_the_nearest_names():
    with pytest.raises(EvidenceError, match=r"there is no series 'party_member'; did you mean 'party_members'"):
        EVIDENCE.figure("party_member")
    assert EVIDENCE.yearly("arrivals", 2012) == ()


def test_of_a_country_without_figures_it_is_said_that_there_are_none():
    with pytest.raises(EvidenceError, match="no series 'arrivals'; no public figures come with this country"):
        Evidence().figure("arrivals")
    assert len(Evidence()) == 0 and Evidence().tables == ()


def test_as_of_a_day_there_is_what_was_public_by_then():
    day = date(2012, 1, 1)
    found = EVIDENCE.as_of(day)
    assert 0 < len(found) < len(EVIDENCE)
    assert all(entry.known_from <= day for table in found.tables for entry in found.table(table))


def test_a_series_of_several_periods_asks_for_one_and_lists_them():
    with pytest.raises(EvidenceError, match="has 2 figures; it has 2008-10-01 to 2008-10-01, 2018-07-01 to 2018-07-01"):
        EVIDENCE.figure("population_total")
    with pytest.raises(EvidenceError, match="has no figure for 1999; it has 2008-10-01"):
        EVIDENCE.figure("population_total", "1999")


def test_every_target_is_something_to_fit_or_a_bound_on_what_is_plausible():
    assert {target.kind for target in EVIDENCE.targets} == {"FIT", "PRIOR"}
    assert len(EVIDENCE.of_kind("FIT")) + len(EVIDENCE.of_kind("PRIOR")) == len(EVIDENCE.targets)


@pytest.mark.parametrize(
    "target", EVIDENCE.of_kind("FIT"), ids=lambda target: f"{target.figure.series} {target.figure.end}"
)
def test_what_is_to_be_fitted_names_what_it_is_compared_with(target):
    assert target.compared_with.startswith(("record: ", "series: "))


def test_a_prior_is_compared_with_nothing():
    assert all(not target.compared_with for target in EVIDENCE.of_kind("PRIOR"))


def test_officials_purged_are_told_apart_from_officials_executed():
    compared = {target.figure.series: target.compared_with for target in EVIDENCE.of_kind("FIT")}
    assert compared["cadres_purged_cumulative"] == "record: purges reported"
    assert compared["executions_told_by_name"] == "record: named cases"
    assert compared["cadre_executions_cumulative"] == "record: executions reported"


def test_every_target_to_be_fitted_says_what_it_is_about_and_how_near_is_near():
    for target in EVIDENCE.of_kind("FIT"):
        assert target.about
        assert 1 < target.tolerance <= 1.5, target


def test_no_fact_counts_twice_in_measures_over_all():
    joint = [target for target in EVIDENCE.of_kind("FIT") if target.joint]
    seen = [(one.figure.series, one.figure.start, one.account) for one in joint]
    assert len(seen) == len(set(seen))
    names = {one.figure.series for one in joint}
    assert "cadre_executions_cumulative" not in names
    assert [one.figure.end.year for one in joint if one.figure.series == "cadres_purged_cumulative"] == [2015]
    assert [one.figure.end.year for one in joint if one.figure.series == "top_list_replaced"] == [2015]
    assert 2012 not in [one.figure.start.year for one in joint if one.figure.series == "arrivals_per_year"]


def test_accounts_of_the_executions_stand_apart_by_year():
    told: dict[str, list[float]] = {}
    for target in EVIDENCE.of_kind("FIT"):
        if target.rivals == "executions by year":
            told.setdefault(target.account, []).append(target.figure.value)
    assert told == {
        "briefing of 13 May 2015": [3, 30, 31, 8],
        "lawmaker of 29 April 2015": [17, 10, 41, 15],
        "service in October 2014": [50],
    }

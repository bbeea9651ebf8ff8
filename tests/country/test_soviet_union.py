"""The Soviet Union is built from what its public figures say, and its targets lie aside until they are tried blind."""

import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from politburo.country import build
from politburo.country.checks import FIT, is_assumed, series_of
from politburo.country.countries import files_of
from politburo.country.posts import circle_sizes

FILES = files_of("soviet-union")
PLAN, EVIDENCE, figure = FILES.plan, FILES.evidence, FILES.evidence.figure
SIZES = circle_sizes(PLAN).reshape(len(PLAN.organs), len(PLAN.ranks))
ACCOUNTS = (*EVIDENCE.accounts(), *(target.figure for target in EVIDENCE.targets))
ORGANS = {organ.name: code for code, organ in enumerate(PLAN.organs)}
PEOPLE = {province.name: province.women + province.men for province in PLAN.provinces}

REPUBLICS = (
    "Ukraine",
    "White Russia",
    "Azerbaijan",
    "Georgia",
    "Armenia",
    "Turkmenia",
    "Uzbekistan",
    "Tajikistan",
    "Kazakhstan",
    "Kirgizia",
)
REMEMBERED = "remembered, not found in a source: "
PAGE = (Path(__file__).parents[2] / "docs" / "soviet-union.md").read_text(encoding="utf-8")


def test_every_figure_has_a_page_or_says_that_it_is_remembered():
    for entry in ACCOUNTS:
        assert entry.source_title, entry
        if entry.note.startswith(REMEMBERED):
            assert not entry.source_url, entry
            assert entry.reliability <= 2, entry
        else:
            assert entry.source_url.startswith("http"), entry


def test_every_value_of_the_country_names_a_figure_or_is_called_assumed():
    assert all(series_of(entry.source) or is_assumed(entry.source) for entry in PLAN.sources)


def test_the_page_counts_figures_and_assumptions():
    remembered = sum(entry.note.startswith(REMEMBERED) for entry in ACCOUNTS)
    assumed = sum(is_assumed(entry.source) and not series_of(entry.source) for entry in PLAN.sources)
    assert f"{len(ACCOUNTS)} rows, of which {remembered} are remembered" in PAGE
    assert f"{len(PLAN.sources)} values, of which {assumed} are assumed" in PAGE


def test_provinces_add_up_to_the_census_as_published():
    assert sum(PEOPLE.values()) == figure("population_1939_total").value == 170_467_186
    for name in REPUBLICS:
        assert PEOPLE[name] == figure(f"population_1939_{name.replace(' ', '_')}").value, name
    russian = sum(people for name, people in PEOPLE.items() if name not in REPUBLICS)
    assert russian == figure("population_1939_RSFSR").value


@pytest.mark.parametrize(
    ("province", "parts"),
    [
        ("Moscow region", ["Moscow_oblast"]),
        ("Western region", ["Western_oblast"]),
        ("Black Earth", ["Voronezh_oblast", "Kursk_oblast"]),
        ("North", ["Northern_oblast", "Komi"]),
    ],
)
def test_provinces_counted_in_1937_grow_as_the_whole_union(province: str, parts: list[str]):
    counted = sum(figure(f"population_1937_{part}").value for part in parts)
    growth = figure("population_1939_total").value / figure("population_1937_total").value
    assert PEOPLE[province] == round(counted * growth)


def test_what_remains_of_russia_is_near_what_is_remembered_of_it():
    remembered = sum(entry.value for entry in ACCOUNTS if entry.series.startswith("population_1939_remembered_"))
    counted = [entry for entry in ACCOUNTS if entry.series.startswith("population_1937_") and entry.note]
    parts = [entry for entry in counted if "boundaries of January 1937" in entry.note]
    growth = figure("population_1939_total").value / figure("population_1937_total").value
    remains = figure("population_1939_RSFSR").value - growth * sum(entry.value for entry in parts)
    assert remains == pytest.approx(remembered, rel=0.001)


def test_ranks_have_the_posts_of_their_figures():
    top = figure("central_committee_total").value
    central = figure("nomenklatura_of_central_committee", "1939").value
    middle, lower = figure("leading_layer_middle").value, figure("leading_layer_lower").value
    assert SIZES.sum(axis=0).tolist() == [top, central - top, middle, lower]
    assert top == sum(figure(f"central_committee_{which}", "1934").value for which in ("members", "candidates"))


def test_security_is_as_large_as_its_staff():
    posts = SIZES[ORGANS["security"]]
    assert posts[1:3].sum() == pytest.approx(figure("security_leading_staff").value, rel=0.01)
    assert posts[1:].sum() == pytest.approx(figure("security_staff").value, rel=0.01)


def test_diplomats_are_fewer_than_five_hundred_and_lead_thirty_missions():
    code = ORGANS["diplomacy"]
    assert SIZES[code].sum() < figure("diplomats").value
    [heads] = [one.abroad for one in PLAN.postings if (one.organ, one.rank) == (code, 1)]
    assert heads == figure("diplomatic_relations").value


def test_the_cadres_are_as_many_as_a_computer_holds():
    assert 100_000 <= SIZES.sum() <= 400_000


def test_the_country_is_built_and_its_leadership_is_never_thinned():
    country = build("soviet-union", 0.001)
    assert np.bincount(country.posts.rank)[:2].tolist() == [139, 4061]
    assert country.households.weight.astype(float).sum() == pytest.approx(sum(PEOPLE.values()), rel=1e-6)
    assert country.posts.abroad.sum() > 0


def test_no_target_is_one_that_a_simulation_is_fitted_to():
    assert EVIDENCE.targets
    assert not EVIDENCE.of_kind(FIT)
    assert not any(target.compared_with for target in EVIDENCE.targets)


def test_sentences_of_a_year_add_up():
    years: dict[int, dict[str, float]] = defaultdict(dict)
    for target in EVIDENCE.targets:
        if target.figure.series.startswith("sentences_"):
            years[target.figure.start.year][target.figure.series] = target.figure.value
    assert sorted(years) == list(range(1930, 1942))
    for year, sentences in years.items():
        assert sum(sentences.values()) == 2 * sentences["sentences_sentenced"], year


def test_conflicting_accounts_stand_beside_each_other():
    for one, other in (
        ("party_members", "party_members_alternative"),
        ("congress_delegates", "congress_delegates_alternative"),
        ("army_corps_commanders_lost", "army_corps_commanders_lost_alternative"),
        ("arrests_two_years", "arrests_two_years_alternative"),
        ("central_committee_1934_not_reelected", "central_committee_1934_not_reelected_alternative"),
    ):
        values = {entry.value for entry in ACCOUNTS if entry.series in (one, other)}
        assert len(values) > 1, one


def test_nobody_is_named_but_in_titles_of_sources():
    named = re.compile(
        "Stalin(?!grad)|Kirov(?!_| oblast)|Yezhov|Beria|Molotov|Trotsk|Khrushchev|Yagoda|Bukharin|Zhdanov"
    )
    assert named.search("as Khrushchev told it")
    for entry in ACCOUNTS:
        assert not named.search(f"{entry.series} {entry.note.removeprefix(REMEMBERED)}"), entry
    for said in (PLAN.title, PLAN.about, *PEOPLE, *(rank.name for rank in PLAN.ranks), *ORGANS):
        assert not named.search(said), said

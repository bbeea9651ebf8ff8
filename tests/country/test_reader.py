"""What is in the files of a country is what is read; what is wrong is all told, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from politburo.country import checks
from politburo.country.countries import LIBRARY_NAMES, files_of
from politburo.country.folder import BUILT_FROM, FILES, CountryFiles, files_in, read_folder
from politburo.country.reader import slug
from politburo.terms.errors import CountryError
from tests.country.written import Written, countries

pytestmark = pytest.mark.slow

EXAMPLE = {name: content.decode() for name, content in files_of("example").contents}

FIGURES = (
    "series,period_start,period_end,value,low,high,unit,source_title,source_url,source_date,known_from,reliability,note"
)
FIGURE = "fled,2001-01-01,2001-12-31,3,2,4,persons,A paper,https://example.org,2002,2002-12-31,3,a note"


def of(**changes: str) -> CountryFiles:
    """The files of the example, with other texts: `posts` is that of posts.csv."""
    names = {"country": "country.toml"}
    others = {names.get(name, f"{name}.csv"): text for name, text in changes.items()}
    return files_in({name: text.encode() for name, text in (EXAMPLE | others).items()}, "x")


def wrong(files: CountryFiles) -> list[str]:
    """What is wrong, as `file:line: message`."""
    with pytest.raises(CountryError) as caught:
        files.check()
    return [f"{one.file.removeprefix('x/')}:{one.line}: {one.message}" for one in caught.value.problems]


def edited(name: str, old: str, new: str) -> CountryFiles:
    """The example with a text in one of its files replaced, once."""
    text = EXAMPLE[name]
    assert old in text
    return files_in({n: t.encode() for n, t in (EXAMPLE | {name: text.replace(old, new, 1)}).items()}, "x")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(countries())
def test_what_is_written_is_read_back(written: Written):
    files = files_in({name: text.encode() for name, text in written.files.items()}, "x").check()
    assert files.plan == written.plan
    assert files.evidence == written.evidence


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([name for name in FILES if name in EXAMPLE]), st.data())
def test_a_single_damage_is_told_with_its_place_or_does_no_harm(name: str, data: st.DataObject):
    text = EXAMPLE[name]
    at = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 6))
    put = data.draw(st.text("=+-@,\"'\n\x00\x1b\ud7ff[]{}#0123456789.eE*naif ", max_size=4))
    damaged = text[:at] + put + text[at + length :]
    files = files_in({n: t.encode() for n, t in (EXAMPLE | {name: damaged}).items()}, "x")
    try:
        files.check()
    except CountryError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.file.removeprefix("x/") in FILES
            assert problem.line is not None or problem.key is None or problem.key == "" or "missing" in problem.message
            assert len(problem.message) < 1_000
    else:
        assert files.plan.provinces


@pytest.mark.parametrize("name", LIBRARY_NAMES)
def test_a_country_of_the_library_has_no_errors_and_is_called_as_its_folder(name: str):
    files = files_of(name).check()
    assert files.plan.name == name
    assert all(entry.source for entry in files.plan.sources)


def test_all_errors_of_all_files_are_told_at_once():
    country = EXAMPLE["country.toml"].replace('capital = "Capital"', 'capital = "Capitol"')
    country = country.replace("close_friends = 6", "close_friends = 5").replace("tie = 0.25", "tie = nan")
    provinces = EXAMPLE["provinces.csv"].replace("160000", "1e400")
    posts = EXAMPLE["posts.csv"].replace("party,county", "partei,county")
    found = wrong(of(country=country, provinces=provinces, posts=posts, figures=f"{FIGURES}\n{FIGURE}x,y\n"))
    assert {one.split(":")[0] for one in found} == {"country.toml", "provinces.csv", "posts.csv", "figures.csv"}
    assert len(found) >= 5


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("country.toml", "format = 1", "format = 2", "country.toml:3: format: 2 is another form than 1"),
        ("country.toml", "format = 1", "", "country.toml:None: format: the key is missing"),
        ("country.toml", 'capital = "Capital"', 'capital = "Capitol"', "no province 'Capitol'; did you mean 'Capital'"),
        ("country.toml", "close_friends = 6", "close_friends = 7", "7 is not even"),
        ("country.toml", "close_friends", "close_freinds", "there is no such key; did you mean 'close_friends'?"),
        ("country.toml", "far_share = 0.15", "far_share = inf", "networks.far_share: inf lies outside 0 to 1"),
        ("country.toml", "far_share = 0.15", f"far_share = 1{'0' * 400}", "more than 19 digits lies outside 0 to 1"),
        ("country.toml", "households = 5_000", f"households = {'9' * 5000}", "whole number of 5000 digits"),
        ("country.toml", "households = 5_000", "households = 500_000_000", "lies outside 100 to 25000000"),
        ("country.toml", "households = 5_000", "households = 2_000_000", "more than one for each of the 1,400,000"),
        ("country.toml", "households = 5_000", "households = true", "households: true is not a whole number"),
        ("country.toml", 'name = "military"', 'name = "party"', "another organ is called 'party'"),
        ("country.toml", "guards = true", "guards = 1", "guards: 1 is not true or false"),
        ("country.toml", "top = true", "", "the first rank must be a top rank: add top = true"),
        ("country.toml", 'title = "Example"', 'title = "=1+1"', "begins with '=', and a spreadsheet"),
        ("country.toml", 'title = "Example"', 'title = "a\\u001b[31m"', r"holds the control character \x1b"),
        ("country.toml", 'source = "assumed: invented"', 'source = "figure: x"', "no series 'x'; figures.csv has none"),
        ("country.toml", 'source = "assumed: invented"', 'source = "assumedly"', "is not clear; write 'assumed'"),
        ("provinces.csv", "name,women", "name,name,women", "provinces.csv:1: there are two columns 'name'"),
        ("provinces.csv", "name,women", "name,wommen", "there is no column 'wommen'; did you mean 'women'"),
        ("provinces.csv", "name,women", "name,wommen", "provinces.csv:1: the column 'women' is missing"),
        ("provinces.csv", "Border,160000", "Capital,160000", "the province 'Capital' stands already in line 2"),
        ("provinces.csv", "Border,160000", "Border,NaN", "provinces.csv:3: women: 'NaN' is not a number"),
        ("provinces.csv", "Border,160000", "Border,-1", "women: -1 lies outside 0 to 1000000000"),
        ("provinces.csv", "Border,160000", "Border,1.5", "women: 1.5 is not a whole number"),
        ("provinces.csv", "Border,160000", f"Border,{'1' * 5000}", "is too large a number"),
        ("provinces.csv", "Border,160000", "*,160000", "'*' stands for all provinces"),
        ("provinces.csv", "Border,160000", "Border,160000,1,2", "there are 11 cells, and the first line names 9"),
        ("provinces.csv", "Border,160000", '"Border,160000', "cannot be read as CSV from about this line on"),
        ("provinces.csv", "Border,160000", "@Border,160000", "begins with '@', and a spreadsheet"),
        ("posts.csv", "party,county", "parti,county", "there is no organ 'parti'; did you mean 'party'?"),
        ("posts.csv", "party,county,*", "party,county,Plane", "there is no province 'Plane'; did you mean 'Plain'?"),
        ("posts.csv", "diplomacy,county,*,40,20", "diplomacy,county,*,40,50", "abroad: 50 of 40 posts are abroad"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place_and_what_is_allowed(name: str, old: str, new: str, said: str):
    found = wrong(edited(name, old, new))
    assert any(said in one for one in found), found
    assert all(one.startswith(tuple(FILES)) for one in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2001-12-31,3", "2000-12-31,3", "period_end: 2000-12-31 comes before 2001-01-01"),
        ("3,2,4", "5,2,4", "value: 5 does not lie between low, 2, and high, 4"),
        ("2002-12-31,3", "2000-12-31,3", "known_from: 2000-12-31 comes before 2001-01-01"),
        ("2002-12-31,3", "2002-12-31,6", "reliability: 6 lies outside 1 to 5"),
        ("https://", "javascript:", "begins with http:// or https://"),
        ("fled,", "fled it,", "is no name of a series"),
        ("2001-01-01", "2001-02-30", "is not a day of the calendar"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(old: str, new: str, said: str):
    assert wrong(of(figures=f"{FIGURES}\n{FIGURE.replace(old, new, 1)}\n")) == [
        one for one in wrong(of(figures=f"{FIGURES}\n{FIGURE.replace(old, new, 1)}\n")) if said in one
    ]


def test_a_figure_stands_once():
    (said,) = wrong(of(figures=f"{FIGURES}\n{FIGURE}\n{FIGURE}\n"))
    assert said == "figures.csv:3: series: the same figure of the same source stands already in line 2"


def test_low_and_high_are_the_value_where_they_are_left_out():
    (figure,) = of(figures=f"{FIGURES}\n{FIGURE.replace('3,2,4', '3,,', 1)}\n").check().evidence.figures
    assert (figure.low, figure.value, figure.high) == (3, 3, 3)


def test_a_target_to_be_fitted_says_what_it_is_compared_with():
    head = f"{FIGURES},kind,compared_with"
    (said,) = wrong(of(targets=f"{head}\n{FIGURE},FIT,\n"))
    assert "must begin with 'record: ' or 'series: '" in said
    (said,) = wrong(of(targets=f"{head}\n{FIGURE},FITT,record: x\n"))
    assert "there is no kind 'FITT'; did you mean 'FIT'?" in said
    (said,) = wrong(of(targets=f"{head}\n{FIGURE},PRIOR,record: x\n"))
    assert "compared with nothing" in said


def test_a_source_points_to_a_series_and_several_may_stand_together():
    country = EXAMPLE["country.toml"].replace(
        'exposure = 0.05\nsource = "assumed: invented"',
        'exposure = 0.05\n[organ.sources]\narms = "figure: fled; assumed: half of it"',
    )
    files = of(country=country, figures=f"{FIGURES}\n{FIGURE}\n").check()
    (arms,) = (one for one in files.plan.sources if (one.what, one.key) == ("organ party", "arms"))
    assert arms.source == "figure: fled; assumed: half of it" and arms.is_assumed
    assert [one.series for one in files.cited] == ["fled"]
    (said,) = wrong(of(country=country.replace("fled", "fledd"), figures=f"{FIGURES}\n{FIGURE}\n"))
    assert "organ, entry 1, sources.arms: figures.csv has no series 'fledd'; did you mean 'fled'?" in said


def test_what_a_country_is_built_from_must_be_there_and_the_figures_need_not():
    contents = {name: text.encode() for name, text in EXAMPLE.items()}
    assert len(files_in(contents, "x").check().evidence) == 0
    for name in BUILT_FROM:
        with pytest.raises(CountryError, match=f"x/{name} does not exist"):
            files_in({key: value for key, value in contents.items() if key != name}, "x")


def test_a_folder_is_known_by_what_its_files_hold_and_not_by_where_it_is(tmp_path: Path):
    for name, text in EXAMPLE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = read_folder(tmp_path)
    assert found == files_of("example") and found.digest == files_of("example").digest
    (tmp_path / "posts.csv").write_text(EXAMPLE["posts.csv"] + "\n", encoding="utf-8")
    assert read_folder(tmp_path).plan == found.plan
    assert read_folder(tmp_path).digest != found.digest


@pytest.mark.parametrize(
    ("title", "name"), [("North Korea", "north-korea"), ("Æ/ß (x)", "æ-ss-x"), ("조선", "조선"), ("…", "country")]
)
def test_a_country_is_called_by_its_title(title: str, name: str):
    assert slug(title) == name


@pytest.mark.parametrize(
    ("source", "series", "assumed", "wholly"),
    [
        ("assumed", (), True, True),
        ("assumed: a; b", (), True, True),
        ("figure: x", ("x",), False, False),
        ("figure: x; figure: y", ("x", "y"), False, False),
        ("figure: x; assumed: half of it; as elsewhere", ("x",), True, False),
        ("Kuran 1991; assumed", (), True, False),
        ("Kuran 1991; Svolik 2009", (), False, False),
    ],
)
def test_a_source_says_what_is_assumed_and_what_is_published(source: str, series: tuple, assumed: bool, wholly: bool):
    assert checks.source(source) == source
    assert checks.series_of(source) == series
    assert (checks.is_assumed(source), checks.is_wholly_assumed(source)) == (assumed, wholly)

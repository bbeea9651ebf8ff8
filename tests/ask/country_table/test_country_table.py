"""From a table of officials to the folder of a country: whole or not at all, and nothing of a person in it."""

import csv
import io
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from politburo.ask.country_table import CountryFromTable, from_table
from politburo.ask.country_table.folder import kind_of
from politburo.ask.fit import fit
from politburo.ask.fit.measures import MEASURES
from politburo.ask.run import run
from politburo.ask.scenarios import check
from politburo.country.construction import build
from politburo.country.folder import read_folder
from politburo.scenario import adapt, load
from politburo.terms.errors import PolitburoError, StoreError, UsageError
from tests.ask.country_table.made import FORMS, ORGANS, PLANTED, changed, name_of, person_posts, person_years, write

FILES = ["README.md", "country.toml", "figures.csv", "posts.csv", "provinces.csv", "scenario.toml", "targets.csv"]


@pytest.fixture
def made(tmp_path: Path) -> CountryFromTable:
    return from_table(write(tmp_path / "people.csv", person_posts()), tmp_path / "albania", year=1951)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def everything(answer: CountryFromTable) -> str:
    """All that is said and written."""
    files = (path.read_text(encoding="utf-8") for path in sorted(answer.place.iterdir()))
    return "\n".join((*files, repr(answer), answer.to_html(), answer.to_markdown(), repr(answer.to_json())))


def test_the_folder_has_the_files_of_a_country(made: CountryFromTable):
    assert sorted(path.name for path in made.place.iterdir()) == FILES
    country = tomllib.loads((made.place / "country.toml").read_text())
    assert (country["format"], country["title"], country["capital"]) == (1, "Albania", "whole country")
    assert [rank["top"] for rank in country["rank"]] == [True, True, False]
    assert {organ["name"] for organ in country["organ"]} == {*ORGANS, "other"}
    assert [row["name"] for row in rows(made.place / "provinces.csv")] == ["whole country"]


def test_a_country_can_be_built_from_the_folder(made: CountryFromTable):
    files = read_folder(made.place).check()
    country = build(files.plan)
    assert len(country.posts.top) == sum(count for *_, count in made.counts.posts)
    assert country.posts.count == len(country.posts.top) + 20 * len(country.posts.top)
    assert len(files.evidence.targets) == len(rows(made.place / "targets.csv"))
    assert files.cited


def test_posts_are_those_of_the_table_and_officials_below_them(made: CountryFromTable):
    posts = rows(made.place / "posts.csv")
    table = [row for row in posts if row["rank"] != "lower officials"]
    assert sum(int(row["posts"]) for row in table) == sum(count for *_, count in made.counts.posts)
    assert {row["place"] for row in table} == {"whole country"}
    below = [row for row in posts if row["rank"] == "lower officials"]
    assert sum(float(row["posts"]) for row in below) == pytest.approx(20 * sum(int(row["posts"]) for row in table))
    assert {row["source"] for row in below} == {"assumed"}
    known = {row["series"] for row in rows(made.place / "figures.csv")}
    assert {row["source"].removeprefix("figure: ") for row in table} <= known


def test_turnover_is_a_target_that_the_fit_knows(made: CountryFromTable):
    found = [row for row in rows(made.place / "targets.csv") if row["kind"] == "FIT"]
    assert len(found) == len(made.counts.turnover) > 3
    assert {row["series"] for row in found} <= set(MEASURES)
    assert all(float(row["low"]) <= float(row["value"]) <= float(row["high"]) for row in found)


def test_turnover_comes_near_the_true_one(tmp_path: Path):
    everyone = person_posts(600)
    counts = from_table(write(tmp_path / "people.csv", everyone), tmp_path / "out").counts
    one = counts.turnover[3]
    start, end = [int(row["start"][:4]) for row in everyone], [row["end"] for row in everyone]
    ends = [1970 if said == "in office" else int(said) for said in end]
    held = [(begin < one.first <= until) for begin, until in zip(start, ends, strict=True)]
    left = [there and until <= one.last for there, until in zip(held, ends, strict=True)]
    assert one.holders == pytest.approx(sum(held), abs=4)
    assert one.left == pytest.approx(sum(left), abs=4)


@pytest.mark.slow
def test_a_scenario_that_names_the_folder_runs_and_is_compared_with_its_targets(tmp_path: Path):
    from_table(write(tmp_path / "people.csv", person_posts()), tmp_path / "albania", people=100_000)
    scenario = tmp_path / "albania" / "scenario.toml"
    assert not [table for table in check(scenario).tables if table.name == "problems"]
    assert (load(scenario).name, load(scenario).parameters.record.earlier_leavers) == ("albania", 0)
    results = run(adapt(load(scenario), runs=1, households=200, until="1952-12"), out=tmp_path / "results")
    assert results.status == "finished"
    compared = fit(results).table("targets")
    covered = [row for row in compared.records() if row["runs"]]
    assert {row["target"] for row in covered} == {"top_post_turnover_hazard"}
    assert len(covered) == 2


def test_a_country_of_long_ago_has_a_scenario_that_can_be_run(tmp_path: Path):
    from_table(write(tmp_path / "people.csv", person_posts(first=1750, last=1769)), tmp_path / "out")
    assert "No problems found." in check(tmp_path / "out", tmp_path / "out" / "scenario.toml").words()


def test_what_is_asked_for_is_taken(tmp_path: Path):
    path = write(tmp_path / "people.csv", person_posts())
    answer = from_table(
        *(path, tmp_path / "out"),
        ranks=("2", "1"),
        year=1953,
        successions=(1957,),
        people=3_000_000,
        officials=999,
        title="Elbonia",
        source="Vlok (1999), Who is who",
    )
    country = tomllib.loads((tmp_path / "out" / "country.toml").read_text())
    assert country["title"] == "Elbonia"
    assert [rank["name"] for rank in country["rank"]] == ["2", "1", "lower officials"]
    [place] = rows(tmp_path / "out" / "provinces.csv")
    assert int(place["women"]) + int(place["men"]) == 3_000_000
    posts = [row for row in rows(tmp_path / "out" / "posts.csv") if row["rank"] == "lower officials"]
    assert sum(float(row["posts"]) for row in posts) == pytest.approx(999, abs=0.1)
    assert {row["source_title"] for row in rows(tmp_path / "out" / "figures.csv")} == {"Vlok (1999), Who is who"}
    assert [(low, high) for low, high, _ in answer.counts.generations] == [(1950, 1956), (1957, 1969)]
    assert answer.counts.year == 1953


def test_what_the_table_could_not_tell_is_in_the_answer_and_in_the_folder(tmp_path: Path):
    table = changed(person_posts(), end=lambda row: "" if row["organ"] == "Armed forces" else row["end"])
    answer = from_table(write(tmp_path / "people.csv", table), tmp_path / "out")
    readme = (tmp_path / "out" / "README.md").read_text()
    for doubt in answer.counts.doubts:
        assert doubt in readme
        assert doubt in answer.words()
    assert re.search(r"Ends that are missing \(counted as in office until the table ends\): about \d+0?5?\.", readme)
    assert "order of the ranks is that of their numbers" in readme
    assert "10,000,000 people live in the country" in readme


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ";"), ("latin-1", ","), ("cp1251", "\t"), ("utf-16", ";")]
)
def test_the_encoding_and_the_delimiter_make_no_difference(encoding: str, delimiter: str, tmp_path: Path):
    organ = {"cp1251": "Министерство обороны", "latin-1": "Ministère de la défense"}.get(encoding, "Größe")
    table = changed(person_posts(), organ=lambda row: organ if row["organ"] == "Armed forces" else row["organ"])
    path = write(tmp_path / "people.csv", table, encoding, delimiter)
    answer = from_table(path, tmp_path / "out")
    assert organ in answer.counts.organs
    assert (tmp_path / "out" / "posts.csv").read_text(encoding="utf-8").count(organ) >= 2


@pytest.mark.parametrize("shape", [person_posts, person_years])
def test_nothing_that_is_said_or_written_has_a_name_in_it(shape, tmp_path: Path):
    table = shape()
    column = "person" if "person" in table[0] else "name"
    names = {row[column] for row in table}
    answer = from_table(write(tmp_path / "people.csv", table), tmp_path / "out")
    said = everything(answer).casefold()
    assert not [part for name in names for part in name.casefold().split() if part in said]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_table_no_count_that_is_written_is_of_one_to_four(data: st.DataObject, tmp_path: Path):
    table = [
        {
            "person": name_of(number) if number else PLANTED,
            "organ": data.draw(st.sampled_from(("A", "A", "A", "B", "B", "C", f"Office of {PLANTED}"))),
            "rank": data.draw(st.sampled_from("1222234")),
            "start": str(start := data.draw(st.integers(1950, 1958))),
            "end": data.draw(st.sampled_from(("", "present", str(start), str(start + 2), "1959"))),
            "exit": data.draw(st.sampled_from((*FORMS, "", "Vlok"))),
        }
        for number in range(data.draw(st.integers(3, 40)))
    ]
    place = tmp_path / str(len(list(tmp_path.iterdir())))
    try:
        answer = from_table(write(tmp_path / "people.csv", table), place, successions=(1955,))
    except UsageError as error:
        assert "too few to tell" in str(error)
        return
    written = [row for row in rows(place / "figures.csv") if row["unit"] == "persons"]
    counts = [float(row["value"]) for row in written]
    counts += [float(row["posts"]) for row in rows(place / "posts.csv") if row["rank"] != "lower officials"]
    told = [value for one in answer.tables if "persons" in one.places for value in one.column("persons")]
    counts += [value for value in told if isinstance(value, int)]
    assert counts
    assert all(count == 0 or (count >= 5 and count % 5 == 0) for count in counts)
    assert PLANTED.split()[0] not in everything(answer)


def test_what_is_there_already_is_left_as_it_is(tmp_path: Path):
    path = write(tmp_path / "people.csv", person_posts())
    (tmp_path / "out").mkdir()
    with pytest.raises(UsageError, match="already exists, and is not overwritten"):
        from_table(path, tmp_path / "out")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="already exists"):
        from_table(path, tmp_path / "link")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_folder_that_cannot_be_written_whole_is_not_there(
    fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = write(tmp_path / "people.csv", person_posts())
    write_text = Path.write_text

    def full(self: Path, text: str, **options) -> int:
        if self.name == "posts.csv":
            raise fault
        return write_text(self, text, **options)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises((StoreError, KeyboardInterrupt)):
        from_table(path, tmp_path / "out")
    assert [entry.name for entry in tmp_path.iterdir()] == ["people.csv"]


def test_of_a_table_that_cannot_be_used_nothing_is_written(tmp_path: Path):
    path = write(tmp_path / "people.csv", changed(person_posts(), start=lambda _: "some day"))
    with pytest.raises(PolitburoError):
        from_table(path, tmp_path / "out")
    assert [entry.name for entry in tmp_path.iterdir()] == ["people.csv"]


@pytest.mark.parametrize("text", ["", "=1+1", "two\nlines", "x" * 900])
def test_a_title_or_source_that_no_file_can_hold_is_refused(text: str, tmp_path: Path):
    path = write(tmp_path / "people.csv", person_posts())
    with pytest.raises(UsageError, match="--title must be a line"):
        from_table(path, tmp_path / "out", title=text)
    with pytest.raises(UsageError, match="--source must be a line"):
        from_table(path, tmp_path / "out", source=text)


@pytest.mark.parametrize(
    ("organ", "guards", "trades", "abroad"),
    [
        ("Ministry of State Security", True, False, False),
        ("Defense, Military & National Security", False, False, False),
        ("Foreign Affairs", False, False, True),
        ("Ministry of foreign trade", False, True, False),
        ("Party secretariat", False, False, False),
        ("Warehouses", False, False, False),
    ],
)
def test_what_an_organ_does_is_guessed_from_its_name(organ: str, guards: bool, trades: bool, abroad: bool):
    kind = kind_of(organ)
    assert (kind.guards, kind.trades, kind.serves_abroad) == (guards, trades, abroad)

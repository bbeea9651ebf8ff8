"""Tables of persons and posts, and of persons and years, with all the dirt that they have; and no name gets out."""

import gc
import traceback
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from politburo.ask.country_table import careers as module
from politburo.ask.country_table.careers import Careers, read_careers
from politburo.terms.errors import PolitburoError, UsageError
from tests.ask.country_table.made import PLANTED, changed, name_of, person_posts, person_years, text_of, write

pytestmark = pytest.mark.slow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def read(path: Path, rows: list[dict[str, str]], **options) -> Careers:
    return read_careers(write(path, rows), **options)


def test_a_row_for_each_post_becomes_a_post_in_years(path: Path):
    rows = person_posts(50)
    found = read(path, rows)
    assert len(found.posts) == len({post.person for post in found.posts}) == 50
    assert [(post.start, post.end) for post in found.posts] == [
        (int(row["start"][:4]), None if row["end"] == "in office" else int(row["end"])) for row in rows
    ]
    assert (found.country, found.first, found.last, found.yearly) == ("Albania", 1950, 1969, False)
    assert Counter(found.organs[post.organ] for post in found.posts) == Counter(row["organ"] for row in rows)
    assert Counter(post.rank for post in found.posts) == Counter(int(row["rank"]) - 1 for row in rows)


def test_a_row_for_each_year_becomes_the_same_posts(path: Path, tmp_path: Path):
    posts = read(path, person_posts()).posts
    years = read(tmp_path / "years.csv", [row for row in person_years() if row["leader"] == "0"])
    assert years.yearly
    ours = Counter((post.start, post.end, post.rank) for post in years.posts)
    assert ours == Counter((post.start, post.end, post.rank) for post in posts)


def test_the_columns_of_ared_are_known(path: Path):
    rows = [
        {
            "CCODE": "365",
            "STATE": "Soviet Union",
            "REG_REINST": "Politburo",
            "ELITE_NAME": row["person"],
            "ELITE_REENTER": row["start"].replace("-", "/"),
            "ELITE_REEXIT": "NaT" if row["end"] == "in office" else f"{row['end']}-03-06 00:00:00",
            "ELITE_EXITTYPE": "Demotion",
            "ELITE_EXITFATE": "Incarceration",
            "ELITE_EXITLEADER": PLANTED,
            "ELITE_BIRTHDATE": "4/?/1901",
        }
        for row in person_posts()
    ]
    found = read(path, rows)
    assert found.columns == {
        "person": "elite_name",
        "organ": "reg_reinst",
        "start": "elite_reenter",
        "end": "elite_reexit",
        "exit": "elite_exittype",
        "fate": "elite_exitfate",
        "cow": "ccode",
        "country": "state",
    }
    assert found.country == "Russia"
    assert {post.exit for post in found.posts} == {"imprisonment"}
    assert any("missing" in doubt for doubt, count in found.doubts.items() if count)


def test_other_columns_are_named_by_the_user(path: Path):
    rows = [
        {"Wer": row["person"], "Amt": row["organ"], "Stufe": row["rank"], "von": row["start"]} for row in person_posts()
    ]
    with pytest.raises(UsageError, match=r"line 1: no column was found for the person .*--column"):
        read(path, rows)
    found = read(path, rows, named={"person": "wer", "organ": "Amt", "rank": "Stufe", "start": "von"})
    assert len(found.posts) == len(rows)
    with pytest.raises(UsageError, match="has no column 'Quelle'"):
        read(path, rows, named={"person": "Quelle"})
    with pytest.raises(UsageError, match="nothing called 'rnak' that a column could hold; did you mean 'rank'"):
        read(path, rows, named={"rnak": "Stufe"})
    with pytest.raises(UsageError, match="is to hold person and organ"):
        read(path, rows, named={"person": "Wer", "organ": "Wer", "start": "von"})


def test_dirt_is_counted(path: Path):
    rows = person_posts()
    rows += [dict(row) for row in rows[:7]]
    rows += changed(person_posts(8, seed=2), end=lambda _: "", exit=lambda _: "")
    rows += changed(person_posts(9, seed=3), start=lambda row: f"c. {row['start'][:4]}")
    rows += changed(person_posts(6, seed=4), rank=lambda _: "Grand Vlok")
    found = {doubt.split(" (")[0]: count for doubt, count in read(path, rows).doubts.items() if count}
    assert found == {
        "rows that say the same as another, left out": 7,
        "ends that are missing": 8,
        "dates that are uncertain or a range": 9,
        "ranks that are not known by their names": 6,
    }


def test_spellings_of_one_name_or_organ_are_one(path: Path):
    rows = person_posts()
    spelled = changed(
        person_posts(),
        person=lambda row: row["person"].upper(),
        organ=lambda row: f" {row['organ'].replace(' ', '-')}.",
    )
    assert read(path, rows + spelled).posts == read(path, rows).posts


def test_rows_that_cannot_be_used_are_all_told_or_left_out(path: Path):
    rows = person_posts()
    rows[3]["start"] = "some day"
    rows[5]["end"] = "1812"
    rows[7]["start"] = ""
    rows[9]["person"] = " "
    with pytest.raises(UsageError) as raised:
        read(path, rows)
    assert str(raised.value).splitlines()[1:] == [
        "  line 5, column start: no year can be read in it",
        "  line 7, column end: the end is before the start",
        "  line 9, column start: there is no date",
        "  line 11, column person: there is no person",
    ]
    found = read(path, rows, leave_out=True)
    assert len(found.posts) == len(rows) - 4
    assert found.doubts["rows left out, since they could not be used"] == 4


def test_several_countries_must_be_parted(path: Path):
    rows = person_posts(30) + changed(person_posts(20, seed=2), country=lambda _: "Romania")
    with pytest.raises(UsageError, match=r"holds 2 countries: name one with --country \(Albania, Romania\)"):
        read(path, rows)
    assert len(read(path, rows, country="ROU").posts) == 20
    with pytest.raises(UsageError, match="has no rows of Poland"):
        read(path, rows, country="Poland")


def test_a_country_that_is_not_known_is_told_by_line(path: Path):
    rows = person_posts(30)
    rows[4]["country"] = PLANTED
    with pytest.raises(UsageError, match=r"line 6, column country: no country is known by this \(1 such rows\)"):
        read(path, rows)
    assert len(read(path, rows, country="Albania").posts) == 29


def test_successions_are_those_of_the_marked_leader_or_as_said(path: Path):
    assert read(path, person_years()).successions == (1958,)
    assert read(path, person_years(), successions=[1960, 1955]).successions == (1955, 1960)


def test_a_post_that_fell_with_the_regime_was_held_to_the_end(path: Path):
    rows = changed(person_posts(), exit=lambda row: "Regime change" if row["end"] == "1969" else row["exit"])
    found = read(path, rows)
    fallen = [post for post in found.posts if post.exit == "change of regime"]
    assert fallen
    assert {post.end for post in fallen} == {None}


@pytest.mark.parametrize("label", [f"Office of {PLANTED}", "Thrumbleforth’s guard", PLANTED.upper(), "ZZYQWX"])
def test_an_organ_that_is_called_by_a_person_is_called_by_a_number(label: str, path: Path):
    rows = person_posts()
    rows[0]["person"] = PLANTED
    rows = changed(rows, organ=lambda row: label if row["organ"] == "Armed forces" else row["organ"])
    organs = read(path, rows).organs
    assert not any("hrumble" in organ or "zzyqwx" in organ.casefold() for organ in organs)
    assert sum(organ.startswith("organ ") for organ in organs) == 1


def test_names_beside_identifiers_are_kept_out_of_labels_too(path: Path):
    rows = [row | {"person_id": f"Q{number}"} for number, row in enumerate(person_posts())]
    rows[0]["person"] = PLANTED
    rows = changed(rows, organ=lambda row: f"{PLANTED}’s office" if row["organ"] == "Armed forces" else row["organ"])
    rows += changed(rows[:1], person=lambda _: "Another Spelling", start=lambda _: "1960", end=lambda _: "1961")
    found = read(path, rows)
    assert len({post.person for post in found.posts}) == 120
    assert not any(PLANTED.split()[0] in organ for organ in found.organs)


def test_a_name_in_a_script_without_blanks_is_found_in_a_label(path: Path):
    rows = person_posts()
    rows[0]["person"] = "甲乙丙"
    rows = changed(rows, organ=lambda row: "中央甲乙丙办公室" if row["organ"] == "Armed forces" else row["organ"])
    assert not any("甲乙丙" in organ for organ in read(path, rows).organs)


def test_a_word_that_many_names_share_is_no_name(path: Path):
    rows = changed(person_posts(), person=lambda row: f"Minister {row['person']}")
    assert "Council of ministers" in read(path, rows).organs
    assert "Ministry of State Security" in read(path, rows).organs


def test_labels_are_plain_text(path: Path):
    rows = changed(person_posts(), organ=lambda row: "=cmd|' /C calc'!\x1b[2J" + "x" * 90)
    [label] = read(path, rows).organs
    assert label.startswith("cmd")
    assert len(label) <= 60
    assert label.isprintable()


def with_name(rows: list[dict[str, str]], line: int = 5, **columns: str) -> str:
    """A table with a person of the planted name in a line, in which something else is wrong too."""
    rows = [dict(row) for row in rows]
    rows[line] |= {"person": PLANTED} | columns
    return text_of(rows)


POSTS = person_posts()
MISTAKES: dict[str, tuple[str | bytes, dict]] = {
    "a bad date": (with_name(POSTS, start=f"{PLANTED} 1953"), {}),
    "a name as a date": (with_name(POSTS, end=PLANTED), {}),
    "a name as a country": (with_name(POSTS, country=PLANTED), {}),
    "an end before the start": (with_name(POSTS, end="1000"), {}),
    "no header": (f"{PLANTED},{PLANTED},1953\n" * 9, {}),
    "a wrong encoding": (with_name(POSTS).encode() + b"\xff\xfe\x00", {"encoding": "utf-8"}),
    "an odd encoding": (with_name(POSTS).encode("utf-16-le") + b"\xff", {"encoding": "utf-16-le"}),
    "an open quotation mark": (with_name(POSTS).replace(PLANTED, f'"{PLANTED}'), {}),
    "a cell too long": (with_name(POSTS, organ=PLANTED * 900), {}),
    "few persons": (with_name(POSTS[:6]).replace(PLANTED, f"{PLANTED},,,"), {"leave_out": True}),
    "another country": (with_name(POSTS), {"country": "Poland"}),
    "one column for two things": (with_name(POSTS), {"named": {"organ": "person"}}),
    "nothing": (PLANTED, {}),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_no_mistake_tells_a_name(mistake: str, path: Path):
    content, options = MISTAKES[mistake]
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(PolitburoError) as raised:
        read_careers(path, **options)
    told = "".join(traceback.format_exception(raised.value))
    assert path.name in str(raised.value)
    assert not any(part in told for part in PLANTED.split())
    assert raised.value.__context__ is None
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("fault", [KeyboardInterrupt, MemoryError, KeyError, ZeroDivisionError, UnicodeDecodeError])
def test_no_failure_within_tells_a_name(fault: type[BaseException], path: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(text: str, order: object) -> tuple[int, bool]:
        raise fault("utf-8", PLANTED.encode(), 0, 1, PLANTED) if fault is UnicodeDecodeError else fault(PLANTED)

    monkeypatch.setattr(module, "rank_of", broken)
    path.write_text(with_name(POSTS))
    with pytest.raises(BaseException) as raised:
        read_careers(path)
    told = "".join(traceback.format_exception(raised.value))
    assert isinstance(raised.value, KeyboardInterrupt | MemoryError | UsageError)
    assert not any(part in told for part in PLANTED.split())


def test_no_error_keeps_what_it_came_from(path: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(text: str, order: object) -> tuple[int, bool]:
        try:
            raise ValueError(PLANTED)
        except ValueError as error:
            raise UsageError("No rank.") from error

    monkeypatch.setattr(module, "rank_of", broken)
    with pytest.raises(UsageError) as raised:
        read(path, POSTS)
    assert (raised.value.__context__, raised.value.__cause__) == (None, None)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.lists(st.lists(st.text(max_size=9), max_size=5), max_size=30).map(
            lambda rows: "\n".join(["person,organ,rank,start,end", *(",".join(row) for row in rows)]).encode()
        ),
        st.sampled_from([text_of(POSTS), text_of(person_years(30))]).flatmap(
            lambda text: st.tuples(st.just(text), st.integers(0, len(text)), st.text(max_size=5)).map(
                lambda one: (one[0][: one[1]] + one[2] + one[0][one[1] + 3 :]).encode("utf-8", "surrogatepass")
            )
        ),
    )
)
def test_no_file_ends_in_anything_but_an_answer_or_a_sentence(content: bytes, path: Path):
    path.write_bytes(content)
    try:
        read_careers(path, leave_out=True)
    except PolitburoError as error:
        assert "a mistake of politburo" not in str(error)
        assert path.name in str(error)


def test_what_is_kept_of_a_table_holds_no_name(path: Path):
    rows = person_posts()
    rows[0]["person"] = PLANTED
    found = repr(read(path, rows, leave_out=True))
    assert not any(row["person"] in found for row in rows)
    assert not any(part in found for row in rows for part in row["person"].split())


def test_names_are_forgotten_when_the_table_is_read(path: Path):
    rows = person_posts()
    kept = read(path, rows)
    rows.clear()
    gc.collect()
    names = {name_of(number + 1000) for number in range(120)}
    assert kept.posts
    normal = {name.casefold() for name in names}
    alive = [
        one
        for one in gc.get_objects()
        if isinstance(one, dict) and normal & {key for key in one if isinstance(key, str)}
    ]
    assert alive == []

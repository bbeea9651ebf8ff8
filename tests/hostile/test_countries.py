"""A folder with the files of a country may be from anyone: each is refused or read in little time and memory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from politburo.ask.countries import country
from politburo.country.countries import LIBRARY, files_of
from politburo.country.folder import FILES, LARGEST, read_folder
from politburo.country.reader import COLUMNS
from politburo.scenario import load
from tests.hostile.measuring import MOST_SIGNS, outcome, refuses
from tests.hostile.test_bombs import some_of

pytestmark = pytest.mark.slow

EXAMPLE = dict(files_of("example").contents)
HEADS = {name: ",".join(keys) for name, (keys, _) in COLUMNS.items()}
SCENARIO = 'title = "t"\ncountry = "./mine"\nstart = "2000-01"\nend = "2000-03"\n'
ROW = "a,2001-01-01,2001-12-31,3,2,4,persons,b,,,2002-12-31,3,c"

Damage = Callable[[Path], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(LIBRARY / "example", tmp_path / "mine")
    read_folder(tmp_path / "mine").check()  # what is imported once is no cost of a folder
    return tmp_path / "mine"


def text(name: str, content: str | bytes) -> Damage:
    return lambda folder: (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


def swapped(name: str, old: str, new: str) -> Damage:
    def change(folder: Path) -> None:
        before = EXAMPLE[name].decode()
        assert old in before
        (folder / name).write_text(before.replace(old, new, 1))

    return change


def instead(name: str, put: Callable[[Path], object]) -> Damage:
    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        put(folder / name)

    return change


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


WRONG: Mapping[str, Damage] = {
    "200,000 open brackets": swapped("country.toml", "format = 1", f"format = {'[' * 200_000}"),
    "150,000 open braces": swapped("country.toml", "format = 1", "format = " + "{a=" * 150_000),
    "20,000 organs": lambda folder: (folder / "country.toml").write_bytes(
        EXAMPLE["country.toml"] + b'[[organ]]\nname = "a"\n' * 20_000
    ),
    "40,000 keys": lambda folder: (folder / "country.toml").write_bytes(
        b"".join(b"k%d = 1\n" % number for number in range(40_000)) + EXAMPLE["country.toml"]
    ),
    "a number of 100,000 digits": swapped("country.toml", "households = 5_000", f"households = {'9' * 10**5}"),
    "numbers that are none": swapped("country.toml", "women = 1.5", "women = nan"),
    "a number without end": swapped("country.toml", "women = 1.5", "women = 1e400"),
    "no TOML": text("country.toml", "\0" * 100_000),
    "no UTF-8": text("posts.csv", b"organ,rank,place,posts\n\xff\xfe\n"),
    "UTF-16": text("posts.csv", HEADS["posts.csv"].encode("utf-16")),
    "nothing": text("provinces.csv", ""),
    "blank lines": text("provinces.csv", "\n" * 10**6),
    "a million columns": text("provinces.csv", "a," * 10**6),
    "equal columns": text("provinces.csv", f"{HEADS['provinces.csv']},name,name\n"),
    "a million cells in a row": text("provinces.csv", f"{HEADS['provinces.csv']}\n{',' * 10**6}\n"),
    "a million rows": text("provinces.csv", HEADS["provinces.csv"] + "\na,1,1,0,1,,,assumed," * 150_000),
    "a cell of megabytes": text("provinces.csv", f"{HEADS['provinces.csv']}\n{'a' * 3_000_000},1,1,0,1,,,assumed,\n"),
    "a quote that is never closed": text("provinces.csv", f'{HEADS["provinces.csv"]}\n"{"a,b" * 10**6}'),
    "a formula": swapped("posts.csv", "party,county", '=HYPERLINK("x"),county'.replace('"', "")),
    "signs that steer": swapped("provinces.csv", "Border", "\x1b[31mBorder\u202e"),
    "too many people": swapped("provinces.csv", "160000", "9" * 18),
    "posts without end": swapped("posts.csv", "party,county,*,1000", "party,county,*,1e18"),
    "9,000 unlike organs": text(
        "posts.csv", HEADS["posts.csv"] + "".join(f"\norgan{number},r,*,1,0,a," for number in range(9_000))
    ),
    "60,000 figures": text("figures.csv", HEADS["figures.csv"] + f"\n{ROW},d" * 60_000),
    "20,000 unlike series, none of which is meant": lambda folder: (
        (folder / "figures.csv").write_text(
            HEADS["figures.csv"] + "".join(f"\n{'a' * 60}{number}{ROW[1:]},d" for number in range(19_000))
        ),
        swapped("country.toml", 'source = "assumed: invented"', f'source = "figure: {"a" * 60}x"')(folder),
    ),
    "a terabyte": instead("figures.csv", sparse),
    "too long": text("timeline.csv", b"a" * (LARGEST + 1)),
    "a pipe": instead("posts.csv", os.mkfifo),
    "a device": instead("posts.csv", lambda path: path.symlink_to("/dev/zero")),
    "a link out of the folder": instead("posts.csv", lambda path: path.symlink_to("/etc/passwd")),
    "a link to another file": instead("posts.csv", lambda path: path.symlink_to("provinces.csv")),
    "a link in a circle": instead("posts.csv", lambda path: path.symlink_to("posts.csv")),
    "a folder": instead("targets.csv", Path.mkdir),
    "a page that runs": lambda folder: (folder / "figures.csv").write_text(
        f"{HEADS['figures.csv']}\n{ROW.replace(',b,,', ',b,javascript:alert(1),')},d\n"
    ),
}


@pytest.mark.parametrize("wrong", some_of(WRONG))
def test_a_folder_that_is_wrong_is_refused_with_the_name_of_a_file(folder: Path, wrong: str):
    WRONG[wrong](folder)
    refuses(lambda: read_folder(folder).check(), "|".join(FILES))


@pytest.mark.parametrize("wrong", some_of(WRONG))
def test_a_scenario_that_names_it_is_refused_just_so(folder: Path, wrong: str):
    WRONG[wrong](folder)
    file = folder.with_name("mine.toml")
    file.write_text(SCENARIO)
    refuses(lambda: load(file), "|".join(FILES))


def test_no_error_is_longer_than_can_be_read(folder: Path):
    (folder / "posts.csv").write_text(HEADS["posts.csv"] + f"\n{'x' * 2_000},y,z,n,o,=p," * 5_000)
    said = outcome(lambda: read_folder(folder).check())
    assert said is not None and len(said) < 4 * MOST_SIGNS


@pytest.mark.parametrize(
    "name", ["Ann\u202e", "<script>alert(1)</script>", "'; DROP TABLE", "../../etc/passwd", "%s{0}", "한"]
)
def test_names_of_any_kind_are_shown_as_they_are_or_refused(folder: Path, name: str):
    swapped("provinces.csv", "Border", name)(folder)
    if outcome(lambda: read_folder(folder).check()) is None:
        found = country(folder)
        assert "<script>alert" not in found.to_html()
        assert name in found.table("provinces").column("province")
        found.plot().svg()

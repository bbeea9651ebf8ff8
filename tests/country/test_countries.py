"""Countries are found by name, in the library or of another package, or by the path of a folder."""

from __future__ import annotations

import shutil
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from politburo.country import countries
from politburo.country.countries import LIBRARY, LIBRARY_NAMES, PLUGIN_GROUP, country_names, files_at, files_of, is_path
from politburo.terms.errors import CountryError, UsageError

OFFERED = LIBRARY / "example"
"""The folder that an entry point leads to."""

NO_PATH = 7


def offer(monkeypatch: pytest.MonkeyPatch, *offered: tuple[str, str]) -> None:
    """Have another package offer countries: names, and where they are looked for."""
    points = [EntryPoint(name, value, PLUGIN_GROUP) for name, value in offered]
    monkeypatch.setattr(countries, "entry_points", lambda group: points)
    countries.plugins.cache_clear()
    monkeypatch.setattr(countries, "plugins", countries.plugins.__wrapped__)


def test_a_country_of_another_package_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch):
    offer(monkeypatch, ("theirs", f"{__name__}:OFFERED"))
    assert country_names() == (*LIBRARY_NAMES, "theirs")
    assert files_at("theirs").plan == files_of("example").plan
    countries.files_of.cache_clear()


def test_a_name_of_politburo_or_of_a_path_is_not_given_to_others(monkeypatch: pytest.MonkeyPatch):
    offer(monkeypatch, ("example", f"{__name__}:OFFERED"), ("a/b", f"{__name__}:OFFERED"))
    with pytest.warns(UserWarning, match="is passed over"):
        assert country_names() == LIBRARY_NAMES


@pytest.mark.parametrize(
    ("value", "said"), [("no_such_module:X", "cannot be imported"), (f"{__name__}:NO_PATH", "int")]
)
def test_what_another_package_offers_in_vain_is_named(monkeypatch: pytest.MonkeyPatch, value: str, said: str):
    offer(monkeypatch, ("theirs", value))
    with pytest.raises(CountryError, match=f"country 'theirs' of the entry point .*{said}"):
        files_at("theirs")


def test_a_name_that_there_is_not_is_answered_with_the_nearest():
    with pytest.raises(UsageError, match="There is no country 'north-koera'; did you mean 'north-korea'"):
        files_at("north-koera")


def test_a_folder_is_read_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    shutil.copytree(OFFERED, tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert files_at("mine") == files_at("./mine") == files_at(tmp_path / "mine") == files_of("example")
    with pytest.raises(CountryError, match="is not a folder with the files of a country"):
        files_at("./nothing")


@pytest.mark.parametrize(("words", "path"), [(".", True), ("./a", True), ("a/b", True), ("a\\b", True), ("a-b", False)])
def test_paths_are_told_from_names(words: str, path: bool):
    assert is_path(words) == path

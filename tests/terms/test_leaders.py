"""Logics of rule of other packages: found by name, and no two of one name without a warning."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from politburo.terms import leaders


@pytest.fixture(autouse=True)
def found_anew() -> Iterator[None]:
    """What other tests found is forgotten, and what these find too."""
    leaders.plugins.cache_clear()
    yield
    leaders.plugins.cache_clear()


def offer(monkeypatch: pytest.MonkeyPatch, *offered: tuple[str, str]) -> None:
    points = [EntryPoint(name, value, leaders.PLUGIN_GROUP) for name, value in offered]
    monkeypatch.setattr(leaders, "entry_points", lambda group: points)


def test_logics_of_other_packages_are_listed_by_name(monkeypatch: pytest.MonkeyPatch):
    offer(monkeypatch, ("watcher", "one:choose"), ("builder", "two:choose"), ("watcher", "one:choose"))
    assert {name: point.value for name, point in leaders.plugins().items()} == {
        "builder": "two:choose", "watcher": "one:choose"
    }  # fmt: skip
    assert leaders.leader_names() == (*leaders.LEADER_NAMES, "builder", "watcher")


def test_of_two_logics_of_one_name_the_first_is_used_and_a_warning_names_the_other(monkeypatch: pytest.MonkeyPatch):
    offer(monkeypatch, ("watcher", "one:choose"), ("watcher", "two:choose"))
    with pytest.warns(UserWarning, match=r"called 'watcher': that of .* 'one:choose' is used, .* 'two:choose'"):
        assert leaders.plugins()["watcher"].value == "one:choose"


def test_a_logic_with_the_name_of_one_of_politburos_own_is_passed_over_with_a_warning(monkeypatch: pytest.MonkeyPatch):
    offer(monkeypatch, ("strategic", "one:choose"))
    with pytest.warns(UserWarning, match=r"called 'strategic': politburo's own is used, .* 'one:choose'"):
        assert leaders.plugins() == {}

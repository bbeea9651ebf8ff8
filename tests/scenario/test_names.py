"""A name may be short where it is clear what it means."""

import pytest

from politburo.scenario.names import full_name, mechanism_name, parse_set
from politburo.scenario.schema import LEVER_DECLARATIONS, PARAMETER_DECLARATIONS
from politburo.terms.mechanisms import MECHANISM_NAMES


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("market", "market_tolerance"),
        ("markets", "markets"),
        ("market tolerance", "market_tolerance"),
        ("purge-intensity", "purge_intensity"),
        ("horizon", "fear.horizon"),
        ("fear.hor", "fear.horizon"),
        ("recall", "recall"),
        ("fear.recall", "fear.recall"),
        ("quell", "govern.quell"),
    ],
)
def test_a_name_may_be_short(short, name):
    assert full_name(short) == name


def test_a_full_name_means_itself():
    names = [*LEVER_DECLARATIONS, *PARAMETER_DECLARATIONS]
    assert [full_name(name) for name in names] == names
    assert [parse_set(f"{name}=0.25") for name in names] == [(name, 0.25) for name in names]


def test_the_full_name_of_a_mechanism_means_itself():
    assert [mechanism_name(name) for name in MECHANISM_NAMES] == list(MECHANISM_NAMES)
